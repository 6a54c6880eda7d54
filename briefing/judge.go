package briefing

import (
	"lede/briefing/words"
	"strings"
	"unicode/utf8"
)

// judge weighs the evidence that a name which no list knows is a person's.
func (f *nameFinder) judge(n name) nameKind {
	if f.bodyBefore(n) {
		return orgName // "the brokerage Lyndon Hart"
	}
	size, common := 0, 0
	for i := n.from; i < n.to; i++ {
		if f.tokens[i].kind != wordToken {
			continue
		}
		size++
		if l := f.tokens[i].lower; (f.words.Common[l] || f.small[l]) && !f.words.Given[f.word(i)] && !f.words.Particles[l] {
			common++
		}
	}
	first, last := f.word(n.from), f.word(n.to-1)
	given := f.words.Given[first] || twoSyllables(first)
	for i := n.from; i < n.to; i++ {
		if l := f.tokens[i].lower; l == "of" || l == "the" || l == "for" || l == "&" {
			return kindOf(f.words.Heads[first], orgName)
		}
	}
	switch {
	case size == 1:
		return f.judgeSingle(n, common > 0)
	case !n.titled && f.words.Leads[first] == "place" && !lastHead(f.words.Heads[last]):
		return placeName
	case !n.titled && f.words.Leads[first] == "org":
		return orgName
	case lastHead(f.words.Heads[last]) && (f.words.NoSurnames[last] || !(given && size == 2 && !f.words.Places[first] || n.titled && given)):
		return kindOf(f.words.Heads[last], otherName)
	case n.titled || given && !(common == size-1 && size > 2):
		return personName
	case strings.ContainsAny(f.Text[n.Start:n.End], "0123456789"):
		return otherName
	case words.Initials(first):
		return personName
	case common > 0 || size > 4 || f.articleBefore(n.from):
		return otherName
	case words.Shouted(first) || words.Shouted(last):
		return orgName
	}
	if _, demonym := f.words.Demonyms[first]; demonym {
		return otherName
	}
	return perhapsPerson
}

// judgeSingle judges a name of one word.
func (f *nameFinder) judgeSingle(n name, common bool) nameKind {
	w := f.word(n.from)
	if f.halves(w) {
		return otherName
	}
	if n.titled && !common && !words.Shouted(w) && !f.corporate(n) {
		return personName
	}
	if n.titled && n.run < n.from && f.words.Honorifics[f.tokens[n.run].lower] {
		return personName
	}
	if common || utf8.RuneCountInString(w) < 2 {
		return otherName
	}
	if r, size := utf8.DecodeRuneInString(w); words.Shouted(w) && f.words.Places[string(r)+strings.ToLower(w[size:])] {
		return placeName // "WASHINGTON —"
	}
	if words.Shouted(w) || strings.Contains(w, ".") {
		return orgName
	}
	if f.words.Given[w] && !f.articleBefore(n.from) {
		return perhapsPerson
	}
	return noName
}

// bodyBefore tells whether a noun of an organisation stands right before a name.
func (f *nameFinder) bodyBefore(n name) bool {
	if n.run != n.from || n.from <= f.first[n.sentence] {
		return false
	}
	l := f.tokens[n.from-1].lower
	return f.words.Firms[l]
}

// corporate tells whether the noun before a name of one word is one that a company bears as often as a person.
func (f *nameFinder) corporate(n name) bool {
	if n.from <= f.first[n.sentence] {
		return false
	}
	switch f.tokens[n.from-1].lower {
	case "rival", "partner", "owner", "co-owner", "producer", "developer", "broker", "trader", "champion", "host", "contender", "author", "star", "operator":
		return true
	}
	return false
}

// twoSyllables tells whether a word is a given name as Korean ones are written: "Hyun-woo".
func twoSyllables(w string) bool {
	before, after, ok := strings.Cut(w, "-")
	return ok && words.Capital(before) && !words.Capital(after) && len(before) > 1 && len(before) <= 5 && len(after) > 1 && len(after) <= 5 &&
		strings.Trim(after, "abcdefghijklmnopqrstuvwxyz") == "" && !words.Verbal(after) && after != "led" && !words.Lexicon().SmallWords[after]
}

// halves tells whether a hyphen joins two names rather than the parts of one: "Trump-Putin", "US-led".
func (f *nameFinder) halves(w string) bool {
	before, after, ok := strings.Cut(w, "-")
	if !ok {
		return false
	}
	return f.words.Places[before] || f.words.Places[after] || !words.Capital(after) || !words.Capital(before)
}

// articleBefore tells whether "the" or "a" stands right before.
func (f *nameFinder) articleBefore(i int) bool {
	if i == 0 || f.tokens[i-1].sentence != f.tokens[i].sentence {
		return false
	}
	l := f.tokens[i-1].lower
	return l == "the" || l == "a" || l == "an"
}

// lastHead tells whether a kind of head is one that stands last in a name.
func lastHead(head string) bool { return head == "org" || head == "place" || head == "other" }

func kindOf(head string, otherwise nameKind) nameKind {
	switch head {
	case "org":
		return orgName
	case "place":
		return placeName
	case "other":
		return otherName
	}
	return otherwise
}
