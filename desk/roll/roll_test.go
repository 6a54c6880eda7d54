package roll

import (
	"fmt"
	"maps"
	"testing"
)

func TestARollKnowsWhomToTell(t *testing.T) {
	r := New()
	r.NoteAlerts("g", "early") // of a guild that is not known for any digest
	if len(r.Copied()) != 0 {
		t.Errorf("%v", r.Copied())
	}
	r.Note("g", map[string]string{})
	if len(r.Copied()) != 0 {
		t.Errorf("a guild without a digest is remembered: %v", r.Copied())
	}
	r.Note("g", map[string]string{"1": "ana"})
	r.Note("g", map[string]string{"2": "ben"})
	r.NoteAlerts("g", "alerts")
	got := r.Copied()["g"]
	if got.Alerts != "alerts" || !maps.Equal(got.Digests, map[string]string{"1": "ana", "2": "ben"}) {
		t.Errorf("%+v", got)
	}
	got.Digests["1"] = "changed"
	if r.Copied()["g"].Digests["1"] != "ana" {
		t.Error("a copy is the roll itself")
	}
	r.Strike("g", "1")
	if got := r.Copied()["g"]; !maps.Equal(got.Digests, map[string]string{"2": "ben"}) || got.Alerts != "alerts" {
		t.Errorf("after one digest has gone: %+v", got)
	}
	r.Strike("g", "2")
	if _, known := r.Copied()["g"]; known {
		t.Error("a guild is remembered after its last digest")
	}
	r.Note("h", map[string]string{"1": "ana", "2": "ben"})
	r.Strike("other", "")
	r.Strike("h", "")
	if len(r.Copied()) != 0 {
		t.Errorf("after the whole guild has gone: %v", r.Copied())
	}
}

func TestARollHasRoomForSoManyGuilds(t *testing.T) {
	r := New()
	for i := range maxAcquaintances + 1 {
		r.Note(fmt.Sprint(i), map[string]string{"1": "ana"})
	}
	if len(r.Copied()) != maxAcquaintances {
		t.Errorf("%d guilds are remembered", len(r.Copied()))
	}
	r.Note("0", map[string]string{"2": "ben"})
	if len(r.Copied()["0"].Digests) != 2 {
		t.Error("a guild that is known gets no more digests when there is no room for others")
	}
}

// TestNoRollIsFine: a desk may have none.
func TestNoRollIsFine(t *testing.T) {
	var r *Roll
	r.Note("g", map[string]string{"1": "ana"})
	r.NoteAlerts("g", "alerts")
	r.Strike("g", "")
	if len(r.Copied()) != 0 {
		t.Error("no roll remembers")
	}
}
