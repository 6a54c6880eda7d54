package foreign

import (
	"slices"
	"strings"

	"lede/briefing/words"
)

// maxQuestion is how much of a question is read, in bytes.
const maxQuestion = 2000

// tongue holds the words with which a language asks, by the names of their lists in asking/foreign.txt.
type tongue map[string]words.Set

// asked is a parsed question: what it asks for, and what it is about.
type asked struct {
	kind    string // a name in asking/foreign.txt; "" for a message that only names something
	about   []string
	he, she bool // which pronouns it has
	named   bool // whether a word is capitalised
}

// kinds are the kinds of question words, the most specific first.
var kinds = [...]string{"long", "says", "many", "why", "when", "where", "who"}

// kindOf returns the kind of a question word, "" for any other word.
func (l tongue) kindOf(word string) string {
	if i := slices.IndexFunc(kinds[:], func(kind string) bool { return l[kind][word] }); i >= 0 {
		return kinds[i]
	}
	return ""
}

// outranks reports whether a question word overrules one before it: “says” in “who says”, “long” in “how long”.
func outranks(kind, before string) bool {
	switch kind {
	case "says":
		return before == "who"
	case "long":
		return before == "many"
	}
	return false
}

// bare reports whether a question asks nothing and names nothing.
func (q asked) bare() bool { return q.kind == "" && len(q.about) == 0 }

// ask adds a question word, unless the one before it overrules it.
func (q *asked) ask(kind string) {
	if q.kind == "" || outranks(kind, q.kind) {
		q.kind = kind
	}
}

// idle reports whether a word says nothing about the question's subject.
func (l tongue) idle(word string) bool {
	return l["idle"][word] || l["it"][word] || l["turns"][word]
}

// read parses a question.
func (l tongue) read(question Question) (q asked) {
	text, why, begins := question.Text, false, true
	for t := range words.InMessage(text[:min(len(text), maxQuestion)]) {
		kind, plain := l.kindOf(t.Fold), l.plain(text, t)
		why = why || t.Fold == "por" || t.Fold == "porque"
		switch {
		case plain && !begins: // “ou” asks only at the beginning
		case kind != "":
			q.ask(kind)
		case plain:
		case l["he"][t.Fold]:
			q.he = true
		case l["she"][t.Fold]:
			q.she = true
		case !l.fills(t.Fold, question.Idle):
			q.about, q.named = append(q.about, words.Parted(t.Fold)), q.named || t.Upper
		}
		begins = begins && l["turns"][t.Fold]
	}
	if why && q.bare() {
		q.kind = "why" // “por qué”
	}
	return q
}

// plain reports whether a word says nothing as it is written: “el”, unlike “él”.
func (l tongue) plain(text string, t words.MessageWord) bool {
	return l["idle"][t.Fold] && words.ASCII(text[t.Start:t.End])
}

// fills reports whether a word, or a contraction, says nothing about the question's subject: “warens” is “waren es”.
func (l tongue) fills(word string, idle func(string) bool) bool {
	return slices.ContainsFunc([]string{word, words.Parted(word), strings.TrimSuffix(word, "s")}, func(w string) bool { return l.idle(w) || idle(w) })
}

// ofSomebody reports whether a question is what a person said, or who the person just mentioned is.
func (q asked) ofSomebody() bool {
	pointed := q.he || q.she
	switch q.kind {
	case "says":
		return true
	case "who":
		return pointed || len(q.about) == 0
	}
	return pointed && q.kind == ""
}
