package answer

import (
	"slices"
	"strings"
	"unicode/utf8"

	"lede/briefing"
	"lede/briefing/words"
)

// strange tells whether the question names somebody or something that the article never mentions.
func (x *index) strange(q *question) bool {
	lex := words.Lexicon()
	for i := 0; i < len(q.terms); i++ {
		t := q.terms[i]
		if !t.name {
			// In lower case, only what is known as a name counts as one.
			if utf8.RuneCountInString(t.fold) > 3 && !lex.Common[t.fold] && x.knownName(t.fold) && !x.has(t) {
				return true
			}
			continue
		}
		// A run of capitalised words is one name; its last word has to be the article's.
		last := i
		for last+1 < len(q.terms) && q.terms[last+1].name && q.terms[last+1].mark == " " && q.terms[last+1].Start-q.terms[last].End == 1 {
			last++
		}
		if !x.has(q.terms[last]) || last > i && x.otherPerson(q.terms[i], q.terms[last]) {
			return true
		}
		i = last
	}
	return false
}

// knownName tells whether a folded word is the name of a place or a person in general.
func (x *index) knownName(word string) bool {
	lex := words.Lexicon()
	r, size := utf8.DecodeRuneInString(word)
	title := strings.ToUpper(string(r)) + word[size:]
	return lex.Places[title] || lex.Demonyms[title] != "" || lex.Capitals[title] != ""
}

// has tells whether the article has a term in any form.
func (x *index) has(t term) bool {
	t.name = true
	for _, worth := range x.meet(t) {
		if worth >= sameGroup {
			return true
		}
	}
	return x.initials(t.fold) || x.shortened(t.fold)
}

// shortened tells whether neighbouring words of the text that are no names have these initials: "FA" for "the
// football association".
func (x *index) shortened(word string) bool {
	if len(word) < 2 || len(word) > 4 {
		return false
	}
	for i := range x.bags {
		run := 0
		for _, w := range x.bags[i].asked {
			switch {
			case len(w.fold) >= 4 && w.fold[0] == word[run]:
				run++
			case len(w.fold) >= 4 && w.fold[0] == word[0]:
				run = 1
			default:
				run = 0
			}
			if run == len(word) {
				return true
			}
		}
	}
	return false
}

// initials tells whether a term abbreviates a name of the article, as "EU" does "European Union".
func (x *index) initials(word string) bool {
	word = strings.ReplaceAll(word, ".", "")
	if len(word) < 2 || len(word) > 6 {
		return false
	}
	for _, names := range [][]briefing.Name{x.Organizations, x.Places} {
		for _, n := range names {
			var b strings.Builder
			for w := range strings.FieldsSeq(n.Name) {
				if r, _ := utf8.DecodeRuneInString(w); words.Capital(w) {
					b.WriteString(words.Fold(string(r)))
				}
			}
			if b.String() == word {
				return true
			}
		}
	}
	return false
}

// otherPerson tells whether first and last name somebody whose last name alone is in the article: with another
// first name there, it is another person.
func (x *index) otherPerson(first, last term) bool {
	same := false
	for _, p := range x.People {
		parts := strings.Fields(words.Fold(p.Name))
		if len(parts) < 2 || !(parts[len(parts)-1] == last.fold || words.Nearly(parts[len(parts)-1], last.fold)) {
			continue
		}
		if slices.Contains(parts, first.fold) || parts[0][0] == first.fold[0] {
			return false
		}
		same = true
	}
	return same && !x.has(first)
}

// misfit is the fit of a sentence without the sort of thing that is asked for.
const misfit = -1

// fits tells how well a sentence holds the sort of thing that is asked for, from 0 to 1, or that it is a misfit.
func (x *index) fits(q *question, m matched, i int) float64 {
	if !ruled(x.language) {
		return 0 // the lists of words for times, places and numbers are English
	}
	switch q.kind {
	case briefing.When:
		return x.tellsTime(q, &x.bags[i])
	case briefing.Where:
		return x.tellsPlace(q, i)
	case briefing.HowMany:
		return x.fitsNumber(q, m, i)
	case briefing.Who:
		return x.tellsWho(q, &x.bags[i])
	}
	return 0
}

// tellsTime tells how well a sentence says when: by the clock or the calendar, or by something else.
func (x *index) tellsTime(q *question, b *bag) float64 {
	fit := float64(misfit)
	if b.dated && !q.clock {
		fit = 1
	}
	for j, w := range b.asked {
		switch {
		case b.clockAt(j):
			fit = 1
		case q.clock:
			if words.Asking().DayParts[w.fold] {
				fit = max(fit, 0.3)
			}
		case yearLike(w.fold), x.monthOrDay(w, j):
			fit = 1
		case words.Asking().When[w.fold] && w.fold != "may" && w.fold != "march":
			fit = max(fit, 0.7)
		case words.Asking().WhenLoosely[w.fold] && len(q.terms) > 1:
			fit = max(fit, 0.2)
		}
	}
	return fit
}

// clockAt tells whether word j of a sentence is a time of day: "3 a.m.", "13:24".
func (b *bag) clockAt(j int) bool {
	w := b.asked[j]
	switch w.fold {
	case "noon", "midnight", "midday":
		return true
	case "a.m", "p.m", "am", "pm", "gmt", "o'clock":
		return b.counts(j - 1)
	}
	if len(w.fold) > 2 && words.Digit(w.fold[:1]) && (strings.HasSuffix(w.fold, "am") || strings.HasSuffix(w.fold, "pm")) {
		return true
	}
	hour, minute, ok := strings.Cut(w.fold, ":")
	return ok && len(hour) <= 2 && len(minute) == 2 && words.Digit(hour) && words.Digit(minute)
}

// monthOrDay tells whether a word names a month or a day of the week. "May" and "March" do so with a capital letter only, and not as the
// first word.
func (x *index) monthOrDay(w asked, j int) bool {
	lex := words.Lexicon()
	_, month := lex.Months[w.fold]
	_, day := lex.Weekdays[w.fold]
	return day || month && w.upper && j > 0
}

// tellsPlace tells how well a sentence says where: by the name of a place, by another name after a preposition,
// or by a noun such as "school".
func (x *index) tellsPlace(q *question, i int) float64 {
	b := &x.bags[i]
	fit := float64(misfit)
	for j := range b.asked {
		fit = max(fit, x.placeFit(q, b, i, j))
	}
	return fit
}

// placeFit tells how well word j of a sentence says where something is.
func (x *index) placeFit(q *question, b *bag, i, j int) float64 {
	w := b.asked[j]
	if j == 0 || slices.ContainsFunc(q.terms, func(t term) bool { return t.fold == w.fold }) {
		return misfit
	}
	since := 9 // how many words ago a preposition of place stood
	for k := j - 1; k >= max(0, j-4); k-- {
		if words.Asking().PlacePrepositions[b.asked[k].fold] {
			since = j - k
			break
		}
	}
	switch {
	case w.upper && (words.Lexicon().Places[x.At(w.Span)] || x.placeAt(i, w.Start)):
		if since <= 4 {
			return 1
		}
		return 0.7
	case since <= 4 && words.Asking().Whereabouts[w.fold]:
		return 0.6
	case since <= 2 && x.mayBePlace(w, b):
		return 0.5
	}
	return misfit
}

// mayBePlace tells whether a word is capitalised and the name neither of a time nor of a person.
func (x *index) mayBePlace(w asked, b *bag) bool {
	return w.upper && !words.Asking().When[w.fold] && !x.personIn(w.Start, b)
}

// placeAt tells whether the name of a place that the article's structure lists begins here.
func (x *index) placeAt(sentence, at int) bool {
	return slices.Contains(x.bags[sentence].places, at)
}

// personIn tells whether the word here is part of somebody's name.
func (x *index) personIn(at int, b *bag) bool {
	return slices.ContainsFunc(b.people, func(p int) bool {
		return slices.ContainsFunc(x.People[p].Mentions, func(m briefing.Mention) bool { return m.Start <= at && at < m.End })
	})
}

// tellsWho tells how well a sentence names somebody whom the question does not: a person, or perhaps another name.
func (x *index) tellsWho(q *question, b *bag) float64 {
	for _, p := range b.people {
		words := strings.Fields(words.Fold(x.People[p].Name))
		if !slices.ContainsFunc(q.terms, func(t term) bool { return slices.Contains(words, t.fold) }) {
			return 1
		}
	}
	for j, w := range b.asked {
		named := slices.ContainsFunc(q.terms, func(t term) bool { return t.fold == w.fold })
		if w.upper && j > 0 && !named {
			return 0.6
		}
		if !named && words.Lexicon().Roles[w.fold] {
			return 0.4
		}
	}
	return misfit
}

// fitsNumber tells how well a sentence has a number of what is asked for.
func (x *index) fitsNumber(q *question, m matched, i int) float64 {
	b := &x.bags[i]
	number := len(b.figures) > 0 || b.numbers()
	if !number && q.unit == "" || q.unit != "" && !x.inUnit(q.unit, b) {
		return misfit
	}
	if q.measured != "" && !x.holds(b, q.measured) {
		return misfit
	}
	fit := 0.5
	if q.unit != "" {
		fit = 1
	}
	if len(q.counted) > 0 {
		fit = x.counts(q, i)
	}
	if fit > misfit && x.recalls(q, b) {
		fit = 0
	}
	return fit
}

// numbered tells whether the word at a place of a sentence counts something. "One" often only stands for a noun.
func numbered(b *bag, j int) bool {
	w := b.asked[j]
	if w.fold != "one" {
		return countWord(w)
	}
	if j+1 == len(b.asked) || j > 0 && words.Stopword(b.asked[j-1].fold, "en") && b.asked[j-1].fold != "at" {
		return false
	}
	next := b.asked[j+1]
	return next.fold == "of" || next.mark == " " && !words.Stopword(next.fold, "en") && !next.upper
}

func (b *bag) numbers() bool {
	for j := range b.asked {
		if numbered(b, j) {
			return true
		}
	}
	return false
}

func countWord(w asked) bool {
	return words.Digit(w.fold) && !yearLike(w.fold) || words.Asking().Numbers[w.fold]
}

// holds tells whether a word, or one that means it, stands in a sentence.
func (x *index) holds(b *bag, word string) bool {
	meets := x.meet(term{asked: asked{fold: word}, stem: words.Stem(word, x.language)})
	return slices.ContainsFunc(b.words, func(id int) bool { return meets[id] >= measuredWorth })
}

// recalls tells whether a sentence looks back to a year that the question does not name: "the worst since 1976".
func (x *index) recalls(q *question, b *bag) bool {
	return slices.ContainsFunc(b.asked, func(w asked) bool {
		return yearLike(w.fold) && !slices.ContainsFunc(q.terms, func(t term) bool { return t.fold == w.fold })
	})
}

func yearLike(word string) bool {
	return len(word) == 4 && words.Digit(word) && (word[:2] == "19" || word[:2] == "20")
}

// counts tells how well what is counted stands with a number: behind it in one phrase, or somewhere near.
func (x *index) counts(q *question, i int) float64 {
	b := &x.bags[i]
	fit := float64(misfit)
	for _, word := range q.counted {
		t := term{asked: asked{fold: word}, stem: words.Stem(word, x.language)}
		if t.stem == "person" || words.Asking().Generic[word] {
			fit = max(fit, 0.5)
		}
		meets := x.meet(t)
		for j, id := range b.words {
			if meets[id] < sameGroup {
				continue
			}
			for k := max(0, j-5); k <= min(j+3, len(b.asked)-1); k++ {
				switch {
				case !numbered(b, k) || b.ageAt(k) || b.measures(k+1):
				case k < j && k >= j-4 && b.unbroken(k+1, j):
					fit = max(fit, 1)
				default:
					fit = max(fit, 0.4)
				}
			}
		}
	}
	return fit
}

// measures tells whether word j makes the number before it one of time or money.
func (b *bag) measures(j int) bool {
	return words.Asking().Durations[b.word(j)] || words.Asking().Money[b.word(j)]
}

// unbroken tells whether no comma or stop stands before any of these words.
func (b *bag) unbroken(from, to int) bool {
	for k := from; k <= to; k++ {
		if strings.ContainsAny(b.asked[k].mark, ",.;:—–()") {
			return false
		}
	}
	return true
}
