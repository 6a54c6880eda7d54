package desk

import (
	"path/filepath"
	"strings"
	"testing"
	"unicode"

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
	for _, kind := range append(listedKinds(), kindArticles, kindGists, ofApplication, ofSpace) {
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
