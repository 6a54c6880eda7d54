package source

import (
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"lede/briefing"
)

// carried records the request and answers it with a header and a body.
type carried struct {
	req    *http.Request
	header http.Header
	body   string
	told   bool // how long it is
}

func (c *carried) RoundTrip(r *http.Request) (*http.Response, error) {
	c.req = r
	length := int64(-1)
	if c.told {
		length = int64(len(c.body))
	}
	return &http.Response{StatusCode: http.StatusOK, Header: c.header, ContentLength: length, Body: io.NopCloser(strings.NewReader(c.body)), Request: r}, nil
}

func TestHowMuchPatienceAFetchHas(t *testing.T) {
	page, file := &carried{body: story}, &carried{body: "A word."}
	w := &Web{Version: "1"}
	w.once.Do(w.prepare)
	if got := w.client.Transport.(*http.Transport).MaxResponseHeaderBytes; got != 65_536 {
		t.Errorf("up to %d bytes of header are read", got)
	}
	w.client.Transport = page
	if _, err := w.Article(t.Context(), "https://example.org/", briefing.Options{}); err != nil {
		t.Fatal(err)
	}
	a := &Attachments{Client: &http.Client{Transport: file}}
	if _, err := a.Article(t.Context(), "https://cdn.discordapp.com/a.txt", "a.txt", briefing.Options{}); err != nil {
		t.Fatal(err)
	}
	for _, r := range []*http.Request{page.req, file.req} {
		deadline, _ := r.Context().Deadline()
		if left := time.Until(deadline).Round(time.Second / 2); left > 20*time.Second || left <= 15*time.Second {
			t.Errorf("%v has %v", r.URL, left)
		}
	}
	for name, want := range map[string]string{"Accept-Encoding": "gzip, deflate", "User-Agent": "Lede/1 ", "Accept": "text/html"} {
		if got := page.req.Header.Get(name); !strings.HasPrefix(got, want) {
			t.Errorf("%s is %q", name, got)
		}
	}
}
