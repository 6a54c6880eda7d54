package desk_test

import (
	"bufio"
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"lede/briefing"
	"lede/briefing/story"
	"lede/desk"
	"lede/desk/feeds"
	"lede/source"
	"lede/store"
	"lede/store/kvtest"
)

// report is an article of one of several papers.
type report struct {
	title, text string
	published   time.Time
}

const (
	busyPapers = 20
	busyNew    = 60
	busyTold   = 200 // that a digest told and that its list still has room for
	busyDays   = 4   // in which papers print so many
)

// readReports reads the articles that we wrote to tell stories apart, and spreads their events over some days, the oldest first.
func readReports(t testing.TB) (list []report) {
	t.Helper()
	events := map[string]time.Duration{}
	for _, name := range []string{"dated", "newsrooms", "outlets", "alone", "met"} {
		file, err := os.Open(filepath.Join("../briefing/story/testdata", name+".txt"))
		if err != nil {
			t.Fatal(err)
		}
		defer file.Close()
		lines := bufio.NewScanner(file)
		for lines.Scan() {
			cells := strings.SplitN(lines.Text(), " | ", 3)
			head := strings.Fields(cells[0])
			if strings.HasPrefix(cells[0], "#") || len(cells) != 3 || len(head) != 5 {
				continue
			}
			hours, err := strconv.Atoi(head[3])
			if err != nil {
				t.Fatal(err)
			}
			event := name + head[1] + head[2]
			if _, known := events[event]; !known {
				events[event] = time.Duration(len(events)*37%(24*busyDays)) * time.Hour
			}
			list = append(list, report{cells[1], cells[2], start.Add(events[event] + time.Duration(hours)*time.Hour)})
		}
		if err := lines.Err(); err != nil {
			t.Fatal(err)
		}
	}
	slices.SortStableFunc(list, func(a, b report) int { return cmp.Compare(a.published.Unix(), b.published.Unix()) })
	return list[len(list)-busyNew-busyTold:]
}

// presses is a web of papers; each feed has all that its paper printed, and one item from before.
type presses struct{ printed []report }

func (p *presses) Feed(_ context.Context, r source.Request) (source.Answer, error) {
	var paper int
	if _, err := fmt.Sscanf(r.Address, "https://p%d.example/rss", &paper); err != nil {
		return source.Answer{}, err
	}
	var b strings.Builder
	fmt.Fprintf(&b, `<rss version="2.0"><channel><title>Paper %d</title>`, paper)
	for n, one := range slices.Backward(p.printed) {
		if n%busyPapers == paper {
			fmt.Fprintf(&b, `<item><guid isPermaLink="false">%d</guid><title>%s</title><link>https://p%d.example/%d</link><pubDate>%s</pubDate><description><![CDATA[%s]]></description></item>`,
				n, strings.ReplaceAll(one.title, "&", "&amp;"), paper, n, one.published.Format(time.RFC1123Z), one.text)
		}
	}
	b.WriteString(item("first", "This paper is new.", "") + `</channel></rss>`)
	return source.Answer{Status: 200, Body: []byte(b.String()), At: r.Address, MaxAge: -1, RetryAfter: -1}, nil
}

func (*presses) Page(context.Context, source.Request, briefing.Options) (*briefing.Article, source.Answer, error) {
	return nil, source.Answer{}, errors.New("no page is asked for")
}

func (*presses) Robots(context.Context, source.Request) (source.Answer, error) {
	return source.Answer{Status: 404}, nil
}

// TestAStoryRunsForTwoWeeks: each day's article is of the story that the digest has told of since the first day, among other news of the town.
func TestAStoryRunsForTwoWeeks(t *testing.T) {
	s := openStand(t, desk.Options{}, item("herring", herring, ""))
	var g desk.Digest
	longest := time.Duration(0)
	what := []string{"the drying hall", "the paper store", "the boiler house", "the old gate", "the weighing room", "the north chimney", "the machine shop"}
	for day := range 14 {
		here, next := what[day%len(what)], what[(day+1)%len(what)]
		s.clock.at = s.clock.at.Add(24 * time.Hour)
		s.items = append([]string{
			item(fmt.Sprint("mill", day), fmt.Sprintf("The fire in the Harwick paper mill that killed 10 people began near %s, fire chief Nora Bell said. Police searched %s and %s of the burnt mill for traces of the fire, and %d workers of the Harwick mill were heard.", here, here, next, 12+day), ""),
			item(fmt.Sprint("town", day), fmt.Sprintf("The council of Harwick spent the evening on plan %d for %s, which the mayor of the town wants to turn into homes. %d neighbours came to the town hall, most of them against it.", 40+day, strings.Replace(here, "the ", "a former ", 1), 31+7*day), ""),
		}, s.items...)
		s.visit(t)
		list, err := s.NewsByStory(t.Context(), "g", g, s.news(t, "g", g))
		at := slices.IndexFunc(list, func(n desk.NewsStory) bool { return named(n.Fresh) == fmt.Sprint("mill", day) })
		if err != nil || at < 0 || len(list[at].Before) < min(day, 5) {
			t.Fatalf("day %d: %+v, %v", day, list, err)
		}
		for _, h := range list[at].Before {
			if !strings.HasPrefix(named([]desk.Headline{h}), "mill") {
				t.Errorf("day %d: the mill's story has %s", day, h.Title)
			}
			longest = max(longest, s.clock.at.Sub(h.Added))
		}
		for _, one := range list {
			for _, h := range one.Fresh {
				g.Seen = append(g.Seen, h.Ref)
			}
		}
	}
	if longest < 7*24*time.Hour { // from one article to the next, none of which is five days after the other
		t.Errorf("stories reach back %v", longest)
	}
	if alone := s.StoriesPlaced()["alone"]; alone != 1+1+14 {
		t.Errorf("%d articles were alone on their day, and not the first ones and the town's: what was told is no news of any day", alone)
	}
}

// BenchmarkBusyDigest measures the processor's time to find the stories of a digest with twenty sources and sixty new articles, or with three, when it has
// told of as many as it remembers; and beside it, in turn, that to structure the sixty.
func BenchmarkBusyDigest(b *testing.B) {
	list, web, at := readReports(b), &presses{}, &clock{start}
	s := &stand{clock: at, kv: store.NewMemory(at.now)}
	defer s.kv.Close()
	s.feeds = feeds.New(feeds.Options{Store: s.kv, Web: web, Gap: time.Nanosecond})
	s.Desk = desk.New(desk.Options{Store: s.kv, Feeds: s.feeds})
	for paper := range busyPapers {
		if _, _, err := s.AddSource(b.Context(), "g", desk.Source{Address: fmt.Sprintf("https://p%d.example/rss", paper), By: "ana"}); err != nil {
			b.Fatal(err)
		}
	}
	var told []string
	for _, printed := range []int{0, 60, 120, 180, busyTold, len(list)} {
		told = nil
		for _, h := range s.news(b, "g", desk.Digest{}).List {
			told = append(told, h.Ref)
		}
		at.at, web.printed = at.at.Add(24*time.Hour), list[:printed]
		for range 3 {
			s.visit(b)
		}
	}
	for _, fresh := range []int{busyNew, 3} { // as many as in a day, or as come at once
		b.Run(fmt.Sprint(fresh), func(b *testing.B) { s.benchNews(b, told, list, fresh) })
	}
}

// benchNews measures a digest of so many new articles.
func (s *stand) benchNews(b *testing.B, told []string, list []report, fresh int) {
	latest := s.news(b, "g", desk.Digest{Seen: told}).List
	slices.SortFunc(latest, func(a, b desk.Headline) int {
		return cmp.Or(b.Published.Compare(*a.Published), cmp.Compare(a.Title, b.Title))
	})
	for n, h := range latest {
		if n%(len(latest)/fresh) > 0 {
			told = append(told, h.Ref)
		}
	}
	g := desk.Digest{Seen: told}
	var ours, theirs time.Duration
	for b.Loop() {
		began := kvtest.ProcessorTime(b)
		news := s.news(b, "g", g)
		stories, err := s.NewsByStory(b.Context(), "g", g, news)
		ours += kvtest.ProcessorTime(b) - began
		if again := slices.ContainsFunc(stories, func(n desk.NewsStory) bool { return len(n.Before) > 0 }); err != nil || len(told) < busyTold || len(news.List) != fresh || !again {
			b.Fatalf("%d stories of %d new articles and %d told, %v", len(stories), len(news.List), len(told), err)
		}
		began = kvtest.ProcessorTime(b)
		for _, one := range list[busyTold:] {
			a, err := briefing.Parse(one.text, briefing.Options{Title: one.title, Published: &one.published})
			if err != nil {
				b.Fatal(err)
			}
			story.Sign(a)
		}
		theirs += kvtest.ProcessorTime(b) - began
	}
	b.ReportMetric(float64(ours.Microseconds())/float64(b.N), "cpu-µs/digest")
	b.ReportMetric(float64(ours)/float64(theirs), "times-structuring")
}
