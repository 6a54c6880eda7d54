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
	seen := map[string]int{}
	spoken, again := 0, false
	for i, p := range paragraphs {
		name, n := labelOf(text, p)
		if n == 0 {
			continue
		}
		labels[i] = n
		spoken++
		seen[name]++
		again = again || seen[name] > 1
	}
	// In a transcript somebody speaks at least twice; a list of facts (“Date: Friday”, “Place: Holm”) has each label once.
	if transcript := spoken >= fewestTurns && again && spoken*turnsOfWhole >= len(paragraphs); transcript {
		return cutLabels(text, paragraphs, labels, spoken)
	}
	if seen["Q"] == 0 || seen["A"] == 0 {
		return paragraphs
	}
	// A question and its answer may stand in the middle of a story.
	for i, p := range paragraphs {
		if name, _ := labelOf(text, p); name != "Q" && name != "A" {
			labels[i] = 0
		}
	}
	return cutLabels(text, paragraphs, labels, seen["Q"]+seen["A"])
}

// labelOf returns the speaker and the length of the label that a paragraph begins with; 0 if it has none. A time shows that a line is no
// caption.
func labelOf(text string, p Paragraph) (name string, length int) {
	line := p.Of(text)
	if strings.IndexByte(line[:min(len(line), longestTurn)], ':') < 0 {
		return "", 0
	}
	m := turnLabel().FindStringSubmatchIndex(line[:min(len(line), longestTurn)])
	if m == nil || !strings.ContainsFunc(line[m[1]:], words.Letter) || p.Kind == Caption && m[2] == 0 {
		return "", 0
	}
	return line[m[2]:m[3]], m[1]
}

// cutLabels makes paragraphs of their own of the labels that begin paragraphs.
func cutLabels(text string, paragraphs []Paragraph, labels []int, spoken int) []Paragraph {
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
