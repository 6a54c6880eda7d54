// Package renumbered finds the sentences of which a source corrected one number and left the rest as it was. Then it does not matter what is counted, or
// whether it is a day or a score.
package renumbered

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
	"unicode"

	"lede/briefing"
	"lede/briefing/text"
	"lede/briefing/words"
)

// Pair is a sentence that is gone and a new one which differs by one number.
type Pair struct {
	// Was and Is are their indexes in the article before and the one now.
	Was, Is int
	// Figures are the number before and after, if both are figures.
	Figures [][2]briefing.Figure
	// WentOn is true if the number tells how long ago something was.
	WentOn bool
}

// differ reports whether the figures are known to have two values: "three" and "3" are one.
func (r *Pair) differ() bool {
	if r.Figures == nil {
		return false
	}
	was, is := r.Figures[0][0].Value, r.Figures[0][1].Value
	return was != nil && is != nil && *was != *is
}

// Find pairs sentences of an article before that are gone with fresh ones of the article now that differ by one number and nothing else.
func Find(before, now *briefing.Article, gone, fresh map[int]bool) (pairs []Pair) {
	like := map[string]int{}
	for is := range now.Sentences {
		if m := maskedOf(now, is); fresh[is] && m.sound() {
			like[m.rest] = is
		}
	}
	for was := range before.Sentences {
		old := maskedOf(before, was)
		is, ok := like[old.rest]
		if !gone[was] || !ok {
			continue
		}
		x, y, one := old.onlyChange(maskedOf(now, is))
		if !one {
			continue
		}
		pair := Pair{Was: was, Is: is, Figures: bothFigures(before, now, [2]int{was, is}, x.Token, y.Token), WentOn: x.elapsed}
		if words.Digit(x.Lower) == words.Digit(y.Lower) || pair.differ() {
			pairs = append(pairs, pair)
		}
	}
	return pairs
}

// masked is a sentence with its numbers apart from its words.
type masked struct {
	rest    string
	numbers []numeral
	words   int
}

// numeral is a number of a sentence; elapsed is true if it tells how long ago something was, and so changes as the clock does.
type numeral struct {
	text.Token
	elapsed bool
}

//go:embed elapsed.txt
var elapsedFile string

// elapsed are the words of each language that tell how long ago something was.
var elapsed = sync.OnceValue(func() map[string][]string {
	known := map[string][]string{}
	for line := range strings.Lines(elapsedFile) {
		if all := strings.Fields(line); all[0] != "#" {
			known[all[0]] = all[1:]
		}
	}
	return known
})

func maskedOf(a *briefing.Article, sentence int) (m masked) {
	var rest strings.Builder
	tokens := text.Tokenise(a.Text, a.Sentences[sentence].Span)
	for i, t := range tokens {
		switch {
		case words.Digit(t.Lower) || words.Lexicon().NumberWords[t.Lower]:
			near := tokens[max(0, i-FarthestElapsed):min(len(tokens), i+FarthestElapsed+1)]
			m.numbers = append(m.numbers, numeral{t, Elapsed(near, a.Language)})
			rest.WriteString("# ")
		case t.Word():
			m.words++
			rest.WriteString(t.Lower + " ")
		}
	}
	m.rest = rest.String()
	return m
}

// FarthestElapsed is how many words stand at most between a number and the word that tells how long ago something was.
const FarthestElapsed = 2

// Elapsed reports whether one of the words near a number tells how long ago something was, which changes as the clock does.
func Elapsed(near []text.Token, language string) bool {
	return slices.ContainsFunc(near, func(t text.Token) bool { return slices.Contains(elapsed()[language], t.Lower) })
}

// shortest is how many words a sentence needs for its repetition to be no coincidence.
const shortest = 4

// sound reports whether a sentence is long enough for its repetition to be no coincidence, and has a number.
func (m *masked) sound() bool { return m.words >= shortest && len(m.numbers) > 0 }

// onlyChange returns the number that differs, before and after; one is false if none or several do.
func (m *masked) onlyChange(now masked) (x, y numeral, one bool) {
	changed := 0
	for i, t := range m.numbers {
		if bare(t.Token) != bare(now.numbers[i].Token) {
			x, y = t, now.numbers[i]
			changed++
		}
	}
	return x, y, changed == 1
}

// bare returns a number as it is however it is set: "22.15" and "22:15" are one.
func bare(t text.Token) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, t.Lower)
}

// bothFigures returns the figures of two sentences that two numbers belong to, nil if one belongs to none.
func bothFigures(before, now *briefing.Article, sentences [2]int, x, y text.Token) [][2]briefing.Figure {
	of := func(a *briefing.Article, sentence int, t text.Token) int {
		return slices.IndexFunc(a.Figures, func(f briefing.Figure) bool { return f.Sentence == sentence && f.Start <= t.Start && t.End <= f.End })
	}
	m, n := of(before, sentences[0], x), of(now, sentences[1], y)
	if m < 0 || n < 0 {
		return nil
	}
	return [][2]briefing.Figure{{before.Figures[m], now.Figures[n]}}
}
