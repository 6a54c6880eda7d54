package developments

import (
	"slices"
	"strings"

	"lede/briefing/names"
	"lede/briefing/text"
	"lede/briefing/words"
	"lede/pattern"
)

// How a single paragraph opens another event: "Elsewhere in …", "Separately, …", "In another attack …". The words alone prove little, since
// "meanwhile" mostly continues the same story. So the paragraph must also bring in something of its own, a place that the article has not
// named, and nobody from the main story may be in it.

// openers finds such paragraphs one after another.
type openers struct {
	*finder
	places   map[string]int  // where the text first names each place; built on first use
	first    map[string]bool // the stems of the first sentence; likewise
	sides    int             // how many paragraphs open with a part of a country, -1 until computed
	headings []int           // below the first paragraph; built on first use
}

// inlineIntro matches the opening of a paragraph that says outright that it is another development.
var inlineIntro = pattern.Of(`^(?i:in (?:other|separate) (?:[a-z]{3,10} )?(?:developments?|news|incidents?|business|action|matters)\b[^,:]{0,30}[,:] )`)

// opening is the way a paragraph that opens another event begins.
type opening uint8

const (
	noOpening  opening = iota
	outright           // "In other news,": enough by itself
	separately         // "Separately,": needs something new, or words of its own
	elsewhere          // "Elsewhere in …", "In another attack", "In Saturday's other game": needs something new
	sameDay            // "Also on Monday,": needs a new place, or any new name if nothing else ties it to the main story
	otherSide          // "In the north,": needs a new place, and nothing that ties it to the main story
	meanwhile          // "Meanwhile,", "And in …": needs a new place and something that happened
)

// follow takes the events that begin with paragraph p, and returns the paragraph after the last, or p if p opens none.
func (o *openers) follow(p int, a *Aside) int {
	if p == 0 || !o.opens(p, a) {
		return p
	}
	a.take(-1, p)
	event := &a.Events[len(a.Events)-1]
	next := p + 1
	for ; next < len(o.Paragraphs) && next <= p+mostFollowing; next++ {
		if o.Paragraphs[next].Kind == text.Caption {
			continue
		}
		if o.Paragraphs[next].Kind != text.Body || !finished(o.Line(next)) || o.introduces(next) {
			break
		}
		switch o.goesOn(next, event, a) {
		case sameEvent:
			event.Paragraphs = append(event.Paragraphs, next)
			a.leaveOut(next)
		case newEvent:
			a.take(-1, next)
			event = &a.Events[len(a.Events)-1]
		default:
			return next
		}
	}
	return next
}

// mostFollowing bounds how many paragraphs are read as a continuation of an opened event.
const mostFollowing = 8

// opens reports whether a paragraph opens another event.
func (o *openers) opens(p int, a *Aside) bool {
	first := o.FirstSentence(p)
	if o.Paragraphs[p].Kind != text.Body || first < 0 {
		return false
	}
	how := o.opening(o.SentenceTokens(first), o.Line(p))
	if how <= outright {
		return how == outright
	}
	return !o.namesMain(p) && o.confirms(how, p, a)
}

// confirms reports whether a paragraph that begins in a way that proves little brings in enough of its own.
func (o *openers) confirms(how opening, p int, a *Aside) bool {
	first := o.FirstSentence(p)
	placed := o.newPlace(first, o.First[first+1])
	switch how {
	case separately:
		return placed || o.newlyUntied(p, first, a) || o.ofItsOwn(p, first, a)
	case elsewhere:
		return placed || o.apart(first) || o.newlyUntied(p, first, a)
	case sameDay:
		return placed && o.happens(first) || o.newlyUntied(p, first, a)
	case otherSide:
		return placed && o.untied(p, first, a) && !o.allOver(a)
	}
	return placed && (o.happens(first) || o.untied(p, first, a))
}

// ofItsOwn reports whether something is done in a paragraph, and nothing in it refers back to the main story.
func (o *openers) ofItsOwn(p, s int, a *Aside) bool {
	return o.acted(s) && o.compare(a, p, []int{p}).takenUp(p) == 0
}

// newlyUntied reports whether a paragraph that nothing ties to the main story has a name of its own.
func (o *openers) newlyUntied(p, s int, a *Aside) bool { return o.newName(s) && o.untied(p, s, a) }

// untied reports whether a person introduced as new does something in the paragraph, and neither its words, its names nor its references
// back tie it to the main story.
func (o *openers) untied(p, s int, a *Aside) bool {
	if !o.acted(s) || !o.bringsIn(s) || o.ofTitle(s) || o.namesTold(s) {
		return false
	}
	t := o.compare(a, p, []int{p})
	return t.ties(p) < returning/2 && t.takenUp(p) == 0
}

// bringsIn reports whether the words after the opening of a sentence introduce a person, "a judge", "two people", "prosecutors", rather
// than mention one whom readers already know.
func (o *openers) bringsIn(s int) bool {
	tokens := o.SentenceTokens(s)
	comma := slices.IndexFunc(tokens, func(t text.Token) bool { return t.Lower == "," })
	if comma < 0 || comma+1 >= len(tokens) {
		return false
	}
	t := tokens[comma+1]
	known := o.Words.Determiners[t.Lower] || o.Words.Possessives[t.Lower] || o.Words.Subjects[t.Lower] || words.Capital(o.At(t.Span))
	return words.Indefinite(t.Lower) || t.Kind == text.NumberToken || t.Word() && !known
}

// namesTold reports whether a sentence has a name from the main story that is not a place's.
func (o *openers) namesTold(s int) bool {
	for n := range o.NamesIn(o.Sentences[s].Span) {
		name := o.Names[n]
		if name.Kind != names.PlaceName && !o.located(name, s) && o.firstPlace(o.At(name.Span)) < o.Sentences[s].Start {
			return true
		}
	}
	return false
}

// allOver reports whether the main story itself moves from one part of a country to the next: it says "across the country", or has its own
// paragraphs that open like "In the south,".
func (o *openers) allOver(a *Aside) bool {
	if o.sides < 0 {
		o.sides = o.countSides(a)
	}
	return o.sides > 1
}

// countSides counts the paragraphs that open with a part of a country; one about all parts counts as many.
func (o *openers) countSides(a *Aside) (sides int) {
	for p := range o.Paragraphs {
		if o.Paragraphs[p].Kind != text.Body || a.out[p] || o.FirstSentence(p) < 0 {
			continue
		}
		tokens := o.SentenceTokens(o.FirstSentence(p))
		if len(tokens) > 3 && o.opening(tokens, o.Line(p)) == otherSide {
			sides++
		}
		for _, t := range tokens {
			if t.Lower == "across" || t.Lower == "throughout" || t.Lower == "nationwide" {
				sides += 2
			}
		}
	}
	return sides
}

// acted reports whether a sentence reports an action other than speech.
func (o *openers) acted(s int) bool {
	for _, t := range o.SentenceTokens(s) {
		done := o.Words.PastForms[t.Lower] || o.Words.EventVerbs[t.Lower] || strings.HasSuffix(t.Lower, "ed") && words.Verbal(t.Lower)
		if done && !o.Words.StrongSpeech[t.Lower] && !o.Quoted(t.Start) {
			return true
		}
	}
	return false
}

// opening classifies the way a paragraph begins.
func (o *openers) opening(tokens []text.Token, line string) opening {
	if len(tokens) < 4 || !text.BeginsWithAny(line, "EMSIAOemsiao") {
		return noOpening
	}
	if o.onFront(tokens) {
		return outright
	}
	first, second := tokens[0].Lower, tokens[1].Lower
	switch first {
	case "elsewhere":
		return elsewhere
	case "meanwhile":
		return meanwhile
	case "in":
		return o.openingIn(second, tokens[2].Lower, tokens, line)
	}
	return openedBy[first+" "+second]
}

// openedBy are the openings that two words tell.
var openedBy = map[string]opening{
	"separately ,": separately,
	"also on":      sameDay, "also in": sameDay, "also at": sameDay,
	"and in": meanwhile, "and elsewhere": meanwhile,
}

// onFront reports whether a paragraph begins with another side of affairs: "On the diplomatic front,".
func (o *openers) onFront(tokens []text.Token) bool {
	if len(tokens) < 5 || tokens[0].Lower != "on" || tokens[1].Lower != "the" {
		return false
	}
	return o.Words.Fronts[tokens[2].Lower] && tokens[3].Lower == "front" && tokens[4].Lower == ","
}

// openingIn classifies a paragraph that begins with "In".
func (o *openers) openingIn(second, third string, tokens []text.Token, line string) opening {
	if second == "other" || second == "separate" {
		if inlineIntro().MatchString(line[:min(len(line), longestIntro)]) {
			return outright
		}
		return noOpening
	}
	if meanwhileBehind(tokens) {
		return meanwhile
	}
	if second == "the" && o.Words.Sides[third] && tokens[3].Lower == "," {
		return otherSide
	}
	if o.otherContest(tokens) {
		return elsewhere
	}
	separate := second == "a" && (third == "separate" || third == "unrelated")
	if !separate && second != "another" {
		return noOpening
	}
	for _, t := range tokens[2:min(len(tokens), 6)] {
		if o.Words.SeparateEvents[t.Lower] {
			return elsewhere
		}
	}
	return noOpening
}

// otherContest reports whether a paragraph begins with another contest of the day: "In Saturday's other game,", "In the other semi-final,".
func (o *openers) otherContest(tokens []text.Token) bool {
	for i := 2; i < min(len(tokens)-1, 6) && (tokens[i].Word() || tokens[i].Clitic()); i++ {
		if tokens[i].Lower == "other" {
			next := tokens[i+1].Lower
			return words.Asking().Contests[next] || words.Asking().Contests[strings.TrimSuffix(next, "s")]
		}
	}
	return false
}

// longestWhere is the most tokens within which a phrase such as "In the port of X, meanwhile," must end.
const longestWhere = 12

// meanwhileBehind reports whether "meanwhile" stands between commas after the place.
func meanwhileBehind(tokens []text.Token) bool {
	at := slices.IndexFunc(tokens[:min(len(tokens), longestWhere)], func(t text.Token) bool { return t.Lower == "meanwhile" })
	return at > 1 && at+1 < len(tokens) && tokens[at-1].Lower == "," && tokens[at+1].Lower == ","
}

// namesMain reports whether the first sentence of a paragraph is about a person whom the article has named before. A source named only at
// the end of the sentence does not count.
func (o *openers) namesMain(p int) bool {
	s := o.FirstSentence(p)
	middle := (o.Sentences[s].Start + o.Sentences[s].End) / 2
	for n := range o.NamesIn(o.Sentences[s].Span) {
		if person := o.Of[n]; person >= 0 && o.FirstNamed(person) < o.Paragraphs[p].Start && o.Names[n].Start < middle {
			return true
		}
	}
	tokens := o.SentenceTokens(s)
	for i, t := range tokens[:min(len(tokens), 8)] {
		if first := i == 0 || tokens[i-1].Mark(); first && o.Words.Referring[t.Lower] {
			return true // "Elsewhere in the interview, she said"
		}
	}
	return false
}

// newPlace reports whether a sentence, up to a token, names a location that the text has not named before.
func (o *openers) newPlace(s, limit int) bool {
	for n := range o.NamesIn(o.Sentences[s].Span) {
		name := o.Names[n]
		if o.Of[n] >= 0 || name.Kind == names.OrgName || limit < len(o.Tokens) && name.Start >= o.Tokens[limit].Start {
			continue
		}
		if o.firstPlace(o.At(name.Span)) == name.Start && o.located(name, s) {
			return true
		}
	}
	return false
}

// firstPlace returns where the text first has a name.
func (o *openers) firstPlace(name string) int {
	if o.places == nil {
		o.places = map[string]int{}
		for _, n := range o.Names {
			if w := o.At(n.Span); o.places[w] == 0 {
				o.places[w] = n.Start + 1
			}
		}
	}
	return o.places[name] - 1
}

// apart reports whether a sentence that begins with another area says what happens there, or brings in somebody or something new.
func (o *openers) apart(s int) bool {
	if !o.anotherArea(s) {
		return false
	}
	if alone := o.SentenceTokens(s)[1].Lower == ","; !alone && o.happens(s) {
		return true // “Elsewhere in the country, …”, not “Elsewhere, …”
	}
	return (o.happens(s) || o.newName(s)) && !o.ofTitle(s)
}

// ofTitle reports whether a sentence shares a word with the first one, which is the title if there is one: "Elsewhere, the union called for
// a strike" in a story about the ferry that sank.
func (o *openers) ofTitle(s int) bool {
	stem := func(t text.Token) string { return words.FormOf(t.Lower, o.Language).Stem }
	if o.first == nil {
		o.first = map[string]bool{}
		for _, t := range o.SentenceTokens(0) {
			o.first[stem(t)] = true
		}
	}
	return slices.ContainsFunc(o.SentenceTokens(s), func(t text.Token) bool {
		who := o.Words.Roles[t.Lower] || o.Words.PluralRole(t.Lower) // "ministers" may be other ones
		return o.matter(t) && !who && o.first[stem(t)]
	})
}

// newName reports whether a sentence has a name that has not occurred in the text before.
func (o *openers) newName(s int) bool {
	for n := range o.NamesIn(o.Sentences[s].Span) {
		if name := o.Names[n]; o.firstPlace(o.At(name.Span)) == name.Start {
			return true
		}
	}
	return false
}

// anotherArea reports whether a sentence begins with "Elsewhere in the country", or with "Elsewhere," alone.
func (o *openers) anotherArea(s int) bool {
	tokens := o.SentenceTokens(s)
	if tokens[1].Lower == "," {
		return tokens[0].Lower == "elsewhere"
	}
	for i := 1; i < min(len(tokens), 7) && tokens[i].Lower != ","; i++ {
		if o.Words.Areas[tokens[i].Lower] {
			return true
		}
	}
	n := o.PlaceElsewhere(s)
	return n >= 0 && o.firstPlace(o.At(o.Names[n].Span)) == o.Names[n].Start
}

// happens reports whether a sentence reports an event: on a day, or something done.
func (o *openers) happens(s int) bool {
	for _, t := range o.SentenceTokens(s) {
		if o.Words.EventVerbs[t.Lower] && !o.Quoted(t.Start) {
			return true
		}
	}
	return false
}

// course is what a paragraph after an opened event does.
type course uint8

const (
	back course = iota // it returns to the main story, or does nothing that is clear
	sameEvent
	newEvent
)

// goesOn classifies what a paragraph after an opened event does.
func (o *openers) goesOn(p int, e *Event, a *Aside) course {
	s := o.FirstSentence(p)
	if s < 0 {
		return back
	}
	if o.opens(p, a) || o.opensNext(p, s) {
		return newEvent
	}
	t := o.compare(a, e.Paragraphs[0], append([]int{p}, e.Paragraphs...))
	if o.heOf(p, e) {
		return sameEvent
	}
	if o.namesMain(p) && !t.namedIn(p, e) {
		return back
	}
	return o.byWords(p, e, t)
}

// byWords classifies a paragraph by the words that it shares with the event and with the main story.
func (o *openers) byWords(p int, e *Event, t *threads) course {
	s, own := o.FirstSentence(p), t.shared(p, e.Paragraphs)
	tokens := o.SentenceTokens(s)
	if own < 2 && (tokens[0].Lower == "the" && t.definite(tokens[1:]) || o.ofTitle(s)) {
		return back // "The mines", "Mines of that size", in a story about mines
	}
	also := slices.ContainsFunc(tokens[:min(len(tokens), 6)], func(t text.Token) bool { return t.Lower == "also" })
	placed, untied := own < 2 && o.placedFirst(s), own == 0 && t.ties(p) < returning/2
	switch fresh := o.newPlace(s, o.First[s+1]) && o.happens(s); {
	case fresh && (also || placed || untied):
		return newEvent
	case own > 0 || t.ties(p) < returning:
		return sameEvent
	}
	return back
}

// heOf reports whether a paragraph continues with "he" or "she" right after one that introduces a person, and does not say what he "also"
// did.
func (o *openers) heOf(p int, e *Event) bool {
	before := e.Paragraphs[len(e.Paragraphs)-1]
	tokens := o.SentenceTokens(o.FirstSentence(p))
	he := tokens[0].Lower == "he" || tokens[0].Lower == "she"
	if !he || before != p-1 || len(tokens) > 1 && tokens[1].Lower == "also" {
		return false
	}
	for s := range o.SentencesOf(before) {
		for _, t := range o.SentenceTokens(s) {
			if o.Words.Victims[t.Lower] || o.Words.Role(t.Lower) {
				return true
			}
		}
	}
	return false
}

// placedFirst reports whether a sentence begins with where something happened, and that place is new: "Near the town of Tresk, ".
func (o *openers) placedFirst(s int) bool {
	tokens := o.SentenceTokens(s)
	if !o.Words.InPlaces[tokens[0].Lower] {
		return false
	}
	for i, t := range tokens {
		if t.Lower == "," {
			return o.newPlace(s, o.First[s]+i)
		}
	}
	return false
}

// opensNext reports whether a paragraph after an opened event opens another one: after "Elsewhere", a "Meanwhile" continues no earlier
// story unless it names a person from the main one.
func (o *openers) opensNext(p, s int) bool {
	opens := o.opening(o.SentenceTokens(s), o.Line(p)) >= elsewhere
	return opens && !o.namesMain(p) && (o.happens(s) || o.newPlace(s, o.First[s+1]))
}

// namedIn reports whether the person whom a paragraph names first is also named in an event.
func (t *threads) namedIn(p int, e *Event) bool {
	in := map[int]bool{}
	for _, q := range e.Paragraphs {
		for n := range t.NamesIn(t.Paragraphs[q].Span) {
			in[t.Of[n]] = true
		}
	}
	for n := range t.NamesIn(t.Paragraphs[p].Span) {
		if person := t.Of[n]; person >= 0 {
			return in[person]
		}
	}
	return false
}

// shared counts the stems that a paragraph shares with the others and with nothing else.
func (t *threads) shared(p int, others []int) int {
	in := map[int]bool{}
	for _, q := range others {
		for _, w := range t.of[q] {
			in[w] = true
		}
	}
	n := 0
	for _, w := range t.of[p] {
		if in[w] && t.told.at(w) == 0 && t.aside[w] <= len(others)+1 {
			n++
		}
	}
	return n
}
