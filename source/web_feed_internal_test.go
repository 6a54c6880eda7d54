package source

import (
	"net/http"
	"strings"
	"testing"
)

func TestARangeThatIsTheWhole(t *testing.T) {
	for contentRange, want := range map[string]bool{
		"bytes 0-99/100": true, " Bytes  0-99/100 ": true, "bytes 0-0/1": true,
		"": false, "bytes 0-98/100": false, "bytes 1-99/100": false, "bytes 0-99/*": false, "bytes */100": false, "bytes 0-/": false, "bytes 0--1/0": false,
		"lines 0-99/100": false, "bytes 0-99": false, "bytes 0-99/100x": false,
	} {
		if isWhole(contentRange) != want {
			t.Errorf("%q is the whole: %v", contentRange, !want)
		}
	}
}

func TestWhatAnAnswerSays(t *testing.T) {
	answer := func(status int, pairs ...string) Answer {
		h := http.Header{}
		for i := 0; i < len(pairs); i += 2 {
			h.Set(pairs[i], pairs[i+1])
		}
		return (&fetcher{asked: Request{Address: "https://a.example/", ETag: "old", LastModified: "then"}}).answer(fetched{status: status, header: h})
	}
	for name, c := range map[string]struct {
		a              Answer
		etag, modified string
	}{
		"a document": {answer(200, "Etag", "e"), "e", ""}, "no document": {answer(404, "Etag", "e"), "", ""}, "unchanged": {answer(304), "old", "then"}, "unchanged, with a new one": {answer(304, "Etag", "e", "Last-Modified", "m"), "e", "m"},
		"one that cannot be sent back": {answer(200, "Etag", "a\x01"), "", ""}, "one with a tab": {answer(200, "Etag", "a\tb"), "a\tb", ""}, "one with a delete": {answer(200, "Etag", "a\x7f"), "", ""}, "a long one": {answer(200, "Etag", strings.Repeat("e", maxValidator)), strings.Repeat("e", maxValidator), ""}, "a longer one": {answer(200, "Etag", strings.Repeat("e", maxValidator+1)), "", ""},
	} {
		if c.a.ETag != c.etag || c.a.LastModified != c.modified {
			t.Errorf("%s: %q, %q", name, c.a.ETag, c.a.LastModified)
		}
	}
	for _, c := range []struct {
		a    Answer
		want bool
	}{{answer(403), false}, {answer(403, "Cf-Mitigated", "Challenge"), true}, {answer(403, "X-Amzn-Waf-Action", "captcha"), true}, {answer(403, "X-Amzn-Waf-Action", "challenge"), true}, {answer(403, "Cf-Mitigated", "x"), false}} {
		if c.a.Challenge != c.want {
			t.Errorf("%+v is a challenge: %v", c.a, c.a.Challenge)
		}
	}
	for name, c := range map[string]struct {
		data string
		err  error
		cut  bool
		etag string
		want string
	}{
		"whole": {"a", nil, false, "new", ""}, "broken off": {"a", errDamaged, true, "old", ""}, "broken off at once": {"", errDamaged, false, "new", "feed.damaged"}, "too long": {"a", errOver, true, "new", ""}, "not at all": {"a", errPort, false, "new", "feed.port"},
	} {
		f := &fetcher{asked: Request{Address: "https://a.example/", ETag: "old"}}
		a, err := f.answered(fetched{status: 200, header: http.Header{"Etag": {"new"}}, data: []byte(c.data)}, c.err)
		if a.Cut != c.cut || a.ETag != c.etag || (err != nil) != (c.want != "") {
			t.Errorf("%s: cut %v, %q, %v", name, a.Cut, a.ETag, err)
		}
	}
	for _, c := range []struct {
		a    Answer
		want string
	}{
		{Answer{Status: 200}, ""}, {Answer{Status: 304, Conditional: true}, ""}, {Answer{Status: 304}, "feed.status"}, {Answer{Status: 200, Challenge: true}, "feed.challenge"}, {Answer{Status: 404}, "feed.missing"}, {Answer{Status: 410}, "feed.gone"}, {Answer{Status: 401}, "feed.closed"}, {Answer{Status: 402}, "feed.closed"}, {Answer{Status: 403}, "feed.closed"}, {Answer{Status: 451}, "feed.closed"}, {Answer{Status: 429}, "feed.too-many-requests"}, {Answer{Status: 204}, "feed.status"}, {Answer{Status: 500}, "feed.status"},
	} {
		got := ""
		if p := c.a.Trouble(); p != nil {
			got = p.Code
		}
		if got != c.want {
			t.Errorf("%+v: %q, want %q", c.a, got, c.want)
		}
	}
}

func TestConditionsArePutToWhereTheAnswerWasFound(t *testing.T) {
	for from, want := range map[string]bool{"": true, "https://a.example/": true, "https://b.example/": false} {
		f := &fetcher{agent: "Lede", asked: Request{ETag: "e", LastModified: "m", From: from}}
		req, err := f.request(t.Context(), parsed(t, "https://a.example/"))
		if err != nil {
			t.Fatal(err)
		}
		if got := req.Header.Get("If-None-Match") == "e" && req.Header.Get("If-Modified-Since") == "m"; got != want || req.Header.Get("Referer") != "" {
			t.Errorf("of an answer from %q: %v", from, req.Header)
		}
	}
	req, err := (&fetcher{plainly: true}).request(t.Context(), parsed(t, "https://a.example/"))
	if _, there := req.Header["If-None-Match"]; err != nil || there || req.Header.Get("Accept-Encoding") != "identity" {
		t.Errorf("%v, %v", req.Header, err)
	}
}
