package briefing

import (
	"lede/briefing/words"
	"strings"
	"unicode/utf8"
)

// settlePlaces decides which of the names left over are places, by the words around them.
func (c *cast) settlePlaces() {
	place := map[string]bool{}
	c.placeDateline(place)
	for i := range c.names {
		n := &c.names[i]
		if c.of[i] >= 0 || n.kind == orgName {
			continue
		}
		next := ""
		if n.to < c.first[n.sentence+1] && c.tokens[n.to].kind == wordToken {
			next = c.tokens[n.to].lower
		}
		w := c.At(n.Span)
		demonym := c.words.Demonyms[w] != "" && !c.words.Places[w]
		switch {
		case demonym || c.words.Months[strings.ToLower(w)] != 0:
			continue
		case c.ledBy(n):
			w = c.At(n.Span)
		}
		switch {
		case c.words.PlaceKinds[next]:
			n.kind, n.to, n.End = placeName, n.to+1, c.tokens[n.to].End
		case next == "nuclear" && c.plant(n.to) > 0:
			end := c.plant(n.to)
			n.kind, n.to, n.End = placeName, end, c.tokens[end-1].End
		case n.kind == noName && c.words.TownKinds[next]:
			n.kind = placeName
			place[w] = true
		case (n.kind == noName || n.kind == perhapsPerson) && c.placeBefore(*n) && c.tokens[n.from-1].lower != "at" && next != "who":
			n.kind = placeName
			place[w] = true
		}
	}
	for i := range c.names {
		if n := &c.names[i]; c.of[i] < 0 && n.kind == noName && place[c.At(n.Span)] {
			n.kind = placeName
		}
	}
}

// placeDateline takes the name in capitals that opens a dateline for a place, and so its other forms.
func (c *cast) placeDateline(place map[string]bool) {
	for i := range c.names {
		n := &c.names[i]
		if c.of[i] >= 0 || n.from != c.first[n.sentence] || c.tokens[n.from].Start >= c.afterDateline(n.sentence) || c.tokens[n.from].lower == "(" {
			continue
		}
		w := c.At(n.Span)
		if !words.Shouted(w) || c.words.Organisations[w] {
			continue
		}
		n.kind = placeName
		var words []string
		for _, part := range strings.Fields(strings.ToLower(w)) {
			_, size := utf8.DecodeRuneInString(part)
			words = append(words, strings.ToUpper(part[:size])+part[size:])
		}
		place[w], place[strings.Join(words, " ")] = true, true
	}
}

// ledBy takes a compound such as "Russian-controlled" off the front of a name.
func (c *cast) ledBy(n *name) bool {
	first := c.tokens[n.from]
	if n.to-n.from < 2 || !strings.ContainsRune(first.lower, '-') || !words.Verbal(first.lower) {
		return false
	}
	n.from++
	n.Start = c.tokens[n.from].Start
	if kind := listedKind(c.words, c.At(n.Span)); kind != noName {
		n.kind = kind
	} else if n.kind == otherName {
		n.kind = noName
	}
	return true
}

// plant returns the end of "nuclear power plant" at token i, or 0.
func (c *cast) plant(i int) int {
	for end := i + 1; end < len(c.tokens) && end < i+3; end++ {
		if l := c.tokens[end].lower; l == "plant" || l == "station" {
			return end + 1
		}
	}
	return 0
}
