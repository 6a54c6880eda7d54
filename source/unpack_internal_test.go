package source

import (
	"io"
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
