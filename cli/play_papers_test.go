package cli

import (
	"strings"
	"testing"
	"time"

	"lede/briefing"
	"lede/source"
	"lede/source/feed"
)

// TestTheSamplePapersPrintForThreeDays reads them as the bot does.
func TestTheSamplePapersPrintForThreeDays(t *testing.T) {
	t.Parallel()
	began := time.Date(2026, 3, 3, 0, 0, 0, 0, time.UTC) // a Tuesday
	now := began
	in, err := sellPapers(func() time.Time { return now })
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
	stand, err := sellPapers(r.clock.Now)
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
		t.Log(text(t, i, err))
	}
	i, err := r.robin.Slash(ctx, r.hall, "digest set", map[string]any{"time": "06:30", "zone": "UTC"})
	has(t, text(t, i, err), "Digest set")
	arrive(ctx, r.clock, r.news.store, morning.Add(30*time.Minute), 20*time.Second)
	first := r.digest(t, 1)
	arrive(ctx, r.clock, r.news.store, morning.Add(24*time.Hour+30*time.Minute), 20*time.Second)
	second := r.digest(t, 2)
	t.Log(first, "\n-----\n", second)
}
