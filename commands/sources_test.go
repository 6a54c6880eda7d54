package commands_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"lede/briefing"
	"lede/commands/command"
	"lede/desk"
	"lede/desk/feeds"
	"lede/problem"
	"lede/source"
	"lede/source/feed"
	"lede/store"

	"github.com/bwmarrin/discordgo"
)

// sites stands for sites with feeds: an address has the feeds whose addresses begin with it.
type sites struct {
	feeds map[string]string // documents by address
	err   error
	asked []string
}

func (w *sites) answer(address string) source.Answer {
	return source.Answer{Status: http.StatusOK, Body: []byte(w.feeds[address]), At: address, ContentType: "application/rss+xml"}
}

func (w *sites) Find(_ context.Context, r source.Request) (list []source.Found, err error) {
	w.asked = append(w.asked, r.Address)
	if w.err != nil {
		return nil, w.err
	}
	var known []string
	for address := range w.feeds {
		if strings.HasPrefix(address, strings.TrimSuffix(feed.Address(r.Address), "/")) {
			known = append(known, address)
		}
	}
	slices.Sort(known)
	for _, address := range known {
		read, err := feed.Parse([]byte(w.feeds[address]), feed.Options{Address: address})
		if err != nil {
			return nil, err
		}
		list = append(list, source.Found{Address: address, Answer: w.answer(address), Feed: read})
	}
	return list, nil
}

func (w *sites) Feed(_ context.Context, r source.Request) (source.Answer, error) {
	return w.answer(r.Address), w.err
}

func (w *sites) Page(context.Context, source.Request, briefing.Options) (*briefing.Article, source.Answer, error) {
	return nil, source.Answer{Status: http.StatusNotFound}, problem.New("feed.none")
}

func (w *sites) Robots(context.Context, source.Request) (source.Answer, error) {
	return source.Answer{Status: http.StatusNotFound}, nil
}

// rss is a feed of so many items, one every six hours.
func rss(title string, n int) string {
	var b strings.Builder
	fmt.Fprintf(&b, `<rss version="2.0"><channel><title>%s</title><link>https://post.example/</link>`, title)
	for i := range n {
		fmt.Fprintf(&b, "<item><title>Story %d</title><link>https://post.example/%d</link><pubDate>%s</pubDate></item>", n-i, n-i, now.Add(-time.Duration(i)*6*time.Hour).Format(time.RFC1123Z))
	}
	return b.String() + "</channel></rss>"
}

func deskWithSites(t *testing.T, w *sites, most int) *desk.Desk {
	t.Helper()
	kv := store.NewMemory(func() time.Time { return now })
	t.Cleanup(func() { kv.Close() })
	return desk.New(desk.Options{
		Store: kv, Attached: attached{}, Web: web{}, Sources: most,
		File:  func(_ context.Context, url, _ string) ([]byte, error) { return []byte(url), nil },
		Feeds: feeds.New(feeds.Options{Store: kv, Web: w, Blocked: []string{"blocked.example"}}),
	})
}

// press finds the button or option with a label and returns the input that it stands for.
func press(t *testing.T, r command.Reply, label string) command.Input {
	t.Helper()
	var id, value string
	var walk func([]discordgo.MessageComponent)
	walk = func(list []discordgo.MessageComponent) {
		for _, c := range list {
			switch c := c.(type) {
			case discordgo.Container:
				walk(c.Components)
			case discordgo.ActionsRow:
				walk(c.Components)
			case discordgo.Button:
				if c.Label == label {
					id = c.CustomID
				}
			case discordgo.SelectMenu:
				for _, o := range c.Options {
					if o.Label == label {
						id, value = c.CustomID, o.Value
					}
				}
			}
		}
	}
	walk(r.Card.Components)
	in, ok := command.FromCustomID(id)
	if !ok {
		t.Fatalf("there is no %q on\n%s", label, said(t, r))
	}
	if value != "" {
		in.Options["value"] = value
	}
	return admin(in.Command, in.Sub, in.Options)
}

func do(t *testing.T, d *desk.Desk, in command.Input) command.Reply {
	t.Helper()
	reply, err := commandNamed(t, d, in.Command).Handle(t.Context(), in)
	if err != nil {
		t.Fatalf("/%s %s: %v", in.Command, in.Sub, err)
	}
	return reply
}

// TestAnArticleOfTwoSourcesIsListedOnce, and with each of them when its own list is asked for.
func TestAnArticleOfTwoSourcesIsListedOnce(t *testing.T) { synctest.Test(t, articleOfTwoSources) }

func articleOfTwoSources(t *testing.T) {
	at := now
	kv := store.NewMemory(func() time.Time { return at })
	t.Cleanup(func() { kv.Close() })
	w := &sites{feeds: map[string]string{"https://post.example/feed": rss("The Post", 1), "https://paid.example/feed": rss("The Post", 1)}}
	visits := feeds.New(feeds.Options{Store: kv, Web: w})
	d := desk.New(desk.Options{Store: kv, Web: web{}, Sources: 50, Feeds: visits})
	for address, name := range map[string]string{"https://post.example/feed": "Open", "https://paid.example/feed": "Paid"} {
		if _, _, err := d.AddSource(t.Context(), "g", desk.Source{Address: address, Name: name}); err != nil {
			t.Fatal(err)
		}
	}
	for range 4 { // what a source has when it is added is old news
		claims, err := kv.Claim(t.Context(), 100, time.Minute)
		for _, c := range claims {
			if task, _ := desk.TaskOf(c); task == desk.VisitSite {
				err = errors.Join(err, visits.Visit(t.Context(), c))
			} else {
				err = errors.Join(err, d.FollowClaimed(t.Context(), c))
			}
		}
		if err != nil {
			t.Fatal(err)
		}
		if at = at.Add(36 * time.Hour); at.Sub(now) > 48*time.Hour {
			for address := range w.feeds {
				w.feeds[address] = rss("The Post", 3)
			}
		}
	}
	for name, in := range map[string]command.Input{
		"all": admin("headlines", "", nil), "one": admin("headlines", "", map[string]string{"source": "Open"}), "other": admin("headlines", "", map[string]string{"source": "Paid"}),
		"words": admin("search", "", map[string]string{"words": "Story*"}),
	} {
		if text := run(t, d, in); strings.Count(text, "Story 2") != 1 {
			t.Errorf("%s: not once in\n%s", name, text)
		}
	}
}

// TestASourceJustAddedIsBeingRead: no list says that it has nothing, until it was asked for the first time. A pause, or a first visit that is
// not due soon, is no reading.
func TestASourceJustAddedIsBeingRead(t *testing.T) {
	at := now
	kv := store.NewMemory(func() time.Time { return at })
	t.Cleanup(func() { kv.Close() })
	w := &sites{feeds: map[string]string{"https://post.example/feed": rss("The Post", 0)}}
	visits := feeds.New(feeds.Options{Store: kv, Web: w})
	d := desk.New(desk.Options{Store: kv, Web: web{}, Feeds: visits})
	added, _, err := d.AddSource(t.Context(), "g", desk.Source{Address: "https://post.example/feed", Name: "The Post"})
	if err != nil {
		t.Fatal(err)
	}
	of := map[string]string{"source": "The Post"}
	lists := []command.Input{
		admin("headlines", "", of), admin("headlines", "", nil), admin("headlines", "", map[string]string{"day": "today"}), admin("sources", "list", of), admin("sources", "list", nil), admin("filter", "test", of), admin("filter", "test", nil),
	}
	reading := func(want bool) {
		t.Helper()
		for _, in := range lists {
			if text := run(t, d, in); strings.Contains(text, "articles are being read") != want {
				t.Errorf("%s %v: %s", in.Command, in.Options, text)
			}
		}
	}
	reading(true)
	pause := func(why *problem.Problem) {
		t.Helper()
		if _, err := d.ChangeSource(t.Context(), "g", added.ID, func(s *desk.Source) error { s.Paused = why; return nil }); err != nil {
			t.Fatal(err)
		}
	}
	pause(problem.New("desk.paused"))
	reading(false)
	pause(nil)
	at = at.Add(-2 * time.Minute)
	reading(false)
	at = at.Add(2 * time.Minute)
	claims, err := kv.Claim(t.Context(), 100, time.Minute)
	for _, c := range claims {
		if task, _ := desk.TaskOf(c); task == desk.VisitSite {
			err = errors.Join(err, visits.Visit(t.Context(), c))
		}
	}
	if err != nil {
		t.Fatal(err)
	}
	reading(false)
}

// status is sites of which all feeds answer with a status instead of theirs, unless it is 0.
type status struct {
	*sites
	code int
}

func (w *status) Feed(ctx context.Context, r source.Request) (source.Answer, error) {
	a, err := w.sites.Feed(ctx, r)
	if w.code != 0 {
		a.Status, a.Body = w.code, nil
	}
	return a, err
}

// TestASourceWhoseFeedHadEndedIsTakenUpAgain by whoever resumes it, or adds it, also on another server. Until then its card says so.
func TestASourceWhoseFeedHadEndedIsTakenUpAgain(t *testing.T) {
	for name, again := range map[string]func(t *testing.T, d *desk.Desk, in map[string]string){
		"resumed": func(t *testing.T, d *desk.Desk, in map[string]string) {
			text := run(t, d, admin("sources", "resume", in))
			if contains(t, text, "Source resumed", "Pause"); strings.Contains(text, "ended for good") {
				t.Error(text)
			}
		},
		"tested": func(t *testing.T, d *desk.Desk, in map[string]string) {
			contains(t, run(t, d, admin("sources", "test", in)), "answered 200", "2 articles")
		},
		"added elsewhere": func(t *testing.T, d *desk.Desk, _ map[string]string) {
			if _, _, err := d.AddSource(t.Context(), "another", desk.Source{Address: "https://post.example/feed"}); err != nil {
				t.Error(err)
			}
		},
		"removed and added": func(t *testing.T, d *desk.Desk, in map[string]string) {
			removed := do(t, d, admin("sources", "remove", in))
			do(t, d, press(t, removed, "Add it again"))
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel() // each visit waits as a site is owed
			at := now
			kv := store.NewMemory(func() time.Time { return at })
			t.Cleanup(func() { kv.Close() })
			w := &status{sites: &sites{feeds: map[string]string{"https://post.example/feed": rss("The Post", 1)}}}
			visits := feeds.New(feeds.Options{Store: kv, Web: w})
			d := desk.New(desk.Options{Store: kv, Web: web{}, Feeds: visits})
			s, _, err := d.AddSource(t.Context(), "g", desk.Source{Address: "https://post.example/feed", Name: "The Post"})
			visit := func() {
				var claims []store.Claim
				if err == nil {
					claims, err = kv.Claim(t.Context(), 100, time.Minute)
				}
				for _, c := range claims {
					if task, _ := desk.TaskOf(c); task == desk.VisitSite {
						err = errors.Join(err, visits.Visit(t.Context(), c))
					}
				}
				at = at.Add(25 * time.Hour)
			}
			visit()
			w.code = http.StatusGone
			visit()
			in := map[string]string{"source": "The Post"}
			contains(t, run(t, d, admin("sources", "list", in)), "ended for good", "only when somebody tests, resumes or adds it", "Resume")
			w.code, w.feeds["https://post.example/feed"] = 0, rss("The Post", 2)
			visit()
			if err != nil {
				t.Fatal(err)
			}
			again(t, d, in)
			at = at.Add(time.Hour)
			visit()
			if items, failed := d.FeedItems(t.Context(), s); err != nil || failed != nil || len(items) != 2 {
				t.Errorf("%+v, %v, %v", items, err, failed)
			}
		})
	}
}

// TestASourceIsMeantByItsSite, as long as it is the only one there.
func TestASourceIsMeantByItsSite(t *testing.T) {
	d := deskWithSites(t, &sites{feeds: map[string]string{"https://post.example/feed": rss("The Harbour Post", 3), "https://post.example/sport": rss("Sport", 3)}}, 50)
	own := desk.Alone(admin("follow", "", nil).Person.ID)
	for _, owner := range []string{"g", own} {
		if _, _, err := d.AddSource(t.Context(), owner, desk.Source{Address: "https://post.example/feed", Name: "The Harbour Post"}); err != nil {
			t.Fatal(err)
		}
	}
	for _, typed := range []string{"post.example", "www.Post.example", "https://post.example/", "post.example/news"} {
		contains(t, run(t, d, admin("sources", "list", map[string]string{"source": typed})), "The Harbour Post")
	}
	contains(t, run(t, d, admin("headlines", "", map[string]string{"source": "post.example"})), "The Harbour Post")
	contains(t, run(t, d, admin("follow", "stop", map[string]string{"source": "nothing"})), "You follow nothing called “nothing”", "/follow list")
	contains(t, run(t, d, admin("follow", "stop", map[string]string{"source": "The Habour Post"})), "You follow nothing called", "Did you mean “The Harbour Post”")
	contains(t, run(t, d, admin("follow", "stop", map[string]string{"source": "post.example"})), "follow nothing")
	contains(t, run(t, d, admin("sources", "list", map[string]string{"source": "other.example"})), "no source called")
	contains(t, run(t, d, admin("digest", "set", map[string]string{"time": "8", "sources": "#nope"})), "No source here has the tag “nope”", "/sources list")
	if _, _, err := d.AddSource(t.Context(), "g", desk.Source{Address: "https://post.example/sport", Name: "Sport"}); err != nil {
		t.Fatal(err)
	}
	contains(t, run(t, d, admin("sources", "list", map[string]string{"source": "post.example"})), "no source called")
}

// TestASourceHasTheSameNamesForEveryCommand: its name, a part of it, its site and its tag.
func TestASourceHasTheSameNamesForEveryCommand(t *testing.T) {
	set := func(name string) command.Input {
		return admin("digest", "set", map[string]string{"time": "8", "zone": "UTC", "sources": name})
	}
	for _, typed := range []string{"Harbour Post", "harbour post", "harbour", "Post", "post.example", "#local", "#LOCAL"} {
		d := deskWithSites(t, &sites{feeds: map[string]string{"https://post.example/feed": rss("Harbour Post", 3)}}, 50)
		for address, s := range map[string]desk.Source{"https://post.example/feed": {Name: "Harbour Post", Tags: []string{"local"}}, "https://other.example/feed": {Name: "Other"}} {
			s.Address = address
			if _, _, err := d.AddSource(t.Context(), "g", s); err != nil {
				t.Fatal(err)
			}
		}
		of := map[string]string{"source": typed}
		for what, in := range map[string]command.Input{
			"listed": admin("sources", "list", of), "in headlines": admin("headlines", "", of), "in a digest": set(typed), "followed": admin("follow", "add", of),
		} {
			if text := run(t, d, in); !strings.Contains(text, "Harbour Post") || strings.Contains(text, "Other") {
				t.Errorf("%q %s: %s", typed, what, text)
			}
		}
		contains(t, run(t, d, admin("filter", "test", of)), "being read")
		own, err := d.Sources(t.Context(), desk.Alone(admin("follow", "", nil).Person.ID))
		if err != nil || len(own) != 1 || len(own[0].Tags) != 0 {
			t.Errorf("%q: followed is %+v, %v", typed, own, err)
		}
		if strings.HasPrefix(typed, "#") {
			continue // the tags are the server's
		}
		contains(t, run(t, d, admin("follow", "stop", of)), "follow nothing")
	}
}

// TestANameOfNoSourceIsNoAddressEither: who follows is told so of both, with what may be meant. Where there are no sources, only an address can be.
func TestANameOfNoSourceIsNoAddressEither(t *testing.T) {
	w := &sites{err: desk.ErrNoAddress}
	d := deskWithSites(t, w, 50)
	contains(t, run(t, d, admin("follow", "add", map[string]string{"source": "nothing"})), "This is no address of a website")
	if _, _, err := d.AddSource(t.Context(), "g", desk.Source{Address: "https://post.example/feed", Name: "Harbour Post"}); err != nil {
		t.Fatal(err)
	}
	contains(t, run(t, d, admin("follow", "add", map[string]string{"source": "nothing"})), "This server has no source called “nothing”, and it is no address")
	contains(t, run(t, d, admin("follow", "add", map[string]string{"source": "Habour Post"})), "no source called “Habour Post”", "Harbour Post")
}

// TestATagOfSeveralSourcesIsNoneOfThem where one is wanted; a digest takes them all.
func TestATagOfSeveralSourcesIsNoneOfThem(t *testing.T) {
	d := deskWithSites(t, &sites{}, 50)
	for _, name := range []string{"Post", "Herald"} {
		if _, _, err := d.AddSource(t.Context(), "g", desk.Source{Address: "https://" + name + ".example/feed", Name: name, Tags: []string{"local"}}); err != nil {
			t.Fatal(err)
		}
	}
	contains(t, run(t, d, admin("headlines", "", map[string]string{"source": "#local"})), "several sources")
	contains(t, run(t, d, admin("digest", "set", map[string]string{"time": "8", "zone": "UTC", "sources": "#local"})), "Post", "Herald")
}

// TestALimitOfADigestWithATimeIsRefused: it is one post. One that comes as news does has a limit, and keeps it.
func TestALimitOfADigestWithATimeIsRefused(t *testing.T) {
	d := deskWithSites(t, &sites{}, 50)
	const said = "A digest with a set time is one post, so `limit` does nothing there"
	contains(t, run(t, d, admin("digest", "set", map[string]string{"time": "9", "zone": "UTC", "limit": "1"})), said)
	contains(t, run(t, d, admin("digest", "set", map[string]string{"time": "9", "zone": "UTC"})), "Digest set")
	contains(t, run(t, d, admin("digest", "edit", map[string]string{"limit": "1"})), said)
	contains(t, run(t, d, admin("digest", "edit", map[string]string{"when": "as-it-comes", "limit": "１"})), "1 post")
	contains(t, run(t, d, admin("digest", "edit", map[string]string{"limit": "2"})), "2 posts")
}

// TestASourceThatCannotBeAddedIsNotTriedAgain, and no answer promises it.
func TestASourceThatCannotBeAddedIsNotTriedAgain(t *testing.T) {
	d := deskWithSites(t, &sites{err: problem.New("feed.failed", "name", "https://post.example/feed")}, 0)
	add := admin("sources", "add", map[string]string{"address": "https://post.example/feed"})
	contains(t, run(t, d, add), "could not be reached", "Nothing was added")
	long := deskWithSites(t, &sites{err: fmt.Errorf("reading: %w", desk.ErrTooMuch)}, 0)
	contains(t, run(t, long, add), "https://post.example/feed is too long", "that of a section")
}

func TestASourceIsFoundShownAndConfirmed(t *testing.T) {
	w := &sites{feeds: map[string]string{"https://post.example/feed?token=s3cret": rss("The Post", 5)}}
	d := deskWithSites(t, w, 0)
	found := do(t, d, admin("sources", "add", map[string]string{"address": "post.example", "tags": "local, #news", "colour": "red", "filter": "-football"}))
	contains(t, said(t, found), "Add this source?", "The Post", "local, news", "about 4 articles a day", "Story 5", "Story 3", "token=…")
	if text := said(t, found); strings.Contains(text, "Story 2") || strings.Contains(text, "s3cret") {
		t.Error(text)
	}
	if w.asked[0] != "post.example" {
		t.Errorf("asked %q", w.asked)
	}
	if list, err := d.Sources(t.Context(), "g"); err != nil || len(list) != 0 {
		t.Errorf("added unasked: %v, %v", list, err)
	}
	added := do(t, d, press(t, found, "Add this source"))
	contains(t, said(t, added), "Source added", "The Post", "its first articles are being read")
	if text := said(t, added); strings.Contains(text, "next look") {
		t.Errorf("a look that is due says when it comes: %s", text)
	}
	list, err := d.Sources(t.Context(), "g")
	if err != nil || len(list) != 1 {
		t.Fatal(list, err)
	}
	if s := list[0]; s.Name != "The Post" || s.By != "p" || s.Filter.String() != "-football" || s.Colour == 0 || !slices.Equal(s.Tags, []string{"local", "news"}) {
		t.Errorf("%+v", s)
	}
	contains(t, said(t, do(t, d, press(t, found, "Add this source"))), "source of this server already")
	contains(t, run(t, d, admin("sources", "add", map[string]string{"address": "https://post.example/"})), "source of this server already")
	text := run(t, d, admin("sources", "list", nil))
	contains(t, text, "Sources: 1 of 50", "The Post", "local", "its first articles are being read", "filtered")
	if strings.Contains(text, "s3cret") {
		t.Error(text)
	}
}

func TestOfSeveralFeedsOneIsChosen(t *testing.T) {
	w := &sites{feeds: map[string]string{"https://post.example/a": rss("The Post", 5), "https://post.example/b": rss("Sport", 1)}}
	d := deskWithSites(t, w, 0)
	several := do(t, d, admin("sources", "add", map[string]string{"address": "https://post.example/", "name": "Mine"}))
	contains(t, said(t, several), "several feeds", "The Post", "Sport")
	one := do(t, d, press(t, several, "2. Sport"))
	contains(t, said(t, one), "Add this source?", "Mine")
	do(t, d, press(t, one, "Add this source"))
	if list, err := d.Sources(t.Context(), "g"); err != nil || len(list) != 1 || list[0].Name != "Mine" || list[0].Address != "https://post.example/b" {
		t.Errorf("%+v, %v", list, err)
	}
}

func TestWhatCannotBeASourceIsRefusedInWords(t *testing.T) {
	w := &sites{feeds: map[string]string{"https://post.example/a": rss("The Post", 5), "https://other.example/": rss("Other", 1)}}
	d := deskWithSites(t, w, 1)
	contains(t, run(t, d, admin("sources", "add", map[string]string{"address": "https://sub.blocked.example/feed"})), "operator does not let Lede read this site")
	contains(t, run(t, d, admin("sources", "add", map[string]string{"address": "nothing"})), "no address of a website")
	contains(t, run(t, d, admin("sources", "add", map[string]string{"address": "nothing.example"})), "no feed at this address")
	contains(t, run(t, d, admin("sources", "add", map[string]string{"address": "post.example", "filter": "/(/"})), "cannot be read")
	contains(t, run(t, d, admin("sources", "add", map[string]string{"feed": "0123456789ab"})), "This offer is over", "/sources add")
	found := do(t, d, admin("sources", "add", map[string]string{"address": "post.example"}))
	do(t, d, press(t, found, "Add this source"))
	contains(t, run(t, d, admin("sources", "add", map[string]string{"address": "other.example"})), "as many as it can")
	contains(t, run(t, d, admin("sources", "packs", map[string]string{"topic": "go"})), "0 sources added", "2 more", "as many as it can")
	for name, in := range map[string]command.Input{
		"a member": {Command: "sources", Sub: "list", Guild: "g"}, "alone": {Command: "sources", Sub: "list"},
	} {
		if text := run(t, d, in); strings.Contains(text, "The Post") {
			t.Errorf("%s is told\n%s", name, text)
		}
	}
}

func TestASourceIsPausedResumedChangedAndRemoved(t *testing.T) {
	w := &sites{feeds: map[string]string{"https://post.example/a": rss("The Post", 5), "https://sport.example/": rss("Sport", 1)}}
	d := deskWithSites(t, w, 0)
	contains(t, run(t, d, admin("sources", "list", nil)), "No news comes", "Starter packs")
	contains(t, run(t, d, admin("sources", "pause", nil)), "no sources yet")
	for _, address := range []string{"post.example", "sport.example"} {
		do(t, d, press(t, do(t, d, admin("sources", "add", map[string]string{"address": address})), "Add this source"))
	}
	contains(t, run(t, d, admin("sources", "pause", nil)), "several sources")
	contains(t, run(t, d, admin("sources", "pause", map[string]string{"source": "The Pots"})), "Did you mean “The Post”")
	contains(t, run(t, d, admin("sources", "pause", map[string]string{"source": "sport"})), "Source paused", "Sport", "An admin paused it", "Resume")
	contains(t, run(t, d, admin("sources", "list", map[string]string{"source": "post"})), "The Post", "Pause")
	contains(t, run(t, d, admin("sources", "resume", map[string]string{"source": "Sport"})), "Source resumed", "Pause")
	contains(t, run(t, d, admin("sources", "test", map[string]string{"source": "The Post"})), "What one fetch shows now", "answered 200", "5 articles in the feed; 5 new")
	contains(t, run(t, d, admin("sources", "edit", map[string]string{"source": "sport", "name": "Balls", "filter": "goal*"})), "Source changed", "Balls", "goal*")
	form := do(t, d, admin("sources", "edit", map[string]string{"source": "balls"}))
	if form.Modal == nil || form.Modal.Fields[0].Value != "Balls" || form.Modal.Fields[3].Value != "goal*" {
		t.Fatalf("%+v", form.Modal)
	}
	sent, _ := command.FromCustomID(form.Modal.ID)
	in := admin(sent.Command, sent.Sub, sent.Options)
	in.Options["name"], in.Options["tags"], in.Options["colour"], in.Options["filter"] = "Balls", "sport", "blue", "/(/"
	mistaken := run(t, d, in)
	contains(t, mistaken, "cannot be read", "Open the form again")
	again := do(t, d, admin("sources", "edit", map[string]string{"source": sent.Options["source"], "again": "1"}))
	if again.Modal == nil || again.Modal.Fields[3].Value != "/(/" || again.Modal.Fields[1].Value != "sport" {
		t.Fatalf("%+v", again.Modal)
	}
	in.Options["filter"] = ""
	contains(t, run(t, d, in), "Source changed", "sport")
	if list, _ := d.Sources(t.Context(), "g"); !list[0].Filter.IsZero() {
		t.Errorf("%+v", list[0])
	}
	gone := do(t, d, admin("sources", "remove", map[string]string{"source": "Balls"}))
	contains(t, said(t, gone), "Balls is no longer read here")
	do(t, d, press(t, gone, "Add it again"))
	if list, _ := d.Sources(t.Context(), "g"); len(list) != 2 || list[0].Name != "Balls" || list[0].Colour == 0 {
		t.Errorf("%+v", list)
	}
	choices, err := commandNamed(t, d, "sources").Complete(t.Context(), func() command.Input {
		in := admin("sources", "list", map[string]string{"source": "ball"})
		in.Focused = "source"
		return in
	}())
	if err != nil || len(choices) != 1 || choices[0].Name != "Balls — sport.example" {
		t.Errorf("%v, %v", choices, err)
	}
}

func TestAPackIsAddedUnseen(t *testing.T) {
	d := deskWithSites(t, &sites{}, 0)
	contains(t, said(t, do(t, d, press(t, do(t, d, admin("sources", "packs", nil)), "Go"))), "2 sources added", "The list says which of them cannot be read")
	contains(t, run(t, d, admin("sources", "packs", map[string]string{"topic": "go"})), "0 sources added", "2 were here already")
}

// TestSourcesMoveBothWays: what is exported is imported elsewhere, and each line that is not taken is told of.
func TestSourcesMoveBothWays(t *testing.T) {
	d := deskWithSites(t, &sites{}, 0)
	contains(t, run(t, d, admin("sources", "export", nil)), "no sources yet")
	in := admin("sources", "import", nil)
	in.Attachment = &command.Attachment{Filename: "feeds.opml", URL: `<opml version="1.0"><body><outline text="Local"><outline title="The Post" type="RSS" xmlUrl=" https://post.example/feed?token=s3cret "/></outline>
		<outline xmlUrl="https://sub.blocked.example/x" text="Blocked"/><outline xmlUrl="ftp://x.example/" text="Odd one"/><outline xmlUrl="https://post.example/feed?token=s3cret"/></body></opml>`}
	text := run(t, d, in)
	contains(t, text, "1 source added", "Blocked: the bot’s operator", "Odd one: ")
	if strings.Contains(text, "s3cret") {
		t.Error(text)
	}
	reply := do(t, d, admin("sources", "export", nil))
	if len(reply.Files) != 1 || reply.Files[0].Name != "lede-sources-2026-03-02.opml" || !strings.Contains(string(reply.Files[0].Data), `xmlUrl="https://post.example/feed?token=s3cret"`) {
		t.Fatalf("%+v", reply.Files)
	}
	other := deskWithSites(t, &sites{}, 0)
	in.Attachment.URL = string(reply.Files[0].Data)
	contains(t, run(t, other, in), "1 source added")
	if list, _ := other.Sources(t.Context(), "g"); len(list) != 1 || list[0].Name != "The Post" || !slices.Equal(list[0].Tags, []string{"Local"}) {
		t.Errorf("%+v", list)
	}
	in.Attachment.URL = "<opml>" + strings.Repeat(`<outline text="A" xmlUrl="https://a.example/"/>`, 2001)
	contains(t, run(t, d, in), "feeds.opml: the list has more than 2000 entries")
	in.Attachment.URL = "<opml/>"
	contains(t, run(t, d, in), "The list has no feed in it")
	in.Attachment.URL = "no list"
	contains(t, run(t, d, in), ".")
	in.Attachment = nil
	contains(t, run(t, d, in), "No file is given")
}

// TestASourceHasANameThatCanBeSeen: a site may call its feed by what leaves no trace, and an admin may type a tag of it.
func TestASourceHasANameThatCanBeSeen(t *testing.T) {
	d := deskWithSites(t, &sites{feeds: map[string]string{"https://post.example/feed": rss("&#x3164;&#x2800;", 1)}}, 5)
	found := do(t, d, admin("sources", "add", map[string]string{"address": "post.example", "tags": "\u2060, #\u3164, war"}))
	contains(t, said(t, found), "[post.example](", "· war")
	do(t, d, press(t, found, "Add this source"))
	list, err := d.Sources(t.Context(), "g")
	if err != nil || len(list) != 1 || list[0].Name != "" || !slices.Equal(list[0].Tags, []string{"war"}) {
		t.Errorf("kept is %+v, %v", list, err)
	}
}

// TestTwoAdminsChangeOneSourceAtOnce: each sends the form as it was when they opened it, and what one has changed stays changed.
func TestTwoAdminsChangeOneSourceAtOnce(t *testing.T) {
	d := deskWithSites(t, &sites{}, 0)
	do(t, d, press(t, do(t, d, admin("sources", "packs", nil)), "Go"))
	list, _ := d.Sources(t.Context(), "g")
	edit := func() command.Input {
		_, _, sent := opened(t, d, admin("sources", "edit", map[string]string{"source": list[0].Name}))
		return sent
	}
	first, second := edit(), edit()
	first.Options["tags"], first.Options["filter"] = "", "goal*"
	contains(t, run(t, d, first), "Source changed", "goal*")
	second.Options["colour"] = "red"
	contains(t, run(t, d, second), "Source changed", "goal*")
	list, _ = d.Sources(t.Context(), "g")
	if s := list[0]; s.Filter.IsZero() || len(s.Tags) != 0 || s.Colour == 0 {
		t.Errorf("%+v", s)
	}
	cleared := edit()
	cleared.Options["filter"] = ""
	run(t, d, cleared)
	if list, _ = d.Sources(t.Context(), "g"); !list[0].Filter.IsZero() {
		t.Errorf("%+v", list[0])
	}
}
