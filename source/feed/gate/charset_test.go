package gate

import (
	"testing"
	"unicode/utf8"
)

func FuzzDecode(f *testing.F) {
	for _, s := range []string{"<rss>", "\xff\xfe<\x00r\x00", "caf\xe9", "<?xml version='1.0' encoding='euc-jp'?>\xa4\xb3", "\x1b$B%\"", "\x00\x00\xfe\xff\x00\x00\x00<", "\xef\xbb\xbf{"} {
		f.Add([]byte(s), "text/xml; charset=shift_jis")
		f.Add([]byte(s), "")
	}
	f.Fuzz(func(t *testing.T, data []byte, contentType string) {
		decoded, _ := Decode(data, contentType)
		if !utf8.Valid(decoded) || len(decoded) > MaxBytes {
			t.Errorf("%q", decoded)
		}
		for _, r := range string(decoded) {
			if !legal(r) && r != utf8.RuneError {
				t.Errorf("%q has %q", decoded, r)
			}
		}
	})
}
