package feed

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"lede/source/feed/gate"
)

func TestJSONIsMended(t *testing.T) {
	for document, want := range map[string]string{
		`{"a":1,}`: `{"a":1}`, `[1,]`: `[1]`, `[1, ]`: `[1 ]`, `[1,2]`: `[1,2]`, `["a,]"]`: `["a,]"]`, `["a\",]",]`: `["a\",]"]`, `["\\",]`: `["\\"]`, `[1,"a"]`: `[1,"a"]`,
		`,]`: `]`, `"a\`: `"a\`, `[\",]`: `[\",]`, `[,x]`: `[,x]`, "[1,\t\r\n]": "[1\t\r\n]",
	} {
		if got := string(withoutLooseCommas([]byte(document))); got != want {
			t.Errorf("%s: %s, want %s", document, got, want)
		}
	}
	for document, want := range map[string]string{"a\nb\x1fc": "a b c", "a b": "a b", "\x00": " ", "": ""} {
		given := []byte(document)
		if got := string(unbroken(given)); got != want || string(given) != document {
			t.Errorf("%q: %q, want %q", document, got, want)
		}
	}
	for c, want := range map[byte]bool{' ': true, '\t': true, '\n': true, '\r': true, 'a': false, 0: false, '\v': false} {
		if isBlank(c) != want {
			t.Errorf("%q is blank: %v", c, !want)
		}
	}
}

func TestTheLimitsOfJSON(t *testing.T) {
	items := func(n int) string {
		return `{"items":[` + strings.TrimSuffix(strings.Repeat(`{"id":"a"},`, n), ",") + `]}`
	}
	for n, want := range map[int]int{gate.MaxItems: gate.MaxItems, gate.MaxItems + 1: gate.MaxItems} {
		if _, read, counted, whole := readJSON([]byte(items(n))); len(read) != want || counted != n || !whole {
			t.Errorf("of %d items %d are read, %d counted", n, len(read), counted)
		}
	}
	for n, want := range map[int]int{maxObject: 1, maxObject + 1: 0} {
		object := `{"id":"` + strings.Repeat("a", n-len(`{"id":""}`)) + `"}`
		if _, read, counted, _ := readJSON([]byte(`{"items":[` + object + `]}`)); len(read) != want || counted != 1 {
			t.Errorf("of an item of %d bytes %d are read", n, len(read))
		}
	}
	for document, want := range map[string]string{
		`{"items":[{},{"id":1},null,5]}`: "1 of 2 whole", `{"items":[{"id":1}`: "1 of 1", `{"items":[{"id":1},{"id"`: "1 of 2", `{"items":{"id":1}}`: "0 of 0 whole", `{"items":{"id":{"id":1}}}`: "0 of 0 whole", `{"items":{"2":{"id":1},"5":{"id":2}}}`: "2 of 2 whole", `{"items":{"2":{"id":1},"5":`: "1 of 2", `{"items":{"2":{"id":1},5`: "1 of 1",
		`{"items":[{"id":1}],"items":[{"id":2}]}`: "2 of 2 whole",
		`{"a":`: "0 of 0", `[1]`: "0 of 0", `{"a":1`: "0 of 0", `{"a":1}`: "0 of 0 whole", `{1}`: "0 of 0",
	} {
		_, read, counted, whole := readJSON([]byte(document))
		got := fmt.Sprintf("%d of %d", len(read), counted)
		if whole {
			got += " whole"
		}
		if got != want {
			t.Errorf("%s: %s, want %s", document, got, want)
		}
	}
	if tags := (object{"t": json.RawMessage("[" + strings.Repeat(`"a",`, 200) + `"a"]`)}).texts("t"); len(tags) != 4*20 {
		t.Errorf("%d texts of a list", len(tags))
	}
	if tags := (object{"t": json.RawMessage(`"` + strings.Repeat("a,", 200) + `"`)}).texts("t"); len(tags) != 2*20 {
		t.Errorf("%d texts of a text with commas", len(tags))
	}
}

func TestMembersOfJSONHaveAnyType(t *testing.T) {
	o := object{}
	if err := json.Unmarshal([]byte(`{"s":"a\ufffd","n":7,"t":true,"null":null,"o":{"name":"x"},"l":["a",{"name":"b"},3],"c":"a,b","e":""}`), &o); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string][2]string{
		"s": {"a", "a"}, "n": {"7", "7"}, "t": {"true", "true"}, "null": {"", ""}, "o": {"", ""}, "l": {"", "a||\u200b|b|3|"}, "c": {"a,b", "a|b"}, "e": {"", ""}, "none": {"", ""},
	} {
		want[1] = strings.ReplaceAll(want[1], "\u200b", "")
		if got := o.text(name); got != want[0] {
			t.Errorf("%s as text: %q", name, got)
		}
		if got := strings.Join(o.texts(name), "|"); got != want[1] {
			t.Errorf("%s as texts: %q, want %q", name, got, want[1])
		}
	}
	for authors, want := range map[string]string{
		`{"authors":[{"name":"A"},{"name":"B"}],"author":{"name":"C"}}`: "A, B, C", `{"authors":["A","B"]}`: "A, B", `{"author":"A"}`: "A", `{"authors":{"name":"A"}}`: "A", `{"author":{"name":"A"}}`: "A", `{}`: "",
	} {
		o := object{}
		if err := json.Unmarshal([]byte(authors), &o); err != nil {
			t.Fatal(err)
		}
		if got := o.authors(); got != want {
			t.Errorf("%s: %q, want %q", authors, got, want)
		}
	}
	for item, want := range map[string]bool{
		`{"title":"a","id":"b"}`: true, `{"title":"a","url":"b"}`: true, `{"content_text":"a"}`: true, `{"content_html":"a"}`: true, `{"summary":"a","id":"b"}`: true, `{"title":"a"}`: false, `{"id":"b"}`: false, `{}`: false,
	} {
		o := object{}
		if err := json.Unmarshal([]byte(item), &o); err != nil {
			t.Fatal(err)
		}
		if got := likeItems([]object{o}); got != want {
			t.Errorf("%s is like an item: %v", item, got)
		}
	}
}

func TestTheParserIsGivenNoMoreThanItMayUnpack(t *testing.T) {
	if got := unpacked([]byte("\x1f\x8bnothing")); !bytes.HasPrefix(got, []byte("\x1f\x8b")) {
		t.Errorf("%q", got)
	}
	for document, want := range map[string]string{
		`x {"version":"https://jsonfeed.org/version/1.1","title":"A","items":[]}`:           "A",
		`<html><body>{"version":"https://jsonfeed.org/version/1.1","title":"A","items":[]}`: "",
		`jsonfeed.org/version`: "", `callback({"version":"jsonfeed.org/version/1","title":"A","items":[]})`: "A",
	} {
		f, err := Parse([]byte(document), Options{})
		got := ""
		if err == nil {
			got = f.Title
		}
		if got != want {
			t.Errorf("%s: %q %v", document, got, err)
		}
	}
}

// TestAJSONFeedIsToldFromOtherJSON by its version or, without one, by what its items have.
func TestAJSONFeedIsToldFromOtherJSON(t *testing.T) {
	const version = `"version":"https://jsonfeed.org/version/1.1"`
	for document, want := range map[string]bool{
		`{` + version + `}`: true, `{` + version + `,"items":[{"a":1}]}`: true, `{"items":[]}`: true, `{"items":[{"a":1}]}`: false, `{"items":[{"id":"1","title":"t"}]}`: true, `{"title":"t"}`: false, `{}`: false, `[]`: false, `{"version":"2","items":[{"a":1}]}`: false,
	} {
		if _, err := parseJSON([]byte(document), false, Options{}); (err == nil) != want {
			t.Errorf("%s is a feed: %v", document, err)
		}
	}
	for picture, want := range map[string]string{"https://a.example/b.jpg": "https://a.example/b.jpg", "http://a.example/b.jpg": "", "": ""} {
		_, items, _, _ := readJSON([]byte(`{"items":[{"id":"1","image":"` + picture + `"}]}`))
		if got := items[0].item(relative{}, "").Picture; got != want {
			t.Errorf("the picture %s is shown as %q", picture, got)
		}
	}
	for item, want := range map[string]bool{
		`{"id":"1","title":"t"}`: true, `{"url":"u","summary":"t"}`: true, `{"content_text":"t"}`: true, `{"content_html":"t"}`: true, `{"id":"1","url":"u"}`: false, `{"title":"t","summary":"s"}`: false, `{}`: false,
	} {
		_, items, _, _ := readJSON([]byte(`{"items":[{"x":1},` + item + `]}`))
		if likeItems(items) != want {
			t.Errorf("%s is like an item: %v", item, !want)
		}
	}
}
