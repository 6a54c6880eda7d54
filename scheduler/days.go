package scheduler

import (
	"slices"
	"strings"
	"time"

	"lede/problem"
)

// Days is a set of days of the week. The zero set means every day.
type Days uint8

const (
	weekdays = Days(1<<time.Monday | 1<<time.Tuesday | 1<<time.Wednesday | 1<<time.Thursday | 1<<time.Friday)
	weekends = Days(1<<time.Saturday | 1<<time.Sunday)
	allDays  = weekdays | weekends
)

// week is the order in which days are written.
func week() []time.Weekday {
	return []time.Weekday{time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday, time.Saturday, time.Sunday}
}

// Has reports whether a day is in the set.
func (d Days) Has(day time.Weekday) bool { return d&allDays == 0 || d&(1<<day) != 0 }

// String writes the set as ParseDays reads it: "every day", "mon-fri", "mon,wed".
func (d Days) String() string {
	if d&allDays == 0 || d&allDays == allDays {
		return "every day"
	}
	var parts []string
	for i := 0; i < 7; i++ {
		from := i
		for i < 7 && d.Has(week()[i]) {
			i++
		}
		switch n := i - from; {
		case n > 2:
			parts = append(parts, abbreviated(week()[from])+"-"+abbreviated(week()[i-1]))
		case n == 2:
			parts = append(parts, abbreviated(week()[from]), abbreviated(week()[from+1]))
		case n == 1:
			parts = append(parts, abbreviated(week()[from]))
		}
	}
	return strings.Join(parts, ",")
}

// daySigns replaces the ways to join days with one.
var daySigns = strings.NewReplacer(" to ", "-", " - ", "-", "–", "-", " and ", ",", "&", ",", ";", ",", ", ", ",")

// ParseDays reads a set of days: "every day", "weekdays", "weekends", "mon,wed", "fri-mon", "Tuesday and Friday", and the same
// in the other languages that Lede speaks.
func ParseDays(s string) (Days, error) {
	s = Plain(s)
	days, err := parseDays(s)
	if err == nil {
		return days, nil
	}
	list := readPhrases(s)
	if spoken, given, ok := daysOf(list); ok && given {
		return spoken, nil
	}
	switch {
	case namesDate(s, list):
		return 0, once(s)
	case slices.Contains(list, meansDays):
		return 0, problem.New("when.counts-days", "typed", shown(s))
	case slices.Contains(list, meansNth):
		return 0, noSuchDays(s)
	}
	return 0, err
}

// parseDays reads a set of days in English.
func parseDays(s string) (Days, error) {
	typed := strings.ToLower(strings.Join(strings.Fields(s), " "))
	switch typed {
	case "":
		return 0, problem.New("days.none")
	case "every day", "everyday", "daily", "all", "all days":
		return 0, nil
	}
	typed = daySigns.Replace(typed)
	var days Days
	for part := range strings.FieldsFuncSeq(typed, func(r rune) bool { return r == ',' || r == ' ' }) {
		some, ok := parsePart(part)
		if !ok {
			return 0, problem.New("days.unreadable", "days", shown(s))
		}
		days |= some
	}
	if days == 0 {
		return 0, problem.New("days.unreadable", "days", shown(s))
	}
	if days == allDays {
		return 0, nil
	}
	return days, nil
}

// parsePart parses a day, a range of days or a name for several.
func parsePart(s string) (Days, bool) {
	switch s {
	case "weekday", "weekdays":
		return weekdays, true
	case "weekend", "weekends":
		return weekends, true
	}
	first, last, isRange := strings.Cut(s, "-")
	from, ok := parseDay(first)
	if !isRange || !ok {
		return 1 << from, ok
	}
	to, ok := parseDay(last)
	days := Days(1 << to)
	for day := from; day != to; day = (day + 1) % 7 {
		days |= 1 << day
	}
	return days, ok
}

// parseDay parses the name of a day; three letters are enough.
func parseDay(s string) (time.Weekday, bool) {
	i := slices.IndexFunc(week(), func(day time.Weekday) bool {
		name := strings.ToLower(day.String())
		return len(s) >= 3 && strings.HasPrefix(name, s)
	})
	if i < 0 {
		return 0, false
	}
	return week()[i], true
}

func abbreviated(day time.Weekday) string { return strings.ToLower(day.String()[:3]) }
