package said

import (
	"lede/briefing/cast"
	"lede/briefing/words"
)

// Reporter returns the name of the speaker in the first attribution of the sentences, "" if there is none.
func Reporter(c *cast.Cast, sentences []int) string {
	if !c.English {
		return ""
	}
	a := reading(c)
	for _, s := range sentences {
		seg := segment{a.First[s], a.First[s+1]}
		for v := seg.from; v < seg.to; v++ {
			if !a.Words.StrongSpeech[a.Lower(v)] || !a.isCue(v, seg) || a.Quoted(a.Tokens[v].Start) {
				continue
			}
			if v > seg.from && words.Asking().Being[a.Lower(v-1)] {
				continue // “a new date will be announced”
			}
			sp := a.subjectBefore(v, segment{seg.from, v})
			if !sp.found() || sp.Name == "" || a.Words.Undertakings[a.Lower(v)] {
				continue
			}
			if before := a.TokenAt(sp.Mention.Start, seg.from, v) - 1; before >= seg.from && a.subordinate(before-1, before+1) {
				continue // "they went home after the minister said so" is part of the event
			}
			return sp.Name
		}
		if sp := a.accordingTo(seg); sp.found() {
			return sp.Name
		}
	}
	return ""
}
