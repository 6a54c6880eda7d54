// Package day reads the days of the calendar that people type, in any of Lede's languages.
//
// It is pure. It refuses to guess at what may be two days.
package day

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
	"unicode"
	"unicode/utf8"

	"lede/languages"
	"lede/pattern"
	"lede/scheduler"
)

// dayForms are the unambiguous ways to write a day in digits.
var dayForms = []string{"2006-1-2", "2006/1/2", "2006.1.2", "2.1.2006"}

var (
	// slashed is a day or a month first: only English has both.
	slashed = pattern.Of(`^(\d{1,2})[/-](\d{1,2})[/-](\d{4})$`)
	// dayOfMonth is the day beside the name of a month: 14, 14., 14th, 1er, 1º.
	dayOfMonth = pattern.Of(`^(\d{1,2})(?:\.|st|nd|rd|th|er|º)?$`)
	yearNumber = pattern.Of(`^\d{4}$`)
)

// longestDay is more bytes than any day takes.
const longestDay = 100

// Read reads a day of the calendar in any of Lede's languages, at midnight UTC. One without a year is the latest up to today; without
// today it is none.
func Read(l languages.Language, s string, today time.Time) (at time.Time, ok bool) {
	s = strings.Join(strings.Fields(s), " ")
	if len(s) > longestDay {
		return time.Time{}, false
	}
	for _, form := range dayForms {
		if at, err := time.Parse(form, s); err == nil {
			return at, true
		}
	}
	if m := slashed().FindStringSubmatch(s); m != nil {
		return inOrder(l, number(m[1]), number(m[2]), number(m[3]))
	}
	return namedDay(s, today)
}

// inOrder tells the day from the month by what no month can be, or by the language: in English it is open which comes first.
func inOrder(l languages.Language, a, b, year int) (at time.Time, ok bool) {
	english := strings.HasPrefix(l.Tag(), "en")
	open := english && a <= 12 && b <= 12 && a != b
	switch {
	case open:
		return time.Time{}, false
	case b > 12:
		return date(year, a, b)
	}
	return date(year, b, a)
}

// namedDay reads a day with the name of its month: 14 February 2025, February 14, 14 de febrero.
func namedDay(s string, today time.Time) (at time.Time, ok bool) {
	var year, month, day int
	for _, w := range strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return unicode.IsSpace(r) || r == ',' }) {
		into, n := &month, monthNamed(strings.TrimRight(w, "."))
		switch m := dayOfMonth().FindStringSubmatch(w); {
		case m != nil:
			into, n = &day, number(m[1])
		case yearNumber().MatchString(w):
			into, n = &year, number(w)
		case n == 0 && slices.Contains(calendar().between, w):
			continue
		}
		if n == 0 || *into != 0 { // another word, or a second of its kind
			return time.Time{}, false
		}
		*into = n
	}
	if year != 0 {
		return date(year, month, day)
	}
	return latest(month, day, today)
}

// latest returns the last day with this date up to today. Of eight years in a row, one has a 29 February.
func latest(month, day int, today time.Time) (at time.Time, ok bool) {
	if today.IsZero() {
		return time.Time{}, false
	}
	for year := today.Year(); year >= today.Year()-8; year-- {
		at, ok = date(year, month, day)
		if ok && at.Format(time.DateOnly) <= today.Format(time.DateOnly) {
			return at, true
		}
	}
	return time.Time{}, false
}

// date returns a day; ok is false if the calendar has none such.
func date(year, month, day int) (at time.Time, ok bool) {
	at = time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	return at, at.Day() == day && at.Month() == time.Month(month)
}

// Last returns the latest day up to today that a text names by its weekday, in any of Lede's languages; ok is false for any other text.
func Last(s string, today time.Time) (at time.Time, ok bool) {
	days, err := scheduler.ParseDays(s)
	if err != nil || len(s) > longestDay {
		return time.Time{}, false
	}
	found := 0
	for back := range 7 {
		if one := today.AddDate(0, 0, -back); days.Has(one.Weekday()) {
			at, found = one, found+1
		}
	}
	return at, found == 1
}

// months are the names of the months in Lede's languages, in lower case, and what stands between the parts of a date.
type months struct {
	names   [13][]string
	between []string
}

var calendar = sync.OnceValue(func() (all months) {
	for _, l := range append(languages.Others(), languages.Language{}) {
		for i := 1; i <= 12; i++ {
			all.names[i] = append(all.names[i], strings.ToLower(l.Text(fmt.Sprintf("date.month.%d", i))))
		}
		all.between = append(all.between, strings.Fields(l.Text("date.day", "day", "", "month", "", "year", ""))...)
	}
	return all
})

// monthNamed returns the month of a name, or of one cut short to three letters or more; 0 when there is none, or several.
func monthNamed(name string) (month int) {
	if utf8.RuneCountInString(name) < 3 {
		return 0
	}
	for i, names := range calendar().names {
		if !slices.ContainsFunc(names, func(whole string) bool { return strings.HasPrefix(whole, name) }) {
			continue
		}
		if month != 0 {
			return 0
		}
		month = i
	}
	return month
}

// number returns the number that a few digits are.
func number(digits string) int {
	n, _ := strconv.Atoi(digits)
	return n
}
