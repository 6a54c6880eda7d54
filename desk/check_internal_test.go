package desk

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"

	"lede/briefing"
	"lede/store"
	"lede/store/boltkv"
)

func TestWhoMayOwnWhatIsKept(t *testing.T) {
	const id = "81384788765712384"
	for owner, want := range map[string]bool{
		"guild:" + id: true, "person:" + id: true, "guild:x": false, "person:x": false, "guild:": false, "person:": false, "guild": false, "site:a.example": true, "instance": true, "Site:a": false, "": false, "1": false, "guild:" + id + "x": false,
	} {
		if got := ownable(owner); got != want {
			t.Errorf("%q owns something: %v", owner, got)
		}
	}
}

// TestADamagedRecordOfEachKindIsFound: none that is erased with its owner, and none of the others of the desk, is left out.
func TestADamagedRecordOfEachKindIsFound(t *testing.T) {
	for _, kind := range append(listedKinds(), kindArticles, kindGists, ofApplication, ofSpace, ofClock) {
		if err := readable(kind, store.Entry{Key: "1", Value: []byte("{")}); err == nil {
			t.Errorf("a damaged record of %s can be read", kind)
		}
	}
}

// TestAReportOfDamageHasNothingThatATerminalObeys: whoever can write a store can give a record any name.
func TestAReportOfDamageHasNothingThatATerminalObeys(t *testing.T) {
	kv, err := boltkv.Open(filepath.Join(t.TempDir(), "lede.db"), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer kv.Close()
	err = kv.Update(t.Context(), "guild:1", func(tx store.Tx) error {
		return tx.Put("shelf", "\x1b]0;gone\a\n\u202e", []byte(`{"v":1,"data":`+"\x1b[2J"))
	})
	if err != nil {
		t.Fatal(err)
	}
	r, err := CheckStore(t.Context(), kv)
	if err != nil || len(r.Damage) == 0 {
		t.Fatalf("%+v, %v", r, err)
	}
	for _, line := range r.Damage {
		if strings.ContainsFunc(line, func(r rune) bool { return !unicode.IsPrint(r) }) {
			t.Errorf("%q", line)
		}
	}
}

// TestAStoredArticleThatDoesNotFitTogetherIsNotRead: cards and answers rely on its spans.
func TestAStoredArticleThatDoesNotFitTogetherIsNotRead(t *testing.T) {
	kv, err := boltkv.Open(filepath.Join(t.TempDir(), "lede.db"), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer kv.Close()
	d := New(Options{Store: kv})
	a, err := briefing.Parse("The ferry stops for 12 days, Ruth Ellery said.", briefing.Options{Title: "Ferry"})
	if err != nil {
		t.Fatal(err)
	}
	h, _, err := d.Add(t.Context(), "1", "2", a)
	if err != nil {
		t.Fatal(err)
	}
	in := Reader{Guild: "1", Person: "2"}
	if _, err := d.Article(t.Context(), in, h); err != nil {
		t.Fatal(err)
	}
	a.Sentences[0].End = len(a.Text) + 1
	if err := kv.Update(t.Context(), "guild:1", func(tx store.Tx) error { return put(tx, kindArticles, h.Ref, a) }); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Article(t.Context(), in, h); err == nil || !strings.Contains(err.Error(), "articles / "+h.Ref+" cannot be read (the sentences do not fit the text)") {
		t.Errorf("it is read: %v", err)
	}
	if r, err := CheckStore(t.Context(), kv); err != nil || !slices.ContainsFunc(r.Damage, func(line string) bool { return strings.Contains(line, "do not fit the text") }) {
		t.Errorf("the check finds %q, %v", r.Damage, err)
	}
}
