package sentence

import (
	"slices"
	"strings"

	"lede/briefing"
	"lede/briefing/question"
	"lede/briefing/words"
)

// Future reports whether word j is “would” as reported “will”: “said it would open on Friday”.
func (s Words) Future(j int) bool { return s.Word(j) == "would" && s.Word(j+1) != "have" }

// howFar is how many words before a figure or a date can hold its bound: “fewer than half of the”.
const howFar = 4

// Bounded reports whether a word shortly before a span is a bound of it, such as “fewer than”. A bound inside the span
// does not count: it is shown with it.
func (s Words) Bounded(f briefing.Span) bool {
	var near []string
	for _, w := range s {
		switch {
		case w.Start >= f.Start:
		case w.Mark != "" && strings.ContainsAny(w.Mark, ",;:"):
			near = append(near[:0], w.Fold)
		default:
			near = append(near, w.Fold)
		}
	}
	near = near[max(0, len(near)-howFar):]
	last := len(near) - 1
	if last >= 0 && near[last] == "of" { // “the end of August”, “a third of 60”
		return true
	}
	if slices.Contains(near[max(0, last):], "on") { // “since the flood on Tuesday” is on Tuesday
		return false
	}
	return slices.ContainsFunc(near, func(w string) bool { return words.Asking().Bounds[w] })
}

// ClockAt reports whether word j of a sentence is a time of day: "3 a.m.", "6.20pm", "13:24".
func (s Words) ClockAt(j int) bool {
	w := s[j]
	switch w.Fold {
	case "noon", "midnight", "midday":
		return true
	case "a.m", "p.m", "am", "pm", "gmt", "o'clock":
		return s.Counts(j - 1)
	}
	if half := strings.TrimSuffix(strings.TrimSuffix(w.Fold, "am"), "pm"); half != w.Fold {
		return hourLike(half) || hourAndMinute(half, ".") || hourAndMinute(half, ":") // "3pm"
	}
	return hourAndMinute(w.Fold, ":")
}

// hourAndMinute reports whether a word is an hour and a minute with a mark between them.
func hourAndMinute(w, mark string) bool {
	hour, minute, ok := strings.Cut(w, mark)
	return ok && hourLike(hour) && len(minute) == 2 && words.Digit(minute)
}

// hourLike reports whether a word is a number of one or two digits.
func hourLike(w string) bool { return w != "" && len(w) <= 2 && words.Digit(w) }

// MonthOrDay reports whether word j of a sentence, w, names a month or a day of the week. A month needs a capital and
// must not come first, because of "May" and "March".
func MonthOrDay(w question.Word, j int) bool {
	lex := words.Lexicon()
	_, month := lex.Months[w.Fold]
	_, day := lex.Weekdays[w.Fold]
	return day || month && w.Upper && j > 0
}

// SaysLast reports whether a sentence has “last” in the sense of final or past, and no form of the verb.
func (s Words) SaysLast() bool {
	found := false
	for j, w := range s {
		switch {
		case w.Fold == "lasted" || w.Fold == "lasts" || w.Fold == "lasting":
			return false
		case w.Fold == "last":
			day := j+1 < len(s) && MonthOrDay(s[j+1], j+1)
			found = found || day || words.Lexicon().Determiners[s.Word(j-1)] || words.Asking().Durations[s.Word(j+1)]
		}
	}
	return found
}

// TimeAt reports whether word j of a sentence is a time or date.
func (s Words) TimeAt(j int) bool {
	w := s[j].Fold
	listed := words.Asking().When[w] || words.Asking().WhenLoosely[w]
	return listed || YearLike(w) || s.ClockAt(j) || s.DayAt(j)
}

// DayAt reports whether word j of a sentence is a day without its month: “by the 24th”.
func (s Words) DayAt(j int) bool {
	if s.Word(j-1) != "the" || !words.Digit(s.Word(j)) || !ordinal(s.Word(j)) {
		return false
	}
	return j+1 == len(s) || !s.joined(j+1, j+1) || words.Stopword(s.Word(j+1), "en")
}

// ordinal reports whether a number in digits ends as “24th” does.
func ordinal(word string) bool {
	switch strings.TrimLeft(word, "0123456789") {
	case "st", "nd", "rd", "th":
		return true
	}
	return false
}

// LooksAhead reports whether a sentence tells of the future: "will", "are expected to".
func (s Words) LooksAhead() bool {
	lists := words.Asking()
	for j := range s {
		leads := s.Word(j+1) == "to" && lists.Awaited[s.Word(j)] && words.Being(s.Word(j-1))
		if leads || lists.Tomorrow[s.Word(j)] || strings.HasSuffix(s.Word(j), "'ll") {
			return true
		}
	}
	return false
}

// LooksBack reports whether a sentence has a verb in the past.
func (s Words) LooksBack() bool {
	lists := words.Asking()
	for j, w := range s {
		if lists.LooksBack[w.Fold] || words.Lexicon().PastForms[w.Fold] || question.Past(w) && !lists.Awaited[s.Word(j)] {
			return true
		}
	}
	return false
}

// Lasting reports whether word j ends a stretch of time that says how long and not when: "over two days".
func (s Words) Lasting(j int) bool {
	q := words.Asking()
	if !q.Durations[s.Word(j)] || !s.Counts(j-1) && !q.SingleUnits[s.Word(j-1)] {
		return false
	}
	switch s.Word(j + 1) {
	case "ago", "later", "earlier":
		return false
	}
	return s.Word(j-2) != "in" && s.Word(j-2) != "within"
}

// Direction returns whether word j, with the words beside it, points to the past (-1), the future (1) or neither (0).
func (s Words) Direction(j int) int {
	switch s.Word(j) {
	case "ago", "yesterday", "last", "earlier", "recently":
		return -1
	case "tomorrow", "next", "soon":
		return 1
	}
	switch {
	case YearLike(s.Word(j)) && s.begun(j):
		return -1
	case s.Word(j-1) == "last", s.Word(j+1) == "ago", s.Word(j-2) == "earlier":
		return -1
	case s.Word(j-1) == "next", s.Word(j-2) == "later":
		return 1
	}
	return 0
}

// begun reports whether word j is the year in which something began that is there: “founded in 1961”, and not “will be built in 2031”.
func (s Words) begun(j int) bool {
	verb := j - 2
	return words.Asking().Founding[s.Word(verb)] && s.Word(verb-1) != "be" && s.Word(verb-1) != "to"
}

// often reports whether “every” makes word j of a sentence say how often and not how long: “every 30 days”.
func (s Words) often(j int) bool { return s.Word(j-1) == "every" || s.Word(j-2) == "every" }

// oftenAt reports whether word j of a sentence says how often: “every half hour”, “daily”, “twice a day”, “40 times a week”.
func (s Words) oftenAt(j int) bool {
	w := s.Word(j)
	switch w {
	case "hourly", "daily", "weekly", "fortnightly", "monthly", "yearly", "annually":
		return true
	case "once", "twice", "times":
		per := s.Word(j + 1)
		a := words.Asking().SingleUnits[per] || per == "per" || per == "each" || per == "every"
		if w == "once" {
			return a && words.Asking().Stretches[s.Word(j+2)] // “once a fortnight”
		}
		return s.timesAt(j) && (a || s.oftenAt(j+1))
	}
	if !words.Asking().Durations[w] && !MonthOrDay(s[j], j) {
		return false
	}
	return s.Word(j-1) == "each" || s.often(j)
}

// timesAt reports whether word j of a sentence counts times: “twice”, “three times”.
func (s Words) timesAt(j int) bool {
	return s.Word(j) == "twice" || s.Word(j) == "times" && s.Counts(j-1)
}

// openEnded reports whether a word begins a time with one open end: “since March”.
func openEnded(word string) bool { return word == "until" || word == "till" || word == "since" }

// past reports whether word j puts the duration before it into the past: “three days ago”.
func (s Words) past(j int) bool { return s.Word(j) == "ago" || s.Word(j) == "earlier" }

// Timed reports whether the words from j on open with one for a time: “in the last week”, “on the same day”.
func (s Words) Timed(j int) bool {
	const few = 2
	lists := words.Asking()
	for k := j; k < min(j+few, len(s)); k++ {
		w := s[k].Fold
		listed := lists.When[w] || lists.Durations[w] || lists.DayParts[w]
		if listed || words.Digit(w) || s.TimeAt(k) {
			return true
		}
	}
	return false
}
