package source

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/andybalholm/brotli"

	"lede/briefing"
	"lede/problem"
	"lede/source/feed"
	"lede/source/robots"
)

const aFeed = `<?xml version="1.0"?><rss version="2.0"><channel><title>Skarholm</title><item><guid>1</guid><title>Ferry runs again</title></item></channel></rss>`

// loopback is what tests allow to be fetched from.
func loopback() []netip.Prefix { return []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")} }

func TestAFeedIsAskedForWithEverythingThatIsKnownOfIt(t *testing.T) {
	for _, c := range []struct {
		name           string
		asked          Request
		sends, answers http.Header // of the request and the answer
		status         int
		etag, modified string
	}{
		{"at first", Request{}, http.Header{}, http.Header{"Etag": {`"a"`}, "Last-Modified": {"Mon, 02 Mar 2026 06:30:00 GMT"}}, 200, `"a"`, "Mon, 02 Mar 2026 06:30:00 GMT"},
		{"both again", Request{ETag: `W/"a"`, LastModified: "not even a date"}, http.Header{"If-None-Match": {`W/"a"`}, "If-Modified-Since": {"not even a date"}},
			http.Header{}, 304, `W/"a"`, "not even a date"},
		{"a 304 has a new one", Request{ETag: `"a"`, LastModified: "x"}, http.Header{"If-None-Match": {`"a"`}, "If-Modified-Since": {"x"}}, http.Header{"Last-Modified": {"y"}}, 304, `"a"`, "y"},
		{"a 200 has one less", Request{ETag: `"a"`, LastModified: "x"}, http.Header{"If-None-Match": {`"a"`}, "If-Modified-Since": {"x"}}, http.Header{"Last-Modified": {"y"}}, 200, "", "y"},
		{"one of them", Request{LastModified: "x"}, http.Header{"If-Modified-Since": {"x"}}, http.Header{}, 304, "", "x"},
		{"what cannot be sent back", Request{}, http.Header{}, http.Header{"Etag": {strings.Repeat("e", maxValidator+1)}}, 200, "", ""},
		{"a refusal has none", Request{ETag: `"a"`}, http.Header{"If-None-Match": {`"a"`}}, http.Header{"Etag": {`"b"`}}, 503, "", ""},
	} {
		var got http.Header
		w, url := site(t, func(w http.ResponseWriter, r *http.Request) {
			got = r.Header
			for name, v := range c.answers {
				w.Header()[name] = v
			}
			w.WriteHeader(c.status)
			if c.status == 200 {
				_, _ = io.WriteString(w, aFeed)
			}
		})
		w.Contact = "news@example.org"
		c.asked.Address = url + "/feed"
		a, err := w.Feed(t.Context(), c.asked)
		if err != nil || a.Status != c.status || a.ETag != c.etag || a.LastModified != c.modified || a.At != c.asked.Address {
			t.Errorf("%s: %+v, %v", c.name, a, err)
		}
		for _, name := range []string{"If-None-Match", "If-Modified-Since", "Referer", "Cookie", "Authorization"} {
			if !slices.Equal(got[name], c.sends[name]) {
				t.Errorf("%s: asked with %s %q, want %q", c.name, name, got[name], c.sends[name])
			}
		}
		if a.Conditional != (len(c.sends) > 0) || (a.Trouble() == nil) != (c.status < 400) || (string(a.Body) == aFeed) != (c.status == 200) {
			t.Errorf("%s: %+v", c.name, a)
		}
		if agent := got.Get("User-Agent"); agent != "Lede/test (a news bot for Discord; reads feeds; news@example.org)" || !strings.HasPrefix(got.Get("Accept"), "application/rss+xml, application/atom+xml") {
			t.Errorf("%s: asked by %q for %q", c.name, agent, got.Get("Accept"))
		}
	}
}

func TestAnyStatusIsAnAnswerAndHasItsWords(t *testing.T) {
	for status, words := range map[int]string{
		404: "is not there", 410: "has ended for good", 401: "not open to everybody", 403: "not open to everybody", 451: "not open", 429: "left alone", 503: "HTTP status 503",
		500: "could not be fetched", 204: "HTTP status 204", 206: "HTTP status 206", 304: "HTTP status 304", 301: "HTTP status 301", 299: "", 203: "",
	} {
		w, url := site(t, func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(status) })
		a, err := w.Feed(t.Context(), Request{Address: url + "/feed?token=abc123"})
		if err != nil || a.Status != status {
			t.Errorf("%d: %+v, %v", status, a, err)
			continue
		}
		if p := a.Trouble(); words == "" {
			if p != nil {
				t.Errorf("%d is trouble: %v", status, p)
			}
		} else if says(t, p, words); strings.Contains(p.Error(), "abc123") {
			t.Errorf("a secret is told: %v", p)
		}
	}
}

// TestAPartThatIsTheWholeIsRead, and one that is less is not.
func TestAPartThatIsTheWholeIsRead(t *testing.T) {
	for contentRange, status := range map[string]int{
		fmt.Sprintf("bytes 0-%d/%d", len(aFeed)-1, len(aFeed)): http.StatusOK, fmt.Sprintf("bytes 0-%d/%d", len(aFeed)-1, len(aFeed)+1): http.StatusPartialContent,
	} {
		w, url := site(t, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Range", contentRange)
			w.WriteHeader(http.StatusPartialContent)
			_, _ = io.WriteString(w, aFeed)
		})
		a, err := w.Feed(t.Context(), Request{Address: url + "/feed"})
		if whole := status == http.StatusOK; err != nil || a.Status != status || (string(a.Body) == aFeed) != whole || (a.Trouble() == nil) != whole {
			t.Errorf("%s: %+v, %v", contentRange, a, err)
		}
	}
}

func TestEveryHopOfAFeedIsTold(t *testing.T) {
	way := map[string]struct {
		status int
		to     string
	}{"/a": {301, "/b"}, "/b": {308, "c"}, "/c": {302, "/d"}, "/d": {307, "?e"}, "/x": {301, "/b"}, "/loop": {302, "/loop"}}
	var asked []string
	w, url := site(t, func(w http.ResponseWriter, r *http.Request) {
		asked = append(asked, r.URL.Path+r.Header.Get("If-None-Match"))
		if hop, ok := way[r.URL.Path]; ok && r.URL.RawQuery == "" {
			w.Header().Set("Location", hop.to)
			w.WriteHeader(hop.status)
			return
		}
		_, _ = io.WriteString(w, aFeed)
	})
	a, err := w.Feed(t.Context(), Request{Address: url + "/a"})
	want := fmt.Sprint([]Hop{{url + "/a", url + "/b", true}, {url + "/b", url + "/c", true}, {url + "/c", url + "/d", false}, {url + "/d", url + "/d?e", false}})
	if err != nil || fmt.Sprint(a.Hops) != want || a.At != url+"/d?e" || string(a.Body) != aFeed {
		t.Errorf("%+v, %v", a, err)
	}
	// Conditions of a document are no conditions of what a site may redirect to instead.
	for from, want := range map[string]string{"": "[/c! /d! /d!]", url + "/d?e": "[/c /d /d!]", url + "/c": "[/c! /d /d]", url + "/gone": "[/c /d /d]"} {
		asked = nil
		if _, err := w.Feed(t.Context(), Request{Address: url + "/c", ETag: "!", From: from}); err != nil || fmt.Sprint(asked) != want {
			t.Errorf("from %q: asked %v, %v", from, asked, err)
		}
	}
	a, err = w.Feed(t.Context(), Request{Address: url + "/loop"})
	says(t, err, "without end")
	if code(err) != "feed.endless" || len(a.Hops) != 5 {
		t.Errorf("%+v, %v", a, err)
	}
}

func TestEachSiteIsEnteredBeforeItIsAskedAndOneAtATime(t *testing.T) {
	var told []string
	var inside atomic.Int32
	other := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		told = append(told, "other is asked")
		http.Redirect(w, r, r.URL.Query().Get("back"), http.StatusFound)
	}))
	defer other.Close()
	w, url := site(t, func(w http.ResponseWriter, r *http.Request) {
		told = append(told, "first is asked")
		switch r.URL.Path {
		case "/feed":
			http.Redirect(w, r, "/feed2", http.StatusFound)
		case "/feed2":
			http.Redirect(w, r, other.URL+"?back="+"http://"+r.Host+"/end", http.StatusFound)
		default:
			_, _ = io.WriteString(w, aFeed)
		}
	})
	name := map[string]string{Site(url): "first", Site(other.URL): "other"}
	enter := func(_ context.Context, site string) (func(), error) {
		if inside.Add(1) != 1 {
			t.Error("two sites are held")
		}
		told = append(told, "enter "+name[site])
		return func() { inside.Add(-1); told = append(told, "leave "+name[site]) }, nil
	}
	a, err := w.Feed(t.Context(), Request{Address: url + "/feed", Enter: enter})
	want := "enter first, first is asked, first is asked, leave first, enter other, other is asked, leave other, enter first, first is asked, leave first"
	if got := strings.Join(told, ", "); err != nil || string(a.Body) != aFeed || got != want {
		t.Errorf("%s\n%+v, %v", got, a, err)
	}
	busy := errors.New("busy")
	told = nil
	a, err = w.Feed(t.Context(), Request{Address: url + "/feed", Enter: func(ctx context.Context, site string) (func(), error) {
		if name[site] == "other" {
			return nil, busy
		}
		return enter(ctx, site)
	}})
	if err != busy || strings.Join(told, ", ") != "enter first, first is asked, first is asked, leave first" || len(a.Hops) != 2 {
		t.Errorf("%v %v %v", told, a.Hops, err)
	}
}

func TestAFeedThatDoesNotUnpackIsAskedForOnceAsItIs(t *testing.T) {
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	_, _ = io.WriteString(z, aFeed+strings.Repeat("<!-- Skarholm -->", 9))
	z.Close()
	whole := packed.Bytes()
	half := whole[:len(whole)-20]
	var brotlied bytes.Buffer
	b := brotli.NewWriter(&brotlied)
	_, _ = io.WriteString(b, aFeed)
	b.Close()
	for name, c := range map[string]struct {
		coding      string
		body        []byte
		plain       bool // asked without packing it sends it plain
		asked       int32
		cut, refuse bool
	}{
		"packed":                   {"gzip", whole, true, 1, false, false},
		"plain by another name":    {"gzip", []byte(aFeed), false, 1, false, false},
		"plain and called br":      {"br", []byte(aFeed), false, 1, false, false},
		"gzip and called br":       {"br", whole, true, 1, false, false},
		"br and called gzip":       {"gzip", brotlied.Bytes(), false, 1, false, false},
		"packed badly":             {"gzip", half, true, 2, false, false},
		"packed badly every time":  {"gzip", half, false, 2, true, false},
		"no brotli":                {"br", []byte("\x8b\xff\xff no such thing"), true, 2, false, false},
		"a coding of its own":      {"zstd", []byte("\x28\xb5\x2f\xfd"), true, 2, false, false},
		"nothing else":             {"zstd", []byte("\x28\xb5\x2f\xfd"), false, 2, false, true},
		"packed badly from within": {"deflate", []byte("\x78\x9c\xff\xff"), false, 2, false, true},
	} {
		var asked atomic.Int32
		w, url := site(t, func(w http.ResponseWriter, r *http.Request) {
			asked.Add(1)
			w.Header().Set("Etag", `"b"`)
			if c.plain && r.Header.Get("Accept-Encoding") == "identity" {
				_, _ = io.WriteString(w, aFeed)
				return
			}
			w.Header().Set("Content-Encoding", c.coding)
			_, _ = w.Write(c.body)
		})
		a, err := w.Feed(t.Context(), Request{Address: url, ETag: `"a"`})
		if (err != nil) != c.refuse || a.Cut != c.cut || asked.Load() != c.asked {
			t.Errorf("%s: asked %d times: %+v, %v", name, asked.Load(), a, err)
			continue
		}
		if etag := map[bool]string{false: `"b"`, true: `"a"`}[c.cut]; !c.refuse && (a.ETag != etag || !c.cut && !strings.HasPrefix(string(a.Body), aFeed)) {
			t.Errorf("%s: %+v", name, a)
		}
		if c.refuse {
			says(t, err)
		}
	}
}

// TestAFeedThatBreaksOffIsUsedAsFarAsItCame, and is brought whole the next time.
func TestAFeedThatBreaksOffIsUsedAsFarAsItCame(t *testing.T) {
	asked := 0
	w, url := site(t, func(w http.ResponseWriter, r *http.Request) {
		asked++
		w.Header().Set("Etag", `"b"`)
		if r.URL.Path == "/long" {
			for chunk := bytes.Repeat([]byte("<item/>\n"), 1<<17); ; {
				if _, err := w.Write(chunk); err != nil {
					return
				}
			}
		}
		w.Header().Set("Content-Length", "100000")
		_, _ = io.WriteString(w, aFeed)
	})
	a, err := w.Feed(t.Context(), Request{Address: url, ETag: `"a"`, LastModified: "x"})
	if err != nil || asked != 1 || !a.Cut || string(a.Body) != aFeed || a.ETag != `"a"` || a.LastModified != "x" || a.Trouble() != nil {
		t.Errorf("%+v, %v", a, err)
	}
	a, err = w.Feed(t.Context(), Request{Address: url + "/long"})
	if err != nil || !a.Cut || len(a.Body) != (5<<20) || a.ETag != `"b"` {
		t.Errorf("%d bytes, %v", len(a.Body), err)
	}
}

func TestAFeedThatHangsIsGivenUp(t *testing.T) {
	w, url := site(t, func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.WriteString(w, aFeed[:60])
		_ = http.NewResponseController(w).Flush()
		<-r.Context().Done()
	})
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	_, err := w.Feed(ctx, Request{Address: url})
	if says(t, err, "too long"); code(err) != "feed.slow" {
		t.Errorf("got %v", err)
	}
}

// TestANamePasswordGoesToItsOwnHostOnly: a feed for members has them in its address.
func TestANameAndPasswordGoToTheirOwnHostOnly(t *testing.T) {
	var got []string
	note := func(r *http.Request) { user, pass, _ := r.BasicAuth(); got = append(got, user+" "+pass) }
	other := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { note(r); _, _ = io.WriteString(w, aFeed) }))
	defer other.Close()
	var to string
	w, url := site(t, func(w http.ResponseWriter, r *http.Request) {
		note(r)
		switch r.URL.Path {
		case "/feed":
			http.Redirect(w, r, "/own", http.StatusFound)
		case "/away":
			http.Redirect(w, r, to, http.StatusFound)
		default:
			w.WriteHeader(http.StatusUnauthorized)
		}
	})
	secret := strings.Replace(url, "http://", "http://me:opensesame@", 1)
	a, err := w.Feed(t.Context(), Request{Address: secret + "/feed"})
	if err != nil || fmt.Sprint(got) != "[me opensesame me opensesame]" || strings.Contains(fmt.Sprint(a.At, a.Hops, a.Trouble()), "opensesame") {
		t.Errorf("%q: %+v, %v", got, a, err)
	}
	got, to = nil, other.URL
	if _, err := w.Feed(t.Context(), Request{Address: secret + "/away"}); err != nil || fmt.Sprintf("%q", got) != `["me opensesame" " "]` {
		t.Errorf("%q, %v", got, err)
	}
	to = secret + "/own"
	_, err = w.Feed(t.Context(), Request{Address: secret + "/away"})
	if says(t, err, "name or password"); strings.Contains(err.Error(), "opensesame") {
		t.Errorf("a password is told: %v", err)
	}
	for of, to := range map[string]string{"http://h/a": "https://h/b", "http://h:8080/": "http://h:8080/b", "https://H/": "https://h/"} {
		if !sends(t, of, to) {
			t.Errorf("nothing is sent from %s to %s", of, to)
		}
	}
	for of, to := range map[string]string{"https://h/": "http://h/", "http://h/": "http://h:81/", "https://h:1/": "https://h/", "http://h/ ": "http://www.h/", "http://h:80/": "https://h:8443/"} {
		if sends(t, of, to) {
			t.Errorf("it is sent from %s to %s", of, to)
		}
	}
}

func sends(t *testing.T, of, to string) bool {
	t.Helper()
	_, l := loginOf(strings.Replace(strings.TrimSpace(of), "://", "://me:pw@", 1))
	req := httptest.NewRequest(http.MethodGet, to, nil)
	l.add(req)
	return req.Header.Get("Authorization") != ""
}

func TestWhatStandsInThePlaceOfAFeedIsNamed(t *testing.T) {
	for body, want := range map[string]string{story: "feed.page", "<html><title>Log in</title><form><input type=password></form></html>": "feed.log-in", aFeed: ""} {
		w, url := site(t, func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, body) })
		a, err := w.Feed(t.Context(), Request{Address: url})
		if err != nil || a.Trouble() != nil {
			t.Errorf("%+v, %v", a, err)
		}
		if p := instead(a); want == "" && p != nil || want != "" && (p == nil || p.Code != want) {
			t.Errorf("%v, want %s", p, want)
		}
	}
	for name, value := range map[string]string{"cf-mitigated": "challenge", "X-Amzn-Waf-Action": "captcha"} {
		w, url := site(t, func(w http.ResponseWriter, _ *http.Request) { w.Header().Set(name, value); w.WriteHeader(202) })
		a, err := w.Feed(t.Context(), Request{Address: url})
		if err != nil || !a.Challenge {
			t.Errorf("%+v, %v", a, err)
		}
		says(t, a.Trouble(), "whether its visitor is a person")
	}
}

func TestAValidatorIsWhatCanBeSentBack(t *testing.T) {
	for v, want := range map[string]string{`W/"a\tb"`: `W/"a\tb"`, "\xe9": "\xe9", "a\x01": "", "a\x7f": "", "a\nb": ""} {
		if got := validator(http.Header{"Etag": {v}}, "Etag"); got != want {
			t.Errorf("%q: %q", v, got)
		}
	}
}

// TestNothingReachesANetworkThatIsNotPublic holds feeds, pages on a timetable, robots.txt and redirects of each to the rule of pages.
func TestNothingReachesANetworkThatIsNotPublic(t *testing.T) {
	var reached atomic.Int32
	inside := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { reached.Add(1); _, _ = io.WriteString(w, aFeed) }))
	defer inside.Close()
	port := inside.URL[strings.LastIndexByte(inside.URL, ':'):]
	outside := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "http://"+r.URL.Query().Get("to")+port+"/feed", http.StatusMovedPermanently)
	}))
	outside.Listener = listen(t, "127.0.0.2:0")
	outside.Start()
	defer outside.Close()
	// One address is allowed and stands for the Internet; all others of this machine count as private.
	web := func() *Web {
		return &Web{Allow: []netip.Prefix{netip.MustParsePrefix("127.0.0.2/32")}, resolver: fakeNames(t, func(string) netip.Addr { return netip.MustParseAddr("127.0.0.1") })}
	}
	for _, host := range []string{"127.0.0.1", "localhost", "2130706433", "0x7f000001", "0177.0.0.1", "0.0.0.0", "[::1]", "[::ffff:127.0.0.1]", "[64:ff9b::7f00:1]", "rebound.example"} {
		for _, address := range []string{"http://" + host + port + "/feed", outside.URL + "/?to=" + host} {
			r := Request{Address: address}
			for name, ask := range map[string]func() error{
				"feed":   func() error { _, err := web().Feed(t.Context(), r); return err },
				"page":   func() error { _, _, err := web().Page(t.Context(), r, briefing.Options{}); return err },
				"robots": func() error { _, err := web().Robots(t.Context(), r); return err },
				"find":   func() error { _, err := web().Find(t.Context(), r); return err },
			} {
				err := ask()
				if says(t, err); strings.Contains(said(err), "127.0.0.1") && !strings.Contains(address, "127.0.0.1") {
					t.Errorf("%s: the address behind the name is told: %v", name, err)
				}
			}
		}
	}
	if n := reached.Load(); n != 0 {
		t.Errorf("%d requests came through", n)
	}
}

func TestAFeedMayComeOverTLS(t *testing.T) {
	open := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { t.Error("it was followed") }))
	defer open.Close()
	s := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/down" {
			http.Redirect(w, r, open.URL, http.StatusFound)
			return
		}
		_, _ = io.WriteString(w, aFeed)
	}))
	defer s.Close()
	roots := x509.NewCertPool()
	roots.AddCert(s.Certificate())
	w := &Web{Allow: loopback(), roots: &tls.Config{RootCAs: roots}}
	if a, err := w.Feed(t.Context(), Request{Address: s.URL}); err != nil || string(a.Body) != aFeed {
		t.Errorf("%+v, %v", a, err)
	}
	for address, want := range map[string]string{s.URL + "/down": "feed.downgrade", "ftp://example.org/": "feed.scheme", "": "feed.scheme", "http://example.org:6379/": "feed.port"} {
		w := &Web{Allow: loopback(), roots: w.roots, resolver: fakeNames(t, func(string) netip.Addr { return netip.MustParseAddr("93.184.216.34") })}
		_, err := w.Feed(t.Context(), Request{Address: address})
		if says(t, err); code(err) != want {
			t.Errorf("%s: %v, want %s", address, err, want)
		}
	}
	_, err := (&Web{Allow: loopback()}).Feed(t.Context(), Request{Address: s.URL})
	if says(t, err, "certificate"); code(err) != "feed.certificate" {
		t.Errorf("got %v", err)
	}
}

func TestThePageOfAnItemIsReadAndItsRefusalIsTold(t *testing.T) {
	w, url := site(t, func(w http.ResponseWriter, r *http.Request) {
		if !strings.Contains(r.UserAgent(), "reads the pages of a feed") {
			t.Errorf("asked as %q", r.UserAgent())
		}
		if r.URL.Path == "/busy" {
			w.Header().Set("Retry-After", "120")
			w.WriteHeader(http.StatusTooManyRequests)
			return
		}
		_, _ = io.WriteString(w, story)
	})
	entered := 0
	enter := func(context.Context, string) (func(), error) { entered++; return func() {}, nil }
	article, a, err := w.Page(t.Context(), Request{Address: url + "/a", Enter: enter}, briefing.Options{})
	if err != nil || article.Title != "Ferry runs again" || a.Status != 200 || entered != 1 {
		t.Errorf("%+v, %v", a, err)
	}
	_, a, err = w.Page(t.Context(), Request{Address: url + "/busy"}, briefing.Options{})
	if code(err) != "page.too-many-requests" || a.Status != 429 || a.RetryAfter != 2*time.Minute {
		t.Errorf("%+v, %v", a, err)
	}
}

func TestRobotsAreThoseOfTheHost(t *testing.T) {
	var asked string
	w, url := site(t, func(w http.ResponseWriter, r *http.Request) {
		asked = r.URL.RequestURI()
		_, _ = io.WriteString(w, "User-agent: *\nDisallow: /private\n"+strings.Repeat("# a comment\n", 100_000))
	})
	a, err := w.Robots(t.Context(), Request{Address: url + "/private/a?b#c"})
	if err != nil || asked != "/robots.txt" || !a.Cut || len(a.Body) != 500<<10 {
		t.Fatalf("asked for %s: %d bytes, %v", asked, len(a.Body), err)
	}
	if r := robots.Of(a.Status, a.Body); r.Allows(url+"/private/a") || !r.Allows(url+"/a") {
		t.Errorf("%v", r)
	}
	for _, r := range []string{"http://%zz", "http://example.org\x00\n/" + strings.Repeat("x", 3000)} {
		for name, ask := range map[string]func(context.Context, Request) (Answer, error){"feed": w.Feed, "robots": w.Robots} {
			_, err = ask(t.Context(), Request{Address: r})
			if says(t, err); len(err.Error()) > 400 {
				t.Errorf("%s: %d bytes of words", name, len(err.Error()))
			}
		}
	}
}

// instead returns what a body is if it is no feed; nil if it is one.
func instead(a Answer) *problem.Problem {
	_, err := feed.Parse(a.Body, feed.Options{Address: a.At, ContentType: a.ContentType})
	p, _ := errors.AsType[*problem.Problem](err)
	return p
}
