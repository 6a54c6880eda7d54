package foreign

import (
	"slices"
	"strings"

	"lede/briefing"
	"lede/briefing/words"
)

// What a question asks for, by the words of its language.

// maxQuestion is how much of a question is read, in bytes.
const maxQuestion = 2000

// tongue holds the words with which a language asks, by the names of their lists in asking/foreign.txt.
type tongue map[string]words.Set

// asked is a parsed question: what it asks for, and what it is about.
type asked struct {
	kind    string // a name in asking/foreign.txt, or “count”; "" for a message that only names something
	about   []string
	he, she bool // which pronouns it has
	named   bool // whether a word is capitalised
	being   bool // whether it has a word such as “is”
}

// kinds are the kinds of question words, the most specific first.
var kinds = [...]string{"long", "old", "costs", "says", "many", "why", "when", "where", "who"}

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
	case "old", "costs":
		return before == "many"
	case "long":
		return before == "many" || before == "old"
	}
	return false
}

// idle reports whether a word says nothing about the question's subject.
func (l tongue) idle(word string) bool {
	return l["idle"][word] || l["it"][word] || l["turns"][word]
}

// read parses a question.
func (l tongue) read(question Question) (q asked) {
	text, why, begins := question.Text, false, true
	list := slices.Collect(words.InMessage(text[:min(len(text), maxQuestion)]))
	for _, t := range list {
		kind := l.kindOf(t.Fold)
		why = why || t.Fold == "por" || t.Fold == "porque"
		q.being = q.being || l["being"][t.Fold]
		idle := l["idle"][t.Fold] && words.ASCII(text[t.Start:t.End]) // “el” is no “él”
		if asks := kind != "" && begins; asks || !idle {              // “ou” asks only at the beginning
			l.take(&q, t, kind, question.Idle)
		}
		begins = begins && l["turns"][t.Fold]
	}
	switch {
	case q.kind == "" && len(q.about) == 0 && why:
		q.kind = "why" // “por qué”
	case q.kind == "many" && l.counts(list, question.Idle):
		q.kind = "count"
	}
	return q
}

// counts reports whether “how many” in a question stands before what is counted: “wie viele Arbeiter”, “combien de pompiers”, and not “combien coûte”.
func (l tongue) counts(question []words.MessageWord, idle func(string) bool) bool {
	at := slices.IndexFunc(question, func(t words.MessageWord) bool { return l["many"][t.Fold] })
	for at++; at < len(question); at++ {
		if w := question[at].Fold; !l["many"][w] && !l["of"][w] {
			return l.kindOf(w) == "" && !l.fills(w, idle)
		}
	}
	return false
}

// take adds a word that asks for some kind of thing, or "", to what is asked.
func (l tongue) take(q *asked, t words.MessageWord, kind string, idle func(string) bool) {
	switch {
	case kind != "" && (q.kind == "" || outranks(kind, q.kind)):
		q.kind = kind
	case kind != "":
	case l["he"][t.Fold]:
		q.he = true
	case l["she"][t.Fold]:
		q.she = true
	case !l.fills(t.Fold, idle):
		q.about, q.named = append(q.about, l.parted(t.Fold)), q.named || t.Upper
	}
}

// fills reports whether a word, or a contraction, says nothing about the question's subject: “warens” is “waren es”.
func (l tongue) fills(word string, idle func(string) bool) bool {
	return slices.ContainsFunc([]string{word, l.parted(word), strings.TrimSuffix(word, "s")}, func(w string) bool { return l.idle(w) || idle != nil && idle(w) })
}

// parted returns a word without the short words that its language joins to it: “article” for “l'article”, “resumir” for “resumirlo”.
func (l tongue) parted(word string) string {
	if at := strings.LastIndexByte(word, '\''); at >= 0 {
		return word[at+1:]
	}
	const least = 4 // letters of a verb
	short := word
	for ending := range l["enclitics"] {
		if rest, ok := strings.CutSuffix(word, ending); ok && len(rest) >= least && len(rest) < len(short) {
			short = rest
		}
	}
	return short
}

// wanted returns the kind of a question as that of an English one.
func (q asked) wanted() briefing.Kind {
	switch q.kind {
	case "who":
		return briefing.Who
	case "when":
		return briefing.When
	case "where":
		return briefing.Where
	case "many", "count", "costs", "long", "old":
		return briefing.HowMany
	}
	return briefing.Topic
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
