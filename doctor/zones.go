package doctor

import (
	"time"

	"lede/problem"
	"lede/scheduler"
)

// offset is the UTC offset that a zone should have at an instant, in seconds east of Greenwich.
type offset struct {
	zone    string
	at      time.Time
	seconds int
	recent  bool // from a rule of recent years, which old data lacks
}

// offsets returns the transitions on which wrong zone data would show: both sides of clocks going forward, back and
// by half an hour, and zones where daylight saving was abolished or moved lately.
func offsets() []offset {
	at := func(month time.Month, day, hour, min, sec int) time.Time {
		return time.Date(2026, month, day, hour, min, sec, 0, time.UTC)
	}
	return []offset{
		{"Europe/Berlin", at(3, 29, 0, 59, 59), 3600, false}, {"Europe/Berlin", at(3, 29, 1, 0, 0), 7200, false},
		{"America/New_York", at(11, 1, 5, 59, 59), -14400, false}, {"America/New_York", at(11, 1, 6, 0, 0), -18000, false},
		{"Australia/Lord_Howe", at(4, 4, 14, 59, 59), 39600, false}, {"Australia/Lord_Howe", at(4, 4, 15, 0, 0), 37800, false},
		{"America/Mexico_City", at(7, 1, 12, 0, 0), -21600, true}, {"Asia/Almaty", at(7, 1, 12, 0, 0), 18000, true},
		{"America/Asuncion", at(7, 1, 12, 0, 0), -10800, true},
	}
}

// zones checks that every time zone that can be named loads, and that clocks change when they should.
func zones(load func(string) (*time.Location, error)) []Finding {
	all := scheduler.Zones()
	for _, name := range all {
		if _, err := load(name); err != nil {
			return []Finding{failure("zones", problem.New("doctor.zone-unread", "zone", name).Because(err))}
		}
	}
	for _, o := range offsets() {
		place, err := load(o.zone)
		if err != nil {
			return []Finding{failure("zones", problem.New("doctor.zone-unread", "zone", o.zone).Because(err))}
		}
		_, seconds := o.at.In(place).Zone()
		switch {
		case seconds == o.seconds:
		case o.recent:
			return []Finding{warning("zones", problem.New("doctor.zones-old", "zone", o.zone))}
		default:
			return []Finding{failure("zones", problem.New("doctor.zones-wrong", "zone", o.zone))}
		}
	}
	return []Finding{good("zones", problem.New("doctor.zones", "zones", len(all)))}
}
