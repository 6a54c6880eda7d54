package turning

import (
	"slices"
	"strings"

	"lede/briefing/words"
	"lede/commands/talk/message"
)

// AskedOf splits a message into a question about another article and what it calls that article: “and the marathon one, who won?”, “who won in the
// marathon story?”; ok is false for any other message.
func AskedOf(text string) (called, question string, ok bool) {
	text = message.Plain(text)
	list := message.Words(text)
	at := slices.IndexFunc(list, func(t token) bool { return message.Items.Has(t.Fold) })
	switch {
	case at < 0:
		return "", "", false
	case at == len(list)-1: // at the end
		from := at
		for from > 0 && at-from < message.MostTurned && !(from < at && message.Concerned.Has(list[from].Fold)) {
			from--
		}
		if !message.Concerned.Has(list[from].Fold) || from == 0 {
			return "", "", false
		}
		called, question = OneAbout(text[list[from].Start:]), strings.TrimSpace(text[:list[from].Start])
	case message.AsksOf(list[at+1]):
		called, question = OneAbout(text[:list[at].End]), text[list[at+1].Start:]
	}
	return called, question, called != "" && (message.Asks(question) || asksBriefly(question))
}

// asksBriefly reports whether a text is a question without a content word: “who did it?”, “is he ok”
func asksBriefly(text string) bool {
	list := message.Words(text)
	return len(list) > 1 && words.Asking().QuestionWords[list[0].Fold] || len(list) > 2 && message.AsksOf(list[0])
}

// OneAbout returns what a message calls the article it wants opened: “the strike one”, “back to the bank”; "" for any other message.
func OneAbout(text string) string {
	text = message.Plain(text)
	list := message.Words(text)
	if rest, ok := message.Another(list); ok { // “how about the strike one?”
		list = rest
	}
	if topic, ok := broached(list); ok {
		return text[topic[0].Start:topic[len(topic)-1].End]
	}
	if thing := proposed(list); len(thing) > 0 {
		return said(text, thing)
	}
	if len(list) > 8 || slices.ContainsFunc(list, message.AsksOf) {
		return ""
	}
	from, to := 0, len(list)
	for from < to && (message.Going.Has(list[from].Fold) || passesOver(list[from])) {
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

// proposed returns the words for what a message proposes to go to: “let's do the strike”; none for any other message.
func proposed(list []token) []token {
	after := phrases(announcing).cut(list)
	if len(after) == len(list) || slices.ContainsFunc(after, message.AsksOf) {
		return nil
	}
	thing, _ := behindThe(after)
	if len(thing) > message.MostTurned {
		return nil
	}
	return thing
}

// passesOver reports whether a word around what an article is called says nothing of it.
func passesOver(t token) bool {
	idle := message.Filler(t.Fold) || message.Interjected(t.Fold)
	return idle || message.Items.Has(t.Fold) || message.LeadIn.Has(t.Fold) || message.BesideChoice(t.Fold)
}

// saysOne reports whether a word says that an article is meant, or should be opened: “one”, “back”.
func saysOne(t token) bool {
	return message.Items.Has(t.Fold) || message.Going.Has(t.Fold) && !message.Filler(t.Fold)
}

// broached returns the topic a message announces: “may I ask you something about the bridge?”
func broached(list []token) (topic []token, ok bool) {
	for from := range list {
		if t := list[from]; !message.Filler(t.Fold) && !words.Asking().Auxiliaries[t.Fold] && from > 0 && !idle(list[from-1]) {
			return nil, false
		}
		said := message.Joined(list[from:])
		for _, phrase := range message.Broaching.Phrases() {
			if n := len(strings.Fields(phrase)); strings.HasPrefix(said, phrase+" ") {
				return list[from+n:], true
			}
		}
	}
	return nil, false
}

func idle(t token) bool { return message.Filler(t.Fold) || words.Asking().Auxiliaries[t.Fold] }

// InTitle reports whether a title has every word an article is called by, or a word that ends in it: “the quake one”.
func InTitle(title, called string) bool {
	const compound = 4 // minimum letters of a part of a compound word
	written, has, about := slices.Collect(words.InMessage(title)), message.Stems(title, "en"), 0
	for _, t := range message.Words(called) {
		if !message.AboutSomething(t) {
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
