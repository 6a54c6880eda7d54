package desk

import (
	"testing"
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
