package page

import (
	"strings"
	"testing"
	"time"

	"lede/source/page/markup"
)

func TestWhatJSONLDIsAbout(t *testing.T) {
	article := `{"@type":"NewsArticle","headline":"A &amp; B","author":[{"name":"Ann"},"Bob",{"name":"Ann"},{}],"publisher":{"name":"Daily"}}`
	nest := func(n int) string { return strings.Repeat("[", n) + article + strings.Repeat("]", n) }
	for script, want := range map[string]string{
		article: "A & B", " " + article + " ;": "A & B", nest(ldNesting): "A & B", nest(ldNesting + 1): "", `{"@graph":[` + article + `]}`: "A & B", `{"mainEntity":` + article + `}`: "A & B",
		`{"@type":["Thing","BlogPosting"],"headline":"C"}`: "C", `{"@type":"Person","headline":"C"}`: "", `[{"@type":"Article","headline":"C"},` + article + `]`: "C", "{\"@type\":\"Article\",\"headline\":\"C\nD\"}": "C D", "{": "", `{"@type":["Thing"],"headline":"C"}`: "",
	} {
		var l linked
		if l.read(script); l.headline != want {
			t.Errorf("%.60s: %q, want %q", script, l.headline, want)
		}
	}
	var l linked
	if l.read(article); l.author != "Ann, Bob" || l.site != "Daily" {
		t.Errorf("%+v", l)
	}
	var creator linked
	if creator.read(`{"@type":"Article","creator":"Cleo","articleBody":"x"}`); creator.author != "Cleo" {
		t.Errorf("%+v", creator)
	}
	if creator.read(article); creator.headline != "" {
		t.Error("the text of the first article goes with the headline of the second")
	}
	for n, want := range map[int]bool{markup.LongestScript: true, markup.LongestScript + 1: false} {
		var l linked
		if l.read(article + strings.Repeat(" ", n-len(article))); (l.headline != "") != want {
			t.Errorf("%d bytes are read: %v", n, !want)
		}
	}
}

func TestWhatAPageSaysOfItself(t *testing.T) {
	for s, want := range map[string]string{
		"Ann Reed": "Ann Reed", "By Ann Reed": "Ann Reed", "Ann Reed | Reuters": "Ann Reed", "The Daily": "", "areed": "", "a.reed-7": "", "https://a.example/ann": "", "@ann": "", "<b>Ann</b>": "", "…": "", "": "", "A" + strings.Repeat("b", longestName-1): "A" + strings.Repeat("b", longestName-1), "A" + strings.Repeat("b", longestName): "",
	} {
		if got := author(s, "The Daily"); got != want {
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
