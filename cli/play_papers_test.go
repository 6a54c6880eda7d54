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
	in, err := papers(func() time.Time { return now })
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
	for _, b := range in.Breaches() {
		if b.Rule == "two at once to a site" {
			t.Error(b)
		}
	}
}
