package cast

import (
	"strings"
	"unicode/utf8"

	"lede/briefing/words"
)

// judge weighs the evidence that a name which no list knows is a person's.
func (f *nameFinder) judge(n Name) NameKind {
	if f.bodyBefore(n) {
		return OrgName // "the brokerage Lyndon Hart"
	}
	s := f.shapeOf(n)
	switch {
	case s.joined:
		return kindOf(f.Words.Heads[s.first], OrgName)
	case s.size == 1:
		return f.judgeSingle(n, s.common > 0)
	case !n.titled && f.ledBy(s) != noName:
		return f.ledBy(s)
	case lastHead(f.Words.Heads[s.last]) && !f.bearsHead(n, s):
		return kindOf(f.Words.Heads[s.last], otherName)
	case n.titled, s.given && (s.size == 2 || s.common != s.size-1):
		return personName
	case strings.ContainsAny(f.At(n.Span), "0123456789"):
		return otherName
	case words.Initials(s.first):
		return personName
	case s.common > 0 || s.size > 4 || f.articleBefore(n.from):
		return otherName
	case words.Shouted(s.first) || words.Shouted(s.last):
		return OrgName
	case f.Words.Demonyms[s.first] != "":
		return otherName
	}
	return perhapsPerson
}

// nameShape is what the words of a name tell by themselves.
type nameShape struct {
	first, last  string
	size, common int  // how many words it has, and how many of them are common ones
	given        bool // the first is a given name
	joined       bool // "of", "the", "for" or "&" is among them
}

func (f *nameFinder) shapeOf(n Name) nameShape {
	s := nameShape{first: f.Word(n.from), last: f.Word(n.to - 1)}
	s.given = f.Words.Given[s.first] || f.twoSyllables(s.first)
	for i := n.from; i < n.to; i++ {
		l := f.Lower(i)
		s.joined = s.joined || words.OfOrFor(l) || l == "the" || l == "&"
		if !f.Tokens[i].Word() {
			continue
		}
		s.size++
		if f.ordinary(l) && !f.Words.Given[f.Word(i)] && !f.Words.Particles[l] {
			s.common++
		}
	}
	return s
}

// ledBy is what the first word of a name alone makes of it: "Mount Ararat", "Bank Austria".
func (f *nameFinder) ledBy(s nameShape) NameKind {
	switch lead := f.Words.Leads[s.first]; {
	case lead == "org":
		return OrgName
	case lead == "place" && !lastHead(f.Words.Heads[s.last]):
		return PlaceName
	}
	return noName
}

// ordinary tells whether a word is a common one, in English or in this article.
func (f *nameFinder) ordinary(l string) bool { return f.Words.Common[l] || f.small[l] }

// bearsHead tells whether a person may have a surname that is also the last word of other names: "Ann Bridge".
func (f *nameFinder) bearsHead(n Name, s nameShape) bool {
	if f.Words.NoSurnames[s.last] || !s.given {
		return false
	}
	return n.titled || s.size == 2 && !f.Words.Places[s.first]
}

// judgeSingle judges a name of one word.
func (f *nameFinder) judgeSingle(n Name, common bool) NameKind {
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
func (f *nameFinder) bodyBefore(n Name) bool {
	if n.run != n.from || n.from <= f.First[n.Sentence] {
		return false
	}
	l := f.Lower(n.from - 1)
	return f.Words.Firms[l]
}

// corporate tells whether the noun before a name of one word is one that a company bears as often as a person.
func (f *nameFinder) corporate(n Name) bool {
	if n.from <= f.First[n.Sentence] {
		return false
	}
	return f.Words.CompanyRoles[f.Lower(n.from-1)]
}

// twoSyllables tells whether a word is a given name as Korean ones are written: "Hyun-woo".
func (f *nameFinder) twoSyllables(w string) bool {
	before, after, ok := strings.Cut(w, "-")
	if !ok || !syllable(before) || !syllable(after) || !words.Capital(before) {
		return false
	}
	if strings.Trim(after, "abcdefghijklmnopqrstuvwxyz") != "" || words.Verbal(after) {
		return false
	}
	return after != "led" && !f.Words.SmallWords[after]
}

// syllable tells whether a part of a word is as long as a Korean syllable in Latin letters.
func syllable(part string) bool { return len(part) > 1 && len(part) <= 5 }

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

func kindOf(head string, otherwise NameKind) NameKind {
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
