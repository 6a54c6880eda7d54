package source

import (
	"bytes"
	"compress/flate"
	"compress/zlib"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/andybalholm/brotli"

	"lede/briefing"
	"lede/source/feed"
)

func parsed(t *testing.T, address string) *url.URL {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	return u
}

func TestAPasswordIsSentToItsOriginOnly(t *testing.T) {
	for given, others := range map[string]map[string]bool{
		"https://me:pw@a.example/f": {
			"https://a.example/g": true, "https://A.Example:443/": true, "http://a.example/f": false, "https://a.example:8443/": false, "https://b.example/f": false, "https://sub.a.example/": false,
		},
		"http://me:pw@a.example/f":     {"http://a.example/": true, "https://a.example/": true, "http://a.example:8080/": false, "https://a.example:8443/": false, "http://a.example:443/": false},
		"http://me:pw@a.example:8080/": {"http://a.example:8080/": true, "https://a.example/": false, "https://a.example:8080/": false, "http://a.example/": false},
	} {
		without, l := loginOf(given)
		if strings.Contains(without, "pw") || l == nil {
			t.Fatalf("%s still holds its password: %s", given, without)
		}
		for address, want := range others {
			req, err := http.NewRequest(http.MethodGet, address, nil)
			if err != nil {
				t.Fatal(err)
			}
			if l.add(req); (req.Header.Get("Authorization") != "") != want {
				t.Errorf("of %s the password is sent to %s: %v", given, address, !want)
			}
			if (l.into(address) != address) != want {
				t.Errorf("of %s the password is put into %s: %v", given, address, !want)
			}
		}
	}
	if without, l := loginOf("https://a.example/"); l != nil || without != "https://a.example/" || l.into("https://a.example/") != "https://a.example/" {
		t.Error("an address without a password has one")
	}
	if without, l := loginOf("%zz"); l != nil || without != "%zz" {
		t.Error("what is no address has a password")
	}
}

func TestWhichRedirectsAreFollowed(t *testing.T) {
	avoid := func(u *url.URL) bool { return u.Path == "/avoided" }
	for name, c := range map[string]struct {
		from, to string
		before   int
		want     error
	}{
		"one more": {"https://a.example/", "https://b.example/", 4, nil}, "one too many": {"https://a.example/", "https://b.example/", 5, errTooFar}, "to no encryption": {"https://a.example/", "http://a.example/", 0, errDowngrade},
		"to encryption": {"http://a.example/", "https://a.example/", 0, nil}, "without any": {"http://a.example/", "http://b.example/", 0, nil}, "to a file": {"https://a.example/", "file:///etc/passwd", 0, errScheme}, "with a password": {"https://a.example/", "https://u@a.example/", 0, errUserinfo}, "to what is avoided": {"https://a.example/", "https://a.example/avoided", 0, errAvoided},
	} {
		f := fetcher{avoid: avoid, hops: make([]Hop, c.before)}
		if err := f.hop(parsed(t, c.from), parsed(t, c.to), true); !errors.Is(err, c.want) || (len(f.hops) > c.before) != (c.want == nil) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := (&fetcher{}).hop(parsed(t, "https://a.example/"), parsed(t, "https://a.example/avoided"), true); err != nil {
		t.Errorf("where nothing is avoided: %v", err)
	}
	for status, want := range map[int]string{200: "", 300: "", 301: "/x for good", 302: "/x", 303: "/x", 304: "", 305: "", 307: "/x", 308: "/x for good", 404: ""} {
		to, permanent := redirected(&http.Response{StatusCode: status, Header: http.Header{"Location": {" /x "}}})
		if permanent {
			to += " for good"
		}
		if to != want {
			t.Errorf("%d leads to %q", status, to)
		}
	}
	for status, want := range map[int]bool{199: false, 200: true, 203: true, 204: false, 205: false, 206: false, 207: true, 299: true, 300: false, 304: false} {
		if hasDocument(status) != want {
			t.Errorf("%d has a document: %v", status, !want)
		}
	}
}

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

func TestOneSiteIsHeldAtATime(t *testing.T) {
	var log []string
	busy := errors.New("busy")
	s := &siteLock{enter: func(_ context.Context, site string) (func(), error) {
		if site == "busy.example" {
			return nil, busy
		}
		log = append(log, "+"+site)
		return func() { log = append(log, "-"+site) }, nil
	}}
	for _, address := range []string{"https://a.example/1", "https://www.a.example/2", "https://b.example/"} {
		if err := s.lock(t.Context(), address); err != nil {
			t.Error(err)
		}
	}
	var held *notEntered
	if err := s.lock(t.Context(), "https://busy.example/"); !errors.As(err, &held) || !errors.Is(held.err, busy) {
		t.Errorf("%v", err)
	}
	s.unlock()
	if err := s.lock(t.Context(), "https://b.example/"); err != nil {
		t.Error(err)
	}
	s.unlock()
	if got := strings.Join(log, " "); got != "+a.example -a.example +b.example -b.example +b.example -b.example" {
		t.Error(got)
	}
	if err := (&siteLock{}).lock(t.Context(), "https://busy.example/"); err != nil {
		t.Errorf("where nobody is asked: %v", err)
	}
}

func TestWhatIsPackedIsUnpackedWithinTheLimit(t *testing.T) {
	const text = "A word."
	pack := func(make func(io.Writer) io.WriteCloser) string {
		var b bytes.Buffer
		w := make(&b)
		_, _ = io.WriteString(w, text)
		w.Close()
		return b.String()
	}
	deflated := pack(func(w io.Writer) io.WriteCloser { z, _ := flate.NewWriter(w, 9); return z })
	zlibbed := pack(func(w io.Writer) io.WriteCloser { return zlib.NewWriter(w) })
	brotlied := pack(func(w io.Writer) io.WriteCloser { return brotli.NewWriter(w) })
	for name, c := range map[string]struct {
		encoding, body string
		want           error
	}{
		"deflate": {"deflate", deflated, nil}, "with a header": {"Deflate", zlibbed, nil}, "br": {"br", brotlied, nil}, "br in name only": {"br", "<p>" + text, nil}, "br in name only, of JSON": {"br", `{"a":"` + text + `"}`, nil}, "twice": {"identity, br", brotlied, nil}, "three times": {"none,utf-8,br", brotlied, nil}, "four times": {"none,utf-8,8bit,br", brotlied, errEncoding},
		"broken": {"deflate", "\xff\xff", errDamaged}, "one byte": {"deflate", "x", errDamaged}, "nothing": {"br", "", errDamaged}, "gzip of nothing": {"gzip", "", errDamaged}, "unknown": {"zstd", text, errEncoding}, "cut off": {"br", brotlied[:len(brotlied)-3], errDamaged},
	} {
		resp := &http.Response{Header: http.Header{"Content-Encoding": {c.encoding}}, Body: io.NopCloser(strings.NewReader(c.body)), ContentLength: int64(len(c.body))}
		data, _, err := (&memory{}).unpack(resp, 100)
		if !errors.Is(err, c.want) || (err == nil) != (c.want == nil) || err == nil && !strings.Contains(string(data), text) {
			t.Errorf("%s: %q, %v", name, data, err)
		}
	}
}

func TestRoomIsAskedForOnceBeforeMuchIsKept(t *testing.T) {
	body := func(n int) *http.Response {
		return &http.Response{Body: io.NopCloser(strings.NewReader(strings.Repeat("a", n))), ContentLength: int64(n)}
	}
	for name, c := range map[string]struct {
		sizes []int // of the documents, one after the other
		asked int
		err   error
	}{
		"as much as is ordinary": {[]int{(1 << 20) - 1}, 0, nil}, "one byte more": {[]int{(1 << 20) + 1}, 1, nil}, "two that are it together": {[]int{(1 << 20) / 2, (1<<20)/2 + 1}, 1, nil}, "three large ones": {[]int{2 << 20, 2 << 20, 2 << 20}, 1, nil},
		"more than the limit": {[]int{3<<20 + 1}, 1, errOver}, "as much as the limit": {[]int{3 << 20}, 1, nil},
	} {
		asked, left := 0, 0
		r := &memory{more: func() (func(), error) { asked++; return func() { left++ }, nil }}
		var err error
		for _, n := range c.sizes {
			var data []byte
			data, _, err = r.unpack(body(n), 3<<20)
			if len(data) != min(n, 3<<20) {
				t.Errorf("%s: %d bytes of %d", name, len(data), n)
			}
		}
		r.release()
		if asked != c.asked || left != c.asked || !errors.Is(err, c.err) {
			t.Errorf("%s: asked %d times, left %d times, %v", name, asked, left, err)
		}
	}
	full := errors.New("full")
	r := &memory{more: func() (func(), error) { return nil, full }}
	var held *notEntered
	if data, _, err := r.unpack(body(2<<20), 3<<20); !errors.As(err, &held) || !errors.Is(held.err, full) || len(data) > 2<<20-1 {
		t.Errorf("where there is no room: %d bytes, %v", len(data), err)
	}
	r.release()
	for held, want := range map[int64]int64{0: 1 << 20, 5: (1 << 20) - 5, 1 << 20: 0, 2 << 20: 0} {
		if got := (&memory{more: r.more, held: held}).unreserved(2 << 20); got != want {
			t.Errorf("beside %d bytes %d are kept unasked", held, got)
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

func TestWhereAFeedThatWasFoundIsFollowed(t *testing.T) {
	for name, c := range map[string]struct {
		hops []Hop
		want string
	}{
		"not moved": {nil, "https://a.example/end"}, "for good": {[]Hop{{Permanent: true}, {Permanent: true}}, "https://a.example/end"}, "for now": {[]Hop{{Permanent: true}, {}}, "https://a.example/"},
	} {
		if got := moved("https://a.example/", Answer{Hops: c.hops, At: "https://a.example/end"}); got != c.want {
			t.Errorf("%s: %s", name, got)
		}
	}
	for _, c := range []struct {
		typed, address string
		is             bool
	}{{"a.example", "https://a.example", true}, {"https://a.example", "https://a.example", false}, {"HTTPS://a.example", "https://a.example", false}, {"http://a.example", "http://a.example", false}} {
		if insecure, is := plainly(c.typed, c.address); is != c.is || is && insecure != "http://a.example" {
			t.Errorf("%s: %s, %v", c.typed, insecure, is)
		}
	}
	items := func(titles ...string) *feed.Feed {
		f := &feed.Feed{}
		for _, title := range titles {
			f.Items = append(f.Items, feed.Item{Title: title})
		}
		return f
	}
	if newest(items("a", "b", "c", "d")) != newest(items("a", "b", "c", "e")) || newest(items("a", "b", "c")) == newest(items("a", "b", "d")) || newest(items("a")) == newest(items("b")) {
		t.Error("feeds are the same by their first three items")
	}
	s := &search{found: []Found{{Address: "1", Feed: items()}, {Address: "2", Feed: items("a")}, {Address: "3", Feed: items()}, {Address: "4", Feed: items("b")}}}
	var order []string
	for _, f := range s.ranked() {
		order = append(order, f.Address)
	}
	if got := strings.Join(order, ""); got != "2413" {
		t.Errorf("ranked %s", got)
	}
	for _, c := range []struct {
		a    Answer
		want bool
	}{{Answer{Status: 200, RetryAfter: -1}, false}, {Answer{Status: 200}, false}, {Answer{Status: 200, RetryAfter: time.Second}, true}, {Answer{Status: 429, RetryAfter: -1}, true}} {
		s := &search{busy: map[string]bool{}}
		c.a.At = "https://a.example/"
		if s.note(c.a); s.busy["a.example"] != c.want || (s.trouble != nil) != c.want {
			t.Errorf("%+v: left alone %v", c.a, !c.want)
		}
	}
}

func TestAttachmentsAreDiscordsOwn(t *testing.T) {
	for address, want := range map[string]bool{
		"https://cdn.discordapp.com/a": true, "https://CDN.discordapp.com:443/a": true, "https://media.discordapp.net/a": true, "http://cdn.discordapp.com/a": false, "https://cdn.discordapp.com:8443/a": false, "https://u@cdn.discordapp.com/a": false, "https://example.org/a": false, "https:///a": false, "/a": false,
	} {
		if got := (&Attachments{}).allowed(parsed(t, address)); got != want {
			t.Errorf("%s: %v", address, got)
		}
	}
	own := &Attachments{Hosts: []string{"http://127.0.0.1:80", "files.example"}}
	for address, want := range map[string]bool{"http://127.0.0.1:80/a": true, "https://127.0.0.1:80/a": false, "https://files.example/a": true, "http://files.example/a": false, "https://cdn.discordapp.com/a": false} {
		if got := own.allowed(parsed(t, address)); got != want {
			t.Errorf("%s, where other hosts are given: %v", address, got)
		}
	}
}

func TestWhatALetterIs(t *testing.T) {
	const body = "\nThe pier is open again.\n"
	for head, want := range map[string]bool{
		"From: Ann\nDate: today\nSubject: Pier\n": true, "from: Ann\ndate: today\nmime-version: 1.0\n": true, "From: Ann\nDate: today\n": false, "From: Ann\nTo: Bob\nCc: Cleo\n": false, "Received: by x\n from y\nDate: today\nMessage-ID: z\n": true, "From: Ann\n\nDate: today\nSubject: Pier\n": false, "": false,
	} {
		if got := isMail([]byte(head + body)); got != want {
			t.Errorf("%q begins a letter: %v", head, got)
		}
	}
	multipart := func(parts ...string) string {
		return "From: Ann\nDate: Mon, 02 Mar 2026 08:00:00 +0000\nSubject: =?utf-8?q?Pi=C3=A9r?=\nContent-Type: multipart/mixed; boundary=b\n\n--b\n" + strings.Join(parts, "\n--b\n") + "\n--b--\n"
	}
	page := "Content-Type: text/html\n\n<p>The page says that the pier is open again, and that the ferry sails at noon.</p>"
	text := "Content-Type: text/plain\n\nThe text is here."
	attached := "Content-Type: text/plain\nContent-Disposition: Attachment; filename=a\n\nThe attachment."
	for name, c := range map[string]struct{ data, want string }{
		"text before a page": {multipart(page, text), "The text is here."}, "a page alone": {multipart(page), "The page says"}, "the first text": {multipart(text, "Content-Type: text/plain\n\nAnother."), "The text is here."}, "no attachment": {multipart(attached, text), "The text is here."}, "an empty text and a page": {multipart("Content-Type: text/plain\n\n ", page), "The page says"},
		"packed": {multipart("Content-Type: text/plain\nContent-Transfer-Encoding: Base64\n\nQSB3b3JkLg=="), "A word."}, "quoted": {multipart("Content-Type: text/plain; charset=iso-8859-1\nContent-Transfer-Encoding: quoted-printable\n\nA caf=E9."), "A café."}, "nothing but an attachment": {multipart(attached), "file.mail"}, "a picture": {"From: Ann\nDate: today\nContent-Type: image/png\n\nx", "file.mail"},
	} {
		a, err := mailArticle([]byte(c.data), "it", briefing.Options{})
		if err != nil && code(err) != c.want || err == nil && (!strings.HasPrefix(a.Text, c.want) || a.Title != "Piér" || a.Published == nil) {
			t.Errorf("%s: %v, %v", name, a, err)
		}
	}
	given := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	if a, err := mailArticle([]byte(multipart(text)), "it", briefing.Options{Title: "Mine", Published: &given}); err != nil || a.Title != "Mine" || !a.Published.Equal(given) {
		t.Errorf("%v, %v", a, err)
	}
}

func TestWhatAFileIsByItsName(t *testing.T) {
	for name, want := range map[string]kind{"a.md": kindMarkdown, "a.MARKDOWN": kindMarkdown, "a.mdown": kindMarkdown, "a.csv": kindTable, "a.tsv": kindTable, "a.txt": kindText, "a": kindText} {
		if got := fileKind(name, ""); got != want {
			t.Errorf("%s: %d", name, got)
		}
	}
	for contentType, want := range map[string]kind{"text/markdown; charset=utf-8": kindMarkdown, "text/csv": kindTable, "text/tab-separated-values": kindTable, "text/plain": kindText, "": kindText} {
		if got := fileKind("a", contentType); got != want {
			t.Errorf("%s: %d", contentType, got)
		}
	}
	for text, want := range map[string]string{
		"<html>": "page", "<!-- x --> <P>": "page", "<?xml version='1.0'?><rss>": "feed", "<rdf:RDF >": "feed", "<feedback>": "", "<pre>": "", "a <p>": "", "<!doctype html>": "page", strings.Repeat(" ", 1024-6) + "<html>": "page", strings.Repeat(" ", 1024-5) + "<html>": "", strings.Repeat(" ", 1024-5) + "<rss>": "feed", strings.Repeat(" ", 1024-4) + "<rss>": "",
	} {
		got := ""
		if isPage([]byte(text)) {
			got += "page"
		}
		if isFeed([]byte(text)) {
			got += "feed"
		}
		if got != want {
			t.Errorf("%q is a %s, want %q", strings.TrimSpace(text), got, want)
		}
	}
	given := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	const file = "---\ntitle: T\ndate: 2026-03-01\n---\nThe pier is open."
	for name, c := range map[string]struct {
		o     briefing.Options
		title string
		month time.Month
	}{"as the file says": {briefing.Options{}, "T", time.March}, "as the caller says": {briefing.Options{Title: "Mine", Published: &given}, "Mine", time.January}} {
		if a, err := markdownArticle(file, c.o); err != nil || a.Title != c.title || a.Published.Month() != c.month {
			t.Errorf("%s: %v, %v", name, a, err)
		}
	}
	if a, err := markdownArticle("The pier is open.", briefing.Options{}); err != nil || a.Published != nil {
		t.Errorf("%v, %v", a, err)
	}
}

func TestNamesOfInternalNetworksAreNotTold(t *testing.T) {
	for address, want := range map[string]string{"https://intranet/": "page.no-site", "https://10.0.0.1/": "page.private", "https://[::1]/": "page.private", "%zz": "page.no-site"} {
		if got := code(webError(address, fmt.Errorf("dialling: %w", errPrivate))); got != want {
			t.Errorf("%s: %s, want %s", address, got, want)
		}
	}
	told := siteError("b", 404)
	if got := webError("a", told); got != told {
		t.Errorf("what was told is told anew: %v", got)
	}
}
