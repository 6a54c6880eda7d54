package story_test

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"strings"
	"testing"
	"time"

	"lede/briefing/story"
)

// press makes signatures of articles that nobody wrote: words, names and figures as often as news has them. Every third is about the
// same event as one before.
type press struct {
	random *rand.Rand
	events [][]string
}

// words are as rare as the words of news: few that all have, many that few have.
func (p *press) words(n int) []string {
	words := make([]string, n)
	for i := range words {
		words[i] = fmt.Sprintf("w%dx", int(50_000*p.random.Float64()*p.random.Float64()*p.random.Float64()))
	}
	return words
}

func (p *press) article(t testing.TB, i int) story.Signature {
	about := p.words(25)
	for k := range 5 {
		about[k] = fmt.Sprintf("Name%d", p.random.IntN(20_000))
	}
	if n := len(p.events); n > 0 && i%3 == 0 {
		about = p.events[n-1-p.random.IntN(min(n, 500))]
	} else {
		p.events = append(p.events, about)
	}
	var b strings.Builder
	for range 12 {
		for range 12 {
			if p.random.IntN(3) == 0 {
				b.WriteString(about[p.random.IntN(len(about))])
			} else {
				b.WriteString(p.words(1)[0])
			}
			b.WriteByte(' ')
		}
		fmt.Fprintf(&b, "killed %d people in Place%d. ", 2+p.random.IntN(60), p.random.IntN(3000))
	}
	return story.Sign(parse(t, fmt.Sprint(i), "", b.String(), i/300))
}

// fill makes a window with so many articles, each in a story of two.
func (p *press) fill(t testing.TB, n int) *story.Window {
	w := story.NewWindow(nil)
	for i := range n {
		w.Add(fmt.Sprintf("%064d", i), fmt.Sprintf("s%012d", i/2), p.article(t, i))
	}
	return w
}

func newPress() *press { return &press{random: rand.New(rand.NewPCG(7, 7))} }

// BenchmarkMatch finds the story of one article among 100,000; the memory of the window is told as bytes an article.
func BenchmarkMatch(b *testing.B) {
	const inWindow = 100_000
	p := newPress()
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	w := p.fill(b, inWindow)
	events := p.events
	p.events = nil
	runtime.GC()
	runtime.ReadMemStats(&after)
	p.events = events
	var asked []story.Signature
	for i := range 500 {
		asked = append(asked, p.article(b, inWindow+i))
	}
	b.ReportMetric(float64(after.HeapAlloc-before.HeapAlloc)/inWindow, "B/article")
	slowest, n := time.Duration(0), 0
	for b.Loop() {
		start := time.Now()
		w.Match(asked[n%len(asked)])
		slowest = max(slowest, time.Since(start))
		n++
	}
	b.ReportMetric(float64(slowest.Microseconds()), "µs-slowest")
	runtime.KeepAlive(w)
}

// BenchmarkGroup groups an hour of 500 articles with a window of 10,000.
func BenchmarkGroup(b *testing.B) {
	p := newPress()
	w := p.fill(b, 10_000)
	var hour []story.Article
	for i := range 500 {
		hour = append(hour, story.Article{ID: fmt.Sprint("new", i), Signature: p.article(b, 10_000+i)})
	}
	for b.Loop() {
		w.Group(hour)
		for _, a := range hour {
			b.StopTimer()
			w.Remove(a.ID)
			b.StartTimer()
		}
	}
}
