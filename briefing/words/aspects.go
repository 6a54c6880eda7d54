package words

import (
	"slices"
	"strings"
	"sync"
)

// Aspect is something that people ask of an event without naming it, such as who did it, and how reports tell that.
type Aspect struct {
	// Tells are the patterns that a sentence has, by their first word: those that tell it most surely first.
	Tells []map[string][]pattern
}

// pattern is a row of places for words.
type pattern []place

// place holds the words of which any fits; nil stands for any few.
type place []string

// number stands in a pattern for any number, somebody for a pronoun or a noun for people, with a word before it if it has one: “bus driver”.
const (
	number   = "#"
	somebody = "@"
)

// Someone reports whether a word is a pronoun or a noun for people or a body.
func Someone(word string) bool {
	lex, q := Lexicon(), Asking()
	for _, set := range []Set{q.Persons, q.WhoNouns, lex.Victims, lex.Crowds, lex.Bodies} {
		if set[word] {
			return true
		}
	}
	return word == "they" || lex.Role(word)
}

// numeric reports whether a word is a number, in digits or in words.
func numeric(word string) bool { return Digit(word) || Asking().Numbers[word] }

// mostSkipped is how many words “*” in a pattern may stand for.
const mostSkipped = 4

// AspectAsked returns the aspect for which a question asks, given by its folded words, nil if it asks for none.
func AspectAsked(question []string) *Aspect {
	if len(question) == 0 {
		return nil
	}
	for _, a := range aspects()[question[0]] {
		if a.pattern.fits(question, true) {
			return a.of
		}
	}
	return nil
}

// TellsAspect reports whether the folded words of a sentence have one of some patterns.
func TellsAspect(sentence []string, tells map[string][]pattern) bool {
	for i, first := range sentence {
		begun := func(p pattern) bool { return p[1:].fits(sentence[i+1:], false) }
		if slices.ContainsFunc(tells[first], begun) || numeric(first) && slices.ContainsFunc(tells[number], begun) {
			return true
		}
	}
	return false
}

// fits reports whether words begin with a pattern or, if they must end there, are it.
func (p pattern) fits(list []string, ends bool) bool {
	if len(p) == 0 {
		return !ends || len(list) == 0
	}
	least, most := p[0].span(list)
	for n := least; n <= most; n++ {
		if p[1:].fits(list[n:], ends) {
			return true
		}
	}
	return false
}

// span returns how many of the words that come next may stand for a place: from the least to the most, which is less if none may.
func (p place) span(list []string) (least, most int) {
	switch {
	case p == nil:
		return 0, min(mostSkipped, len(list))
	case len(list) == 0:
		return 1, 0
	case p[0] != somebody:
		if slices.ContainsFunc(p, func(w string) bool { return w == list[0] || w == number && numeric(list[0]) }) {
			return 1, 1
		}
		return 1, 0
	}
	least, most = 1, 0
	if Someone(list[0]) {
		most = 1
	} else {
		least = 2
	}
	if len(list) > 1 && Someone(list[1]) {
		most = 2
	}
	return least, most
}

// asking is a pattern of the questions for an aspect.
type asking struct {
	pattern
	of *Aspect
}

// aspects returns the patterns of questions by their first word. No pattern begins with a place for any words.
var aspects = sync.OnceValue(func() map[string][]asking {
	byFirst := map[string][]asking{}
	for _, line := range lines("asking/aspects") {
		asks, tells, _ := strings.Cut(line, ":")
		a := &Aspect{}
		for tier := range strings.SplitSeq(tells, ";") {
			tells := map[string][]pattern{}
			for _, p := range patterns(tier) {
				for _, first := range p[0] {
					tells[first] = append(tells[first], p)
				}
			}
			a.Tells = append(a.Tells, tells)
		}
		for _, p := range patterns(asks) {
			for _, first := range p[0] {
				byFirst[first] = append(byFirst[first], asking{p, a})
			}
		}
	}
	return byFirst
})

// patterns reads patterns with commas between them.
func patterns(list string) (all []pattern) {
	for one := range strings.SplitSeq(list, ",") {
		var p pattern
		for words := range strings.FieldsSeq(one) {
			if words == "*" {
				p = append(p, nil)
				continue
			}
			p = append(p, strings.Split(words, "/"))
		}
		all = append(all, p)
	}
	return all
}
