package sentence

import (
	"slices"
	"strings"

	"lede/briefing"
	"lede/briefing/question"
	"lede/briefing/words"
)

// TellsUnharmed reports whether a sentence says that nobody at all was hurt; “nobody else” and “no officers” do not.
func (s Words) TellsUnharmed() bool { return !s.Says(words.Asking().Others) && s.sparesAll() }

// TellsElseUnharmed reports whether a sentence says that nobody else was hurt.
func (s Words) TellsElseUnharmed() bool {
	for j := range s {
		if s.Word(j) == "else" && s.Word(j-1) == "nobody" || s.Word(j) == "else" && s.Word(j-1) == "one" {
			return s.sparesAll()
		}
	}
	return false
}

// TellsHarm reports whether a sentence says that somebody was hurt.
func (s Words) TellsHarm() bool { return s.Says(words.Asking().Hurts) && !s.sparesAll() }

// sparesAll reports whether a sentence says what befell nobody, and that is a harm.
func (s Words) sparesAll() bool {
	const near = 5 // words from “nobody” to what did not befall them
	v := words.Asking()
	for j, w := range s {
		next := s.Word(j + 1)
		if none := w.Fold == "nobody" || w.Fold == "no" && (v.AtAll[next] || v.Harms[next]); !none {
			continue
		}
		for k := j + 1; k <= min(j+near, len(s)-1) && s.Unbroken(k, k); k++ {
			if words.Lexicon().Harmed[s.Word(k)] || v.Harms[s.Word(k)] {
				return true
			}
		}
	}
	return false
}

// TellsResidence reports whether a sentence says, behind somebody's age, whence they are, “Ann Pell, 58, of Weir Road”, or where their home is.
func (s Words) TellsResidence() bool {
	for j := 1; j+2 < len(s); j++ {
		whence := s.Word(j+1) == "of" || s.Word(j+1) == "from"
		theirs := words.Asking().Owners[s.Word(j-1)] || s.Word(j-1) == "at"
		switch {
		case whence && s.AgeAt(j) && (s[j+2].Upper || s.Word(j+2) == "no"): // “of no fixed address”
			return true
		case s.Word(j) == "home" && theirs && s.Word(j+1) == "in" && s[j+2].Upper:
			return true
		}
	}
	return false
}

// TellsCause reports whether a sentence gives the cause of a mishap: it names a cause or a fault.
func (s Words) TellsCause() bool { return s.tellsFault() || s.Says(words.Asking().Causes) }

// tellsFault reports whether a sentence names a fault without “no” before it.
func (s Words) tellsFault() bool {
	for j, w := range s {
		if words.Asking().Faults[w.Fold] && s.Word(j-1) != "no" {
			return true
		}
	}
	return false
}

// TellsPunishment reports whether a sentence has the years or months of a court sentence.
func (s Words) TellsPunishment() bool {
	for j := range s {
		term := strings.HasPrefix(s.Word(j), "year") || strings.HasPrefix(s.Word(j), "month")
		if term && s.numberBefore(j) && s.Says(words.Asking().Sentences) && !s.sought(j) {
			return true
		}
	}
	return false
}

// sought reports whether what ends with word j was only asked for: “prosecutors had called for a sentence of nine years”.
func (s Words) sought(j int) bool {
	const far = 9 // words
	for k := j - 1; k >= max(0, j-far) && !strings.ContainsAny(s[k+1].Mark, ",.;:—–"); k-- {
		if words.Asking().Seeking[s.Word(k)] {
			return true
		}
	}
	return false
}

// TellsPrecedent reports whether a sentence tells of an earlier case: “a similar fire”, “the third time”, “its third
// escape this year”.
func (s Words) TellsPrecedent() bool {
	lists := words.Asking()
	recurs := question.Says(s, lists.Recurring)
	counted := s.Says(lists.Durations) || s.sinceYear()
	return recurs || s.Says(lists.Precedents) || counted && s.Says(lists.Ordinals)
}

// TellsCondition reports whether a sentence tells in what condition somebody is.
func (s Words) TellsCondition() bool {
	return question.Says(s, words.Asking().Conditions)
}

// TellsHarmOrNone reports whether a sentence tells that somebody was hurt, or nobody.
func (s Words) TellsHarmOrNone() bool {
	return question.Says(s, words.Asking().ToldHarms)
}

// GivesReason reports whether a sentence gives a reason without a word for one: “could no longer compete”.
func (s Words) GivesReason() bool {
	return question.Says(s, words.Asking().Reasons)
}

// sinceYear reports whether a sentence has “since” before a year: “the third grounding since 2021”.
func (s Words) sinceYear() bool {
	for j := range s {
		if YearLike(s.Word(j)) && s.Word(j-1) == "since" {
			return true
		}
	}
	return false
}

// TellsCrowd reports whether a sentence has a number of spectators: “the gate was 31,406”, “a crowd of 900”, “in front of 14,208 people”.
func (s Words) TellsCrowd() bool {
	const near = 3 // words between the crowd and its number
	lists := words.Asking()
	for j := range s {
		if s.Word(j) == "front" && s.Word(j+1) == "of" && s.countsSoon(j+2) {
			return true
		}
		if !lists.Crowd[s.Word(j)] {
			continue
		}
		for k := max(0, j-near); k <= min(j+near, len(s)-1); k++ {
			if s.CountsAt(k) {
				return true
			}
		}
	}
	return false
}

// SpeechSoon reports whether a verb of speech stands at word j or shortly behind it, in the same clause.
func (s Words) SpeechSoon(j int) bool {
	for k := j; k < len(s) && k < j+5; k++ {
		w := &s[k]
		if k > j && w.Upper || w.Fold == "and" || strings.ContainsAny(w.Mark, ".;“\"") {
			return false
		}
		if words.Lexicon().StrongSpeech[s[k].Fold] && s.Word(k-1) != "to" {
			return true
		}
	}
	return false
}

// Withholds reports whether a sentence says that something is not known, not said or not settled. A date that is not
// fixed counts only for a question about when, and a declined comment only for one about what somebody said.
func (s Words) Withholds(kind briefing.Kind) bool {
	const near = 3 // words between “not”, say, and what is withheld
	lists := words.Asking()
	withheld := -near - 1
	for j, w := range s {
		switch {
		case lists.Withholding[w.Fold]:
			withheld = j
		case lists.TimeNouns[w.Fold] && kind != briefing.When:
		case strings.HasPrefix(w.Fold, "comment") && kind != briefing.WhatSaid:
		case lists.Unsaid[w.Fold] && !s.qualifies(j), lists.Withheld[w.Fold] && j-withheld <= near && s.joined(withheld+1, j):
			return true
		}
	}
	return false
}

// SaysOfWhat reports whether a sentence may say what somebody died of.
func (s Words) SaysOfWhat() bool { return question.DiesOf(s) || s.Says(words.Asking().Deadly) }

// NamesCause reports whether a sentence tells a cause in so many words: “The cause was pneumonia”, and not “the cause is not known”.
func (s Words) NamesCause() bool {
	return slices.ContainsFunc(s, func(w question.Word) bool { return w.Fold == "cause" }) && !s.Says(words.Asking().Negations)
}

// HumanBefore reports whether a name or a word for a person stands before word j of a sentence.
func (s Words) HumanBefore(j int) bool {
	humans := []words.Set{words.Lexicon().Roles, words.Lexicon().Victims, words.Asking().Persons, words.Asking().WhoNouns}
	for k := range j {
		if k > 0 && s.NameAt(k) || slices.ContainsFunc(humans, func(nouns words.Set) bool { return nouns[s.Word(k)] }) {
			return true
		}
	}
	return false
}

// askedBy holds the words that ask for each kind of thing.
var askedBy = map[briefing.Kind][]string{
	briefing.Who: {"who", "whose", "which"}, briefing.When: {"when"}, briefing.Where: {"where"}, briefing.HowMany: {"how", "what"},
}

// AsksOther reports whether the first question in a sentence, “what set off the fire is not known”, is for another kind of thing.
func (s Words) AsksOther(kind briefing.Kind) bool {
	for j, w := range s {
		if words.Asking().QuestionWords[w.Fold] {
			timed := kind == briefing.When && words.Asking().TimeNouns[s.Word(j+1)] // “what day it opens”
			return !timed && !slices.Contains(askedBy[kind], w.Fold)
		}
	}
	return false
}
