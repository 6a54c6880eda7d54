package source_test

import (
	"context"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"lede/briefing"
	"lede/languages"
	"lede/source"
)

// discord serves files as Discord does, and gives attachments that are allowed to fetch from it.
func discord(t *testing.T, h http.HandlerFunc) (*source.Attachments, string) {
	t.Helper()
	s := httptest.NewServer(h)
	t.Cleanup(s.Close)
	return &source.Attachments{Client: s.Client(), Hosts: []string{s.URL}}, s.URL
}

func TestAnAttachmentIsFetchedFromAnAllowedHost(t *testing.T) {
	a, url := discord(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Query().Get("hm") != "secret" {
			t.Error("the signature was not sent")
		}
		if _, err := w.Write([]byte(news)); err != nil {
			t.Error(err)
		}
	})
	got, err := a.Article(context.Background(), url+"/attachments/1/2/a.txt?hm=secret", "a.txt", briefing.Options{})
	if err != nil || got.Text != news {
		t.Errorf("%v, %v", got, err)
	}
}

func TestNothingIsFetchedFromElsewhere(t *testing.T) {
	a := &source.Attachments{Client: &http.Client{Transport: untouched{t}}}
	for _, url := range []string{
		"http://cdn.discordapp.com/a.txt", // not encrypted
		"https://example.org/a.txt",
		"https://cdn.discordapp.com.example.org/a.txt",
		"https://cdn.discordapp.com@example.org/a.txt",
		"https://me:pw@cdn.discordapp.com/a.txt",
		"https://cdn.discordapp.com:8443/a.txt",
		"https://127.0.0.1/a.txt", "http://169.254.169.254/latest",
		"file:///etc/passwd", "cdn.discordapp.com/a.txt", "",
	} {
		_, err := a.Article(context.Background(), url, "a.txt", briefing.Options{})
		sentence(t, err, "a.txt", "only fetched from Discord")
	}
	_, err := a.Article(context.Background(), "https://%zz", "a.txt", briefing.Options{})
	sentence(t, err, "address cannot be read")
}

// TestAFileNameStaysOnItsLine, whether it was given as a name or in an address.
func TestAFileNameStaysOnItsLine(t *testing.T) {
	a := &source.Attachments{Client: &http.Client{Transport: untouched{t}}}
	for _, c := range [][2]string{{"https://example.org/a.txt", "a\r\nb.txt"}, {"https://example.org/a%0Ab.txt", ""}, {"https://%zz", "a\nb.txt"}} {
		_, err := a.Article(t.Context(), c[0], c[1], briefing.Options{})
		sentence(t, err, "ab.txt")
	}
}

type untouched struct{ t *testing.T }

func (u untouched) RoundTrip(r *http.Request) (*http.Response, error) {
	u.t.Errorf("%s was asked for", r.URL)
	return nil, http.ErrHandlerTimeout
}

// recorded answers every request with news and remembers the host.
type recorded struct{ hosts *[]string }

func (r recorded) RoundTrip(req *http.Request) (*http.Response, error) {
	*r.hosts = append(*r.hosts, req.URL.Host)
	w := httptest.NewRecorder()
	if _, err := w.WriteString(news); err != nil {
		return nil, err
	}
	return w.Result(), nil
}

func TestDiscordsOwnHostsAreAllowedWithoutBeingListed(t *testing.T) {
	var hosts []string
	a := &source.Attachments{Client: &http.Client{Transport: recorded{&hosts}}}
	for _, url := range []string{"https://cdn.discordapp.com/a", "https://media.discordapp.net:443/a", "https://CDN.discordapp.com/a"} {
		if _, err := a.Article(context.Background(), url, "a", briefing.Options{}); err != nil {
			t.Error(err)
		}
	}
	if len(hosts) != 3 {
		t.Errorf("asked %v", hosts)
	}
}

func TestARedirectElsewhereIsNotFollowed(t *testing.T) {
	elsewhere := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { t.Error("the redirect was followed") }))
	defer elsewhere.Close()
	a, url := discord(t, func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, elsewhere.URL, http.StatusFound) })
	_, err := a.Article(context.Background(), url+"/a?hm=secret", "a.txt", briefing.Options{})
	sentence(t, err, "a.txt", "leads to a place")
	loop, url := discord(t, func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, r.URL.String(), http.StatusFound) })
	_, err = loop.Article(context.Background(), url+"/a", "a.txt", briefing.Options{})
	sentence(t, err, "leads to a place")
}

func TestAFailedFetchIsExplainedWithoutTheSignedAddress(t *testing.T) {
	a, url := discord(t, func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNotFound) })
	_, err := a.Article(context.Background(), url+"/a?hm=secret", "a.txt", briefing.Options{})
	sentence(t, err, "HTTP status 404", "upload it again")
	gone := &source.Attachments{Hosts: []string{"http://127.0.0.1:1"}}
	_, err = gone.Article(context.Background(), "http://127.0.0.1:1/a?hm=secret", "", briefing.Options{})
	sentence(t, err, "a could not be fetched")
	if strings.Contains(err.Error(), "secret") {
		t.Errorf("the signed address is shown: %v", err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	_, err = a.Article(ctx, url+"/a", "a.txt", briefing.Options{})
	sentence(t, err, "Lede is stopping")
}

func TestNoMoreOfAnAttachmentIsReadThanTheLimit(t *testing.T) {
	a, url := discord(t, func(w http.ResponseWriter, _ *http.Request) {
		if _, err := w.Write([]byte(strings.Repeat("word ", 1000))); err != nil {
			t.Error(err)
		}
	})
	a.MaxBytes = 1024
	_, err := a.Article(context.Background(), url+"/a", "a.txt", briefing.Options{})
	sentence(t, err, "limit", "1 KB")
}

// TestALostFileTellsNoAddressOfOurs: the network's error names both ends of the connection.
func TestALostFileTellsNoAddressOfOurs(t *testing.T) {
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Length", "1000")
		_, _ = io.WriteString(w, "The bridge")
		if c, _, err := http.NewResponseController(w).Hijack(); err == nil {
			_ = c.(*net.TCPConn).SetLinger(0)
			_ = c.Close()
		}
	}))
	gone := srv.URL
	for _, stop := range []bool{false, true} {
		if stop {
			srv.Close()
		}
		_, err := (&source.Attachments{Hosts: []string{gone}}).Article(t.Context(), gone+"/a.txt", "a.txt", briefing.Options{})
		if err == nil {
			t.Fatal("no error")
		}
		message, hint, _ := languages.Language{}.Explain(err, nil)
		if told := message + hint; !strings.Contains(told, "could not be fetched") || strings.Contains(told, "127.0.0.1") || strings.Contains(told, "EOF") {
			t.Errorf("told %q", told)
		}
	}
}
