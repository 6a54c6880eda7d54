package gate

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

// drawn is a tag as the scanner read it: </name closed [attribute=value].
func drawn(t Tag) string {
	var b strings.Builder
	b.WriteByte('<')
	if t.End {
		b.WriteByte('/')
	}
	if t.Prefix != "" {
		b.WriteString(t.Prefix + ":")
	}
	b.WriteString(t.Name)
	if t.Closed {
		b.WriteString(" closed")
	}
	for _, a := range t.attributes {
		fmt.Fprintf(&b, " %s=%s", a.name, a.value)
	}
	return b.String()
}

func TestTagsAreFoundInAnything(t *testing.T) {
	for text, want := range map[string]string{
		"<a>":                         "<a",
		"a < b <1> <c>":               "<c",
		"<_a/>":                       "<_a closed",
		"</A>":                        "</a",
		"<Media:Content>":             "<media:content",
		"<a b=c>":                     "<a b=c",
		"<a b = 'c' d=\"e\" f>":       "<a b=c d=e f=",
		"<a\tb=c/>":                   "<a closed b=c",
		"<a b=\"c\"/>":                "<a closed b=c",
		"<a/ >":                       "<a",
		"<a b=c d=e>":                 "<a b=c d=e",
		"<b><a":                       "<b",
		"</a/>":                       "</a",
		"<a b=c<d>":                   "<a b=c|<d",
		"<a b<c>":                     "<a b=|<c",
		"<a<b>":                       "<a|<b",
		"<a =b>":                      "<a =b",
		"<a b=\"c<d>":                 "<a b= c=|<d",
		"<a b=\"c><d>":                "<a b=c|<d",
		"<a b=\"c/><d>":               "<a closed b=c|<d",
		"<a b='c\"d'>":                "<a b=c\"d",
		"<a b=\"c":                    "",
		"<a b=":                       "",
		"<a b= ":                      "",
		"<a b ":                       "",
		"<a b":                        "",
		"<a ":                         "",
		"<a":                          "",
		"<a b=c":                      "",
		"<":                           "",
		"a<":                          "",
		"</":                          "",
		"</>":                         "",
		"<!-- <a> --><b>":             "<b",
		"<!-- <a>":                    "<a",
		"<![CDATA[<a>]]><b>":          "<b",
		"<![CDATA[<a>":                "",
		"<?php <a> ?><b>":             "<b",
		"<?php <a>":                   "",
		"<!DOCTYPE a><b>":             "<b",
		"<!doctype a [<!a b><c>]><d>": "<d",
		"<!x [<c>]><d>":               "<d",
		"<!DOCTYPE a <b>":             "",
		"<!DOCTYPE a":                 "",
		"<a b=\"\"><c>":               "<a b=|<c",
		"<!x [<c><e>]><d>":            "<e|<d",
		"<a b=\"\">":                  "<a b=",
		"<a b=c\nd>":                  "<a b=c d=",
		"<a b=c\rd>":                  "<a b=c d=",
		"<!":                          "",
		"<?":                          "",
	} {
		s := Scan(text)
		var tags []string
		for s.Next() {
			if tag, ok := s.Tag(); ok {
				tags = append(tags, drawn(tag))
			}
		}
		if got := strings.Join(tags, "|"); got != want {
			t.Errorf("%s\nis   %s\nwant %s", text, got, want)
		}
	}
}

func TestNamesHaveAHundredLettersAtMost(t *testing.T) {
	for n, want := range map[int]bool{1: true, 100: true, 101: false} {
		s := Scan("<" + strings.Repeat("a", n) + ">")
		if _, ok := s.Tag(); ok != want {
			t.Errorf("%d letters are a name: %v", n, ok)
		}
	}
	for c, want := range map[byte]bool{'a': true, 'z': true, 'A': true, 'Z': true, '@': false, '[': false, '`': false, '{': false} {
		if isLetter(c) != want || isNamePart(c) != want {
			t.Errorf("%c is a letter: %v", c, isLetter(c))
		}
	}
	for c, want := range map[byte]bool{'0': true, '9': true, ':': true, '-': true, '_': true, '.': true, '/': false, ';': false, ' ': false, '<': false} {
		if isNamePart(c) != want {
			t.Errorf("%c is part of a name: %v", c, isNamePart(c))
		}
	}
}

func TestAttributesHaveALimit(t *testing.T) {
	for n, want := range map[int]bool{maxAttributes: true, maxAttributes + 1: false} {
		s := Scan("<a" + strings.Repeat(" b", n) + ">")
		if _, ok := s.Tag(); ok != want || s.Whole() != want {
			t.Errorf("%d attributes pass: %v", n, ok)
		}
	}
}

func TestAnAttributeIsFoundByItsName(t *testing.T) {
	for tag, want := range map[string]string{
		`<a href="1">`: "1", `<a HREF="1">`: "1", `<a x:href="1">`: "1", `<a x:href="1" href="2">`: "2", `<a x:href="1" y:href="2">`: "1",
		`<a xmlns:href="1">`: "", `<a :href="1">`: "", `<a hrefs="1">`: "", `<a hre="1">`: "", `<a x:hrefs="1">`: "", `<a>`: "",
	} {
		s := Scan(tag)
		if got, _ := s.Tag(); string(got.Attribute("href")) != want {
			t.Errorf("%s: %q, want %q", tag, got.Attribute("href"), want)
		}
	}
	for theirs, want := range map[string]bool{"abz": true, "ABZ": true, "ab": false, "abzz": false, "abz ": false, "ab\x1a": false, "ab{": false} {
		if equal([]byte(theirs), "abz") != want {
			t.Errorf("%q is abz: %v", theirs, !want)
		}
	}
	if equal([]byte("["), "{") || equal([]byte("@"), "`") {
		t.Error("signs beside the letters have no lower case")
	}
}

func TestADeclarationIsNoLongerThanItMay(t *testing.T) {
	for length, want := range map[int]int{farthest - 1: farthest - 1, farthest: 1} {
		s := Scan("<!x" + strings.Repeat(" ", length-len("<!x>")) + ">")
		if got := s.Aside(0); got != want {
			t.Errorf("one of %d bytes ends at %d, want %d", length, got, want)
		}
	}
}

func TestASectionThatForgetsItsEndStopsAtItsItem(t *testing.T) {
	long := strings.Repeat(" ", farthest)
	for text, want := range map[string]string{
		"</title></item>": "", "]]>b": "",
		"a]]>b": "a", "a": "a", "a</title></item>": "a", "a</title></entry> <![CDATA[b]]>": "a",
		"a</title>":                    "a</title>",                    // of no item
		"a</title></item>]]>":          "a</title></item>",             // it may be about feeds
		"a</title>" + long + "</item>": "a</title>" + long + "</item>", // too far
	} {
		s := Scan("<![CDATA[" + text)
		s.inside = []byte("title")
		start, end, _ := s.cdata(0)
		if got := string(s.in[start:end]); got != want {
			t.Errorf("%.40s is %.40s, want %.40s", text, got, want)
		}
	}
}

func TestSkippingStaysWhereThereIsNoEnd(t *testing.T) {
	s := Scan("<script>1 < 2 </b></SCRIPT ><c>")
	s.Next()
	tag, _ := s.Tag()
	s.SkipTo("style")
	if at := s.At(); at != len("<script>") {
		t.Errorf("without an end it went to %d", at)
	}
	s.SkipTo(tag.Name)
	if rest := string(s.in[s.At():]); rest != "<c>" {
		t.Errorf("%q is left", rest)
	}
	if !s.unended["style"] || s.unended["script"] {
		t.Errorf("without an end: %v", s.unended)
	}
}

func TestAddressesAreResolved(t *testing.T) {
	for _, c := range [][3]string{
		{"https://a.example/b/", "c", "https://a.example/b/c"}, {"", "c", "c"}, {"https://a.example/", "http://b.example/x", "http://b.example/x"},
		{"https://a.example/", "%zz", ""}, {"%zz", "c", "c"}, {"", "http://b.example/x", "http://b.example/x"},
	} {
		if got := Resolve(c[0], c[1]); got != c[2] {
			t.Errorf("%s by %s: %s, want %s", c[1], c[0], got, c[2])
		}
	}
}

func TestElementsOfHTMLThatHaveNoEnd(t *testing.T) {
	for tag, want := range map[string]bool{"<br>": true, "<img>": true, "<x:br>": false, "<b>": false} {
		s := Scan(tag)
		if got, _ := s.Tag(); got.void() != want {
			t.Errorf("%s has no end: %v", tag, got.void())
		}
	}
}

// A mark is found wherever the scanner has gone, forward or back.
func TestAMarkIsTheNextOne(t *testing.T) {
	chance := rand.New(rand.NewPCG(1, 2))
	for range 200 {
		text := make([]byte, chance.IntN(60))
		for i := range text {
			text[i] = "-->>a"[chance.IntN(5)]
		}
		s, m := Scanner{in: text}, mark{}
		for range 30 {
			from := chance.IntN(len(text) + 1)
			end, occurs := s.past(from, commentEnd, &m)
			want := bytes.Index(text[from:], commentEnd)
			if occurs != (want >= 0) || occurs && end != from+want+len(commentEnd) {
				t.Fatalf("behind %d of %q the mark ends at %d (%v), want %d", from, text, end, occurs, from+want+len(commentEnd))
			}
		}
	}
}
