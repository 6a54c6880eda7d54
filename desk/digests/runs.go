package digests

import (
	"time"

	"lede/scheduler"
)

// MaxLines is how many of the runs skipped together have their own line in the ledger, the latest: a week of a daily digest, and one
// line that counts the others. The ledger keeps room for what was sent.
const MaxLines = 8

// Schedule makes a guild's digest run by a timetable from now on: it sets Timetable, Next and Spread. When the operator widens the
// window, a run that already has its line may be in the future again; it is not run twice. A digest that is posted as news comes is due
// at once.
func (d *Diary) Schedule(guild string, g *Digest, t scheduler.Timetable, now time.Time) {
	g.Timetable = t.String()
	if g.AsItComes { // there may be something to tell
		g.Next, g.Spread = now, 0
		return
	}
	g.Next, g.Spread = d.next(guild, t, g.Done, now)
}

// next returns when a guild's digest is due next, and how much later that is than its timetable says. done is the latest run that has
// its line, if any.
func (d *Diary) next(guild string, t scheduler.Timetable, done, now time.Time) (due time.Time, spread time.Duration) {
	spread = scheduler.Spread(guild, d.spread)
	after := now.Add(-spread)
	if done.After(after) {
		after = done
	}
	run := t.Next(after)
	if run.IsZero() {
		return run, 0
	}
	return run.Add(spread), spread
}

// reschedule works out the next run of a digest anew. One whose timetable cannot be read is left as it is.
func (d *Diary) reschedule(guild string, g *Digest, now time.Time) {
	if t, err := scheduler.ParseTimetable(g.Timetable); err == nil {
		line := g.Timetable
		d.Schedule(guild, g, t, now)
		g.Timetable = line // as it was written
	}
}

// Course is how a digest goes on after one of its runs.
type Course struct {
	// Skipped are the later runs that are due too, oldest first.
	Skipped []time.Time
	// Older reports that there may have been more of them, too long ago for the ledger to show.
	Older bool
	// Done is the last of Skipped, else the run itself.
	Done time.Time
	// Next is when it is due next, and Spread how much later that is than the timetable says. Next is zero when the
	// timetable has no further run.
	Next   time.Time
	Spread time.Duration
}

// Course works out how a guild's digest goes on after a run, at a given instant. Its error is the timetable's. Runs too old for the
// ledger are not considered, so the work is bounded, however long nothing ran.
func (d *Diary) Course(guild, timetable string, run, at time.Time) (Course, error) {
	t, err := scheduler.ParseTimetable(timetable)
	if err != nil {
		return Course{}, err
	}
	c := Course{Spread: scheduler.Spread(guild, d.spread)}
	var next time.Time
	c.Skipped, next, c.Older = runs(t, run, at.Add(-c.Spread))
	switch {
	case len(c.Skipped) > 0:
		c.Done = c.Skipped[len(c.Skipped)-1]
	case c.Older:
		c.Done = at.Add(-c.Spread - LedgerFor)
	default:
		c.Done = run
	}
	if !next.IsZero() {
		c.Next = next.Add(c.Spread)
	}
	return c, nil
}

// runs returns the runs of a timetable after one instant and not after another, and the one that follows. older reports that the first
// instant is too long ago, so that the list may begin later.
func runs(t scheduler.Timetable, after, until time.Time) (list []time.Time, next time.Time, older bool) {
	if first := until.Add(-LedgerFor); first.After(after) {
		after, older = first, true
	}
	for run := range t.Runs(after) {
		if run.After(until) {
			return list, run, older
		}
		list = append(list, run)
	}
	return list, time.Time{}, older
}

// latestRuns returns the latest runs of a timetable after one instant and not after another, at most as many as get their own line.
func latestRuns(timetable string, after, until time.Time) []time.Time {
	t, err := scheduler.ParseTimetable(timetable)
	if err != nil {
		return nil
	}
	list, _, _ := runs(t, after, until)
	return list[max(0, len(list)-MaxLines):]
}
