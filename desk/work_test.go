package desk

import (
	"context"
	"errors"
	"testing"
	"time"

	"lede/briefing"
	"lede/desk/limiter"
	"lede/store"
)

// TestEverythingLargeIsDoneInTurn: each door to work that grows with what a member gives goes through the limiter.
func TestEverythingLargeIsDoneInTurn(t *testing.T) {
	kv := store.NewMemory(nil)
	defer kv.Close()
	d := New(Options{Store: kv, Memory: 1 << 20, File: func(context.Context, string, string) ([]byte, error) {
		t.Error("fetched")
		return nil, nil
	}})
	a, err := briefing.Parse("A bridge fell.", briefing.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := d.Add(t.Context(), "g", "1", a); err != nil {
		t.Fatal(err)
	}
	r := Reader{Guild: "g", Person: "1"}
	d.work, d.fetching, d.pages = limiter.New(1, time.Now), limiter.New(1, time.Now), limiter.New(1, time.Now)
	for door, open := range map[string]func() error{
		"Structure":    func() error { _, err := d.Structure(t.Context(), r, a.Text, briefing.Options{}); return err },
		"Study":        func() error { return d.Study(t.Context(), r, a, func() { t.Error("studied") }) },
		"Open":         func() error { _, err := d.Open(t.Context(), r, ""); return err },
		"Fetch":        func() error { _, err := d.Fetch(t.Context(), r, "u", "n", briefing.Options{}); return err },
		"FetchPage":    func() error { _, err := d.FetchPage(t.Context(), r, "u", briefing.Options{}); return err },
		"FetchFile":    func() error { return d.FetchFile(t.Context(), r, "u", "n", nil) },
		"a large page": func() error { _, err := d.with(t.Context(), r, briefing.Options{}).More(); return err },
		"ReadTransfer": func() error { _, err := d.ReadTransfer(t.Context(), r, []byte(`{"lede_export":1}`)); return err },
	} {
		if err := open(); !errors.Is(err, ErrTooMuch) {
			t.Errorf("%s: %v", door, err)
		}
	}
}
