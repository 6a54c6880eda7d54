package source

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"
)

// FuzzUnpack: whatever a server packs, and calls it, no more is kept than the limit, no more is taken off the line than that and its packing, and the
// error is one that people are told. What was packed as it is called comes back as it was.
func FuzzUnpack(f *testing.F) {
	const limit = 1 << 10
	pack := func(text string, to func(io.Writer) io.WriteCloser) []byte {
		var b bytes.Buffer
		w := to(&b)
		_, _ = io.WriteString(w, text)
		_ = w.Close()
		return b.Bytes()
	}
	packers := map[string]func(io.Writer) io.WriteCloser{
		"gzip": func(w io.Writer) io.WriteCloser { return gzip.NewWriter(w) }, "br": func(w io.Writer) io.WriteCloser { return brotli.NewWriter(w) },
		"deflate": func(w io.Writer) io.WriteCloser { return zlib.NewWriter(w) },
		"Deflate": func(w io.Writer) io.WriteCloser { z, _ := flate.NewWriter(w, 9); return z },
	}
	for coding, to := range packers {
		for _, text := range []string{"", "<p>A word.", strings.Repeat("a", limit), strings.Repeat("a", limit+1), strings.Repeat("a", 1000*limit)} {
			packed := pack(text, to)
			f.Add(coding, packed)
			f.Add(coding, packed[:len(packed)/2])
			f.Add(coding+", "+coding, pack(string(packed), to))
		}
	}
	damaged := pack(strings.Repeat("a", limit+1), packers["gzip"])
	damaged[len(damaged)-5] ^= 1 // its checksum is read with the byte that is too many
	f.Add("gzip", damaged)
	f.Add("gzip", append(pack("one", packers["gzip"]), pack("two", packers["gzip"])...))
	f.Add("br", []byte(strings.Repeat("plain ", 50*limit)))
	f.Fuzz(func(t *testing.T, coding string, body []byte) {
		for _, length := range []int64{-1, int64(len(body)), 1 << 60} { // a server may say anything
			resp := &http.Response{Header: http.Header{"Content-Encoding": {coding}}, Body: io.NopCloser(bytes.NewReader(body)), ContentLength: length}
			data, came, err := (&memory{}).unpack(resp, limit)
			if len(data) > limit || cap(data) > 8*limit || came > limit+packing {
				t.Fatalf("%d bytes, room for %d, of %d that came", len(data), cap(data), came)
			}
			if errors.Is(err, errOver) != (len(data) == limit && err != nil && !errors.Is(err, errDamaged)) ||
				err != nil && !errors.Is(err, errOver) && !errors.Is(err, errDamaged) && !errors.Is(err, errEncoding) {
				t.Fatalf("%d bytes with %v", len(data), err)
			}
		}
		if to := packers[coding]; to != nil && len(body) <= limit {
			packed := pack(string(body), to)
			resp := &http.Response{Header: http.Header{"Content-Encoding": {coding}}, Body: io.NopCloser(bytes.NewReader(packed)), ContentLength: int64(len(packed))}
			if data, _, err := (&memory{}).unpack(resp, limit); err != nil || !bytes.Equal(data, body) {
				t.Fatalf("%q came back as %q, %v", body, data, err)
			}
		}
	})
}
