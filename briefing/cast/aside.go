package cast

// NamedBefore tells whether the words that end at a token mean a person who was first named before a place in the text.
func (c *Cast) NamedBefore(at, start int) bool {
	if n := c.nameEndingAt(at, 0); n >= 0 && c.Of[n] >= 0 {
		return c.Names[c.Persons[c.Of[n]].mentions[0]].Start < start
	}
	for d := range c.descriptionsFrom(max(0, at-6)) {
		if desc := c.descriptions[d]; desc.from > at {
			return false
		} else if desc.to == at+1 {
			return desc.person >= 0 && c.Names[c.Persons[desc.person].mentions[0]].Start < start
		}
	}
	return false
}

// PlacesIn lists the places named in sentences, each once.
func (c *Cast) PlacesIn(sentences []int) []string {
	var places []string
	seen := map[string]bool{}
	start, end := c.Sentences[sentences[0]].Start, c.Sentences[sentences[len(sentences)-1]].End
	for n := c.namesBefore(start) + 1; n < len(c.Names) && c.Names[n].Start < end; n++ {
		if w := c.At(c.Names[n].Span); c.Names[n].Kind == PlaceName && !seen[w] {
			seen[w] = true
			places = append(places, w)
		}
	}
	return places
}

// Reporter is whoever the first attribution of the sentences names.
func (c *Cast) Reporter(sentences []int) string {
	if !c.English {
		return ""
	}
	a := attribution{Cast: c, last: nobody, lastQuote: -1}
	for _, s := range sentences {
		seg := segment{c.First[s], c.First[s+1]}
		for v := seg.from; v < seg.to; v++ {
			if !c.Words.StrongSpeech[c.Lower(v)] || !a.isCue(v, seg) || c.Quoted(c.Tokens[v].Start) {
				continue
			}
			sp := a.subjectBefore(v, segment{seg.from, v})
			if !sp.found() || sp.Name == "" || c.Words.Undertakings[c.Lower(v)] {
				continue
			}
			if before := a.TokenAt(sp.Mention.Start, seg.from, v) - 1; before >= seg.from && a.subordinate(before-1, before+1) {
				continue // they went home after the minister said so: part of the event
			}
			return sp.Name
		}
		if sp := a.accordingTo(seg); sp.found() {
			return sp.Name
		}
	}
	return ""
}
