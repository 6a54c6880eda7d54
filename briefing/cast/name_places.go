package cast

import (
	"strings"
	"unicode/utf8"

	"lede/briefing/words"
)

// settlePlaces decides which of the names left over are places, by the words around them.
func (c *Cast) settlePlaces() {
	place := map[string]bool{}
	c.placeDateline(place)
	for i := range c.Names {
		n := &c.Names[i]
		if c.Of[i] >= 0 || n.Kind == OrgName {
			continue
		}
		next := ""
		if n.to < c.First[n.Sentence+1] && c.Tokens[n.to].Word() {
			next = c.Lower(n.to)
		}
		w := c.At(n.Span)
		demonym := c.Words.Demonyms[w] != "" && !c.Words.Places[w]
		switch {
		case demonym || c.Words.Months[strings.ToLower(w)] != 0:
			continue
		case c.ledBy(n):
			w = c.At(n.Span)
		}
		switch {
		case c.Words.PlaceKinds[next]:
			n.Kind, n.to, n.End = PlaceName, n.to+1, c.Tokens[n.to].End
		case next == "nuclear" && c.plant(n.to) > 0:
			end := c.plant(n.to)
			n.Kind, n.to, n.End = PlaceName, end, c.Tokens[end-1].End
		case n.Kind == noName && c.Words.TownKinds[next]:
			n.Kind = PlaceName
			place[w] = true
		case (n.Kind == noName || n.Kind == perhapsPerson) && c.placeBefore(*n) && c.Lower(n.from-1) != "at" && next != "who":
			n.Kind = PlaceName
			place[w] = true
		}
	}
	for i := range c.Names {
		if n := &c.Names[i]; c.Of[i] < 0 && n.Kind == noName && place[c.At(n.Span)] {
			n.Kind = PlaceName
		}
	}
}

// placeDateline takes the name in capitals that opens a dateline for a place, and so its other forms.
func (c *Cast) placeDateline(place map[string]bool) {
	for i := range c.Names {
		n := &c.Names[i]
		if c.Of[i] >= 0 || n.from != c.First[n.Sentence] || c.Tokens[n.from].Start >= c.AfterDateline(n.Sentence) || c.Lower(n.from) == "(" {
			continue
		}
		w := c.At(n.Span)
		if !words.Shouted(w) || c.Words.Organisations[w] {
			continue
		}
		n.Kind = PlaceName
		var words []string
		for _, part := range strings.Fields(strings.ToLower(w)) {
			_, size := utf8.DecodeRuneInString(part)
			words = append(words, strings.ToUpper(part[:size])+part[size:])
		}
		place[w], place[strings.Join(words, " ")] = true, true
	}
}

// ledBy takes a compound such as "Russian-controlled" off the front of a name.
func (c *Cast) ledBy(n *name) bool {
	first := c.Tokens[n.from]
	if n.to-n.from < 2 || !strings.ContainsRune(first.Lower, '-') || !words.Verbal(first.Lower) {
		return false
	}
	n.from++
	n.Start = c.Tokens[n.from].Start
	if kind := listedKind(c.Words, c.At(n.Span)); kind != noName {
		n.Kind = kind
	} else if n.Kind == otherName {
		n.Kind = noName
	}
	return true
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
