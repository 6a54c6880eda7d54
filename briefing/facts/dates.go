package facts

import (
	"strconv"
	"strings"
	"time"

	"lede/briefing/text"
	"lede/briefing/words"
	"lede/pattern"
)

// How days are resolved. A day is worked out only if the words allow one reading: a full date always, a weekday if the
// sentence speaks of the past, "yesterday" if the day of publication is known. "Last week" is not a day.

var isoDate = pattern.Of(`^\d{4}-\d{2}-\d{2}$`)

// dateFinder reads the dates of one sentence.
type dateFinder struct {
	*text.Reading
	published *time.Time
	at, limit int
}

// Dates lists the days and times named in a text, in order. published is when it was published, nil if unknown.
func Dates(r *text.Reading, published *time.Time) []Date {
	var dates []Date
	for s := range r.Sentences {
		f := dateFinder{r, published, r.First[s], r.First[s+1]}
		for f.at < f.limit {
			start := f.at
			end, day := f.date()
			if end == 0 {
				f.at++
				continue
			}
			found := Date{Span: r.Over(start, end), Sentence: s}
			if !day.IsZero() {
				found.Resolved = day.Format(time.DateOnly)
			}
			dates = append(dates, found)
			f.at = end
		}
	}
	return dates
}

func (f *dateFinder) lower(i int) string {
	if i < f.limit {
		return f.Lower(i)
	}
	return ""
}

// date reads the date that begins at the current token. It returns the token after it, 0 if there is none, and the day,
// zero if uncertain.
func (f *dateFinder) date() (int, time.Time) {
	l := f.lower(f.at)
	capital := words.Capital(f.Word(f.at))
	switch {
	case mayBeISO(l) && isoDate().MatchString(l):
		if day, err := time.Parse(time.DateOnly, l); err == nil {
			return f.at + 1, day
		}
		return 0, time.Time{}
	case dayNumber(l) > 0:
		return f.dayMonth()
	case capital && f.Words.Months[l] != 0:
		return f.monthDay()
	case partOfYear(l):
		return f.at + 1, time.Time{}
	case f.saysLastWeek(f.at) && f.isWeekday(f.lower(f.at+2)):
		return f.at + 3, f.lastWeek(f.day(f.lower(f.at + 2)))
	case capital && f.isWeekday(l):
		if f.saysLastWeek(f.at + 1) {
			return f.at + 3, f.lastWeek(f.day(l))
		}
		return f.at + 1, f.weekday(f.day(l))
	case capital && !f.opens():
		return 0, time.Time{} // "the Today programme"
	}
	return f.smallDate(l)
}

// mayBeISO spares most words the pattern of a date such as 2025-02-14.
func mayBeISO(l string) bool { return len(l) == len(time.DateOnly) && words.Digit(l) }

// saysLastWeek reports whether “last week” begins at token i.
func (f *dateFinder) saysLastWeek(i int) bool { return f.lower(i) == "last" && f.lower(i+1) == "week" }

// smallDate reads a date whose first word has no capital of its own, such as “yesterday”.
func (f *dateFinder) smallDate(l string) (int, time.Time) {
	switch l {
	case "yesterday":
		return f.at + 1, f.near(-1)
	case "today", "tonight":
		return f.at + 1, f.near(0)
	case "tomorrow":
		return f.at + 1, f.near(1)
	case "last", "next", "this":
		if next := f.lower(f.at + 1); f.Words.Periods[next] || f.isWeekday(next) || f.month(next) != 0 {
			return f.relative(l)
		}
	}
	if words.Year(l) && f.behind(f.Words.BeforeYears) && !f.countsSomething(f.at+1) {
		return f.at + 1, time.Time{}
	}
	return 0, time.Time{}
}

// lastWeek returns a weekday of the calendar week before publication; no day if either is a Sunday, since people differ on
// which week that belongs to.
func (f *dateFinder) lastWeek(want time.Weekday) time.Time {
	if f.published == nil || want == time.Sunday || f.published.Weekday() == time.Sunday {
		return time.Time{}
	}
	return f.published.AddDate(0, 0, int(want-f.published.Weekday())-7)
}

// partOfYear reports whether a word is a year with a prefix: "mid-2023", "pre-2014".
func partOfYear(l string) bool {
	before, year, ok := strings.Cut(l, "-")
	if !ok {
		return false
	}
	switch before {
	case "pre", "post", "mid", "early", "late":
		return words.Year(year)
	}
	return false
}

// opens reports whether the current token stands first in its sentence, or behind a mark.
func (f *dateFinder) opens() bool {
	return f.at == f.First[f.Tokens[f.at].Sentence] || f.Tokens[f.at-1].Mark()
}

// behind reports whether a word of the set stands in the sentence right before the current token.
func (f *dateFinder) behind(set words.Set) bool {
	return f.at > f.First[f.Tokens[f.at].Sentence] && set[f.Lower(f.at-1)]
}

func (f *dateFinder) isWeekday(l string) bool { _, ok := f.Words.Weekdays[l]; return ok }

// day returns the weekday that a word names; the word must name one.
func (f *dateFinder) day(l string) time.Weekday { return time.Weekday(f.Words.Weekdays[l]) }

// month returns the month that a word names, or 0.
func (f *dateFinder) month(l string) time.Month { return time.Month(f.Words.Months[l]) }

// near returns the day a number of days from publication.
func (f *dateFinder) near(days int) time.Time {
	if f.published == nil {
		return time.Time{}
	}
	return f.published.AddDate(0, 0, days)
}

// relative reads "last week" and "next Friday". It gives a day only for "last Friday", unless published on a Friday: people
// differ on the others.
func (f *dateFinder) relative(word string) (int, time.Time) {
	end := f.at + 2
	if word == "last" && f.isWeekday(f.lower(f.at+1)) && f.published != nil {
		want := f.day(f.lower(f.at + 1))
		if f.published.Weekday() != want {
			return end, f.back(want)
		}
	}
	return end, time.Time{}
}

// weekday resolves a bare weekday to the latest such day up to publication, unless the sentence may speak of the future.
func (f *dateFinder) weekday(want time.Weekday) time.Time {
	if f.published == nil {
		return time.Time{}
	}
	s := f.Tokens[f.at].Sentence
	for i := f.First[s]; i < f.limit; i++ {
		if f.Words.DayDoubts[f.Lower(i)] {
			return time.Time{}
		}
	}
	return f.back(want)
}

// back returns the latest day with this weekday up to publication.
func (f *dateFinder) back(want time.Weekday) time.Time {
	return f.published.AddDate(0, 0, -(int(f.published.Weekday()-want)+7)%7)
}

// dayMonth reads "12 February 2025" and "12th of February".
func (f *dateFinder) dayMonth() (int, time.Time) {
	day, i := dayNumber(f.lower(f.at)), f.at+1
	if f.lower(i) == "of" {
		i++
	}
	month := f.month(f.lower(i))
	if month == 0 || !words.Capital(f.Word(i)) {
		return 0, time.Time{}
	}
	i++
	if f.lower(i) == "." {
		i++
	}
	return f.withYear(day, month, i)
}

// monthDay reads "February 12, 2025", "February 2025" and, after "in" or "last", "February".
func (f *dateFinder) monthDay() (int, time.Time) {
	month, i := f.month(f.lower(f.at)), f.at+1
	if f.lower(i) == "." {
		i++
	}
	if day := dayNumber(f.lower(i)); day > 0 {
		return f.withYear(day, month, i+1)
	}
	if words.Year(f.lower(i)) {
		return i + 1, time.Time{}
	}
	if f.behind(f.Words.BeforeMonths) {
		return f.at + 1, time.Time{}
	}
	return 0, time.Time{}
}

// withYear reads the year that follows, if there is one, and otherwise takes the year that puts the day nearest to
// publication.
func (f *dateFinder) withYear(day int, month time.Month, i int) (int, time.Time) {
	year := i
	if f.lower(year) == "," {
		year++
	}
	if words.Year(f.lower(year)) {
		n, _ := strconv.Atoi(f.lower(year))
		return year + 1, valid(n, month, day)
	}
	if f.lower(i-1) == "." {
		i--
	}
	if f.published == nil {
		return i, time.Time{}
	}
	best := valid(f.published.Year(), month, day)
	for _, y := range []int{f.published.Year() - 1, f.published.Year() + 1} {
		if other := valid(y, month, day); !other.IsZero() && (best.IsZero() || other.Sub(*f.published).Abs() < best.Sub(*f.published).Abs()) {
			best = other
		}
	}
	return i, best
}

// valid returns the day, or the zero Time if the month is too short.
func valid(year int, month time.Month, day int) time.Time {
	t := time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
	if t.Month() != month {
		return time.Time{}
	}
	return t
}

// countsSomething reports whether a plural stands behind a number: "2000 soldiers".
func (f *dateFinder) countsSomething(i int) bool {
	if i >= f.limit || !f.Tokens[i].Word() || words.Capital(f.Word(i)) {
		return false
	}
	return strings.HasSuffix(f.Lower(i), "s") && !f.Words.SmallWords[f.Lower(i)]
}

// dayNumber returns the day of the month that a word stands for, or 0.
func dayNumber(w string) int {
	if w == "" || w[0] < '0' || w[0] > '9' {
		return 0
	}
	for _, ending := range []string{"st", "nd", "rd", "th"} {
		w = strings.TrimSuffix(w, ending)
	}
	if len(w) == 0 || len(w) > 2 {
		return 0
	}
	n, err := strconv.Atoi(w)
	if err != nil || n < 1 || n > 31 {
		return 0
	}
	return n
}
