package source

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/andybalholm/brotli"

	"lede/briefing"
)

func TestAPageThatOnlyLeadsOnIsFollowed(t *testing.T) {
	var jumps atomic.Int32
	w, url := site(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		leads := func(content string) string { return `<meta http-equiv="refresh" content="` + content + `">` }
		for path, page := range map[string]string{
			"/a": "<html><head>" + leads("0; url=/story") + "</head><body><p>Redirecting you to the article, please wait.</p></body></html>",
			"/b": "<script>location.href='/story'</script><noscript><META content=\"0;URL='/story'\" HTTP-EQUIV=Refresh></noscript>",
			"/c": "<html>" + leads("2,story") + "<p>Loading the article…</p>",
			"/d": "<html>" + leads("0;url=/a") + "</html>",
			"/e": strings.Replace(story, "<head>", "<head>"+leads("0;url=/elsewhere"), 1) + strings.Repeat("<p>The harbour office had no word for the passengers on Monday.</p>", 9),
			"/f": strings.Replace(story, "<head>", "<head>"+leads("300"), 1),
			"/g": "<html>" + leads("0;url=http://10.0.0.7/story"),
			"/h": "<html>" + leads("0;url=file:///etc/passwd"),
			"/i": "<html>" + leads("0;url=/i?x=1&amp;y="+fmt.Sprint(jumps.Add(1))),
			"/j": "<html>" + leads("0;url=https://u:p@a.example/"),
		} {
			if r.URL.Path == path {
				_, _ = io.WriteString(w, page)
				return
			}
		}
		if r.URL.Path == "/k" {
			http.Redirect(w, r, "/i", http.StatusFound)
			return
		}
		_, _ = io.WriteString(w, story)
	})
	for _, path := range []string{"/a", "/b", "/c", "/d", "/e", "/f"} {
		a, err := w.Article(t.Context(), url+path, briefing.Options{})
		if err != nil {
			t.Errorf("%s: %v", path, err)
			continue
		}
		at := url + "/story"
		if path == "/e" || path == "/f" {
			at = url + path
		}
		if a.URL != at || !strings.HasPrefix(a.Text, "The ferry to Skarholm") {
			t.Errorf("%s: %s, %s", path, a.URL, a.Text)
		}
	}
	for path, want := range map[string]string{"/g": "page.private", "/h": "page.scheme", "/j": "page.userinfo"} {
		if _, err := w.Article(t.Context(), url+path, briefing.Options{}); code(err) != want {
			t.Errorf("%s: %v, want %s", path, err, want)
		}
	}
	for _, path := range []string{"/i", "/k"} {
		before := jumps.Load()
		_, err := w.Article(t.Context(), url+path, briefing.Options{})
		says(t, err, "without end")
		if n := jumps.Load() - before; n != 6 {
			t.Errorf("%s: %d pages were fetched", path, n)
		}
	}
}

func TestAPageIsUnpackedHoweverItWasPacked(t *testing.T) {
	pack := func(with func(io.Writer) io.WriteCloser, data []byte) []byte {
		var b bytes.Buffer
		z := with(&b)
		if _, err := z.Write(data); err != nil {
			t.Fatal(err)
		}
		if err := z.Close(); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	gz := func(w io.Writer) io.WriteCloser { return gzip.NewWriter(w) }
	br := func(w io.Writer) io.WriteCloser { return brotli.NewWriter(w) }
	zl := func(w io.Writer) io.WriteCloser { return zlib.NewWriter(w) }
	raw := func(w io.Writer) io.WriteCloser { z, _ := flate.NewWriter(w, 5); return z }
	plain := []byte(story)
	var body []byte
	var coding string
	w, url := site(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		w.Header().Set("Content-Encoding", coding)
		w.WriteHeader(http.StatusNonAuthoritativeInfo)
		_, _ = w.Write(body)
	})
	for _, c := range []struct {
		coding string
		body   []byte
	}{
		{"br", pack(br, plain)}, {"BR", pack(br, plain)}, {"deflate", pack(zl, plain)}, {"deflate", pack(raw, plain)}, {"gzip, identity", pack(gz, plain)},
		{"deflate, gzip", pack(gz, pack(zl, plain))}, {"utf-8", plain}, {"none", plain}, {"", plain},
	} {
		coding, body = c.coding, c.body
		if a, err := w.Article(t.Context(), url, briefing.Options{}); err != nil || !strings.HasPrefix(a.Text, "The ferry to Skarholm") {
			t.Errorf("%q: %v", c.coding, err)
		}
	}
	for _, coding = range []string{"br", "deflate", "gzip"} {
		body = []byte("\x1f\x8bno such thing")
		_, err := w.Article(t.Context(), url, briefing.Options{})
		says(t, err, "damaged")
	}
	w.MaxBytes = 1 << 20
	for name, with := range map[string]func(io.Writer) io.WriteCloser{"br": br, "deflate": zl, "deflate, br": br} {
		coding, body = name, pack(with, make([]byte, 2<<20))
		if name == "deflate, br" {
			body = pack(br, pack(zl, make([]byte, 2<<20)))
		}
		_, err := w.Article(t.Context(), url, briefing.Options{})
		says(t, err, "limit of 1 MB")
	}
}
