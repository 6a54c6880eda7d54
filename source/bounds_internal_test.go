package source

import (
	"strings"
	"testing"
)

func TestAnAddressIsAWebAddress(t *testing.T) {
	const most = 2048
	long := func(n int) string { return "https://h/" + strings.Repeat("x", n-len("https://h/")) }
	for address, ok := range map[string]bool{
		"https://h": true, "http://h/p?q": true, long(most): true, long(most + 1): false, "ftp://h": false, "https://": false, "https:h": false,
		"https://u@h": false, "https://u:p@h": false, "https://h/\n": false, "https://h/\x7f": false, "h": false, "https://%zz": false, "": false,
	} {
		u, err := webAddress(address)
		if (err == nil) != ok {
			t.Errorf("%.40q: %v, %v", address, u, err)
		}
	}
	if u, err := webAddress("https://h/p#part"); err != nil || u.String() != "https://h/p" {
		t.Errorf("%v, %v", u, err)
	}
}

func TestHowMuchOfAnAddressAnErrorShows(t *testing.T) {
	for n, want := range map[int]int{200: 200, 201: 200 + len("…")} {
		if got := shown(strings.Repeat("x", n)); len(got) != want {
			t.Errorf("of %d bytes %d are shown", n, len(got))
		}
	}
	if got := shown("a\nb\x00c"); got != "abc" {
		t.Errorf("shown as %q", got)
	}
	if got := shown(strings.Repeat("x", 199) + "é"); got != strings.Repeat("x", 199)+"…" {
		t.Errorf("a character is cut: %q", got)
	}
}
