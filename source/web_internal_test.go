package source

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"compress/zlib"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"math"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"lede/briefing"
	"lede/problem"
)

func TestWhatAProblemOfTheWebIs(t *testing.T) {
	for want, err := range map[string]error{
		"page.failed": errors.New("x"), "page.slow": context.DeadlineExceeded, "page.stopped": context.Canceled, "page.no-site": &net.DNSError{},
		"page.certificate": &tls.CertificateVerificationError{Err: errors.New("x")}, "page.port": errPort,
	} {
		got := webError("it", fmt.Errorf("dialling: %w", err))
		if code(got) != want || !errors.Is(got, err) && want != "page.port" {
			t.Errorf("%v is %v, want %s", err, got, want)
		}
	}
	for _, err := range []error{gzip.ErrHeader, gzip.ErrChecksum, io.ErrUnexpectedEOF} {
		if got := code(webError("it", err)); got != "page.damaged" {
			t.Errorf("%v is %s", err, got)
		}
	}
}

// TestWhatASiteSendsIsNotRepeatedInALog: net/http quotes a line that it cannot read, and there may be one at every visit.
func TestWhatASiteSendsIsNotRepeatedInALog(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("é", 20_000)
	for _, said := range []string{long, "HTTP/1.1 " + long, "HTTP/1.1 200 OK\r\n" + long, "HTTP/1.1 200 OK\r\nTransfer-Encoding: " + long} {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		go func() {
			for {
				c, err := l.Accept()
				if err != nil {
					return
				}
				_, _ = http.ReadRequest(bufio.NewReader(c))
				_, _ = io.WriteString(c, said+"\r\n\r\n")
				_ = c.Close()
			}
		}()
		w, address := &Web{Allow: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}}, "http://"+l.Addr().String()+"/"
		_, page := w.Article(t.Context(), address, briefing.Options{})
		_, feed := w.Feed(t.Context(), Request{Address: address})
		_ = l.Close()
		for _, err := range []error{page, feed} {
			if err == nil || len(err.Error()) > 400 || !utf8.ValidString(err.Error()) {
				t.Errorf("%.30q: %.500v", said, err)
			}
		}
	}
}

func TestWhatASitesStatusMeans(t *testing.T) {
	for status, want := range map[int][2]string{
		401: {"page.closed", "attachment.status"}, 402: {"page.closed", "attachment.status"}, 403: {"page.closed", "attachment.gone"},
		404: {"page.missing", "attachment.gone"}, 410: {"page.missing", "attachment.gone"}, 429: {"page.too-many-requests", "attachment.status"},
		451: {"page.closed", "attachment.status"}, 500: {"page.status", "attachment.status"},
	} {
		if got := [2]string{code(siteError("it", status)), code(statusError("it", status))}; got != want {
			t.Errorf("%d is %v, want %v", status, got, want)
		}
	}
}

func TestTheAddressOfAPageIsTheCallersIfItIsGiven(t *testing.T) {
	w := &Web{}
	w.once.Do(w.prepare)
	w.client.Transport = &carried{body: story}
	for given, want := range map[string]string{"": "https://example.org/a", "https://other.example/": "https://other.example/"} {
		a, err := w.Article(t.Context(), "https://example.org/a", briefing.Options{URL: given})
		if err != nil || a.URL != want {
			t.Errorf("given %q: %v, %v", given, a, err)
		}
	}
}

func TestABodyIsReadUpToTheLimitExactly(t *testing.T) {
	const text = "A word.\n"
	var packed strings.Builder
	z := gzip.NewWriter(&packed)
	_, _ = io.WriteString(z, text)
	z.Close()
	for _, c := range []struct {
		encoding string
		limit    int64
		want     string
	}{
		{"", 8, ""}, {"", 7, "file.too-long"}, {"", 0, ""}, {"", -1, ""}, {"identity", 8, ""}, {"GZIP", 8, ""}, {"x-gzip", 8, ""}, {"gzip", 7, "file.too-long"},
		{"zstd", 8, "page.packed"},
	} {
		answer := &carried{body: text, header: http.Header{"Content-Encoding": {c.encoding}}}
		if strings.Contains(strings.ToLower(c.encoding), "gzip") {
			answer.body = packed.String()
		}
		w := &Web{MaxBytes: c.limit}
		w.once.Do(w.prepare)
		w.client.Transport = answer
		if _, err := w.Article(t.Context(), "https://example.org/", briefing.Options{}); code(err) != c.want {
			t.Errorf("%s within %d bytes: %v", c.encoding, c.limit, err)
		}
		if c.encoding != "" {
			continue
		}
		answer.told = true
		if _, err := w.Article(t.Context(), "https://example.org/", briefing.Options{}); code(err) != c.want {
			t.Errorf("within %d bytes, of which it tells: %v", c.limit, err)
		}
		answer.told = false
		a := &Attachments{MaxBytes: c.limit, Client: &http.Client{Transport: answer}}
		data, err := a.Bytes(t.Context(), "https://cdn.discordapp.com/a.txt", "a.txt")
		if (err != nil) != (c.want != "") || (string(data) == text) != (err == nil) {
			t.Errorf("within %d bytes: %q, %v", c.limit, data, err)
		}
		if _, err := a.Article(t.Context(), "https://cdn.discordapp.com/a.txt", "a.txt", briefing.Options{}); code(err) != c.want {
			t.Errorf("within %d bytes: %v", c.limit, err)
		}
	}
}

// TestHowManyRedirectsAreFollowed: five to a page and three to an attachment.
func TestHowManyRedirectsAreFollowed(t *testing.T) {
	w, url := site(t, func(w http.ResponseWriter, r *http.Request) {
		if n, _ := strconv.Atoi(r.URL.Path[1:]); n > 0 {
			http.Redirect(w, r, "/"+strconv.Itoa(n-1), http.StatusFound)
			return
		}
		_, _ = io.WriteString(w, "A word.")
	})
	a := &Attachments{Hosts: []string{url}}
	for n, want := range map[int][2]string{3: {}, 4: {"", "attachment.redirect"}, 5: {"", "attachment.redirect"}, 6: {"page.endless", "attachment.redirect"}} {
		address := url + "/" + strconv.Itoa(n)
		_, page := w.Article(t.Context(), address, briefing.Options{})
		_, file := a.Article(t.Context(), address, "a.txt", briefing.Options{})
		if got := [2]string{code(page), code(file)}; got != want {
			t.Errorf("%d redirects: %v, want %v", n, got, want)
		}
	}
}

func TestAPageThatNobodyWaitsForIsNotFetched(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := (&Web{}).Article(ctx, "https://example.org/", briefing.Options{}); code(err) != "page.stopped" {
		t.Errorf("got %v", err)
	}
}

func TestWhichAnswersHaveTheDocument(t *testing.T) {
	for status, want := range map[int]bool{199: false, 200: true, 203: true, 204: false, 205: false, 206: false, 207: true, 299: true, 300: false, 304: false, 404: false} {
		if got := hasDocument(status); got != want {
			t.Errorf("%d: %v", status, got)
		}
	}
	for span, want := range map[string]bool{
		"bytes 0-99/100": true, " Bytes 0-99/100 ": true, "bytes 0-98/100": false, "bytes 1-99/100": false, "bytes 0-99/*": false, "lines 0-99/100": false, "bytes 0--1/0": false, "bytes */100": false, "": false,
		"bytes 0-0/1": true, "bytes 0- 99/100": false, "bytes 0-99/ 100": true, fmt.Sprintf("bytes 0-%d/%d0", int64(math.MaxInt64-1), int64(math.MaxInt64)): false,
	} {
		if got := isWhole(span); got != want {
			t.Errorf("%q is all of it: %v", span, got)
		}
	}
}

func TestWhichErrorsAreNotOfTheSource(t *testing.T) {
	for _, c := range []struct {
		err  error
		want bool
	}{
		{context.Canceled, true}, {context.DeadlineExceeded, true}, {briefing.ErrStopped, true}, {problem.New("desk.too-much"), true}, {fmt.Errorf("reading: %w", problem.New("bot.busy")), true}, {io.ErrUnexpectedEOF, false}, {briefing.ErrEmpty, false},
	} {
		if got := notOfSource(c.err); got != c.want {
			t.Errorf("%v: %v", c.err, got)
		}
	}
	for n, want := range map[int64]string{0: "0 KB", 1: "1 KB", 1024: "1 KB", 1025: "2 KB", 1<<20 - 1: "1024 KB", 1 << 20: "1 MB", 3 << 19: "1.5 MB", 5 << 20: "5 MB"} {
		if got := megabytes(n); got != want {
			t.Errorf("%d bytes are %q, want %q", n, got, want)
		}
	}
}

func TestHowABodyIsUnpacked(t *testing.T) {
	const text = "The ferry sails again on Monday."
	var zipped, deflated bytes.Buffer
	z := gzip.NewWriter(&zipped)
	d := zlib.NewWriter(&deflated)
	_, err := z.Write([]byte(text))
	_, err2 := d.Write([]byte(text))
	if err := errors.Join(err, err2, z.Close(), d.Close()); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		coding, body string
		want         error
	}{
		{"gzip", zipped.String(), nil}, {"x-gzip", zipped.String(), nil}, {"deflate", deflated.String(), nil}, {"", text, nil}, {"identity", text, nil}, {"gzip", text, nil}, {"br", "<p>" + text, nil}, {"br", "{" + text, nil}, {"zstd", text, errEncoding},
		{"gzip, identity", zipped.String(), nil}, {"identity, gzip", zipped.String(), nil},
	} {
		m := &memory{}
		data, came, err := m.unpack(&http.Response{Header: http.Header{"Content-Encoding": {c.coding}}, Body: io.NopCloser(strings.NewReader(c.body)), ContentLength: -1}, 1<<20)
		if !errors.Is(err, c.want) || c.want == nil && (err != nil || !strings.Contains(string(data), text) || came != int64(len(c.body))) {
			t.Errorf("%s: %q, %d bytes came, %v", c.coding, data, came, err)
		}
	}
	for n, want := range map[int]error{mostCodings: nil, mostCodings + 1: errEncoding} {
		m := &memory{}
		codings := strings.TrimSuffix(strings.Repeat("identity,", n), ",")
		if _, _, err := m.unpack(&http.Response{Header: http.Header{"Content-Encoding": {codings}}, Body: io.NopCloser(strings.NewReader(text))}, 99); !errors.Is(err, want) {
			t.Errorf("%d codings: %v", n, err)
		}
	}
	for limit, want := range map[int64]error{int64(len(text)): nil, int64(len(text)) - 1: errOver} {
		m := &memory{}
		data, _, err := m.unpack(&http.Response{Body: io.NopCloser(strings.NewReader(text)), ContentLength: int64(len(text))}, limit)
		if !errors.Is(err, want) || int64(len(data)) != limit {
			t.Errorf("up to %d bytes: %q, %v", limit, data, err)
		}
	}
}

func parsed(t *testing.T, address string) *url.URL {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	return u
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
