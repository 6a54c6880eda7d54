package scheduler

import (
	"slices"
	"strconv"

	"lede/pattern"
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
		if w == meansMonth && (before > 0 && isDate(list[before-1]) || i+1 < len(list) && isDate(list[i+1])) {
			return true
		}
	}
	return false
}

// isDate reports whether a word is a day of a month.
func isDate(s string) bool {
	n, err := strconv.Atoi(s)
	return err == nil && n >= 1 && n <= 31
}
