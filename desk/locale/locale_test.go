package locale

import (
	"errors"
	"testing"
	"time"

	"lede/store"
)

func TestOnlyAChangeOfLanguageIsWritten(t *testing.T) {
	kv := store.NewMemory(func() time.Time { return time.Unix(0, 0) })
	defer kv.Close()
	for _, c := range []struct {
		hears   string
		written bool
	}{{English, false}, {"de", true}, {"de", false}, {"fr", true}, {English, true}, {English, false}} {
		written := false
		err := Remember(t.Context(), kv, "person:ana", c.hears, func(edit func(store.Tx) error) error {
			written = true
			return kv.Update(t.Context(), "person:ana", edit)
		})
		if err != nil || written != c.written {
			t.Errorf("%s: written %v, %v", c.hears, written, err)
		}
		if got, err := Kept(t.Context(), kv, "person:ana"); got != c.hears || err != nil {
			t.Errorf("%s is heard as %s, %v", c.hears, got, err)
		}
	}
	if list, err := kv.List(t.Context(), "person:ana", Kind); err != nil || len(list) != 0 {
		t.Errorf("English is written down: %v, %v", list, err)
	}
}

func TestALanguageThatCannotBeReadOrWrittenIsAnError(t *testing.T) {
	kv := store.NewMemory(func() time.Time { return time.Unix(0, 0) })
	failed := errors.New("failed")
	if err := Remember(t.Context(), kv, "person:ana", "de", func(func(store.Tx) error) error { return failed }); !errors.Is(err, failed) {
		t.Error(err)
	}
	err := kv.Update(t.Context(), "person:ana", func(tx store.Tx) error { return tx.Put(Kind, heard, []byte("{")) })
	if err != nil {
		t.Fatal(err)
	}
	if got, err := Kept(t.Context(), kv, "person:ana"); got != English || err == nil {
		t.Errorf("%s, %v", got, err)
	}
	if err := Remember(t.Context(), kv, "person:ana", "de", func(func(store.Tx) error) error { return nil }); err == nil {
		t.Error("a language is heard over one that cannot be read")
	}
}
