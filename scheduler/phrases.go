package scheduler

import (
	"cmp"
	_ "embed"
	"slices"
	"strings"
	"sync"
	"time"
	"unicode"
	"unicode/utf8"

	"lede/pattern"
	"lede/problem"
)

//go:embed phrases.txt
var spokenFile string

type phrase struct{ typed, meant string }

// phrases holds the phrases of phrases.txt with their meanings, the longest first.
var phrases = sync.OnceValue(func() (list []phrase) {
	for line := range strings.Lines(spokenFile) {
		meant, phrases, ok := strings.Cut(strings.TrimSpace(line), ": ")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		for typed := range strings.SplitSeq(phrases, " | ") {
			list = append(list, phrase{typed, meant})
		}
	}
	slices.SortStableFunc(list, func(a, b phrase) int { return len(b.typed) - len(a.typed) })
	return list
})

// What phrases.txt has for words that are not days.
const (
	meansNothing = "-"
	meansHour    = "hour"
	meansAnd     = "and"
	meansTo      = "to"
	meansNth     = "nth"
	meansEach    = "each"
	meansHourly  = "hourly"
	meansHalf    = "half-hourly"
	meansMinute  = "minute"
	meansBetween = "between"
	meansTimes   = "times"
	meansExcept  = "except"
	meansDays    = "days"
	meansWeekly  = "weekly"
	meansOnce    = "once"
	meansMonth   = "month's"
	meansComes   = "comes"
	clockHere    = "|" // where the time stood among the days
	dash         = "–" // as “to”, but it always joins days
)

// clockDigits matches the connected digits of a time of day.
var clockDigits = pattern.Of(`^(?:\d{1,2}[:.h]\d{2}|\d{1,4})`)

// readPhrases translates words of any of Lede's languages into those that ParseDays and ParseClock read.
func readPhrases(s string) (list []string) {
	const most = 200 // bytes; a timetable takes fewer
	if len(s) > most {
		return nil
	}
	s = strings.NewReplacer("’", "'", "–", "-", "—", "-").Replace(strings.ToLower(strings.Join(strings.Fields(s), " ")))
	for s != "" {
		r, size := utf8.DecodeRuneInString(s)
		switch {
		case r == ' ':
		case r == '-':
			list = append(list, dash)
		case clockDigits().MatchString(s):
			word := clockDigits().FindString(s)
			list, size = append(list, word), len(word)
		case unicode.IsLetter(r):
			var word string
			word, size = firstPhrase(s)
			list = append(list, word)
		case strings.ContainsRune(",;&+/", r):
			list = append(list, meansAnd)
		default:
			list = append(list, s[:size]) // an unknown character
		}
		s = s[size:]
	}
	return weekly(inDigits(list))
}

// weekly resolves “weekly”: beside the name of one day it says nothing more, else it counts days.
func weekly(list []string) []string {
	if !slices.Contains(list, meansWeekly) {
		return list
	}
	means, named := meansDays, 0
	for _, w := range list {
		if _, ok := parseDay(w); ok {
			named++
		}
	}
	if named == 1 {
		means = meansNothing
	}
	for i, w := range list {
		if w == meansWeekly {
			list[i] = means
		}
	}
	return list
}

// firstPhrase returns the meaning of the phrase that a text begins with, and its length; an unknown word means itself.
func firstPhrase(s string) (meant string, size int) {
	inWord := func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || r == '\'' }
	for _, p := range phrases() {
		rest, ok := strings.CutPrefix(s, p.typed)
		next, _ := utf8.DecodeRuneInString(rest) // utf8.RuneError at the end, which is in no word
		if ok && !inWord(next) {
			return p.meant, len(p.typed)
		}
	}
	if end := strings.IndexFunc(s, func(r rune) bool { return !inWord(r) }); end > 0 {
		s = s[:end]
	}
	return s, len(s)
}

// daysOf reads the days that words name; ok is false when they name anything else. “Am” without a time is German.
func daysOf(list []string) (days Days, given, ok bool) {
	list = slices.DeleteFunc(slices.Clone(list), func(w string) bool {
		return slices.Contains([]string{meansNothing, meansEach, meansAnd, meansTimes, meansBetween, "am"}, w)
	})
	said, without := []string(nil), []string(nil)
	excepts := false
	for _, w := range list {
		switch {
		case w == meansExcept && excepts:
			return 0, false, false
		case w == meansExcept:
			excepts = true
		case w == clockHere:
			excepts = false // “not on Sundays at 8 on ...” continues with days that are meant
		case excepts:
			without = append(without, w)
		default:
			said = append(said, w)
		}
	}
	days, given, ok = namedDays(said)
	if len(without) == 0 {
		return days, given, ok && !slices.Contains(list, meansExcept)
	}
	not, _, _ := namedDays(without) // none when they cannot be read
	if days == 0 {
		days = allDays
	}
	days &^= not
	if !ok || not == 0 || days == 0 {
		return 0, false, false
	}
	return days, true, true
}

// namedDays reads days and ranges of days.
func namedDays(list []string) (days Days, given, ok bool) {
	var out strings.Builder
	for i, w := range list {
		_, before := parsePart(list[max(0, i-1)])
		_, after := parsePart(list[min(len(list)-1, i+1)])
		joins := w == meansTo || w == dash
		switch {
		case joins && before && after:
			out.WriteString("-")
			continue
		case w == meansTo && i+1 < len(list):
			continue
		case !strings.HasSuffix(out.String(), "-"):
			out.WriteString(",") // the first is cut off again
		}
		out.WriteString(w)
	}
	typed := strings.Trim(out.String(), ",")
	if typed == "" {
		return 0, false, true
	}
	days, err := parseDays(typed)
	return days, err == nil, err == nil
}

// notOffered returns the problem with words that say plainly when something should run, but in a way no timetable can; nil for
// any others.
func notOffered(s string, list []string) error {
	says := func(word string) bool { return slices.Contains(list, word) }
	if err := asCronOnly(s); err != nil {
		return err
	}
	if namesDate(s, list) {
		return once(s)
	}
	clocks, minutes, err := timesIn(s, list)
	if err != nil {
		return err
	}
	if err := noTimetable(s, says); err != nil {
		return err
	}
	switch {
	case clocks == 0:
		return timeless(s, list, says)
	case clocks > 1:
		ranged := glued().MatchString(s) || says(dash) || says(meansTo)
		return unlike(s, list, minutes > 1 && !ranged)
	}
	return nil
}

// timeless returns the problem with words that name a day or a part of one, or a number of times, but no time of day.
func timeless(s string, list []string, says func(word string) bool) error {
	if says(meansTimes) {
		return problem.New("when.no-times", "typed", shown(s))
	}
	if _, named, _ := daysOf(slices.DeleteFunc(slices.Clone(list), isPart)); named || slices.ContainsFunc(list, isPart) {
		return problem.New("when.no-hour", "typed", shown(s))
	}
	return nil
}

// unlike returns the problem with times of day that one timetable cannot have: on different days, or at different minutes of the hour.
func unlike(s string, list []string, minutes bool) error {
	switch {
	case apart(placed(list)):
		return problem.New("when.other-days", "typed", shown(s))
	case minutes:
		return problem.New("when.other-minutes", "typed", shown(s))
	}
	return nil
}

// timesIn counts the times of day among words and their different minutes; an interval among them is an error.
func timesIn(s string, list []string) (clocks, minutes int, err error) {
	seen := map[int]bool{}
	for i := 0; i < len(list); i++ {
		if every, used := interval(list[i:]); used > 0 {
			return 0, 0, notEvery(s, every, len(clocksIn(list)) > 1)
		}
		if clock, used := clockIn(list[i:]); used > 0 {
			if _, minute, err := ParseClock(clock); err == nil {
				clocks++
				seen[minute] = true
			}
			i += used - 1
		}
	}
	return clocks, len(seen), nil
}

// noTimetable returns the problem with words for what no timetable does.
func noTimetable(s string, says func(word string) bool) error {
	switch {
	case says(meansDays):
		return problem.New("when.counts-days", "typed", shown(s))
	case says(meansNth):
		return noSuchDays(s)
	case says(meansComes):
		return problem.New("when.as-it-comes", "typed", shown(s))
	case says(meansOnce):
		return once(s)
	}
	return nil
}

// once is the problem that a text names a single day.
func once(s string) error { return problem.New("when.once", "typed", shown(s)) }

// notEvery returns the problem with an interval that ParseSeveral does not read.
func notEvery(s string, every time.Duration, within bool) error {
	if within {
		return problem.New("when.unclear-range", "typed", shown(s))
	}
	if every < often {
		return problem.New("when.too-often", "typed", shown(s), "minutes", int(often.Minutes()))
	}
	if _, ok := always(every, 0); !ok {
		return problem.New("when.uneven-hours", "typed", shown(s))
	}
	return badClock(s) // “every 2 hours” does not mean two o'clock
}

// noSuchDays is the problem that no timetable has such days as the last Friday of a month.
func noSuchDays(s string) error { return problem.New("cron.last-or-nth", "cron", shown(s)) }

// ParseWhen reads a time of day with optional days, as people say it in one breath: “7:30”, “Mondays at 8”, “lundi 7h”. given
// is false when it names no days.
func ParseWhen(s string) (hour, minute int, days Days, given bool, err error) {
	s = Plain(s)
	if hour, minute, err = ParseClock(s); err == nil {
		return hour, minute, 0, false, nil
	}
	list := slices.DeleteFunc(readPhrases(s), func(w string) bool { return w == meansNothing })
	at := slices.IndexFunc(list, func(w string) bool { return w == "noon" || w == "midnight" || isClock(w) })
	if wrong := notOffered(s, list); wrong != nil || at < 0 {
		return 0, 0, 0, false, cmp.Or(wrong, err)
	}
	clock, rest := wholeClock(list[at:])
	before := list[:at]
	if n := len(before); n > 0 && before[n-1] == meansTo {
		before = before[:n-1] // “lunes a las 8”
	}
	h, m, wrong := ParseClock(clock)
	days, given, ok := daysOf(slices.Concat(before, []string{clockHere}, rest))
	if wrong != nil || !ok {
		return 0, 0, 0, false, problem.New("clock.unreadable", "time", shown(s))
	}
	return h, m, days, given, nil
}

// wholeClock joins the time of day that words begin with; rest holds the words after it.
func wholeClock(list []string) (clock string, rest []string) {
	clock, rest = list[0], list[1:]
	if len(rest) > 0 && rest[0] == meansHour {
		if rest = rest[1:]; len(rest) > 0 && minutes().MatchString(rest[0]) && len(clock) <= 2 {
			clock, rest = clock+":"+rest[0], rest[1:]
		}
	}
	if len(rest) > 0 && isHalf(rest[0]) {
		clock, rest = clock+rest[0], rest[1:]
	}
	return clock, rest
}

// minutes matches those after an hour in words of their own: “8 Uhr 30”.
var minutes = pattern.Of(`^[0-5]\d$`)
