package briefing

import (
	"slices"
	"strings"

	"lede/briefing/names"
	"lede/briefing/words"
)

// Where a development happened. A place named in it may be the speaker's, the victim's or the sender's: only a place that the words tie to
// the event is given, and rather none than a wrong one.

// placesOf returns the places of an event: those where its first sentence, or failing that its second, says it happened.
func (d *draft) placesOf(sentences []int) []string {
	for _, s := range sentences[:min(len(sentences), 2)] {
		var places []string
		for n := range d.cast.NamesIn(d.Sentences[s].Span) {
			name := d.cast.Names[n]
			place := name.Kind == names.PlaceName || d.calledPlace(n)
			if w := d.At(name.Span); place && d.located(name, s) && !slices.Contains(places, w) {
				places = append(places, w)
			}
		}
		if len(places) > 0 {
			return places
		}
	}
	s := sentences[0]
	if place := d.leadPlace(s); place != "" {
		return []string{place}
	}
	if end := d.AfterDateline(s); end > d.Sentences[s].Start {
		for n := range d.cast.NamesIn(d.Sentences[s].Span) {
			if name := d.cast.Names[n]; name.Start < end && name.Kind == names.PlaceName {
				return []string{d.At(name.Span)}
			}
		}
	}
	return nil
}

// longestLead is how many words the place before the dash of a brief has at most.
const longestLead = 3

// leadPlace returns the place with which a brief begins, "Weston — A fire broke out", or "".
func (d *draft) leadPlace(s int) string {
	if s < 0 {
		return ""
	}
	tokens := d.SentenceTokens(s)
	for i, t := range tokens[:min(len(tokens), longestLead+1)] {
		switch {
		case words.Dash(t.Lower) && i > 0 && i+1 < len(tokens) && d.Capitalized(d.First[s]+i+1):
			place := Span{Start: tokens[0].Start, End: tokens[i-1].End}
			if n := d.cast.NamesBefore(place.End); n >= 0 && d.cast.Names[n].Start >= place.Start && d.cast.Of[n] >= 0 {
				return "" // a person's
			}
			return d.At(place)
		case !t.Word() || !words.Capital(d.At(t.Span)):
			return ""
		}
	}
	return ""
}

// calledPlace reports whether a name that is not a person's follows "the village of".
func (d *draft) calledPlace(n int) bool {
	name := d.cast.Names[n]
	if d.cast.Of[n] >= 0 || name.Kind == names.OrgName {
		return false
	}
	i := d.TokenAt(name.Start, d.First[name.Sentence], d.First[name.Sentence+1])
	return i-2 >= d.First[name.Sentence] && d.Lower(i-1) == "of" && d.area(d.Lower(i-2))
}

// located reports whether the words before a name place the event there: "in Paris", "in Ukraine’s capital, Kyiv", "an attack on Paris".
// Where a person spoke or comes from, or an owner, is not where it happened.
func (d *draft) located(n names.Name, s int) bool {
	if d.Quoted(n.Start) || d.noPlace(d.At(n.Span)) {
		return false
	}
	from, limit := d.First[s], d.First[s+1]
	at := d.TokenAt(n.Start, from, limit)
	end := d.TokenAt(n.End, at, limit)
	if end < limit && d.Tokens[end].Clitic() {
		return false // "Spain’s minister"
	}
	for i := at - 1; i >= from && at-i <= farthestPreposition; i-- {
		switch d.placeLink(i, from) {
		case locates:
			return i == from || d.Lower(i-1) != "elsewhere" && !d.spokenAt(i, from, end, limit)
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
func (d *draft) noPlace(name string) bool {
	if d.Words.Demonyms[name] != "" && !d.Words.Places[name] {
		return true
	}
	lower := strings.ToLower(name)
	return d.Words.Months[lower] != 0 || d.Words.Weekdays[lower] != 0
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
func (d *draft) placeLink(i, from int) placeLink {
	t := d.Tokens[i]
	switch {
	case d.Words.EventPlaces[t.Lower]:
		return locates
	case d.Words.Striking[t.Lower]:
		return struckThere
	case t.Lower == "of" && i > from && d.area(d.Lower(i-1)):
		return links
	case t.Lower == "on", t.Lower == "against", t.Lower == "of":
		return d.struckBefore(i, from)
	case t.Lower == ",", t.Lower == "the", t.Lower == "and", t.Clitic():
		return links
	case t.Word() && (words.Capital(d.Word(i)) || d.qualifies(t.Lower)):
		return links
	}
	return breaks
}

// struckBefore returns struckThere if the preposition i follows a noun of attack: "shelling on", "shelling Sunday on".
func (d *draft) struckBefore(i, from int) placeLink {
	i--
	if i > from && d.Words.Weekdays[d.Lower(i)] != 0 {
		i--
	}
	if i >= from && d.Words.Striking[d.Lower(i)] {
		return struckThere
	}
	return breaks
}

// area reports whether a word is a noun for a kind of place: "town", "province".
func (d *draft) area(w string) bool {
	return d.Words.Areas[w] || d.Words.PlaceKinds[w] || d.Words.TownKinds[w]
}

// qualifies reports whether a word may be between "in" and the name of a place.
func (d *draft) qualifies(w string) bool {
	compound := strings.ContainsRune(w, '-') && words.Verbal(words.AfterHyphen(w))
	return compound || d.area(w) || d.Words.PlaceModifiers[w]
}

// spokenAt reports whether the phrase from token i to token end says where a person spoke, or where officials are from: "said in Rome",
// "told reporters in Rome", "officials in Rome said".
func (d *draft) spokenAt(i, from, end, limit int) bool {
	for j := i - 1; j >= from && j >= i-5 && d.Lower(j) != "," && d.Lower(j) != "that"; j-- {
		if d.Words.StrongSpeech[d.Lower(j)] {
			return true
		}
	}
	if i == from || !d.mayTell(i-1) {
		return false
	}
	for j := end; j < limit && j < end+5 && d.Lower(j) != ","; j++ {
		if d.Words.StrongSpeech[d.Lower(j)] {
			return true
		}
	}
	return i-3 >= from && d.Lower(i-2) == "to" && d.Lower(i-3) == "according"
}

// mayTell reports whether token i may be a source.
func (d *draft) mayTell(i int) bool {
	l := d.Lower(i)
	return d.Words.Roles[l] || d.Words.Groups[l] || d.Words.Bodies[l] || words.Capital(d.Word(i))
}
