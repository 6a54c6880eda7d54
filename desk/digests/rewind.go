package digests

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"lede/desk/record"
	"lede/scheduler"
	"lede/store"
)

// ahead reports whether a run of the digest that is still to come has been settled, as by a clock that was ahead.
func (g Digest) ahead(now time.Time) bool { return g.Paused == nil && g.Done.After(now) }

// WalkAhead visits each owner of a digest that a clock which was ahead has run.
func WalkAhead(ctx context.Context, kv store.Walker, now time.Time, visit func(owner string)) error {
	last := ""
	return WalkDigests(ctx, kv, func(owner string, g Digest) {
		if g.ahead(now) && owner != last {
			visit(owner)
			last = owner
		}
	})
}

// Rewind makes the digests of an owner due again that a clock which was ahead has run: otherwise they would be silent until that
// clock's time comes. What was posted too early is not posted again. What was missed only by that clock is not missed.
func (d *Diary) Rewind(ctx context.Context, owner string, now time.Time) (mended int, err error) {
	err = d.kv.Update(ctx, owner, func(tx store.Tx) error {
		mended = 0
		list, err := tx.List(KindDigests)
		if err != nil {
			return err
		}
		lines, err := tx.List(kindLedger)
		if err != nil {
			return err
		}
		for _, one := range list {
			var g Digest
			if kinds.Decode(KindDigests, one, &g) != nil || !g.ahead(now) { // a damaged one is left as it is
				continue
			}
			t, err := scheduler.ParseTimetable(g.Timetable)
			if err != nil && !g.AsItComes {
				continue
			}
			done, untrue := runsAhead(lines, g.ID, now)
			d.rewind(record.Who(owner), &g, t, done, now)
			err = setAnew(tx, g)
			for _, key := range untrue {
				err = errors.Join(err, tx.Delete(kindLedger, key))
			}
			if err != nil {
				return err
			}
			mended++
		}
		return nil
	})
	if err != nil {
		return 0, fmt.Errorf("winding the digests of %s back: %w", owner, err)
	}
	return mended, nil
}

// runsAhead returns the runs of a digest after now that a ledger has as done, in milliseconds since 1970, and the keys of the lines that
// call one missed.
func runsAhead(lines []store.Entry, digest string, now time.Time) (done map[int64]bool, missed []string) {
	done = map[int64]bool{}
	for _, one := range lines {
		var e Entry
		if kinds.Decode(kindLedger, one, &e) != nil || e.Digest != digest || !e.Slot.After(now) {
			continue
		}
		if e.Outcome == OutcomeMissed {
			missed = append(missed, one.Key)
		} else {
			done[e.Slot.UnixMilli()] = true
		}
	}
	return done, missed
}

// rewind works out the next run of a digest that is not done.
func (d *Diary) rewind(guild string, g *Digest, t scheduler.Timetable, done map[int64]bool, now time.Time) {
	g.Done, g.Woken = now, time.Time{}
	g.Posts = slices.DeleteFunc(g.Posts, func(at time.Time) bool { return at.After(now) })
	if g.AsItComes {
		g.Next = now
		return
	}
	for g.Next, g.Spread = d.next(guild, t, g.Done, now); done[g.Next.UnixMilli()]; g.Next, g.Spread = d.next(guild, t, g.Done, now) {
		g.Done = g.Run()
	}
}
