// Package turning reads where a message turns: to which other article than the open one, and what it asks of that.
package turning

import (
	"slices"
	"strings"

	"lede/briefing/words"
	"lede/commands/talk/message"
)

type token = words.MessageWord

// To is what a message announces before its question, or asks for as a whole.
type To struct {
	Thing    string // “ferry strike”
	Question string // “when does it end”
	Express  bool   // whether the message says that it turns: “now the ferry strike, …”, “the strike one, …”
	Alone    bool   // whether the thing stands without “the”: it may be a name, “and Sudan, …”
}

// Announced splits a message into a question and the thing that it announces before it: “ok and the pie company, how much did they make?”, “let's do the
// strike. who called it?”; ok is false for any other message.
func Announced(text string) (to To, ok bool) {
	text = words.WrittenOut(strings.TrimSpace(text))
	list := message.Words(text)
	head, rest, other := divided(text, list)
	if len(rest) == 0 {
		return to, false
	}
	thing, express := announces(head)
	led := len(thing) > 0 && thing[0].Start != head[0].Start && passed(head[0])
	unclear := func(t token) bool { return t.Upper && !led || message.AsksOf(t) } // a name may be of anybody
	if len(thing) == 0 || len(thing) > message.MostTurned || slices.ContainsFunc(thing, unclear) {
		return to, false
	}
	to = To{Thing: said(text, thing), Question: text[rest[0].Start:], Express: express || other, Alone: !determined(head, thing)}
	to.Question = words.ForIt(to.Question, "the "+to.Thing)
	return to, message.Asks(to.Question) || asksBriefly(to.Question)
}

// determined reports whether “the” or “that” stands right before a thing in a clause.
func determined(clause, thing []token) bool {
	at := slices.IndexFunc(clause, func(t token) bool { return t.Start == thing[0].Start })
	return at > 0 && (clause[at-1].Fold == "the" || clause[at-1].Fold == "that")
}

// divided returns the words of the clause before the first question that stands behind a mark, and those from the question on; nothing of a message that says
// anything but courtesies before that clause, or that something else comes: other is true then.
func divided(text string, list []token) (head, question []token, other bool) {
	from := 0
	for i := 1; i < len(list); i++ {
		if between := text[list[i-1].End:list[i].Start]; !strings.ContainsAny(between, ",:;.!?–—") && !strings.Contains(between, " - ") {
			continue
		}
		clause := list[from:i]
		opened := len(phrases(announcing).cut(clause)) + len(phrases(leading).cut(clause))
		asks := message.AsksOf(clause[0]) && opened == 2*len(clause) // “can we do the bridge. who pays?”
		if message.AsksOf(list[i]) && !asks {
			return clause, list[i:], other
		}
		changed := changes(clause)
		if !message.Polite(said(text, clause)) && !changed && slices.ContainsFunc(clause, func(t token) bool { return !passed(t) }) {
			return nil, nil, false
		}
		other = other || changed
		from = i
	}
	return nil, nil, false
}

// changes reports whether a clause only says that something else comes: “ok, different one”.
func changes(clause []token) bool {
	for len(clause) > 0 && passed(clause[0]) {
		clause = clause[1:]
	}
	return phrases(changing).has(message.Joined(clause))
}

// announces returns the words for the thing that a clause announces, “and now the ferry strike”, “and Sudan”, and whether it says that the message turns there; none for any
// other clause: “in the end”.
func announces(clause []token) (thing []token, express bool) {
	rest := clause
	for len(rest) > 0 && passed(rest[0]) {
		express = express || phrases(turns).has(rest[0].Fold)
		rest = rest[1:]
	}
	if after := phrases(announcing).cut(rest); len(after) < len(rest) {
		rest, express = after, true
	}
	rest = phrases(leading).cut(rest)
	thing, one := behindThe(rest)
	if alone := len(rest) > 0 && len(rest) < len(clause) && message.Thing(message.Joined(rest)) != ""; alone {
		thing = rest
	}
	return thing, express || one
}

// behindThe returns the words for a thing behind “the” or “that”, and whether “one” or the like ends them; none for other words.
func behindThe(list []token) (thing []token, one bool) {
	if len(list) < 2 || list[0].Fold != "the" && list[0].Fold != "that" {
		return nil, false
	}
	thing = list[1:]
	if last := len(thing) - 1; last > 0 && message.Items.Has(thing[last].Fold) {
		return thing[:last], true
	}
	return thing, false
}

// passed reports whether a word before what is announced says nothing of it: “ok and now the …”
func passed(t token) bool {
	return message.Interjected(t.Fold) || message.Leading.Has(t.Fold) || phrases(turns).has(t.Fold)
}

// About returns what a message calls the thing of which it asks only what it is about, “what is the strike one about?”, and whether that has to be an article; ok
// is false for any other message.
func About(text string) (to To, ok bool) {
	text = message.Plain(text)
	list := message.Words(text)
	for len(list) > 0 && passed(list[0]) && !message.AsksOf(list[0]) {
		list = list[1:]
	}
	last := len(list) - 1
	if last < 4 || list[0].Fold != "what" || list[last].Fold != "about" || !words.Being(list[1].Fold) {
		return to, false
	}
	thing, one := behindThe(list[2:last])
	if len(thing) == 0 || len(thing) > message.MostTurned {
		return to, false
	}
	return To{Thing: said(text, thing), Express: one}, true
}

// said returns the part of a text that some of its words take up.
func said(text string, list []token) string { return text[list[0].Start:list[len(list)-1].End] }
