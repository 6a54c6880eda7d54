package schema

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"lede/source/page/markup"
)

func TestWhatJSONLDIsAbout(t *testing.T) {
	article := `{"@type":"NewsArticle","headline":"A &amp; B","author":[{"name":"Ann"},"Bob",{"name":"Ann"},{}],"publisher":{"name":"Daily"}}`
	nest := func(n int) string { return strings.Repeat("[", n) + article + strings.Repeat("]", n) }
	for script, want := range map[string]string{
		article: "A & B", " " + article + " ;": "A & B", nest(nesting): "A & B", nest(nesting + 1): "", `{"@graph":[` + article + `]}`: "A & B", `{"mainEntity":` + article + `}`: "A & B",
		`{"@type":["Thing","BlogPosting"],"headline":"C"}`: "C", `{"@type":"Person","headline":"C"}`: "", `[{"@type":"Article","headline":"C"},` + article + `]`: "C", "{\"@type\":\"Article\",\"headline\":\"C\nD\"}": "C D", "{": "", `{"@type":["Thing"],"headline":"C"}`: "",
	} {
		var l Article
		if l.Read(script); l.Headline != want {
			t.Errorf("%.60s: %q, want %q", script, l.Headline, want)
		}
	}
	var l Article
	if l.Read(article); l.Author != "Ann, Bob" || l.Site != "Daily" {
		t.Errorf("%+v", l)
	}
	var creator Article
	if creator.Read(`{"@type":"Article","creator":"Cleo","articleBody":"x"}`); creator.Author != "Cleo" {
		t.Errorf("%+v", creator)
	}
	if creator.Read(article); creator.Headline != "" {
		t.Error("the text of the first article goes with the headline of the second")
	}
	for n, want := range map[int]bool{markup.LongestScript: true, markup.LongestScript + 1: false} {
		var l Article
		if l.Read(article + strings.Repeat(" ", n-len(article))); (l.Headline != "") != want {
			t.Errorf("%d bytes are read: %v", n, !want)
		}
	}
}

func TestLongJSONLDIsNotRead(t *testing.T) {
	var l Article
	l.Read(`{"@type":"NewsArticle","headline":"A","articleBody":"` + strings.Repeat("x", markup.LongestScript) + `"}`)
	if l.Headline != "" {
		t.Error("it was read")
	}
}

// TestAListOfNamesHasAnEnd: each is looked for among all before it.
func TestAListOfNamesHasAnEnd(t *testing.T) {
	var many []any
	for i := range 60 {
		many = append(many, fmt.Sprint("Ann ", i))
	}
	if got := strings.Count(Names(many), ", ") + 1; got != mostNamed {
		t.Errorf("%d names are read", got)
	}
}

// TestNamesAreNotSoughtInEndlessLists: each list that a name is in joins it to others.
func TestNamesAreNotSoughtInEndlessLists(t *testing.T) {
	for n, want := range map[int]string{deepestNamed: "Ann", deepestNamed + 1: ""} {
		var v any = "Ann"
		for range n {
			v = []any{v}
		}
		if got := Names(v); got != want {
			t.Errorf("in %d lists: %q, want %q", n, got, want)
		}
	}
}

func TestWhereTheAddressOfAPictureMayBe(t *testing.T) {
	for text, want := range map[string]string{`"a"`: "a", `{"url":"a"}`: "a", `{"contentUrl":"b"}`: "b", `{"@id":"c"}`: "c", `{"url":"a","contentUrl":"b"}`: "a", `[{"url":"a"},"b"]`: "a", `[]`: "", `5`: "", `{"url":["a"]}`: "a"} {
		var v any
		if err := json.Unmarshal([]byte(text), &v); err != nil {
			t.Fatal(err)
		}
		if got := image(v); got != want {
			t.Errorf("%s: %q", text, got)
		}
	}
}
