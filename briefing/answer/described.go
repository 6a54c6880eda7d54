package answer

import (
	"slices"
	"strings"

	"lede/briefing/question"
	"lede/briefing/words"
)

// Sentences mention people without their names: “the Ukrainian president”, “the former clerk”.

// describe adds people to the sentences that refer to them by a description alone, “the Ukrainian president”.
func (x *Index) describe() {
	text := strings.ToLower(x.Text)
	if len(text) != len(x.Text) {
		return
	}
	for p := range x.People {
		for _, alias := range x.People[p].Aliases {
			if !strings.Contains(alias, " ") || words.Capital(alias) && !strings.HasPrefix(alias, "The ") {
				continue // a name
			}
			alias = strings.ToLower(alias)
			for i := range x.bags {
				if b := &x.bags[i]; strings.Contains(x.Sentences[i].Of(text), alias) && !slices.Contains(b.people, p) {
					b.carried = append(slices.Clip(b.carried), p)
				}
			}
		}
	}
}

// call adds people to the sentences that refer to them by an occupation nobody else has: “the former clerk” for a bank
// clerk.
func (x *Index) call() {
	called := map[string][]int{}
	for p := range x.People {
		if noun := headOf(wordsOf(x.People[p].Role)); noun != "" {
			called[noun] = append(called[noun], p)
		}
	}
	if p, noun := x.opening(); p >= 0 && !slices.Contains(called[noun], p) {
		called[noun] = append(called[noun], p)
	}
	if len(called) == 0 {
		return
	}
	for i := range x.bags {
		b := &x.bags[i]
		for j := range b.Words {
			who := called[b.Word(j)]
			if len(who) == 1 && b.Definite(j) && !slices.Contains(b.people, who[0]) && !slices.Contains(b.carried, who[0]) {
				b.carried = append(slices.Clip(b.carried), who[0])
			}
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

// opening finds a person whom the first sentence only calls “a bank clerk” and the next one begins by naming, and returns
// the noun too; -1 if there is none, or the first sentence has several such nouns.
func (x *Index) opening() (person int, noun string) {
	i := 0
	for i < len(x.bags) && x.headline(i) {
		i++
	}
	if i+1 >= len(x.bags) || len(x.bags[i].people) > 0 || len(x.bags[i].Words) == 0 || !words.Ruled(x.language) {
		return -1, ""
	}
	first := x.bags[i].Words[0].Fold
	noun = onlyRoleIn(x.bags[i].Words)
	if noun == "" || first != "a" && first != "an" {
		return -1, ""
	}
	for _, p := range x.bags[i+1].people {
		if m := x.People[p].Mentions[0]; m.Sentence == i+1 && m.Start == x.Sentences[i+1].Start {
			return p, noun
		}
	}
	return -1, ""
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
