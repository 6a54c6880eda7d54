package cli

import (
	"errors"
	"net"
	"slices"
	"strings"
	"testing"
	"time"

	"lede/briefing"
	"lede/desk"
	"lede/problem"
	"lede/source"
	"lede/source/feed"
)

// TestTheSamplePapersPrintForThreeDays reads them as the bot does.
func TestTheSamplePapersPrintForThreeDays(t *testing.T) {
	t.Parallel()
	began := time.Date(2026, 3, 3, 0, 0, 0, 0, time.UTC) // a Tuesday
	now := began
	in, err := sellPapers(func() time.Time { return now }, net.Listen)
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	web := &source.Web{Version: "test", Local: in.Local}
	full := map[string]bool{"ellery-courier.example": true}
	for day, want := range [][2]int{{3, 2}, {6, 5}, {8, 7}} {
		now = began.AddDate(0, 0, day)
		for i, host := range []string{"ellery-courier.example", "stenness-post.example"} {
			a, err := web.Feed(t.Context(), source.Request{Address: "http://" + host + "/feed.xml"})
			if err != nil {
				t.Fatal(err)
			}
			f, err := feed.Parse(a.Body, feed.Options{Address: a.At, ContentType: a.ContentType})
			if err != nil {
				t.Fatal(err)
			}
			if len(f.Items) != want[i] || f.Partly {
				t.Errorf("%s has %d items after day %d, partly %v", host, len(f.Items), day+1, f.Partly)
			}
			for _, it := range f.Items {
				page, err := web.Article(t.Context(), it.Link, briefing.Options{})
				if err != nil {
					t.Fatal(err)
				}
				if len(page.Summary) < 2 || len(page.Quotes) == 0 || page.Title != it.Title || strings.Contains(page.Text, "{") || (it.Content != "") != full[host] {
					t.Errorf("%s is not worth a briefing: %d key points, %d quotations, title %q, %d bytes in the feed\n%s",
						it.Link, len(page.Summary), len(page.Quotes), page.Title, len(it.Content), page.Text)
				}
			}
		}
	}
}

// TestANewcomerAddsAPaperAndReadsWhatIsNewADayLater does what `lede play` says: a source by its name, a digest, and a day later what is new.
func TestANewcomerAddsAPaperAndReadsWhatIsNewADayLater(t *testing.T) {
	t.Parallel()
	web := &source.Web{Version: "test"}
	r := openRoomWith(t, bolt, web)
	stand, err := sellPapers(r.clock.Now, net.Listen)
	if err != nil {
		t.Fatal(err)
	}
	defer stand.Close()
	web.Local = stand.Local
	ctx := t.Context()
	for _, name := range []string{"ellery-courier.example", "stenness-post.example"} {
		i, err := r.robin.Slash(ctx, r.hall, "sources add", map[string]any{"address": name})
		has(t, text(t, i, err), "bridge")
		i, err = r.robin.Press(ctx, i.Message.ID, customID(t, i.Message, "sources/add"))
		has(t, text(t, i, err), "Source added")
	}
	i, err := r.robin.Slash(ctx, r.hall, "digest set", map[string]any{"time": "06:30", "zone": "UTC"})
	has(t, text(t, i, err), "Digest set")
	r.readOnce(t)
	arrive(ctx, r.clock, r.store, morning.Add(30*time.Minute), time.Minute)
	if first := r.digest(t, 1); strings.Contains(first, "Ellery") {
		t.Errorf("what was printed before is told as news:\n%s", first)
	}
	arrive(ctx, r.clock, r.store, morning.Add(24*time.Hour+30*time.Minute), time.Minute)
	second := r.digest(t, 2)
	has(t, second, "chess title", "swimmers win the relay", "Tarn Head", "also reported by [Stenness Post](http://stenness-post.example/news/2043)",
		"Reported differently: “about 4.2 million euros” ([The Ellery Courier]", "“4.6 million euros” ([Stenness Post]")
	if strings.Contains(second, "Herring") {
		t.Errorf("old news:\n%s", second)
	}
	r.seesADayOfARunningStory(t)
}

// seesADayOfARunningStory: what the digest showed is corrected in a reply to it, once; the next one tells what is new; and the story, its
// background and its sources side by side are a command away.
func (r *room) seesADayOfARunningStory(t *testing.T) {
	t.Helper()
	for hour := 8; hour < 24; hour += 2 {
		arrive(t.Context(), r.clock, r.store, morning.Add(time.Duration(18+hour)*time.Hour), time.Minute)
	}
	list, err := r.sam.Messages(t.Context(), r.hall)
	if err != nil {
		t.Fatal(err)
	}
	edition, replies := "", []string{}
	for _, m := range list {
		s := plain(m.Text())
		if strings.Contains(s, "-# Digest ·") {
			edition = m.ID
		}
		if strings.Contains(s, "Changed since by its source") {
			replies = append(replies, s)
			if !strings.Contains(string(m.Raw), `"message_id":"`+edition+`"`) {
				t.Errorf("the correction does not reply to the digest %s: %s", edition, m.Raw)
			}
		}
	}
	if len(replies) != 1 {
		t.Fatalf("%d corrections: %q", len(replies), replies)
	}
	has(t, replies[0], "buried 60 metres of the coast railway", "Now", "buried 85 metres of the coast railway")
	arrive(t.Context(), r.clock, r.store, morning.Add(48*time.Hour+30*time.Minute), time.Minute)
	has(t, r.digest(t, 3), "New since", "Tarn Head", "ten days", "[The edition before](https://discord.com/channels/", edition)
	for command, wants := range map[string][]string{
		"stories": {"2\u00a0sources", "Tarn Head"},
		"story":   {"Landslip at Tarn Head", "Trains to pass Tarn Head again"},
		"compare": {"Several say", "Only in"},
	} {
		options := map[string]any{}
		if command != "stories" {
			options["article"] = "Trains to pass Tarn Head again in ten days"
		}
		i, err := r.robin.Slash(t.Context(), r.hall, command, options)
		has(t, text(t, i, err), wants...)
		if command == "story" {
			i, err = r.robin.Press(t.Context(), i.Message.ID, customID(t, i.Message, "story?article="))
			has(t, text(t, i, err), "From the source", "has no filter")
			customID(t, i.Message, "sources/pause")
		}
	}
}

// readOnce waits until each source has been read.
func (r *room) readOnce(t *testing.T) {
	t.Helper()
	for deadline := time.Now().Add(time.Minute); ; time.Sleep(20 * time.Millisecond) {
		list, err := r.news.Desk.Sources(t.Context(), r.World().Guilds[0].ID)
		if err != nil {
			t.Fatal(err)
		}
		unread := slices.ContainsFunc(list, func(s desk.Source) bool {
			st, err := r.news.Desk.FeedState(t.Context(), s)
			return err != nil || !st.Seeded
		})
		if !unread {
			return
		}
		if time.Now().After(deadline) {
			t.Fatal("a source has not been read after 30 s")
		}
	}
}

// TestThePapersAreSoldWhereTheMachineListens: a machine may have IPv6 only. Where nothing can be listened on, that is what is told.
func TestThePapersAreSoldWhereTheMachineListens(t *testing.T) {
	t.Parallel()
	on := func(can string) func(network, address string) (net.Listener, error) {
		return func(network, address string) (net.Listener, error) {
			if address != can {
				return nil, errors.New("cannot assign requested address")
			}
			return net.Listen(network, "127.0.0.1:0")
		}
	}
	for _, can := range []string{"127.0.0.1:0", "[::1]:0"} {
		stand, err := sellPapers(time.Now, on(can))
		if err != nil {
			t.Fatalf("%s: %v", can, err)
		}
		if err := stand.Close(); err != nil {
			t.Error(err)
		}
	}
	var told *problem.Problem
	if _, err := sellPapers(time.Now, on("")); !errors.As(err, &told) || told.Code != "cli.play-no-papers" {
		t.Errorf("%v", err)
	}
}
