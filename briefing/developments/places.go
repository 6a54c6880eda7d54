package developments

import (
	"slices"
	"strings"

	"lede/briefing/names"
	"lede/briefing/text"
	"lede/briefing/words"
)

// Where a development happened. A place named in it may be the speaker's, the victim's or the sender's: only a place that the words tie to
// the event is given, and rather none than a wrong one.

// placesOf returns the places of an event: those where its first sentence, or failing that its second, says it happened.
func (f *finder) placesOf(sentences []int) []string {
	for _, s := range sentences[:min(len(sentences), 2)] {
		var places []string
		for n := range f.NamesIn(f.Sentences[s].Span) {
			name := f.Names[n]
			place := name.Kind == names.PlaceName || f.calledPlace(n)
			if w := f.At(name.Span); place && f.located(name, s) && !slices.Contains(places, w) {
				places = append(places, w)
			}
		}
		if len(places) > 0 {
			return places
		}
	}
	s := sentences[0]
	if place := f.leadPlace(s); place != "" {
		return []string{place}
	}
	if end := f.AfterDateline(s); end > f.Sentences[s].Start {
		for n := range f.NamesIn(f.Sentences[s].Span) {
			if name := f.Names[n]; name.Start < end && name.Kind == names.PlaceName {
				return []string{f.At(name.Span)}
			}
		}
	}
	return nil
}

// longestLead is how many words the place before the dash of a brief has at most.
const longestLead = 3

// leadPlace returns the place with which a brief begins, "Weston — A fire broke out", or "".
func (f *finder) leadPlace(s int) string {
	if s < 0 {
		return ""
	}
	tokens := f.SentenceTokens(s)
	for i, t := range tokens[:min(len(tokens), longestLead+1)] {
		switch {
		case words.Dash(t.Lower) && i > 0 && i+1 < len(tokens) && f.Capitalized(f.First[s]+i+1):
			place := text.Span{Start: tokens[0].Start, End: tokens[i-1].End}
			if n := f.NamesBefore(place.End); n >= 0 && f.Names[n].Start >= place.Start && f.Of[n] >= 0 {
				return "" // a person's
			}
			return f.At(place)
		case !t.Word() || !words.Capital(f.At(t.Span)):
			return ""
		}
	}
	return ""
}

// calledPlace reports whether a name that is not a person's follows "the village of".
func (f *finder) calledPlace(n int) bool {
	name := f.Names[n]
	if f.Of[n] >= 0 || name.Kind == names.OrgName {
		return false
	}
	i := f.TokenAt(name.Start, f.First[name.Sentence], f.First[name.Sentence+1])
	return i-2 >= f.First[name.Sentence] && f.Lower(i-1) == "of" && f.area(f.Lower(i-2))
}

// located reports whether the words before a name place the event there: "in Paris", "in Ukraine’s capital, Kyiv", "an attack on Paris".
// Where a person spoke or comes from, or an owner, is not where it happened.
func (f *finder) located(n names.Name, s int) bool {
	if f.Quoted(n.Start) || f.noPlace(f.At(n.Span)) {
		return false
	}
	from, limit := f.First[s], f.First[s+1]
	at := f.TokenAt(n.Start, from, limit)
	end := f.TokenAt(n.End, at, limit)
	if end < limit && f.Tokens[end].Clitic() {
		return false // "Spain’s minister"
	}
	for i := at - 1; i >= from && at-i <= farthestPreposition; i-- {
		switch f.placeLink(i, from) {
		case locates:
			return i == from || f.Lower(i-1) != "elsewhere" && !f.spokenAt(i, from, end, limit)
		case struckThere:
			return at-i <= farthestVerb
		case breaks:
			return false
		}
	}
	return false
}

// How many tokens before the name of a place the words that tie something to it may stand.
const (
	farthestPreposition = 8
	farthestVerb        = 5
)

// noPlace reports whether a name is that of a people, a month or a day.
func (f *finder) noPlace(name string) bool {
	if f.Words.Demonyms[name] != "" && !f.Words.Places[name] {
		return true
	}
	lower := strings.ToLower(name)
	return f.Words.Months[lower] != 0 || f.Words.Weekdays[lower] != 0
}

// placeLink is what a word before the name of a place contributes.
type placeLink uint8

const (
	breaks      placeLink = iota // nothing ties the name to the event
	links                        // it is part of the phrase: "the northern town of"
	locates                      // "in"
	struckThere                  // "shelled", "an attack on"
)

// placeLink classifies token i.
func (f *finder) placeLink(i, from int) placeLink {
	t := f.Tokens[i]
	switch {
	case f.Words.EventPlaces[t.Lower]:
		return locates
	case f.Words.Striking[t.Lower]:
		return struckThere
	case t.Lower == "of" && i > from && f.area(f.Lower(i-1)):
		return links
	case t.Lower == "on", t.Lower == "against", t.Lower == "of":
		return f.struckBefore(i, from)
	case t.Lower == ",", t.Lower == "the", t.Lower == "and", t.Clitic():
		return links
	case t.Word() && (words.Capital(f.Word(i)) || f.qualifies(t.Lower)):
		return links
	}
	return breaks
}

// struckBefore returns struckThere if the preposition i follows a noun of attack: "shelling on", "shelling Sunday on".
func (f *finder) struckBefore(i, from int) placeLink {
	i--
	if i > from && f.Words.Weekdays[f.Lower(i)] != 0 {
		i--
	}
	if i >= from && f.Words.Striking[f.Lower(i)] {
		return struckThere
	}
	return breaks
}

// area reports whether a word is a noun for a kind of place: "town", "province".
func (f *finder) area(w string) bool {
	return f.Words.Areas[w] || f.Words.PlaceKinds[w] || f.Words.TownKinds[w]
}

// qualifies reports whether a word may be between "in" and the name of a place.
func (f *finder) qualifies(w string) bool {
	compound := strings.ContainsRune(w, '-') && words.Verbal(words.AfterHyphen(w))
	return compound || f.area(w) || f.Words.PlaceModifiers[w]
}

// spokenAt reports whether the phrase from token i to token end says where a person spoke, or where officials are from: "said in Rome",
// "told reporters in Rome", "officials in Rome said".
func (f *finder) spokenAt(i, from, end, limit int) bool {
	for j := i - 1; j >= from && j >= i-5 && f.Lower(j) != "," && f.Lower(j) != "that"; j-- {
		if f.Words.StrongSpeech[f.Lower(j)] {
			return true
		}
	}
	if i == from || !f.mayTell(i-1) {
		return false
	}
	for j := end; j < limit && j < end+5 && f.Lower(j) != ","; j++ {
		if f.Words.StrongSpeech[f.Lower(j)] {
			return true
		}
	}
	return i-3 >= from && f.Lower(i-2) == "to" && f.Lower(i-3) == "according"
}

// mayTell reports whether token i may be a source.
func (f *finder) mayTell(i int) bool {
	l := f.Lower(i)
	return f.Words.Roles[l] || f.Words.Groups[l] || f.Words.Bodies[l] || words.Capital(f.Word(i))
}
