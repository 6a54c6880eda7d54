package scheduler

import (
	"slices"
	"strconv"
	"strings"

	"lede/pattern"
	"lede/problem"
)

// digitDate matches a date in digits: 26.11.2026, 26/11/26, 2026-12-01, and “26.11.” and “26/11” before a time of day.
var digitDate = pattern.Of(`(?:^|\D)(?:\d{4}([-./])\d{1,2}([-./])\d{1,2}|\d{1,2}([-./])\d{1,2}([-./])(?:\d{4}|\d{2})|\d{1,2}\.\d{1,2}\.[ ,].*\d|\d{1,2}/\d{1,2}[ ,].*\d|\d.*[ ,]\d{1,2}/\d{1,2})(?:\D|$)`)

// namesDate reports whether a text names a day of a calendar, in digits or by its month. list holds its words as readPhrases reads
// them.
func namesDate(s string, list []string) bool {
	if m := digitDate().FindStringSubmatch(s); m != nil && m[1] == m[2] && m[3] == m[4] {
		return true
	}
	for i, w := range list {
		before := i
		for before > 0 && slices.Contains([]string{meansNothing, meansNth, "."}, list[before-1]) {
			before-- // “26th of November”
		}
		behindIt := before > 0 && isDate(list[before-1])
		beforeIt := i+1 < len(list) && isDate(list[i+1]) // “November 26”
		if w == meansMonth && (behindIt || beforeIt) {
			return true
		}
	}
	return false
}

// dayOfCron matches a day of the week as other programs' expressions have it, for the last or the nth of a month: 5L, 5#2.
var dayOfCron = pattern.Of(`(?i)^(?:[0-7]|[a-z]{3})(?:#[1-5]|L)$`)

// asCronOnly returns the problem with an expression, or a field of one, that was typed as a time of day; nil for anything else.
func asCronOnly(s string) error {
	fields := strings.Fields(s)
	if len(fields) > 0 && dayOfCron().MatchString(fields[len(fields)-1]) {
		return noSuchDays(s)
	}
	if len(fields) != len(cronFields) || !slices.ContainsFunc(fields, func(f string) bool { return strings.HasPrefix(f, "*") }) {
		return nil
	}
	if _, err := ParseCron(s); err != nil {
		return err
	}
	return problem.New("when.is-cron", "typed", shown(s))
}

// isDate reports whether a word is a day of a month.
func isDate(s string) bool {
	n, err := strconv.Atoi(s)
	return err == nil && n >= 1 && n <= 31
}
