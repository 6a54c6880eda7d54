package talk

import (
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"lede/briefing"
	"lede/briefing/words"
)

// tongue is how questions are put in a language, by the names of foreign.txt.
type tongue map[string]map[string]bool

// tongues are those of foreign.txt, by their codes.
var tongues = sync.OnceValue(func() map[string]tongue {
	all := map[string]tongue{}
	var now tongue
	for line := range linesOf("foreign.txt") {
		name, list, ok := strings.Cut(line, ":")
		if !ok {
			now = tongue{}
			all[strings.Trim(line, "[]")] = now
			continue
		}
		now[name] = setIn(list)
	}
	return all
})

// asked is a question in a language: what it asks for, and what it is about.
type asked struct {
	kind    string // a name of foreign.txt; "" for a message that only names something
	about   []string
	he, she bool // whom a pronoun speaks of
}

// kinds are the words that ask, those first that say more of what is asked for.
var kinds = [...]string{"long", "says", "many", "why", "when", "where", "who"}

// kindOf is what a word asks for, "" for nothing.
func (l tongue) kindOf(word string) string {
	if i := slices.IndexFunc(kinds[:], func(kind string) bool { return l[kind][word] }); i >= 0 {
		return kinds[i]
	}
	return ""
}

// outranks tells whether of two words that ask the later one tells what a question asks for: “who said”, “how long”.
func outranks(kind, before string) bool {
	switch kind {
	case "says":
		return before == "who"
	case "long":
		return before == "many"
	}
	return false
}

// idle tells whether a word says nothing of what a question is about.
func (l tongue) idle(word string) bool {
	return l["idle"][word] || l["it"][word] || l["turns"][word] || interjected(word)
}

// read takes a question apart.
func (l tongue) read(text string) (q asked) {
	why := false
	for _, t := range tokens(text) {
		kind := l.kindOf(t.fold)
		switch {
		case kind != "":
			if q.kind == "" || outranks(kind, q.kind) {
				q.kind = kind
			}
		case l["he"][t.fold]:
			q.he = true
		case l["she"][t.fold]:
			q.she = true
		case !l.idle(t.fold) && !l.idle(parted(t.fold)):
			q.about = append(q.about, parted(t.fold))
		default:
			why = why || t.fold == "por" || t.fold == "porque"
		}
	}
	if bare := q.kind == "" && len(q.about) == 0; bare && why {
		q.kind = "why" // “por qué”
	}
	return q
}

// ofSomebody tells whether a question asks what somebody said, or who somebody is of whom was just spoken.
func (q asked) ofSomebody() bool {
	pointed := q.he || q.she
	switch q.kind {
	case "says":
		return true
	case "who":
		return pointed || len(q.about) == 0
	}
	return pointed && q.kind == ""
}

// Foreign answers a question that was put to an article in a language other than English, as one that may go on from what was shown. ok is
// false where it reads none.
func Foreign(a *briefing.Article, before Before, text string) (found briefing.Answer, ok bool) {
	l := tongues()[a.Language]
	if l == nil {
		return found, false
	}
	q := l.read(text)
	found = briefing.Answer{Question: text, Sentences: []briefing.Evidence{}}
	f := foreign{a, l, q}
	switch {
	case q.ofSomebody():
		return f.ofSomebody(before, found)
	case q.he || q.she, q.kind == "" && len(q.about) == 0:
		return found, false
	case len(q.about) == 0:
		return f.ofShown(before, found), true
	case q.kind == "who":
		return f.whoIs(found)
	}
	return f.ofTopic(before, found)
}

// foreign is a question to an article in its language.
type foreign struct {
	a *briefing.Article
	l tongue
	q asked
}

func (f foreign) answer(found briefing.Answer, sentences ...int) briefing.Answer {
	shown := Shown(f.a, sentences)
	found.Answered, found.Sentences, found.Confidence = shown.Answered, shown.Sentences, 1
	return found
}

// ofShown answers a question word alone, of what was shown or else of the key points: by that, what stands beside it, or the first that has it.
func (f foreign) ofShown(before Before, found briefing.Answer) briefing.Answer {
	shown := before.Shown
	if len(shown) == 0 {
		shown = f.a.Summary
	}
	for _, i := range slices.Concat(shown, f.a.Summary) {
		for _, at := range []int{i, i + 1, i - 1} {
			if at >= 0 && at < len(f.a.Sentences) && f.holds(at) {
				return f.answer(found, at)
			}
		}
	}
	return found
}

// ofTopic answers by the sentences that have all that the question is about, and what it asks for. Without a question word it takes the kind of the question before.
func (f foreign) ofTopic(before Before, found briefing.Answer) (briefing.Answer, bool) {
	if f.q.kind == "" && before.Frame == FrameSaid {
		f.q.kind = "says"
		if own, _ := f.ofSomebody(before, found); own.Answered {
			return own, true
		}
		f.q.kind = ""
	}
	most, best := 0, -1
	for i := range f.a.Sentences {
		n := f.about(i)
		if n == 0 || n < most || !f.holds(i) {
			continue
		}
		if n > most || f.nearer(i, best) {
			most, best = n, i
		}
	}
	const enough = 2 // of several things one may be called otherwise
	if missing := len(f.q.about) - most; best < 0 || missing > 1 || missing == 1 && most < enough {
		return found, false
	}
	return f.answer(found, best), true
}

// nearer tells whether of two sentences that have as much of what a question is about the first has it by the very words, or counts it.
func (f foreign) nearer(i, than int) bool {
	if f.q.kind == "many" && f.numbers(i) != f.numbers(than) {
		return f.numbers(i)
	}
	return f.words(i) > f.words(than)
}

// words is how many of the words that say what a question is about a sentence has as they stand.
func (f foreign) words(i int) (n int) {
	for _, t := range tokensOf(f.a.SentenceText(i), len(f.a.Text)) {
		if slices.Contains(f.q.about, t.fold) {
			n++
		}
	}
	return n
}

// about is how many of the things that a question is about a sentence has.
func (f foreign) about(i int) (n int) {
	has := tokensOf(f.a.SentenceText(i), len(f.a.Text))
	for _, word := range f.q.about {
		if slices.ContainsFunc(has, func(t token) bool { return alike(word, parted(t.fold)) || alike(word, t.fold) }) {
			n++
		}
	}
	return n
}

// alike tells whether two words of a language are forms of one, or one is a part of the other: “Strom” and “Stromausfall”.
func alike(a, b string) bool {
	const part, ending = 4, 4 // letters
	if a == b {
		return true
	}
	na, nb := utf8.RuneCountInString(a), utf8.RuneCountInString(b)
	if min(na, nb) < part {
		return false
	}
	if strings.HasPrefix(b, a) || strings.HasPrefix(a, b) || na > part && strings.HasSuffix(b, a) {
		return true
	}
	same := 0
	rb := []rune(b)
	for i, r := range []rune(a) {
		if i >= nb || rb[i] != r {
			break
		}
		same++
	}
	return same >= part && max(na, nb)-same <= ending || words.Nearly(a, b)
}

// holds tells whether a sentence has what the question asks for.
func (f foreign) holds(i int) bool {
	list := tokensOf(f.a.SentenceText(i), len(f.a.Text))
	is := func(set string) func(token) bool { return func(t token) bool { return f.l[set][t.fold] } }
	switch f.q.kind {
	case "why":
		return slices.ContainsFunc(list, is("causes"))
	case "when":
		return slices.ContainsFunc(list, is("times")) || slices.ContainsFunc(list, year)
	case "where":
		for n := 1; n < len(list); n++ {
			if f.l["places"][list[n-1].fold] && (list[n].upper || n+1 < len(list) && list[n+1].upper) {
				return true
			}
		}
		return false
	case "many":
		return slices.ContainsFunc(list, counts) || f.numbers(i)
	case "long":
		for n := 1; n < len(list); n++ {
			if f.l["stretches"][list[n].fold] && !f.l["idle"][list[n-1].fold] {
				return true
			}
		}
		return false
	}
	return true
}

// numbers tells whether a sentence has a number right before what the question is about: “640 basureros”.
func (f foreign) numbers(i int) bool {
	list := tokensOf(f.a.SentenceText(i), len(f.a.Text))
	for n := 1; n < len(list); n++ {
		number := counts(list[n-1]) || f.l["numbers"][list[n-1].fold]
		if number && slices.ContainsFunc(f.q.about, func(w string) bool { return alike(w, list[n].fold) }) {
			return true
		}
	}
	return false
}

func counts(t token) bool { return t.fold[0] >= '0' && t.fold[0] <= '9' }

func year(t token) bool {
	return len(t.fold) == 4 && (strings.HasPrefix(t.fold, "19") || strings.HasPrefix(t.fold, "20")) && strings.Trim(t.fold, "0123456789") == ""
}

// whoIs answers who somebody is by the first sentence that names them: by every word of the question.
func (f foreign) whoIs(found briefing.Answer) (briefing.Answer, bool) {
	for i := range f.a.Sentences {
		if f.about(i) == len(f.q.about) && f.named(i, f.q.about) {
			return f.answer(found, i), true
		}
	}
	return found, false
}

// named tells whether a sentence has a name with one of some words, or a role before or behind a name.
func (f foreign) named(i int, about []string) bool {
	for _, name := range f.names(i) {
		if slices.ContainsFunc(about, func(w string) bool {
			return slices.ContainsFunc(name, func(t token) bool { return t.fold == w })
		}) {
			return true
		}
	}
	return len(f.names(i)) == 1
}

// ofSomebody answers what somebody said, or who they are, by their own words alone: of the one whom the question names, else the only one whom
// what was shown names.
func (f foreign) ofSomebody(before Before, found briefing.Answer) (briefing.Answer, bool) {
	name := f.surnameOf(f.q.about)
	if len(f.q.about) == 0 {
		name = f.surnameShown(before.Shown)
	}
	if name == "" {
		return found, len(f.q.about) == 0
	}
	if f.q.kind == "who" {
		f.q.about = []string{name}
		return f.whoIs(found)
	}
	found.Kind = briefing.WhatSaid
	var own []int
	for i := range f.a.Sentences {
		if f.quotes(i) && (f.speaks(i, name) || f.speaksOn(i, name)) {
			own = append(own, i)
		}
	}
	if len(own) == 0 {
		for i := range f.a.Sentences {
			if f.speaks(i, name) && !f.quotes(i) {
				own = append(own, i)
			}
		}
	}
	return f.answer(found, own[:min(len(own), mostSaid)]...), true
}

// quotes tells whether a sentence has words in quotation marks.
func (f foreign) quotes(i int) bool {
	return slices.ContainsFunc(f.a.Quotes, func(q briefing.Quote) bool { return q.Sentence == i })
}

// outside are the words of a sentence that stand in no quotation marks.
func (f foreign) outside(i int) []token {
	from := f.a.Sentences[i].Start
	return slices.DeleteFunc(tokensOf(f.a.SentenceText(i), len(f.a.Text)), func(t token) bool {
		return slices.ContainsFunc(f.a.Quotes, func(q briefing.Quote) bool { return q.Start <= from+t.start && from+t.end <= q.End })
	})
}

// speaks tells whether a sentence names somebody outside of quotations, and nobody else.
func (f foreign) speaks(i int, surname string) bool {
	if !slices.ContainsFunc(f.outside(i), func(t token) bool { return t.upper && t.fold == surname }) {
		return false
	}
	return !slices.ContainsFunc(f.names(i), func(name []token) bool { return name[len(name)-1].fold != surname })
}

// speaksOn tells whether a sentence quotes somebody by a pronoun, behind one that names this one and nobody else.
func (f foreign) speaksOn(i int, surname string) bool {
	if i == 0 || f.a.Sentences[i-1].Paragraph != f.a.Sentences[i].Paragraph || len(f.names(i)) > 0 || f.quotes(i-1) {
		return false
	}
	pronoun := func(t token) bool {
		return f.l["he"][t.fold] || f.l["she"][t.fold] || f.l["says"][t.fold] && omits(f.a.Language)
	}
	return f.speaks(i-1, surname) && slices.ContainsFunc(f.outside(i), pronoun) && !slices.ContainsFunc(f.outside(i), func(t token) bool { return f.surname(t.fold) && t.fold != surname })
}

// omits tells whether a language may leave a pronoun out: “dijo”.
func omits(language string) bool { return language == "es" || language == "pt" }

// surname tells whether a word is the last of somebody's name.
func (f foreign) surname(word string) bool {
	for i := range f.a.Sentences {
		for _, name := range f.names(i) {
			if name[len(name)-1].fold == word {
				return true
			}
		}
	}
	return false
}

// surnameOf is the surname of the one who goes by some words: by the name, or by a role that stands beside one.
func (f foreign) surnameOf(about []string) (surname string) {
	for i := range f.a.Sentences {
		names := f.names(i)
		for _, name := range names {
			if slices.ContainsFunc(name, func(t token) bool { return slices.Contains(about, t.fold) }) {
				return name[len(name)-1].fold
			}
		}
		for _, t := range f.outside(i) {
			if len(names) == 1 && slices.ContainsFunc(about, func(w string) bool { return alike(w, t.fold) }) && f.beside(t, names[0]) {
				return names[0][len(names[0])-1].fold
			}
		}
	}
	return ""
}

// beside tells whether a word stands so near to a name that it may be the role of the one.
func (f foreign) beside(t token, name []token) bool {
	const near = 30 // bytes
	first, last := name[0].start, name[len(name)-1].end
	return t.start < first && first-t.end <= near || t.start > last && t.start-last <= near
}

// surnameShown is the surname of the only one whom what was shown first names.
func (f foreign) surnameShown(shown []int) string {
	if len(shown) == 0 || shown[0] < 0 || shown[0] >= len(f.a.Sentences) {
		return ""
	}
	names := f.names(shown[0])
	if len(names) == 1 {
		return names[0][len(names[0])-1].fold
	}
	var found string
	for _, t := range f.outside(shown[0]) {
		if len(names) == 0 && t.upper && f.surname(t.fold) {
			found = t.fold
		}
	}
	return found
}

// names are the full names in a sentence outside of quotations: words with capital letters one behind another, with a given name among them, or, where
// other nouns have none, any two that do not begin the sentence.
func (f foreign) names(i int) (names [][]token) {
	text := f.a.SentenceText(i)
	list := f.outside(i)
	lists := words.Lexicon()
	for at := 0; at < len(list); {
		to := at + 1
		for list[at].upper && to < len(list) && list[to].upper && text[list[to-1].end:list[to].start] == " " {
			to++
		}
		if run := list[at:to]; len(run) > 1 {
			given := slices.IndexFunc(run[:len(run)-1], func(t token) bool {
				name := text[t.start:t.end]
				return lists.Male[name] || lists.Female[name]
			})
			switch {
			case given >= 0:
				names = append(names, run[given:])
			case f.a.Language != "de" && (at > 0 || len(run) > 2):
				names = append(names, run)
			}
		}
		at = to
	}
	return names
}
