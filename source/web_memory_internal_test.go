package source

import (
	"bytes"
	"compress/flate"
	"compress/zlib"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"
)

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
