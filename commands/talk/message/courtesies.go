package message

import (
	"slices"
	"strings"

	"lede/briefing/words"
)

// Polite reports whether a clause asks for nothing.
func Polite(clause string) bool {
	list := Words(clause)
	switch WishIn(list, Marked(clause)) {
	case Greeting, Thanks, Well, Agree:
		return true
	}
	return len(list) == 0 || courteous(clause)
}

// courteous reports whether a clause consists of courtesies: “have a nice day”.
func courteous(clause string) bool {
	list, says := Words(clause), false
	for _, t := range list {
		if !known().courtesies[t.Fold] && !known().fillers[t.Fold] {
			return false
		}
		says = says || known().courtesies[t.Fold]
	}
	return says && !strings.Contains(clause, "?")
}

// courtesy returns the wish of a message of several courtesies, the one that most needs an answer: thanks; None for any other message.
func courtesy(text string) (found Wish) {
	for _, part := range clauses(text) {
		list := Words(part)
		w := WishIn(list, Marked(part))
		for n := min(len(list), mostThanking); w == None && n > 0; n-- { // “thanks for your help”
			w = wishOf(list[:n])
		}
		switch {
		case w == Thanks && praises(part, list):
			found = Thanks
		case len(list) > 0 && !Polite(part):
			return None
		case w == Thanks, w == Greeting && found != Thanks, (w == Well || w == Agree) && found == None:
			found = w
		}
	}
	return found
}

// praises reports whether a clause that goes with thanks asks for nothing more: “thanks bot, ur the best”.
func praises(clause string, list []Word) bool {
	if len(list) > mostPraising || strings.Contains(clause, "?") {
		return false
	}
	return !slices.ContainsFunc(list, func(t Word) bool {
		asks := AsksOf(t) && !words.Being(t.Fold)
		turns := Items.Has(t.Fold) || Leading.Has(t.Fold) || t.Fold == "now"
		return asks || turns || PickIn(t.Fold) != 0 // “next” does as well
	})
}

// mostPraising is the maximum number of words of praise.
const mostPraising = 8

// mostThanking is the maximum number of words of thanks.
const mostThanking = 4

// aside reports whether a clause only says something about the person who asks: “I'm new here”.
func aside(clause string) bool {
	list := Words(withoutInterjections(clause))
	return len(list) > 0 && known().asides[list[0].Fold] && !strings.HasSuffix(strings.TrimSpace(clause), "?") &&
		!slices.ContainsFunc(list, func(t Word) bool { return words.Asking().QuestionWords[t.Fold] })
}
