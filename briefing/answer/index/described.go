package index

import (
	"slices"
	"strings"

	"lede/briefing/question"
	"lede/briefing/words"
)

// Sentences mention people without their names: “the Ukrainian president”, “the former clerk”.

// describe adds people to the sentences that refer to them by a description alone, “the Ukrainian president”.
func (x *Index) describe() {
	text := "" // in lower case
	for p := range x.People {
		for _, alias := range x.People[p].Aliases {
			if !strings.Contains(alias, " ") || words.Capital(alias) && !strings.HasPrefix(alias, "The ") {
				continue // a name
			}
			if text == "" {
				text = strings.ToLower(x.Text)
			}
			if len(text) == len(x.Text) {
				x.describedAs(strings.ToLower(alias), text, p)
			}
		}
	}
}

// describedAs adds a person to the sentences that have a description. Both it and the text are in lower case.
func (x *Index) describedAs(description, text string, person int) {
	for i := range x.Bags {
		if b := &x.Bags[i]; strings.Contains(x.Sentences[i].Of(text), description) && !slices.Contains(b.People, person) {
			b.Carried = append(slices.Clip(b.Carried), person)
		}
	}
}

// call adds people to the sentences that refer to them by an occupation nobody else has: “the former clerk” for a bank
// clerk.
func (x *Index) call() {
	called := false
	for p := range x.people {
		called = x.bears(headOf(x.people[p].role), p) || called
	}
	if first, p, noun := x.opening(); p >= 0 {
		called = x.bears(noun, p) || called
		x.Bags[first].People = append(slices.Clip(x.Bags[first].People), p)
		x.unnamed = first + 1
	}
	for i := range x.Bags {
		if called {
			x.callsBy(&x.Bags[i])
		}
	}
}

// several marks an occupation that several people have.
const several = -1

// bears notes who has an occupation, and reports whether the article has the noun for it.
func (x *Index) bears(noun string, person int) bool {
	id, ok := x.IDOf(noun)
	if !ok || noun == "" {
		return false
	}
	switch w := &x.words[id]; w.bearer {
	case 0, int32(person) + 1:
		w.bearer = int32(person) + 1
	default:
		w.bearer = several
	}
	return true
}

// callsBy adds to a sentence whom it calls by occupation.
func (x *Index) callsBy(b *Bag) {
	for j, id := range b.plain {
		if x.words[id].bearer <= 0 || !b.Definite(j) {
			continue
		}
		if p := int(x.words[id].bearer) - 1; !slices.Contains(b.People, p) && !slices.Contains(b.Carried, p) {
			b.Carried = append(slices.Clip(b.Carried), p)
		}
	}
}

// headOf returns the head noun of a role, the last word before “of” and the like; "" if it is not an occupation.
func headOf(role []question.Word) string {
	noun := ""
	for _, w := range role {
		if words.Lexicon().Prepositions[w.Fold] {
			break
		}
		noun = w.Fold
	}
	if !words.Lexicon().Role(noun) {
		return ""
	}
	return noun
}

// opening finds a person whom the first sentence only calls “a bank clerk” and the next one begins by naming, and returns that sentence, and the noun
// if the sentence has no other such; the person is -1 if there is none.
func (x *Index) opening() (first, person int, noun string) {
	for first < len(x.Bags) && x.Headline(first) {
		first++
	}
	if first+1 >= len(x.Bags) || len(x.Bags[first].People) > 0 || !words.Ruled(x.Language) || !tellsOfSomebody(x.Bags[first].Words) {
		return first, -1, ""
	}
	for _, p := range x.Bags[first+1].People {
		if m := x.People[p].Mentions[0]; m.Sentence == first+1 && m.Start == x.Sentences[first+1].Start {
			return first, p, onlyRoleIn(x.Bags[first].Words)
		}
	}
	return first, -1, ""
}

// NamedBehind reports whether a sentence is the opening that only calls “a bank clerk” whom the next one begins by naming.
func (x *Index) NamedBehind(sentence int) bool { return x.unnamed == sentence+1 }

// tellsOfSomebody reports whether a sentence begins with somebody without a name: “a retired bank clerk”.
func tellsOfSomebody(list []question.Word) bool {
	const near = 5 // words
	if len(list) == 0 || list[0].Fold != "a" && list[0].Fold != "an" {
		return false
	}
	return slices.ContainsFunc(list[:min(near, len(list))], func(w question.Word) bool { return words.Lexicon().Role(w.Fold) || words.Lexicon().Victims[w.Fold] })
}

// onlyRoleIn returns the one noun among some words that is an occupation; "" for none or several.
func onlyRoleIn(list []question.Word) (noun string) {
	for _, w := range list {
		switch {
		case !words.Lexicon().Role(w.Fold):
		case noun != "":
			return ""
		default:
			noun = w.Fold
		}
	}
	return noun
}
