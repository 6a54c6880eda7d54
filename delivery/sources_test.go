package delivery_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"lede/delivery"
	"lede/desk"
	"lede/desk/feeds"
	"lede/scheduler"
	"lede/source"
	"lede/store"
	"lede/store/boltkv"
)

// newsstand is a room whose guild follows a feed that the test writes.
type newsstand struct {
	*room
	source desk.Source
	items  []string                 // the newest first
	rest   func(item string) string // of an item's text; nil for none
	broken atomic.Bool
	moved  atomic.Bool // the feed stands at /other
	url    string
}

func openNewsstand(t testing.TB, answers ...delivery.Result) *newsstand {
	t.Helper()
	return openNewsstandOn(t, func(now func() time.Time) store.KV { return store.NewMemory(now) }, answers...)
}

// inTheFile is the store of most servers. Redis goes by its own clock: digests of sources are proved on it by proof/soak.
func inTheFile(t testing.TB) func(now func() time.Time) store.KV {
	return func(now func() time.Time) store.KV {
		kv, err := boltkv.Open(filepath.Join(t.TempDir(), "lede.db"), now)
		if err != nil {
			t.Fatal(err)
		}
		return kv
	}
}

func openNewsstandOn(t testing.TB, open func(now func() time.Time) store.KV, answers ...delivery.Result) *newsstand {
	t.Helper()
	n := &newsstand{room: &room{at: now, in: true, wire: wire{answers: answers, blind: delivery.ErrMayNotLook}}}
	var asked atomic.Int64
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if n.moved.Load() && r.URL.Path == "/feed" {
			http.Redirect(w, r, "/other", http.StatusMovedPermanently)
			return
		}
		if n.broken.Load() {
			w.WriteHeader(http.StatusInternalServerError)
			return
		}
		feed := n.feed()
		tag := fmt.Sprintf(`"%x"`, sha256.Sum256(feed))
		w.Header().Set("ETag", tag)
		if n := asked.Add(1); r.Header.Get("If-None-Match") == tag && n%8 > 0 { // now and then a server says again what it has said
			w.WriteHeader(http.StatusNotModified)
			return
		}
		_, _ = w.Write(feed)
	}))
	t.Cleanup(server.Close)
	n.url = server.URL + "/feed"
	n.kv = open(func() time.Time { return n.at })
	t.Cleanup(func() { n.kv.Close() })
	web := &source.Web{Allow: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}}
	n.Desk = desk.New(desk.Options{Store: n.kv, Feeds: feeds.New(feeds.Options{Store: n.kv, Web: web, Gap: time.Nanosecond})})
	n.tick = n.scheduler(n.wire.post)
	n.items = []string{"old3", "old2", "old1"}
	n.source = n.follow(t, "g")
	n.pass(t, time.Minute)
	return n
}

func (n *newsstand) follow(t testing.TB, guild string) desk.Source {
	t.Helper()
	s, _, err := n.AddSource(t.Context(), guild, desk.Source{Address: n.url, By: "p"})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// feed is the feed as it is now.
func (n *newsstand) feed() []byte {
	var w bytes.Buffer
	w.WriteString(`<rss version="2.0"><channel><title>The Herald</title>`)
	for _, i := range n.items {
		rest, link := "", ""
		if n.rest != nil {
			rest, link = n.rest(i), "<link>https://herald.example/"+i+"</link>"
		}
		words := "The council said that " + i + " was done."
		if strings.HasPrefix(i, "signs") {
			words = "§ @ §"
		}
		fmt.Fprintf(&w, `<item><guid isPermaLink="false">%s</guid><title>Story %s.</title>%s<description>%s%s</description>`, i, i, link, words, rest)
		if strings.HasPrefix(i, "members") {
			w.WriteString(`<category>Members only</category>`)
		}
		w.WriteString(`</item>`)
	}
	w.WriteString(`</channel></rss>`)
	return w.Bytes()
}

// pass moves the clock on, a minute at a time for the first hour and then by ten, with all that falls due.
func (n *newsstand) pass(t testing.TB, d time.Duration) {
	t.Helper()
	for end := n.at.Add(d); n.at.Before(end); {
		step := 10 * time.Minute
		if d <= time.Hour {
			step = time.Minute
		}
		n.move(t, n.at.Add(step))
	}
}

// add adds items to the feed, the newest last.
func (n *newsstand) add(items ...string) {
	for _, i := range items {
		n.items = append([]string{i}, n.items...)
	}
}

func (n *newsstand) set(t *testing.T, g desk.Digest) desk.Digest {
	t.Helper()
	if g.AsItComes {
		g.PerHour = 3
	} else {
		table, err := scheduler.ParseTimetable("07:00 UTC")
		if err != nil {
			t.Fatal(err)
		}
		n.Schedule("g", &g, table, n.at)
	}
	g.Channel, g.By, g.Set = "c", "p", n.at
	g, err := n.AddDigest(t.Context(), "g", g, "UTC")
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// told lists the stories of each post to the digest's channel, by name.
func (n *newsstand) told() (posts [][]string) {
	for _, p := range n.wire.posts {
		var list []string
		for _, part := range strings.Split(string(p.Components), "Story ")[1:] {
			name, _, _ := strings.Cut(part, ".")
			name = strings.TrimSuffix(name, `\\`)
			if !slices.Contains(list, name) {
				list = append(list, name)
			}
		}
		posts = append(posts, list)
	}
	return posts
}

// TestPromiseNothingLostNothingTwiceNoFlood: what a source has when it is added is told to nobody; from then on each item is in one edition, through
// an answer that was lost, a process that dies, and a day of more news than an edition has room for.
func TestPromiseNothingLostNothingTwiceNoFlood(t *testing.T) {
	t.Run("in memory", func(t *testing.T) { promiseNothingLost(t, openNewsstand(t)) })
	t.Run("in the file", func(t *testing.T) { promiseNothingLost(t, openNewsstandOn(t, inTheFile(t))) })
}

func promiseNothingLost(t *testing.T, n *newsstand) {
	t.Helper()
	n.set(t, desk.Digest{})
	var want []string
	for day := range 6 {
		count := 2
		if day == 2 {
			count = 20 // a busy day
		}
		for i := range count {
			name := fmt.Sprintf("d%di%d", day, i)
			n.add(name)
			want = append(want, name)
			n.pass(t, time.Hour)
		}
		if day == 1 {
			n.wire.answers = []delivery.Result{{Outcome: delivery.Ambiguous}}
		}
		n.pass(t, (24-time.Duration(count)%24)*time.Hour)
	}
	n.pass(t, 48*time.Hour)
	count := map[string]int{}
	nonces := map[string]bool{}
	for i, list := range n.told() {
		if nonces[n.wire.posts[i].Nonce] {
			continue // the same message, which Discord drops
		}
		nonces[n.wire.posts[i].Nonce] = true
		for _, name := range list {
			count[name]++
		}
	}
	for _, name := range want {
		if count[name] != 1 {
			t.Errorf("%s was told %d times", name, count[name])
		}
	}
	if len(count) != len(want) {
		t.Errorf("told %v", count)
	}
}

// TestADigestThatIsChangedTellsNothingTwice: its marks stay through a change.
func TestADigestThatIsChangedTellsNothingTwice(t *testing.T) {
	n := openNewsstand(t)
	g := n.set(t, desk.Digest{})
	n.add("one")
	n.pass(t, 25*time.Hour)
	if _, err := n.ChangeDigest(t.Context(), "g", g.ID, func(g *desk.Digest) error { g.Channel = "d"; return nil }); err != nil {
		t.Fatal(err)
	}
	n.pass(t, 24*time.Hour)
	if g, err := n.Digest(t.Context(), "g", g.ID); err != nil || g.Told[n.source.ID] <= n.source.From {
		t.Errorf("its mark is %v, %v", g.Told, err)
	}
	if got := n.told(); len(got) != 3 || !slices.Equal(slices.Concat(got...), []string{"one"}) {
		t.Errorf("told %v", got)
	}
}

// TestADigestTellsOfItsOwnSources, when an admin chose some.
func TestADigestTellsOfItsOwnSources(t *testing.T) {
	n := openNewsstand(t)
	n.set(t, desk.Digest{Sources: []string{"another"}})
	n.add("one")
	n.pass(t, 26*time.Hour)
	if got := slices.Concat(n.told()...); len(got) != 0 {
		t.Errorf("told %v", got)
	}
}

func TestNewsIsPostedAsItComesWithinItsLimit(t *testing.T) {
	n := openNewsstand(t)
	n.set(t, desk.Digest{AsItComes: true})
	n.pass(t, time.Hour)
	if got := n.told(); len(got) != 0 {
		t.Fatalf("told %v before anything came", got)
	}
	n.add("a", "b", "c", "d", "e")
	n.pass(t, 3*time.Hour)
	if got := n.told(); fmt.Sprint(got) != "[[a] [b] [e d c]]" {
		t.Errorf("told %v", got)
	}
	n.add("f")
	n.pass(t, 6*time.Hour)
	if got := n.told(); len(got) != 4 || !slices.Equal(got[3], []string{"f"}) {
		t.Errorf("then told %v", got)
	}
	if lines := n.ledger(t); len(lines) != 4 || slices.ContainsFunc(lines, func(e desk.Entry) bool { return e.Slot.IsZero() }) {
		t.Errorf("the ledger says %+v", lines)
	}
	for i, p := range n.wire.posts {
		for words, want := range map[string]bool{"Next edition": false, "The edition before": false, "is the sentence’s number": i == 0} {
			if strings.Contains(string(p.Components), words) != want {
				t.Errorf("post %d: %q is there: %v in %s", i, words, !want, p.Components)
			}
		}
	}
	if g, err := n.Digest(t.Context(), "g", "c"); err != nil || !g.Next.IsZero() {
		t.Errorf("it is due at %v, %v", g.Next, err)
	}
}

// TestWhatComesAsItComesIsPostedOnceThoughAProcessDies: after Discord took it, and before.
func TestWhatComesAsItComesIsPostedOnceThoughAProcessDies(t *testing.T) {
	n := openNewsstand(t)
	n.set(t, desk.Digest{AsItComes: true})
	n.pass(t, 2*time.Minute)
	n.add("a", "b")
	n.tick = n.scheduler(func(ctx context.Context, p delivery.Post) delivery.Result {
		n.wire.post(ctx, p)
		panic("killed")
	})
	for len(n.wire.posts) == 0 {
		n.pass(t, time.Minute)
	}
	n.tick = n.scheduler(n.wire.post)
	n.pass(t, time.Hour)
	nonces := map[string][]string{}
	for i, list := range n.told() {
		nonces[n.wire.posts[i].Nonce] = list
	}
	if len(nonces) != 2 {
		t.Errorf("told %v", n.told())
	}
}

// TestAGuildReadsItsOwnSourcesOnly, in every way to read.
func TestAGuildReadsItsOwnSourcesOnly(t *testing.T) {
	n := openNewsstand(t)
	n.add("secret")
	n.pass(t, 5*time.Hour)
	in := desk.Reader{Guild: "g", Person: "ana"}
	list, err := n.Headlines(t.Context(), in)
	if err != nil || len(list) != 4 || list[0].Title != "Story secret." || list[0].Shared() || list[0].Feed != n.source.ID {
		t.Fatalf("%+v, %v", list, err)
	}
	if a, err := n.Open(t.Context(), in, list[0].Ref); err != nil || !strings.Contains(a.Text, "secret was done") || a.Site != "The Herald" {
		t.Errorf("opened %+v, %v", a, err)
	}
	if g, err := n.Gist(t.Context(), in, list[0]); err != nil || g.Bytes == 0 {
		t.Errorf("%d bytes, %v", g.Bytes, err)
	}
	// Alone, the person goes on with what they opened.
	if h, err := n.Find(t.Context(), desk.Reader{Person: "ana"}, ""); err != nil || h.Ref != list[0].Ref {
		t.Errorf("alone: %+v, %v", h, err)
	}
	for _, r := range []desk.Reader{{Guild: "h", Person: "ana"}, {Guild: "h"}, {Person: "ben"}} {
		if more, err := n.Headlines(t.Context(), r); err != nil || len(more) != 0 {
			t.Errorf("%+v has %+v, %v", r, more, err)
		}
		for _, name := range []string{list[0].Ref, "secret"} {
			if h, err := n.Find(t.Context(), r, name); err == nil {
				t.Errorf("%+v finds %+v", r, h)
			}
		}
	}
	if _, err := n.Remove(t.Context(), "g", list[0].Ref); !errors.Is(err, desk.ErrOfSource) {
		t.Errorf("removed alone: %v", err)
	}
	if _, err := n.RemoveSource(t.Context(), "g", n.source.ID); err != nil {
		t.Fatal(err)
	}
	if h, err := n.Find(t.Context(), desk.Reader{Person: "ana"}, list[0].Ref); err == nil {
		t.Errorf("after the source is removed: %+v", h)
	}
}

// TestPeersBrokenFeedsAreToldToAdminsOnceAnOutage, and once at recovery, and to no reader.
func TestPeersBrokenFeedsAreToldToAdminsOnceAnOutage(t *testing.T) {
	n := openNewsstand(t)
	if _, err := n.ChangeSettings(t.Context(), "g", func(s *desk.Settings) { s.Alerts = "alerts" }); err != nil {
		t.Fatal(err)
	}
	n.follow(t, "h")
	for _, guild := range []string{"nobody", "channel"} { // with sources of the operator's
		if _, _, err := n.AddSource(t.Context(), guild, desk.Source{Address: n.url}); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := n.ChangeSettings(t.Context(), "channel", func(s *desk.Settings) { s.Alerts = "alone" }); err != nil {
		t.Fatal(err)
	}
	n.deaf = true // that Discord does not tell whether the bot is in a server keeps nothing from it
	n.broken.Store(true)
	n.pass(t, 10*24*time.Hour)
	n.broken.Store(false)
	n.pass(t, 3*24*time.Hour)
	var channel, alone, person []string
	for _, p := range n.wire.posts {
		switch {
		case p.Channel == "alone":
			alone = append(alone, string(p.Components))
		case p.Channel == "alerts":
			channel = append(channel, string(p.Components))
		case p.Person == "p":
			person = append(person, string(p.Components))
		default:
			t.Errorf("posted %+v", p)
		}
	}
	if len(channel) != 2 || len(alone) != 2 || len(person) != 2 {
		t.Fatalf("%d and %d alerts in channels, %d to a person", len(channel), len(alone), len(person))
	}
	contains(t, channel[0], "HTTP status 500")
	contains(t, channel[1], "well again")
}

// TestAnAlertOfASourceThatNeverArrivesIsGivenUp after twenty attempts, to a server and to a person who follows it for themselves.
func TestAnAlertOfASourceThatNeverArrivesIsGivenUp(t *testing.T) {
	n := openNewsstand(t)
	ana := desk.Alone("ana")
	if _, _, err := n.AddSource(t.Context(), ana, desk.Source{Address: n.url, By: "ana"}); err != nil {
		t.Fatal(err)
	}
	for range 100 {
		n.wire.answers = append(n.wire.answers, delivery.Result{Outcome: delivery.Retry})
	}
	n.broken.Store(true)
	n.pass(t, 5*24*time.Hour)
	tried := map[string]int{}
	for _, p := range n.wire.posts {
		tried[p.Person]++
	}
	if len(tried) != 2 || tried["p"] != 20 || tried["ana"] != 20 {
		t.Errorf("attempts: %v", tried)
	}
}

// TestAStoreWithoutFeedsIsReadAsItIs: what an earlier Lede left needs nothing before sources can be used.
func TestAStoreWithoutFeedsIsReadAsItIs(t *testing.T) {
	n := openNewsstand(t)
	const digest = `{"v":2,"data":{"id":"c","channel":"c","timetable":"07:00 UTC","by":"p","set":"2026-03-01T06:00:00Z","next":"2026-03-02T07:00:00Z","seen":["0123456789ab"]}}`
	err := n.kv.Update(t.Context(), "guild:g", func(tx store.Tx) error {
		return errors.Join(tx.Put("digests", "c", []byte(digest)), tx.Schedule("c", seven))
	})
	if err != nil {
		t.Fatal(err)
	}
	n.add("new")
	n.pass(t, 26*time.Hour)
	if got := n.told(); len(got) != 2 || !slices.Equal(slices.Concat(got...), []string{"new"}) {
		t.Errorf("told %v", got)
	}
}

// TestWhatADigestHasNoRoomForIsLeftOutWithANotice: each story of a flood is told once, or counted where the digest says what it leaves out.
func TestWhatADigestHasNoRoomForIsLeftOutWithANotice(t *testing.T) {
	for name, flood := range map[string]struct{ stories, each int }{
		"a busy day":                           {90, 10},
		"more than may wait":                   {95, 3},
		"more than a feed keeps between two":   {140, 10},
		"as much as there is room for, by day": {15, 5},
	} {
		t.Run(name, func(t *testing.T) {
			n := openNewsstand(t)
			n.set(t, desk.Digest{})
			n.pass(t, 2*time.Hour)
			for i := range flood.stories {
				n.add(fmt.Sprintf("s%d", i))
				if i%flood.each == flood.each-1 {
					n.pass(t, time.Hour)
				}
			}
			n.pass(t, 5*24*time.Hour)
			told, left := 0, 0
			for i, list := range n.told() {
				told += len(list)
				for _, m := range leftOut.FindAllStringSubmatch(string(n.wire.posts[i].Components), -1) {
					count, _ := strconv.Atoi(m[1] + m[2])
					left += count
				}
			}
			if told+left != flood.stories || told < min(15, flood.stories) || (left == 0) != (flood.stories == 15) {
				t.Errorf("of %d stories %d were told and %d left out", flood.stories, told, left)
			}
		})
	}
}

// leftOut is how a digest says how many stories it leaves out.
var leftOut = regexp.MustCompile(`(\d+) older stor(?:y|ies) (?:was|were) left out|Up to (\d+) older stor(?:y|ies) came and went`)

// TestADigestSaysWhatItHasTheWholeOf: what is for members and what is only a teaser, with its key points and in the list below.
func TestADigestSaysWhatItHasTheWholeOf(t *testing.T) {
	n := openNewsstand(t)
	n.set(t, desk.Digest{})
	n.pass(t, 2*time.Hour)
	for _, two := range [][]string{{"members-below", "open"}, {"another", "members-shown"}} {
		n.add(two...)
		n.pass(t, time.Hour)
	}
	n.pass(t, 24*time.Hour)
	var posts []string
	for _, p := range n.wire.posts {
		posts = append(posts, string(p.Components))
	}
	post := strings.Join(posts, "\n")
	if got := strings.Count(post, "For members only"); got != 1 {
		t.Errorf("%d of the stories are for members in\n%s", got, post)
	}
	if got := strings.Count(post, "· members only"); got != 1 {
		t.Errorf("%d of the list are for members in\n%s", got, post)
	}
	if got := strings.Count(post, "from the teaser"); got != 2 {
		t.Errorf("%d of the stories are teasers in\n%s", got, post)
	}
	list, err := n.Headlines(t.Context(), desk.Reader{Guild: "g"})
	if err != nil || !slices.ContainsFunc(list, func(h desk.Headline) bool { return h.Members }) {
		t.Errorf("%+v, %v", list, err)
	}
}
