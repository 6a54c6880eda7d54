package delivery

import (
	"fmt"
	"time"

	"lede/cards"
	"lede/desk"
	"lede/scheduler"
)

// maxSkipped is how many skipped slots have a line each, the latest: a week of a daily digest. One more line counts the
// others, so that the ledger still has room for what was sent.
const maxSkipped = 7

// plan finds the next run, and the runs before it that are skipped: those that are too late too, and those that fell due
// while this one was still to be sent. What is so long ago that the ledger would not show it is not looked at, so that
// the work is bounded, however long nothing ran.
func (a *attempt) plan() {
	t, err := scheduler.ParseTimetable(a.digest.Timetable)
	if err != nil {
		a.unreadable = "Its timetable can no longer be read: " + cards.Escape(err.Error()) + ". Choose a `time` and a `zone` anew with `/digest edit`."
		return
	}
	from := a.now
	if a.slot.Missed {
		from = from.Add(-a.slot.Grace) // of what was missed too, a later run may not be too late yet
	}
	a.spread = scheduler.Spread(a.guild, a.Desk.Spread())
	after := from.Add(-a.spread)
	a.done = a.run()
	if first := after.Add(-desk.LedgerFor); first.After(a.done) {
		a.done, a.older = first, true
	}
	for run := range t.Runs(a.done) {
		if run.After(after) {
			a.next = run.Add(a.spread)
			return
		}
		a.done = run
		a.skipped = append(a.skipped, run)
	}
	a.unreadable = "Its timetable has no further run. Choose another `time` with `/digest edit`."
}

// Runs lists the latest runs of a timetable after one instant and not after another, as many as have a line each.
func Runs(timetable string, after, until time.Time) []time.Time {
	t, err := scheduler.ParseTimetable(timetable)
	if err != nil {
		return nil
	}
	if first := until.Add(-desk.LedgerFor); first.After(after) {
		after = first
	}
	var list []time.Time
	for run := range t.Runs(after) {
		if run.After(until) {
			break
		}
		list = append(list, run)
	}
	return list[max(0, len(list)-maxSkipped-1):]
}

// skippedLines are the lines of the skipped slots.
func (a *attempt) skippedLines() []desk.Entry {
	more := max(0, len(a.skipped)-maxSkipped-1)
	var lines []desk.Entry
	for i, run := range a.skipped[more:] {
		e := desk.Entry{
			Digest: a.slot.ID, Channel: a.digest.Channel, Slot: run.Add(a.spread), Outcome: desk.OutcomeMissed, Reason: tooLate, At: a.now,
		}
		if a.now.Sub(e.Slot) <= a.slot.Grace {
			e.Reason = "the one before it was still to be sent"
		}
		if i == 0 && (more > 0 || a.older) {
			e.Reason += a.others(more)
		}
		lines = append(lines, e)
	}
	return lines
}

// others tells of the skipped slots that have no line of their own.
func (a *attempt) others(more int) string {
	if a.older {
		return fmt.Sprintf(", and neither could %d or more before it", more)
	}
	return fmt.Sprintf(", and neither could %d before it", more)
}

// nextRun is when a guild's digest is due next, and how much later that is than its timetable says. done is the
// run of the timetable that has been dealt with, if any: when the operator changes the spread it may still lie
// ahead by the new one, and must not be dealt with again.
func nextRun(d *desk.Desk, guild string, t scheduler.Timetable, done, now time.Time) (due time.Time, spread time.Duration) {
	spread = scheduler.Spread(guild, d.Spread())
	after := now.Add(-spread)
	if done.After(after) {
		after = done
	}
	due = t.Next(after)
	if due.IsZero() {
		return due, 0
	}
	return due.Add(spread), spread
}

// Schedule has a digest run by a timetable from now on.
func Schedule(d *desk.Desk, guild string, g *desk.Digest, t scheduler.Timetable, now time.Time) {
	g.Timetable = t.String()
	g.Next, g.Spread = nextRun(d, guild, t, g.Done, now)
}

// Reschedule works out the next run of a digest anew.
func Reschedule(d *desk.Desk, guild string, g *desk.Digest, now time.Time) {
	if t, err := scheduler.ParseTimetable(g.Timetable); err == nil {
		Schedule(d, guild, g, t, now)
	}
}
