package names

import (
	"strings"
	"unicode/utf8"

	"lede/briefing/text"
	"lede/briefing/words"
)

// judge returns the kind of a name that no list has.
func (f *nameFinder) judge(n Name) Kind {
	if f.bodyBefore(n) {
		return OrgName // "the brokerage Lyndon Hart"
	}
	s := f.shapeOf(n)
	if s.size == 1 && !s.joined {
		return f.judgeSingle(n, s.common > 0)
	}
	if kind := f.ofThing(n, s); kind != NoName {
		return kind
	}
	if s.given && !n.Titled && f.aboard(n) {
		return OtherName
	}
	return f.ofPerson(n, s)
}

// ofThing returns the kind of a name of several words if one of them points to a thing, a place or a body.
func (f *nameFinder) ofThing(n Name, s nameShape) Kind {
	switch {
	case s.joined:
		return kindOf(f.Words.Heads[s.first], OrgName)
	case !n.Titled && f.ledBy(s) != NoName:
		return f.ledBy(s)
	case f.inGlen(n, s):
		return perhapsPerson
	case lastHead(f.Words.Heads[s.last]) && !f.bearsHead(n, s) && !f.actsAsPerson(n, s):
		return kindOf(f.Words.Heads[s.last], OtherName)
	case f.lastThing(n, s), s.abbreviated(), !s.given && f.calledByPlace(n, s):
		return OtherName // "Joy Palace", "August MO"
	case !n.Titled && f.Words.Heads[s.last] == "place" && !f.actsAsPerson(n, s):
		return perhapsPerson // "Ann Bridge", "at Maud Harbour"
	}
	return NoName
}

// lastThing reports whether a name ends in a word for a thing and does not act as a person.
func (f *nameFinder) lastThing(n Name, s nameShape) bool {
	return !n.Titled && f.Words.Thing(strings.ToLower(s.last)) && !f.actsAsPerson(n, s)
}

// calledByPlace reports whether a name of two words without a given name is a thing's or a body's by where it is: "Ashby East", "Avenue H",
// "rival Lagos Ceramic".
func (f *nameFinder) calledByPlace(n Name, s nameShape) bool {
	if s.size != 2 || f.actsBehind(n) || n.Titled && f.personBehind(n) {
		return false
	}
	if lettered := len(s.last) == 1 && f.Words.Heads[s.first] != ""; lettered {
		return true
	}
	if !n.Titled {
		return f.Words.Compass[strings.ToLower(s.last)]
	}
	return n.Run == n.From && f.Words.Places[s.first]
}

// inGlen reports whether a name is a valley's or a mountain's as likely as a person's: "in Glen Arrin", "on Ben Lour".
func (f *nameFinder) inGlen(n Name, s nameShape) bool {
	valley := s.first == "Glen" || s.first == "Ben"
	return valley && s.size == 2 && !n.Titled && PlaceBefore(f.Reading, n)
}

// actsAsPerson reports whether a name of two words, although the second is also a word for a thing or a common word,
// stands where a person's would: "Pia Storm, a spokeswoman", "said Musa Page". Newspapers speak as well, so mastheads
// are out.
func (f *nameFinder) actsAsPerson(n Name, s nameShape) bool {
	if s.size != 2 || f.ordinary(n.From) || f.Words.DemonymOrPlace(s.first) || f.articleBefore(n.From) {
		return false
	}
	body := f.Words.Heads[s.last] == "org" || f.Words.Mastheads[strings.ToLower(s.last)] || f.Words.NoSurnames[s.last]
	return !body && !words.Shouted(s.first) && f.actsBehind(n)
}

// ofPerson returns the kind of a name of several words when no single word settles it: a person's, perhaps a person's,
// or another.
func (f *nameFinder) ofPerson(n Name, s nameShape) Kind {
	if s.common == s.size && n.Run < n.From && !f.Words.Honorifics[f.Lower(n.From-1)] {
		return OtherName // "Teacher Retirement System"
	}
	switch {
	case n.Titled, s.givenFirst(), s.common > 0 && f.actsAsPerson(n, s):
		return PersonName
	case strings.ContainsAny(f.At(n.Span), "0123456789"):
		return OtherName
	case f.initialled(s):
		return PersonName
	case s.common > 0 || s.size > 4 || f.articleBefore(n.From):
		return OtherName
	case words.Shouted(s.first) || words.Shouted(s.last):
		return OrgName
	case f.ofPeoples(n, s):
		return OtherName
	}
	return perhapsPerson
}

// initialled reports whether a name begins with initials, and is of no land or people.
func (f *nameFinder) initialled(s nameShape) bool {
	return words.Initials(s.first) && f.Words.Demonyms[s.last] == "" && !f.partOfLand(s)
}

// partOfLand reports whether a name is a land's with its quarter cut short: "S. Korea".
func (f *nameFinder) partOfLand(s nameShape) bool {
	quarter := map[string]string{"N.": "North ", "S.": "South ", "E.": "East ", "W.": "West "}[s.first]
	return quarter != "" && f.Words.Places[quarter+s.last]
}

// ofPeoples reports whether a name holds a nationality that is not a person's surname.
func (f *nameFinder) ofPeoples(n Name, s nameShape) bool {
	if f.Words.Faiths[strings.ToLower(s.last)] {
		return true
	}
	last := f.Words.Demonyms[s.last] + f.Words.Demonyms[strings.TrimSuffix(s.last, "s")]
	return f.Words.Demonyms[s.first] != "" || last != "" && !f.actsBehind(n)
}

// aboard reports whether "the" makes a name that of a ship, an inn or a show: "the crew of the Grace Darling". It does
// not if the name describes a noun behind it, "the Ann Lee trial", or "of" follows, "the Ann Lee of old".
func (f *nameFinder) aboard(n Name) bool {
	if n.From == f.First[n.Sentence] || !words.Article(f.Lower(n.From-1)) {
		return false
	}
	if f.Lower(n.From-1) != "the" {
		return true // "at a Tom Hill in the high street", "with a Hedda Gabler on skates"
	}
	if n.To >= f.First[n.Sentence+1] {
		return true
	}
	next := f.Tokens[n.To]
	if next.Mark() {
		return strings.Contains(",.;", next.Lower)
	}
	return strings.HasSuffix(next.Lower, "ed") || next.Lower != "of" && f.phraseEnds(n.To)
}

// actsBehind reports whether a verb of speech stands beside a name or a role behind it.
func (f *nameFinder) actsBehind(n Name) bool {
	limit := f.First[n.Sentence+1]
	if n.To < limit && f.Words.StrongSpeech[f.Lower(n.To)] || roleBehind(f.Reading, n.To) {
		return true
	}
	return n.From > f.First[n.Sentence] && f.Words.StrongSpeech[f.Lower(n.From-1)]
}

// nameShape holds what the words of a name show by themselves.
type nameShape struct {
	first, last  string
	size, common int  // the number of words, and of common words among them
	given        bool // the first is a given name
	joined       bool // "of", "the", "for" or "&" is among them
}

// abbreviated reports whether the second of two words is short and all in capitals, and the first is not.
func (s nameShape) abbreviated() bool {
	return s.size == 2 && len(s.last) < 5 && words.Shouted(s.last) && !words.Shouted(s.first)
}

// givenFirst reports whether the name begins with a given name and the rest reads as a surname.
func (s nameShape) givenFirst() bool { return s.given && (s.size == 2 || s.common != s.size-1) }

func (f *nameFinder) shapeOf(n Name) nameShape {
	s := nameShape{first: f.Word(n.From), last: f.Word(n.To - 1)}
	s.given = f.Words.Given[s.first] || f.twoSyllables(s.first)
	for i := n.From; i < n.To; i++ {
		l := f.Lower(i)
		s.joined = s.joined || words.OfOrFor(l) || l == "the" || l == "&"
		if past := f.pastPatronymic(i, n.To); past > i {
			i = past - 1
			continue
		}
		if !f.Tokens[i].Word() {
			continue
		}
		s.size++
		if f.ordinary(i) && !f.Words.Given[f.Word(i)] && !f.Words.Particles[l] {
			s.common++
		}
	}
	return s
}

// ledBy returns the kind that the first word of a name decides: "Mount Ararat", "Bank Austria".
func (f *nameFinder) ledBy(s nameShape) Kind {
	switch lead := f.Words.Leads[s.first]; {
	case lead == "org":
		return OrgName
	case lead == "place" && !s.given && !lastHead(f.Words.Heads[s.last]):
		return PlaceName
	}
	return NoName
}

// ledAbroad returns the kind of a name that a word of another language begins: "Clínica Laura Rojas". A title behind it is part of the name,
// "Jalan Sultan Ismail", but an office behind that is somebody's: "Deportivo Weir President Ann Lee".
func (f *nameFinder) ledAbroad(from, to int) Kind {
	kind, perhaps := f.Words.LeadsAbroad[f.Word(from)], f.Words.LeadsOrSurnames[f.Word(from)]
	if kind == "" && perhaps == "" {
		return NoName
	}
	i := from + 1
	for i < to && f.Words.Particles[f.Lower(i)] {
		i++
	}
	named := i > from+1 || f.Words.Leads[f.Word(i)] != "" // "Rue du Lac", "Calle San Juan"
	if i+1 < to && (f.title(i) || f.Words.Given[f.Word(i)]) {
		i, named = i+1, true
	}
	for ; i+1 < to; i++ {
		if f.Words.Roles[f.Lower(i)] {
			return NoName
		}
	}
	if kind == "" && named {
		kind = perhaps
	}
	return kindOf(kind, NoName)
}

// ordinary reports whether a token is a word that is common in English or in lower case somewhere in this article.
func (f *nameFinder) ordinary(i int) bool {
	return f.small[f.Tokens[i].Entry] || f.Words.Common[f.Lower(i)]
}

// bearsHead reports whether a name may be a person's although its last word often ends other names: "Ann Bridge".
func (f *nameFinder) bearsHead(n Name, s nameShape) bool {
	if f.Words.NoSurnames[s.last] { // "fire chief Peter Church", and no "King George Hospital"
		called := n.Titled && n.Run == n.From
		return called && s.size == 2 && !f.ordinary(n.From) && !f.Words.DemonymOrPlace(s.first)
	}
	if !s.given {
		return false
	}
	return n.Titled || s.size == 2 && !f.Words.Places[s.first]
}

// judgeSingle judges a name of one word.
func (f *nameFinder) judgeSingle(n Name, common bool) Kind {
	w := f.Word(n.From)
	if f.halves(w) || utf8.RuneCountInString(w) < 2 { // "the Tesla Model S"
		return OtherName
	}
	if f.Words.CompanyForms[w] {
		return OtherName // "the Company"
	}
	if f.Words.NoSurnames[w] && lastHead(f.Words.Heads[w]) {
		return kindOf(f.Words.Heads[w], OtherName) // "Premier Division"
	}
	if n.Titled && f.titlesPerson(n, common) {
		return PersonName
	}
	if common {
		return OtherName
	}
	if r, size := utf8.DecodeRuneInString(w); words.Shouted(w) && f.Words.Places[string(r)+strings.ToLower(w[size:])] {
		return PlaceName // "WASHINGTON —"
	}
	if words.Shouted(w) || strings.Contains(w, ".") {
		return OrgName
	}
	if f.Words.Given[w] && !f.articleBefore(n.From) {
		return perhapsPerson
	}
	return NoName
}

// titlesPerson reports whether the title before a name of one word makes it a person's.
func (f *nameFinder) titlesPerson(n Name, common bool) bool {
	if n.Run < n.From && f.Words.Honorifics[f.Lower(n.Run)] {
		return true
	}
	return !common && !words.Shouted(f.Word(n.From)) && !f.corporate(n)
}

// bodyBefore reports whether a noun of an organisation stands right before a name.
func (f *nameFinder) bodyBefore(n Name) bool {
	first, given := f.First[n.Sentence], f.Words.Given[f.Word(n.From)]
	if n.Run != n.From || n.From <= first {
		return false
	}
	switch l := f.Lower(n.From - 1); {
	case f.makes(l):
		return !given
	case l == "," && n.From-3 >= first && words.Article(f.Lower(n.From-3)):
		return !given && f.explainsBody(n) // "the contractor, Harlan Beck, had"
	case l == "of" && n.From-2 >= first:
		return f.Words.CompanyHeads[f.Lower(n.From-2)]
	case given && f.Words.Role(l) && !f.Words.CompanyRoles[l]:
		return false // "the broadcaster Ann Lee", beside "the broadcaster Mediawan"
	default:
		return f.namesBody(l, n) && !f.foundedBy(n)
	}
}

// explainsBody reports whether the noun before the comma before a name is for a body. Where something is done on, at or in a thing, the name may be that of
// who does it: "who was on the quay, Ann Lee,".
func (f *nameFinder) explainsBody(n Name) bool {
	noun, place := f.Lower(n.From-2), n.From-4
	if place >= f.First[n.Sentence] && f.Words.Prepositions[f.Lower(place)] {
		return f.Words.AnyBody[noun] || f.Words.Firms[noun]
	}
	return f.bodyNoun(noun)
}

// bodyNoun reports whether a noun is for a body, a firm, goods or a house.
func (f *nameFinder) bodyNoun(l string) bool {
	return f.Words.AnyBody[l] || f.Words.Goods[l] || f.Words.Firms[l]
}

// namesBody reports whether a noun right before a name makes it that of a body. Before a given name or a single word fewer do.
func (f *nameFinder) namesBody(l string, n Name) bool {
	if n.From-2 >= f.First[n.Sentence] && f.Lower(n.From-2) == "late" {
		return false // "the late broadcaster Ann Lee"
	}
	if f.Words.Firms[l] {
		return true
	}
	if !f.Words.AnyBody[l] || n.To-n.From < 2 {
		return false
	}
	return !f.Words.Given[f.Word(n.From)] || l == "group" || l == "giant"
}

// foundedBy reports whether the noun before a name is what its bearer did something with: "the company Ann Lee founded in 1990".
func (f *nameFinder) foundedBy(n Name) bool {
	noun, limit := n.From-1, f.First[n.Sentence+1]
	if noun <= f.First[n.Sentence] || !f.Words.Given[f.Word(n.From)] || !words.Article(f.Lower(noun-1)) || n.To >= limit {
		return false
	}
	if did := words.Verbal(f.Lower(n.To)) || f.Words.PastForms[f.Lower(n.To)]; !did {
		return false
	}
	return n.To+1 >= limit || f.Tokens[n.To+1].Mark() || f.Words.Prepositions[f.Lower(n.To+1)] || f.Words.ClauseVerbs[f.Lower(n.To+1)]
}

// makes reports whether a word says what a company makes: "chipmaker", but not a calling such as "filmmaker".
func (f *nameFinder) makes(l string) bool {
	return strings.HasSuffix(l, "maker") && !f.Words.Does(l, l) && !f.Words.BareRoles[l]
}

// firmNoun reports whether token i opens a sentence and is a noun for a company.
func (f *nameFinder) firmNoun(i int) bool {
	if l := f.Lower(i); i == f.First[f.Tokens[i].Sentence] {
		firm := f.Words.Firms[l] && f.Words.AnyBody[l]
		return f.makes(l) || firm && !f.Words.Roles[l]
	}
	return false
}

// corporate reports whether the noun before a name describes companies as often as people.
func (f *nameFinder) corporate(n Name) bool {
	if n.From <= f.First[n.Sentence] {
		return false
	}
	return f.Words.CompanyRoles[f.Lower(n.From-1)]
}

// twoSyllables reports whether a word is written as Korean given names are: "Hyun-woo".
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

// syllable reports whether a part of a word is as long as a Korean syllable in Latin letters.
func syllable(part string) bool { return len(part) > 1 && len(part) <= 5 }

// halves reports whether a hyphen joins two names rather than the parts of one: "Trump-Putin", "US-led".
func (f *nameFinder) halves(w string) bool {
	before, after, ok := strings.Cut(w, "-")
	if !ok {
		return false
	}
	return f.Words.Places[before] || f.Words.Places[after] || !words.Capital(after) || !words.Capital(before)
}

func (f *nameFinder) articleBefore(i int) bool { return ArticleBefore(f.Reading, i) }

// ArticleBefore reports whether "the" or "a" stands right before a token.
func ArticleBefore(r *text.Reading, i int) bool {
	return i > 0 && r.Tokens[i-1].Sentence == r.Tokens[i].Sentence && words.Article(r.Lower(i-1))
}

// SameGiven reports whether two given names may be the same: they are equal, or one is the initial or the short form of
// the other, as Brad is of Bradley.
func SameGiven(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	if a == b || !strings.HasPrefix(b, a) {
		return a == b
	}
	return len(a) == 1 || len(a) >= 3 && len(b) >= len(a)+2
}

// lastHead reports whether a head noun of this kind stands last in a name.
func lastHead(head string) bool { return head == "org" || head == "place" || head == "other" }

func kindOf(head string, otherwise Kind) Kind {
	switch head {
	case "org":
		return OrgName
	case "place":
		return PlaceName
	case "other":
		return OtherName
	}
	return otherwise
}
