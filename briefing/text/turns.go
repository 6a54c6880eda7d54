package text

import (
	"slices"
	"strings"

	"lede/briefing/words"
	"lede/pattern"
)

// Transcripts and interviews put a label with the speaker before each turn: “[00:01:07] ANN LEE (by phone): We stop.” or
// “Q: Why?”. The label and the turn become two paragraphs, so that the label is not read as part of the story. Each
// sentence of a turn is a quotation without marks.

// turnLabel matches the label of a turn: a time, the speaker, an aside, a colon.
var turnLabel = pattern.Of(`^(?:[\[(]?\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?[\])]?\s*[-–—]?\s*)?(?:>>\s*)?` +
	`(\p{Lu}[\p{L}.'’-]*(?: (?:(?:de|van|von|bin|al|la|le|du) )?\p{Lu}[\p{L}.'’-]*){0,4})(?:,[^:]{1,60})?(?:\s*[(\[][^)\]:]{1,40}[)\]])?\s*:[ \t]+`)

const (
	fewestTurns  = 3
	longestTurn  = 160 // bytes of a label
	turnsOfWhole = 2   // one paragraph in so many must be a turn
)

// turns cuts the labels of a transcript off its turns.
func turns(text string, paragraphs []Paragraph) []Paragraph {
	labels := make([]int, len(paragraphs)) // the length of each paragraph's label
	spoken, again := 0, 0
	seen := map[string]bool{}
	for i, p := range paragraphs {
		line := p.Of(text)
		colon := strings.IndexByte(line[:min(len(line), longestTurn)], ':')
		if colon < 0 || p.Kind == Caption {
			continue
		}
		m := turnLabel().FindStringSubmatchIndex(line[:min(len(line), longestTurn)])
		if m == nil || !strings.ContainsFunc(line[m[1]:], words.Letter) {
			continue
		}
		labels[i] = m[1]
		spoken++
		name := line[m[2]:m[3]]
		if seen[name] {
			again++
		}
		seen[name] = true
	}
	// In a transcript somebody speaks at least twice; a list of facts (“Date: Friday”, “Place: Holm”) has each label once.
	if spoken < fewestTurns || again == 0 || spoken*turnsOfWhole < len(paragraphs) {
		return paragraphs
	}
	cut := make([]Paragraph, 0, len(paragraphs)+spoken)
	for i, p := range paragraphs {
		if n := labels[i]; n > 0 {
			label := trimmed(text, Span{p.Start, p.Start + n})
			cut = append(cut, Paragraph{label, BylineLine})
			p = Paragraph{trimmed(text, Span{p.Start + n, p.End}), Body}
		}
		cut = append(cut, p)
	}
	return cut
}

// TurnLabel returns the paragraph that labels turn p, on the same line before it; -1 if there is none.
func TurnLabel(text string, paragraphs []Paragraph, p int) int {
	if p < 1 || p >= len(paragraphs) || paragraphs[p].Kind != Body || paragraphs[p-1].Kind != BylineLine {
		return -1
	}
	before := paragraphs[p-1]
	gap := Span{before.End, paragraphs[p].Start}
	if gap.End-gap.Start > longestTurn || !strings.HasSuffix(before.Of(text), ":") || strings.Trim(gap.Of(text), " \t") != "" {
		return -1
	}
	return p - 1
}

// Spoken adds the sentences of turns to the quotations, in order, and drops quotations inside them.
func Spoken(text string, paragraphs []Paragraph, sentences []Sentence, marks []Span) []Span {
	var said []Span
	for _, s := range sentences {
		if TurnLabel(text, paragraphs, s.Paragraph) >= 0 {
			said = append(said, s.Span)
		}
	}
	if said == nil {
		return marks
	}
	for _, m := range marks {
		i, _ := slices.BinarySearchFunc(said, m, func(s, m Span) int { return s.End - m.Start - 1 })
		if i >= len(said) || m.Start < said[i].Start {
			said = append(said, m)
		}
	}
	slices.SortFunc(said, func(a, b Span) int { return a.Start - b.Start })
	return said
}
