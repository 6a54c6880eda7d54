package feeds_test

import (
	"errors"
	"fmt"
	"net/http"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"lede/briefing"
	"lede/desk/feeds"
	"lede/store/boltkv"
)

func numbered(format string, from, to int) (list []string) {
	for i := to; i >= from; i-- {
		list = append(list, fmt.Sprintf(format, i))
	}
	return list
}

// codes are the codes of what the followers of a feed are told.
func (r *rig) codes(id string) (list []string) {
	r.t.Helper()
	all, err := r.Notices(r.t.Context(), id, 0)
	if err != nil {
		r.t.Fatal(err)
	}
	for _, n := range all {
		list = append(list, n.What.Code)
	}
	return list
}

// serve answers with a document in place of the feed's own.
func (p *press) serve(document string) {
	p.set(func() {
		p.answer = func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "application/rss+xml")
			_, _ = w.Write([]byte(document))
		}
	})
}

func rss(items ...string) string {
	return `<rss version="2.0"><channel><title>The Press</title><link>https://press.example/</link>` + strings.Join(items, "") + `</channel></rss>`
}

func TestAFeedThatNamesAllItsItemsAnewIsReseededAndTold(t *testing.T) {
	r := open(t)
	p := r.press(numbered("item-%d", 1, 10)...)
	id := r.follow(p, "g").ID
	r.tick()
	p.set(func() { p.items = numbered("renamed-%d", 1, 10) })
	r.run(4*time.Hour, 5*time.Minute)
	if got := r.told(id); len(got) != 0 || !slices.Equal(r.codes(id), []string{"feed.renumbered"}) {
		t.Errorf("told %v, admins %v", got, r.codes(id))
	}
	p.set(func() { p.items = append([]string{"next"}, p.items...) })
	r.run(4*time.Hour, 5*time.Minute)
	if got := r.told(id); !slices.Equal(got, []string{"Story next"}) || len(r.codes(id)) != 1 {
		t.Errorf("afterwards told %v, admins %v", got, r.codes(id))
	}
}

// TestPeersAnItemWhoseDateOrAddressIsTouchedIsNotPostedAgain, nor one whose GUID moves to https or another domain.
func TestPeersAnItemWhoseDateOrAddressIsTouchedIsNotPostedAgain(t *testing.T) {
	r := open(t)
	p := r.press()
	item := func(guid, link, date string) string {
		return `<item><guid>` + guid + `</guid><title>The bridge is closed</title><link>` + link + `</link><pubDate>` + date + `</pubDate><description>It is closed.</description></item>`
	}
	other := `<item><guid>http://press.example/2</guid><title>A ferry runs</title><link>http://press.example/2</link><description>It runs.</description></item>`
	p.serve(rss(other))
	id := r.follow(p, "g").ID
	r.tick()
	for _, touched := range []string{
		item("http://press.example/1", "http://press.example/1", "Sun, 01 Mar 2026 08:00:00 GMT"),
		item("http://press.example/1", "http://press.example/1", "Mon, 02 Mar 2026 09:00:00 GMT"),
		item("http://press.example/1", "http://press.example/1?utm_source=feed", "Mon, 02 Mar 2026 10:00:00 GMT"),
		item("a-new-guid", "http://press.example/1", ""),
	} {
		p.serve(rss(touched, other))
		r.run(5*time.Hour, 5*time.Minute)
	}
	if got := r.told(id); !slices.Equal(got, []string{"The bridge is closed"}) {
		t.Errorf("told %v", got)
	}
}

// TestPeersItemsWithoutADateOrWithAFutureOnePostOnce.
func TestPeersItemsWithoutADateOrWithAFutureOnePostOnce(t *testing.T) {
	r := open(t)
	p := r.press()
	first := `<item><guid>1</guid><title>One</title></item>`
	p.serve(rss(first))
	id := r.follow(p, "g").ID
	r.tick()
	for range 3 {
		p.serve(rss(`<item><guid>3</guid><title>Future</title><pubDate>Tue, 01 Jan 2041 00:00:00 GMT</pubDate></item>`,
			`<item><guid>2</guid><title>Old</title><pubDate>Tue, 01 Jan 1980 00:00:00 GMT</pubDate></item>`, `<item><title>No name at all</title><description>But words.</description></item>`, first))
		r.run(30*time.Hour, 30*time.Minute)
	}
	got := r.told(id)
	slices.Sort(got)
	if !slices.Equal(got, []string{"Future", "No name at all", "Old"}) {
		t.Errorf("told %v", got)
	}
}

// TestAnAddressThatIsWrittenAnewEachTimeIsNoNewItem: neither the GUID nor the link stays the same, and the words are few.
func TestAnAddressThatIsWrittenAnewEachTimeIsNoNewItem(t *testing.T) {
	for name, dated := range map[string]bool{"dated": true, "undated": false} {
		for _, n := range []int{1, 3, 20} {
			r := open(t)
			p := r.press()
			document := func(turn int) string {
				var list []string
				for i := n + turn; i > turn; i-- {
					address, date := fmt.Sprintf("http://press.example/%d?t=%d", i, turn), ""
					if dated {
						date = "<pubDate>" + start.Add(time.Duration(i-100)*time.Hour).Format(time.RFC1123Z) + "</pubDate>"
					}
					list = append(list, fmt.Sprintf(`<item><guid>%[1]s</guid><title>Story %[2]d</title><link>%[1]s</link>%[3]s<description>Words of %[2]d.</description></item>`, address, i, date))
				}
				return rss(list...)
			}
			p.serve(document(0))
			id := r.follow(p, "g").ID
			r.tick()
			var want []string
			for turn := range 4 {
				p.serve(document(turn + 1))
				r.pass(r.state(id).Next.Sub(r.now()))
				r.tick()
				want = append(want, fmt.Sprint("Story ", n+turn+1))
			}
			if got := r.told(id); !slices.Equal(got, want) || len(r.codes(id)) != 0 {
				t.Errorf("%d %s items: told %v, admins %v", n, name, got, r.codes(id))
			}
		}
	}
}

func TestAnEditIsSeenAndIsNoNews(t *testing.T) {
	r := open(t)
	p := r.press("a")
	id := r.follow(p, "g").ID
	r.tick()
	p.set(func() { p.more["a"] = "More " })
	r.run(4*time.Hour, 5*time.Minute)
	items, err := r.Items(t.Context(), id, 0)
	if err != nil || len(items) != 1 || items[0].Edited == nil {
		t.Errorf("%+v, %v", items, err)
	}
}

// A headline in the GUID and the address changes, and the text stays: the same item.
func TestARenamedItemIsKnownByItsText(t *testing.T) {
	r := open(t)
	p := r.press()
	text := strings.Repeat("The harbour master said that the ferry would not leave the port before the storm had passed the coast of the island. ", 3)
	item := func(name, extra string) string {
		return `<item><guid isPermaLink="false">` + name + `</guid><title>Ferry stays in port</title><link>http://press.example/` + name + `</link><description>` + text + extra + `</description></item>`
	}
	rest := `<item><guid>x</guid><title>Else</title></item>`
	p.serve(rss(item("ferry-stays", ""), rest))
	id := r.follow(p, "g").ID
	r.tick()
	p.serve(rss(item("ferry-stays-in-port", "It will leave."), rest))
	r.run(4*time.Hour, 5*time.Minute)
	if got := r.told(id); len(got) != 0 {
		t.Errorf("told %v", got)
	}
}

// TestABulletinIsNoEditOfTheOneBefore: bulletins say nearly the same, each under a name and a date of its own.
func TestABulletinIsNoEditOfTheOneBefore(t *testing.T) {
	r := open(t)
	p := r.press()
	bulletin := func(n int) string {
		at := start.Add(time.Duration(n) * time.Hour).Format(time.RFC1123Z)
		return fmt.Sprintf(`<item><guid isPermaLink="false">q%[1]d</guid><title>Earthquake number %[1]d near the islands</title><link>http://press.example/q%[1]d</link><pubDate>%[2]s</pubDate>`+
			`<description>The observatory registered earthquake number %[1]d near the islands at a depth of ten kilometres. Nobody was reported hurt, no damage is known, and there is no warning of a wave for the coast or for ships at sea.</description></item>`, n, at)
	}
	p.serve(rss(bulletin(0)))
	id := r.follow(p, "g").ID
	r.tick()
	var want []string
	for n := range 4 {
		p.serve(rss(bulletin(n + 1)))
		r.run(5*time.Hour, 5*time.Minute)
		want = append(want, fmt.Sprintf("Earthquake number %d near the islands", n+1))
	}
	if got := r.told(id); !slices.Equal(got, want) {
		t.Errorf("told %v", got)
	}
}

// TestANameThatIsMadeAnewEachTimeIsNoNewItem, however often, and with a date of the moment: the address stays.
func TestANameThatIsMadeAnewEachTimeIsNoNewItem(t *testing.T) {
	r := open(t)
	p := r.press()
	document := func(turn int) string {
		var list []string
		for i := 5 + turn/5; i > 0; i-- {
			list = append(list, fmt.Sprintf(`<item><guid isPermaLink="false">made-%[1]d-%[2]d</guid><title>Story %[2]d</title><link>http://press.example/%[2]d</link><pubDate>%[3]s</pubDate><description>Words of %[2]d.</description></item>`,
				turn, i, start.Add(time.Duration(turn)*time.Hour).Format(time.RFC1123Z)))
		}
		return rss(list...)
	}
	p.serve(document(0))
	id := r.follow(p, "g").ID
	r.tick()
	for turn := range 15 {
		p.serve(document(turn + 1))
		r.pass(r.state(id).Next.Sub(r.now()))
		r.tick()
	}
	if got := r.told(id); !slices.Equal(got, []string{"Story 6", "Story 7", "Story 8"}) {
		t.Errorf("told %v", got)
	}
}

// TestAFeedThatShowsMoreOfItsPastHasNoNews: more items than before, or the rest of what was cut off when it was first read. What is dated
// back and stands among the known is news.
func TestAFeedThatShowsMoreOfItsPastHasNoNews(t *testing.T) {
	r := open(t)
	p := r.press()
	var all []string
	for n := range 8 {
		all = append(all, fmt.Sprintf(`<item><guid isPermaLink="false">%[1]d</guid><title>Story %[1]d</title><pubDate>%[2]s</pubDate></item>`, n, start.Add(time.Duration(-10*n)*time.Hour).Format(time.RFC1123Z)))
	}
	p.serve(rss(slices.Concat(all[1:2], all[3:5])...))
	id := r.follow(p, "g").ID
	r.tick()
	p.serve(rss(all...))
	r.pass(r.state(id).Next.Sub(r.now()))
	r.tick()
	if got := r.told(id); !slices.Equal(got, []string{"Story 2", "Story 0"}) {
		t.Errorf("told %v", got)
	}
}

// TestPeersAFloodOfOldItemsIsNotPosted: not when a source is added, nor when it is added again.
func TestPeersAFloodOfOldItemsIsNotPosted(t *testing.T) {
	r := open(t)
	p := r.press(numbered("item-%d", 1, 60)...)
	st := r.follow(p, "g")
	r.tick()
	if got := r.told(st.ID); len(got) != 0 {
		t.Errorf("told %v", got)
	}
	if again := r.follow(p, "h"); again.Newest != start.Unix()+60 {
		t.Errorf("to the next server %d items are old", again.Newest-start.Unix())
	}
}

// TestPeersOneBadItemStopsNothing.
func TestPeersOneBadItemStopsNothing(t *testing.T) {
	r := open(t)
	p := r.press()
	p.serve(rss(`<item><guid>1</guid><title>One</title></item>`))
	id := r.follow(p, "g").ID
	r.tick()
	p.serve(rss(`<item><guid>4</guid><title>Four</title></item>`, `<item><guid>3</guid><title>`+strings.Repeat("very long ", 300)+`</title><link>http://%zz</link><enclosure url="javascript:x" type="image/png"/></item>`,
		`<item><guid>2</guid><title>Two &lt;b&gt;bold&lt;/b&gt; &#0; </title><pubDate>yesterday</pubDate></item>`, `<item><guid>1</guid><title>One</title></item>`))
	r.run(4*time.Hour, 5*time.Minute)
	if got := r.told(id); len(got) != 3 || got[2] != "Four" || len(got[1]) > 510 {
		t.Errorf("told %v", got)
	}
}

func TestWhatIsKeptOfAFeedIsBounded(t *testing.T) {
	r := open(t)
	file, err := boltkv.Open(filepath.Join(t.TempDir(), "lede.db"), r.now)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	r.use(file)
	p := r.press("0")
	id := r.follow(p, "g").ID
	var sizes []int
	for day := range 45 {
		p.set(func() { p.items = numbered("item-%d", day*20, day*20+29) })
		r.tick()
		if day%15 == 14 {
			sizes = append(sizes, r.size())
		}
		next := r.state(id).Next
		r.pass(max(next.Sub(r.now()), 12*time.Hour))
	}
	items, err := r.Items(t.Context(), id, 0)
	if err != nil || len(items) != 100 {
		t.Fatalf("%d items are kept, %v", len(items), err)
	}
	texts, known := 0, 0
	for _, i := range items {
		switch _, err := r.Article(t.Context(), i, briefing.Options{}); {
		case err == nil:
			texts++
		case !errors.Is(err, feeds.ErrNoText):
			t.Fatal(err)
		}
		sign, ok, err := r.Signature(t.Context(), i)
		if err != nil || !ok {
			t.Fatalf("item %d is recognised by nothing: %v", i.Seq, err)
		}
		if !sign.Headline {
			known++
		}
	}
	if texts > 50 {
		t.Errorf("%d texts are kept", texts)
	}
	if known < 90 {
		t.Errorf("%d of %d items are recognised by more than their titles", known, len(items))
	}
	if sizes[2] > sizes[1]*11/10 {
		t.Errorf("the store grows: %v bytes", sizes)
	}
}

// size is how many bytes the store has.
func (r *rig) size() (n int) {
	r.t.Helper()
	n, err := bytesOf(r.t.Context(), r.kv)
	if err != nil {
		r.t.Fatal(err)
	}
	return n
}
