package scheduler_test

import (
	"testing"
	"time"

	"lede/scheduler"
)

// TestTimetablesAreTheSameByTheirRuns, whatever their zones and forms are called.
func TestTimetablesAreTheSameByTheirRuns(t *testing.T) {
	after := time.Date(2026, 11, 30, 9, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		a, b string
		same bool
	}{
		{"07:30 Europe/Paris", "07:30 Europe/Berlin", true},
		{"07:30 Europe/Paris", "07:30 CET", true},
		{"07:30 mon-fri Europe/Paris", "cron 30 7 * * 1-5 Europe/Berlin", true},
		{"07:30 Europe/Paris", "08:30 Europe/Athens", true},
		{"07:30 Europe/London", "07:30 UTC", false},    // the same in winter
		{"07:30 America/New_York", "07:30 EST", false}, // from March on
		{"07:30 UTC", "cron 30 7 1-20 * * UTC", false}, // for three weeks
		{"cron 0 7 * * * UTC", "cron 0 7-8 * * * UTC", false},
		{"07:30 UTC", "07:31 UTC", false},
	} {
		a, err := scheduler.ParseTimetable(c.a)
		b, wrong := scheduler.ParseTimetable(c.b)
		if err != nil || wrong != nil || a.SameRuns(b, after) != c.same || b.SameRuns(a, after) != c.same {
			t.Errorf("%q and %q: not %v (%v, %v)", c.a, c.b, c.same, err, wrong)
		}
	}
}
