// Package foreign answers questions about an article in a language other than English, asked in that language. It knows
// the question words in asking/foreign.txt but no grammar, and refuses what it is not sure of.
package foreign

import (
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"lede/briefing"
	"lede/briefing/words"
)

// Question is a question that may follow on from sentences shown before.
type Question struct {
	Text  string
	Shown []int                  // sentences, the best first
	Said  bool                   // whether the previous question asked what a person said
	Idle  func(word string) bool // reports whether a word carries no meaning of its own, in any language; may be nil
}

// Answer answers a question about an article in a language other than English. ok is false if it cannot read the question.
func Answer(a *briefing.Article, question Question) (found briefing.Answer, ok bool) {
	l := tongue(words.Foreign()[a.Language])
	if l == nil {
		return found, false
	}
	q := l.read(question)
	found = briefing.Answer{Question: question.Text, Kind: q.wanted(), Sentences: []briefing.Evidence{}}
	f := about(a, l, q)
	switch {
	case q.ofSomebody():
		return f.ofSomebody(question.Shown, found)
	case q.he || q.she, q.kind == "" && len(q.about) == 0:
		return found, false
	case len(q.about) == 0:
		return f.ofShown(question.Shown, found), true
	case q.kind == "who":
		if who, ok := f.whoIs(found); ok {
			return who, true
		}
	}
	return f.ofTopic(question, found)
}

// Holds reports whether a sentence of an article has the kind of thing that a question in the article's language asks for, as far as that is known.
func Holds(a *briefing.Article, asking string, sentence int) bool {
	l := tongue(words.Foreign()[a.Language])
	return l == nil || about(a, l, l.read(Question{Text: asking})).holds(sentence)
}

// foreign is a question about an article in the article's language.
type foreign struct {
	a *briefing.Article
	l tongue
	q asked
	// quoted and surnames are worked out when first used, since every word asks for them.
	quoted   func() *quoted
	surnames func() words.Set
}

func about(a *briefing.Article, l tongue, q asked) foreign {
	f := foreign{a: a, l: l, q: q}
	f.quoted = sync.OnceValue(func() *quoted { return quotedIn(a) })
	f.surnames = sync.OnceValue(f.allSurnames)
	return f
}

func (f foreign) answer(found briefing.Answer, sentences ...int) briefing.Answer {
	for _, i := range sentences {
		found.Sentences = append(found.Sentences, briefing.Evidence{Span: f.a.Sentences[i].Span, Text: f.a.SentenceText(i)})
	}
	found.Answered, found.Confidence = len(sentences) > 0, 1
	return found
}

// wordsOf returns the words of a sentence.
func (f foreign) wordsOf(i int) []words.MessageWord {
	return slices.Collect(words.InMessage(f.a.SentenceText(i)))
}

// ofShown answers a bare question word with the first fitting sentence of those shown, the key points and their neighbours.
func (f foreign) ofShown(shown []int, found briefing.Answer) briefing.Answer {
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

// ofTopic answers with the sentence that has most of the question's subject and the kind of thing it asks for.
func (f foreign) ofTopic(question Question, found briefing.Answer) (briefing.Answer, bool) {
	if f.q.kind == "" && question.Said {
		f.q.kind = "says"
		if own, _ := f.ofSomebody(question.Shown, found); own.Answered {
			return own, true
		}
		f.q.kind = ""
	}
	most, best := f.likest()
	const enough = 2 // one of several things may go by another name
	missing := len(f.q.about) - most
	if lacks := missing > 1 || missing == 1 && (most < enough || f.q.kind == "who"); best < 0 || lacks {
		return found, false
	}
	return f.answer(found, best), true
}

// likest returns the sentence that has most of the question's subject, how many parts of it, and the kind of thing that it asks for; -1 if none has.
func (f foreign) likest() (most, best int) {
	best = -1
	for at := range f.a.Sentences {
		i := at
		if f.q.kind != "" {
			i = (at + 1) % len(f.a.Sentences) // the title, which the asker has read, comes last
		}
		n := f.about(i)
		if n == 0 || n < most || !f.holds(i) {
			continue
		}
		if n > most || f.nearer(i, best) {
			most, best = n, i
		}
	}
	return most, best
}

// nearer reports whether, of two sentences that cover the subject equally, the first has its exact words or counts it.
func (f foreign) nearer(i, than int) bool {
	if f.q.kind == "many" && f.numbers(i) != f.numbers(than) {
		return f.numbers(i)
	}
	return f.words(i) > f.words(than)
}

// words counts the subject's words that a sentence has unchanged.
func (f foreign) words(i int) (n int) {
	for _, t := range f.wordsOf(i) {
		if slices.Contains(f.q.about, t.Fold) {
			n++
		}
	}
	return n
}

// about counts the parts of the question's subject that a sentence has.
func (f foreign) about(i int) (n int) {
	has := f.wordsOf(i)
	for _, word := range f.q.about {
		if slices.ContainsFunc(has, func(t words.MessageWord) bool { return alike(word, f.l.parted(t.Fold)) || alike(word, t.Fold) }) {
			n++
		}
	}
	return n
}

// alike reports whether two words are forms of one word, or one is part of the other: “Strom” and “Stromausfall”.
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

func counts(t words.MessageWord) bool { return t.Fold[0] >= '0' && t.Fold[0] <= '9' }

func year(t words.MessageWord) bool {
	return len(t.Fold) == 4 && (strings.HasPrefix(t.Fold, "19") || strings.HasPrefix(t.Fold, "20")) && strings.Trim(t.Fold, "0123456789") == ""
}

// whoIs answers who a person is with the first sentence that names them by every word of the question.
func (f foreign) whoIs(found briefing.Answer) (briefing.Answer, bool) {
	for i := range f.a.Sentences {
		if f.about(i) == len(f.q.about) && f.named(i, f.q.about) {
			return f.answer(found, i), true
		}
	}
	for i := 1; i < len(f.a.Sentences); i++ {
		if f.about(i) == len(f.q.about) && len(f.names(i)) == 0 && len(f.names(i-1)) == 1 && f.pronoun(f.wordsOf(i)[0]) {
			return f.answer(found, i-1, i), true // “She apologised.”, after the sentence that names her
		}
	}
	if f.q.named || !f.q.being || len(f.q.about) < 2 {
		return found, false
	}
	f.q.about = f.q.about[:1] // “the head of the company” may be called the head alone
	if name := f.surnameOf(f.q.about); name != "" {
		f.q.about = []string{name}
		return f.whoIs(found)
	}
	return found, false
}

// named reports whether a sentence has a name with one of the words, or exactly one name, whose role they may be.
func (f foreign) named(i int, about []string) bool {
	for _, name := range f.names(i) {
		if slices.ContainsFunc(about, func(w string) bool {
			return slices.ContainsFunc(name, func(t words.MessageWord) bool { return t.Fold == w })
		}) {
			return true
		}
	}
	return len(f.names(i)) == 1
}

// mostSaid is how many sentences of a person's words are shown.
const mostSaid = 3

// ofSomebody answers what a person said, with sentences of that person alone, or who the person is: the one that the
// question names, or else the only one that the shown sentences name.
func (f foreign) ofSomebody(shown []int, found briefing.Answer) (briefing.Answer, bool) {
	name := f.surnameOf(f.q.about)
	if len(f.q.about) == 0 {
		name = f.surnameShown(shown)
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

// quotes reports whether a sentence has words in quotation marks.
func (f foreign) quotes(i int) bool { return f.quoted().sentences[i] }

// outside returns the words of a sentence outside quotation marks.
func (f foreign) outside(i int) []words.MessageWord {
	from := f.a.Sentences[i].Start
	return slices.DeleteFunc(f.wordsOf(i), func(t words.MessageWord) bool {
		return f.quoted().holds(briefing.Span{Start: from + t.Start, End: from + t.End})
	})
}

// speaks reports whether a sentence names a person, and nobody else, outside quotations.
func (f foreign) speaks(i int, surname string) bool {
	if !slices.ContainsFunc(f.outside(i), func(t words.MessageWord) bool { return t.Upper && t.Fold == surname }) {
		return false
	}
	return !slices.ContainsFunc(f.names(i), func(name []words.MessageWord) bool { return name[len(name)-1].Fold != surname })
}

// speaksOn reports whether a sentence quotes a person by a pronoun, after a sentence that names only that person.
func (f foreign) speaksOn(i int, surname string) bool {
	if i == 0 || f.a.Sentences[i-1].Paragraph != f.a.Sentences[i].Paragraph || len(f.names(i)) > 0 || f.quotes(i-1) {
		return false
	}
	pronoun := func(t words.MessageWord) bool { return f.pronoun(t) || f.l["says"][t.Fold] && omits(f.a.Language) }
	return f.speaks(i-1, surname) && slices.ContainsFunc(f.outside(i), pronoun) && !slices.ContainsFunc(f.outside(i), func(t words.MessageWord) bool { return f.surname(t.Fold) && t.Fold != surname })
}

// pronoun reports whether a word is a personal pronoun: “el” is not, unlike “él”.
func (f foreign) pronoun(t words.MessageWord) bool {
	accented := t.End-t.Start > len(t.Fold)
	return (f.l["he"][t.Fold] || f.l["she"][t.Fold]) && (t.Fold != "el" || accented)
}

// omits reports whether a language may drop the subject pronoun: “dijo”.
func omits(language string) bool { return language == "es" || language == "pt" }

// surname reports whether a word is the last of a person's name.
func (f foreign) surname(word string) bool { return f.surnames()[word] }

// surnameOf returns the surname of the person whom the words mean: by name, or by a role beside a name.
func (f foreign) surnameOf(about []string) (surname string) {
	for i := range f.a.Sentences {
		for _, name := range f.names(i) {
			if slices.ContainsFunc(name, func(t words.MessageWord) bool { return slices.Contains(about, t.Fold) }) {
				return name[len(name)-1].Fold
			}
		}
	}
	for _, same := range []func(a, b string) bool{func(a, b string) bool { return a == b }, sameRole} {
		for i := range f.a.Sentences {
			names := f.names(i)
			if len(names) == 1 && slices.ContainsFunc(f.outside(i), func(t words.MessageWord) bool {
				return f.beside(t, names[0]) && slices.ContainsFunc(about, func(w string) bool { return same(w, t.Fold) })
			}) {
				return names[0][len(names[0])-1].Fold
			}
		}
	}
	return ""
}

// sameRole reports whether two words are forms of one role: “alcalde” and “alcaldesa”, but not “maire” and “mairie”.
func sameRole(a, b string) bool {
	const stem, ending = 5, 4 // letters
	ra, rb := []rune(a), []rune(b)
	same := 0
	for same < min(len(ra), len(rb)) && ra[same] == rb[same] {
		same++
	}
	short, long := min(len(ra), len(rb)), max(len(ra), len(rb))
	if whole := same == short && short > 2; whole {
		return long-short <= ending
	}
	return same >= stem && long-same <= ending
}

// beside reports whether a word is close enough to a name to be the person's role.
func (f foreign) beside(t words.MessageWord, name []words.MessageWord) bool {
	const near = 30 // bytes
	first, last := name[0].Start, name[len(name)-1].End
	return t.Start < first && first-t.End <= near || t.Start > last && t.Start-last <= near
}

// surnameShown returns the surname of the only person named in the first shown sentence that names anyone.
func (f foreign) surnameShown(shown []int) string {
	if len(shown) == 0 || shown[0] < 0 || shown[0] >= len(f.a.Sentences) {
		return ""
	}
	names := f.names(shown[0])
	if len(names) == 1 {
		return names[0][len(names[0])-1].Fold
	}
	var found string
	for _, t := range f.outside(shown[0]) {
		if len(names) == 0 && t.Upper && f.surname(t.Fold) {
			found = t.Fold
		}
	}
	return found
}

// names returns the full names in a sentence outside quotations: capitalised words in a row from a given name on or, in
// languages that do not capitalise nouns, any two that do not begin the sentence.
func (f foreign) names(i int) (names [][]words.MessageWord) {
	text := f.a.SentenceText(i)
	list := f.outside(i)
	lists := words.Lexicon()
	for at := 0; at < len(list); {
		to := at + 1
		for list[at].Upper && to < len(list) && list[to].Upper && text[list[to-1].End:list[to].Start] == " " {
			to++
		}
		if run := list[at:to]; len(run) > 1 {
			given := slices.IndexFunc(run[:len(run)-1], func(t words.MessageWord) bool {
				name := text[t.Start:t.End]
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
