package briefing

import (
	"lede/briefing/text"
	"lede/briefing/words"
	"strings"
)

// How figures are read. A figure is a number with what makes it worth telling: its hedge ("at least"), its
// unit, and what it counts. The span covers hedge, number and unit, so that shown alone it claims no more than the
// text does. Ordinals, years, times of day and the numbers in names are left out.

// figureFinder reads the figures of one sentence.
type figureFinder struct {
	*text.Reading
	from, limit int
	dates       []Date
}

// completeFigures lists the numbers of the story with what they count. A number that is part of a date or of a
// Name is none.
func (d *draft) completeFigures() {
	if d.article.Figures != nil {
		return
	}
	dates := d.article.Dates
	for s := range d.Sentences {
		if !d.TellsStory(s) {
			continue
		}
		for len(dates) > 0 && dates[0].Sentence < s {
			dates = dates[1:]
		}
		f := figureFinder{d.Reading, d.First[s], d.First[s+1], dates}
		for i := f.from; i < f.limit; {
			figure, end := f.figure(i)
			if end == 0 {
				i++
				continue
			}
			figure.Sentence = s
			d.article.Figures = append(d.article.Figures, figure)
			i = end
		}
	}
}

func (f *figureFinder) lower(i int) string {
	if i >= f.from && i < f.limit {
		return f.Tokens[i].Lower
	}
	return ""
}

// dated tells whether a token is part of a date.
func (f *figureFinder) dated(i int) bool {
	t := f.Tokens[i]
	for len(f.dates) > 0 && f.dates[0].Sentence == t.Sentence && f.dates[0].End <= t.Start {
		f.dates = f.dates[1:]
	}
	return len(f.dates) > 0 && f.dates[0].Start <= t.Start && t.End <= f.dates[0].End
}

// figure reads the figure whose number begins at token i; its end is 0 when there is none.
func (f *figureFinder) figure(i int) (Figure, int) {
	if f.Tokens[i].Kind == text.MarkToken && !currency(f.lower(i)) || f.dated(i) {
		return Figure{}, 0
	}
	if fig, end := f.oneVictim(i); end > 0 {
		return fig, end
	}
	if fig, end := f.hourAndHalf(i); end > 0 {
		return fig, end
	}
	start := i
	unit := ""
	if currency(f.lower(i)) && i+1 < f.limit && f.Tokens[i+1].Kind == text.NumberToken {
		unit = f.lower(i)
		i++
	}
	n, end := f.number(i)
	if end == 0 || f.partOfName(start, end) && unit == "" {
		return Figure{}, 0
	}
	fig := Figure{Value: n.value}
	if unit == "" {
		unit, end = f.unit(n, end)
	}
	fig.Unit = unit
	if end+1 < f.limit && f.lower(end) == "out" && f.lower(end+1) == "of" {
		if _, e := f.number(end + 2); e > 0 {
			end = e // "six out of seven"
		}
	}
	if n.one && unit == "" && !f.countable(end) {
		return Figure{}, 0
	}
	fig.Span = f.Over(f.hedge(start), end)
	if close := f.conversion(end); close > 0 && unit != "" {
		fig.End = f.Tokens[close-1].End
		end = close
	}
	if unit != "" && n.suffix == "" && f.lower(end) != "of" {
		return fig, end // "15 metres behind": a measure counts only what it is a measure of
	}
	if from, to := f.counted(end); to > from {
		fig.Counts = f.Text[f.Tokens[from].Start:f.Tokens[to-1].End]
	}
	return fig, end
}

// oneVictim reads "a woman was killed", which counts one.
func (f *figureFinder) oneVictim(i int) (Figure, int) {
	if l := f.lower(i); l != "a" && l != "an" || !f.Words.Victims[f.lower(i+1)] {
		return Figure{}, 0
	}
	done := f.lower(i + 2)
	if done == "was" || done == "were" {
		done = f.lower(i + 3)
	} else if !(i > f.from && (f.lower(i-1) == "killed" || f.lower(i-1) == "killing" || f.lower(i-1) == "injured" || f.lower(i-1) == "injuring" || f.lower(i-1) == "wounded" || f.lower(i-1) == "wounding")) {
		return Figure{}, 0
	} else {
		done = f.lower(i - 1)
	}
	if !f.Words.Harmed[done] {
		return Figure{}, 0
	}
	one := 1.0
	return Figure{Span: f.Over(i, i+1+1), Value: &one, Counts: f.At(f.Tokens[i+1].Span)}, i + 2
}

// hourAndHalf reads "an hour-and-a-half" and "an hour and a half".
func (f *figureFinder) hourAndHalf(i int) (Figure, int) {
	if l := f.lower(i); l != "a" && l != "an" {
		return Figure{}, 0
	}
	unit, rest, joined := strings.Cut(f.lower(i+1), "-")
	value, end := 1.5, i+2
	switch {
	case joined && rest == "and-a-half":
	case f.Words.Durations[f.lower(i+1)] && f.lower(i+2) == "and" && f.lower(i+3) == "a" && f.lower(i+4) == "half":
		end = i + 5
	default:
		return Figure{}, 0
	}
	if !f.Words.Durations[unit] {
		return Figure{}, 0
	}
	return Figure{Span: f.Over(f.hedge(i), end), Value: &value, Unit: unit}, end
}

// hedge moves the beginning of a figure back over "at least", "about", "more than".
func (f *figureFinder) hedge(i int) int {
	one, two, three := f.lower(i-1), f.lower(i-2), f.lower(i-3)
	switch {
	case two == "at" && (one == "least" || one == "most"), (two == "more" || two == "less" || two == "fewer" || two == "other") && one == "than",
		two == "up" && one == "to", two == "close" && one == "to", two == "an" && one == "estimated":
		return i - 2
	case three == "as" && one == "as" && (two == "many" || two == "much" || two == "few" || two == "high" || two == "little"):
		return i - 3
	case f.Words.Hedges[one]:
		return i - 1
	}
	return i
}

// conversion reads a measure in brackets behind a measure, "(0.2 miles)": the token after it, or 0.
func (f *figureFinder) conversion(i int) int {
	if f.lower(i) != "(" {
		return 0
	}
	at := i + 1
	if currency(f.lower(at)) || f.Words.Hedges[f.lower(at)] {
		at++
	}
	n, end := f.number(at)
	if end == 0 {
		return 0
	}
	if _, e := f.unit(n, end); e < f.limit && f.lower(e) == ")" {
		return e + 1
	}
	return 0
}

// partOfName tells whether a number belongs to the capitalised word before it: "Channel 4", "Boeing 737".
func (f *figureFinder) partOfName(start, end int) bool {
	if start == f.from || f.Tokens[start].Kind != text.NumberToken || end != start+1 {
		return false
	}
	before := f.Tokens[start-1]
	w := f.At(before.Span)
	if before.Kind != text.WordToken || !words.Capital(w) || start-1 == f.from && f.Words.Common[before.Lower] || f.Words.SmallWords[before.Lower] {
		return false
	}
	return !f.measured(end)
}

// countable tells whether "one" counts what stands behind it rather than stands for it.
func (f *figureFinder) countable(i int) bool {
	if i >= f.limit || f.Tokens[i].Kind != text.WordToken {
		return false
	}
	l := f.lower(i)
	// "No one wants" has a verb behind it.
	return !f.Words.SmallWords[l] && !f.Words.Prepositions[l] && !words.Verbal(l) && !strings.HasSuffix(l, "s") && l != "another" && l != "day" && l != "thing"
}

// counted finds the words behind a number that say what it counts.
func (f *figureFinder) counted(i int) (int, int) {
	at := i
	if f.lower(at) == "of" {
		at++
		if f.lower(at) == "the" || f.Words.Possessives[f.lower(at)] {
			at++
		}
	} else if f.lower(at) == "more" || f.lower(at) == "other" && f.lower(at+1) != "" {
		at++
	}
	from := at
	for at < f.limit && at-from < 4 {
		t := f.Tokens[at]
		if t.Kind == text.MarkToken || t.Kind == text.CliticToken || t.Kind == text.NumberToken {
			break
		}
		if f.Words.SmallWords[t.Lower] || f.Words.Prepositions[t.Lower] || f.Words.StrongSpeech[t.Lower] || words.Adverbial(t.Lower) {
			break
		}
		if at > from && (words.Verbal(t.Lower) && !f.Words.Modifiers[t.Lower] || f.Words.PastForms[t.Lower]) {
			break
		}
		if at > from && words.Capital(f.At(t.Span)) {
			break
		}
		// A plural ends the phrase.
		at++
		if f.Words.Plurals[t.Lower] || strings.HasSuffix(t.Lower, "s") && len(t.Lower) > 3 && !strings.HasSuffix(t.Lower, "ss") {
			break
		}
	}
	if at == from+1 && words.Verbal(f.lower(from)) {
		return from, from
	}
	return from, at
}
