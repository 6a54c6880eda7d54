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
		return picks()["-"][word] || known().fillers[word] || interjected(word)
	}
	return true
}

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

// AskedOf splits a message into a question about another article and what it calls that article: “and the marathon one, who won?”, “who won in the
// marathon story?”; ok is false for any other message.
func AskedOf(text string) (called, question string, ok bool) {
	text = Plain(text)
	list := tokens(text)
	at := slices.IndexFunc(list, func(t token) bool { return items.has(t.Fold) })
	switch {
	case at < 0:
		return "", "", false
	case at == len(list)-1: // at the end
		from := at
		for from > 0 && at-from < mostTurned && !(from < at && concerned.has(list[from].Fold)) {
			from--
		}
		if !concerned.has(list[from].Fold) || from == 0 {
			return "", "", false
		}
		called, question = OneAbout(text[list[from].Start:]), strings.TrimSpace(text[:list[from].Start])
	case asksOf(list[at+1]):
		called, question = OneAbout(text[:list[at].End]), text[list[at+1].Start:]
	}
	return called, question, called != "" && (Asks(question) || asksBriefly(question))
}

// LedBy splits a message into a question and the thing that it announces before it: “ok and the pie company, how much did they make?”; ok is false
// for any other message.
func LedBy(text string) (thing, question string, ok bool) {
	text = Plain(text)
	list := tokens(text)
	from := 0
	for from < len(list) && (interjected(list[from].Fold) || leading.has(list[from].Fold)) {
		from++
	}
	if from == len(list) || list[from].Fold != "the" { // “in the end, who won?” announces nothing
		return "", "", false
	}
	from++
	asks := slices.IndexFunc(list, asksOf)
	led := asks > from && asks-from <= mostTurned && strings.ContainsAny(text[list[asks-1].End:list[asks].Start], ",:–—")
	if !led || slices.ContainsFunc(list[from:asks], func(t token) bool { return t.Upper }) {
		return "", "", false // a name may be of anybody
	}
	thing, question = text[list[from].Start:list[asks-1].End], text[list[asks].Start:]
	return thing, question, Asks(question) || asksBriefly(question)
}

// asksBriefly reports whether a text is a question without a content word: “who did it?”
func asksBriefly(text string) bool {
	list := tokens(text)
	return len(list) > 1 && words.Asking().QuestionWords[list[0].Fold]
}

// OneAbout returns what a message calls the article it wants opened: “the strike one”, “back to the bank”; "" for any other message.
func OneAbout(text string) string {
	text = Plain(text)
	list := tokens(text)
	if rest, ok := another(list); ok { // “how about the strike one?”
		list = rest
	}
	if topic, ok := broached(list); ok {
		return text[topic[0].Start:topic[len(topic)-1].End]
	}
	if len(list) > 8 || slices.ContainsFunc(list, asksOf) {
		return ""
	}
	from, to := 0, len(list)
	for from < to && (going.has(list[from].Fold) || passesOver(list[from])) {
		from++
	}
	for to > from && passesOver(list[to-1]) {
		to--
	}
	if from == to || !slices.ContainsFunc(slices.Concat(list[:from], list[to:]), saysOne) {
		return ""
	}
	return text[list[from].Start:list[to-1].End]
}

// passesOver reports whether a word around what an article is called says nothing of it.
func passesOver(t token) bool {
	idle := known().fillers[t.Fold] || interjected(t.Fold)
	return idle || items.has(t.Fold) || leadin.has(t.Fold) || picks()["-"][t.Fold]
}

// saysOne reports whether a word says that an article is meant, or should be opened: “one”, “back”.
func saysOne(t token) bool {
	return items.has(t.Fold) || going.has(t.Fold) && !known().fillers[t.Fold]
}

// broached returns the topic a message announces: “may I ask you something about the bridge?”
func broached(list []token) (topic []token, ok bool) {
	for from := range list {
		if t := list[from]; !known().fillers[t.Fold] && !words.Asking().Auxiliaries[t.Fold] && from > 0 && !idle(list[from-1]) {
			return nil, false
		}
		said := joined(list[from:])
		for _, phrase := range shapes()[broaching] {
			if n := len(strings.Fields(phrase)); strings.HasPrefix(said, phrase+" ") {
				return list[from+n:], true
			}
		}
	}
	return nil, false
}

func idle(t token) bool { return known().fillers[t.Fold] || words.Asking().Auxiliaries[t.Fold] }

// InTitle reports whether a title has every word an article is called by, or a word that ends in it: “the quake one”.
func InTitle(title, called string) bool {
	const compound = 4 // minimum letters of a part of a compound word
	written, has, about := tokensOf(title, len(title)), stemsIn(title, "en"), 0
	for _, t := range tokens(called) {
		if !aboutSomething(t) {
			continue
		}
		about++
		part := len(t.Fold) >= compound && slices.ContainsFunc(written, func(w token) bool { return strings.HasSuffix(w.Fold, t.Fold) })
		if !part && !has[words.FormOf(t.Fold, "en").Stem] {
			return false
		}
	}
	return about > 0
}
