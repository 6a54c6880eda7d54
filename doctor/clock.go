package doctor

import (
	"time"

	"lede/problem"
)

// judgeClock compares this machine's clock with another one, which has a resolution of step and whose reading was delayed by an unknown part
// of way. whose names the other clock.
func judgeClock(check, whose string, ahead, step, way time.Duration) Finding {
	const much, tooMuch = 2 * time.Second, 30 * time.Second
	doubt := (step/2 + way/2).Round(time.Millisecond)
	if ahead.Abs() <= doubt {
		return good(check, problem.New("doctor.clock", "whose", whose, "doubt", max(doubt, time.Millisecond)))
	}
	off := ahead.Abs().Round(10 * time.Millisecond)
	found := problem.New("doctor.clock-ahead", "off", off, "whose", whose, "doubt", doubt)
	if ahead < 0 {
		found = problem.New("doctor.clock-behind", "off", off, "whose", whose, "doubt", doubt)
	}
	switch least := ahead.Abs() - way/2; {
	case least > tooMuch:
		return failure(check, problem.New("doctor.clock-wrong").Because(found))
	case least > much:
		return warning(check, problem.New("doctor.clock-wrong").Because(found))
	}
	return good(check, found)
}
