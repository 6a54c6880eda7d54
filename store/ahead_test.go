package store_test

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"time"

	"lede/store"
)

// farAway is a store that answers no reading of several things until all owners were asked.
type farAway struct {
	store.KV
	asked *sync.WaitGroup
}

func (s farAway) Gather(_ context.Context, _ string, spots []store.Spot) ([][]store.Entry, error) {
	s.asked.Done()
	all := make(chan bool)
	go func() { s.asked.Wait(); close(all) }()
	select {
	case <-all:
		return make([][]store.Entry, len(spots)), nil
	case <-time.After(time.Minute):
		return nil, fmt.Errorf("the others are asked one after the other")
	}
}

// TestSeveralOwnersAreAskedAtOnce, so that a store that is far away is waited for once.
func TestSeveralOwnersAreAskedAtOnce(t *testing.T) {
	s, wanted := farAway{store.NewMemory(nil), new(sync.WaitGroup)}, store.Wanted{}
	defer s.Close()
	for n := range 3 {
		wanted.Add(fmt.Sprint("guild:", n), "notes", "a")
	}
	s.asked.Add(len(wanted))
	ctx := store.AheadOfAll(t.Context(), s, wanted)
	for owner := range wanted {
		if _, ok, err := store.GatheredOne(ctx, s, owner, "notes", "a"); !ok || err != store.ErrNotFound {
			t.Errorf("of %s: %v, %v", owner, ok, err)
		}
	}
}

// TestOneThingIsReadWhenItIsAskedFor, as is nothing.
func TestOneThingIsReadWhenItIsAskedFor(t *testing.T) {
	s := farAway{KV: store.NewMemory(nil)} // would fail if it were asked
	defer s.Close()
	for _, wanted := range []store.Wanted{nil, {}, {"guild:1": {{Kind: "notes", Key: "a"}}}} {
		if store.AheadOfAll(t.Context(), s, wanted) != t.Context() {
			t.Errorf("%v was read ahead", wanted)
		}
	}
}
