package desk

import (
	"testing"

	"lede/store"
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
