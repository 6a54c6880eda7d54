package turning

import (
	"slices"
	"strings"

	"lede/commands/talk/message"
)

// ofAnArticle holds the wishes that may be for one article rather than another.
var ofAnArticle = map[message.Wish]bool{
	message.Summary: true, message.Shorter: true, message.Who: true, message.Quotes: true, message.Developments: true, message.Next: true, message.Sources: true,
}

// Wished splits a message into a wish and the thing whose article it is for: “quotes from the strike”, “who is in the cooking story?”; ok is false for any other
// message. Without “story” or “one”, a question is no wish: “what did they say about the strike?” may be asked of the open article.
func Wished(text string) (wish message.Wish, to To, ok bool) {
	text = message.Plain(text)
	list := message.Words(text)
	if wish, to, ok = turned(text, list); ok {
		return wish, to, true
	}
	for at := len(list) - 2; at > 0; at-- {
		if !message.Concerned.Has(list[at].Fold) && list[at].Fold != "for" {
			continue
		}
		thing, express := thingBehind(list[at+1:])
		if len(thing) == 0 || len(thing) > message.MostTurned || slices.ContainsFunc(thing, message.AsksOf) {
			continue
		}
		head := text[list[0].Start:list[at-1].End]
		if wish = message.WishOf(head); !ofAnArticle[wish] {
			wish = message.WishOf(head + " " + list[at].Fold + " it") // “who is in it”
		}
		if ofAnArticle[wish] && (express || !message.AsksOf(list[0])) {
			return wish, To{Thing: said(text, thing), Express: express}, true
		}
	}
	return message.None, to, false
}

// turned reads a message that turns to a thing before its wish: “ok now the strike, short version please”.
func turned(text string, list []token) (wish message.Wish, to To, ok bool) {
	for at := 1; at < len(list); at++ {
		if !strings.ContainsAny(text[list[at-1].End:list[at].Start], ",:;.!–—") {
			continue
		}
		if wish = message.WishOf(text[list[at].Start:]); !ofAnArticle[wish] || message.AsksOf(list[at]) { // “what happened to it”
			continue
		}
		thing, turning := list[:at], false
		for len(thing) > 0 && passed(thing[0]) {
			turning = turning || phrases(turns).has(thing[0].Fold)
			thing = thing[1:]
		}
		if len(thing) == 0 || slices.ContainsFunc(thing, message.AsksOf) {
			continue
		}
		thing, one := thingBehind(thing)
		if n := len(thing); n > 0 && n <= message.MostTurned {
			return wish, To{Thing: said(text, thing), Express: true}, turning || one
		}
	}
	return message.None, to, false
}

// thingBehind returns the words for a thing, with or without “the”, and whether “story” or the like ends them.
func thingBehind(list []token) (thing []token, one bool) {
	if list[0].Fold == "the" {
		return behindThe(list)
	}
	if last := len(list) - 1; last > 0 && message.Items.Has(list[last].Fold) {
		return list[:last], true
	}
	return list, false
}
