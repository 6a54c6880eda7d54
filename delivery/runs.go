package delivery

import (
	"lede/desk"
	"lede/problem"
)

// plan works out how the digest goes on: its next run, and the runs before it that are skipped, because they are also too late or fell
// due while this one was still to be sent.
func (a *attempt) plan() {
	if a.digest.AsItComes {
		a.course = desk.Course{Done: a.run()} // the desk knows whether it is due again
		return
	}
	at := a.now
	if a.slot.Missed {
		at = at.Add(-a.slot.Grace) // a later run than the missed one may not be too late yet
	}
	var err error
	a.course, err = a.Desk.Course(a.guild, a.digest.Timetable, a.run(), at)
	switch {
	case err != nil:
		a.unreadable = problem.New("delivery.timetable-lost").Because(err)
	case a.course.Next.IsZero():
		a.unreadable = problem.New("delivery.timetable-over")
	}
}

// skippedLines returns the ledger's lines of the skipped slots.
func (a *attempt) skippedLines() []desk.Entry {
	more := max(0, len(a.course.Skipped)-desk.MaxLines)
	var lines []desk.Entry
	for i, run := range a.course.Skipped[more:] {
		e := desk.Entry{Digest: a.slot.ID, Channel: a.digest.Channel, Slot: run.Add(a.course.Spread), Outcome: desk.OutcomeMissed, At: a.now}
		inTime := a.now.Sub(e.Slot) <= a.slot.Grace
		if i > 0 {
			e.Reason = skippedAlone(inTime)
		} else {
			e.Reason = a.skippedFirst(inTime, more)
		}
		lines = append(lines, e)
	}
	return lines
}

// skippedAlone returns why one slot was skipped. inTime means that it could still have been sent, but for the one before it.
func skippedAlone(inTime bool) *problem.Problem {
	if inTime {
		return problem.New("delivery.one-before")
	}
	return problem.New("delivery.too-late")
}

// skippedFirst returns the reason on the first line, which also counts the skipped slots that have no line of their own.
func (a *attempt) skippedFirst(inTime bool, more int) *problem.Problem {
	switch {
	case more == 0 && !a.course.Older:
		return skippedAlone(inTime)
	case inTime && a.course.Older:
		return problem.New("delivery.one-before-as-more", "n", more)
	case inTime:
		return problem.New("delivery.one-before-as-others", "n", more)
	case a.course.Older:
		return problem.New("delivery.too-late-as-more", "n", more)
	}
	return problem.New("delivery.too-late-as-others", "n", more)
}
