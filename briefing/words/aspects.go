package words

import (
	"strings"
	"sync"
)

// Aspect is something that people ask of an event without naming it, such as who did it, and how reports tell that.
type Aspect struct {
	// Tells are the patterns that a sentence has: those that tell it most surely first.
	Tells [][]pattern
}

// pattern is a row of words: for each place those of which any fits, nil for any few.
type pattern [][]string

// number stands in a pattern for any number, somebody for a pronoun or a noun for people, with a word before it if it has one: “bus driver”.
const (
	number   = "#"
	somebody = "@"
)

// someone reports whether a word is a pronoun or a noun for people or a body.
func someone(word string) bool {
	lex := Lexicon()
	return word == "they" || Asking().Persons[word] || lex.Role(word) || lex.Victims[word] || lex.Crowds[word] || lex.Bodies[word] || Asking().WhoNouns[word]
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
func TellsAspect(sentence []string, patterns []pattern) bool {
	for i := range sentence {
		for _, p := range patterns {
			if p.fits(sentence[i:], false) {
				return true
			}
		}
	}
	return false
}

// fits reports whether words begin with a pattern or, if they must end there, are it.
func (p pattern) fits(list []string, ends bool) bool {
	if len(p) == 0 {
		return !ends || len(list) == 0
	}
	if p[0] == nil {
		for skipped := range min(mostSkipped, len(list)) + 1 {
			if p[1:].fits(list[skipped:], ends) {
				return true
			}
		}
		return false
	}
	if len(list) == 0 {
		return false
	}
	if p[0][0] == somebody {
		return someone(list[0]) && p[1:].fits(list[1:], ends) || len(list) > 1 && someone(list[1]) && p[1:].fits(list[2:], ends)
	}
	for _, w := range p[0] {
		if w == list[0] || w == number && numeric(list[0]) {
			return p[1:].fits(list[1:], ends)
		}
	}
	return false
}

// asking is a pattern of the questions for an aspect.
type asking struct {
	pattern
	of *Aspect
}

// aspects returns the patterns of questions by their first word, which is never one that stands for others.
var aspects = sync.OnceValue(func() map[string][]asking {
	byFirst := map[string][]asking{}
	for _, line := range lines("asking/aspects") {
		asks, tells, _ := strings.Cut(line, ":")
		a := &Aspect{}
		for tier := range strings.SplitSeq(tells, ";") {
			a.Tells = append(a.Tells, patterns(tier))
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
		for place := range strings.FieldsSeq(one) {
			if place == "*" {
				p = append(p, nil)
				continue
			}
			p = append(p, strings.Split(place, "/"))
		}
		all = append(all, p)
	}
	return all
}
