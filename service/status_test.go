package service

import (
	"log/slog"
	"net/http"
	"strings"
	"testing"
	"time"

	"lede/desk/feeds"
	"lede/problem"
	"lede/store/kvtest"
)

// TestTheStatusPageIsShownInNoOther, and runs and sends nothing.
func TestTheStatusPageIsShownInNoOther(t *testing.T) {
	t.Parallel()
	addr := kvtest.FreeAddr(t)
	stop, err := RealTimes().ServeHealth(addr, well{}, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	defer stop()
	resp, err := http.Get("http://" + addr + "/")
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	policy := resp.Header.Get("Content-Security-Policy")
	for _, want := range []string{"default-src 'none'", "frame-ancestors 'none'", "form-action 'none'", "base-uri 'none'"} {
		if !strings.Contains(policy, want) {
			t.Errorf("%q does not say %q", policy, want)
		}
	}
}

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
