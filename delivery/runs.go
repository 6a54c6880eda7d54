package delivery

import (
	"fmt"

	"lede/cards"
	"lede/desk"
)

// plan works out how the digest goes on: its next run, and the runs before that which are skipped, because they are too
// late too or fell due while this one was still to be sent.
func (a *attempt) plan() {
	at := a.now
	if a.slot.Missed {
		at = at.Add(-a.slot.Grace) // a later run than the one that was missed may not be too late yet
	}
	var err error
	a.course, err = a.Desk.Course(a.guild, a.digest.Timetable, a.run(), at)
	switch {
	case err != nil:
		a.unreadable = "Its timetable can no longer be read: " + cards.Escape(err.Error()) + ". Choose a `time` and a `zone` anew with `/digest edit`."
	case a.course.Next.IsZero():
		a.unreadable = "Its timetable has no further run. Choose another `time` with `/digest edit`."
	}
}

// skippedLines are the lines of the skipped slots.
func (a *attempt) skippedLines() []desk.Entry {
	more := max(0, len(a.course.Skipped)-desk.MaxLines)
	var lines []desk.Entry
	for i, run := range a.course.Skipped[more:] {
		e := desk.Entry{
			Digest: a.slot.ID, Channel: a.digest.Channel, Slot: run.Add(a.course.Spread), Outcome: desk.OutcomeMissed, Reason: tooLate, At: a.now,
		}
		if a.now.Sub(e.Slot) <= a.slot.Grace {
			e.Reason = "the one before it was still to be sent"
		}
		if i == 0 && (more > 0 || a.course.Older) {
			e.Reason += a.others(more)
		}
		lines = append(lines, e)
	}
	return lines
}

// others tells of the skipped slots that have no line of their own.
func (a *attempt) others(more int) string {
	if a.course.Older {
		return fmt.Sprintf(", and neither could %d or more before it", more)
	}
	return fmt.Sprintf(", and neither could %d before it", more)
}
