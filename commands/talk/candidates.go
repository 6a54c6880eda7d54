package talk

import (
	"slices"

	"lede/briefing"
	"lede/briefing/words"
	"lede/commands/talk/message"
)

// This file finds whom a pronoun may mean.

// mainOf returns the one of the people whom the headline names, else the one the article names at least twice as often as any other, else all.
func mainOf(a *briefing.Article, people []*briefing.Person) []*briefing.Person {
	if p := openingOf(a, people); p != nil {
		return []*briefing.Person{p}
	}
	var one []*briefing.Person
	title := message.Words(a.Title)
	for _, p := range people {
		if slices.ContainsFunc(title, nameWords(p).Has) {
			one = append(one, p)
		}
	}
	if len(one) == 1 {
		return one
	}
	const often = 3
	for _, p := range people {
		seldom := func(other *briefing.Person) bool { return other == p || 2*len(other.Mentions) <= len(p.Mentions) }
		if len(p.Mentions) >= often && !slices.ContainsFunc(people, func(other *briefing.Person) bool { return !seldom(other) }) {
			return []*briefing.Person{p}
		}
	}
	return people
}

// openingOf returns the one of the people with whose name an article begins, or whom it tells of first and names at the beginning of the next sentence: “A girl
// of 14 has been found. Freya Holm was …”; nil for none.
func openingOf(a *briefing.Article, people []*briefing.Person) *briefing.Person {
	news := newsOf(a)
	if news < 0 || news+1 >= len(a.Sentences) {
		return nil
	}
	_, nameless := namesOf(a).nameless(news)
	at := slices.IndexFunc(people, func(p *briefing.Person) bool {
		if len(p.Mentions) == 0 {
			return false
		}
		m, called := firstBehind(p, a.Sentences[news].Start), nameless || p.RoleAt != nil && p.RoleAt.Start < a.Sentences[news].End
		return m == a.Sentences[news].Start || called && m == a.Sentences[news+1].Start
	})
	if at < 0 {
		return nil
	}
	return people[at]
}

// firstBehind returns where a person is first named from a place in the text on; -1 for nowhere.
func firstBehind(p *briefing.Person, from int) int {
	for _, m := range p.Mentions {
		if m.Start >= from {
			return m.Start
		}
	}
	return -1
}

// candidates returns the people a pronoun may refer to: the previous people, and, unless the article shows that it is them, also those
// it surely may refer to; else all who fit in the article. A person asked about alone just before is meant unless something contradicts it.
func candidates(a *briefing.Article, before Before, want sex) []*briefing.Person {
	fit := fitting(a, before.People, want)
	if before.Frame != "" && before.Named && len(before.People) == 1 && len(fit) == 1 {
		return fit
	}
	if len(fit) == 0 {
		return fitting(a, everybody(a), want)
	}
	if len(fit) == 1 && isAnimal(a, fit[0]) {
		return fit
	}
	if len(fit) == 1 && len(surely(a, fit, want)) == 0 {
		fit = append(fit, surely(a, everybody(a), want)...)
	}
	return fit
}

// isAnimal reports whether a name is given to an animal: “the cat, Dewey”. Of those no article says “he” or “she” before a reader does.
func isAnimal(a *briefing.Article, p *briefing.Person) bool {
	const soon = 2 // words between
	return slices.ContainsFunc(p.Mentions, func(m briefing.Mention) bool {
		if m.Sentence < 0 || m.Sentence >= len(a.Sentences) || m.Start < a.Sentences[m.Sentence].Start {
			return false
		}
		list := message.Words(a.Text[a.Sentences[m.Sentence].Start:m.Start])
		return slices.ContainsFunc(list[max(0, len(list)-soon):], func(t message.Word) bool { return words.Lexicon().Animals[t.Fold] && !t.Owner })
	})
}

// surely returns the people of whom the article shows that the pronoun fits.
func surely(a *briefing.Article, people []*briefing.Person, want sex) (sure []*briefing.Person) {
	crowds := crowdsOf(a)
	for _, p := range people {
		if sexOf(a, p, crowds) == want {
			sure = append(sure, p)
		}
	}
	return sure
}

// ShownFirst returns people in the order in which they are offered: those just spoken of, those whom the sentences just shown name, then the rest.
func ShownFirst(a *briefing.Article, before Before, people []*briefing.Person) []*briefing.Person {
	first := slices.Clone(before.People)
	for _, i := range before.Shown {
		first = append(first, namedIn(a, i)...)
	}
	rank := func(p *briefing.Person) int {
		if at := slices.Index(first, p); at >= 0 {
			return at
		}
		return len(first)
	}
	people = slices.Clone(people)
	slices.SortStableFunc(people, func(one, other *briefing.Person) int { return rank(one) - rank(other) })
	return people
}
