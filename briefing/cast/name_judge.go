package cast

import (
	"strings"
	"unicode/utf8"

	"lede/briefing/words"
)

// judge weighs the evidence that a name which no list knows is a person's.
func (f *nameFinder) judge(n name) nameKind {
	if f.bodyBefore(n) {
		return OrgName // "the brokerage Lyndon Hart"
	}
	size, common := 0, 0
	for i := n.from; i < n.to; i++ {
		if !f.Tokens[i].Word() {
			continue
		}
		size++
		if l := f.Lower(i); (f.Words.Common[l] || f.small[l]) && !f.Words.Given[f.Word(i)] && !f.Words.Particles[l] {
			common++
		}
	}
	first, last := f.Word(n.from), f.Word(n.to-1)
	given := f.Words.Given[first] || twoSyllables(first)
	for i := n.from; i < n.to; i++ {
		if l := f.Lower(i); l == "of" || l == "the" || l == "for" || l == "&" {
			return kindOf(f.Words.Heads[first], OrgName)
		}
	}
	switch {
	case size == 1:
		return f.judgeSingle(n, common > 0)
	case !n.titled && f.Words.Leads[first] == "place" && !lastHead(f.Words.Heads[last]):
		return PlaceName
	case !n.titled && f.Words.Leads[first] == "org":
		return OrgName
	case lastHead(f.Words.Heads[last]) && (f.Words.NoSurnames[last] || !(given && size == 2 && !f.Words.Places[first] || n.titled && given)):
		return kindOf(f.Words.Heads[last], otherName)
	case n.titled || given && !(common == size-1 && size > 2):
		return personName
	case strings.ContainsAny(f.Text[n.Start:n.End], "0123456789"):
		return otherName
	case words.Initials(first):
		return personName
	case common > 0 || size > 4 || f.articleBefore(n.from):
		return otherName
	case words.Shouted(first) || words.Shouted(last):
		return OrgName
	}
	if _, demonym := f.Words.Demonyms[first]; demonym {
		return otherName
	}
	return perhapsPerson
}

// judgeSingle judges a name of one word.
func (f *nameFinder) judgeSingle(n name, common bool) nameKind {
	w := f.Word(n.from)
	if f.halves(w) {
		return otherName
	}
	if n.titled && !common && !words.Shouted(w) && !f.corporate(n) {
		return personName
	}
	if n.titled && n.run < n.from && f.Words.Honorifics[f.Lower(n.run)] {
		return personName
	}
	if common || utf8.RuneCountInString(w) < 2 {
		return otherName
	}
	if r, size := utf8.DecodeRuneInString(w); words.Shouted(w) && f.Words.Places[string(r)+strings.ToLower(w[size:])] {
		return PlaceName // "WASHINGTON —"
	}
	if words.Shouted(w) || strings.Contains(w, ".") {
		return OrgName
	}
	if f.Words.Given[w] && !f.articleBefore(n.from) {
		return perhapsPerson
	}
	return noName
}

// bodyBefore tells whether a noun of an organisation stands right before a name.
func (f *nameFinder) bodyBefore(n name) bool {
	if n.run != n.from || n.from <= f.First[n.Sentence] {
		return false
	}
	l := f.Lower(n.from - 1)
	return f.Words.Firms[l]
}

// corporate tells whether the noun before a name of one word is one that a company bears as often as a person.
func (f *nameFinder) corporate(n name) bool {
	if n.from <= f.First[n.Sentence] {
		return false
	}
	switch f.Lower(n.from - 1) {
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
	return f.Words.Places[before] || f.Words.Places[after] || !words.Capital(after) || !words.Capital(before)
}

// articleBefore tells whether "the" or "a" stands right before.
func (f *nameFinder) articleBefore(i int) bool {
	if i == 0 || f.Tokens[i-1].Sentence != f.Tokens[i].Sentence {
		return false
	}
	l := f.Lower(i - 1)
	return words.Article(l)
}

// lastHead tells whether a kind of head is one that stands last in a name.
func lastHead(head string) bool { return head == "org" || head == "place" || head == "other" }

func kindOf(head string, otherwise nameKind) nameKind {
	switch head {
	case "org":
		return OrgName
	case "place":
		return PlaceName
	case "other":
		return otherName
	}
	return otherwise
}
