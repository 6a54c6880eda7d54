package story_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"lede/briefing/story"
)

// press makes up signatures as large as those of real articles. Every third is about the same event as one of the 500 before.
type press struct {
	random *rand.Rand
	events [][]uint32
}

// words are hashes: a few are common, most are rare.
func (p *press) words(n int) []uint32 {
	words := make([]uint32, n)
	for i := range words {
		f := p.random.Float64()
		words[i] = uint32(60_000*f*f*f)*279 + 1
	}
	return words
}

// packed returns words with weights, in order.
func (p *press) packed(words []uint32, most int) []uint32 {
	packed := []uint32{}
	for _, w := range words[:min(most, len(words))] {
		packed = append(packed, w<<8|uint32(30+p.random.IntN(90)))
	}
	slices.Sort(packed)
	return packed
}

func (p *press) article(i int) story.Signature {
	about := p.words(30)
	if n := len(p.events); n > 0 && i%3 == 0 {
		about = p.events[n-1-p.random.IntN(min(n, 500))]
	} else {
		p.events = append(p.events, about)
	}
	words := append(p.words(40), about...)
	p.random.Shuffle(len(words), func(i, j int) { words[i], words[j] = words[j], words[i] })
	s := story.Signature{Language: "en", Published: firstDay.Add(time.Duration(i) * time.Second), Page: uint32(i + 1)}
	s.Terms, s.Lead, s.Pairs = p.packed(words, 64), p.packed(about, 16), p.packed(p.words(28), 28)
	for range 7 {
		s.Names = append(s.Names, story.NameSign{Key: p.words(1)[0], Weight: 90, Kind: story.NameKind(p.random.IntN(3)), Lead: p.random.IntN(2) == 0})
	}
	for range 4 {
		s.Figures = append(s.Figures, story.FigureSign{Value: float32(p.random.IntN(60)), Thing: p.words(1)[0]})
	}
	return s
}

func newPress() *press { return &press{random: rand.New(rand.NewPCG(7, 7))} }

// BenchmarkGroup groups the articles of an hour, of a busy day, and of more than a server can have.
func BenchmarkGroup(b *testing.B) {
	for _, n := range []int{500, 5_000, 25_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			p := newPress()
			var articles []story.Article
			for i := range n {
				articles = append(articles, story.Article{ID: fmt.Sprint("new", i), Signature: p.article(i)})
			}
			for b.Loop() {
				story.Learned().Group(articles)
			}
			b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*n), "µs/article")
		})
	}
}
