package scheduler

import (
	"cmp"
	"fmt"
	"iter"
	"strings"
	"time"

	"lede/memo"
	"lede/problem"
)

// Timetable says when something runs, and in which zone: at a time of day on some days, or by a cron expression.
type Timetable struct {
	Hour, Minute int
	Days         Days
	Cron         string // as ParseCron returns it, in place of time and days; "" for none
	Zone         string // IANA name
}

// cronWord begins the line of a timetable that is a cron expression.
const cronWord = "cron"

// ParseTimetable reads a timetable in one line, such as "07:30 mon-fri Europe/Paris" or "cron 0 7 * * 1-5
// Europe/Paris". Without days it is every day, without a zone UTC.
func ParseTimetable(s string) (Timetable, error) {
	return parsed.Of(s, len(s)+100, maxParsed, func() (Timetable, error) { return parseTimetable(s) })
}

// parsed caches timetables by their lines: a digest's is parsed several times whenever it is due, and many servers have the
// same. maxParsed bounds it, in bytes.
var parsed memo.Memo[string, Timetable]

const maxParsed = 64 << 10

func parseTimetable(s string) (Timetable, error) {
	words := strings.Fields(s)
	if len(words) == 0 {
		return Timetable{}, problem.New("timetable.none")
	}
	if words[0] == cronWord {
		return parseCronTimetable(words[1:])
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

// parseCronTimetable parses an expression followed by a zone.
func parseCronTimetable(words []string) (Timetable, error) {
	n := len(cronFields)
	if len(words) > 0 && strings.HasPrefix(words[0], "@") {
		n = 1
	}
	n = min(n, len(words))
	if len(words) > n+1 {
		return Timetable{}, problem.New("timetable.too-much", "timetable", shown(strings.Join(words, " ")))
	}
	expression, err := ParseCron(strings.Join(words[:n], " "))
	if err != nil {
		return Timetable{}, err
	}
	zone, err := ParseZone(cmp.Or(strings.Join(words[n:], " "), "UTC"))
	if err != nil {
		return Timetable{}, err
	}
	return Timetable{Cron: expression, Zone: zone}, nil
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
	if t.Cron != "" {
		return cronWord + " " + t.Cron + " " + t.Zone
	}
	return fmt.Sprintf("%02d:%02d %s %s", t.Hour, t.Minute, t.Days, t.Zone)
}

// Next returns the first run after an instant. It is zero when there is none, as for a timetable that ParseTimetable cannot
// return.
func (t Timetable) Next(after time.Time) time.Time {
	for run := range t.Runs(after) {
		return run
	}
	return time.Time{}
}

// Runs returns the runs after an instant, in order and without end. There is one for each matching reading of the local clock:
// at the first instant after the gap when a clock change skips the reading, and only at its first occurrence when a clock
// change repeats it. Several readings skipped by one gap are one run.
func (t Timetable) Runs(after time.Time) iter.Seq[time.Time] {
	return func(yield func(time.Time) bool) {
		zone, err := location(t.Zone)
		if err != nil {
			return
		}
		next := t.nextDaily
		if t.Cron != "" {
			schedule, err := parseCron(t.Cron)
			if err != nil {
				return
			}
			next = func(reading time.Time) time.Time { return nextReading(schedule, reading) }
		} else if t.Hour < 0 || t.Hour > 23 || t.Minute < 0 || t.Minute > 59 {
			return
		}
		// Readings are counted on the local wall clock, written as if it were UTC's, which has no gaps. The first ones may lie
		// before the instant, if that is within a repeated hour.
		at := after.In(zone)
		reading := time.Date(at.Year(), at.Month(), at.Day(), at.Hour(), at.Minute(), at.Second(), at.Nanosecond(), time.UTC)
		for last := after; ; {
			if reading = next(reading); reading.IsZero() {
				return
			}
			if run, ok := instant(reading, zone); ok && run.After(last) {
				if !yield(run.UTC()) {
					return
				}
				last = run
			}
		}
	}
}

// nextDaily returns the first clock reading after a given one that is the time of day, on a matching day.
func (t Timetable) nextDaily(after time.Time) time.Time {
	next := time.Date(after.Year(), after.Month(), after.Day(), t.Hour, t.Minute, 0, 0, time.UTC)
	for !next.After(after) || !t.Days.Has(next.Weekday()) {
		next = next.AddDate(0, 0, 1)
	}
	return next
}

// instant returns when a zone's clocks first show a reading, or the end of the gap that skips it. It is false for a reading on
// a day that a zone skipped altogether, to change sides of the date line.
//
// Clock changes are found by asking for offsets: Time.ZoneBounds, which would return them, is wrong on the last day of a leap
// year beyond 2037. No zone changes its clocks twice within two days.
func instant(reading time.Time, zone *time.Location) (time.Time, bool) {
	const farthest = 24 * time.Hour // no zone is farther from UTC
	lo, hi := reading.Add(-farthest), reading.Add(farthest)
	before, after := offset(lo, zone), offset(hi, zone)
	first := reading.Add(-before)
	if before == after {
		return first, true
	}
	for hi.Sub(lo) > time.Second {
		if middle := lo.Add(hi.Sub(lo) / 2).Truncate(time.Second); offset(middle, zone) == before {
			lo = middle
		} else {
			hi = middle
		}
	}
	change := hi.Truncate(time.Second)
	switch then := reading.Add(-after); {
	case first.Before(change):
		return first, true
	case !then.Before(change):
		return then, true
	}
	return change, sameDay(reading, change.In(zone)) || sameDay(reading, change.Add(-time.Second).In(zone))
}

func offset(at time.Time, zone *time.Location) time.Duration {
	_, seconds := at.In(zone).Zone()
	return time.Duration(seconds) * time.Second
}

func sameDay(a, b time.Time) bool {
	y, m, d := a.Date()
	year, month, day := b.Date()
	return y == year && m == month && d == day
}
