package facts

import (
	"cmp"
	"strings"

	"lede/briefing/text"
	"lede/briefing/words"
)

// How figures are read. A figure is a number with its hedge ("at least"), its unit, and what it counts. The span covers
// hedge, number and unit, so that it claims no more than the text when shown alone. Ordinals, years, times of day and
// numbers in names are left out.

// figureFinder reads the figures of one sentence.
type figureFinder struct {
	*text.Reading
	from, limit int
	dates       []Date
}

// Figures lists the numbers of a text with what they count, except those that are part of a date or a name.
func Figures(r *text.Reading, dates []Date) []Figure {
	var figures []Figure
	for s := range r.Sentences {
		if !r.TellsStory(s) || r.Row(s) {
			continue
		}
		for len(dates) > 0 && dates[0].Sentence < s {
			dates = dates[1:]
		}
		f := figureFinder{r, r.First[s], r.First[s+1], dates}
		for i := f.from; i < f.limit; {
			if !f.mayBegin(i) {
				i++
				continue
			}
			if end := f.noFigure(i); end > 0 {
				i = end
				continue
			}
			figure, end := f.figure(i)
			if end == 0 {
				i++
				continue
			}
			figure.Sentence = s
			figures = append(figures, figure)
			i = end
		}
	}
	return figures
}

// mayBegin reports whether a figure may begin with a token. It is a quick test that rules out most words.
func (f *figureFinder) mayBegin(i int) bool {
	t := f.Tokens[i]
	if !t.Word() || f.currency(i) || strings.ContainsFunc(t.Lower, isDigit) {
		return true
	}
	// The numbers in words are English: a French "four" is an oven.
	return f.English && (f.Words.NumberWords[t.Lower] || strings.ContainsFunc(t.Lower, words.Hyphen))
}

func isDigit(r rune) bool { return r >= '0' && r <= '9' }

func (f *figureFinder) lower(i int) string {
	if i >= f.from && i < f.limit {
		return f.Lower(i)
	}
	return ""
}

// dated reports whether a token is part of a date.
func (f *figureFinder) dated(i int) bool {
	t := f.Tokens[i]
	for len(f.dates) > 0 && f.dates[0].Sentence == t.Sentence && f.dates[0].End <= t.Start {
		f.dates = f.dates[1:]
	}
	return len(f.dates) > 0 && f.dates[0].Start <= t.Start && t.End <= f.dates[0].End
}

// raisedTen reports whether a number is the ten of a power of ten, which alone is no figure. Behind any other number a raised digit
// may be that of a note.
func (f *figureFinder) raisedTen(i int) bool {
	if f.lower(i) != "10" || i+1 >= f.limit {
		return false
	}
	ten, next := f.Tokens[i], f.Tokens[i+1]
	return ten.End == next.Start && strings.ContainsAny(next.Lower, "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")
}

// figure reads the figure whose number begins at token i, and returns the token behind it; 0 if there is none.
func (f *figureFinder) figure(i int) (Figure, int) {
	if f.Tokens[i].Mark() && !f.currency(i) || f.dated(i) || f.raisedTen(i) {
		return Figure{}, 0
	}
	if fig, end := f.worded(i); end > 0 {
		return fig, end
	}
	n, end := f.amount(i)
	if end == 0 {
		return Figure{}, 0
	}
	start := i
	if n.currency != "" && f.countryOf(i) {
		start, n.currency = i-1, f.At(f.Over(i-1, i+1)) // "C$2.1 million"
	}
	if f.minus(start) {
		start--
		n.value = negative(n.value)
	}
	if to, share := f.second(i, end, n); to > 0 {
		end, n.one = to, false
		if !share {
			n.value = nil
		}
		if f.lower(i-1) == "between" {
			start = i - 1
		}
	}
	return f.measure(start, end, n)
}

// worded reads a figure that has a form of its own.
func (f *figureFinder) worded(i int) (Figure, int) {
	if fig, end := f.oneVictim(i); end > 0 {
		return fig, end
	}
	if fig, end := f.hourAndHalf(i); end > 0 {
		return fig, end
	}
	return f.part(i)
}

// measure adds the unit and what is counted to a number that ends before token end.
func (f *figureFinder) measure(start, end int, n number) (Figure, int) {
	fig := Figure{Value: n.value}
	fig.Unit, end = f.unitOf(n, end)
	if f.lower(end) == "out" && f.lower(end+1) == "of" {
		if _, e := f.number(end + 2); e > 0 {
			end = e // "six out of seven"
		}
	}
	if n.one && fig.Unit == "" && (!f.countable(end) || f.speaks(start, end)) {
		return Figure{}, 0
	}
	end = f.hedged(&fig, start, end)
	if close := f.conversion(end); close > 0 && fig.Unit != "" {
		fig.End = f.Tokens[close-1].End
		end = close
	}
	if f.countsNothing(fig, n, end) {
		return fig, end
	}
	if from, to := f.counted(end); to > from {
		fig.Counts = f.At(f.Over(from, to))
	}
	return fig, end
}

// hedged gives a figure from token start up to end the words around that hedge it, and returns the token behind them.
func (f *figureFinder) hedged(fig *Figure, start, end int) int {
	if f.behindHedge(end) {
		if end += 2; f.zero(end - 1) {
			fig.Value = negative(fig.Value)
		}
	}
	hedge := f.hedge(start)
	if f.turns(hedge) && hedge+1 == start {
		fig.Value = nil // "16, and not 14" tells what it is not
	}
	fig.Span = f.Over(hedge, end)
	return end
}

// countsNothing reports whether a measure that ends before token end counts nothing: "15 metres behind", without "of", and "29-year-old Ann
// Lee".
func (f *figureFinder) countsNothing(fig Figure, n number, end int) bool {
	if n.suffix != "" {
		return f.fullName(end)
	}
	return fig.Unit != "" && f.lower(end) != "of"
}

// fullName reports whether two capitalised words begin at token i.
func (f *figureFinder) fullName(i int) bool {
	return i+1 < f.limit && words.Capital(f.Word(i)) && words.Capital(f.Word(i+1))
}

// unitOf returns the unit of a number, joined to it or behind it, and the token after it.
func (f *figureFinder) unitOf(n number, end int) (unit string, behind int) {
	unit = cmp.Or(n.currency, n.suffix)
	switch {
	case unit == "":
		return f.unit(end)
	case n.suffix != "" && f.per(end) > end:
		behind := f.per(end)
		return unit + f.At(f.Over(end, behind)), behind // "187km/h"
	}
	return unit, end
}

// countryOf reports whether letters for a country are joined to the currency sign at token i: "C$".
func (f *figureFinder) countryOf(i int) bool {
	if i == f.from || f.Tokens[i].Word() || f.Tokens[i-1].End != f.Tokens[i].Start {
		return false
	}
	w := f.Word(i - 1)
	return len(w) <= 3 && f.Tokens[i-1].Word() && (len(w) == 1 || words.Shouted(w))
}

// amount reads a number with any currency sign before it. A number that is part of a name does not count.
func (f *figureFinder) amount(i int) (number, int) {
	if at := f.pastSign(i); at > i && at < f.limit && f.Tokens[at].Kind == text.NumberToken {
		n, end := f.number(at)
		n.currency = f.Word(i)
		return n, end
	}
	if n, end := f.joinedSum(i); end > 0 {
		return n, end
	}
	n, end := f.number(i)
	if end > 0 && f.partOfName(i, end) {
		return number{}, 0
	}
	return n, end
}

// oneVictim reads "a woman was killed", which counts one.
func (f *figureFinder) oneVictim(i int) (Figure, int) {
	if !words.Indefinite(f.lower(i)) || !f.Words.Victims[f.lower(i+1)] {
		return Figure{}, 0
	}
	harmed := f.Words.Harming[f.lower(i-1)]
	if done := f.lower(i + 2); done == "was" || done == "were" {
		harmed = f.Words.Harmed[f.lower(i+3)]
	}
	if !harmed {
		return Figure{}, 0
	}
	one := 1.0
	return Figure{Span: f.Over(i, i+2), Value: &one, Counts: f.Word(i + 1)}, i + 2
}

// hourAndHalf reads "an hour-and-a-half" and "an hour and a half".
func (f *figureFinder) hourAndHalf(i int) (Figure, int) {
	if !words.Indefinite(f.lower(i)) {
		return Figure{}, 0
	}
	unit, rest, joined := strings.Cut(f.lower(i+1), "-")
	value, end := 1.5, i+2
	switch {
	case joined && rest == "and-a-half":
	case !joined && f.says(i+2, "and", "a", "half"):
		end = i + 5
	default:
		return Figure{}, 0
	}
	if !f.Words.Durations[unit] {
		return Figure{}, 0
	}
	return Figure{Span: f.Over(f.hedge(i), end), Value: &value, Unit: unit}, end
}

// conversion reads a measure in brackets behind a measure, "(0.2 miles)": the token after it, or 0.
func (f *figureFinder) conversion(i int) int {
	if f.lower(i) != "(" {
		return 0
	}
	at := i + 1
	if f.currency(at) || f.Words.Hedges[f.lower(at)] {
		at++
	}
	n, end := f.number(at)
	if end == 0 {
		return 0
	}
	if n.suffix == "" {
		_, end = f.unit(end)
	}
	if f.lower(end) == ")" {
		return end + 1
	}
	return 0
}

// partOfName reports whether a number belongs to the capitalised word before it: "Channel 4", "Boeing 737".
func (f *figureFinder) partOfName(start, end int) bool {
	if start == f.from || f.Tokens[start].Kind != text.NumberToken || end != start+1 {
		return false
	}
	before := f.Tokens[start-1]
	w := f.At(before.Span)
	if !before.Word() || !words.Capital(w) || f.Words.SmallWords[before.Lower] {
		return false
	}
	if start-1 == f.from && f.Words.Common[before.Lower] {
		return false
	}
	if loud := end < f.limit && f.Tokens[end].Word() && words.Shouted(f.Word(end)); loud && words.Shouted(w) {
		return false // in capitals from end to end
	}
	return !f.measured(end)
}

// speaks reports whether the noun behind "one" is a speaker: "said one mother", "one mother said".
func (f *figureFinder) speaks(one, noun int) bool {
	return f.Words.StrongSpeech[f.lower(one-1)] || f.Words.StrongSpeech[f.lower(noun+1)]
}

// countable reports whether token i, behind "one", is a noun that it counts.
func (f *figureFinder) countable(i int) bool {
	if i >= f.limit || !f.Tokens[i].Word() {
		return false
	}
	l := f.lower(i)
	if f.Words.SmallWords[l] || f.Words.Prepositions[l] || f.Words.Uncounted[l] {
		return false
	}
	return !words.Verbal(l) && !strings.HasSuffix(l, "s") // "No one wants" has a verb behind it.
}

// pastLink steps over what joins a number to what it counts: "of the", "of the town's", "more".
func (f *figureFinder) pastLink(i int) int {
	if at := f.pastOwner(i); at > i {
		return at
	}
	switch l := f.lower(i); {
	case l == "of" && (f.lower(i+1) == "the" || f.Words.Possessives[f.lower(i+1)]):
		return i + 2
	case l == "of" || l == "more" || l == "other" && f.lower(i+1) != "":
		return i + 1
	}
	return i
}

// longestOwner is how many words may name whose the counted things are, "of the Dutch city's".
const longestOwner = 4

// pastOwner steps over "of the town's", which says whose the counted things are; token i if there is no such thing.
func (f *figureFinder) pastOwner(i int) int {
	if f.lower(i) != "of" {
		return i
	}
	for at := i + 1; at < f.limit && at <= i+longestOwner && f.Tokens[at].Word(); at++ {
		if at+2 < f.limit && f.Tokens[at+1].Clitic() {
			return at + 2
		}
	}
	return i
}

// counted finds the words behind a number that say what it counts.
func (f *figureFinder) counted(i int) (int, int) {
	from, most := f.pastLink(i), 4
	if !f.English {
		most = 1 // only English has the lists that tell where the phrase ends
	}
	at := from
	for at < f.limit && at-from < most {
		t := f.Tokens[at]
		if f.endsCounted(t) || at > from && f.goesOn(t) {
			break
		}
		at++
		if f.Words.Plurals[t.Lower] || words.Plural(t.Lower) {
			break // a plural ends the phrase
		}
	}
	if f.happens(i, from, at) {
		return from, from
	}
	return from, at
}

// happens reports whether the words behind a number that ends before token i are what happens, not what is counted: "three were", "the two became
// friends".
func (f *figureFinder) happens(i, from, to int) bool {
	first := f.lower(from)
	switch {
	case f.Words.ClauseVerbs[first]:
		return true
	case to == from+1:
		return words.Verbal(first) || f.Words.PastVerbs[first]
	}
	return from == i && f.lower(i-2) == "the" && f.Words.PastVerbs[first]
}

// endsCounted reports whether a token cannot belong to the words that say what is counted.
func (f *figureFinder) endsCounted(t text.Token) bool {
	if !t.Word() || f.Words.SmallWords[t.Lower] || f.Words.Prepositions[t.Lower] {
		return true
	}
	if !f.English && (words.Stopword(t.Lower, f.Language) || !f.nounElsewhere(t)) {
		return true
	}
	return f.Words.StrongSpeech[t.Lower] || words.Adverbial(t.Lower)
}

// nounElsewhere reports whether a word may be a noun that a number counts by the spelling of another language: a plural, or a capital in German.
func (f *figureFinder) nounElsewhere(t text.Token) bool {
	switch f.Language {
	case "es", "pt":
		return strings.HasSuffix(t.Lower, "s")
	case "fr":
		return strings.HasSuffix(t.Lower, "s") || strings.HasSuffix(t.Lower, "x")
	case "de":
		return words.Capital(f.At(t.Span))
	}
	return true
}

// goesOn reports whether a token, behind the first counted word, belongs to the rest of the sentence.
func (f *figureFinder) goesOn(t text.Token) bool {
	if f.Words.PastForms[t.Lower] || f.Words.ClauseVerbs[t.Lower] || words.Capital(f.At(t.Span)) {
		return true
	}
	return words.Verbal(t.Lower) && !f.Words.Modifiers[t.Lower]
}

// currency reports whether token i is a currency sign or word that stands before numbers.
func (f *figureFinder) currency(i int) bool {
	return i >= f.from && i < f.limit && f.Words.Currencies[f.Word(i)]
}

// says reports whether these words begin at token i.
func (f *figureFinder) says(i int, phrase ...string) bool {
	for n, w := range phrase {
		if f.lower(i+n) != w {
			return false
		}
	}
	return true
}
