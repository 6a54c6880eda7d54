package source

import (
	"bytes"
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
		r, err := new(memory).unpacker("gzip", strings.NewReader(text))
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
	r := &memory{more: func() (func(), error) { return func() {}, nil }}
	text := strings.Repeat("a", int(r.unreserved(4<<20)))
	_, _, err := r.unpack(&http.Response{ContentLength: int64(len(text)), Body: io.NopCloser(&broken{text})}, 4<<20)
	if !errors.Is(err, errDamaged) {
		t.Errorf("it is read without a mistake: %v", err)
	}
}

// TestBrotliTakesOnlyWhatIsReserved: a body of six bytes says that it repeats itself 16 MB back, and has 16 MB of memory set aside. It
// is read once that is reserved, and not three times over.
func TestBrotliTakesOnlyWhatIsReserved(t *testing.T) {
	far := "\x0f\x00\x00" // a window of 24 bits
	for name, c := range map[string]struct {
		coding, body string
		reserved     int
		refused      bool
		want         error
	}{
		"a far window": {"br", far, 1, false, errDamaged}, "one for which there is no room": {"br", far, 1, true, nil},
		"called otherwise": {"gzip", brotlyOf(t, 24), 1, false, nil}, "a near window": {"br", brotlyOf(t, 18), 0, true, nil}, "the nearest": {"br", brotlyOf(t, 16), 0, true, nil},
		"one just near": {"br", brotlyOf(t, 20), 0, true, nil}, "one just far": {"br", brotlyOf(t, 21), 1, false, nil}, "twice": {"br, br", packedBy(t, 16, packedBy(t, 16, "<p>The bridge is closed.")), 0, false, errEncoding},
	} {
		asked := 0
		m := &memory{more: func() (func(), error) {
			if asked++; c.refused {
				return nil, errPrivate // any other
			}
			return func() {}, nil
		}}
		_, _, err := m.unpack(&http.Response{Header: http.Header{"Content-Encoding": {c.coding}}, Body: io.NopCloser(strings.NewReader(c.body))}, 1<<10)
		_, held := errors.AsType[*notEntered](err)
		if asked != c.reserved || held != (c.refused && c.reserved > 0) || !held && !errors.Is(err, c.want) {
			t.Errorf("%s: asked for room %d times, %v", name, asked, err)
		}
	}
	if _, _, err := new(memory).unpack(&http.Response{Header: http.Header{"Content-Encoding": {"br"}}, Body: io.NopCloser(strings.NewReader(brotlyOf(t, 24)))}, 1<<10); err != nil {
		t.Errorf("where memory is not counted: %v", err)
	}
}

// brotlyOf is a line packed by brotli, with a window of so many bits.
func brotlyOf(t *testing.T, bits int) string { return packedBy(t, bits, "<p>The bridge is closed.") }

func packedBy(t *testing.T, bits int, text string) string {
	t.Helper()
	var b bytes.Buffer
	w := brotli.NewWriterOptions(&b, brotli.WriterOptions{Quality: 5, LGWin: bits})
	if _, err := io.WriteString(w, text); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}
