package story_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"lede/briefing"
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

func (p *press) articles(n int) (list []story.Signature) {
	for i := range n {
		list = append(list, p.article(i))
	}
	return list
}

func newPress() *press { return &press{random: rand.New(rand.NewPCG(7, 7))} }

// TestWhatWasToldMakesTheSameStories: of a new article they are the same whether Lede knows what was told or compares all with all.
func TestWhatWasToldMakesTheSameStories(t *testing.T) {
	const fresh = 40
	running := 0 // stories with an article that none of the new ones is close to in time
	for name, all := range map[string][]story.Signature{"made up": newPress().articles(300), "our own": ownArticles(t)} {
		plain := make([]story.Article, len(all))
		for i := range all {
			plain[i] = story.Article{ID: fmt.Sprint("new", i), Signature: all[i]}
		}
		told := slices.Clone(plain)
		for i := range len(told) - fresh {
			told[i].Told = true
		}
		want, got := membersOf(story.Learned().Group(plain)), membersOf(story.Learned().Group(told))
		for _, a := range plain[len(plain)-fresh:] {
			if got[a.ID] != want[a.ID] {
				t.Errorf("%s: the story of %s is %s, want %s", name, a.ID, got[a.ID], want[a.ID])
			}
			running += strings.Count(want[a.ID], " ")
		}
	}
	if running < fresh/2 {
		t.Errorf("there are only %d articles beside the new ones", running)
	}
}

// membersOf names, for each article, all of its story.
func membersOf(placed []story.Placed) map[string]string {
	of, members := map[string][]string{}, map[string]string{}
	for _, p := range placed {
		of[p.Story] = append(of[p.Story], p.ID)
	}
	for _, p := range placed {
		members[p.ID] = strings.Join(of[p.Story], " ")
	}
	return members
}

// ownArticles are the articles that we wrote on several events each, an event every few hours, the newest last.
func ownArticles(t *testing.T) (list []story.Signature) {
	t.Helper()
	events := map[string]time.Duration{}
	for _, name := range []string{"dated", "newsrooms", "actors"} {
		lines, err := os.ReadFile("testdata/" + name + ".txt")
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(lines)) {
			cells := strings.SplitN(strings.TrimSpace(line), " | ", 3)
			head := strings.Fields(cells[0])
			if len(cells) != 3 || len(head) != 5 {
				continue
			}
			hours, err := time.ParseDuration(head[3] + "h")
			if err != nil {
				t.Fatal(err)
			}
			event := name + head[1] + head[2]
			if _, known := events[event]; !known {
				events[event] = time.Duration(len(events)*29%(24*6)) * time.Hour
			}
			at := firstDay.Add(events[event] + 3*hours)
			a, err := briefing.Parse(cells[2], briefing.Options{Title: cells[1], Published: &at, Bare: true})
			if err != nil {
				t.Fatal(err)
			}
			list = append(list, story.Sign(a))
		}
	}
	slices.SortStableFunc(list, func(a, b story.Signature) int { return a.Published.Compare(b.Published) })
	return list
}

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
