package feeds

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"sync"
	"time"

	"lede/memo"
	"lede/store"
)

// Most visits bring nothing: the site says that nothing has changed. All that such a visit must leave behind for certain is when the
// site is due again, which is in the due index. The rest is when and how often the feed was asked. Where no other process uses the
// store, it is remembered here, and written with the next change of the feed, with every mostQuiet-th visit, and by Flush. A crash
// loses the count of some requests.

const (
	// mostQuiet bounds how many visits to a feed in a row are only remembered.
	mostQuiet = 16
	// maxRead bounds the records whose decoded form visits remember, in bytes, of each kind.
	maxRead = 1 << 20
)

// quiet is what visits have left behind that is not written. The zero value has nothing.
type quiet struct {
	mu sync.Mutex
	of map[string]unwritten // by the id of the feed

	entries memo.Memo[string, entry]
	sites   memo.Memo[string, site]
}

// unwritten is what is remembered of a feed.
type unwritten struct {
	visits
	next  int64 // when the feed may be asked, in milliseconds since 1970
	times int   // visits since it was written
}

// recall completes records as they are in the store by what is remembered. e is the record of feed id, if any. The map of s is replaced,
// not changed.
func (q *quiet) recall(s *site, id string, e *entry) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if len(q.of) == 0 {
		return
	}
	for of, next := range s.Next {
		if u := q.of[of]; u.next > next {
			s.Next = maps.Clone(s.Next)
			s.Next[of] = u.next
		}
	}
	if u, known := q.of[id]; known && e != nil && u.Tried.After(e.Tried) {
		e.visits = u.visits
	}
}

// note remembers a visit.
func (q *quiet) note(id string, left visits, next int64) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.of == nil {
		q.of = map[string]unwritten{}
	}
	q.of[id] = unwritten{left, next, q.of[id].times + 1}
}

// drop forgets a feed, once its records are written or gone.
func (q *quiet) drop(id string) {
	q.mu.Lock()
	defer q.mu.Unlock()
	delete(q.of, id)
}

// room reports whether one more visit to a feed may be remembered.
func (q *quiet) room(id string) bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	u, known := q.of[id]
	return u.times < mostQuiet && (known || len(q.of) < mostStates)
}

// bringsNothing reports whether a visit changes nothing but what may be remembered: the records were s and e, and are to be newSite and
// newEntry. It is so only for the one feed of a site, since the due index says nothing about others.
func (v *round) bringsNothing(s, newSite site, e, newEntry entry) bool {
	if !v.alone || v.book != nil || len(newSite.Next) != 1 || !v.quiet.room(v.id) {
		return false
	}
	s.Next, e.visits = newSite.Next, newEntry.visits
	return reflect.DeepEqual(s, newSite) && reflect.DeepEqual(e, newEntry)
}

// beSure puts off the one feed of a site, if its time is past by what is written of it: it may have been asked since, with nothing left
// of that but its place in the due index, which the caller is about to change.
// A visit under way puts it in its place itself.
func (f *Feeds) beSure(tx store.Tx, s *site, visited bool, now time.Time) error {
	if !f.alone || visited || len(s.Next) != 1 {
		return nil
	}
	for id, next := range s.Next {
		var e entry
		if _, err := kinds.Get(tx.Get, kindFeeds, id, &e); err != nil {
			return err
		}
		if next < now.UnixMilli() {
			s.set(id, now.Add(e.wait(f.floor, -1)))
		}
	}
	return nil
}

// atATime is how many feeds Flush writes at a time; they share writes to disk.
const atATime = 64

// Flush writes what is only remembered. It is for the end of a process: nothing may visit meanwhile.
func (f *Feeds) Flush(ctx context.Context) error {
	f.quiet.mu.Lock()
	ids := slices.Collect(maps.Keys(f.quiet.of))
	f.quiet.mu.Unlock()
	failed := make([]error, len(ids))
	for first := 0; first < len(ids); first += atATime {
		var all sync.WaitGroup
		for n := first; n < min(first+atATime, len(ids)); n++ {
			all.Go(func() { failed[n] = f.write(ctx, ids[n]) })
		}
		all.Wait()
	}
	return errors.Join(failed...)
}

// write writes what is remembered of a feed.
func (f *Feeds) write(ctx context.Context, id string) error {
	err := f.kv.Update(ctx, ownerOf(id), func(tx store.Tx) error {
		s, e, found, err := f.readEntry(tx.Get, id)
		if err != nil || !found {
			return err
		}
		return errors.Join(kinds.Put(tx, kindSite, siteKey, s), kinds.Put(tx, kindFeeds, id, e))
	})
	if err != nil {
		return fmt.Errorf("writing how %s was visited: %w", id, err)
	}
	return nil
}
