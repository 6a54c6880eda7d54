package scheduler

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"lede/pattern"
)

// ParseSeveral parses what runs several times a day, as people say it, into a cron expression: “7:00 and 18:00”, “every 2 hours
// from 8 to 18”. Days that it does not name come from the second argument. ok is false for anything else, and for what one
// expression cannot say.
func ParseSeveral(s string, days Days) (expression string, ok bool) {
	s = Plain(s)
	list := readPhrases(s)
	if bareHours(list) || namesDate(s, list) {
		return "", false
	}
	t, ok := readTimes(list)
	if !ok {
		return "", false
	}
	named, given, ok := daysOf(t.rest)
	if given {
		days = named
	}
	switch {
	case !ok:
		return "", false
	case t.every > 0 && len(t.clocks) == 0:
		return always(t.every, days)
	case t.every > 0:
		return t.within(days)
	case len(t.clocks) == 2 && glued().MatchString(s):
		return "", false // many take “7,15” for a quarter past seven
	case len(t.clocks) > 1 && (!apart(t.rest) || oneTime(t.clocks)):
		return atClocks(t.clocks, days)
	}
	return "", false
}

// bareHours reports whether two adjacent numbers may be an hour and its minutes: “eight ten”.
func bareHours(list []string) bool {
	for i := 1; i < len(list); i++ {
		if len(list[i-1]) <= 2 && len(list[i]) <= 2 && isClock(list[i-1]) && isClock(list[i]) {
			return true
		}
	}
	return false
}

// always returns the expression for what runs all day at even intervals.
func always(every time.Duration, days Days) (expression string, ok bool) {
	switch hours, minutes := int(every.Hours()), int(every.Minutes()); {
	case every == time.Hour:
		return "0 * * * " + days.inCron(), true
	case every%time.Hour == 0 && 24%hours == 0:
		return fmt.Sprintf("0 */%d * * %s", hours, days.inCron()), true
	case every >= often && every < time.Hour && 60%minutes == 0:
		return fmt.Sprintf("*/%d * * * %s", minutes, days.inCron()), true
	}
	return "", false
}

// within returns the expression for what runs every few hours or minutes between two times of day: “every 2 hours from 8 to
// 18”.
func (t times) within(days Days) (expression string, ok bool) {
	hours := int(t.every.Hours())
	if !t.ranged || len(t.clocks) != 2 {
		return "", false
	}
	from, minute, err := ParseClock(t.clocks[0])
	to, last, wrong := ParseClock(t.clocks[1])
	unclear := from >= to || halfSaid(t.clocks[0]) && !halfSaid(t.clocks[1]) // “from 9 to 5”, “from 8am to 6”
	switch {
	case err != nil || wrong != nil || unclear:
		return "", false
	case t.every < time.Hour && t.every >= often && time.Hour%t.every == 0:
		return minutely(int(t.every.Minutes()), 60*from+minute, 60*to+last, days)
	case t.every%time.Hour != 0 || minute != last:
		return "", false
	}
	span := fmt.Sprintf("%d-%d", from, to)
	if hours > 1 {
		span += fmt.Sprintf("/%d", hours)
	}
	return fmt.Sprintf("%d %s * * %s", minute, span, days.inCron()), true
}

// minutely returns the expression for what runs every few minutes between two times of day. One expression has the same minutes
// in every hour, so a range that ends on the hour has its last run before that: “every 30 minutes from 8 to 18” runs until
// 17:30.
func minutely(every, from, to int, days Days) (expression string, ok bool) {
	if to%60 == 0 {
		to -= every
	}
	if from%60 != 0 || to%60 != 60-every {
		return "", false
	}
	return fmt.Sprintf("*/%d %d-%d * * %s", every, from/60, to/60, days.inCron()), true
}

// times holds the times of day among some words.
type times struct {
	every  time.Duration // from one to the next, 0 for none
	clocks []string
	ranged bool     // the clocks are the first and the last
	rest   []string // the other words, with clockHere in place of each clock
}

// readTimes finds the times of day among some words; ok is false when they have two intervals.
func readTimes(list []string) (t times, ok bool) {
	for len(list) > 0 {
		if every, used := interval(list); used > 0 {
			if t.every > 0 {
				return times{}, false
			}
			t.every, list = every, list[used:]
			continue
		}
		if clock, used := clockIn(list); used > 0 {
			t.clocks, t.rest, list = append(t.clocks, clock), append(t.rest, clockHere), list[used:]
			continue
		}
		switch joins := list[0] == meansTo || list[0] == dash; {
		case list[0] == meansBetween:
			t.ranged = true
		case joins && len(t.rest) > 0 && t.rest[len(t.rest)-1] == clockHere && nextIsClock(list[1:]):
			t.ranged = true
		case !slices.Contains([]string{meansEach, meansAnd, meansNothing}, list[0]):
			t.rest = append(t.rest, list[0])
		}
		list = list[1:]
	}
	return t, !t.ranged || t.every > 0
}

func nextIsClock(list []string) bool {
	if len(list) == 0 {
		return false
	}
	_, used := clockIn(list)
	return used > 0
}

// placed returns the words next to the times of day, with clockHere in place of each time.
func placed(list []string) []string {
	t, _ := readTimes(slices.DeleteFunc(slices.Clone(list), isPart))
	return t.rest
}

// clocksIn returns the times of day among some words.
func clocksIn(list []string) []string {
	t, _ := readTimes(list)
	return t.clocks
}

// apart reports whether days are next to more than one of several times, or between two: “Monday at 8 and Friday at 10”, “7 on
// weekdays and 9”.
func apart(list []string) bool {
	places, here, clocks := 0, false, 0
	for i, w := range append(slices.Clone(list), clockHere) {
		switch w {
		case clockHere:
			if here {
				places++
			}
			if here && clocks > 0 && i < len(list) {
				return true
			}
			here = false
			clocks++
		default:
			if _, day := parsePart(w); day {
				here = true
			}
		}
	}
	return places > 1
}

// oneTime reports whether several times of day are the same: “Monday at 8 and Friday at 8”.
func oneTime(clocks []string) bool {
	return !slices.ContainsFunc(clocks, func(c string) bool { return c != clocks[0] })
}

// glued matches two numbers joined by a sign that people type for a colon.
var glued = pattern.Of(`^\D*\d{1,2}[,;+&/]\d`)

// interval reads the time between two runs at the head of a list, and returns how many words it took.
func interval(list []string) (every time.Duration, used int) {
	switch {
	case list[0] == meansHourly:
		return time.Hour, 1
	case list[0] == meansHalf:
		return time.Hour / 2, 1
	case len(list) < 3 || list[0] != meansEach:
		return 0, 0
	}
	n, err := strconv.Atoi(list[1])
	unit := map[string]time.Duration{meansHour: time.Hour, meansMinute: time.Minute}[list[2]]
	if err != nil || n < 1 || n > 24*60 || unit == 0 {
		return 0, 0
	}
	return time.Duration(n) * unit, 3
}

// clockIn reads a time of day at the head of a list, and returns how many words it took.
func clockIn(list []string) (clock string, used int) {
	if list[0] != "noon" && list[0] != "midnight" && !isClock(list[0]) {
		return "", 0
	}
	clock, used = list[0], 1
	if used < len(list) && list[used] == meansHour {
		if used++; used < len(list) && minutes().MatchString(list[used]) && len(clock) <= 2 {
			clock, used = clock+":"+list[used], used+1 // “8 Uhr 30”
		}
	}
	if used < len(list) && isHalf(list[used]) {
		clock, used = clock+list[used], used+1
	}
	return clock, used
}

// atClocks returns the expression for times of day that share one minute. “7 and 9 pm” may mean the evening twice, and gives
// none.
func atClocks(clocks []string, days Days) (expression string, ok bool) {
	var hours []int
	minute, halves, plain := -1, 0, 0
	for _, clock := range clocks {
		h, m, err := ParseClock(clock)
		if err != nil || minute >= 0 && m != minute {
			return "", false
		}
		switch {
		case halfSaid(clock):
			halves++
		case h > 12 || h == 0:
			plain++
		}
		hours, minute = append(hours, h), m
	}
	if halves > 0 && halves+plain < len(clocks) {
		return "", false
	}
	slices.Sort(hours)
	var list []string
	for _, h := range slices.Compact(hours) {
		list = append(list, strconv.Itoa(h))
	}
	return fmt.Sprintf("%d %s * * %s", minute, strings.Join(list, ","), days.inCron()), true
}

// halfSaid reports whether a time of day says which side of noon it is on.
func halfSaid(clock string) bool {
	return strings.HasSuffix(clock, "m") || clock == "noon" || clock == "midnight"
}

// inCron writes the set in cron's form.
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
