package desk_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"lede/briefing"
	"lede/desk"
	"lede/desk/contacts"
	"lede/desk/feeds"
	"lede/desk/filter"
	"lede/problem"
	"lede/source"
	"lede/store"
	"lede/store/kvtest"
)

// stand is a desk with a feed that needs no network.
type stand struct {
	*desk.Desk
	kv     store.KV
	clock  *clock
	feeds  *feeds.Feeds
	items  []string // as RSS, the newest first
	source desk.Source
}

func (s *stand) Feed(_ context.Context, r source.Request) (source.Answer, error) {
	body := `<rss version="2.0"><channel><title>The Herald</title>` + strings.Join(s.items, "") + `</channel></rss>`
	return source.Answer{Status: 200, Body: []byte(body), At: r.Address, MaxAge: -1, RetryAfter: -1}, nil
}

func (s *stand) Page(context.Context, source.Request, briefing.Options) (*briefing.Article, source.Answer, error) {
	return nil, source.Answer{}, errors.New("no page is asked for")
}

func (s *stand) Robots(context.Context, source.Request) (source.Answer, error) {
	return source.Answer{Status: 404}, nil
}

// item is one of a feed; more is what it has besides.
func item(id, words, more string) string {
	return fmt.Sprintf(`<item><guid isPermaLink="false">%s</guid><title>Story %s</title><description>%s</description>%s</item>`, id, id, words, more)
}

const (
	mill = `A fire in the Harwick paper mill killed 10 people on Monday, the fire service of Harwick said. The fire broke out in the drying hall of the Harwick mill shortly after five in the morning, said fire chief Nora Bell. About 60 firefighters fought the fire for seven hours.`
	// millElsewhere is about the same event.
	millElsewhere = `At least 10 people were killed when a fire swept through the paper mill of Harwick early on Monday, officials said. Fire chief Nora Bell said the fire broke out in the drying hall of the mill shortly after five in the morning. About 60 firefighters from Harwick fought the flames in the mill for seven hours.`
	herring       = `The parliament of Tarland voted on Monday for a new law on the fishing of herring in its northern waters. The law lowers the catch of herring to 40,000 tonnes a year, minister of fisheries Odile Brandt said in the capital. Fishermen from six villages protested before the parliament.`
)

func written(t *testing.T, id, site, text string) *briefing.Article {
	t.Helper()
	a, err := briefing.Parse(text, briefing.Options{ID: id, Title: "Story " + id, Site: site, URL: "https://" + id + ".example/a"})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// openStand opens a desk whose guild g and person sam follow a feed that has got the items since.
func openStand(t *testing.T, o desk.Options, items ...string) *stand {
	t.Helper()
	s := &stand{clock: &clock{start}}
	s.kv = store.NewMemory(s.clock.now)
	t.Cleanup(func() { s.kv.Close() })
	o.Store = s.kv
	o.Feeds = feeds.New(feeds.Options{Store: s.kv, Web: s, Gap: time.Nanosecond})
	s.feeds, s.Desk = o.Feeds, desk.New(o)
	for _, guild := range []string{"g", desk.Alone("sam")} {
		added, _, err := s.AddSource(t.Context(), guild, desk.Source{Address: "https://herald.example/rss", By: "ana"})
		if err != nil {
			t.Fatal(err)
		}
		s.source = added
	}
	s.visit(t)
	s.clock.at = start.Add(24 * time.Hour)
	s.items = items
	s.visit(t)
	return s
}

// visit does all due work on feeds.
func (s *stand) visit(t testing.TB) {
	t.Helper()
	for range 5 {
		claims, err := s.kv.Claim(t.Context(), 100, time.Minute)
		for _, c := range claims {
			switch task, _ := desk.TaskOf(c); task {
			case desk.FollowFeed:
				err = errors.Join(err, s.FollowClaimed(t.Context(), c))
			case desk.VisitSite:
				err = errors.Join(err, s.feeds.Visit(t.Context(), c))
			}
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

func (s *stand) news(t testing.TB, guild string, g desk.Digest) desk.News {
	t.Helper()
	n, err := s.News(t.Context(), guild, g, s.clock.at)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func named(list []desk.Headline) string {
	var names []string
	for _, h := range list {
		names = append(names, strings.TrimPrefix(h.Title, "Story "))
	}
	return strings.Join(names, " ")
}

// TestWhatIsNewForADigest: what comes at once, or to one person alone, is from sources and nothing else; nothing is listed twice.
func TestWhatIsNewForADigest(t *testing.T) {
	shared := written(t, "shared", "", herring)
	s := openStand(t, desk.Options{Articles: []*briefing.Article{written(t, "older", "", mill), shared}}, item("f2", mill, ""), item("f1", herring, ""))
	s.clock.at = s.clock.at.Add(time.Minute)
	if _, _, err := s.Add(t.Context(), "g", "ana", written(t, "own", "", herring)); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		guild  string
		digest desk.Digest
		want   string
	}{
		"a digest":               {"g", desk.Digest{}, "own f2 f1 shared older"},
		"one that comes at once": {"g", desk.Digest{AsItComes: true}, "f2 f1"},
		"of one person":          {desk.Alone("sam"), desk.Digest{}, "f2 f1"},
		"what was seen":          {"g", desk.Digest{Seen: []string{desk.Ref("own"), desk.Ref("shared")}}, "f2 f1 older"},
		"of another source":      {"g", desk.Digest{Sources: []string{"other"}}, "own shared older"},
		"what a filter passes":   {"g", desk.Digest{Filter: filter.Filter{Rules: []filter.Rule{{Kind: filter.Words, Value: "herring"}}}}, "own f1 shared older"},
		"after all was told":     {"g", desk.Digest{Told: map[string]int64{s.source.ID: 1 << 40}}, "own shared older"},
	} {
		if got := named(s.news(t, c.guild, c.digest).List); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
	// The newest of a shelf may be an article that the instance has, too.
	s.clock.at = s.clock.at.Add(time.Minute)
	if _, _, err := s.Add(t.Context(), "g", "ana", shared); err != nil {
		t.Fatal(err)
	}
	if got := named(s.news(t, "g", desk.Digest{}).List); strings.Count(got, "shared") != 1 || !strings.HasPrefix(got, "shared") {
		t.Errorf("listed %s", got)
	}
}

// TestAnItemIsReadAsItsServerNamesIt, without its picture where none are shown, and by its title where there are no words.
func TestAnItemIsReadAsItsServerNamesIt(t *testing.T) {
	const picture = `<enclosure url="https://herald.example/a.jpg" type="image/jpeg"/>`
	for _, pictures := range []bool{true, false} {
		s := openStand(t, desk.Options{Pictures: pictures}, item("f3", "§ @ §", ""), item("f2", "", ""), item("f1", mill, picture))
		for _, site := range []string{"The Herald", "Our paper"} {
			if _, err := s.ChangeSource(t.Context(), "g", s.source.ID, func(one *desk.Source) error { one.Name = site; return nil }); err != nil {
				t.Fatal(err)
			}
			list, err := s.Headlines(t.Context(), desk.Reader{Guild: "g"})
			if err != nil || len(list) != 3 {
				t.Fatalf("%v, %v", titles(list), err)
			}
			for _, h := range list {
				a, err := s.Article(t.Context(), desk.Reader{Guild: "g"}, h)
				told, err2 := s.Told(t.Context(), desk.Reader{Guild: "g"}, h)
				gist, err3 := s.Gist(t.Context(), desk.Reader{Guild: "g"}, h)
				if err2 != nil || err3 != nil || told.Title != h.Title || told.Site != site || gist.Article.Title != h.Title {
					t.Errorf("%s is told as %+v, %v, %v", h.Title, told, err2, err3)
				}
				if h.Title != "Story f1" {
					if !errors.Is(err, desk.ErrNoSuchArticle) || told.Text != "" {
						t.Errorf("%s has words: %v, %q", h.Title, err, told.Text)
					}
					continue
				}
				if err != nil || a.Site != site || (a.Image != "") != pictures || told.Text != a.Text || gist.Bytes != len(a.Text) {
					t.Errorf("with pictures %v: of %q, with the picture %q, %v", pictures, a.Site, a.Image, err)
				}
				// Each of a feed's items is opened again by where it stands.
				if _, err := s.Open(t.Context(), desk.Reader{Guild: "g", Person: "eve"}, h.Ref); err != nil {
					t.Errorf("%s: %v", h.Title, err)
				}
			}
		}
	}
}

// TestEachItemOfAFeedIsOpenedAgain, the oldest and the newest too, and none that is gone.
func TestEachItemOfAFeedIsOpenedAgain(t *testing.T) {
	s := openStand(t, desk.Options{}, item("f3", mill, ""), item("f2", mill, ""), item("f1", mill, ""))
	list, err := s.Headlines(t.Context(), desk.Reader{Guild: "g"})
	if err != nil || len(list) != 3 {
		t.Fatalf("%v, %v", titles(list), err)
	}
	for _, h := range list {
		if _, err := s.Open(t.Context(), desk.Reader{Guild: "g", Person: "eve"}, h.Ref); err != nil {
			t.Fatal(err)
		}
		opened, err := s.Opened(t.Context(), "eve")
		if err != nil || len(opened) == 0 || opened[0].Ref != h.Ref {
			t.Errorf("%s: opened %v, %v", h.Title, titles(opened), err)
		}
		source, i, ok, err := s.SourceOf(t.Context(), desk.Reader{Guild: "g"}, h)
		if err != nil || !ok || source.ID != s.source.ID || i.Ref != h.Ref {
			t.Errorf("%s is of %+v, %v, %v", h.Title, source, ok, err)
		}
	}
	if _, err := s.RemoveSource(t.Context(), "g", s.source.ID); err != nil {
		t.Fatal(err)
	}
	if opened, err := s.Opened(t.Context(), "eve"); err != nil || len(opened) != 0 {
		t.Errorf("of a source that nobody follows: %v, %v", titles(opened), err)
	}
	if _, _, ok, err := s.SourceOf(t.Context(), desk.Reader{Guild: "g"}, list[0]); err != nil || ok {
		t.Errorf("its source is there: %v, %v", ok, err)
	}
	if _, _, ok, err := s.SourceOf(t.Context(), desk.Reader{Guild: "g"}, desk.Headline{}); err != nil || ok {
		t.Errorf("an article that somebody gave has a source: %v, %v", ok, err)
	}
}

// TestArticlesOfOneEventAreOneStory: a server's own by its own words, and one that cannot be read by itself.
func TestArticlesOfOneEventAreOneStory(t *testing.T) {
	ctx, r := t.Context(), desk.Reader{Guild: "g"}
	// The guild's own article "a" has the name of one of the instance's that is of another event.
	s := openStand(t, desk.Options{Articles: []*briefing.Article{written(t, "a", "Instance", herring), written(t, "i", "Tarland Times", herring)}}, item("f1", millElsewhere, ""))
	for _, a := range []*briefing.Article{written(t, "a", "Gazette", mill), written(t, "newer", "Post", mill), written(t, "lost", "Post", mill)} {
		if _, _, err := s.Add(ctx, "g", "ana", a); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.kv.Update(ctx, "guild:g", func(tx store.Tx) error {
		return errors.Join(tx.Put("articles", desk.Ref("newer"), []byte(`{"v":99,"data":{}}`)), tx.Put("gists", desk.Ref("newer"), []byte(`{"v":99,"data":{}}`)), tx.Delete("articles", desk.Ref("lost")), tx.Delete("gists", desk.Ref("lost")))
	}); err != nil {
		t.Fatal(err)
	}
	check := func(after string) {
		t.Helper()
		list, err := s.Stories(ctx, r)
		var got []string
		for _, one := range list {
			names := strings.Fields(named(one.Articles))
			slices.Sort(names)
			got = append(got, strings.Join(names, "+"))
		}
		slices.Sort(got)
		if want := []string{"a+f1", "i", "lost", "newer"}; err != nil || !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v (%v)", after, got, want, err)
		}
	}
	check("as stored")
	for _, one := range []string{"a", "i"} {
		h, err := s.Find(ctx, r, desk.Ref(one))
		if err != nil {
			t.Fatal(err)
		}
		story, err := s.StoryOf(ctx, r, h)
		if want := map[string]int{"a": 2, "i": 1}[one]; err != nil || len(story.Articles) != want || !strings.Contains(named(story.Articles), one) {
			t.Errorf("the story of %s: %s, %v", one, named(story.Articles), err)
		}
	}
	// An older Lede stored no signature, and one before it no gist.
	for _, gist := range []string{`{"v":1,"data":{"bytes":9,"points":[]}}`, ""} {
		if err := s.kv.Update(ctx, "guild:g", func(tx store.Tx) error {
			if gist == "" {
				return tx.Delete("gists", desk.Ref("a"))
			}
			return tx.Put("gists", desk.Ref("a"), []byte(gist))
		}); err != nil {
			t.Fatal(err)
		}
		check("with the gist " + gist)
	}
	if err := s.Judge(ctx, "g", desk.Ref("a"), desk.Ref("i"), true); err != nil {
		t.Fatal(err)
	}
	h, err := s.Find(ctx, r, desk.Ref("i"))
	if err != nil {
		t.Fatal(err)
	}
	if joined, err := s.StoryOf(ctx, r, h); err != nil || !slices.ContainsFunc(joined.Articles, func(h desk.Headline) bool { return h.Ref == desk.Ref("a") }) {
		t.Errorf("after an admin joined two: %s, %v", named(joined.Articles), err)
	}
}

// TestAnArticleThatIsLostIsNotTold though its title and key points are there: a feed alone may have no more of it.
func TestAnArticleThatIsLostIsNotTold(t *testing.T) {
	ctx, r := t.Context(), desk.Reader{Guild: "g"}
	s := openStand(t, desk.Options{})
	if _, _, err := s.Add(ctx, "g", "ana", written(t, "lost", "Post", mill)); err != nil {
		t.Fatal(err)
	}
	if err := s.kv.Update(ctx, "guild:g", func(tx store.Tx) error { return tx.Delete("articles", desk.Ref("lost")) }); err != nil {
		t.Fatal(err)
	}
	h, err := s.Find(ctx, r, desk.Ref("lost"))
	if err != nil {
		t.Fatal(err)
	}
	if a, err := s.Told(ctx, r, h); !errors.Is(err, desk.ErrNoSuchArticle) || a != nil {
		t.Errorf("told as %+v, %v", a, err)
	}
}

// TestTheStoryOfMostSourcesStandsFirst, unless each comes as it is found.
func TestTheStoryOfMostSourcesStandsFirst(t *testing.T) {
	ctx := t.Context()
	s := openStand(t, desk.Options{}, item("f1", millElsewhere, ""))
	for _, a := range []*briefing.Article{written(t, "a", "Gazette", mill), written(t, "b", "Post", herring)} {
		s.clock.at = s.clock.at.Add(time.Minute)
		if _, _, err := s.Add(ctx, "g", "ana", a); err != nil {
			t.Fatal(err)
		}
	}
	for name, c := range map[string]struct {
		digest desk.Digest
		want   string
	}{
		"most sources first": {desk.Digest{}, "a f1 | b |"},
		"as it comes":        {desk.Digest{AsItComes: true}, "f1 |"},
		"told of one":        {desk.Digest{Seen: []string{desk.Ref("a")}}, "b | f1 < a |"},
		"told of a story":    {desk.Digest{Seen: []string{desk.Ref("b")}}, "a f1 |"},
	} {
		list, err := s.NewsByStory(ctx, "g", c.digest, s.news(t, "g", c.digest))
		got := ""
		for _, one := range list {
			got += named(one.Fresh)
			if len(one.Before) > 0 {
				got += " < " + named(one.Before)
			}
			got += " | "
		}
		if got = strings.TrimSpace(got); err != nil || got != c.want {
			t.Errorf("%s: %s, want %s (%v)", name, got, c.want, err)
		}
	}
	if list, err := s.NewsByStory(ctx, "g", desk.Digest{}, desk.News{}); err != nil || list != nil {
		t.Errorf("of nothing: %+v, %v", list, err)
	}
}

// TestAFilterSeesTheTitleWhereThereAreNoWords.
func TestAFilterSeesTheTitleWhereThereAreNoWords(t *testing.T) {
	s := openStand(t, desk.Options{}, item("f2", "", ""), item("f1", mill, ""))
	items, err := s.feeds.Items(t.Context(), s.source.ID, 0)
	if err != nil || len(items) != 2 {
		t.Fatalf("%+v, %v", items, err)
	}
	for _, i := range items {
		got, err := s.FilterItem(t.Context(), desk.Reader{Guild: "g"}, i)
		if err != nil || got.Title != i.Title || (got.Text != "") != (i.Title == "Story f1") {
			t.Errorf("%s: %+v, %v", i.Title, got, err)
		}
	}
}

// TestAFaultAmongSourcesIsTold: whichever reading fails, no list is shorter for it.
func TestAFaultAmongSourcesIsTold(t *testing.T) {
	inGuild, alone := desk.Reader{Guild: "g", Person: "sam"}, desk.Reader{Person: "sam"}
	s := openStand(t, desk.Options{}, item("f2", mill, ""), item("f1", herring, ""))
	if _, _, err := s.Add(t.Context(), "g", "ana", written(t, "own", "", herring)); err != nil {
		t.Fatal(err)
	}
	list, err := s.Headlines(t.Context(), inGuild)
	if err != nil || len(list) != 3 {
		t.Fatalf("%v, %v", titles(list), err)
	}
	for _, h := range list {
		if _, err := s.Open(t.Context(), inGuild, h.Ref); err != nil {
			t.Fatal(err)
		}
	}
	sourced := list[slices.IndexFunc(list, func(h desk.Headline) bool { return h.Feed != "" })]
	own := list[slices.IndexFunc(list, func(h desk.Headline) bool { return h.Feed == "" })]
	for name, call := range map[string]func(context.Context, *desk.Desk) error{
		"Headlines in a guild": func(ctx context.Context, d *desk.Desk) error { _, err := d.Headlines(ctx, inGuild); return err },
		"Headlines alone":      func(ctx context.Context, d *desk.Desk) error { _, err := d.Headlines(ctx, alone); return err },
		"Opened":               func(ctx context.Context, d *desk.Desk) error { _, err := d.Opened(ctx, "sam"); return err },
		"HasOpened":            func(ctx context.Context, d *desk.Desk) error { _, err := d.HasOpened(ctx, "sam"); return err },
		"Stories":              func(ctx context.Context, d *desk.Desk) error { _, err := d.Stories(ctx, inGuild); return err },
		"StoryOf":              func(ctx context.Context, d *desk.Desk) error { _, err := d.StoryOf(ctx, inGuild, own); return err },
		"News": func(ctx context.Context, d *desk.Desk) error {
			_, err := d.News(ctx, "g", desk.Digest{}, start)
			return err
		},
		"NewsByStory": func(ctx context.Context, d *desk.Desk) error {
			_, err := d.NewsByStory(ctx, "g", desk.Digest{}, desk.News{List: list})
			return err
		},
		"Told":               func(ctx context.Context, d *desk.Desk) error { _, err := d.Told(ctx, inGuild, sourced); return err },
		"Gist":               func(ctx context.Context, d *desk.Desk) error { _, err := d.Gist(ctx, inGuild, sourced); return err },
		"Article":            func(ctx context.Context, d *desk.Desk) error { _, err := d.Article(ctx, inGuild, sourced); return err },
		"Article of a guild": func(ctx context.Context, d *desk.Desk) error { _, err := d.Article(ctx, inGuild, own); return err },
		"SourceOf": func(ctx context.Context, d *desk.Desk) error {
			_, _, _, err := d.SourceOf(ctx, inGuild, sourced)
			return err
		},
		"Sources":   func(ctx context.Context, d *desk.Desk) error { _, err := d.Sources(ctx, "g"); return err },
		"FeedState": func(ctx context.Context, d *desk.Desk) error { _, err := d.FeedState(ctx, s.source); return err },
		"ChangeSource": func(ctx context.Context, d *desk.Desk) error {
			_, err := d.ChangeSource(ctx, "g", s.source.ID, func(one *desk.Source) error { one.Name += "x"; return nil })
			return err
		},
		"PauseSource": func(ctx context.Context, d *desk.Desk) error {
			_, err := d.PauseSource(ctx, "g", s.source.ID, problem.New("desk.paused"))
			return err
		},
		"Verdicts": func(ctx context.Context, d *desk.Desk) error { _, err := d.Verdicts(ctx, "g"); return err },
		"Judge":    func(ctx context.Context, d *desk.Desk) error { return d.Judge(ctx, "g", own.Ref, sourced.Ref, true) },
	} {
		for n := 0; ; n++ {
			f := kvtest.NewFaulty(s.kv, n, "")
			d := desk.New(desk.Options{Store: f, Feeds: feeds.New(feeds.Options{Store: f, Web: s, Gap: time.Nanosecond})})
			err := call(t.Context(), d)
			if !f.Struck() {
				if n == 0 || err != nil {
					t.Errorf("%s: %d operations, %v", name, n, err)
				}
				break
			}
			if !errors.Is(err, kvtest.ErrFault) {
				t.Errorf("%s: operation %d fails, and the caller is told %v", name, n, err)
			}
		}
		for n := 0; ; n++ {
			f := kvtest.NewTorn(s.kv, n, "")
			d := desk.New(desk.Options{Store: f, Feeds: feeds.New(feeds.Options{Store: f, Web: s, Gap: time.Nanosecond})})
			if err := call(t.Context(), d); !f.Struck() {
				break
			} else if err == nil {
				t.Errorf("%s: record %d is damaged, and the caller is not told", name, n)
			}
		}
	}
}

// TestSettingsThatAreGoneAreNoWish: where a server wanted to hear of losses stays known when its settings are lost.
func TestSettingsThatAreGoneAreNoWish(t *testing.T) {
	known := contacts.New()
	kv := store.NewMemory(nil)
	defer kv.Close()
	d, ctx := desk.New(desk.Options{Store: kv, Contacts: known}), t.Context()
	alerts := func() string { return known.Snapshot()["g"].Alerts }
	known.Note("g", map[string]contacts.Digest{"c1": {By: "ana"}})
	if _, err := d.ChangeSettings(ctx, "g", func(s *desk.Settings) { s.Alerts = "77" }); err != nil {
		t.Fatal(err)
	}
	if alerts() != "77" {
		t.Errorf("alerts go to %q, once they are set", alerts())
	}
	known.NoteAlerts("g", "")
	if _, err := d.Settings(ctx, "g"); err != nil || alerts() != "77" {
		t.Errorf("alerts go to %q, %v", alerts(), err)
	}
	if err := kv.Update(ctx, "guild:g", func(tx store.Tx) error { return tx.Delete("settings", "guild") }); err != nil {
		t.Fatal(err)
	}
	if s, err := d.Settings(ctx, "g"); err != nil || s.Alerts != "" || alerts() != "77" {
		t.Errorf("after a loss alerts go to %q, %v", alerts(), err)
	}
}
