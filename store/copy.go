package store

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"sync"
	"time"

	"lede/problem"
)

// A store that is filled from another, or from a backup, carries a mark. Until the copy has been compared with its source,
// nothing may use it; afterwards its first user must know that it is a copy, which has missed what was done since.

// OwnerCopy is the owner that the mark is stored under.
const (
	OwnerCopy = "copy"
	kindMark  = "mark"
)

// Mark is what a store that was filled as a copy says about itself.
type Mark struct {
	Of   string    `json:"of"` // what it is a copy of, for people and to go on with
	Done bool      `json:"done"`
	At   time.Time `json:"at"`
}

// readMark returns the mark of a store; ok is false when it has none.
func readMark(ctx context.Context, kv Getter) (m Mark, ok bool, err error) {
	b, err := kv.Get(ctx, OwnerCopy, kindMark, kindMark)
	if errors.Is(err, ErrNotFound) {
		return m, false, nil
	}
	if err == nil {
		err = json.Unmarshal(b, &m)
	}
	return m, err == nil, err
}

// Whole returns a problem if a copy into a store was begun and has not ended; name is the store's in its words.
func Whole(ctx context.Context, kv Getter, name string) error {
	m, ok, err := readMark(ctx, kv)
	if ok && !m.Done {
		return problem.New("store.unfinished", "store", name, "of", m.Of)
	}
	return err
}

func writeMark(ctx context.Context, kv KV, m Mark) error {
	b, err := json.Marshal(m)
	if err != nil {
		return err
	}
	return kv.Update(ctx, OwnerCopy, func(tx Tx) error { return tx.Put(kindMark, kindMark, b) })
}

// Adopt makes a finished copy the store that is used from now on: each slot up to now is in doubt, since it may have been
// settled in the original. It reports whether the store was such a copy.
func Adopt(ctx context.Context, kv Watched) (copied bool, err error) {
	m, _, err := readMark(ctx, kv)
	if err != nil || !m.Done {
		return false, err
	}
	if err := kv.Doubt(ctx); err != nil {
		return false, err
	}
	return true, kv.Update(ctx, OwnerCopy, func(tx Tx) error { return tx.Delete(kindMark, kindMark) })
}

// The errors of Copy.
var (
	// ErrNotEmpty says that a store already has something, and is not an unfinished copy of the same source.
	ErrNotEmpty = errors.New("store: not empty")
	// ErrUnequal says that a copy differs from its source.
	ErrUnequal = errors.New("store: the copy differs")
)

// Copied counts what a copy holds.
type Copied struct{ Owners, Values, Due int }

// Source visits each owner's state, as Walker.Snapshot does, each time it is called.
type Source func(ctx context.Context, visit func(State) error) error

// Copy fills an empty store with everything in a source, and compares the two. An unfinished copy is continued when it is
// called again with the same source, by its name. The source must not change meanwhile.
func Copy(ctx context.Context, from Source, to Watched, name string) (Copied, error) {
	began, err := begin(ctx, to, name)
	if err != nil {
		return Copied{}, err
	}
	there := map[string]sum{}
	if began {
		if there, err = clearStale(ctx, from, to); err != nil {
			return Copied{}, err
		}
	}
	sums, n, err := fill(ctx, from, to, there)
	if err != nil {
		return n, err
	}
	if err := compare(ctx, to, sums); err != nil {
		return n, err
	}
	at, err := to.Now(ctx)
	if err != nil {
		return n, err
	}
	return n, writeMark(ctx, to, Mark{Of: name, Done: true, At: at})
}

type sum = [sha256.Size]byte

// begin marks an empty store; began is true if that was done before.
func begin(ctx context.Context, to Watched, name string) (began bool, err error) {
	m, ok, err := readMark(ctx, to)
	switch {
	case err != nil:
		return false, err
	case ok && !m.Done && m.Of == name:
		return true, nil
	case ok:
		return false, fmt.Errorf("%w: it is a copy of %s", ErrNotEmpty, m.Of)
	}
	err = to.Snapshot(ctx, func(s State) error { return fmt.Errorf("%w: it has %s", ErrNotEmpty, s.Owner) })
	if err != nil {
		return false, err
	}
	at, err := to.Now(ctx)
	if err != nil {
		return false, err
	}
	return false, writeMark(ctx, to, Mark{Of: name, At: at})
}

// clearStale removes from an unfinished copy all owners that differ from the source, such as the one being copied when it
// stopped, and returns those that are equal.
func clearStale(ctx context.Context, from Source, to Watched) (there map[string]sum, err error) {
	sums := map[string]sum{}
	if err := from(ctx, func(s State) error { sums[s.Owner] = s.Sum(); return nil }); err != nil {
		return nil, err
	}
	there = map[string]sum{}
	var stale []State
	err = to.Snapshot(ctx, func(s State) error {
		if was := sums[s.Owner]; was == s.Sum() {
			there[s.Owner] = was
		} else if s.Owner != OwnerCopy {
			stale = append(stale, s.names())
		}
		return nil
	})
	for _, s := range stale {
		if err == nil {
			err = edit(ctx, to, s, func(tx Tx, v Value) error { return tx.Delete(v.Kind, v.Key) }, func(tx Tx, d Scheduled) error { return tx.Unschedule(d.ID) })
		}
	}
	return there, err
}

// names returns a state without its values, which may be large.
func (s State) names() State {
	for i := range s.Values {
		s.Values[i].Value = nil
	}
	return s
}

const (
	// fillers is how many owners are written at once: changes that arrive together share a write to disk.
	fillers = 16
	// mostWrites and mostBytes bound one change.
	mostWrites = 500
	mostBytes  = 4 << 20
)

// fill writes what is missing, and returns the sums of all.
func fill(ctx context.Context, from Source, to Watched, there map[string]sum) (sums map[string]sum, n Copied, err error) {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	states := make(chan State)
	var filling sync.WaitGroup
	for range fillers {
		filling.Go(func() {
			for s := range states {
				if err := put(ctx, to, s); err != nil {
					cancel(fmt.Errorf("writing %s: %w", s.Owner, err))
				}
			}
		})
	}
	sums = map[string]sum{}
	err = from(ctx, func(s State) error {
		if s.Owner == OwnerCopy {
			return nil
		}
		sums[s.Owner] = s.Sum()
		n.Owners, n.Values, n.Due = n.Owners+1, n.Values+len(s.Values), n.Due+len(s.Due)
		if _, ok := there[s.Owner]; ok {
			return nil
		}
		select {
		case states <- s:
			return nil
		case <-ctx.Done():
			return context.Cause(ctx)
		}
	})
	close(states)
	filling.Wait()
	if cause := context.Cause(ctx); cause != nil {
		err = cause
	}
	return sums, n, err
}

// put writes all of an owner.
func put(ctx context.Context, to KV, s State) error {
	return edit(ctx, to, s, func(tx Tx, v Value) error { return tx.Put(v.Kind, v.Key, v.Value) }, func(tx Tx, d Scheduled) error { return tx.Place(d.ID, d.Item) })
}

// edit applies functions to each value and item of an owner, in changes of bounded size.
func edit(ctx context.Context, to KV, s State, value func(Tx, Value) error, item func(Tx, Scheduled) error) error {
	for !s.Empty() {
		values, bytes := 0, 0
		for values < len(s.Values) && values < mostWrites && bytes < mostBytes {
			bytes += len(s.Values[values].Value)
			values++
		}
		items := min(len(s.Due), mostWrites-values)
		err := to.Update(ctx, s.Owner, func(tx Tx) error {
			for _, v := range s.Values[:values] {
				if err := value(tx, v); err != nil {
					return err
				}
			}
			for _, d := range s.Due[:items] {
				if err := item(tx, d); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
		s.Values, s.Due = s.Values[values:], s.Due[items:]
	}
	return nil
}

// compare compares a copy with its source.
func compare(ctx context.Context, to Watched, sums map[string]sum) error {
	found := 0
	err := to.Snapshot(ctx, func(s State) error {
		was, ok := sums[s.Owner]
		switch {
		case s.Owner == OwnerCopy:
			return nil
		case !ok:
			return fmt.Errorf("%w: it has %s, which was not there", ErrUnequal, s.Owner)
		case was != s.Sum():
			return fmt.Errorf("%w: %s is not the same", ErrUnequal, s.Owner)
		}
		found++
		return nil
	})
	if err == nil && found != len(sums) {
		err = fmt.Errorf("%w: it has %d owners of %d", ErrUnequal, found, len(sums))
	}
	return err
}
