package desk_test

import (
	"context"
	"testing"
	"time"

	"lede/briefing"
	"lede/desk"
	"lede/store"
)

// TestANoteByTheWayHolds200Milliseconds: an answer waits no longer for it.
func TestANoteByTheWayHolds200Milliseconds(t *testing.T) {
	const most = 200 * time.Millisecond
	_, kv, _ := open(t)
	begun := time.Now()
	timed := timing{kv, func(until time.Time) {
		if left := time.Until(until); left > most || until.Before(begun.Add(most)) {
			t.Errorf("it may last for %v", left)
		}
	}}
	d := desk.New(desk.Options{Store: timed, Articles: []*briefing.Article{article("i1", "Shared")}})
	if _, err := d.Open(t.Context(), desk.Reader{Person: "sam"}, ""); err != nil {
		t.Fatal(err)
	}
}

// timing is a store that records the deadline of an edit.
type timing struct {
	store.KV
	look func(until time.Time)
}

func (k timing) Update(ctx context.Context, owner string, edit func(store.Tx) error) error {
	until, _ := ctx.Deadline()
	k.look(until)
	return k.KV.Update(ctx, owner, edit)
}
