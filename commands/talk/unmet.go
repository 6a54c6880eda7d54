package talk

import (
	"slices"
	"strings"

	"lede/briefing"
	"lede/briefing/words"
	"lede/commands/talk/message"
)

// Met narrows the answer to a yes-or-no question to the sentences that speak of it and, if it is about the future, of the
// future. “Was she married?” is not answered by how old she was; if nothing is left, the sentences become the nearest.
func Met(a *briefing.Article, question string, found briefing.Answer) briefing.Answer {
	list := message.Words(question)
	for len(list) > 1 && message.Leading.Has(list[0].Fold) && !message.AsksOf(list[0]) {
		list = list[1:]
	}
	if !found.Answered || len(list) == 0 || !words.Asking().Auxiliaries[list[0].Fold] {
		return found
	}
	foretold := list[0].Fold == "will" || words.Being(list[0].Fold) && strings.Contains(message.Joined(list), " going to ")
	about := aboutOf(a, list)
	met := slices.DeleteFunc(slices.Clone(found.Sentences), func(e briefing.Evidence) bool {
		told := message.InText(e.Text)
		return !speaksOfAny(told, about) || foretold && !slices.ContainsFunc(told, func(t message.Word) bool { return coming.Has(t.Fold) || chance.Has(t.Fold) })
	})
	if len(met) == 0 {
		return briefing.Answer{Question: found.Question, Kind: found.Kind, Sentences: []briefing.Evidence{}, Nearest: found.Sentences}
	}
	found.Sentences = met
	return found
}

// aboutOf returns the words that say what a question is about, apart from the people it asks about.
func aboutOf(a *briefing.Article, list []message.Word) (about []message.Word) {
	called, roles := nameWords(everybody(a)...), roleWords(everybody(a)...)
	for _, t := range list {
		if message.AboutSomething(t) && !called.Has(t) && !roles[t.Fold] && !message.Interjected(t.Fold) {
			about = append(about, t)
		}
	}
	return about
}

// speaksOfAny reports whether a sentence has one of the words a question is about, or says it in other words. Without words it returns true.
func speaksOfAny(told, about []message.Word) bool {
	if len(about) == 0 {
		return true
	}
	stems := map[string]bool{}
	var forms []*words.Form
	for _, t := range told {
		form := words.FormOf(t.Fold, "en")
		stems[form.Stem] = true
		forms = append(forms, form)
	}
	var asked []string
	for _, t := range about {
		form := words.FormOf(t.Fold, "en")
		asked = append(asked, form.Stem)
		if stems[form.Stem] || slices.ContainsFunc(forms, func(f *words.Form) bool { return form.Shares(f) || form.Kinship(f) != words.NoKin }) {
			return true
		}
	}
	for _, clue := range words.FindClues(asked) {
		if slices.ContainsFunc(clue.Cues(), func(c words.Cue) bool {
			return !slices.ContainsFunc(c.Stems, func(s string) bool { return !stems[s] })
		}) {
			return true
		}
	}
	return false
}
