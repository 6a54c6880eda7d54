package contacts

import (
	"fmt"
	"maps"
	"testing"
)

func TestARollKnowsWhomToTell(t *testing.T) {
	r := New()
	r.NoteAlerts("g", "early") // of a guild that is not known for any digest
	if len(r.Snapshot()) != 0 {
		t.Errorf("%v", r.Snapshot())
	}
	r.Note("g", map[string]Digest{})
	if len(r.Snapshot()) != 0 {
		t.Errorf("a guild without a digest is remembered: %v", r.Snapshot())
	}
	r.Note("g", map[string]Digest{"1": {By: "ana"}})
	r.Note("g", map[string]Digest{"2": {By: "ben"}})
	r.NoteAlerts("g", "alerts")
	got := r.Snapshot()["g"]
	if got.Alerts != "alerts" || !maps.Equal(got.Digests, map[string]Digest{"1": {By: "ana"}, "2": {By: "ben"}}) {
		t.Errorf("%+v", got)
	}
	got.Digests["1"] = Digest{By: "changed"}
	if r.Snapshot()["g"].Digests["1"].By != "ana" {
		t.Error("a snapshot is not a copy")
	}
	if own := r.Of("g"); own.Alerts != "alerts" || !maps.Equal(own.Digests, r.Snapshot()["g"].Digests) || r.Of("other").Digests != nil {
		t.Errorf("of one guild: %+v", own)
	}
	r.Forget("g", "1")
	if got := r.Snapshot()["g"]; !maps.Equal(got.Digests, map[string]Digest{"2": {By: "ben"}}) || got.Alerts != "alerts" {
		t.Errorf("after one digest has gone: %+v", got)
	}
	r.Forget("g", "2")
	if _, known := r.Snapshot()["g"]; known {
		t.Error("a guild is remembered after its last digest")
	}
	r.Note("h", map[string]Digest{"1": {By: "ana"}, "2": {By: "ben"}})
	r.Forget("other", "")
	r.Forget("h", "")
	if len(r.Snapshot()) != 0 {
		t.Errorf("after the whole guild has gone: %v", r.Snapshot())
	}
}

func TestARollHasRoomForSoManyGuilds(t *testing.T) {
	r := New()
	for i := range maxGuilds + 1 {
		r.Note(fmt.Sprint(i), map[string]Digest{"1": {By: "ana"}})
	}
	if len(r.Snapshot()) != maxGuilds {
		t.Errorf("%d guilds are remembered", len(r.Snapshot()))
	}
	r.Note("0", map[string]Digest{"2": {By: "ben"}})
	if len(r.Snapshot()["0"].Digests) != 2 {
		t.Error("a guild that is known gets no more digests when there is no room for others")
	}
}

// TestNoRollIsFine: a desk need not have one.
func TestNoRollIsFine(t *testing.T) {
	var r *Contacts
	r.Note("g", map[string]Digest{"1": {By: "ana"}})
	r.NoteAlerts("g", "alerts")
	r.Forget("g", "")
	if len(r.Snapshot()) != 0 || r.Of("g").Digests != nil {
		t.Error("a nil Contacts remembers")
	}
}
