package briefing

import (
	"math"
	"slices"
	"strings"
)

// How key points are chosen. Editors put the news first, so the place of a sentence counts most; what the
// article keeps returning to counts next; and a sentence that says again what another has said counts for less.
// More than that needs to understand the text, which Lede does not.

// The weights of a key point, set on development articles: what the article is about, and where it says so.
const (
	leadWeight     = 0.3  // of standing first; it falls with the distance from the beginning
	leadFall       = 7.0  // how many sentences it takes to fall to a third
	centralWeight  = 1.0  // of sharing its words with the rest of the article
	echoPenalty    = 0.25 // of repeating a key point already chosen
	pronounPenalty = 0.2  // of opening with a word that only the sentence before explains
	quotePenalty   = 0.15 // of being somebody's words from end to end
)

// mostCandidates bounds how many sentences are weighed against each other: a book is not a news article.
const mostCandidates = 600

// keyPoint is a sentence that may be a key point.
type keyPoint struct {
	sentence int
	words    map[string]float64
	score    float64
}

// completeSummary chooses the key points, in reading order. What heads, signs, pictures or announces the story
// and what the article lists beside it are none of it.
func (r *reading) completeSummary(points int, list aside) {
	if r.Summary != nil {
		return
	}
	r.Summary = []int{}
	candidates := r.candidates(list)
	if points <= 0 {
		points = pointsFor(len(r.tokens))
	}
	for len(r.Summary) < points && len(candidates) > 0 {
		best := 0
		for i := range candidates {
			if candidates[i].score > candidates[best].score {
				best = i
			}
		}
		chosen := candidates[best]
		r.Summary = append(r.Summary, chosen.sentence)
		candidates = slices.Delete(candidates, best, best+1)
		for i := range candidates {
			candidates[i].score -= echoPenalty * cosine(candidates[i].words, chosen.words)
		}
	}
	slices.Sort(r.Summary)
}

// pointsFor is how many key points suit an article of so many words and marks.
func pointsFor(tokens int) int {
	return min(7, max(3, 3+tokens/300))
}

// candidates are the sentences of the main story with their weights.
func (r *reading) candidates(list aside) []keyPoint {
	listed := map[int]bool{}
	for _, d := range r.Developments {
		for _, s := range d.Sentences {
			listed[s] = true
		}
	}
	var all []keyPoint
	var fallback []int
	for s := range r.Sentences {
		if len(all) >= mostCandidates {
			break
		}
		p := r.Sentences[s].Paragraph
		if p < len(r.Paragraphs) && r.Paragraphs[p].Kind != Body || list.out[p] || listed[s] {
			continue
		}
		fallback = append(fallback, s)
		if r.tellsSomething(s) {
			all = append(all, keyPoint{sentence: s})
		}
	}
	if len(all) == 0 {
		for _, s := range fallback[:min(len(fallback), 7)] {
			all = append(all, keyPoint{sentence: s})
		}
	}
	r.weigh(all)
	return all
}

// tellsSomething tells whether a sentence can stand alone as a key point.
func (r *reading) tellsSomething(s int) bool {
	small, words := 0, 0
	for _, t := range r.sentenceTokens(s) {
		if t.kind == wordToken || t.kind == numberToken {
			words++
			if t.kind == wordToken && !capital(r.At(t.Span)) {
				small++
			}
		}
	}
	text := r.SentenceText(s)
	return words >= 5 && words <= 90 && small >= 3 && !strings.HasSuffix(text, ":") && (upperFirst(text) || !r.english)
}

// weigh sets the score of each keyPoint.
func (r *reading) weigh(all []keyPoint) {
	in := map[string]int{}
	for i := range all {
		all[i].words = r.contentWords(all[i].sentence)
		for w := range all[i].words {
			in[w]++
		}
	}
	centre := map[string]float64{}
	for i := range all {
		for w, n := range all[i].words {
			// A word of one sentence says nothing about the others; one of all says little.
			all[i].words[w] = (1 + math.Log(n)) * math.Log(1+float64(len(all))/float64(in[w]))
			if in[w] > 1 {
				centre[w] += all[i].words[w]
			}
		}
	}
	for i := range all {
		c := &all[i]
		c.score = centralWeight*cosine(c.words, centre) + leadWeight*math.Exp(-float64(i)/leadFall)
		tokens := r.sentenceTokens(c.sentence)
		if l := firstWordToken(tokens); i > 0 && leaning[l] {
			c.score -= pronounPenalty
		}
		if m, ok := r.markAt(r.Sentences[c.sentence].Start); ok && r.marks[m].End-r.marks[m].Start > (r.Sentences[c.sentence].End-r.Sentences[c.sentence].Start)*3/5 {
			c.score -= quotePenalty
		}
	}
}

// leaning are words that lean on the sentence before.
var leaning = wordsOf(`he she they it his her their its this that these those but and however so then also there him them such`)

func firstWordToken(tokens []token) string {
	for _, t := range tokens {
		if t.kind == wordToken {
			return t.lower
		}
	}
	return ""
}

// contentWords counts the words of a sentence that carry its matter.
func (r *reading) contentWords(s int) map[string]float64 {
	words := map[string]float64{}
	for _, t := range r.sentenceTokens(s) {
		if (t.kind == wordToken || t.kind == numberToken) && len(t.lower) > 2 && !smallWord[t.lower] && !r.words.speech[t.lower] {
			words[strings.TrimSuffix(t.lower, "s")]++
		}
	}
	return words
}

// cosine is how much two bags of words have in common, from 0 to 1. The words are taken in order, so that the
// sum is the same on every run.
func cosine(a, b map[string]float64) float64 {
	if len(a) > len(b) {
		a, b = b, a
	}
	return dot(a, b) / (math.Sqrt(dot(a, a)*dot(b, b)) + 1e-9)
}

// dot multiplies two bags of words. It adds in whole millionths, since the order of a map differs from run to
// run and sums of fractions depend on it.
func dot(a, b map[string]float64) float64 {
	sum := int64(0)
	for w, x := range a {
		sum += int64(math.Round(x * b[w] * 1e6))
	}
	return float64(sum) / 1e6
}
