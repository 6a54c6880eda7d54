package service

import (
	"strings"
	"testing"
	"time"

	"lede/desk/feeds"
	"lede/problem"
)

// TestTheStatusPageNamesSourcesInTrouble, and escapes all that comes from them.
func TestTheStatusPageNamesSourcesInTrouble(t *testing.T) {
	now := time.Now()
	var page strings.Builder
	c := Counted{sources: map[string]uint64{"failing": 1}, troubled: []feeds.Troubled{
		{Site: "news.example<script>", What: problem.New("feed.status", "name", "news.example", "status", 500), Since: now.Add(-2 * time.Hour)},
	}}
	if err := writeStatus(&page, c, nil, now); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"failing<td>1", "news.example&lt;script&gt;<td>news.example could not be fetched (HTTP status 500). It has lasted for 2h0m0s."} {
		if !strings.Contains(page.String(), want) {
			t.Errorf("want %q in\n%s", want, page.String())
		}
	}
}
