package page

import (
	"strings"
	"testing"
	"time"

	"lede/source/page/byline"
)

func TestWhatAPageSaysOfItself(t *testing.T) {
	for s, want := range map[string]string{
		"Ann Reed": "Ann Reed", "By Ann Reed": "Ann Reed", "Ann Reed | Reuters": "Ann Reed", "The Daily": "", "areed": "", "a.reed-7": "", "https://a.example/ann": "", "@ann": "", "<b>Ann</b>": "", "…": "", "": "", "A" + strings.Repeat("b", byline.LongestName-1): "A" + strings.Repeat("b", byline.LongestName-1), "A" + strings.Repeat("b", byline.LongestName): "",
	} {
		if got := byline.Clean(s, "The Daily"); got != want {
			t.Errorf("%.30q: %.30q", s, got)
		}
	}
	for s, want := range map[string]int{"1979-12-31": 0, "1980-01-01": 1980, "2099-12-31": 2099, "2100-01-01": 0, " 2026-03-01T08:00:00Z ": 2026, "March 1, 2026": 2026, "soon": 0} {
		at := instant(s)
		if at == nil && want != 0 || at != nil && at.Year() != want {
			t.Errorf("%q: %v", s, at)
		}
	}
	if at := instant("2026-03-01T08:00:00+02:00"); at == nil || !at.Equal(time.Date(2026, 3, 1, 6, 0, 0, 0, time.UTC)) {
		t.Errorf("%v", at)
	}
	for s, want := range map[string]string{"http://a": "http://a", "HTTPS://a": "HTTPS://a", "/a": "", "ftp://a": ""} {
		if got := address(s); got != want {
			t.Errorf("%s: %q", s, got)
		}
	}
}
