package scheduler

import "time"

// SameRuns reports whether two timetables run at the same instants, as “07:30 Europe/Paris” and “07:30 Europe/Berlin” do: in the
// next runs, and in each week of the year to come, since their zones may change clocks on other days.
func (t Timetable) SameRuns(o Timetable, after time.Time) bool {
	const runs, weeks = 50, 53
	if t == o {
		return true
	}
	at := after
	for range runs {
		next := t.Next(at)
		if next.IsZero() || !next.Equal(o.Next(at)) {
			return false
		}
		at = next
	}
	for week := range weeks {
		at = after.AddDate(0, 0, 7*week)
		if !t.Next(at).Equal(o.Next(at)) {
			return false
		}
	}
	return true
}
