package turning

import (
	"slices"

	"lede/briefing/words"
	"lede/commands/talk/message"
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
	list := message.Words(message.Plain(text))
	if len(list) > 8 {
		return p, false
	}
	for _, t := range list {
		if !p.takes(t.Fold) {
			return p, false
		}
	}
	if p.N == 0 && !p.Plain && slices.ContainsFunc(list, func(t token) bool { return t.Fold == "not" || t.Fold == "wrong" }) { // “not that one”
		p.N = message.OtherOne
	}
	asks := slices.ContainsFunc(list, func(t token) bool { return words.Asking().QuestionWords[t.Fold] })
	return p, p.N != 0 && !(p.Plain && asks && p.N < 0) // “what's next?”
}

// takes notes what a word says of a choice, and reports whether it may stand in one: not “the first or the second”.
func (p *Pick) takes(word string) bool {
	p.Past = p.Past || message.Past.Has(word)
	switch n := message.PickIn(word); {
	case n != 0 && (p.N == 0 || p.N == n):
		p.N = n
	case n != 0:
		return false
	case message.ChoosesOne(word):
		p.Plain = false
	default:
		return message.BesideChoice(word) || message.Filler(word) || message.Interjected(word)
	}
	return true
}

// From returns the index of the choice in a list of a given length, with one item open; ok is false when there is none.
func (p Pick) From(length, open int) (i int, ok bool) {
	switch p.N {
	case message.LastOne:
		i = length - 1
	case message.NextOne:
		i = open + 1
	case message.OtherOne:
		i = 1 - open
		if length != 2 { // which other one?
			return 0, false
		}
	default:
		i = p.N - 1
	}
	return i, i >= 0 && i < length
}
