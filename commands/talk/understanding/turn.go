package understanding

import (
	"lede/briefing"
	"lede/commands/talk"
	"slices"

	turns "lede/desk/talk"
)

// TurnIn returns what the message before was about, if it was about that article.
func TurnIn(a *briefing.Article, ref string, last turns.Turn) (before talk.Before) {
	if last.Article != ref {
		return before
	}
	before.Frame, before.Asked, before.Shown, before.Named = last.Frame, last.Asked, last.Shown, last.Named
	for i := range a.People {
		if slices.Contains(last.People, a.People[i].Name) {
			before.People = append(before.People, &a.People[i])
		}
	}
	return before
}

// TurnAfter returns what the next message continues from: the people the question named, else those of the answer, else those before.
func TurnAfter(a *briefing.Article, ref string, last turns.Turn, meant talk.Meant, found briefing.Answer) turns.Turn {
	now := turns.Turn{Article: ref, Frame: meant.Frame, Asked: meant.Asked, Told: true, Hinted: last.Hinted, Listed: last.Listed}
	for _, s := range found.Sentences {
		if i := slices.IndexFunc(a.Sentences, func(one briefing.Sentence) bool { return one.Span == s.Span }); i >= 0 {
			now.Shown = append(now.Shown, i)
		}
	}
	if found.Answered && len(now.Shown) == 0 { // by the headline: what it tells is told by the news sentence
		now.Shown = append(now.Shown, a.Summary[:min(len(a.Summary), 1)]...)
	}
	now.Named = len(meant.People) > 0
	for _, p := range spokenOf(a, now.Shown, meant, found) {
		if !slices.Contains(now.People, p.Name) {
			now.People = append(now.People, p.Name)
		}
	}
	if last.Article == ref {
		if len(now.People) == 0 {
			now.People = last.People
		}
		if len(now.Shown) == 0 || meant.Else {
			now.Shown = append(now.Shown, last.Shown...)
		}
		if now.Frame == "" && !found.Answered {
			now.Frame = last.Frame
		}
	}
	return now
}

// spokenOf returns whom a question and its answer leave in the reader's mind.
func spokenOf(a *briefing.Article, shown []int, meant talk.Meant, found briefing.Answer) []*briefing.Person {
	named, whose := len(meant.People) > 0, found.Kind == briefing.Who && len(shown) > 0
	switch {
	case named && whose: // “who was her husband?”: he is spoken of now, too
		return append(slices.Clone(meant.People), talk.Subject(a, shown[0])...)
	case named:
		return meant.People
	}
	if carried := talk.Carried(a, meant.Question); len(carried) > 0 {
		return carried
	}
	switch {
	case whose: // “who won?”: each of the sentences may tell of another
		return subjects(a, shown)
	case len(shown) > 0:
		return talk.Subject(a, shown[0])
	}
	return nil
}

// subjects returns the people that some sentences leave in the reader's mind, each once.
func subjects(a *briefing.Article, sentences []int) (people []*briefing.Person) {
	for _, i := range sentences {
		for _, p := range talk.Subject(a, i) {
			if !slices.Contains(people, p) {
				people = append(people, p)
			}
		}
	}
	return people
}
