package scheduler

import (
	"strconv"
	"strings"
	"unicode"

	"lede/pattern"
	"lede/problem"
)

// clockForms are the ways to write a time of day: 7:30, 07.30, 7h30, 7h, 0730, 7, each with am or pm or without.
var clockForms = pattern.Of(`^(?:(\d{1,2})(?:[:.h](\d{2})|h)?|(\d{2})(\d{2}))(am|pm)?$`)

// fullWidth is how far the full-width forms of Japanese and Chinese keyboards, from “！” to “～”, lie above those of ASCII.
const fullWidth = '！' - '!'

// Plain replaces the digits of every script and the full-width forms of ASCII characters with ASCII, since times and numbers are typed on many
// keyboards.
func Plain(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r < unicode.MaxLatin1:
			return r
		case r >= '！' && r <= '～':
			return r - fullWidth
		case unicode.IsDigit(r):
			return '0' + digit(r)
		}
		return r
	}, s)
}

// digit returns the value of a digit. In Unicode, digits lie in runs from zero to nine, few of which are adjacent.
func digit(r rune) rune {
	value := rune(0)
	for unicode.IsDigit(r - value - 1) {
		value++
	}
	return value % 10
}

// ParseClock reads a time of day in English, such as "7:30", "07.30", "7h30", "0730", "7 p.m." or "noon". Its error is a problem with the
// code clock.none or clock.unreadable.
func ParseClock(s string) (hour, minute int, err error) {
	s = Plain(s)
	typed := strings.ToLower(strings.Join(strings.Fields(s), ""))
	switch typed {
	case "":
		return 0, 0, problem.New("clock.none")
	case "noon":
		return 12, 0, nil
	case "midnight":
		return 0, 0, nil
	}
	if rest, ok := strings.CutSuffix(typed, ".m."); ok { // 7.30 p.m.
		typed = rest + "m"
	}
	if len(typed) > 10 {
		return 0, 0, badClock(s)
	}
	m := clockForms().FindStringSubmatch(typed)
	if m == nil {
		return 0, 0, badClock(s)
	}
	// Two digits at most each, so neither can fail; a missing one is 0.
	hour, _ = strconv.Atoi(m[1] + m[3])
	minute, _ = strconv.Atoi(m[2] + m[4])
	if half := m[5]; half != "" {
		if hour < 1 || hour > 12 {
			return 0, 0, badClock(s)
		}
		hour %= 12
		if half == "pm" {
			hour += 12
		}
	}
	if hour > 23 || minute > 59 {
		return 0, 0, badClock(s)
	}
	return hour, minute, nil
}

func badClock(s string) error {
	return problem.New("clock.unreadable", "time", shown(s))
}
