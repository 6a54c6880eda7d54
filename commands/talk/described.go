package talk

import (
	"slices"
	"strconv"
	"strings"

	"lede/briefing"
	"lede/briefing/words"
	"lede/commands/talk/message"
	"lede/commands/talk/overlap"
)

// someone reports whether a noun says no more of a person than that there is one: “the cargo guy”.
func someone(word string) bool {
	return slices.Contains([]string{"guy", "man", "woman", "lady", "girl", "boy", "dude", "chap", "bloke", "fellow", "person", "gentleman"}, word)
}

// mostSaidOf is the maximum number of words that describe a person.
const mostSaidOf = 4

// describes reports whether a word may describe a person: “the old cargo guy”.
func describes(t message.Word) bool {
	return message.AboutSomething(t) || endearing(t.Fold)
}

// endearing reports whether a word says nothing by which a person could be told from others: “the poor little boy”.
func endearing(word string) bool {
	return slices.Contains([]string{"little", "poor", "small", "young", "old", "wee"}, word)
}

// NamedOut replaces the description of a person with the name, if it fits only one: “the cargo guy”, “the woman with the cat”.
func NamedOut(a *briefing.Article, text string) string {
	text = withoutStyles(a, text)
	list := message.Words(text)
	for i, t := range list {
		if p := titled(a, t.Fold); p != nil && i > 0 && list[i-1].Fold == "the" {
			return text[:list[i-1].Start] + p.Name + text[t.End:]
		}
		if p := working(a, t.Fold); p != nil && i > 0 && list[i-1].Fold == "the" {
			return text[:list[i-1].Start] + p.Name + text[t.End:]
		}
		if !someone(t.Fold) || i == 0 {
			continue
		}
		if said, ok := saidOut(a, text, list, i); ok {
			return said
		}
	}
	return text
}

// saidOut replaces the description around a noun, if it fits only one person.
func saidOut(a *briefing.Article, text string, list []message.Word, i int) (string, bool) {
	from := i
	for from > 0 && i-from < mostSaidOf && describes(list[from-1]) {
		from--
	}
	if from == 0 || !slices.Contains([]string{"the", "that", "this"}, list[from-1].Fold) {
		return text, false
	}
	said, to := slices.Clone(list[from:i]), i+1
	if to < len(list) && slices.Contains([]string{"with", "from", "in", "at", "of", "who"}, list[to].Fold) {
		said, to = append(said, list[to+1:]...), len(list)
	}
	for to > i+1 && words.Asking().Saying[list[to-1].Fold] { // “the woman who helped say”
		to--
	}
	said = slices.DeleteFunc(said, func(t message.Word) bool {
		return !message.AboutSomething(t) || endearing(t.Fold) || t.Start >= list[to-1].End
	})
	p := describedBy(a, said)
	if len(said) == 0 {
		p = onlyChild(a, list[i].Fold)
	}
	if p != nil && !tellsOfAnother(a, p, list[i].Fold, said) {
		return text[:list[from-1].Start] + p.Name + text[list[to-1].End:], true
	}
	return text, false
}

// onlyChild returns the one child of an article whom “the boy” or “the girl” may be, by the age behind the name: “Wilmer, 12”. It returns nil
// for none or several.
func onlyChild(a *briefing.Article, noun string) (found *briefing.Person) {
	if noun != "boy" && noun != "girl" {
		return nil
	}
	crowds := crowdsOf(a)
	for i := range a.People {
		p := &a.People[i]
		if s := sexOf(a, p, crowds); !isChild(a, p) || s != unknown && s != sexOfNoun(noun) {
			continue
		}
		if found != nil {
			return nil
		}
		found = p
	}
	return found
}

// isChild reports whether an age of fewer than 18 years stands beside the first mention of a name: “Wilmer, 12”, “4-year-old Wilmer”.
func isChild(a *briefing.Article, p *briefing.Person) bool {
	if len(p.Mentions) == 0 || p.Mentions[0].End > len(a.Text) {
		return false
	}
	if before, ok := strings.CutSuffix(a.Text[:p.Mentions[0].Start], "-year-old "); ok {
		age, err := strconv.Atoi(before[len(strings.TrimRight(before, "0123456789")):])
		return err == nil && age < 18
	}
	behind, ok := strings.CutPrefix(a.Text[p.Mentions[0].End:], ", ")
	rest := strings.TrimLeft(behind, "0123456789")
	age, err := strconv.Atoi(behind[:len(behind)-len(rest)])
	ends := rest == "" || strings.ContainsAny(rest[:1], ",.;")
	return ok && err == nil && ends && age < 18
}

// tellsOfAnother reports whether the article tells all that of somebody without a name, or whether the noun cannot be the person's.
func tellsOfAnother(a *briefing.Article, p *briefing.Person, noun string, said []message.Word) bool {
	if s, want := sexOf(a, p, crowdsOf(a)), sexOfNoun(noun); s != unknown && want != unknown && s != want {
		return true
	}
	n := namesOf(a)
	for i := range a.Sentences {
		if one, ok := n.nameless(i); ok && someone(one.noun) && samePerson(one.noun, noun) && hasAll(a, i, said) {
			return true
		}
	}
	return false
}

// describedBy returns the one person whom all the given words describe in the article: in the role, or else in sentences that name no other
// person. It returns nil if none or several fit.
func describedBy(a *briefing.Article, said []message.Word) *briefing.Person {
	if len(said) == 0 || len(said) > mostSaidOf {
		return nil
	}
	crowds := crowdsOf(a)
	inRole := func(p *briefing.Person) string { return p.Role }
	inSentences := func(p *briefing.Person) (text string) {
		for _, m := range p.Mentions {
			if m.Sentence >= 0 && m.Sentence < len(crowds) && crowds[m.Sentence] == 1 {
				text += a.SentenceText(m.Sentence) + " "
			}
		}
		return text
	}
	for _, textOf := range []func(*briefing.Person) string{inRole, inSentences} {
		var found []*briefing.Person
		for i := range a.People {
			has := message.Stems(textOf(&a.People[i]), a.Language)
			if !slices.ContainsFunc(said, func(t message.Word) bool { return !has[words.FormOf(t.Fold, a.Language).Stem] }) {
				found = append(found, &a.People[i])
			}
		}
		if len(found) == 1 {
			return found[0]
		}
		if len(found) > 1 {
			return nil
		}
	}
	return nil
}

// withoutStyles removes “Mrs” and the like before a name, as the article may never use them.
func withoutStyles(a *briefing.Article, text string) string {
	list, called := message.Words(text), nameWords(everybody(a)...)
	for i, t := range list[:max(0, len(list)-1)] {
		style := slices.Contains([]string{"mr", "mrs", "ms", "miss", "mister", "sir", "madam", "herr", "frau", "monsieur", "madame", "senor", "senora", "senhor", "senhora", "пан", "пані"}, t.Fold)
		if style && called.Has(list[i+1]) {
			return text[:t.Start] + text[list[i+1].Start:]
		}
	}
	return text
}

// titled returns the one person with the title of an office whose role lacks its noun: “the doctor” is Dr. Farouk. It returns nil for none or many.
func titled(a *briefing.Article, noun string) (found *briefing.Person) {
	title, ok := map[string]string{"doctor": "Dr", "professor": "Prof", "judge": "Judge", "reverend": "Rev", "senator": "Sen", "detective": "Det"}[noun]
	if !ok || len(inRole(a, []message.Word{{Fold: noun}})) > 0 {
		return nil
	}
	for i := range a.People {
		p := &a.People[i]
		if !slices.ContainsFunc(p.Mentions, func(m briefing.Mention) bool {
			before := strings.TrimRight(a.Text[:m.Start], " .")
			return strings.HasSuffix(before, title) || strings.HasPrefix(a.Text[m.Start:m.End], title+". ") || strings.HasPrefix(a.Text[m.Start:m.End], title+" ")
		}) {
			continue
		}
		if found != nil {
			return nil
		}
		found = p
	}
	return found
}

// working returns the one person whose work the noun is derived from, in a sentence that names nobody else: “the baker” runs a
// bakery. It returns nil if the article uses the noun itself, or if several fit.
func working(a *briefing.Article, noun string) (found *briefing.Person) {
	root, ok := strings.CutSuffix(noun, "er")
	const least = 3
	if !ok || len(root) < least || overlap.Stems(a)[words.FormOf(noun, a.Language).Stem] {
		return nil
	}
	work := []string{root, root + "s", root + "e", root + "es", root + "ing", noun + "y"}
	crowds := crowdsOf(a)
	for i := range a.People {
		p, last := &a.People[i], -1
		if !slices.ContainsFunc(p.Mentions, func(m briefing.Mention) bool {
			alone := m.Sentence >= 0 && m.Sentence < len(crowds) && crowds[m.Sentence] == 1 && m.Sentence != last
			last = m.Sentence // or a sentence full of one name would be read for each of them
			return alone && slices.ContainsFunc(message.Words(a.SentenceText(m.Sentence)), func(t message.Word) bool { return !t.Upper && slices.Contains(work, t.Fold) })
		}) {
			continue
		}
		if found != nil {
			return nil
		}
		found = p
	}
	return found
}
