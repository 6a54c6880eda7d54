package cast

import (
	"iter"
	"strings"
	"unicode/utf8"

	"lede/briefing/names"
	"lede/briefing/text"
	"lede/briefing/words"
)

// settlePlaces decides by the words around them which of the remaining names are places.
func (c *Cast) settlePlaces() {
	place := map[string]bool{}
	c.placeDateline(place)
	for i := range c.Names {
		n := &c.Names[i]
		if c.Of[i] >= 0 || n.Kind == names.OrgName {
			continue
		}
		next := ""
		if n.To < c.First[n.Sentence+1] && c.Tokens[n.To].Word() {
			next = c.Lower(n.To)
		}
		w := c.At(n.Span)
		demonym := c.Words.Demonyms[w] != "" && !c.Words.Places[w]
		if demonym || c.Words.Months[strings.ToLower(w)] != 0 {
			continue
		}
		if end := c.placeNoun(n.To, next); end > 0 {
			n.Kind, n.To, n.End = names.PlaceName, end, c.Tokens[end-1].End
		} else if c.namesPlace(n, next) {
			n.Kind = names.PlaceName
			place[c.At(n.Span)] = true
		}
	}
	for i := range c.Names {
		if n := &c.Names[i]; c.Of[i] < 0 && n.Kind == names.NoName && place[c.At(n.Span)] {
			n.Kind = names.PlaceName
		}
	}
}

// namesPlace reports whether the words around an undecided name make it a place.
func (c *Cast) namesPlace(n *names.Name, next string) bool {
	if n.Kind != names.NoName {
		return false
	}
	return c.Words.TownKinds[next] || c.placeBefore(*n) && c.Lower(n.From-1) != "at" && next != "who"
}

// placeNoun returns the end of the noun at token i that completes the name of a place, or 0.
func (c *Cast) placeNoun(i int, next string) int {
	if c.Words.PlaceKinds[next] {
		return i + 1
	}
	if next == "nuclear" {
		return c.plant(i)
	}
	return 0
}

// placeDateline marks the name in capitals that opens a dateline as a place, and notes it in both spellings.
func (c *Cast) placeDateline(place map[string]bool) {
	for i := range c.Names {
		n := &c.Names[i]
		if c.Of[i] >= 0 || n.From != c.First[n.Sentence] || n.Start >= c.AfterDateline(n.Sentence) {
			continue
		}
		w := c.At(n.Span)
		if !words.Shouted(w) || c.Words.Organisations[w] {
			continue
		}
		n.Kind = names.PlaceName
		var words []string
		for _, part := range strings.Fields(strings.ToLower(w)) {
			_, size := utf8.DecodeRuneInString(part)
			words = append(words, strings.ToUpper(part[:size])+part[size:])
		}
		place[w], place[strings.Join(words, " ")] = true, true
	}
}

// plant returns the end of "nuclear power plant" at token i, or 0.
func (c *Cast) plant(i int) int {
	for end := i + 1; end < len(c.Tokens) && end < i+3; end++ {
		if l := c.Lower(end); l == "plant" || l == "station" {
			return end + 1
		}
	}
	return 0
}

// NamesIn yields the indexes of the names that begin inside a span.
func (c *Cast) NamesIn(within text.Span) iter.Seq[int] {
	return func(yield func(int) bool) {
		for n := c.NamesBefore(within.Start) + 1; n < len(c.Names) && c.Names[n].Start < within.End; n++ {
			if !yield(n) {
				return
			}
		}
	}
}

// PlaceElsewhere returns the name of the place in which, by its first words, a sentence is elsewhere: "Elsewhere in Europe,"; -1 if there is none.
func (c *Cast) PlaceElsewhere(s int) int {
	first, limit := c.First[s], c.First[s+1]
	if first+3 >= limit || c.Lower(first) != "elsewhere" || !c.Words.InPlaces[c.Lower(first+1)] && c.Lower(first+1) != "on" {
		return -1
	}
	at := first + 2
	if c.Lower(at) == "the" {
		at++
	}
	if n := c.NameStartingAt(at); n >= 0 && c.Names[n].Kind == names.PlaceName {
		return n
	}
	return -1
}
