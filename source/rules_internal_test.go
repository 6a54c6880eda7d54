package source

import (
	"compress/gzip"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"
	"net/netip"
	"strconv"
	"strings"
	"testing"
	"time"

	"lede/briefing"
	"lede/problem"
)

// code returns the code of an error's problem; "" for none.
func code(err error) string {
	var p *problem.Problem
	if !errors.As(err, &p) {
		return ""
	}
	return p.Code
}

// TestWhichConnectionsAreMade: to the public Internet on the ports of the web, and to what is allowed on any.
func TestWhichConnectionsAreMade(t *testing.T) {
	w := &Web{Allow: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}}
	for address, want := range map[string]string{
		"93.184.216.34:80": "", "93.184.216.34:443": "", "93.184.216.34:79": "page.port", "93.184.216.34:81": "page.port",
		"93.184.216.34:442": "page.port", "93.184.216.34:444": "page.port", "10.0.0.1:80": "page.private", "10.0.0.1:22": "page.private", "168.63.129.16:80": "page.private", "168.63.129.17:80": "",
		"127.0.0.1:22": "", "[::ffff:127.0.0.1]:22": "", "[::1]:80": "page.private", "[2606:4700::1111%eth0]:80": "page.private", "example.org:80": "page.private",
	} {
		if got := code(w.control("tcp", address, nil)); got != want {
			t.Errorf("%s: %q, want %q", address, got, want)
		}
	}
	if public(netip.Addr{}) {
		t.Error("no address is a public one")
	}
}

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

func TestWhichTypesMayBeAnArticle(t *testing.T) {
	for contentType, want := range map[string]string{
		"": "", "text/plain": "", "Text/HTML; charset": "", "application/xhtml+xml": "", "application/json": "", "application/ld+json": "",
		"application/octet-stream": "", "text/xml": "page.feed", "application/xml": "page.feed", "application/atom+xml": "page.feed",
		"image/png": "page.image", "image/svg+xml": "page.feed", "video/mp4": "page.video", "audio/mpeg": "page.audio", "application/pdf": "page.type", "font/": "page.type",
	} {
		if got := code(checkType("it", contentType)); got != want {
			t.Errorf("%q: %q, want %q", contentType, got, want)
		}
	}
}

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

func TestWhatIsWrongWithAFileIsToldByItsPlace(t *testing.T) {
	for text, want := range map[string][2]string{
		"\x00a": {"file.binary", "1"}, "a\x00": {"file.binary", "2"}, "\xe9a": {"file.not-utf8", "1"}, "\ufffd \xe9": {"file.not-utf8", "5"}, "\ufeff\xe9": {"file.not-utf8", "4"},
	} {
		_, err := plain([]byte(text), "it")
		var p *problem.Problem
		if !errors.As(err, &p) || p.Code != want[0] || p.Args["byte"] != want[1] {
			t.Errorf("%q: %v, want %v", text, err, want)
		}
	}
	if text, err := plain([]byte("\ufffd"), "it"); err != nil || string(text) != "\ufffd" {
		t.Errorf("a replacement character is refused: %v", err)
	}
}

func TestWhatIsMeantAsAStructuredArticle(t *testing.T) {
	for text, want := range map[string]bool{`{"a`: true, "{}": true, " \n{ \t}": true, "{": false, "{ ": false, "{a": false, `"a"`: false, "}": false, "": false} {
		if got := structured([]byte(text)); got != want {
			t.Errorf("%q: structured is %v", text, got)
		}
	}
}

func TestAStructuredArticleMayBeLongerThanAText(t *testing.T) {
	long := `{"text": "A word."` + strings.Repeat(" ", maxText) + "}"
	if a, err := Read(strings.NewReader(long), "it", briefing.Options{}); err != nil || a.Text != "A word." {
		t.Errorf("%v", err)
	}
	for _, limit := range []int64{100, maxText} {
		if _, err := read(strings.NewReader(long), "it", -1, limit, briefing.Options{}); code(err) != "file.too-long" {
			t.Errorf("within %d bytes: %v", limit, err)
		}
	}
}

// TestHowMuchTooLongAFileIs is told where its size is known to be more than is read.
func TestHowMuchTooLongAFileIs(t *testing.T) {
	for _, c := range []struct {
		bytes, size int64 // of the file, and as it was told
		want        string
	}{
		{8, 8, ""}, {8, 99, ""}, {9, 9, "file.too-long-by"}, {9, 8, "file.too-long"}, {9, -1, "file.too-long"},
	} {
		data, err := readCapped(strings.NewReader(strings.Repeat("x", int(c.bytes))), "it", c.size, 8)
		if code(err) != c.want || err == nil && int64(len(data)) != c.bytes {
			t.Errorf("%d bytes that were said to be %d: %d, %v", c.bytes, c.size, len(data), err)
		}
	}
}

func TestWhatTheProblemOfAFileIs(t *testing.T) {
	inner := errors.New("x")
	for want, err := range map[string]error{"file.missing": fs.ErrNotExist, "file.forbidden": fs.ErrPermission, "file.unreadable": inner} {
		got := fileError("it", &fs.PathError{Op: "open", Path: "/secret", Err: err})
		if code(got) != want || !errors.Is(got, err) {
			t.Errorf("%v is %v", err, got)
		}
	}
	var p *problem.Problem
	if errors.As(fileError("it", &fs.PathError{Path: "/x", Err: inner}), &p); p.Err != inner {
		t.Errorf("the path is told twice: %v", p.Err)
	}
	for want, err := range map[string]error{"file.no-words": briefing.ErrEmpty, "file.no-article": inner, "file.mistake": &briefing.LoadError{}} {
		if got := code(articleError("it", err)); got != want {
			t.Errorf("%v is %s, want %s", err, got, want)
		}
	}
	for want, err := range map[string]error{"file.too-long": briefing.ErrTooLong, "page.unreadable": inner} {
		if got := code(pageError("it", err)); got != want {
			t.Errorf("%v is %s, want %s", err, got, want)
		}
	}
}

func TestALimitIsToldInTheUnitThatFits(t *testing.T) {
	for n, want := range map[int64]string{1: "1 KB", 1024: "1 KB", 1025: "2 KB", 1<<20 - 1: "1024 KB", 1 << 20: "1 MB", 3 << 19: "1.5 MB"} {
		if got := megabytes(n); got != want {
			t.Errorf("%d bytes are told as %s", n, got)
		}
	}
}

// TestWhatTheServerCallsHTMLIsAPage, whatever its bytes look like; and a page is one whatever the server calls it.
func TestWhatTheServerCallsHTMLIsAPage(t *testing.T) {
	const words = "The net was found at the pier on Monday. <b>It is long</b>, the harbour master said on Tuesday. Nobody knows whose net it is."
	for name, c := range map[string]struct {
		data, contentType string
		page              bool
	}{
		"called HTML": {words, "text/HTML; charset=utf-8", true}, "called XHTML": {words, "application/xhtml+xml", true}, "called text": {words, "text/plain", false}, "called nothing": {words, "", false}, "a page called text": {"<!DOCTYPE html><p>" + words + "</p>", "text/plain", true},
	} {
		a, err := parse([]byte(c.data), c.contentType, "it", briefing.Options{})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if page := !strings.Contains(a.Text, "<b>"); page != c.page {
			t.Errorf("%s: read as a page %v", name, page)
		}
	}
}

// TestATerminalsEscapesLeaveNoRemains in a text file, and take no word with them.
func TestATerminalsEscapesLeaveNoRemains(t *testing.T) {
	for written, want := range map[string]string{
		"\x1b[31mCouncil\x1b[0m votes":                               "Council votes",
		"\x1b[1;38;2;255;0;0mCouncil\x1b[m votes":                    "Council votes",
		"\x1b[2J\x1b[HCouncil\x1b[K votes":                           "Council votes",
		"\x1b]0;~/a title\x07Council votes":                          "Council votes",
		"\x1b]8;;https://a.example\x1b\\Council\x1b]8;;\x1b\\ votes": "Council votes",
		"\x1b(BCouncil\x1b7 votes\x1b8":                              "Council votes",
		"Council\x1b votes":                                          "Council votes",
		"\x1bAnna votes":                                             "Anna votes",
		"\x1b]Council votes\non Monday":                              "]Council votes\non Monday",
		"Council [31m] votes [a]":                                    "Council [31m] votes [a]",
	} {
		if got, err := plain([]byte(written), "a.txt"); err != nil || string(got) != want {
			t.Errorf("%q is %q, %v, want %q", written, got, err, want)
		}
	}
	if _, err := plain([]byte("\x1b[31m \x1b[0m"), "a.txt"); code(err) != "file.blank" {
		t.Errorf("colours alone are %v", err)
	}
}
