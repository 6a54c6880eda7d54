package cast

// Reporter is the source named by the first attribution in the sentences.
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
