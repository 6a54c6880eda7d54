package opml_test

import (
	"bytes"
	"errors"
	"fmt"
	"reflect"
	"runtime"
	"strings"
	"testing"

	"lede/problem"
	"lede/source/opml"
)

func outlines(list []opml.Outline) string {
	var b strings.Builder
	for _, o := range list {
		fmt.Fprintf(&b, "%s %q %q\n", o.Address, o.Name, o.Folders)
	}
	return b.String()
}

func TestAListIsReadAsReadersWriteIt(t *testing.T) {
	wrap := func(body string) string { return "<opml version=\"1.0\"><head/><body>" + body + "</body></opml>" }
	for name, c := range map[string]struct{ list, want, odd string }{
		"plain":            {wrap(`<outline type="rss" text="Paper" title="Paper" xmlUrl="https://a.example/feed" htmlUrl="https://a.example/"/>`), "https://a.example/feed \"Paper\" []\n", ""},
		"no names":         {wrap(`<outline xmlUrl="https://a.example/feed"/>`), "https://a.example/feed \"\" []\n", ""},
		"a title alone":    {wrap(`<outline title="Paper" xmlUrl="https://a.example/feed"/>`), "https://a.example/feed \"Paper\" []\n", ""},
		"two names":        {wrap(`<outline text="As I call it" title="Paper" xmlUrl="https://a.example/feed"/>`), "https://a.example/feed \"As I call it\" []\n", ""},
		"an address twice": {wrap(`<outline text="https://a.example/feed" title="Paper" xmlUrl="https://a.example/feed"/>`), "https://a.example/feed \"Paper\" []\n", ""},
		"capitals":         {wrap(`<OUTLINE TYPE="RSS" TEXT="Paper" XMLURL="HTTPS://A.example/Feed"/>`), "https://a.example/Feed \"Paper\" []\n", ""},
		"another name":     {wrap(`<outline type="rss" text="Paper" url="https://a.example/feed"/><outline type="link" text="Page" url="https://a.example/page"/>`), "https://a.example/feed \"Paper\" []\n", ""},
		"folders": {wrap(`<outline text="News"><outline text="Sea"><outline text="A" xmlUrl="https://a.example/1"/></outline><outline text="B" xmlUrl="https://b.example/"/></outline>
			<outline><outline text="C" xmlUrl="https://c.example/"/></outline><outline text="D" xmlUrl="https://d.example/" category="/Sport/Sailing,Local"/>`),
			"https://a.example/1 \"A\" [\"News\" \"Sea\"]\nhttps://b.example/ \"B\" [\"News\"]\nhttps://c.example/ \"C\" []\nhttps://d.example/ \"D\" [\"Sport\" \"Sailing\" \"Local\"]\n", ""},
		"a folder that says it is a feed": {wrap(`<outline type="rss" text="News"><outline text="A" xmlUrl="https://a.example/1"/></outline>`), "https://a.example/1 \"A\" [\"News\"]\n", ""},
		"a feed that holds others":        {wrap(`<outline text="A" xmlUrl="https://a.example/"><outline text="B" xmlUrl="https://b.example/"/></outline>`), "https://a.example/ \"A\" []\nhttps://b.example/ \"B\" [\"A\"]\n", ""},
		"a feed without an address":       {wrap(`<outline type="rss" text="A" htmlUrl="https://a.example/"/><outline type="rss" text="B" xmlUrl=""></outline>`), "", "opml.no-address opml.no-address"},
		"twice": {wrap(`<outline text="X"><outline text="A" xmlUrl="https://a.example/feed"/></outline><outline text="Y"><outline text="A2" xmlUrl="http://www.A.example/feed/#x"/></outline>`),
			"https://a.example/feed \"A\" [\"X\" \"Y\"]\n", "opml.twice"},
		"commented out": {wrap(`<outline text="A" isComment="true" xmlUrl="https://a.example/"/><outline text="X" isComment="TRUE"><outline><outline text="B" xmlUrl="https://b.example/"/></outline></outline><outline text="C" isComment="false" xmlUrl="https://c.example/"/><outline text="A" xmlUrl="https://a.example/"/>`),
			"https://c.example/ \"C\" []\nhttps://a.example/ \"A\" []\n", "opml.off opml.off"},
		"spaces":                 {wrap("<outline text=' A\n  b ' xmlUrl=' \n https://a.example/my feed.xml\t'/>"), "https://a.example/my%20feed.xml \"A b\" []\n", ""},
		"bare &":                 {wrap(`<outline text="A & B" xmlUrl="https://a.example/?a=1&b=2&copy=3"/>`), "https://a.example/?a=1&b=2&copy=3 \"A & B\" []\n", ""},
		"& escaped twice":        {wrap(`<outline text="A &amp;amp; &lt;b&gt;B&lt;/b&gt;" xmlUrl="https://a.example/?a=1&amp;amp;b=2"/>`), "https://a.example/?a=1&b=2 \"A & B\" []\n", ""},
		"feed:":                  {wrap(`<outline text="A" xmlUrl="feed://a.example/"/><outline text="B" xmlUrl="b.example/rss"/>`), "https://a.example/ \"A\" []\nhttps://b.example/rss \"B\" []\n", ""},
		"no web addresses":       {wrap(`<outline text="A" xmlUrl="file:///etc/passwd"/><outline text="B" xmlUrl="javascript:x"/><outline text="C" xmlUrl="http://%zz"/>`), "", "opml.address opml.address opml.address"},
		"entities":               {`<!DOCTYPE opml [<!ENTITY x SYSTEM "file:///etc/passwd">]>` + wrap(`<outline text="&eacute;&nbsp;&x;" xmlUrl="https://a.example/"/>`), "https://a.example/ \"é &x;\" []\n", ""},
		"cut off":                {`<opml><body><outline text="N"><outline text="A" xmlUrl="https://a.example/"/><outline text="B" xmlUrl="htt`, "https://a.example/ \"A\" [\"N\"]\n", ""},
		"a mark before it":       {"\ufeff" + wrap(`<outline text="É" xmlUrl="https://a.example/"/>`), "https://a.example/ \"É\" []\n", ""},
		"a wrong charset":        {`<?xml version="1.0" encoding="windows-1251"?>` + wrap(`<outline text="É" xmlUrl="https://a.example/"/>`), "https://a.example/ \"É\" []\n", ""},
		"its own charset":        {"<?xml version=\"1.0\" encoding=\"iso-8859-1\"?>" + wrap("<outline text=\"\xc9t\xe9\" xmlUrl=\"https://a.example/\"/>"), "https://a.example/ \"Été\" []\n", ""},
		"a title without an end": {`<opml><head><title>Mine<body><outline text="A" xmlUrl="https://a.example/"/></body>`, "https://a.example/ \"A\" []\n", ""},
		"no end tags":            {`<opml><body><outline text="N"><outline text="A" xmlUrl="https://a.example/"><outline text="B" xmlUrl="https://b.example/"></body>`, "https://a.example/ \"A\" [\"N\"]\nhttps://b.example/ \"B\" [\"N\" \"A\"]\n", ""},
	} {
		list, lines, err := opml.Read([]byte(c.list))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		var odd []string
		taken := 0
		for _, l := range lines {
			if l.Problem != nil {
				odd = append(odd, l.Problem.Code)
			} else {
				taken++
			}
		}
		if got := outlines(list); got != c.want || strings.Join(odd, " ") != c.odd || taken != len(list) {
			t.Errorf("%s: %v of\n%swant %v of\n%s", name, odd, got, c.odd, c.want)
		}
	}
	for _, none := range []string{"", "hello", "<!doctype html><title>A page</title><p>Words.", "<rss><channel/></rss>"} {
		if _, _, err := opml.Read([]byte(none)); !errors.Is(err, problem.New("opml.none")) {
			t.Errorf("%q is a list: %v", none, err)
		}
	}
	for _, empty := range []string{wrap(""), "<opml/>", wrap(`<outline text="News"></outline><outline text="Sport"/>`)} {
		if _, _, err := opml.Read([]byte(empty)); !errors.Is(err, problem.New("opml.empty")) {
			t.Errorf("%q has an entry: %v", empty, err)
		}
	}
}

func TestAListHasItsBounds(t *testing.T) {
	var many strings.Builder
	many.WriteString("<opml>")
	for i := range 5000 {
		fmt.Fprintf(&many, `<outline text="n" xmlUrl="https://a.example/%d"/>`, i)
	}
	list, lines, err := opml.Read([]byte(many.String()))
	if err != nil || len(list) < 1999 || len(list) > 2001 || len(lines) > 2001 || lines[len(lines)-1].Problem.Code != "opml.many" {
		t.Errorf("%d feeds, %d lines, %v", len(list), len(lines), err)
	}
	deep := "<opml>" + strings.Repeat(`<outline text="f">`, 50_000) + `<outline text="A" xmlUrl="https://a.example/"/>` + strings.Repeat("</outline>", 50_000) + `<outline text="B" xmlUrl="https://b.example/"/>`
	if list, _, err = opml.Read([]byte(deep)); err != nil || outlines(list) != "https://a.example/ \"A\" [\"f\"]\nhttps://b.example/ \"B\" []\n" {
		t.Errorf("%s%v", outlines(list), err)
	}
	if _, _, err := opml.Read(make([]byte, 5<<20)); !errors.Is(err, problem.New("opml.long")) {
		t.Errorf("5 MB were read: %v", err)
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	if _, _, err := opml.Read(bytes.Repeat([]byte("<outline>"), 400_000)); !errors.Is(err, problem.New("opml.empty")) {
		t.Error(err)
	}
	if runtime.ReadMemStats(&after); after.TotalAlloc-before.TotalAlloc > 40<<20 {
		t.Errorf("folders within folders took %d MB", (after.TotalAlloc-before.TotalAlloc)>>20)
	}
	list, _, _ = opml.Read([]byte(`<opml><outline text="` + strings.Repeat("é", 500) + `" xmlUrl="https://a.example/"/>`))
	if n := len([]rune(list[0].Name)); n != 100 {
		t.Errorf("a name has %d characters", n)
	}
	_, lines, _ = opml.Read([]byte(`<opml><outline text="A" xmlUrl="https://me:opensesame@a.example/?token=abcdef123456"/>`))
	if got := fmt.Sprint(lines); strings.Contains(got, "opensesame") || strings.Contains(got, "abcdef123456") {
		t.Errorf("a secret is told: %s", got)
	}
}

func TestAListThatIsWrittenIsReadAgain(t *testing.T) {
	list := []opml.Outline{
		{Address: "https://d.example/?a=1&b=2"},
		{Address: "https://me:opensesame@a.example/feed", Name: "A < B & \"c\"", Folders: []string{"News, all/any"}},
		{Address: "https://b.example/", Name: "B", Folders: []string{"News, all/any", "Sea"}},
		{Address: "https://c.example/", Name: "C", Folders: []string{"Sport"}},
	}
	var b bytes.Buffer
	if err := opml.Write(&b, "Lede & co", list); err != nil {
		t.Fatal(err)
	}
	again, lines, err := opml.Read(b.Bytes())
	if err != nil || len(lines) != len(list) || !reflect.DeepEqual(again, list) {
		t.Errorf("%v\n%s\nof\n%s", err, outlines(again), b.String())
	}
}

func FuzzOPML(f *testing.F) {
	f.Add([]byte(`<opml><body><outline text="N"><outline type=RSS title="A &amp; B" xmlUrl=" feed:a.example/x y?a&b " category="/a/b,c"></outline></outline>`))
	f.Add([]byte("\xff\xfe<\x00o\x00p\x00m\x00l\x00>\x00"))
	f.Fuzz(func(t *testing.T, data []byte) {
		list, _, err := opml.Read(data)
		if err != nil {
			return
		}
		var b bytes.Buffer
		if err := opml.Write(&b, "", list); err != nil {
			t.Fatal(err)
		}
		again, _, err := opml.Read(b.Bytes())
		if err != nil || len(again) != len(list) {
			t.Errorf("%q: %d feeds are read, written and read as %d: %v\n%s", data, len(list), len(again), err, b.String())
		}
	})
}
