package feeds_test

import (
	"context"
	"fmt"
	"net/http"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/mmcdole/gofeed"

	"lede/briefing"
	"lede/desk/feeds"
	"lede/source"
	"lede/store"
	"lede/store/boltkv"
	"lede/store/kvtest"
)

// archive is a web of papers that print one item an hour; each feed has the latest twenty. It is in memory, so that only the work on
// feeds is measured.
type archive struct {
	hour    int
	changed bool // whether papers print
	bodies  map[int][]byte
}

const (
	papers   = 1000
	inAFeed  = 20
	atOnce   = 16 // visits, as many as one process makes
	inAWrite = 32 // claims, as many as one process makes
)

// body is the document of a paper in an hour.
func (a *archive) body(paper int) []byte {
	if b, ok := a.bodies[paper]; ok {
		return b
	}
	var b strings.Builder
	fmt.Fprintf(&b, `<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Paper %[1]d</title><link>https://p%[1]d.example/</link>`, paper)
	for n := a.hour; n > a.hour-inAFeed; n-- {
		at := start.Add(time.Duration(n) * time.Hour).Format(time.RFC1123Z)
		fmt.Fprintf(&b, `<item><guid isPermaLink="false">%[1]d-%[2]d</guid><title>The council of town %[1]d met for the %[2]dth time</title><link>https://p%[1]d.example/%[2]d</link><pubDate>%[3]s</pubDate><description>The council met.</description><content:encoded><![CDATA[%[4]s]]></content:encoded></item>`,
			paper, n, at, strings.Repeat(fmt.Sprintf("<p>The council of town %d said on day %d that the old bridge would be closed, and that nobody knew for how long.</p>", paper, n), 12))
	}
	b.WriteString(`</channel></rss>`)
	a.bodies[paper] = []byte(b.String())
	return a.bodies[paper]
}

// print has an hour pass. Without a change, nothing is printed that the next print would add to its own.
func (a *archive) print() {
	if a.changed {
		a.hour++
		a.bodies = map[int][]byte{}
	}
	for paper := range papers {
		a.body(paper)
	}
}

func (a *archive) Feed(_ context.Context, r source.Request) (source.Answer, error) {
	paper, err := strconv.Atoi(strings.TrimSuffix(strings.TrimPrefix(r.Address, "https://p"), ".example/feed")) // not by fmt, which would count
	if err != nil {
		return source.Answer{}, err
	}
	answer := source.Answer{Status: http.StatusOK, At: r.Address, ETag: fmt.Sprint(a.hour), ContentType: "application/rss+xml"}
	if !a.changed && r.ETag != "" {
		answer.Status, answer.ETag, answer.Conditional = http.StatusNotModified, r.ETag, true
		return answer, nil
	}
	answer.Body = a.body(paper)
	answer.Bytes = int64(len(answer.Body))
	return answer, nil
}

func (a *archive) Page(context.Context, source.Request, briefing.Options) (*briefing.Article, source.Answer, error) {
	return nil, source.Answer{}, fmt.Errorf("the feeds have all the text")
}

func (a *archive) Robots(context.Context, source.Request) (source.Answer, error) {
	return source.Answer{Status: http.StatusNotFound}, nil
}

// BenchmarkThousandFeeds is the processor's time for a feed of twenty items: where it answers that nothing changed (304), and where one item is new
// (plain is gofeed with a map of what was seen), in memory and in the file. Turns are taken in one run. As many visits are made at once as the program makes.
func BenchmarkThousandFeeds(b *testing.B) {
	clock := start
	now := func() time.Time { return clock }
	file, err := boltkv.Open(filepath.Join(b.TempDir(), "lede.db"), now)
	if err != nil {
		b.Fatal(err)
	}
	defer file.Close()
	memory := store.NewMemory(now)
	defer memory.Close()
	a := &archive{hour: inAFeed, changed: true, bodies: map[int][]byte{}}
	a.print()
	read := map[string]*feeds.Feeds{}
	stores := map[string]store.KV{"memory": memory, "file": file}
	for name, kv := range stores {
		read[name] = feeds.New(feeds.Options{Store: kv, Web: a, Gap: time.Nanosecond, Alone: true})
		for paper := range papers {
			if _, err := read[name].Follow(b.Context(), fmt.Sprintf("https://p%d.example/feed", paper), feeds.Follower{Guild: "g"}); err != nil {
				b.Fatal(err)
			}
		}
	}
	refresh := func(name string) int64 {
		began, visits := int64(kvtest.ProcessorTime(b)), 0
		for {
			claims, err := stores[name].Claim(b.Context(), inAWrite, time.Minute)
			if err != nil {
				b.Fatal(err)
			}
			if len(claims) == 0 {
				break
			}
			visits += len(claims)
			for some := range slices.Chunk(claims, atOnce) {
				var all sync.WaitGroup
				for _, c := range some {
					all.Go(func() {
						if err := read[name].Visit(b.Context(), c); err != nil {
							b.Error(err)
						}
					})
				}
				all.Wait()
			}
		}
		if visits != papers {
			b.Fatalf("%d visits", visits)
		}
		return int64(kvtest.ProcessorTime(b)) - began
	}
	seen := map[string]bool{}
	plain := func() int64 {
		began := int64(kvtest.ProcessorTime(b))
		for paper := range papers {
			doc, err := gofeed.NewParser().ParseString(string(a.body(paper)))
			if err != nil {
				b.Fatal(err)
			}
			for _, i := range doc.Items {
				seen[i.GUID] = true
			}
		}
		return int64(kvtest.ProcessorTime(b)) - began
	}
	refresh("memory")
	refresh("file")
	plain()
	var ours, inFile, theirs, same, sameInFile int64
	rounds := int64(0)
	for b.Loop() {
		rounds++
		for _, changed := range []bool{true, false} {
			clock = clock.Add(25 * time.Hour)
			a.changed = changed
			a.print()
			if changed {
				theirs, ours, inFile = theirs+plain(), ours+refresh("memory"), inFile+refresh("file")
			} else {
				same, sameInFile = same+refresh("memory"), sameInFile+refresh("file")
			}
		}
	}
	each := func(total int64) float64 { return float64(total) / float64(rounds*papers) / 1000 }
	b.ReportMetric(float64(ours)/float64(theirs), "ours/gofeed")
	b.ReportMetric(float64(inFile)/float64(theirs), "in-file/gofeed")
	b.ReportMetric(each(theirs), "µs-gofeed")
	b.ReportMetric(each(ours), "µs-new")
	b.ReportMetric(each(same), "µs-304")
	b.ReportMetric(each(sameInFile), "µs-304-in-file")
}
