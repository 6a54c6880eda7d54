package talk

import (
	"slices"

	"lede/briefing"
	"lede/briefing/words"
	"lede/commands/talk/message"
)

// mostBehind is how many sentences behind a name a pronoun may still stand for it.
const mostBehind = 3

// mostNear is how many people a sentence and those before it may name for each of them to be weighed.
const mostNear = 40

// Near returns those of some people of whom a sentence may tell by TellsOf: it, or one of the few before it, names or quotes them.
func Near(a *briefing.Article, people []*briefing.Person, sentence int) (near []*briefing.Person) {
	soon := func(i int) bool { return sentence-mostBehind <= i && i <= sentence }
	for _, p := range people {
		named := slices.ContainsFunc(p.Mentions, func(m briefing.Mention) bool { return soon(m.Sentence) })
		quoted := slices.ContainsFunc(p.Quotes, func(q int) bool { return q >= 0 && q < len(a.Quotes) && soon(a.Quotes[q].Sentence) })
		if (named || quoted) && len(near) < mostNear {
			near = append(near, p)
		}
	}
	return near
}

// TellsOf reports whether a sentence is about a person: it names them before anybody else, or a pronoun in it stands for them.
func TellsOf(a *briefing.Article, p *briefing.Person, e briefing.Evidence) bool {
	at := slices.IndexFunc(a.Sentences, func(s briefing.Sentence) bool { return s.Span == e.Span })
	if at < 0 {
		return false
	}
	list, named := message.Words(a.SentenceText(at)), namedIn(a, at)
	if len(list) == 0 || goesOn(a, p, at) {
		return len(list) > 0
	}
	if opens := list[0].Fold; pronoun(opens) != unknown && !words.Asking().Owners[opens] { // “He was helped by Marsh”
		named = nil
	}
	if len(named) > 0 {
		return named[0] == p
	}
	for i := at - 1; i >= max(0, at-mostBehind); i-- {
		if before := namedIn(a, i); len(before) > 0 {
			return len(before) == 1 && before[0] == p && refersTo(a, p, list)
		}
	}
	return false
}

// namedIn returns the people whom a sentence names, in its order.
func namedIn(a *briefing.Article, sentence int) (people []*briefing.Person) {
	at := map[*briefing.Person]int{}
	for _, p := range everybody(a) {
		for _, m := range p.Mentions {
			if first, ok := at[p]; m.Sentence == sentence && (!ok || m.Start < first) {
				at[p] = m.Start
			}
		}
		if _, ok := at[p]; ok {
			people = append(people, p)
		}
	}
	slices.SortFunc(people, func(one, other *briefing.Person) int { return at[one] - at[other] })
	return people
}

// namedInEach returns the people whom each sentence names, in its order: namedIn for all sentences at once.
func namedInEach(a *briefing.Article) map[int][]*briefing.Person {
	type naming struct {
		who *briefing.Person
		at  briefing.Mention
	}
	var all []naming
	for _, p := range everybody(a) {
		for _, m := range p.Mentions {
			all = append(all, naming{p, m})
		}
	}
	slices.SortStableFunc(all, func(one, other naming) int { return one.at.Start - other.at.Start })
	each, last := map[int][]*briefing.Person{}, map[*briefing.Person]int{}
	for _, n := range all {
		if before, named := last[n.who]; named && before == n.at.Sentence {
			continue
		}
		last[n.who] = n.at.Sentence
		each[n.at.Sentence] = append(each[n.at.Sentence], n.who)
	}
	return each
}

// refersTo reports whether words have a pronoun that fits a person, and none that does not.
func refersTo(a *briefing.Article, p *briefing.Person, list []message.Word) bool {
	fits := false
	for _, t := range list {
		if s := pronoun(t.Fold); s != unknown {
			if len(fitting(a, []*briefing.Person{p}, s)) == 0 {
				return false
			}
			fits = true
		}
	}
	return fits
}
