package sentence

import (
	"slices"
	"strings"

	"lede/briefing/question"
	"lede/briefing/words"
)

// Words are the words of a sentence.
type Words []question.Word

// BodyOpens reports whether a sentence begins with a noun such as “the company”, for a body named before.
func (s Words) BodyOpens() bool {
	return len(s) > 1 && s[0].Fold == "the" && !s[1].Upper && words.Lexicon().Bodies[s[1].Fold]
}

// HappensBehind reports whether the words from j on tell of an action and not only of a state.
func (s Words) HappensBehind(j int) bool {
	for k := j; k < len(s); k++ {
		if w := s.Word(k); w == "was" || w == "were" {
			return strings.HasSuffix(s.Word(k+1), "ed")
		}
	}
	return j+1 < len(s)
}

// Unbroken reports whether no comma, stop or bracket comes before any of the words from one index to another, both included.
func (s Words) Unbroken(from, to int) bool {
	for k := from; k <= to; k++ {
		if strings.ContainsAny(s[k].Mark, ",.;:—–()") {
			return false
		}
	}
	return true
}

// At returns the index of the word that begins at a byte offset; -1 if there is none.
func (s Words) At(start int) int {
	if j := s.From(start); j < len(s) && s[j].Start == start {
		return j
	}
	return -1
}

// From returns the index of the first word that begins at a byte offset or behind it. A sentence may be as long as a text, and each of its names is looked up.
func (s Words) From(start int) int {
	j, _ := slices.BinarySearchFunc(s, start, func(w question.Word, start int) int { return w.Start - start })
	return j
}

// Definite reports whether only lower-case words are between “the” and word j of a sentence, and no name follows: “the
// former bank clerk”.
func (s Words) Definite(j int) bool {
	const few = 4 // words
	if j+1 < len(s) && s[j+1].Upper && s[j+1].Mark == " " {
		return false
	}
	for k := j - 1; k >= max(0, j-few); k-- {
		switch {
		case s.Word(k) == "the":
			return true
		case s[k].Upper, !s.joined(k+1, k+1), words.Stopword(s.Word(k), "en"):
			return false
		}
	}
	return false
}

// OnePhrase reports whether no mark and no preposition but “of” parts the words, so that a number before them counts the
// last one: "48 homes for leavers" does not count leavers.
func (s Words) OnePhrase(from, to int) bool {
	for k := from; k < to; k++ {
		if w := s.Word(k); w != "of" && words.Lexicon().Prepositions[w] {
			return false
		}
	}
	return s.Unbroken(from, to)
}

// IsTo reports whether a sentence tells of a plan: “a boat is to bring flour”, “a hearing is planned”.
func (s Words) IsTo() bool {
	for j := 1; j < len(s); j++ {
		lists, before := words.Asking(), s.Word(j-1)
		now := before == "is" || before == "are"
		if now && lists.Pending[s.Word(j)] || lists.Intending[before] && s.Word(j) == "to" {
			return true
		}
	}
	return false
}

// BehindBy returns the range of words after a verb and “by”, where its agent stands; 0, 0 without “by”.
func (s Words) BehindBy(verb int) (from, to int) {
	for k := verb + 1; k < min(verb+4, len(s)); k++ {
		if s.Word(k) == "by" {
			return k + 1, k + 6
		}
	}
	return 0, 0
}

// Run finds the first n neighbouring words of a sentence that all pass a test; to is 0 if there are none.
func (s Words) Run(n int, alike func(j int) bool) (from, to int) {
	for j := range s {
		if !alike(j) {
			from = j + 1
		} else if j+1-from == n {
			return from, j + 1
		}
	}
	return 0, 0
}

// OpensVerb reports whether “to” at word j opens a clause of purpose: a verb follows it and none comes before it.
func (s Words) OpensVerb(j int) bool {
	before := s.Word(j - 1)
	verb := words.FormOf(s.Word(j+1), "en").Verb && !words.Lexicon().Determiners[s.Word(j+1)]
	return verb && !words.Being(before) && !words.FormOf(before, "en").Verb
}

// joined reports whether the words from one index to another follow each other without a comma, stop, bracket or
// quotation mark, also before the first.
func (s Words) joined(from, to int) bool {
	for k := from; k <= to; k++ {
		if strings.ContainsAny(s[k].Mark, ",.;:—–()“”\"") {
			return false
		}
	}
	return true
}

// qualifies reports whether word j only qualifies the noun after it: “an undisclosed port”. Before a measure or a
// general noun it does not.
func (s Words) qualifies(j int) bool {
	lists, next := words.Asking(), s.Word(j+1)
	sort := lists.Measures[next] || lists.Generic[next] || words.Stopword(next, "en") || lists.Auxiliaries[next]
	return next != "" && s.joined(j+1, j+1) && !sort
}

// Says reports whether a sentence has a word of a set.
func (s Words) Says(set map[string]bool) bool {
	for _, w := range s {
		if set[w.Fold] || strings.HasSuffix(w.Fold, "'ll") && set["will"] {
			return true
		}
	}
	return false
}

// Subject reports whether word j of a sentence is “he” or “she”.
func (s Words) Subject(j int) bool { return s.Word(j) == "he" || s.Word(j) == "she" }

// Word returns word j of a sentence, "" beyond its ends.
func (s Words) Word(j int) string {
	if j < 0 || j >= len(s) {
		return ""
	}
	return s[j].Fold
}

// Counts reports whether word j is a number.
func (s Words) Counts(j int) bool { return j >= 0 && j < len(s) && countWord(s[j]) }

// NameAt reports whether word j is capitalised and does not name a time.
func (s Words) NameAt(j int) bool {
	return j >= 0 && s[j].Upper && !words.Asking().When[s[j].Fold]
}

// Had reports whether somebody has what word j of a sentence names: “her dog”, “a widow with two sons”.
func (s Words) Had(j int) bool {
	const few = 4 // words before a noun for who has it
	lists := words.Asking()
	for k := j - 1; k >= max(0, j-few); k-- {
		if !s.joined(k+1, k+1) {
			return false
		}
		if s[k].Owner || lists.Owners[s.Word(k)] || lists.Having[s.Word(k)] {
			return true
		}
	}
	return false
}

// SaysWho reports whether a word is a noun for a person, for people or for a body.
func SaysWho(word string) bool {
	lex := words.Lexicon()
	for _, nouns := range []words.Set{lex.Roles, lex.Groups, lex.Bodies, lex.Victims} {
		if nouns[word] {
			return true
		}
	}
	return lex.PluralRole(word)
}

// Describes reports whether word j of a sentence is the tail of an adjective and tells of no action: “a best-selling gate”.
func (s Words) Describes(j int) bool {
	const least = 4 // letters: “re-elected” is a verb
	if j < 1 || s[j].Mark != "-" || len(s.Word(j-1)) < least || j+1 == len(s) {
		return false
	}
	participle := strings.HasSuffix(s.Word(j), "ing") || strings.HasSuffix(s.Word(j), "ed")
	return participle && s[j+1].Mark == " " && !words.Stopword(s.Word(j+1), "en")
}

// SincePlace returns how many words before word j a preposition of place stands, up to four; more if there is none.
func (s Words) SincePlace(j int) int {
	const far = 4
	for k := j - 1; k >= max(0, j-far); k-- {
		if words.Asking().PlacePrepositions[s[k].Fold] {
			return j - k
		}
	}
	return far + 1
}
