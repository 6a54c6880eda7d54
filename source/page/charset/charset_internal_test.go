package charset

import (
	"slices"
	"strings"
	"testing"
)

func TestHowWellBytesFitACharacterSet(t *testing.T) {
	for text, want := range map[string]int{
		"plain words": 0, "Élan à Paris, où": 0, "a\ufffdb": 1, "a\x01b": 1, "a\tb\n": 0, "Ã©tÃ©": 0, "a¢ b": 1, "5¢ b": 0, "été": 0, "éàé": 3, "éàéa": 3, "ééaaa": 0, "éàaa": 0, "Ðб": 1, "слово": 0, "名ABC": 0, "名é": 1, "ÉÉÉ": 3, "éÉ": 1, "aÉ": 1, "5µm": 0, "1º2ª": 0, "éµ": 0, "éº": 0, "éª": 0, "aBc": 0,
	} {
		if text == "Ã©tÃ©" { // what UTF-8 looks like in Windows-1252
			want = misfits([]byte(text))
			if want < 2 {
				t.Errorf("%q fits", text)
			}
		}
		if got := misfits([]byte(text)); got != want {
			t.Errorf("%q: %d, want %d", text, got, want)
		}
	}
	if foreign([]byte("aé中")) != 2 {
		t.Error("what is no ASCII is counted by letters")
	}
	long := strings.Repeat("é", 256<<10)
	for _, c := range []struct {
		data string
		want int
	}{{"abc", 3}, {"abcé", 2}, {"abcé\x00", 6}, {"ab" + long, 256 << 10}, {"", 0}} {
		if got := sampleOf([]byte(c.data)); len(got) != c.want {
			t.Errorf("%.9q: a sample of %d bytes, want %d", c.data, len(got), c.want)
		}
	}
	meta := `<meta charset="koi8-r">`
	for before, want := range map[int]bool{0: true, (64 << 10) - len(meta): true, (64 << 10): false} {
		if got := slices.Contains(charsets([]byte(strings.Repeat(" ", before)+meta), ""), "koi8-r"); got != want {
			t.Errorf("declared behind %d bytes: %v", before, got)
		}
	}
	for _, c := range []struct{ data, contentType, want string }{
		{"\xff\xfea\x00", "text/html; charset=koi8-r", "utf-16le"}, {"a", "text/html; charset=koi8-r", "koi8-r"}, {"a", "text/html", "utf-8"}, {"a", "nonsense;;", "utf-8"}, {`<?xml encoding="big5"?>`, "", "big5"},
	} {
		if got := charsets([]byte(c.data), c.contentType); len(got) == 0 || got[0] != c.want {
			t.Errorf("%q as %q: %v", c.data, c.contentType, got)
		}
	}
	if got := charsets([]byte("a\x00b"), ""); len(got) != 0 {
		t.Errorf("bytes with zeros may be %v", got)
	}
	if got := charsets([]byte(meta+`<meta charset="big5"><meta charset="gbk">`), ""); slices.Contains(got, "gbk") || !slices.Contains(got, "big5") {
		t.Errorf("declared: %v", got)
	}
}

// TestHowBadlyACharacterSetMayFit: three mistakes, or one in ten of the letters that are not ASCII.
func TestHowBadlyACharacterSetMayFit(t *testing.T) {
	const windows = "text/html; charset=windows-1252"
	for name, c := range map[string]struct {
		letters, mistakes int
		want              bool
	}{
		"three mistakes": {1, 3, true}, "four": {1, 4, false}, "four among forty letters": {40, 4, true}, "four among 39": {39, 4, false}, "none": {1, 0, true},
	} {
		data := strings.Repeat("\xe9a ", c.letters) + strings.Repeat("\x01", c.mistakes)
		got, err := Decode([]byte(data), windows)
		if (err == nil) != c.want || err == nil && string(got) != strings.Repeat("éa ", c.letters)+strings.Repeat("\x01", c.mistakes) {
			t.Errorf("%s: %v, %q", name, err, got)
		}
	}
	if _, err := Decode([]byte("a\x00\xe9"), "text/html"); err == nil {
		t.Error("bytes with zeros, of which nothing says what they are, are a text")
	}
	if got := charsets([]byte("\x00ab"), ""); len(got) != 0 {
		t.Errorf("bytes that begin with a zero may be %v", got)
	}
	for text, want := range map[string]int{"éàa": 0, "éàéaaa": 0, "éàéaaaa": 0, "éàéaa": 0, "éàéa": 3, "yürüyüş": 0, "éàéüaa": 0, "éàéüßaa": 5} {
		if got := misfits([]byte(text)); got != want {
			t.Errorf("%q: %d, want %d", text, got, want)
		}
	}
}

func TestWhatIsTakenForASample(t *testing.T) {
	for text, want := range map[string]int{"": 0, "a\x7f": 0, "\u0080": 1, "aéb漢": 2} {
		if got := foreign([]byte(text)); got != want {
			t.Errorf("%q has %d letters beyond ASCII", text, got)
		}
	}
	if got := sampleOf([]byte("ab\u0080")); len(got) != 2 {
		t.Errorf("a sample of %q", got)
	}
}
