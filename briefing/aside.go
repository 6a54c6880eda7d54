package briefing

// NamedBefore tells whether the words that end at a token mean a person who was first named before a place in the text.
func (c *cast) NamedBefore(at, start int) bool {
	if n := c.nameEndingAt(at, 0); n >= 0 && c.of[n] >= 0 {
		return c.names[c.persons[c.of[n]].mentions[0]].Start < start
	}
	for d := range c.descriptionsFrom(max(0, at-6)) {
		if desc := c.descriptions[d]; desc.from > at {
			return false
		} else if desc.to == at+1 {
			return desc.person >= 0 && c.names[c.persons[desc.person].mentions[0]].Start < start
		}
	}
	return false
}

// PlacesIn lists the places named in sentences, each once.
func (c *cast) PlacesIn(sentences []int) []string {
	var places []string
	seen := map[string]bool{}
	start, end := c.Sentences[sentences[0]].Start, c.Sentences[sentences[len(sentences)-1]].End
	for n := c.namesBefore(start) + 1; n < len(c.names) && c.names[n].Start < end; n++ {
		if w := c.At(c.names[n].Span); c.names[n].kind == placeName && !seen[w] {
			seen[w] = true
			places = append(places, w)
		}
	}
	return places
}

// Reporter is whoever the first attribution of the sentences names.
func (c *cast) Reporter(sentences []int) string {
	if !c.english {
		return ""
	}
	a := attribution{cast: c, last: nobody, lastQuote: -1}
	for _, s := range sentences {
		seg := segment{c.first[s], c.first[s+1]}
		for v := seg.from; v < seg.to; v++ {
			if !c.words.StrongSpeech[c.tokens[v].lower] || !a.isCue(v, seg) || c.quoted(c.tokens[v].Start) {
				continue
			}
			sp := a.subjectBefore(v, segment{seg.from, v})
			if !sp.found() || sp.name == "" || c.words.Undertakings[c.tokens[v].lower] {
				continue
			}
			if before := a.tokenAt(sp.mention.Start, seg.from, v) - 1; before >= seg.from && a.subordinate(before-1, before+1) {
				continue // they went home after the minister said so: part of the event
			}
			return sp.name
		}
		if sp := a.accordingTo(seg); sp.found() {
			return sp.name
		}
	}
	return ""
}
