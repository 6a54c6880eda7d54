package talk

import (
	"slices"
	"strings"

	"lede/briefing"
	"lede/briefing/words"
	"lede/commands/talk/message"
	"lede/commands/talk/overlap"
)

// This file reads what is asked about those whom an article tells of without naming them: “the neighbour”, “the union”. Their words and
// deeds must never become those of somebody who is named.

// nameless is the subject of a sentence that has no name there: a person, an animal or a body that speaks.
type nameless struct {
	sentence int
	noun     string // folded, as in the article
	sex      sex
}

// names knows where an article names people, and by which nouns: it is asked for many sentences.
type names struct {
	a      *briefing.Article
	starts map[int]bool    // where mentions begin
	roles  map[int]bool    // where the words of roles begin
	called map[string]bool // whether a noun is an office of somebody named, as far as it was asked
}

func namesOf(a *briefing.Article) names {
	n := names{a, map[int]bool{}, map[int]bool{}, map[string]bool{}}
	for i := range a.People {
		for _, m := range a.People[i].Mentions {
			n.starts[m.Start] = true
		}
		if role := a.People[i].RoleAt; role != nil && 0 <= role.Start && role.End <= len(a.Text) && role.Start <= role.End {
			for _, t := range message.Words(a.At(*role)) {
				n.roles[role.Start+t.Start] = true
			}
		}
	}
	return n
}

// office reports whether a noun is the office of somebody named.
func (n names) office(noun message.Word) bool {
	is, ok := n.called[noun.Fold]
	if !ok {
		is = len(inRole(n.a, []message.Word{noun})) > 0
		n.called[noun.Fold] = is
	}
	return is
}

// mostLeading is the number of words within which a sentence has come to its subject.
const mostLeading = 7

// nameless returns whom a sentence is about, if the article does not name them there; ok is false otherwise.
func (n names) nameless(sentence int) (one nameless, ok bool) {
	if sentence < 0 || sentence >= len(n.a.Sentences) || overlap.Heads(n.a, n.a.Sentences[sentence]) {
		return one, false
	}
	start, list := n.a.Sentences[sentence].Start, message.Words(n.a.SentenceText(sentence))
	at := subjectIn(list)
	speaks := strings.HasPrefix(n.a.SentenceText(sentence), "“") || strings.HasPrefix(n.a.SentenceText(sentence), "\"") // “A child cannot listen to two at once”
	if at < 0 || speaks || n.near(start, list, at) {
		return one, false
	}
	definite := at > 0 && (list[at-1].Fold == "the" || words.Asking().Owners[list[at-1].Fold])
	if definite && n.office(list[at]) {
		return one, false // “the mayor”, who is named elsewhere
	}
	one = nameless{sentence, list[at].Fold, sexOfNoun(list[at].Fold)}
	for _, t := range list[at+1:] {
		if one.sex != unknown || n.starts[start+t.Start] {
			break
		}
		one.sex = pronoun(t.Fold)
	}
	return one, true
}

// subjectIn returns the position of the noun for a person, an animal or a body with which a sentence begins; -1 for none.
func subjectIn(list []message.Word) int {
	for i, t := range list[:min(len(list), mostLeading)] {
		switch {
		case words.Asking().Auxiliaries[t.Fold], words.Asking().StrictSaying[t.Fold], t.Fold == "who", t.Fold == "that":
			return -1
		case t.Upper && i > 0 || t.Owner || !beingNoun(t.Fold):
		case i+1 < len(list) && beingNoun(list[i+1].Fold) && !list[i+1].Upper: // “the police chief”
		default:
			return i
		}
	}
	return -1
}

// beingNoun reports whether a noun says what a person, an animal or a body that speaks is.
func beingNoun(noun string) bool {
	l := words.Lexicon()
	for _, set := range []words.Set{l.Roles, l.FemaleRoles, l.MaleRoles, l.Callings, l.Bodies, l.Animals} {
		if set[noun] {
			return true
		}
	}
	return someone(noun) || beings.Has(noun)
}

// sexOfNoun returns the sex of whoever a noun is used for; unknown for most nouns.
func sexOfNoun(noun string) sex {
	l := words.Lexicon()
	switch {
	case slices.Contains([]string{"woman", "lady", "girl"}, noun), l.FemaleRoles[noun]:
		return female
	case slices.Contains([]string{"man", "boy", "guy", "chap", "bloke", "gentleman", "dude", "fellow"}, noun), l.MaleRoles[noun]:
		return male
	}
	return unknown
}

// near reports whether a name belongs to a noun of a sentence: “the mayor Ann Poole”, “her daughter, Frances,”.
func (n names) near(start int, list []message.Word, at int) bool {
	const soon = 3
	if n.roles[start+list[at].Start] {
		return true
	}
	for i, t := range list {
		named := n.starts[start+t.Start]
		switch {
		case !named:
		case i >= at && i <= at+soon, i < at && !t.Owner:
			return true
		case i > at && words.Being(list[i-1].Fold): // “the man in the tent was Carl Bruun”
			return true
		}
	}
	return false
}

// nameless returns the nameless one whom the sentence shown last was about, if a pronoun may refer to them. A question that named somebody
// is about that person. The one of the opening is mostly named after it.
func (b Before) nameless(a *briefing.Article, want sex) (one nameless, ok bool) {
	if b.Named || len(b.Shown) == 0 || b.Shown[0] <= newsOf(a) {
		return one, false
	}
	one, ok = namesOf(a).nameless(b.Shown[0])
	if body := words.Lexicon().Bodies[one.noun]; body || !ok {
		return one, false
	}
	return one, want == unknown || one.sex == unknown || one.sex == want
}

// unnamed returns whom an article calls by a noun and never names: where it first tells of them, the next sentence does not begin with a name, and none says
// what anybody is called.
func (n names) unnamed(noun string) (one nameless, ok bool) {
	for i := range n.a.Sentences {
		if one, ok = n.nameless(i); !ok || words.Lexicon().Bodies[one.noun] || !samePerson(one.noun, noun) {
			continue
		}
		next := i + 1
		if next < len(n.a.Sentences) && n.starts[n.a.Sentences[next].Start] {
			return one, false // “A baker has won. Ann Poole, 40, …”
		}
		return one, !slices.ContainsFunc(n.a.Sentences, func(s briefing.Sentence) bool { return hasPhrase(n.a.At(s.Span), identified) })
	}
	return one, false
}

// neverNames reports whether an article tells of somebody by a noun alone.
func (n names) neverNames(noun string) bool {
	_, never := n.unnamed(noun)
	return never
}

// opensUnnamed reports whether an article begins with somebody of a sex whom it never names: “A man was pulled from a flat”.
func opensUnnamed(a *briefing.Article, want sex) bool {
	n := namesOf(a)
	one, ok := n.nameless(newsOf(a))
	fits := one.sex == want || one.sex == unknown && words.Lexicon().Animals[one.noun]
	if !ok || want == unknown || !fits {
		return false
	}
	return n.neverNames(one.noun)
}

// nameOf returns the noun for whose name a message asks: “what's the driver's name”, “the name of the driver”; "" for none.
func nameOf(list []message.Word) string {
	for i, t := range list {
		behind := list[min(i+1, len(list)):]
		switch {
		case t.Fold != "name":
		case i > 0 && list[i-1].Owner && beingNoun(list[i-1].Fold):
			return list[i-1].Fold
		case len(behind) > 2 && behind[0].Fold == "of" && behind[1].Fold == "the" && beingNoun(behind[2].Fold):
			return behind[2].Fold
		}
	}
	return ""
}

// ofNameless reads a question with a pronoun, or one for the name, as one about somebody without a name.
func (m Meant) ofNameless(one nameless, text string, list []message.Word, phrase func(frame, name string) string) Meant {
	with, _ := gapped(text, list)
	name := "the " + one.noun
	m.Question, m.Nameless = strings.ReplaceAll(with, gap, name), name
	if m.Frame == FrameSaid && onlySays(list, nil) {
		m.Question = phrase(FrameSaid, name)
	}
	m.Nobody = AsksName(list)
	return m
}

// OfNameless answers a question about somebody without a name only with sentences about them.
func OfNameless(a *briefing.Article, m Meant, shown []int, ask func(string) briefing.Answer) briefing.Answer {
	if m.Frame == FrameSaid {
		if said := SaidBy(a, m.Question); said.Answered {
			return said
		}
	}
	n, found, noun := namesOf(a), ask(m.Question), strings.TrimPrefix(m.Nameless, "the ")
	theirs := func(e briefing.Evidence) bool {
		at := slices.IndexFunc(a.Sentences, func(s briefing.Sentence) bool { return s.Span == e.Span })
		return at >= 0 && n.isOf(noun, at)
	}
	found.Sentences = slices.DeleteFunc(slices.Clone(found.Sentences), func(e briefing.Evidence) bool { return !theirs(e) })
	if found.Answered = len(found.Sentences) > 0; found.Answered || !bare(message.Words(m.Question), func(w string) bool { return around.Has(w) || w == noun }) {
		return found
	}
	return OfShown(a, m.Question, shown, ask)
}

// isOf reports whether a sentence is about the nameless one whom a noun calls, or goes on with a pronoun after one that is.
func (n names) isOf(noun string, sentence int) bool {
	if one, ok := n.nameless(sentence); ok {
		return one.noun == noun
	}
	opening := message.Words(n.a.SentenceText(sentence))
	goesOn := sentence > 0 && len(opening) > 0 && (pronoun(opening[0].Fold) != unknown || opening[0].Fold == "it")
	if !goesOn || n.a.Sentences[sentence].Paragraph != n.a.Sentences[sentence-1].Paragraph {
		return false
	}
	one, ok := n.nameless(sentence - 1)
	return ok && one.noun == noun
}

// SaidBy answers what somebody said whom the article does not name, “what did the woman who helped say?”: with the sentence that begins
// with them and reports it, and the quotations of nobody else right behind.
func SaidBy(a *briefing.Article, question string) briefing.Answer {
	found := briefing.Answer{Question: question, Kind: briefing.WhatSaid, Sentences: []briefing.Evidence{}}
	noun, more := speakerIn(message.Words(question))
	if noun == "" {
		return found
	}
	n := namesOf(a)
	for i := range a.Sentences {
		one, ok := n.nameless(i)
		if !ok || !samePerson(one.noun, noun) || !tells(a.SentenceText(i)) {
			continue
		}
		if !hasAll(a, i, more) || quotesNamed(a, a.Sentences[i].Span) {
			continue
		}
		found = evidence(a, found, i)
		for j := i + 1; j < len(a.Sentences) && j < i+mostSaid && goesOnSaying(a, one, j); j++ {
			found.Sentences = append(found.Sentences, briefing.Evidence{Span: a.Sentences[j].Span, Text: a.SentenceText(j)})
		}
		return found
	}
	return found
}

// goesOnSaying reports whether a sentence goes on with the words of somebody without a name: it quotes nobody who is named, names nobody, and
// stands in the same paragraph.
func goesOnSaying(a *briefing.Article, one nameless, sentence int) bool {
	s := a.Sentences[sentence]
	if s.Paragraph != a.Sentences[one.sentence].Paragraph || crowdsOf(a)[sentence] > 0 || quotesNamed(a, s.Span) {
		return false
	}
	text := a.SentenceText(sentence)
	opening := message.Words(text)
	return strings.ContainsAny(text[:min(len(text), len("“"))], "\"“‘'") || len(opening) > 0 && pronoun(opening[0].Fold) != unknown && tells(text)
}

// quotesNamed reports whether a sentence quotes one of the people of an article.
func quotesNamed(a *briefing.Article, s briefing.Span) bool {
	return slices.ContainsFunc(everybody(a), func(p *briefing.Person) bool {
		return slices.ContainsFunc(p.Quotes, func(q int) bool {
			return q >= 0 && q < len(a.Quotes) && s.Start <= a.Quotes[q].Start && a.Quotes[q].End <= s.End
		})
	})
}

// speakerIn returns the noun of the speaker in “what did the woman who helped say”, and the other words that tell which; "" for none.
func speakerIn(list []message.Word) (noun string, more []message.Word) {
	from := slices.IndexFunc(list, func(t message.Word) bool { return words.Asking().Auxiliaries[t.Fold] })
	to := len(list) - 1
	for to > 0 && !words.Asking().Saying[list[to].Fold] {
		to--
	}
	if from < 0 || to <= from+1 {
		return "", nil
	}
	said := list[from+1 : to]
	head := headOf(said)
	if head < 0 {
		return "", nil
	}
	for i, t := range said {
		if i != head && message.AboutSomething(t) && !words.Asking().Saying[t.Fold] {
			more = append(more, t)
		}
	}
	return said[head].Fold, more
}

// headOf returns the index of the noun for somebody in the phrase that words begin with; -1 for none.
func headOf(said []message.Word) int {
	head := -1
	for i, t := range said {
		if i > 0 && (words.Stopword(t.Fold, "en") || t.Fold == "who") {
			break
		}
		if beingNoun(t.Fold) && !t.Owner {
			head = i
		}
	}
	return head
}

// samePerson reports whether two nouns may call the same person: “guy” and “man”, “boss” and “chief”.
func samePerson(one, other string) bool {
	if one == other || slices.Contains(offices(one), other) {
		return true
	}
	return someone(one) && someone(other) && sexOfNoun(one) == sexOfNoun(other) || words.FormOf(one, "en").Stem == words.FormOf(other, "en").Stem
}

// hasAll reports whether a sentence, or the one before it in its paragraph, has each of some words, or a related one.
func hasAll(a *briefing.Article, sentence int, list []message.Word) bool {
	for _, t := range list {
		before := sentence > 0 && a.Sentences[sentence-1].Paragraph == a.Sentences[sentence].Paragraph && speaksOf(a, sentence-1, t.Fold)
		if !before && !speaksOf(a, sentence, t.Fold) {
			return false
		}
	}
	return true
}
