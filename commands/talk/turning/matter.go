package turning

import (
	"slices"
	"strings"

	"lede/briefing/words"
	"lede/commands/talk/message"
)

// Matter returns the thing by which a message calls a story, asking nothing else of it: “what's the syrup story”, “what about the court thing?”, “now the strike”,
// “what happened at the port”. Express is true unless the open article may be asked so. ok is false for any other message: “and the strike?”
func Matter(text string) (to To, ok bool) {
	if thing, ok := told(text); ok {
		return To{Thing: thing}, true
	}
	text = message.Plain(text)
	list := message.Words(text)
	for len(list) > 0 && passed(list[0]) && !message.AsksOf(list[0]) {
		to.Express = to.Express || phrases(turns).has(list[0].Fold)
		list = list[1:]
	}
	rest, turned := message.Another(list)
	if !turned || len(rest) == len(list) {
		rest = phrases(asking).cut(list)
		turned = false
	}
	thing, one := behindThe(rest)
	if len(thing) == 0 || len(thing) > message.MostTurned || slices.ContainsFunc(thing, message.AsksOf) || !slices.ContainsFunc(thing, message.AboutSomething) {
		return to, false
	}
	to.Thing, to.Express = said(text, thing), to.Express || one
	return to, to.Express || !turned && len(rest) < len(list)
}

// told returns the thing that a message asks to be told of, whatever that is: “brief me on the ferry please”, “no, I meant the ferry”; ok is false for any other
// message.
func told(text string) (thing string, ok bool) {
	text = words.WrittenOut(strings.TrimSpace(text))
	list := message.Words(text)
	for from := range list {
		if after := phrases(telling).cut(list[from:]); len(after) < len(list)-from {
			found, _ := thingBehind(after)
			for len(found) > 0 && idle(found[len(found)-1]) {
				found = found[:len(found)-1]
			}
			if len(found) == 0 || len(found) > message.MostTurned || slices.ContainsFunc(found, message.AsksOf) {
				return "", false
			}
			return said(text, found), true
		}
		if t := list[from]; !passed(t) && !idle(t) && !phrases(takingBack).has(t.Fold) { // “can you …”, “no sorry …”
			break
		}
	}
	return "", false
}
