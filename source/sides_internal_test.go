package source

import (
	"bytes"
	"compress/gzip"
	"compress/zlib"
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"lede/briefing"
	"lede/problem"
)

func TestWhichAnswersHaveTheDocument(t *testing.T) {
	for status, want := range map[int]bool{199: false, 200: true, 203: true, 204: false, 205: false, 206: false, 207: true, 299: true, 300: false, 304: false, 404: false} {
		if got := hasDocument(status); got != want {
			t.Errorf("%d: %v", status, got)
		}
	}
	for span, want := range map[string]bool{
		"bytes 0-99/100": true, " Bytes 0-99/100 ": true, "bytes 0-98/100": false, "bytes 1-99/100": false, "bytes 0-99/*": false, "lines 0-99/100": false, "bytes 0--1/0": false, "bytes */100": false, "": false,
		"bytes 0-0/1": true, "bytes 0- 99/100": false, "bytes 0-99/ 100": true, fmt.Sprintf("bytes 0-%d/%d0", math.MaxInt64-1, math.MaxInt64): false,
	} {
		if got := isWhole(span); got != want {
			t.Errorf("%q is all of it: %v", span, got)
		}
	}
}

func TestWhereALoginIsSent(t *testing.T) {
	for _, c := range []struct {
		of, to string
		want   bool
	}{
		{"http://a.example/", "http://a.example/b", true}, {"http://a.example/", "https://a.example/b", true}, {"https://a.example/", "http://a.example/", false}, {"https://a.example/", "https://A.example:443/", true},
		{"http://a.example:8080/", "https://a.example/", false}, {"http://a.example/", "https://a.example:8443/", false}, {"http://a.example:8080/", "http://a.example/", false}, {"http://a.example/", "http://b.example/", false}, {"http://a.example/", "https://b.example/", false},
	} {
		of, _ := url.Parse(c.of)
		to, _ := url.Parse(c.to)
		l := &login{of: of, user: url.UserPassword("ana", "secret")}
		if got := l.sentTo(to); got != c.want {
			t.Errorf("one of %s is sent to %s: %v", c.of, c.to, got)
		}
		if got := strings.Contains(l.into(c.to), "ana:secret@"); got != c.want {
			t.Errorf("one of %s is written into %s: %v", c.of, c.to, got)
		}
		req, _ := http.NewRequest(http.MethodGet, c.to, nil)
		l.add(req)
		if _, _, got := req.BasicAuth(); got != c.want {
			t.Errorf("one of %s is in a request to %s: %v", c.of, c.to, got)
		}
	}
	var none *login
	req, _ := http.NewRequest(http.MethodGet, "https://a.example/", nil)
	if none.add(req); none.into("https://a.example/") != "https://a.example/" || len(req.Header) != 0 {
		t.Error("who has no login sends one")
	}
	if l := (&login{of: &url.URL{}, user: url.User("ana")}); l.into("%zz") != "%zz" {
		t.Error("what is no address has a login")
	}
}

func TestAFileIsAnEMailByItsHeaders(t *testing.T) {
	head := "From: Ann <ann@a.example>\nDate: Mon, 2 Mar 2026 08:00:00 +0000\n"
	for name, c := range map[string]struct {
		file string
		want bool
	}{
		"three headers": {head + "Subject: A\n\nThe text.", true}, "in capitals": {strings.ToUpper(head) + "SUBJECT: A\n\nThe text.", true}, "with the line ends of Windows": {strings.ReplaceAll(head+"Subject: A\n\nThe text.", "\n", "\r\n"), true},
		"two of them": {head + "Colour: red\n\nThe text.", false}, "no end": {head + "Subject: A\nThe text.", false}, "in several lines": {head + "Subject: A\n\tand more\n\nThe text.", true},
		"three in the text": {"From: Ann\nColour: red\n\nDate: x\nSubject: y\n", false},
		"up to 64 kB":       {head + "Subject: " + strings.Repeat("a", 64<<10-len(head)-len("Subject: \n\n")) + "\n\n", true},
		"and no more":       {head + "Subject: " + strings.Repeat("a", 64<<10-len(head)-len("Subject: \n\n")+1) + "\n\n", false},
	} {
		if got := isMail([]byte(c.file)); got != c.want {
			t.Errorf("%s: %v", name, got)
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

func TestWhichFilesAreOpened(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "a.xml")
	if err := os.WriteFile(path, []byte("0123456789"), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{path: "", dir: "file.directory", filepath.Join(dir, "b.xml"): "file.missing"} {
		f, size, err := open(name)
		if f != nil {
			f.Close()
		}
		if (err == nil) != (want == "") || want == "" && size != 10 || want != "" && want != "file.missing" && codeOf(err) != want {
			t.Errorf("%s: %d bytes, %v", name, size, err)
		}
	}
	for limit, want := range map[int64]string{4: "0123", 10: "0123456789", 99: "0123456789"} {
		if data, err := Document(path, limit); err != nil || string(data) != want {
			t.Errorf("%d bytes of it: %q, %v", limit, data, err)
		}
	}
	if _, err := Document(filepath.Join(dir, "b.xml"), 9); err == nil {
		t.Error("a file that is not there has bytes")
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

// TestHowDeepThePartsOfAnEMailMayNest: eight times.
func TestHowDeepThePartsOfAnEMailMayNest(t *testing.T) {
	nested := func(n int) (kind, body string) {
		kind, body = "text/plain", "Words."
		for i := range n {
			body = fmt.Sprintf("--b%d\r\nContent-Type: %s\r\n\r\n%s\r\n--b%[1]d--\r\n", i, kind, body)
			kind = fmt.Sprintf("multipart/mixed; boundary=b%d", i)
		}
		return kind, body
	}
	for n, want := range map[int]string{0: "Words.", 1: "Words.", 8: "Words.", 9: ""} {
		kind, body := nested(n)
		var l letter
		if err := l.part(kind, "", strings.NewReader(body), 0); string(l.text) != want || want != "" && err != nil {
			t.Errorf("%d deep: %q, %v", n, l.text, err)
		}
	}
}
