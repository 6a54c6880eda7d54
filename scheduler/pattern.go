package scheduler

import (
	"fmt"
	"time"
)

// Pattern is a timetable in parts, to be described in words.
type Pattern struct {
	Times  []string       // of a day, in order, such as "07:30"
	Days   []time.Weekday // none for every day
	Dates  []int          // days of the month; none for all
	Months []time.Month   // none for all
	// Odd says that these parts are not all: days and dates narrow each other down, or add to each other.
	Odd bool
	// Either says, besides, that they add to each other: a run is on any of the days, and on any of the dates.
	Either bool
}

// Pattern takes a timetable apart. One that ParseTimetable cannot return has no times.
func (t Timetable) Pattern() (p Pattern) {
	if t.Cron == "" {
		p.Times = []string{fmt.Sprintf("%02d:%02d", t.Hour, t.Minute)}
		if t.Days&allDays != allDays && t.Days&allDays != 0 {
			p.Days = daysIn(uint64(t.Days))
		}
		return p
	}
	s, err := parseCron(t.Cron)
	if err != nil {
		return p
	}
	for hour := range 24 {
		for minute := range 60 {
			if s.Hour&(1<<hour) != 0 && s.Minute&(1<<minute) != 0 {
				p.Times = append(p.Times, fmt.Sprintf("%02d:%02d", hour, minute))
			}
		}
	}
	if within(s.Dow, 0, 6) < 7 {
		p.Days = daysIn(s.Dow)
	}
	p.Dates = chosen(s.Dom, 1, 31)
	p.Months = chosen(s.Month, time.January, time.December)
	p.Odd = len(p.Days) > 0 && len(p.Dates) > 0
	p.Either = p.Odd && (s.Dom|s.Dow)&everyDay == 0
	return p
}

// within counts the bits set in a range.
func within(bits uint64, from, to int) (n int) {
	for i := from; i <= to; i++ {
		if bits&(1<<i) != 0 {
			n++
		}
	}
	return n
}

// chosen lists the members of a set; none when all are in it.
func chosen[T ~int](bits uint64, from, to T) (list []T) {
	if within(bits, int(from), int(to)) == int(to-from)+1 {
		return nil
	}
	for i := from; i <= to; i++ {
		if bits&(1<<i) != 0 {
			list = append(list, i)
		}
	}
	return list
}

// daysIn lists the days of a set, starting with Monday.
func daysIn(bits uint64) (list []time.Weekday) {
	for _, day := range week() {
		if bits&(1<<day) != 0 {
			list = append(list, day)
		}
	}
	return list
}
