package store

import (
	"context"
	"errors"
	"slices"
	"sync"
)

// Spot is what a read asks for: one key of a kind, or without a key all of them.
type Spot struct{ Kind, Key string }

// Gatherer is a KV that reads several things of an owner for hardly more than one of them costs.
type Gatherer interface {
	KV
	// Gather returns the entries of each spot as List returns them; for a key, one or none. A Get or a List under a context of
	// Ahead asks Gathered first.
	Gather(ctx context.Context, owner string, spots []Spot) ([][]Entry, error)
}

// Wanted is what is to be read ahead, by owner.
type Wanted map[string][]Spot

// Add adds one thing of an owner.
func (w Wanted) Add(owner, kind, key string) { w[owner] = append(w[owner], Spot{kind, key}) }

func (w Wanted) size() (n int) {
	for _, spots := range w {
		n += len(spots)
	}
	return n
}

// ahead is what was read and not asked for yet.
type ahead struct {
	kv KV
	mu sync.Mutex
	of map[string]*found // by owner
}

// found is what was read of an owner.
type found struct {
	spots []Spot
	lists [][]Entry
}

type aheadKey struct{}

// Ahead reads several things of an owner together, for work that asks for all of them now. Under the context that it returns, the
// first Get or List of each is answered by what was read; edits read for themselves. What cannot be read ahead is read when it is
// asked for.
func Ahead(ctx context.Context, kv KV, owner string, spots ...Spot) context.Context {
	return readAhead(ctx, kv, Wanted{owner: spots})
}

// AheadOfAll is Ahead for several owners. They are asked at once, so that a store on another machine is waited for about once. What was
// read ahead before is not seen under its context.
func AheadOfAll(ctx context.Context, kv KV, wanted Wanted) context.Context {
	if wanted.size() < 2 { // one thing may as well be read when it is asked for
		return ctx
	}
	return readAhead(ctx, kv, wanted)
}

func readAhead(ctx context.Context, kv KV, wanted Wanted) context.Context {
	g, ok := kv.(Gatherer)
	if !ok {
		return ctx
	}
	a := &ahead{kv: kv, of: make(map[string]*found, len(wanted))}
	var all sync.WaitGroup
	for owner, spots := range wanted {
		read := func() {
			lists, err := g.Gather(ctx, owner, spots)
			if err != nil || len(lists) != len(spots) {
				return
			}
			a.mu.Lock()
			defer a.mu.Unlock()
			a.of[owner] = &found{spots, lists}
		}
		if len(wanted) == 1 {
			read()
		} else {
			all.Go(read)
		}
	}
	all.Wait()
	if len(a.of) == 0 {
		return ctx
	}
	return context.WithValue(ctx, aheadKey{}, a)
}

// Gathered returns what was read ahead, once: who asks again wants to know what is there then.
func Gathered(ctx context.Context, kv KV, owner string, s Spot) (list []Entry, ok bool) {
	a, ok := ctx.Value(aheadKey{}).(*ahead)
	if !ok || a.kv != kv || ctx.Err() != nil {
		return nil, false
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	f := a.of[owner]
	if f == nil {
		return nil, false
	}
	i := slices.Index(f.spots, s)
	if i < 0 {
		return nil, false
	}
	list = f.lists[i]
	f.spots, f.lists = slices.Delete(f.spots, i, i+1), slices.Delete(f.lists, i, i+1)
	return list, true
}

// GatheredOne is Gathered for one key: its value, or ErrNotFound.
func GatheredOne(ctx context.Context, kv KV, owner, kind, key string) (value []byte, ok bool, err error) {
	list, ok := Gathered(ctx, kv, owner, Spot{kind, key})
	switch {
	case !ok:
		return nil, false, nil
	case len(list) == 0:
		return nil, true, ErrNotFound
	}
	return list[0].Value, true, nil
}

// GatherFrom is Gather for a store that shows one moment of an owner's state.
func GatherFrom(state Owned, spots []Spot) ([][]Entry, error) {
	lists := make([][]Entry, len(spots))
	for i, s := range spots {
		if s.Key == "" {
			list, err := state.List(s.Kind)
			if err != nil {
				return nil, err
			}
			lists[i] = list
			continue
		}
		value, err := state.Get(s.Kind, s.Key)
		if err == nil {
			lists[i] = []Entry{{s.Key, value}}
		} else if !errors.Is(err, ErrNotFound) {
			return nil, err
		}
	}
	return lists, nil
}
