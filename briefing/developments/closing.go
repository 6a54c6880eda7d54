package developments

import (
	"slices"
	"strings"

	"lede/briefing/text"
	"lede/briefing/words"
)

// How an article of one story ends with another under a heading: "New dean named". Other subheadings divide the story, so this one must be
// the only one, and neither it nor what is under it may go back to the story or tell of former times.

// longestClosing is how many paragraphs such a story has at most.
const longestClosing = 3

// closing takes the story under the heading at paragraph p that ends the article, and returns the paragraph after it, or p if there is none.
func (o *openers) closing(p int, a *Aside) int {
	if !o.onlyHeading(p) || o.endsSections(p) {
		return p
	}
	found, next := o.headed(p)
	if len(found) != 1 || next < len(o.Paragraphs) || len(found[0].Paragraphs) > longestClosing || o.explains(found) {
		return p
	}
	e := found[0]
	t := o.compare(a, p, e.Paragraphs)
	if !o.untold(p, t) || !o.reports(e.Paragraphs[0]) || slices.ContainsFunc(e.Paragraphs, func(q int) bool { return o.namesMain(q) || o.goesBackTo(t, q) }) {
		return p
	}
	a.take(e.Heading, e.Paragraphs...)
	return next
}

// onlyHeading reports whether a paragraph is the only heading below the first paragraph of a text. What stands above it is the article's.
func (o *openers) onlyHeading(p int) bool {
	if o.kind(p) != text.Heading {
		return false
	}
	if o.headings == nil {
		o.headings = []int{}
		first := slices.IndexFunc(o.Paragraphs, func(q text.Paragraph) bool { return q.Kind == text.Body })
		for q := max(first, 0); q < len(o.Paragraphs); q++ {
			if o.Paragraphs[q].Kind == text.Heading {
				o.headings = append(o.headings, q)
			}
		}
	}
	return len(o.headings) == 1 && o.headings[0] == p
}

// untold reports whether the main story has none of the words of a paragraph that say what it is about.
func (o *openers) untold(p int, t *threads) bool {
	told := func(w text.Token) bool { return o.matter(w) && t.told.at(t.stems.number(w, o.Language)) > 0 }
	for s := range o.SentencesOf(p) {
		if slices.ContainsFunc(o.SentenceTokens(s), told) {
			return false
		}
	}
	return true
}

// reports reports whether a paragraph begins with something that was done lately: "raised the fare", "has been chosen".
func (o *openers) reports(p int) bool {
	s := o.FirstSentence(p)
	tokens, done := o.SentenceTokens(s), o.acted(s)
	for i, t := range tokens {
		switch l := t.Lower; {
		case words.Year(l), l == "ago", l == "since", l == "earlier", l == "previously", l == "once":
			return false
		case (l == "has" || l == "have") && i+2 < len(tokens):
			done = done || o.participle(tokens[i+1]) || tokens[i+1].Lower == "been" && o.participle(tokens[i+2])
		}
	}
	return done
}

// participle reports whether a token has the form of a past participle.
func (o *openers) participle(t text.Token) bool {
	return o.Words.PastForms[t.Lower] || strings.HasSuffix(t.Lower, "ed") || strings.HasSuffix(t.Lower, "en")
}

// goesBackTo reports whether a paragraph leans on the main story, takes up what it has introduced, or shares much of what it says with it.
// Whose something is may be told: "The institute's council".
func (o *openers) goesBackTo(t *threads, p int) bool {
	known, leans := t.takenUp(p), t.leaning(p) > 0
	if tokens := o.SentenceTokens(o.FirstSentence(p)); len(tokens) > 3 && tokens[0].Lower == "the" && tokens[2].Clitic() {
		known, leans = known-1, false
	}
	return leans || known > 0 || t.ties(p) >= returning/2
}
