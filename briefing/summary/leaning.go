package summary

import (
	"strings"

	"lede/briefing/text"
	"lede/briefing/words"
)

// Sentences that need the one before them.

// leans reports whether the sentence before is needed to know what a sentence speaks of: its first word, or the first after a time ("Two
// days ago it had spoken of 4 million"), is a pronoun or the like.
func (c *chooser) leans(tokens []text.Token) bool {
	behindTime := false
	for i, t := range tokens {
		if c.Words.Leaning[t.Lower] {
			return !behindTime || c.Words.Pronouns[t.Lower]
		}
		if ofThose(t.Lower) && i+1 < len(tokens) && c.Words.ClauseVerbs[tokens[i+1].Lower] {
			return true
		}
		if t.Word() && !c.Words.TellsTime(t.Lower) {
			return false
		}
		behindTime = behindTime || t.Word() || t.Kind == text.NumberToken
	}
	return false
}

// ofThose reports whether a word, with a verb behind it, means people or things that the sentence before has named: "Neither is in danger."
// "Hundreds were arrested" tells of itself whom it means.
func ofThose(l string) bool {
	switch l {
	case "neither", "both", "none", "each", "all":
		return true
	}
	return false
}

// nameless reports whether a sentence leaves open who speaks: in an interview it says "I" outside quotation marks, and a report adds ", she said".
func (c *chooser) nameless(tokens []text.Token) bool {
	for i, t := range tokens {
		if !t.Word() || c.Quoted(t.Start) {
			continue
		}
		if c.Words.FirstPersons[t.Lower] && c.speaksOfOneself(tokens, i) {
			return true
		}
	}
	return c.saidByWhom(tokens)
}

// saidByWhom reports whether a sentence ends in a speaker who is a pronoun: "She had known, he said."
func (c *chooser) saidByWhom(tokens []text.Token) bool {
	for len(tokens) > 0 && tokens[len(tokens)-1].Mark() {
		tokens = tokens[:len(tokens)-1]
	}
	end := len(tokens)
	if end < 4 || !tokens[end-3].Mark() {
		return false
	}
	return c.Words.Pronouns[tokens[end-2].Lower] && c.Words.StrongSpeech[tokens[end-1].Lower]
}

// speaksOfOneself reports whether a word for oneself is no part of a name: "World War I", "My Fair Lady", "US".
func (c *chooser) speaksOfOneself(tokens []text.Token, i int) bool {
	w := c.At(tokens[i].Span)
	switch {
	case tokens[i].Lower == "i":
		return i == 0 || !words.Capital(c.At(tokens[i-1].Span))
	case i == 0:
		return len(tokens) > 1 && !words.Capital(c.At(tokens[1].Span))
	}
	return w == tokens[i].Lower || strings.HasPrefix(tokens[i].Lower, "i")
}
