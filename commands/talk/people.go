package talk

import (
	"slices"
	"strings"

	"lede/briefing"
	"lede/briefing/words"
	"lede/commands/talk/message"
)

// sex is the gender in which an article speaks of a person, as far as it can be told.
type sex int

const (
	unknown sex = iota
	male
	female
)

// pronoun returns the sex a third-person pronoun refers to, unknown for any other word. “They” may refer to a group and does not count.
func pronoun(word string) sex {
	switch word {
	case "he", "him", "his", "himself":
		return male
	case "she", "her", "hers", "herself":
		return female
	}
	return unknown
}

// sexOf takes it from what relative the person is, else from the pronouns by which the article names the speaker of a quotation, else from a role or the given name. crowds are
// the counts of crowdsOf.
func sexOf(a *briefing.Article, p *briefing.Person, crowds []int) sex {
	if s := sexOfKin(a, p); s != unknown {
		return s
	}
	for _, i := range p.Quotes {
		if i < 0 || i >= len(a.Quotes) || a.Quotes[i].Mention == nil {
			continue
		}
		if s := pronoun(words.Fold(a.At(*a.Quotes[i].Mention))); s != unknown {
			return s
		}
	}
	if s := sexBehind(a, p, crowds); s != unknown {
		return s
	}
	lists := words.Lexicon()
	for w := range strings.FieldsSeq(words.Fold(p.Role)) {
		switch {
		case lists.FemaleRoles[w]:
			return female
		case lists.MaleRoles[w]:
			return male
		}
	}
	given, _, _ := strings.Cut(p.Name, " ")
	switch m, f := lists.Male[given], lists.Female[given]; {
	case m && !f:
		return male
	case f && !m:
		return female
	}
	return unknown
}

// sexBehind takes it from a sentence that begins with a pronoun, outside a quotation, right after one that names only this person.
func sexBehind(a *briefing.Article, p *briefing.Person, crowds []int) sex {
	for _, m := range p.Mentions {
		next := m.Sentence + 1
		if m.Sentence < 0 || next >= len(a.Sentences) || crowds[m.Sentence] != 1 || crowds[next] > 1 {
			continue
		}
		opening := message.Words(a.SentenceText(next))
		if len(opening) > 0 && opening[0].Start == 0 && pronoun(opening[0].Fold) != unknown {
			return pronoun(opening[0].Fold)
		}
	}
	return unknown
}

// mostBetween is how many words may stand between a relative and the name: “her husband, the fisherman Karmnu Vella”.
const mostBetween = 5

// sexOfKin takes it from the relative as whom the article introduces a person: “her husband, Karmnu Vella”.
func sexOfKin(a *briefing.Article, p *briefing.Person) sex {
	if len(p.Mentions) == 0 || p.Mentions[0].Sentence < 0 || p.Mentions[0].Sentence >= len(a.Sentences) {
		return unknown
	}
	m := p.Mentions[0]
	start := max(a.Sentences[m.Sentence].Start, m.Start-mostBefore)
	if start > m.Start || m.Start > len(a.Text) {
		return unknown
	}
	list := message.InText(strings.ToValidUTF8(a.Text[start:m.Start], ""))
	for i := len(list) - 1; i > 0 && i >= len(list)-mostBetween; i-- {
		switch t := list[i]; {
		case t.Upper, words.Stopword(t.Fold, "en") && t.Fold != "the":
			return unknown
		case words.Asking().Owners[list[i-1].Fold] || list[i-1].Owner:
			return sexOfNoun(t.Fold)
		}
	}
	return unknown
}

// mostBefore bounds how many bytes before a name are read.
const mostBefore = 400

// crowdsOf counts the people that each sentence of an article names.
func crowdsOf(a *briefing.Article) []int {
	crowds := make([]int, len(a.Sentences))
	for i := range a.People {
		last := -1 // mentions are in text order
		for _, m := range a.People[i].Mentions {
			if m.Sentence > last && m.Sentence < len(crowds) {
				crowds[m.Sentence]++
				last = m.Sentence
			}
		}
	}
	return crowds
}

// fitting returns the people a pronoun may refer to.
func fitting(a *briefing.Article, people []*briefing.Person, want sex) (fit []*briefing.Person) {
	crowds := crowdsOf(a)
	for _, p := range people {
		if s := sexOf(a, p, crowds); s == want || s == unknown {
			fit = append(fit, p)
		}
	}
	return fit
}

// Named returns the people of the article whom a text names: by a word of the name, else by a noun of the role. Of several with the same
// name, it returns those whose names share most words with the text.
func Named(a *briefing.Article, text string) []*briefing.Person {
	list := message.Words(text)
	found, most := []*briefing.Person(nil), 0
	for i := range a.People {
		p, n := &a.People[i], 0
		called := nameWords(p)
		for _, t := range list {
			if called.Has(t) {
				n++
			}
		}
		if n > most {
			found, most = nil, n
		}
		if n == most && n > 0 {
			found = append(found, p)
		}
	}
	if found = append(found, alsoNamed(a, list, found)...); len(found) > 0 {
		return found
	}
	if found = inRole(a, list); len(found) == 0 {
		found = small(a, list)
	}
	return found
}

// small returns people whose name is also a common word, written in lower case where a name is expected: “who is marsh”, “what did price say”.
func small(a *briefing.Article, list []message.Word) (found []*briefing.Person) {
	for i, t := range list {
		if i == 0 || !words.Lexicon().Common[t.Fold] || !namedAt(list, i) {
			continue
		}
		t.Upper = true
		for j := range a.People {
			if p := &a.People[j]; nameWords(p).Has(t) {
				found = append(found, p)
			}
		}
	}
	return found
}

// namedAt reports whether a name is expected at a position in a message.
func namedAt(list []message.Word, i int) bool {
	asks, before := words.Asking(), list[i-1].Fold
	if i == len(list)-1 {
		return calling.Has(before) || list[0].Fold == "who" && words.Being(before)
	}
	return asks.Auxiliaries[before] && asks.StrictSaying[list[i+1].Fold]
}

// alsoNamed returns further people whom a text names, by names that no other person has.
func alsoNamed(a *briefing.Article, list []message.Word, others []*briefing.Person) (found []*briefing.Person) {
	taken := nameWords(others...)
	for i := range a.People {
		called := nameWords(&a.People[i])
		if slices.ContainsFunc(list, func(t message.Word) bool { return called.Has(t) && !taken.Has(t) }) {
			found = append(found, &a.People[i])
		}
	}
	return found
}

// nameWords returns the words of people's names.
func nameWords(people ...*briefing.Person) message.Names {
	c := message.Names{}
	for _, p := range people {
		for _, name := range append([]string{p.Name}, p.Aliases...) {
			for _, w := range message.Words(name) {
				if len(w.Fold) > 1 && w.Upper && !words.Lexicon().Roles[w.Fold] {
					c[w.Fold] = true
				}
			}
		}
	}
	return c
}

// roleWords returns the words of people's roles and their synonyms.
func roleWords(people ...*briefing.Person) map[string]bool {
	all := map[string]bool{}
	for _, p := range people {
		for _, w := range message.Words(p.Role) {
			all[w.Fold] = true
			for _, other := range offices(w.Fold) {
				all[other] = true
			}
		}
	}
	return all
}

// offices returns the synonyms of an office's noun, in both directions: “ceo” for “chief executive”.
func offices(noun string) []string {
	same := words.Lexicon().SameOffices
	others := slices.Clone(same[noun])
	for office, stand := range same {
		if slices.Contains(stand, noun) {
			others = append(others, office)
		}
	}
	return others
}

// inRole returns the people whose role's noun is in the text: “the mayor”, “the police chief”. If there are none, it returns those of
// the nearest office that the noun may stand for: “the ceo”.
func inRole(a *briefing.Article, list []message.Word) (found []*briefing.Person) {
	asked, akin := map[string]bool{}, map[string]bool{}
	for _, t := range list {
		asked[t.Fold] = words.Lexicon().Roles[t.Fold]
		for _, other := range offices(t.Fold) {
			akin[other] = true
		}
	}
	for i := range a.People {
		if slices.ContainsFunc(message.Words(a.People[i].Role), func(w message.Word) bool { return asked[w.Fold] }) {
			found = append(found, &a.People[i])
		}
	}
	if len(found) > 0 {
		return found
	}
	most := 0
	for i := range a.People {
		n := 0
		for _, w := range message.Words(a.People[i].Role) {
			if akin[w.Fold] {
				n++
			}
		}
		if n > most {
			found, most = nil, n
		}
		if n == most && n > 0 {
			found = append(found, &a.People[i])
		}
	}
	return found
}

// Subject returns the people an answer leaves in the reader's mind: the one its first sentence begins with, else the speaker it quotes, else
// all the people it names.
func Subject(a *briefing.Article, sentence int) []*briefing.Person {
	if sentence < 0 || sentence >= len(a.Sentences) {
		return nil
	}
	var quoted, mentioned []*briefing.Person
	for i := range a.People {
		p := &a.People[i]
		if slices.ContainsFunc(p.Quotes, func(q int) bool { return q < len(a.Quotes) && a.Quotes[q].Sentence == sentence }) {
			quoted = append(quoted, p)
		}
		for _, m := range p.Mentions {
			if m.Sentence != sentence {
				continue
			}
			if m.Start == a.Sentences[sentence].Start {
				return []*briefing.Person{p}
			}
			if !slices.Contains(mentioned, p) {
				mentioned = append(mentioned, p)
			}
		}
	}
	if len(quoted) > 0 {
		return quoted
	}
	return mentioned
}
