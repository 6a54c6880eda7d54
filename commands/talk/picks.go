package talk

import (
	"slices"
	"strconv"
	"strings"
	"sync"

	"lede/briefing/words"
)

// Pick is a choice from a list: “the second one”, “open 2”, “the other article”.
type Pick struct {
	N     int  // counted from 1; LastOne, NextOne for the one after the open one, OtherOne for any but the open one
	Plain bool // whether the message does not say that it chooses from a list: “2”
	Past  bool // whether the message speaks of the past: “what was the first one again?”
}

// The choices without a number.
const (
	LastOne = -1 - iota
	NextOne
	OtherOne
)

// picks holds the words of picks.txt, by what they choose.
var picks = sync.OnceValue(func() map[string]map[string]bool {
	table := map[string]map[string]bool{}
	for line := range linesOf("picks.txt") {
		what, list, _ := strings.Cut(line, ":")
		table[what] = map[string]bool{}
		for _, t := range tokens(list) {
			table[what][t.Fold] = true
		}
	}
	return table
})

// longestList is the highest number that chooses from a list.
const longestList = 99

// PickOf returns what a message chooses from a list; ok is false if it does not choose.
func PickOf(text string) (p Pick, ok bool) {
	p.Plain = true
	list := tokens(Plain(text))
	if len(list) > 8 {
		return p, false
	}
	for _, t := range list {
		if !p.takes(t.Fold) {
			return p, false
		}
	}
	if p.N == 0 && !p.Plain && slices.ContainsFunc(list, func(t token) bool { return t.Fold == "not" || t.Fold == "wrong" }) { // “not that one”
		p.N = OtherOne
	}
	asks := slices.ContainsFunc(list, func(t token) bool { return words.Asking().QuestionWords[t.Fold] })
	return p, p.N != 0 && !(p.Plain && asks && p.N < 0) // “what's next?”
}

// takes notes what a word says of a choice, and reports whether it may stand in one: not “the first or the second”.
func (p *Pick) takes(word string) bool {
	p.Past = p.Past || past.has(word)
	switch n := pickIn(word); {
	case n != 0 && (p.N == 0 || p.N == n):
		p.N = n
	case n != 0:
		return false
	case picks()["="][word]:
		p.Plain = false
	default:
		return picks()["-"][word] || known().fillers[word] || Interjected(word)
	}
	return true
}

// BesideChoice reports whether a word may stand beside a choice and say nothing of it.
func BesideChoice(word string) bool { return picks()["-"][word] }

// pickIn returns what a word chooses, 0 for nothing.
func pickIn(word string) int {
	if n, err := strconv.Atoi(word); err == nil && n > 0 && n <= longestList {
		return n
	}
	for n := 1; n <= 5; n++ {
		if picks()[strconv.Itoa(n)][word] {
			return n
		}
	}
	switch {
	case picks()["last"][word]:
		return LastOne
	case picks()["next"][word]:
		return NextOne
	case picks()["other"][word]:
		return OtherOne
	}
	return 0
}

// From returns the index of the choice in a list of a given length, with one item open; ok is false when there is none.
func (p Pick) From(length, open int) (i int, ok bool) {
	switch p.N {
	case LastOne:
		i = length - 1
	case NextOne:
		i = open + 1
	case OtherOne:
		i = 1 - open
		if length != 2 { // which other one?
			return 0, false
		}
	default:
		i = p.N - 1
	}
	return i, i >= 0 && i < length
}
