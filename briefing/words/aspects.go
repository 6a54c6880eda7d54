package words

import (
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"
)

// Aspect is something that people ask of an event without naming it, such as who did it, and how reports in one language tell that.
type Aspect struct {
	in *tongue
	// tells are the patterns that a sentence has, by their first word: those that tell it most surely first.
	tells []map[string][]pattern
}

// tongue is what people ask of an event in one language.
type tongue struct {
	// asks are the patterns of questions by their first word, or somebody. No pattern begins with a place for any words.
	asks map[string][]asking
	// people are nouns and pronouns for people and bodies, numbers the words for numbers, and mute the words of questions that ask nothing.
	people, numbers, mute Set
	elides                bool // an apostrophe parts two words: “l’incendie”
}

// asking is a pattern of the questions for an aspect.
type asking struct {
	pattern
	of *Aspect
}

// pattern is a row of places for words.
type pattern []place

// place holds the words of which any fits; nil stands for any few.
type place []string

// number stands in a pattern for any number, somebody for a pronoun or a noun for people, with a word before it if it has one: “bus driver”. At the head of a list,
// somebody, numeral and silent begin the lines with the words for people, for numbers, and those that ask nothing.
const (
	number   = "#"
	somebody = "@"
	numeral  = "0"
	silent   = "-"
)

// mostSkipped is how many words “*” in a pattern may stand for.
const mostSkipped = 4

// Someone reports whether a word is, in the language in which an aspect is asked for, a pronoun or a noun for people or a body.
func (a *Aspect) Someone(word string) bool { return a.in.someone(word) }

func (t *tongue) someone(word string) bool {
	if t.people != nil {
		return t.people[word]
	}
	lex, q := Lexicon(), Asking()
	for _, set := range []Set{q.Persons, q.WhoNouns, lex.Victims, lex.Crowds, lex.Bodies} {
		if set[word] {
			return true
		}
	}
	return word == "they" || lex.Role(word)
}

// numeric reports whether a word is a number, in digits or in words.
func (t *tongue) numeric(word string) bool {
	return Digit(word) || Asking().Numbers[word] || t.numbers[word]
}

// AspectAsked returns the aspect for which a question in a language asks, given by its folded words, nil if it asks for none.
func AspectAsked(question []string, language string) *Aspect {
	if Ruled(language) {
		language = "en"
	}
	t := aspects()[language]
	if t == nil {
		return nil
	}
	question = slices.DeleteFunc(t.parted(question), func(w string) bool { return t.mute[w] })
	if len(question) == 0 {
		return nil
	}
	for _, first := range []string{question[0], somebody} {
		for _, a := range t.asks[first] {
			if t.fits(a.pattern, question, true) {
				return a.of
			}
		}
	}
	return nil
}

// Tiers returns how many kinds of telling there are, the surest first.
func (a *Aspect) Tiers() int { return len(a.tells) }

// ToldBy reports whether the folded words of a sentence tell an aspect in the way of a tier.
func (a *Aspect) ToldBy(sentence []string, tier int) bool {
	sentence = a.in.parted(sentence)
	for i, first := range sentence {
		begun := func(p pattern) bool { return a.in.fits(p[1:], sentence[i+1:], false) }
		if slices.ContainsFunc(a.tells[tier][first], begun) || a.in.numeric(first) && slices.ContainsFunc(a.tells[tier][number], begun) {
			return true
		}
	}
	return false
}

// parted returns words with those that an apostrophe joins apart, if the language elides.
func (t *tongue) parted(list []string) (parts []string) {
	if !t.elides {
		return list
	}
	for _, w := range list {
		parts = append(parts, strings.FieldsFunc(w, func(r rune) bool { return r == '\'' || r == '-' })...)
	}
	return parts
}

// fits reports whether words begin with a pattern or, if they must end there, are it.
func (t *tongue) fits(p pattern, list []string, ends bool) bool {
	if len(p) == 0 {
		return !ends || len(list) == 0
	}
	least, most := t.span(p[0], list)
	for n := least; n <= most; n++ {
		if t.fits(p[1:], list[n:], ends) {
			return true
		}
	}
	return false
}

// span returns how many of the words that come next may stand for a place: from the least to the most, which is less if none may.
func (t *tongue) span(p place, list []string) (least, most int) {
	switch {
	case p == nil:
		return 0, min(mostSkipped, len(list))
	case len(list) == 0:
		return 1, 0
	case p[0] != somebody:
		if slices.ContainsFunc(p, func(w string) bool { return w == list[0] || w == number && t.numeric(list[0]) }) {
			return 1, 1
		}
		return 1, 0
	}
	least, most = 1, 0
	if t.someone(list[0]) {
		most = 1
	} else {
		least = 2
	}
	if len(list) > 1 && t.someone(list[1]) {
		most = 2
	}
	return least, most
}

// aspects returns what people ask by language: one file for each.
var aspects = sync.OnceValue(func() map[string]*tongue {
	names, err := fs.Glob(files, "asking/aspects/*.txt")
	if err != nil {
		panic("words: " + err.Error()) // a bug that any test would meet
	}
	all := map[string]*tongue{}
	for _, name := range names {
		name = strings.TrimSuffix(name, ".txt")
		t := &tongue{asks: map[string][]asking{}, elides: path.Base(name) != "en"}
		for _, line := range lines(name) {
			switch mark, rest, _ := strings.Cut(line, " "); mark {
			case somebody:
				t.people = folded(rest)
			case numeral:
				t.numbers = folded(rest)
			case silent:
				t.mute = folded(rest)
			default:
				t.add(line)
			}
		}
		all[path.Base(name)] = t
	}
	return all
})

// add adds an aspect: a line of questions and what tells them.
func (t *tongue) add(line string) {
	asks, tells, _ := strings.Cut(Fold(line), ":")
	a := &Aspect{in: t}
	for tier := range strings.SplitSeq(tells, ";") {
		byFirst := map[string][]pattern{}
		for _, p := range patterns(tier) {
			for _, first := range p[0] {
				byFirst[first] = append(byFirst[first], p)
			}
		}
		a.tells = append(a.tells, byFirst)
	}
	for _, p := range patterns(asks) {
		p = slices.DeleteFunc(p, func(of place) bool { return len(of) == 1 && t.mute[of[0]] }) // as they are left out of questions
		if len(p) == 0 {
			continue
		}
		for _, first := range p[0] {
			t.asks[first] = append(t.asks[first], asking{p, a})
		}
	}
}

// folded returns the folded words of a line.
func folded(line string) Set {
	s := Set{}
	for w := range strings.FieldsSeq(Fold(line)) {
		s[w] = true
	}
	return s
}

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
