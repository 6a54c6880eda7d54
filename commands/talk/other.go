package talk

import (
	"cmp"
	"slices"

	"lede/briefing"
	"lede/briefing/words"
	"lede/commands/talk/message"
)

// This file reads who “the other one” is: the other bearer of a noun, beside whoever was just spoken of.

// other reads a message about the other of some: “and the other coach?”, “how old is the other one?”; ok is false for any other message, and if nobody can be meant.
func (m Meant) other(a *briefing.Article, before Before, text string, list []message.Word, phrase func(frame, name string) string) (Meant, bool) {
	from, to := otherIn(list)
	if from < 0 {
		return m, false
	}
	people, last := bearers(a, before, list[from+2:to]), spoken(a, before)
	others := slices.DeleteFunc(slices.Clone(people), func(p *briefing.Person) bool { return slices.Contains(last, p) })
	if len(others) == len(people) && len(people) < 2 { // none of them was spoken of
		return m, false
	}
	rest, _ := message.Another(list)
	alone := len(list) == to && (len(rest) == to-from || onlyLeads(list[:from]))
	m.People, m.Which = nil, nil
	switch {
	case len(others) == 0:
		return m, false
	case len(others) > 1:
		m = m.about(others, cmp.Or(before.Frame, FrameWho), phrase)
	case alone && before.Frame != "":
		m = m.about(others, before.Frame, phrase)
	case alone:
		m.Question, m.People, m.Other = phrase(FrameWho, others[0].Name), others, true
	default:
		m = understand(a, Before{}, text[:list[from].Start]+others[0].Name+text[list[to-1].End:], phrase)
	}
	return m, true
}

// onlyLeads reports whether some words only lead to what stands behind them: “ok, not that, ”.
func onlyLeads(list []message.Word) bool {
	return !slices.ContainsFunc(list, func(t message.Word) bool {
		idle := message.Leading.Has(t.Fold) || message.Interjected(t.Fold) || message.BesideChoice(t.Fold)
		return !idle
	})
}

// otherIn returns where “the other coach” or “the other one” begins and ends in a message; from is -1 if it does not.
func otherIn(list []message.Word) (from, to int) {
	for i := 1; i < len(list); i++ {
		if list[i].Fold != "other" || list[i-1].Fold != "the" {
			continue
		}
		to := i + 1
		if to < len(list) && !message.AsksOf(list[to]) {
			to++
		}
		return i - 1, to
	}
	return -1, 0
}

// spoken returns the one person of whom the message before spoke or its answer tells; nil for none or several.
func spoken(a *briefing.Article, before Before) []*briefing.Person {
	if len(before.People) == 1 {
		return before.People
	}
	if len(before.Shown) > 0 {
		if of := Subject(a, before.Shown[0]); len(of) == 1 {
			return of
		}
	}
	return nil
}

// bearers returns those of whom a noun may choose one: who bear it by their role, who are counted by it, “two inspectors, Anand and Orr”, or whom their sex makes so; for
// “one” or no noun, who are named beside whoever was just spoken of.
func bearers(a *briefing.Article, before Before, noun []message.Word) (people []*briefing.Person) {
	if len(noun) == 0 || noun[0].Fold == "one" || noun[0].Fold == "person" {
		return beside(a, spoken(a, before))
	}
	if s := sexOfNoun(noun[0].Fold); someone(noun[0].Fold) && s != unknown {
		if pair := surely(a, beside(a, spoken(a, before)), s); len(pair) > 1 {
			return pair
		}
		return surely(a, everybody(a), s)
	}
	for _, list := range [][]*briefing.Person{inRole(a, noun), fellows(a, noun[0].Fold), counted(a, noun[0].Fold)} {
		for _, p := range list {
			if !slices.Contains(people, p) {
				people = append(people, p)
			}
		}
	}
	return people
}

// counted returns the people whom a sentence names right behind a noun for several: “two inspectors, Anand and Orr”.
func counted(a *briefing.Article, noun string) []*briefing.Person {
	const soon = 2 // words between
	stem, each := words.FormOf(noun, a.Language).Stem, namedInEach(a)
	for i := range a.Sentences {
		people := each[i]
		if len(people) < 2 {
			continue
		}
		list := message.Words(a.SentenceText(i))
		at := slices.IndexFunc(list, func(t message.Word) bool { return t.Fold != stem && words.FormOf(t.Fold, a.Language).Stem == stem })
		if at < 0 || at+1 >= len(list) {
			continue
		}
		begins := slices.IndexFunc(people[0].Mentions, func(m briefing.Mention) bool { return m.Sentence == i })
		first := people[0].Mentions[begins].Start - a.Sentences[i].Start
		if between := slices.IndexFunc(list[at+1:], func(t message.Word) bool { return t.Start >= first }); between >= 0 && between <= soon && list[at].Start < first {
			return people
		}
	}
	return nil
}

// mostPairs is how many sentences that name somebody and one other are looked at.
const mostPairs = 50

// beside returns the two people whom a sentence names together, one of them the given one; nil if none does, or two name different ones.
func beside(a *briefing.Article, one []*briefing.Person) (pair []*briefing.Person) {
	if len(one) != 1 {
		return nil
	}
	each, tried := namedInEach(a), 0
	for i := range a.Sentences {
		people := each[i]
		if len(people) != 2 || !slices.Contains(people, one[0]) {
			continue
		}
		if tried++; tried > mostPairs {
			break
		}
		if !together(a, i, people) {
			continue
		}
		for _, p := range people {
			if !slices.Contains(pair, p) {
				pair = append(pair, p)
			}
		}
	}
	return pair
}

// together reports whether a sentence names two people as two of a kind: “Anand and Orr”, “two others, …”.
func together(a *briefing.Article, sentence int, two []*briefing.Person) bool {
	const soon = 3 // words between
	text := a.SentenceText(sentence)
	if hasPhrase(text, twosome) {
		return true
	}
	at := func(p *briefing.Person) briefing.Mention {
		return p.Mentions[slices.IndexFunc(p.Mentions, func(m briefing.Mention) bool { return m.Sentence == sentence })]
	}
	one, other := at(two[0]), at(two[1])
	if one.End > other.Start || other.Start > len(a.Text) {
		return false
	}
	between := message.Words(a.Text[one.End:other.Start])
	return len(between) <= soon && slices.ContainsFunc(between, func(t message.Word) bool { return t.Fold == "and" })
}

// HasOther reports whether a message like “the other one” may mean a person of an article beside those of whom was just spoken.
func HasOther(a *briefing.Article, before Before, text string) bool {
	list := message.Words(message.Plain(text))
	from, to := otherIn(list)
	return from >= 0 && len(before.Shown) > 0 && len(bearers(a, before, list[from+2:to])) > 1
}
