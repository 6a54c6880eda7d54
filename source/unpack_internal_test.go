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

// TestWhatIsNotPackedIsReadAsItIs, though a byte of it looks as if it were.
func TestWhatIsNotPackedIsReadAsItIs(t *testing.T) {
	for _, text := range []string{"x\x8b and more", "\x1fx and more"} {
		r, err := unpacker("gzip", strings.NewReader(text))
		if err != nil {
			t.Errorf("%q: %v", text, err)
			continue
		}
		if got, err := io.ReadAll(r); err != nil || string(got) != text {
			t.Errorf("%q is read as %q, %v", text, got, err)
		}
	}
}

// broken gives what there is and that it broke off at once, and nothing more.
type broken struct{ text string }

func (b *broken) Read(p []byte) (n int, err error) {
	if b.text == "" {
		return 0, io.EOF
	}
	n = copy(p, b.text)
	b.text = b.text[n:]
	return n, errors.New("broken off")
}

// TestABodyThatBreaksOffIsNotTakenForWhole, though it does just where more room would be made for it.
func TestABodyThatBreaksOffIsNotTakenForWhole(t *testing.T) {
	r := &room{more: func() (func(), error) { return func() {}, nil }}
	text := strings.Repeat("a", int(r.without(4*ordinary)))
	_, _, err := r.unpack(&http.Response{ContentLength: int64(len(text)), Body: io.NopCloser(&broken{text})}, 4*ordinary)
	if !errors.Is(err, errDamaged) {
		t.Errorf("it is read without a mistake: %v", err)
	}
}

// FuzzUnpack has a server send anything and call it packed in any way: it is read up to the limit, or refused as damaged or unknown; and
// what was packed as it is called comes back as it was.
func FuzzUnpack(f *testing.F) {
	packers := map[string]func(io.Writer) io.WriteCloser{
		"gzip":    func(w io.Writer) io.WriteCloser { return gzip.NewWriter(w) },
		"br":      func(w io.Writer) io.WriteCloser { return brotli.NewWriter(w) },
		"deflate": func(w io.Writer) io.WriteCloser { return zlib.NewWriter(w) },
	}
	pack := func(coding string, body []byte) []byte {
		var b bytes.Buffer
		w := packers[coding](&b)
		_, _ = w.Write(body) // to memory
		_ = w.Close()
		return b.Bytes()
	}
	const limit = 8 << 10
	text := []byte("<rss><channel><title>Harbour</title></channel></rss>")
	var bare bytes.Buffer
	w, _ := flate.NewWriter(&bare, flate.BestSpeed) // the level is a good one
	_, _ = w.Write(text)
	_ = w.Close()
	for coding := range packers {
		f.Add(coding, pack(coding, text))
		f.Add(coding, pack(coding, bytes.Repeat(text, 1000)))
		f.Add(coding, pack(coding, text)[:20])
	}
	f.Add("deflate", bare.Bytes())
	f.Add("gzip, br", pack("br", pack("gzip", text)))
	f.Add("identity", text)
	f.Add("compress", text)
	f.Add("a,b,c,d", text)
	f.Fuzz(func(t *testing.T, coding string, body []byte) {
		read := func(coding string, body []byte) ([]byte, int64, error) {
			return (&room{}).unpack(&http.Response{Header: http.Header{"Content-Encoding": {coding}}, Body: io.NopCloser(bytes.NewReader(body)), ContentLength: int64(len(body))}, limit)
		}
		data, came, err := read(coding, body)
		if len(data) > limit || came > int64(len(body)) {
			t.Fatalf("%d bytes of %d that came", len(data), came)
		}
		if err != nil && !errors.Is(err, errDamaged) && !errors.Is(err, errEncoding) && !errors.Is(err, errOver) {
			t.Fatalf("%q: %v", coding, err)
		}
		if packers[coding] == nil || len(body) > limit {
			return
		}
		if data, _, err = read(coding, pack(coding, body)); err != nil || !bytes.Equal(data, body) {
			t.Fatalf("%q came back as %q, %v", body, data, err)
		}
	})
}
