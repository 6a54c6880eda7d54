package scheduler

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/robfig/cron/v3"
)

// Timetable says at what time of day, on which days and in whose time something runs.
type Timetable struct {
	Hour, Minute int
	Days         Days
	Zone         string // IANA name
}

// ParseTimetable reads a timetable in one line, such as "07:30 mon-fri Europe/Paris". Without days it is
// every day, without a zone UTC.
func ParseTimetable(s string) (Timetable, error) {
	words := strings.Fields(s)
	if len(words) == 0 {
		return Timetable{}, fmt.Errorf("no timetable is given: write one like 07:30 mon-fri Europe/Paris")
	}
	t, clock := Timetable{Zone: "UTC"}, 1
	if len(words) > 1 && isHalf(words[1]) {
		clock = 2
	}
	var err error
	if t.Hour, t.Minute, err = ParseClock(strings.Join(words[:clock], "")); err != nil {
		return Timetable{}, err
	}
	words = words[clock:]
	if n := len(words); n > 0 {
		zone, err := ParseZone(words[n-1])
		if err == nil {
			t.Zone, words = zone, words[:n-1]
		} else if strings.Contains(words[n-1], "/") || n > 1 && !isDays(words[n-1]) {
			return Timetable{}, err
		}
	}
	if len(words) > 0 {
		if t.Days, err = ParseDays(strings.Join(words, " ")); err != nil {
			return Timetable{}, err
		}
	}
	return t, nil
}

func isHalf(s string) bool {
	s = strings.ToLower(strings.ReplaceAll(s, ".", ""))
	return s == "am" || s == "pm"
}

func isDays(s string) bool {
	_, err := ParseDays("every " + s)
	if err != nil {
		_, err = ParseDays(s)
	}
	return err == nil
}

// String writes the timetable as ParseTimetable reads it.
func (t Timetable) String() string {
	return fmt.Sprintf("%02d:%02d %s %s", t.Hour, t.Minute, t.Days, t.Zone)
}

// Next returns the first run after an instant. There is one on each local day that matches: at the first
// instant after the gap where clocks that are put forward skip the time, and once, at its first occurrence,
// where clocks that are put back repeat it. Next is zero for a timetable that ParseTimetable cannot return.
func (t Timetable) Next(after time.Time) time.Time {
	zone, err := location(t.Zone)
	if err != nil {
		return time.Time{}
	}
	wall, err := cron.ParseStandard(fmt.Sprintf("%d %d * * %s", t.Minute, t.Hour, t.Days.field()))
	if err != nil {
		return time.Time{}
	}
	// The days are counted on the local wall clock, written down as if it were UTC's, which has no gaps.
	// The first candidate may lie before the instant, when it stands within a repeated hour.
	at := after.In(zone)
	reading := time.Date(at.Year(), at.Month(), at.Day(), at.Hour(), at.Minute(), at.Second(), at.Nanosecond(), time.UTC)
	for {
		reading = wall.Next(reading)
		if run, ok := instant(reading, zone); ok && run.After(after) {
			return run.UTC()
		}
	}
}

// field writes the days for cron, one by one: it knows no range across the end of the week.
func (d Days) field() string {
	var list []string
	for _, day := range week() {
		if d.Has(day) {
			list = append(list, strconv.Itoa(int(day)))
		}
	}
	return strings.Join(list, ",")
}

// instant returns when a zone's clocks show a reading for the first time, or the end of the gap that skips
// it. It is false for a reading of a day that a zone skipped altogether, to change sides of the date line.
func instant(reading time.Time, zone *time.Location) (time.Time, bool) {
	const farthest = 24 * time.Hour // no zone is farther from UTC
	for at := reading.Add(-farthest); ; {
		start, end := at.In(zone).ZoneBounds()
		_, offset := at.In(zone).Zone()
		candidate := reading.Add(time.Duration(-offset) * time.Second)
		switch {
		case candidate.Before(start):
			before := start.Add(-time.Nanosecond)
			return start, sameDay(reading, start.In(zone)) || sameDay(reading, before.In(zone))
		case end.IsZero() || candidate.Before(end):
			return candidate, true
		}
		at = end
	}
}

func sameDay(a, b time.Time) bool {
	y, m, d := a.Date()
	year, month, day := b.Date()
	return y == year && m == month && d == day
}
