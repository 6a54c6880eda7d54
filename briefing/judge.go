package briefing

import (
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
		if l := f.tokens[i].lower; (f.words.common[l] || f.small[l]) && !f.words.given[f.word(i)] && !particles[l] {
			common++
		}
	}
	first, last := f.word(n.from), f.word(n.to-1)
	given := f.words.given[first] || twoSyllables(first)
	for i := n.from; i < n.to; i++ {
		if l := f.tokens[i].lower; l == "of" || l == "the" || l == "for" || l == "&" {
			return kindOf(f.words.head[first], orgName)
		}
	}
	switch {
	case size == 1:
		return f.judgeSingle(n, common > 0)
	case !n.titled && f.words.lead[first] == "place" && !lastHead(f.words.head[last]):
		return placeName
	case !n.titled && f.words.lead[first] == "org":
		return orgName
	case lastHead(f.words.head[last]) && (noSurnames[last] || !(given && size == 2 && !f.words.place[first] || n.titled && given)):
		return kindOf(f.words.head[last], otherName)
	case n.titled || given && !(common == size-1 && size > 2):
		return personName
	case strings.ContainsAny(f.Text[n.Start:n.End], "0123456789"):
		return otherName
	case initials(first):
		return personName
	case common > 0 || size > 4 || f.articleBefore(n.from):
		return otherName
	case shouted(first) || shouted(last):
		return orgName
	}
	if _, demonym := f.words.demonym[first]; demonym {
		return otherName
	}
	return perhapsPerson
}

// noSurnames are last words that nobody is called by: "Tony Award" is no Tony.
var noSurnames = wordsOf(`Award Awards Christmas Championship Championships Hospital University College School Airport Stadium Institute
	Foundation Cathedral Museum Regiment Battalion Cruises Orchestra Theatre Theater Ballet Syndrome Disease Ltd Inc Plc`)

// judgeSingle judges a name of one word.
func (f *nameFinder) judgeSingle(n name, common bool) nameKind {
	w := f.word(n.from)
	if f.halves(w) {
		return otherName
	}
	if n.titled && !common && !shouted(w) && !f.corporate(n) {
		return personName
	}
	if n.titled && n.run < n.from && honorifics[f.tokens[n.run].lower] {
		return personName
	}
	if common || utf8.RuneCountInString(w) < 2 {
		return otherName
	}
	if r, size := utf8.DecodeRuneInString(w); shouted(w) && f.words.place[string(r)+strings.ToLower(w[size:])] {
		return placeName // "WASHINGTON —"
	}
	if shouted(w) || strings.Contains(w, ".") {
		return orgName
	}
	if f.words.given[w] && !f.articleBefore(n.from) {
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
	return firms[l]
}

var firms = wordsOf(`brokerage firm company bank party union newspaper club agency website retailer airline charity magazine band journal
	startup start-up manufacturer supermarket brand broadcaster label publisher insurer lender carmaker app`)

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
	return ok && capital(before) && !capital(after) && len(before) > 1 && len(before) <= 5 && len(after) > 1 && len(after) <= 5 &&
		strings.Trim(after, "abcdefghijklmnopqrstuvwxyz") == "" && !verbal(after) && after != "led" && !smallWord[after]
}

// halves tells whether a hyphen joins two names rather than the parts of one: "Trump-Putin", "US-led".
func (f *nameFinder) halves(w string) bool {
	before, after, ok := strings.Cut(w, "-")
	if !ok {
		return false
	}
	return f.words.place[before] || f.words.place[after] || !capital(after) || !capital(before)
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

// initials tells whether a word is made of a letter or two with full stops: "W.", "J.K.".
func initials(w string) bool {
	return len(w) >= 2 && len(w) <= 6 && strings.HasSuffix(w, ".") && capital(w) && strings.Count(w, ".")*2 == len(w)
}
