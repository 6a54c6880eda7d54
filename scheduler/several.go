package scheduler

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// ParseSeveral reads what runs several times a day, as people say it, as a cron expression: “7:00 and 18:00”, “every 2 hours”. The days are those of
// the second argument when it names none. ok is false when it says anything else, or cannot be said by one expression.
func ParseSeveral(s string, days Days) (expression string, ok bool) {
	t, ok := readTimes(slices.DeleteFunc(readSpoken(s), func(w string) bool { return w == meansNothing || w == meansAnd }))
	if !ok {
		return "", false
	}
	named, given, ok := daysOf(t.rest)
	if given {
		days = named
	}
	switch {
	case !ok, slices.ContainsFunc(t.rest, func(w string) bool { return w == meansNth || w == meansDays || w == meansOnce }):
		return "", false
	case t.every == 1 && len(t.clocks) == 0:
		return "0 * * * " + days.inCron(), true
	case t.every > 0 && len(t.clocks) == 0 && 24%t.every == 0:
		return fmt.Sprintf("0 */%d * * %s", t.every, days.inCron()), true
	case len(t.clocks) == 2 && glued.MatchString(s):
		return "", false // “7,15” is a quarter past seven to many
	case t.every == 0 && len(t.clocks) > 1 && !apart(t.rest):
		return atClocks(t.clocks, days)
	}
	return "", false
}

// times are the times of day among some words.
type times struct {
	every  int // hours from one to the next, 0 for none
	clocks []string
	rest   []string // the other words, with clockHere for each of the clocks
}

// readTimes finds the times of day among some words; ok is false when they have two intervals.
func readTimes(list []string) (t times, ok bool) {
	for len(list) > 0 {
		if n, used := interval(list); used > 0 {
			if t.every > 0 {
				return times{}, false
			}
			t.every, list = n, list[used:]
			continue
		}
		if clock, used := clockIn(list); used > 0 {
			t.clocks, t.rest, list = append(t.clocks, clock), append(t.rest, clockHere), list[used:]
			continue
		}
		if list[0] != meansEach {
			t.rest = append(t.rest, list[0])
		}
		list = list[1:]
	}
	return t, true
}

// apart tells whether days stand beside more than one of several times: “Monday at 8 and Friday at 10”.
func apart(list []string) bool {
	places, here := 0, false
	for _, w := range append(slices.Clone(list), clockHere) {
		switch w {
		case clockHere:
			if here {
				places++
			}
			here = false
		case meansTo, dash:
		default:
			here = true
		}
	}
	return places > 1
}

// glued are two numbers with a sign between them that people type for a colon.
var glued = regexp.MustCompile(`^\D*\d{1,2}[,;+&/]\d`)

// interval reads from how many hours to how many something runs at the head of a list, and how many words say so.
func interval(list []string) (hours, used int) {
	if len(list) > 0 && list[0] == meansHourly {
		return 1, 1
	}
	if len(list) < 3 || list[0] != meansEach || list[2] != meansHour {
		return 0, 0
	}
	n, err := strconv.Atoi(list[1])
	if err != nil || n < 1 {
		return 0, 0
	}
	return n, 3
}

// clockIn reads a time of day at the head of a list, and how many words it takes.
func clockIn(list []string) (clock string, used int) {
	if list[0] != "noon" && list[0] != "midnight" && !isClock(list[0]) {
		return "", 0
	}
	clock, used = list[0], 1
	if used < len(list) && list[used] == meansHour {
		used++
	}
	if used < len(list) && isHalf(list[used]) {
		clock, used = clock+list[used], used+1
	}
	return clock, used
}

// atClocks is the expression for times of day that have one minute. “7 and 9 pm” may mean the evening twice, and is none.
func atClocks(clocks []string, days Days) (expression string, ok bool) {
	var hours []int
	minute, halves := -1, 0
	for _, clock := range clocks {
		h, m, err := ParseClock(clock)
		if err != nil || minute >= 0 && m != minute {
			return "", false
		}
		if strings.HasSuffix(clock, "m") {
			halves++
		}
		hours, minute = append(hours, h), m
	}
	if halves > 0 && halves < len(clocks) {
		return "", false
	}
	slices.Sort(hours)
	var list []string
	for _, h := range slices.Compact(hours) {
		list = append(list, strconv.Itoa(h))
	}
	return fmt.Sprintf("%d %s * * %s", minute, strings.Join(list, ","), days.inCron()), true
}

// inCron writes the set as a cron expression has it.
func (d Days) inCron() string {
	switch d & allDays {
	case 0, allDays:
		return "*"
	case weekdays:
		return "1-5"
	}
	var list []string
	for _, day := range week() {
		if d.Has(day) {
			list = append(list, strconv.Itoa(int(day)))
		}
	}
	return strings.Join(list, ",")
}
