package names

import (
	"strings"

	"lede/briefing/text"
	"lede/briefing/words"
)

// How names are found. A run of capitalised words is taken apart from the left: words that only open the sentence,
// titles and roles, then the name. Lists decide what they can; the shape of the name and the words around it decide the
// rest (judge.go), first for each place by itself. Then the whole article decides (people.go): a word passed over before
// is a name if somebody has it as a surname, and a doubtful name is a person's everywhere or nowhere.

// Name is a proper name at one place in the text, without title and role.
type Name struct {
	text.Span
	// From and To are its tokens.
	From, To int
	Sentence int
	Kind     Kind
	// Run is the token where the capitalised words around the name begin, including a role in front of it.
	Run int
	// Titled is true when a title or a role stands right before the name.
	Titled bool
	// otherwise is the kind that a doubtful name gets if the article does not show that it is a person's.
	otherwise Kind
}

// Kind is what bears a name.
type Kind uint8

// The kinds of name. perhapsPerson is settled by the article as a whole before Find returns.
const (
	NoName Kind = iota
	PersonName
	PlaceName
	OrgName
	OtherName // a law, a cup, a war: proper, but none of the others
	perhapsPerson
)

// lowerWords tells for each entry of the vocabulary whether the text writes it in lower case somewhere: a capital on such a word tells
// little.
func lowerWords(r *text.Reading) []bool {
	small := make([]bool, r.Vocabulary.Len())
	for _, t := range r.Tokens {
		if t.Word() && r.Text[t.Start:t.End] == t.Lower {
			small[t.Entry] = true
		}
	}
	return small
}

// Find returns the proper names of an English article, in order.
func Find(r *text.Reading) []Name {
	var found []Name
	f := nameFinder{Reading: r, small: lowerWords(r)}
	for s := range r.Sentences {
		if n, ok := f.label(s); ok {
			found = append(found, n)
			continue
		}
		if f.Loud || f.Small {
			found = f.loudNames(found, s)
			continue
		}
		if !f.readable(s) {
			continue
		}
		for i := r.First[s]; i < r.First[s+1]; {
			if !f.nameable(i) {
				i++
				continue
			}
			end := f.runEnd(i, r.First[s+1])
			found = append(found, f.split(i, end, s)...)
			i = end
		}
	}
	f.asCompanies(found)
	found = f.withSurnames(found)
	f.acceptPerhaps(found)
	f.asBodies(found)
	f.acceptSingles(found)
	return found
}

// shoutedSentence reports whether most words of a sentence are in capitals, which then tell nothing.
func shoutedSentence(r *text.Reading, s int) bool {
	loud, all := 0, 0
	for _, t := range r.SentenceTokens(s) {
		if t.Word() && t.End-t.Start > 2 {
			all++
			if words.Shouted(r.At(t.Span)) {
				loud++
			}
		}
	}
	return all > 2 && loud*2 > all
}

type nameFinder struct {
	*text.Reading
	small []bool // see lowerWords
	// passed holds single capitalised words that did not look like names, in order.
	passed []int
	// surnames counts how often each word stands behind a given name or a title; built on first use.
	surnames map[string]int
}

// nameable reports whether a token can be part of a name.
func (f *nameFinder) nameable(i int) bool {
	t := f.Tokens[i]
	if w := f.Word(i); !t.Word() || !words.Capital(w) && !f.arabicArticle(w) {
		return false
	}
	if i, _, _ := strings.Cut(words.Straight(t.Lower), "'"); i == "i" {
		return false // "I", "I’ve"
	}
	return !f.Words.SmallWords[t.Lower] || f.givenDay(i) || f.ordinalOfBody(i) || f.knownAhead(i, i+4) > 0
}

// arabicArticle reports whether a name begins with an Arabic article, as in "al-Masri".
func (f *nameFinder) arabicArticle(w string) bool {
	article, rest, ok := strings.Cut(w, "-")
	return ok && f.Words.ArabicArticles[article] && words.Capital(rest)
}

// longestRun is how many tokens are read together as capitalised words in a row: no name with its titles is longer.
const longestRun = 16

// runEnd returns the end of the run of capitalised words that begins at token i.
func (f *nameFinder) runEnd(i, limit int) int {
	end := i + 1
	limit = min(limit, i+longestRun)
	for end < limit {
		if body := f.ownedBody(i, end, limit); body > 0 {
			return body
		}
		next := f.runsOn(end, limit)
		if next == end {
			break
		}
		end = next
	}
	return end
}

// runsOn returns the token behind what lets a run of capitalised words go on at token i, or i if it ends there.
func (f *nameFinder) runsOn(i, limit int) int {
	t := f.Tokens[i]
	switch {
	case f.goesOn(i):
		return i + 1
	case f.nickname(i, limit) > 0:
		return f.nickname(i, limit)
	case t.Lower == "." && f.Words.TitleAbbreviations[f.Lower(i-1)] && f.nameableBefore(i+1, limit):
		return i + 1
	case f.Words.Particles[t.Lower] && t.Word() && f.capitalAfterParticles(i, limit):
		return i + 1
	case t.Lower == "&" && f.nameableBefore(i+1, limit):
		return i + 2
	case words.OfOrFor(t.Lower) && i+1 < limit && f.joinsOf(i, limit):
		return f.pastThe(i + 1)
	}
	return max(f.pastPatronymic(i, limit), f.pastForm(i, limit))
}

// pastThe steps over "the" at token i.
func (f *nameFinder) pastThe(i int) int {
	if f.Lower(i) == "the" {
		i++
	}
	return i
}

// adjoins reports whether only white space stands between a token and the one before, and not the gap between two
// table cells.
func (f *nameFinder) adjoins(i int) bool {
	gap := f.Text[f.Tokens[i-1].End:f.Tokens[i].Start]
	if gap == "" || strings.TrimSpace(gap) != "" {
		return false
	}
	return len(gap) == 1 && gap != "\t" || !f.Row(f.Tokens[i].Sentence)
}

// nameableBefore reports whether token i stands before the limit and can be part of a name.
func (f *nameFinder) nameableBefore(i, limit int) bool { return i < limit && f.nameable(i) }

// capitalAfterParticles reports whether up to three particles from token i on lead to a capitalised word. Behind a place
// they do not count.
func (f *nameFinder) capitalAfterParticles(i, limit int) bool {
	if f.Words.Places[f.Word(i-1)] {
		return false
	}
	for n := 0; i < limit && n < 3; i, n = i+1, n+1 {
		if f.nameable(i) {
			return true
		}
		if !f.Words.Particles[f.Lower(i)] {
			return false
		}
	}
	return false
}

// joinsOf reports whether "of" continues the name of an organisation: "Bank of England".
func (f *nameFinder) joinsOf(of, limit int) bool {
	next := of + 1
	if f.Lower(next) == "the" && next+1 < limit {
		next++
	}
	if !f.nameable(next) {
		return false
	}
	before, lower := f.Word(of-1), f.Lower(of-1)
	if lastHead(f.Words.Heads[before]) || f.Words.Leads[before] == "org" || f.Words.OfHeads[lower] {
		return true
	}
	if words.Capital(before) && next > of+1 { // "Attorney for the District of Massachusetts"
		return f.Words.Roles[lower] && f.headWithin(next, min(next+3, limit))
	}
	return f.Words.Roles[lower] && (f.Lower(of) == "of" || words.Capital(before))
}

// headWithin reports whether one of the capitalised words between two tokens is a head noun, as in "Northern District".
func (f *nameFinder) headWithin(i, limit int) bool {
	for ; i < limit && f.nameable(i); i++ {
		if f.Words.Heads[f.Word(i)] != "" {
			return true
		}
	}
	return false
}

// knownAhead returns where the longest listed place or organisation that begins at token i ends, or 0.
func (f *nameFinder) knownAhead(i, limit int) int {
	s := f.Tokens[i].Sentence
	limit = min(limit, f.First[s+1], i+6)
	for end := limit; end > i; end-- {
		w := f.Text[f.Tokens[i].Start:f.Tokens[end-1].End]
		if f.Words.Places[w] || f.Words.Organisations[w] {
			return end
		}
	}
	return 0
}

// split takes a run of capitalised words apart into what stands before the name and the name, and judges its kind.
func (f *nameFinder) split(from, to, sentence int) []Name {
	whole := from
	if f.compound(f.Word(to - 1)) {
		return nil // "Booker Prize-winning"
	}
	if from, to = f.pared(from, to, sentence); from >= to || to-from == 1 && f.monthBeside(from) {
		f.pass(whole, to)
		return nil
	}
	n := f.named(from, to, sentence)
	if n.Kind = f.wholeKind(from, to); n.Kind != NoName {
		return []Name{n}
	}
	if office := f.officeOfSaint(from, to); office > from {
		town := f.named(from, office, sentence)
		town.Kind = kindOf(f.Words.Heads[f.Word(office-1)], PlaceName)
		return append([]Name{town}, f.split(office, to, sentence)...)
	}
	if kind := f.namedAfter(from, to); kind != NoName {
		n.Kind = kind
		if kind == OrgName && f.firmNoun(from) {
			n = f.named(from+1, to, sentence)
			n.Kind = kind
		}
		return []Name{n}
	}
	start, titled := f.nameStart(from, to)
	if start >= to {
		f.pass(to-1, to)
		return f.placeOf(from, to, sentence) // "Prime Minister": a description, no name
	}
	for f.strayBefore(start, to) {
		start, titled = start+1, titled || f.Words.MayBeAgent(f.Lower(start))
	}
	found := f.heading(from, start, sentence)
	n = f.named(start, to, sentence)
	n.Run, n.Titled = from, titled || f.titledBeside(from, to)
	n.Kind = f.kindOf(n)
	if f.mayBeSomebody(n) {
		n.otherwise, n.Kind = n.Kind, perhapsPerson
	}
	return append(found, n)
}

// wholeKind returns the kind of a name that is taken as a whole: one of the lists, or a body called after its owner.
func (f *nameFinder) wholeKind(from, to int) Kind {
	kind := f.listed(from, to)
	if kind == NoName && f.holdsOwner(from, to) {
		kind = kindOf(f.Words.Heads[f.Word(to-1)], OtherName)
	}
	return kind
}

// nameStart returns where the name itself begins in a run, after any title.
func (f *nameFinder) nameStart(from, to int) (start int, titled bool) {
	start, titled = f.afterTitle(from, to)
	if start < to && f.Lower(start) == "&" {
		start, titled = from, false // "Baker & Sons"
	}
	for start < to && !words.Capital(f.Word(start)) && !f.arabicArticle(f.Word(start)) {
		start++ // "of" in "Duchess of Cambridge"
	}
	return start, titled
}

// kindOf returns the kind of a name: what the lists say, or else what its words and those around it show.
func (f *nameFinder) kindOf(n Name) Kind {
	kind := f.listed(n.From, n.To)
	if title := n.Titled && n.Run < n.From; kind == NoName || title && kind == PlaceName {
		kind = f.judge(n)
	}
	if kind != PersonName && kind != perhapsPerson {
		return kind
	}
	if !n.Titled && !f.Words.Given[f.Word(n.From)] && !roleBehind(f.Reading, n.To) {
		if end := f.knownAhead(n.From, n.To); end > 0 && end < n.To {
			return OtherName // "London Marathon", "Toyota Corolla"
		}
	}
	return f.unlessThing(n, kind)
}

// pared cuts from a run the words that only open the sentence and those that stand behind the name.
func (f *nameFinder) pared(from, to, sentence int) (int, int) {
	for from < to && (f.opensOnly(from, to, sentence) || f.compound(f.Word(from)) || classOfRank(f.Reading, from)) {
		from++
	}
	for to > from+1 && f.Words.Heads[f.Word(to-1)] == "after" {
		to-- // "Eleanor Marsh QC"
	}
	for to > from && (f.Tokens[to-1].Mark() || f.Words.Particles[f.Lower(to-1)] && !words.Capital(f.Word(to-1))) {
		to--
	}
	return from, to
}

// heading returns the country or organisation that opens the role before a name, if there is one: "Kremlin", "US".
func (f *nameFinder) heading(from, to, sentence int) []Name {
	if from == to {
		return nil
	}
	end := f.knownAhead(from, to)
	if end == 0 {
		return nil
	}
	n := f.named(from, end, sentence)
	n.Kind = f.listed(from, end)
	if w := f.At(n.Span); f.Words.Demonyms[w] != "" && f.Words.Countries[w] == "" {
		return nil
	}
	return []Name{n}
}

// namedAfter recognises things named after a person: "Hurricane Ida", "St Anne Hospital", a ship or a cello called "the
// Lady Constance". A person's title has no article.
func (f *nameFinder) namedAfter(from, to int) Kind {
	if to-from < 2 {
		return NoName
	}
	if kind := f.ledAbroad(from, to); kind != NoName {
		return kind
	}
	first := f.Lower(from)
	switch {
	case f.firmNoun(from) && !f.Words.Given[f.Word(from+1)]:
		return OrgName
	case f.Words.Leads[f.Word(from)] == "other", f.vesselBefore(from), f.titledThe(from):
		return OtherName
	case f.Words.SaintTitles[first]:
		return kindOf(f.Words.Heads[f.Word(to-1)], OtherName)
	case f.ofSaint(from, to):
		return kindOf(f.Words.Heads[f.Word(to-1)], PlaceName)
	case f.churchOf(from, to):
		return kindOf(f.Words.Heads[f.Word(from)], OtherName)
	case f.Words.ShipTitles[first] && f.articleBefore(from):
		return OtherName
	case f.Words.ShipTitles[first] && to-from > 2 && lastHead(f.Words.Heads[f.Word(to-1)]):
		return kindOf(f.Words.Heads[f.Word(to-1)], OtherName) // "Queen Maud Harbour"
	}
	return NoName
}

// titledThe reports whether a capital "The" inside a sentence makes a title of the name behind it: "her book The Patient Meadow".
func (f *nameFinder) titledThe(from int) bool {
	if from == 0 || f.Word(from-1) != "The" || f.opensAt(from-1, f.Tokens[from].Sentence) {
		return false
	}
	return !f.Words.Honorifics[f.Lower(from)]
}

func (f *nameFinder) named(from, to, sentence int) Name {
	return Name{Span: f.Over(from, to), From: from, To: to, Sentence: sentence, Run: from}
}

// opensOnly reports whether the first word of a run is capitalised only because a sentence or a quotation opens
// with it.
func (f *nameFinder) opensOnly(i, to, sentence int) bool {
	t := f.Tokens[i]
	if !f.opensAt(i, sentence) || f.knownAhead(i, to) > 0 || i+1 < to && f.leadsThing(i, to) {
		return false
	}
	if f.Words.Given[f.Word(i)] || f.Words.Honorifics[t.Lower] {
		// "Will he go?" but "Will Smith went".
		return i+1 >= to && f.ordinary(i)
	}
	if i+1 < to && f.leadsOn(i) || f.fullTitleEnd(i, to) > 0 {
		return false
	}
	if i+1 < to && f.Words.Given[f.Word(i+1)] && f.Words.KinPlurals[t.Lower] {
		return true // "Brothers John and Tim Cole"
	}
	return f.onlyOpens(i)
}

// leadsThing reports whether token i begins the name of a thing, or of what bears its name in another language.
func (f *nameFinder) leadsThing(i, to int) bool {
	return f.Words.Leads[f.Word(i)] == "other" || f.ledAbroad(i, to) != NoName
}

// onlyOpens reports whether a token is a word that a sentence opens with, rather than a name.
func (f *nameFinder) onlyOpens(i int) bool {
	w := f.Lower(i)
	return f.Words.Openers[w] || f.ordinary(i) || strings.HasSuffix(w, "ly") || strings.HasSuffix(w, "ing")
}

// leadsOn reports whether the word at token i, with another behind it, belongs to what follows: to somebody's name, or to the people whom a
// body is called after, "Screen Actors Guild".
func (f *nameFinder) leadsOn(i int) bool {
	return f.leadsToName(f.Lower(i)) || f.Words.PluralRole(f.Lower(i+1)) && f.membersOfBody(i+1)
}

// leadsToName reports whether a word at the start of a sentence may belong to the name behind it.
func (f *nameFinder) leadsToName(w string) bool {
	return f.Words.Roles[w] || f.Words.Modifiers[w] || f.Words.Particles[w]
}

// opensAt reports whether a token is the first of its sentence, of a quotation, or after a colon or dash.
func (f *nameFinder) opensAt(i, sentence int) bool {
	if i == f.First[sentence] {
		return true
	}
	return strings.ContainsAny(f.Lower(i-1), "“”\"‘’'«„:–—(…-•|[.?!")
}

// listed returns the kind that the lists give for the words as a whole.
func (f *nameFinder) listed(from, to int) Kind {
	v, w := f.Words, f.Text[f.Tokens[from].Start:f.Tokens[to-1].End]
	_, demonym := v.Demonyms[w]
	switch {
	case v.Places[w]:
		return PlaceName
	case v.Organisations[w]:
		return OrgName
	case demonym, v.Nobodies[w]:
		return OtherName
	}
	return NoName
}
