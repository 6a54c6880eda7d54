package feeds_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"lede/briefing"
	"lede/desk/feeds"
)

func pageOf(name string) http.HandlerFunc { return pageOfSome(name, 6) }

func pageOfSome(name string, paragraphs int) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprintf(w, `<!DOCTYPE html><html><head><title>Story %[1]s</title></head><body><article><h1>Story %[1]s</h1>%[2]s</article></body></html>`,
			name, strings.Repeat("<p>The council of "+name+" voted on Monday for a new bridge across the sound, which is to cost forty million crowns.</p>", paragraphs))
	}
}

func (r *rig) texts(id string) map[string]feeds.TextKind {
	r.t.Helper()
	items, err := r.Items(r.t.Context(), id, 0)
	if err != nil {
		r.t.Fatal(err)
	}
	out := map[string]feeds.TextKind{}
	for _, i := range items {
		out[i.Title] = i.Text
	}
	return out
}

func TestTheTextIsTheFeedsOwnElseThePagesElseTheTeaser(t *testing.T) {
	r := open(t)
	p := r.press("a", "1", "2", "3", "4")
	p.set(func() {
		for _, name := range []string{"/b", "/c", "/d"} {
			p.pages[name] = pageOf(name[1:])
		}
		p.pages["/f"] = func(w http.ResponseWriter, _ *http.Request) {
			fmt.Fprint(w, "<!DOCTYPE html><html><head><title>Story f</title></head><body><article><h1>Story f</h1><p>"+strings.Repeat("The council of f voted. ", 12_000)+"</p></article></body></html>")
		}
		p.pages["/g"], p.more["g"] = pageOfSome("g", 4), strings.Repeat("What the feed says of it is longer than its page. ", 11)
		p.pages["/robots.txt"] = func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "User-agent: *\nDisallow: /d\n") }
	})
	same := "The council of h voted on Monday for a new bridge across the sound, which is to cost forty million crowns. Its mayor, Ada Quill, called it a bargain. "
	p.set(func() {
		p.more["h"], p.pages["/h"] = same, func(w http.ResponseWriter, _ *http.Request) {
			fmt.Fprint(w, "<!DOCTYPE html><html><head><title>Story h</title></head><body><article><h1>Story h</h1><p>"+same+"Words about h.</p></article></body></html>")
		}
	})
	id := r.follow(p, "g").ID
	r.tick()
	whole := strings.Repeat("The whole article stands in the feed itself. ", 20)
	p.set(func() {
		p.items, p.more["e"] = []string{"h", "g", "f", "e", "d", "c", "b", "a", "1", "2", "3", "4"}, whole
	})
	r.run(6*time.Hour, time.Minute)
	got := r.texts(id)
	for title, want := range map[string]feeds.TextKind{"Story b": feeds.PageText, "Story c": feeds.PageText, "Story d": feeds.TeaserText, "Story e": feeds.FullText, "Story f": feeds.TeaserText, "Story g": feeds.TeaserText, "Story h": feeds.PageText} {
		if got[title] != want {
			t.Errorf("%s has the text %q, want %q", title, got[title], want)
		}
	}
	asked := map[string]int{}
	for _, q := range p.asked {
		asked[q.path]++
	}
	if asked["/b"] != 1 || asked["/c"] != 1 || asked["/d"] != 0 || asked["/e"] != 0 || asked["/f"] != 1 || asked["/g"] != 1 || asked["/robots.txt"] != 1 || p.crowd != 1 {
		t.Errorf("asked for %v, %d at once", asked, p.crowd)
	}
	items, err := r.Items(t.Context(), id, 0)
	if err != nil {
		t.Fatal(err)
	}
	for _, i := range items {
		if i.Title != "Story b" {
			continue
		}
		a, err := r.Article(t.Context(), i, briefing.Options{})
		if err != nil || !strings.Contains(a.Text, "forty million crowns") || a.Title != "Story b" || a.URL != i.Link {
			t.Errorf("%+v, %v", a, err)
		}
	}
}

// TestAPageThatHasAFaultIsAskedForOnceMore: a moment's fault of a site costs no article its text. What is not there is not asked for again.
func TestAPageThatHasAFaultIsAskedForOnceMore(t *testing.T) {
	r := open(t)
	p := r.press("o1", "o2", "o3", "o4")
	id := r.follow(p, "g").ID
	r.tick()
	fault := func(times int, as http.HandlerFunc, then http.HandlerFunc) http.HandlerFunc {
		return func(w http.ResponseWriter, q *http.Request) {
			if times--; times >= 0 {
				as(w, q)
				return
			}
			then(w, q)
		}
	}
	ill := func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusBadGateway) }
	silent := func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }
	p.set(func() {
		p.pages["/a"], p.pages["/b"] = fault(1, ill, pageOf("a")), fault(1, silent, pageOf("b"))
		p.pages["/c"], p.pages["/d"] = fault(9, ill, pageOf("c")), http.NotFound
		p.items = []string{"d", "c", "b", "a", "o1", "o2", "o3", "o4"}
	})
	r.run(6*time.Hour, time.Minute)
	got := r.texts(id)
	if got["Story a"] != feeds.PageText || got["Story b"] != feeds.PageText || got["Story c"] != feeds.TeaserText || got["Story d"] != feeds.TeaserText {
		t.Errorf("texts: %v", got)
	}
	asked := map[string][]time.Time{}
	for _, q := range p.asked {
		asked[q.path] = append(asked[q.path], q.at)
	}
	if len(asked["/a"]) != 2 || len(asked["/b"]) != 2 || len(asked["/c"]) != 2 || len(asked["/d"]) != 1 || asked["/a"][1].Sub(asked["/a"][0]) < 15*time.Minute {
		t.Errorf("asked at %v", asked)
	}
}

// Many new items at once: a few pages with each visit, the newest first, and in the end all.
func TestPagesAreFetchedAFewAtATime(t *testing.T) {
	r := open(t)
	p := r.press(numbered("old%d", 1, 8)...)
	id := r.follow(p, "g").ID
	r.tick()
	var items []string
	for n := range 12 {
		name := fmt.Sprintf("n%02d", n)
		items = append([]string{name}, items...)
		p.pages["/"+name] = pageOf(name)
	}
	p.header["Cache-Control"] = "max-age=40000"
	p.set(func() { p.items = append(items, p.items...) })
	r.run(12*time.Hour, time.Minute)
	fetched := 0
	for _, kind := range r.texts(id) {
		if kind == feeds.PageText {
			fetched++
		}
	}
	if fetched < 12 {
		t.Errorf("%d pages are fetched: %v", fetched, r.texts(id))
	}
	if n := len(p.requests()); n > 4 {
		t.Errorf("the feed was asked %d times", n)
	}
	visits := 0
	for range 30 {
		r.pass(time.Minute)
		visits += r.tick()
	}
	if visits > 1 {
		t.Errorf("%d visits in half an hour when no page is wanted", visits)
	}
}

// TestWhatASiteShowsOnEachPageIsNotTheStorys, once two pages about other things have shown it; nor is the headline of another item.
func TestWhatASiteShowsOnEachPageIsNotTheStorys(t *testing.T) {
	const offer = "The Ferring Post lives on what its friends give, and on little else: a crown a week is enough."
	titles := map[string]string{"a": "Pier shut until spring", "b": "Mayor resigns over trees", "c": "Swimmers want another bath"}
	r := open(t)
	p := r.press("o1", "o2", "o3", "o4")
	id := r.follow(p, "g").ID
	r.tick()
	p.set(func() {
		var items strings.Builder
		for _, name := range []string{"c", "b", "a"} {
			fmt.Fprintf(&items, `<item><guid>%[1]s/%[2]s</guid><title>%[3]s</title><link>%[1]s/%[2]s</link><description>Words about %[2]s.</description></item>`, p.URL, name, titles[name])
			var paragraphs []string
			for _, sum := range []string{"forty", "fifty", "sixty"} {
				paragraphs = append(paragraphs, "<p>The council of "+name+" voted on Monday for what it wants, which is to cost "+sum+" million crowns.</p>")
			}
			p.pages["/"+name] = func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Content-Type", "text/html; charset=utf-8")
				fmt.Fprintf(w, `<!DOCTYPE html><html><head><title>%s</title></head><body><article><h1>%[1]s</h1>%s<p>%s</p><p>%s</p><p>That is all that is known of %s for now, the clerk of the council said.</p></article></body></html>`,
					titles[name], strings.Join(paragraphs, ""), titles["b"], offer, name)
			}
		}
		p.answer = func(w http.ResponseWriter, _ *http.Request) {
			fmt.Fprint(w, `<rss version="2.0"><channel><title>P</title>`+items.String()+`<item><guid isPermaLink="false">old</guid><title>Story old</title></item></channel></rss>`)
		}
	})
	r.run(6*time.Hour, time.Minute)
	items, err := r.Items(t.Context(), id, 0)
	if err != nil {
		t.Fatal(err)
	}
	offered, told := 0, 0
	for _, i := range items {
		if i.Text != feeds.PageText {
			continue
		}
		a, err := r.Article(t.Context(), i, briefing.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if told++; strings.Contains(a.Text, offer) {
			offered++
		}
		if strings.Contains(a.Text, titles["b"]) && i.Title != titles["b"] || !strings.HasSuffix(a.Text, "the clerk of the council said.") {
			t.Errorf("%s:\n%s", i.Title, a.Text)
		}
	}
	if told != 3 || offered != 2 {
		t.Errorf("%d pages were read, %d with the offer", told, offered)
	}
}

// TestWhatAFeedPutsIntoEachTextIsNotTheStorys: full texts in the feed itself end with the site's words as well.
func TestWhatAFeedPutsIntoEachTextIsNotTheStorys(t *testing.T) {
	const foot = "Ferring Post, all rights of the harbour reserved to those who row on it."
	titles := []string{"Pier shut until spring", "Mayor resigns over trees", "Swimmers want another bath", "Ferry sails without captain"}
	r := open(t)
	p := r.press()
	var items strings.Builder
	for n, title := range titles {
		paragraph := fmt.Sprintf("The council voted on %s on Monday, by %d votes to four, and the clerk read out what it would cost. ", title, n+9)
		fmt.Fprintf(&items, `<item><guid>%[1]d</guid><title>%[2]s</title><description>&lt;p&gt;%[3]s&lt;/p&gt;&lt;p&gt;Nobody spoke for %[1]d minutes.&lt;/p&gt;&lt;p&gt;%[4]s&lt;/p&gt;</description></item>`, n, title, strings.Repeat(paragraph, 7), foot)
	}
	p.answer = func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprint(w, `<rss version="2.0"><channel><title>P</title>`+items.String()+`</channel></rss>`)
	}
	id := r.follow(p, "g").ID
	r.tick()
	list, err := r.Items(t.Context(), id, 0)
	if err != nil || len(list) != len(titles) {
		t.Fatalf("%v, %+v", err, list)
	}
	for n, i := range list { // the first two of a feed show what its foot is
		a, err := r.Article(t.Context(), i, briefing.Options{})
		if err != nil || i.Text != feeds.FullText || strings.Contains(a.Text, foot) != (n < 2) || !strings.Contains(a.Text, "Nobody spoke") {
			t.Errorf("%d, %s, %v:\n%s", n, i.Text, err, a.Text)
		}
	}
}
