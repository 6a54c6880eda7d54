package index

import (
	"slices"
	"strings"

	"lede/briefing/question"
	"lede/briefing/words"
)

// This file finds the words of a council, a company, a club and the like where an article calls it otherwise than the question: “Hushbox
// said” for “the firm”, “the club said” for “Dunmore Celtic”, “said its president, Ann Poole” for “the union”.

// bodyVoiced is how surely a sentence holds the words of a body if it is of somebody who speaks for it.
const bodyVoiced = 0.9

// mostVoices is how many people may speak for a body.
const mostVoices = 8

// voices returns how surely sentences hold the words of the body that a question calls; nil if it calls none.
func (x *Index) voices(subject []question.Word) []float64 {
	if len(subject) == 0 {
		return nil
	}
	noun := isBody(subject)
	if !noun && !x.namesBody(subject[len(subject)-1]) {
		return nil
	}
	var people []int
	for p := range x.People {
		if len(people) < mostVoices && x.speaksFor(p, subject) {
			people = append(people, p)
		}
	}
	worths, others := make([]float64, len(x.Bags)), x.calledAlso(subject, noun)
	of := x.asSpeakers(people, nil)
	for i := range x.Bags {
		b := &x.Bags[i]
		worths[i] = bodyVoiced * x.speaks(i, of)
		called := !noun && x.saysAsBody(b) && x.lastBody(i, subject)
		if called || slices.ContainsFunc(others, func(name []question.Word) bool { return x.reportsWords(b, name) > 0 }) {
			worths[i] = 1
		}
	}
	return worths
}

// isBody reports whether the words for a speaker end in a noun for a body: “the teachers' union”.
func isBody(subject []question.Word) bool {
	return len(subject) > 0 && words.Lexicon().Bodies[subject[len(subject)-1].Fold]
}

// speakItself reports whether the article lets a body speak by the very noun: “the hospital said”.
func (x *Index) speakItself(subject []question.Word) bool {
	return isBody(subject) && slices.ContainsFunc(x.Bags, func(b Bag) bool { return x.reportsWords(&b, subject) == itsSpeech })
}

// namesBody reports whether an article has a word of a question as part of a name that is no person's.
func (x *Index) namesBody(w question.Word) bool {
	id, ok := x.IDOf(w.Fold)
	return ok && x.words[id].name && slices.ContainsFunc(x.Bags, func(b Bag) bool {
		return slices.ContainsFunc(b.Words, func(o question.Word) bool { return o.Fold == w.Fold && o.Upper && !x.PersonIn(o.Start) })
	})
}

// speaksFor reports whether a person's words are those of a body: “the union's general secretary”, “its chairman” behind a sentence about it.
func (x *Index) speaksFor(p int, subject []question.Word) bool {
	known := append(wordsOf(x.People[p].Role), x.described(p)...)
	if formerly(known) || !slices.ContainsFunc(known, func(w question.Word) bool { return words.Asking().Voices[w.Fold] }) {
		return false
	}
	owner := func(w question.Word) bool { return w.Owner && !sameAsAny(x, w, subject) }
	if !slices.ContainsFunc(subject, func(s question.Word) bool { return !sameAsAny(x, s, known) }) {
		return !slices.ContainsFunc(known, owner) // not “the union's lawyer's assistant”
	}
	at := 0
	if mentions := x.People[p].Mentions; len(mentions) > 0 {
		at = min(mentions[0].Sentence, len(x.Bags)-1)
	}
	return at > 0 && slices.ContainsFunc(known, pointsBack) && x.opensWith(at-1, subject)
}

// pointsBack reports whether a word beside an office says that its body was named before: “its chairman”, “a spokeswoman”.
func pointsBack(w question.Word) bool {
	return w.Fold == "its" || w.Fold == "their" || strings.HasPrefix(w.Fold, "spokes")
}

func sameAsAny(x *Index, w question.Word, list []question.Word) bool {
	return slices.ContainsFunc(list, func(other question.Word) bool { return sameForm(x, w, other) })
}

// mostOpening is within how many words a sentence comes to its subject.
const mostOpening = 6

// opensWith reports whether all words of a name or a noun stand where the subject of a sentence does.
func (x *Index) opensWith(i int, subject []question.Word) bool {
	opening := x.Bags[i].Words[:min(mostOpening, len(x.Bags[i].Words))]
	return !slices.ContainsFunc(subject, func(s question.Word) bool { return !sameAsAny(x, s, opening) })
}

// calledAlso returns other names of the body that a noun calls: those beside it, “the firm, Hushbox”, or for a company one beside another such noun.
func (x *Index) calledAlso(subject []question.Word, noun bool) (others [][]question.Word) {
	if !noun || len(subject) > 1 {
		return nil
	}
	head := subject[0].Fold
	any := words.Lexicon().AnyBody
	for i := range x.Bags {
		b := &x.Bags[i]
		for j, w := range b.Words {
			if w.Upper || w.Fold != head && !(any[w.Fold] && any[head]) {
				continue
			}
			if name := x.nameBeside(b, j+1); len(name) > 0 && !slices.ContainsFunc(others, func(o []question.Word) bool { return o[0].Fold == name[0].Fold }) {
				others = append(others, name)
			}
		}
	}
	if len(others) != 1 {
		return nil
	}
	return others
}

// nameBeside returns the name that begins at word j, right behind a noun or a comma, if it is no person's.
func (x *Index) nameBeside(b *Bag, j int) (name []question.Word) {
	for k := j; k < len(b.Words) && b.Words[k].Upper && x.words[b.IDs[k]].name && !x.PersonIn(b.Words[k].Start); k++ {
		if mark := b.Words[k].Mark; mark != " " && !(k == j && mark == ", ") {
			break
		}
		name = append(name, b.Words[k])
	}
	return name
}

// saysAsBody reports whether a sentence lets a body speak that it calls by a noun alone: “the club said”.
func (x *Index) saysAsBody(b *Bag) bool {
	for j := 1; j < len(b.Words); j++ {
		if noun := b.Words[j]; noun.Upper || b.Word(j-1) != "the" || !words.Lexicon().Bodies[noun.Fold] {
			continue
		}
		if told := b.Word(j+1) == "told" && len(b.Quotes) == 0; !told && b.SpeechSoon(j+1) { // “told Keane of its decision”
			return true
		}
	}
	return false
}

// mostBack is how many sentences before one that says “the club” its name may stand.
const mostBack = 30

// lastBody reports whether the body that the question names is the one that a sentence, or those before it, named last as their subject.
func (x *Index) lastBody(i int, subject []question.Word) bool {
	for k := i; k >= max(0, i-mostBack); k-- {
		if j := x.bodyOpening(&x.Bags[k]); j >= 0 {
			return sameAsAny(x, x.Bags[k].Words[j], subject)
		}
	}
	return false
}

// bodyOpening returns the index of the name of a body with which a sentence opens: “The frozen-food maker Lumen Foods will”; -1 for none.
func (x *Index) bodyOpening(b *Bag) int {
	for j, w := range b.Words[:min(mostOpening, len(b.Words))] {
		name := w.Upper && x.words[b.IDs[j]].name && !x.PersonIn(w.Start)
		if name && !words.Lexicon().Prepositions[b.Word(j-1)] {
			return j
		}
	}
	return -1
}
