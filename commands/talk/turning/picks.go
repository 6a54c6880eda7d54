package turning

import (
	"slices"

	"lede/briefing/words"
	"lede/commands/talk"
)

// Pick is a choice from a list: “the second one”, “open 2”, “the other article”.
type Pick struct {
	N     int  // counted from 1; LastOne, NextOne for the one after the open one, OtherOne for any but the open one
	Plain bool // whether the message does not say that it chooses from a list: “2”
	Past  bool // whether the message speaks of the past: “what was the first one again?”
}

// PickOf returns what a message chooses from a list; ok is false if it does not choose.
func PickOf(text string) (p Pick, ok bool) {
	p.Plain = true
	list := talk.Words(talk.Plain(text))
	if len(list) > 8 {
		return p, false
	}
	for _, t := range list {
		if !p.takes(t.Fold) {
			return p, false
		}
	}
	if p.N == 0 && !p.Plain && slices.ContainsFunc(list, func(t token) bool { return t.Fold == "not" || t.Fold == "wrong" }) { // “not that one”
		p.N = talk.OtherOne
	}
	asks := slices.ContainsFunc(list, func(t token) bool { return words.Asking().QuestionWords[t.Fold] })
	return p, p.N != 0 && !(p.Plain && asks && p.N < 0) // “what's next?”
}

// takes notes what a word says of a choice, and reports whether it may stand in one: not “the first or the second”.
func (p *Pick) takes(word string) bool {
	p.Past = p.Past || talk.Past.Has(word)
	switch n := talk.PickIn(word); {
	case n != 0 && (p.N == 0 || p.N == n):
		p.N = n
	case n != 0:
		return false
	case talk.ChoosesOne(word):
		p.Plain = false
	default:
		return talk.BesideChoice(word) || talk.Filler(word) || talk.Interjected(word)
	}
	return true
}

// From returns the index of the choice in a list of a given length, with one item open; ok is false when there is none.
func (p Pick) From(length, open int) (i int, ok bool) {
	switch p.N {
	case talk.LastOne:
		i = length - 1
	case talk.NextOne:
		i = open + 1
	case talk.OtherOne:
		i = 1 - open
		if length != 2 { // which other one?
			return 0, false
		}
	default:
		i = p.N - 1
	}
	return i, i >= 0 && i < length
}
