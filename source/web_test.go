package source

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"lede/briefing"
	"lede/languages"
	"lede/problem"
)

const story = "<!doctype html><html lang=en><head><title>Ferry runs again</title></head><body><article><h1>Ferry runs again</h1>" +
	"<p>The ferry to Skarholm runs again after nine days of repair, the harbour office said on Monday.</p>" +
	"<p>Two divers had replaced the torn seal of the stern shaft, and the vessel passed its inspection at noon.</p></article></body></html>"

// site serves on loopback; the Web that comes with it may fetch from there.
func site(t *testing.T, h http.HandlerFunc) (*Web, string) {
	t.Helper()
	s := httptest.NewServer(h)
	t.Cleanup(s.Close)
	return &Web{Allow: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}, Version: "test"}, s.URL
}

// said is what a person is told of an error.
func said(err error) string { return languages.Language{}.Line(err) }

// says checks that an error is one clear sentence with these words.
func says(t *testing.T, err error, words ...string) {
	t.Helper()
	line := said(err)
	if _, hint, ok := (languages.Language{}).Explain(err, nil); !ok || hint == "" || strings.Contains(line, "\n") {
		t.Fatalf("no clear sentence: %v", err)
	}
	for _, w := range words {
		if !strings.Contains(line, w) {
			t.Errorf("want %q in: %s", w, line)
		}
	}
}

func TestAPageIsFetchedAndRead(t *testing.T) {
	w, url := site(t, func(w http.ResponseWriter, r *http.Request) {
		cookie := ""
		if r.URL.Path == "/new" {
			cookie = "a=b" // which this site has set on the way
		}
		if r.Header.Get("Referer") != "" || r.Header.Get("Cookie") != cookie || !strings.HasPrefix(r.UserAgent(), "Lede/test (") {
			t.Errorf("asked with %v", r.Header)
		}
		if r.URL.Path == "/old" {
			http.SetCookie(w, &http.Cookie{Name: "a", Value: "b"})
			http.Redirect(w, r, "/new?utm_source=old", http.StatusMovedPermanently)
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Header().Set("Content-Encoding", "gzip")
		z := gzip.NewWriter(w)
		defer z.Close()
		if _, err := io.WriteString(z, story); err != nil {
			t.Error(err)
		}
	})
	a, err := w.Article(t.Context(), url+"/old#top", briefing.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if a.Title != "Ferry runs again" || !strings.HasPrefix(a.Text, "The ferry to Skarholm") || a.URL != url+"/new" || a.Language != "en" {
		t.Errorf("%q %q %q\n%s", a.Title, a.URL, a.Language, a.Text)
	}
}

// TestNoConnectionIsMadeToANetworkThatIsNotPublic dials whatever the name looks like: the check is on the
// address that is really dialled.
func TestNoConnectionIsMadeToANetworkThatIsNotPublic(t *testing.T) {
	var reached atomic.Int32
	s := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { reached.Add(1) }))
	defer s.Close()
	_, port, _ := net.SplitHostPort(strings.TrimPrefix(s.URL, "http://"))
	for _, host := range []string{
		"127.0.0.1", "localhost", "127.1", "2130706433", "0x7f000001", "0177.0.0.1", "0", "0.0.0.0", "[::]", "[::1]",
		"[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[0:0:0:0:0:ffff:127.0.0.1]", "127.0.0.1.", "[64:ff9b::7f00:1]", "[2002:7f00:1::]",
	} {
		w := &Web{}
		_, err := w.Article(t.Context(), "http://"+host+":"+port+"/", briefing.Options{})
		says(t, err, host)
		if strings.Contains(said(err), "127.0.0.1") && !strings.Contains(host, "127.0.0.1") {
			t.Errorf("the address behind the name is told: %v", err)
		}
	}
	if n := reached.Load(); n != 0 {
		t.Errorf("%d requests came through", n)
	}
}

// TestOnlyNamesThatAreLedElsewhereAreUnguarded leads one name to this machine.
func TestOnlyNamesThatAreLedElsewhereAreUnguarded(t *testing.T) {
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, story) }))
	defer s.Close()
	to := strings.TrimPrefix(s.URL, "http://")
	w := &Web{Local: func(address string) (string, bool) { return to, address == "paper.example:80" }}
	if _, err := w.Article(t.Context(), "http://paper.example/", briefing.Options{}); err != nil {
		t.Error(err)
	}
	for _, address := range []string{s.URL, "http://paper.example:8080/"} {
		if _, err := w.Article(t.Context(), address, briefing.Options{}); err == nil {
			t.Errorf("%s was read", address)
		}
	}
}

func TestWhatIsPublic(t *testing.T) {
	for ip, want := range map[string]bool{
		"93.184.216.34": true, "1.1.1.1": true, "2606:4700::1111": true, "2a00:1450::1": true, "172.32.0.1": true, "100.128.0.1": true,
		"10.0.0.1": false, "172.16.0.1": false, "172.31.255.255": false, "192.168.1.1": false, "169.254.169.254": false, "100.64.0.1": false,
		"127.0.0.1": false, "0.0.0.0": false, "0.1.2.3": false, "224.0.0.1": false, "255.255.255.255": false, "198.18.0.1": false,
		"192.0.2.1": false, "203.0.113.9": false, "240.0.0.1": false, "::1": false, "::": false, "fe80::1": false, "fe80::1%eth0": false,
		"fc00::1": false, "fd12::1": false, "ff02::1": false, "::ffff:10.0.0.1": false, "::10.0.0.1": false, "64:ff9b::a00:1": false,
		"2002:a00:1::": false, "2001::1": false, "2001:db8::1": false, "100::1": false, "5f00::1": false, "::ffff:1.1.1.1": true,
	} {
		if got := public(netip.MustParseAddr(ip)); got != want {
			t.Errorf("%s: public is %v", ip, got)
		}
	}
}

// TestANameThatChangesItsMeaningIsRefusedWhenDialled: what it meant at an earlier look does not count.
func TestANameThatChangesItsMeaningIsRefusedWhenDialled(t *testing.T) {
	var reached atomic.Int32
	s := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { reached.Add(1) }))
	defer s.Close()
	w := &Web{resolver: fakeNames(t, func(string) netip.Addr { return netip.MustParseAddr("127.0.0.1") })}
	_, err := w.Article(t.Context(), strings.Replace(s.URL, "127.0.0.1", "rebound.example", 1), briefing.Options{})
	says(t, err, "rebound.example", "cannot be found") // as if it had no meaning: which names are internal is nobody's business
	if !errors.Is(err, errPrivate) {
		t.Errorf("the log does not tell why: %v", err)
	}
	if reached.Load() != 0 {
		t.Error("it was reached")
	}
	if strings.Contains(said(err), "127.0.0.1") {
		t.Errorf("the address is told: %v", err)
	}
}

func TestARedirectIsCheckedLikeAnAddress(t *testing.T) {
	var to string
	w, url := site(t, func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, to, http.StatusFound) })
	for target, words := range map[string]string{
		"http://10.9.8.7/":                "private or local",
		"http://169.254.169.254/latest":   "private or local",
		"http://[::1]/":                   "private or local",
		"file:///etc/passwd":              "not a web address",
		"gopher://example.org/":           "not a web address",
		"http://me:secret@example.org/":   "name or password",
		"/again":                          "without end",
		"javascript:alert(document.body)": "not a web address",
	} {
		to = target
		_, err := w.Article(t.Context(), url, briefing.Options{})
		says(t, err, words)
		if strings.Contains(err.Error(), "secret") {
			t.Errorf("a password is told: %v", err)
		}
	}
}

func TestAnEncryptedPageLeadsToNoUnencryptedOne(t *testing.T) {
	open := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { t.Error("it was followed") }))
	defer open.Close()
	s := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, open.URL, http.StatusFound) }))
	defer s.Close()
	roots := x509.NewCertPool()
	roots.AddCert(s.Certificate())
	w := &Web{Allow: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}, roots: &tls.Config{RootCAs: roots}}
	_, err := w.Article(t.Context(), s.URL, briefing.Options{})
	says(t, err, "not")
	if !errors.Is(err, errDowngrade) {
		t.Errorf("got %v", err)
	}
	w = &Web{Allow: w.Allow}
	_, err = w.Article(t.Context(), s.URL, briefing.Options{})
	says(t, err, "certificate")
}

func TestAddressesThatAreNoneAreRefusedUnasked(t *testing.T) {
	w := &Web{resolver: fakeNames(t, func(string) netip.Addr { t.Error("a name was looked up"); return netip.Addr{} })}
	for _, address := range []string{
		"", "example.org", "ftp://example.org/", "file:///etc/passwd", "https://", "https:///x", "http:example.org", "https://me@example.org/",
		"https://me:pw@example.org/", "https://exa\nmple.org/", "https://%zz", "https://example.org/" + strings.Repeat("a", 3000),
	} {
		_, err := w.Article(t.Context(), address, briefing.Options{})
		says(t, err)
		if strings.Contains(err.Error(), "pw@") {
			t.Errorf("a password is told: %v", err)
		}
	}
	w = &Web{resolver: fakeNames(t, func(string) netip.Addr { return netip.MustParseAddr("93.184.216.34") })}
	_, err := w.Article(t.Context(), "http://example.org:6379/", briefing.Options{})
	says(t, err, "port")
}

func TestAPackedPageThatUnpacksWithoutEndIsCutOff(t *testing.T) {
	var bomb bytes.Buffer
	z, err := gzip.NewWriterLevel(&bomb, gzip.BestSpeed)
	if err != nil {
		t.Fatal(err)
	}
	for range 64 {
		if _, err := z.Write(make([]byte, 1<<20)); err != nil {
			t.Fatal(err)
		}
	}
	z.Close()
	encoding := "gzip"
	w, url := site(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		w.Header().Set("Content-Encoding", encoding)
		_, _ = w.Write(bomb.Bytes()) // the other end hangs up
	})
	w.MaxBytes = 1 << 20
	_, err = w.Article(t.Context(), url, briefing.Options{})
	says(t, err, "limit of 1 MB")
	for _, encoding = range []string{"zstd", "gzip, zstd", "gzip, gzip, gzip, gzip", "compress"} {
		_, err = w.Article(t.Context(), url, briefing.Options{})
		says(t, err, "compressed in a way")
	}
	bomb.Reset()
	bomb.WriteString("\x1f\x8bno gzip")
	encoding = "gzip"
	_, err = w.Article(t.Context(), url, briefing.Options{})
	says(t, err, "damaged")
}

// TestThereMustBeRoomForALargePage: it is asked for once, when a megabyte has come, and given back when the page was read. An ordinary page
// needs none, and what there is no room for is not read any further.
func TestThereMustBeRoomForALargePage(t *testing.T) {
	var page string
	w, url := site(t, func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, page) })
	held, most, asked := 0, 0, 0
	o := briefing.Options{More: func() (func(), error) {
		asked++
		held++
		most = max(most, held)
		return func() { held-- }, nil
	}}
	for size, want := range map[int]int{1<<20 - 1: 0, 1 << 20: 1, 2 << 20: 1} {
		asked = 0
		head, tail := "<title>T</title><p>"+strings.Repeat("The bridge has opened. ", 10)+"<!--", "-->It is open.</p>"
		page = head + strings.Repeat("x", size-len(head)-len(tail)) + tail
		a, err := w.Article(t.Context(), url, o)
		if err != nil || asked != want || held != 0 || most > 1 || !strings.HasSuffix(a.Text, "It is open.") {
			t.Errorf("%d bytes: asked %d times, %d held at most, %d afterwards, %v", size, asked, most, held, err)
		}
	}
	none := problem.New("bot.busy")
	o.More = func() (func(), error) { return nil, none }
	page = strings.Repeat("The bridge has opened. ", 1<<16)
	if _, err := w.Article(t.Context(), url, o); !errors.Is(err, none) {
		t.Errorf("without room: %v", err)
	}
	page = strings.Repeat("<item><title>x</title><link>https://example.org/</link></item>", 20_000)
	asked = 0
	list, err := w.Find(t.Context(), Request{Address: url, More: func() (func(), error) {
		asked++
		return func() { held-- }, nil
	}})
	if held++; asked != 1 || held != 0 {
		t.Errorf("a search asked %d times, %d are held, %d found, %v", asked, held, len(list), err)
	}
}

func TestWhatIsNoArticleIsRefusedByItsType(t *testing.T) {
	var contentType string
	w, url := site(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", contentType)
		_, _ = io.WriteString(w, story)
	})
	for kind, words := range map[string]string{
		"image/png": "an image", "video/mp4": "a video", "application/pdf": "“application/pdf”", "application/rss+xml": "a feed", "application/zip": "zip",
	} {
		contentType = kind
		_, err := w.Article(t.Context(), url, briefing.Options{})
		says(t, err, words)
	}
	for _, contentType = range []string{"text/html", "TEXT/HTML; charset=UTF-8", "application/xhtml+xml", "text/html; charset", ""} {
		if _, err := w.Article(t.Context(), url, briefing.Options{}); err != nil {
			t.Errorf("%q: %v", contentType, err)
		}
	}
}

func TestASitesRefusalIsExplained(t *testing.T) {
	var status int
	w, url := site(t, func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(status) })
	for code, words := range map[int]string{404: "check the address", 403: "paste the article", 402: "paste the article", 429: "left alone", 500: "try again", 204: "204"} {
		status = code
		_, err := w.Article(t.Context(), url, briefing.Options{})
		says(t, err, words)
	}
}

func TestASiteThatHangsIsGivenUp(t *testing.T) {
	w, url := site(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		_, _ = io.WriteString(w, story[:60])
		if f, ok := w.(http.Flusher); ok {
			f.Flush()
		}
		<-r.Context().Done()
	})
	ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer cancel()
	_, err := w.Article(ctx, url, briefing.Options{})
	says(t, err, "too long")
}

func FuzzWebAddress(f *testing.F) {
	for _, seed := range []string{"https://example.org/a?b#c", "http://me:pw@[::1]:80/", "http://0x7f.1", "//x", "https://ex ample", "http://a\x00b"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, address string) {
		u, err := webAddress(address)
		if err == nil && (u.User != nil || u.Hostname() == "" || u.Scheme != "http" && u.Scheme != "https" || u.Fragment != "") {
			t.Errorf("%q became %v", address, u)
		}
		if err != nil {
			says(t, webError("it", err))
		}
	})
}

// fakeNames is a resolver whose every name means what of says: a little DNS server on loopback.
func fakeNames(t *testing.T, of func(name string) netip.Addr) *net.Resolver {
	t.Helper()
	conn, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	go func() {
		packet := make([]byte, 1500)
		for {
			n, from, err := conn.ReadFrom(packet)
			if err != nil {
				return
			}
			if answer, err := dnsAnswer(packet[:n], of); err == nil {
				_, _ = conn.WriteTo(answer, from)
			}
		}
	}()
	return &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
		var d net.Dialer
		return d.DialContext(ctx, "udp", conn.LocalAddr().String())
	}}
}

// dnsAnswer answers one question of the type A; others get no records.
func dnsAnswer(query []byte, of func(string) netip.Addr) ([]byte, error) {
	var labels []string
	at := 12
	for at < len(query) && query[at] != 0 {
		size := int(query[at])
		if at+1+size >= len(query) {
			return nil, fmt.Errorf("a query cut short")
		}
		labels = append(labels, string(query[at+1:at+1+size]))
		at += 1 + size
	}
	if at+5 > len(query) {
		return nil, fmt.Errorf("a query cut short")
	}
	question := query[12 : at+5]
	answer := append([]byte{query[0], query[1], 0x81, 0x80, 0, 1, 0, 0, 0, 0, 0, 0}, question...)
	if binary.BigEndian.Uint16(query[at+1:]) != 1 {
		return answer, nil
	}
	ip := of(strings.Join(labels, ".")).As4()
	answer[7] = 1
	answer = append(answer, 0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 1, 0, 4)
	return append(answer, ip[:]...), nil
}

func listen(t *testing.T, address string) net.Listener {
	t.Helper()
	l, err := net.Listen("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	return l
}
