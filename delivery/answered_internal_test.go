package delivery

import (
	"testing"

	"lede/scheduler"
	"lede/store"
)

func TestPostsThatTheStoreWasNotToldOfAreRemembered(t *testing.T) {
	slot := func(id string, due int) scheduler.Slot {
		return scheduler.Slot{Claim: store.Claim{Owner: "o", ID: id, Due: after(due)}}
	}
	var none *Answered
	none.keep(slot("1", 0), Result{})
	none.forget(slot("1", 0))
	if _, known := none.of(slot("1", 0)); known {
		t.Error("nobody remembers")
	}
	var a Answered
	if _, known := a.of(slot("1", 0)); known {
		t.Error("it is known before")
	}
	a.keep(slot("1", 0), Result{MessageID: "m"})
	for _, other := range []scheduler.Slot{slot("2", 0), slot("1", 1)} {
		if _, known := a.of(other); known {
			t.Errorf("%+v is another slot", other)
		}
	}
	if r, known := a.of(slot("1", 0)); !known || r.MessageID != "m" {
		t.Errorf("%+v, %v", r, known)
	}
	if a.forget(slot("1", 0)); len(a.posts) != 0 {
		t.Error("it is known afterwards")
	}
	for i := range maxAnswered {
		a.keep(slot("1", i), Result{})
	}
	if len(a.posts) != maxAnswered {
		t.Errorf("%d are remembered", len(a.posts))
	}
	if a.keep(slot("2", 0), Result{}); len(a.posts) != 1 {
		t.Errorf("%d are remembered when there is no room", len(a.posts))
	}
}
