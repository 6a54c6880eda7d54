package source

import (
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
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
	r := &memory{more: func() (func(), error) { return func() {}, nil }}
	text := strings.Repeat("a", int(r.unreserved(4<<20)))
	_, _, err := r.unpack(&http.Response{ContentLength: int64(len(text)), Body: io.NopCloser(&broken{text})}, 4<<20)
	if !errors.Is(err, errDamaged) {
		t.Errorf("it is read without a mistake: %v", err)
	}
}
