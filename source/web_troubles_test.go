package source

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"lede/problem"
	"lede/proof/internet"
)

// TestWhatIsMadeOfEveryTroubleOfASite fetches a feed with each trouble of the local internet.
func TestWhatIsMadeOfEveryTroubleOfASite(t *testing.T) {
	t.Parallel()
	began := time.Date(2026, 3, 2, 6, 0, 0, 0, time.UTC)
	in, err := internet.Open(func() time.Time { return began })
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	web := &Web{Version: "test", Local: in.Local}
	const hour = time.Hour
	for name, c := range map[string]struct {
		trouble internet.Trouble
		code    string        // of the problem; "" for none
		wait    time.Duration // that the site asks for; 0 for none
		body    bool          // whether the whole document came
	}{
		"429 in seconds":         {internet.Refused(429, "Retry-After", "7200"), "feed.too-many-requests", 2 * hour, false},
		"429 until a date":       {internet.RetryAt(429, began.Add(hour)), "feed.too-many-requests", hour, false},
		"429 and a limit":        {internet.ResetAt(began.Add(3 * hour)), "feed.too-many-requests", 3 * hour, false},
		"429 and garbage":        {internet.Refused(429, "Retry-After", "soon"), "feed.too-many-requests", 0, false},
		"429 and 0":              {internet.Refused(429, "Retry-After", "0"), "feed.too-many-requests", 0, false},
		"403":                    {internet.Refused(403), "feed.closed", 0, false},
		"503 in seconds":         {internet.Refused(503, "Retry-After", "600"), "feed.status", 10 * time.Minute, false},
		"404":                    {internet.Refused(404), "feed.missing", 0, false},
		"410":                    {internet.Refused(410), "feed.gone", 0, false},
		"consent":                {internet.Consent(), "feed.consent", 0, false},
		"challenge":              {internet.Challenge(), "feed.challenge", 0, false},
		"parked":                 {internet.Parked(), "feed.parked", 0, false},
		"gzip":                   {internet.Packed("gzip"), "", 0, true},
		"br":                     {internet.Packed("br"), "", 0, true},
		"gzip that is none":      {internet.PackedButPlain("gzip"), "", 0, true},
		"gzip cut off":           {internet.PackedAndCut("gzip"), "", 0, true},
		"br cut off":             {internet.PackedAndCut("br"), "", 0, true},
		"slow":                   {internet.Slow(50 * time.Millisecond), "", 0, true},
		"a piece at a time":      {internet.Dripping(time.Millisecond), "", 0, true},
		"swollen, and no longer": {internet.Swollen(4 << 20), "", 0, true},
		"swollen beyond 5 MB":    {internet.Swollen(6 << 20), "", 0, false},
		"moved":                  {internet.Moved(308, "http://target.example/feed"), "", 0, true},
		"on its way for ever":    {internet.Moved(302, "/feed"), "feed.endless", 0, false},
		"under maintenance":      {internet.Maintained(in.Site("busy.example"), 302), "feed.page", 0, false},
	} {
		in.Site("target.example").Feed("/feed", troubled(in.Site("target.example"), began))
		s := in.Site(strings.ReplaceAll(strings.ReplaceAll(name, ",", ""), " ", "-") + ".example")
		f := s.Feed("/feed", troubled(s, began))
		f.Suffer(c.trouble)
		a, err := web.Feed(t.Context(), Request{Address: f.Address()})
		p, _ := errors.AsType[*problem.Problem](err)
		if p == nil {
			p = a.Trouble()
		}
		if p == nil {
			p = instead(a)
		}
		code := ""
		if p != nil {
			code = p.Code
		}
		whole := a.Status == http.StatusOK && strings.Contains(string(a.Body), "</rss>") && !a.Cut
		if code != c.code || max(a.RetryAfter, 0) != c.wait || whole != c.body {
			t.Errorf("%s: %q, wait %v, whole %v, status %d, %d bytes, cut %v: %v", name, code, a.RetryAfter, whole, a.Status, len(a.Body), a.Cut, err)
		}
	}
	for _, b := range in.Breaches() {
		t.Error(b)
	}
}

func troubled(s *internet.Site, began time.Time) *internet.Feed {
	return &internet.Feed{Title: "The Paper", Paper: internet.Steady(began.Add(-24*time.Hour), time.Hour, func(n int) internet.Item {
		return internet.Item{GUID: fmt.Sprint(n), Link: s.Address(fmt.Sprint("/", n)), Title: fmt.Sprint("Story ", n), Lead: "It goes on."}
	})}
}
