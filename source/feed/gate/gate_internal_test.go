package gate

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"lede/problem"
)

// yearOf dates the items of these tests: <pubdate>2001</pubdate>.
func yearOf(item []byte) time.Time {
	_, after, _ := strings.Cut(string(item), "<pubdate>")
	year, _, _ := strings.Cut(after, "<")
	at, _ := time.Parse("2006", year)
	return at
}

// through is a document behind the gate, or the code of the problem that it met there.
func through(document string) (*Document, string) {
	root, _ := Root([]byte(document))
	d, err := Through([]byte(document), max(root, 0), yearOf)
	var p *problem.Problem
	if errors.As(err, &p) {
		return &Document{}, p.Code
	}
	return d, ""
}

func TestTheGateKeepsToItsLimits(t *testing.T) {
	item := func(inside string) string { return "<rss><channel><item>" + inside + "</item></channel></rss>" }
	nested := func(name string, n int) string {
		return strings.Repeat("<"+name+">", n) + strings.Repeat("</"+name+">", n)
	}
	for name, c := range map[string]struct {
		document func(n int) string
		limit    int
		code     string
	}{
		"elements of an item": {func(n int) string { return item(strings.Repeat("<title>a</title>", n)) }, maxElements, "feed.elements"},
		"elements of a head": {func(n int) string {
			return "<rss><channel>" + strings.Repeat("<dc:title>a</dc:title>", n) + "</channel></rss>"
		}, maxElements, "feed.elements"},
		"groups in groups":              {func(n int) string { return item(strings.Repeat("<media:group>", n)) }, maxDepth, "feed.deep"},
		"what is ignored in each other": {func(n int) string { return item("<title>a</title>" + nested("x", n)) }, maxDepth - 3, "feed.deep"},
		"markup of a text":              {func(n int) string { return item("<description>" + nested("b", n) + "</description>") }, maxMarkup, "feed.deep"},
		"attributes":                    {func(n int) string { return item("<title" + strings.Repeat(" a", n) + ">a</title>") }, maxAttributes, "feed.attributes"},
	} {
		if _, code := through(c.document(c.limit)); code != "" {
			t.Errorf("%s: %d of them are %s", name, c.limit, code)
		}
		if _, code := through(c.document(c.limit + 1)); code != c.code {
			t.Errorf("%s: %d of them are %q, want %s", name, c.limit+1, code, c.code)
		}
	}
}

// TestWhatStandsBehindTheEndIsNotRead, even if the gate would not let it through.
func TestWhatStandsBehindTheEndIsNotRead(t *testing.T) {
	for _, document := range []string{"<rss><channel><item><title>a</title></item></channel></rss>", "<rss/>"} {
		if _, code := through(document + "<x" + strings.Repeat(" a", maxAttributes+1) + ">"); code != "" {
			t.Errorf("behind %s: %s", document, code)
		}
	}
}

func TestItemsAfterTooManyElementsAreLeftOut(t *testing.T) {
	half := "<item>" + strings.Repeat("<title>a</title>", maxElements/2) + "</item>"
	for more, want := range map[string]int{"": 2, "<item><title>a</title></item>": 2} {
		if d, code := through("<rss><channel>" + half + half + more + "</channel></rss>"); len(d.Items) != want || code != "" {
			t.Errorf("%d items, %s", len(d.Items), code)
		}
	}
}

func TestTextsAreCutAtTheirLimits(t *testing.T) {
	for _, c := range []struct {
		element string
		limit   int
		letter  string
	}{{"title", maxLine, "a"}, {"title", maxLine, "é"}, {"description", maxProse, "a"}} {
		fits := strings.Repeat(c.letter, c.limit/len(c.letter))
		for _, more := range []string{"", c.letter} {
			d, _ := through("<rss><channel><item><" + c.element + ">" + fits + more + "</" + c.element + "></item></channel></rss>")
			if text := d.texts; c.element == "description" && len(text[0]) != c.limit {
				t.Errorf("%d bytes of a %s", len(text[0]), c.element)
			}
			if c.element == "title" && !strings.Contains(string(d.XML), "<title>"+fits+"</title>") {
				t.Errorf("%d letters of a %s are not %d", c.limit+len(more), c.element, c.limit)
			}
		}
	}
	for n, want := range map[int]bool{maxAttribute: true, maxAttribute + 1: false} {
		d, _ := through(`<rss><channel><item><enclosure url="` + strings.Repeat("a", n) + `"/></item></channel></rss>`)
		if kept := strings.Contains(string(d.XML), "url="); kept != want {
			t.Errorf("an attribute of %d bytes is kept: %v", n, kept)
		}
	}
}

func TestAtMostThreeHundredItemsAreKept(t *testing.T) {
	document := func(n int, year func(i int) int) string {
		var b strings.Builder
		b.WriteString("<rss><channel>")
		for i := range n {
			fmt.Fprintf(&b, "<item><pubdate>%d</pubdate><title>t%d</title></item>", year(i), i)
		}
		return b.String() + "</channel></rss>"
	}
	falls, rises := func(i int) int { return 9000 - i }, func(i int) int { return 2000 + i }
	for _, c := range []struct {
		n           int
		year        func(int) int
		first, last int
	}{
		{MaxItems - 1, falls, 0, MaxItems - 2}, {MaxItems, falls, 0, MaxItems - 1}, {MaxItems + 1, falls, 0, MaxItems - 1},
		{MaxItems, rises, 0, MaxItems - 1}, {MaxItems + 1, rises, 1, MaxItems}, {2 * MaxItems, rises, MaxItems, 2*MaxItems - 1},
		{2*MaxItems + 1, rises, MaxItems + 1, 2 * MaxItems}, {3*MaxItems + 5, rises, 2*MaxItems + 5, 3*MaxItems + 4},
		{MaxItems + 1, func(int) int { return 2000 }, 0, MaxItems - 1}, {MaxItems + 1, func(i int) int { return rises(i) * min(i, 1) }, 0, MaxItems - 1}, // the first has no date
	} {
		d, _ := through(document(c.n, c.year))
		if len(d.Items) != min(c.n, MaxItems) || d.Counted != c.n || d.Cut {
			t.Errorf("of %d items %d are kept, %d counted, cut %v", c.n, len(d.Items), d.Counted, d.Cut)
			continue
		}
		_, titles, _ := strings.Cut(string(d.XML), "<title>")
		if want := fmt.Sprintf("t%d<", c.first); !strings.HasPrefix(titles, want) {
			t.Errorf("of %d items the first is %.5s, want %s", c.n, titles, want)
		}
		if want := fmt.Sprintf("<title>t%d</title></item></channel></rss>", c.last); !strings.HasSuffix(string(d.XML), want) {
			t.Errorf("of %d items the last is not %s", c.n, want)
		}
	}
}

// What feeds get wrong, and what the gate makes of it: the XML behind rss and channel, or feed.
func TestWhatFeedsGetWrongIsForgiven(t *testing.T) {
	for document, want := range map[string]string{
		// Items and their ends.
		`<item><title>a</title></item>`:                        `<item><title>a</title></item>`,
		`<item><title>a<item><title>b</title></item>`:          `<item><title>a</title></item><item><title>b</title></item>`,
		`<item><title>a</title><item><title>b</title></item>`:  `<item><title>a</title></item><item><title>b</title></item>`,
		`<item/><item></item><item><title/></item>`:            ``,
		`<item rdf:about="https://a.example/">a</item>`:        ``,
		`<item rdf:about="a&b"><title>t</title></item>`:        `<item><guid isPermaLink="true">a&amp;b</guid><title>t</title></item>`,
		`<x:item><title>a</title></x:item>`:                    ``,
		`<item/><title>h</title><item><title>t</title></item>`: `<title>h</title><item><title>t</title></item>`,
		// The first title is the item's.
		`<item><title>a</title><title>b</title></item>`:                            `<item><title>a</title></item>`,
		`<item><title></title><title>b</title></item>`:                             `<item><title></title><title>b</title></item>`,
		`<item><media:group><title>x</title></media:group><title>b</title></item>`: `<item><media:group><media:title>x</media:title></media:group><title>b</title></item>`,
		`<item><category>a</category><category>b</category></item>`:                `<item><category>a</category><category>b</category></item>`,
		// Texts that do not end.
		`<item><title>a<link>b</link></item>`:                               `<item><title>a</title><link>b</link></item>`,
		`<item><description>a<link>b</link></item>`:                         `<item><description>0</description><link>b</link></item>`,
		`<item><description>a <link>b</link> c</description></item>`:        `<item><description>0</description></item>`,
		`<item><title>a</x:title></title></item>`:                           `<item><title>a&lt;/x:title&gt;</title></item>`,
		`<item><title>a <b>c</b></title></item>`:                            `<item><title>a &lt;b&gt;c&lt;/b&gt;</title></item>`,
		`<item><title>a &amp; <b>c</b></title></item>`:                      `<item><title>a &amp;amp; &lt;b&gt;c&lt;/b&gt;</title></item>`,
		`<item><title>&lt;i> <![CDATA[&amp;]]> <b>c</b></title></item>`:     `<item><title>&lt;i&gt; &amp;amp; &lt;b&gt;c&lt;/b&gt;</title></item>`,
		`<item><title>a</link> b<guid>g</guid></item>`:                      `<item><title>a&lt;/link&gt; b</title><guid>g</guid></item>`,
		`<item><description>a<link>b</link><guid>g</guid></item>`:           `<item><description>0</description><link>b</link><guid>g</guid></item>`,
		`<item><description>a <rss> b</description><title>t</title></item>`: `<item><description>0</description><title>t</title></item>`,
		`<item><title>a <![CDATA[<b>]]> c</title></item>`:                   `<item><title>a <![CDATA[<b>]]> c</title></item>`,
		`<item><title>a &lt;i> <b>&eacute;</b></title></item>`:              `<item><title>a &lt;i&gt; &lt;b&gt;é&lt;/b&gt;</title></item>`,
		`<item><title><![CDATA[<b>&amp;]]> &amp; x</title></item>`:          `<item><title><![CDATA[<b>&amp;]]> &amp; x</title></item>`,
		`<item><title>a<!-- b -->c<?d?>e<!f</title></item>`:                 `<item><title>ace</title></item>`,
		`<item><description> </description><title>a</title></item>`:         `<item><description></description><title>a</title></item>`,
		`<item><description>a<![CDATA[<b>]]></description></item>`:          `<item><description>0</description></item>`,
		// What stands behind a text that does not end is read once more, with its comments and the like.
		`<item><description>a<link>b</link><!-- x --><title>t</title><!-- y --></item>`:                   `<item><description>0</description><link>b</link><title>t</title></item>`,
		`<item><x>a<!-- x --><title>t</title><!-- y --></item>`:                                           `<item><title>t</title></item>`,
		`<item><description>a<link>b</link><!-- <title>x</title> --></item>`:                              `<item><description>0</description><link>b</link></item>`,
		`<item><description>a<link>b</link><?x ><title>x</title>?><guid>g</guid></item>`:                  `<item><description>0</description><link>b</link><guid>g</guid></item>`,
		`<item><description>a<link>b</link><title><![CDATA[t]]></title><guid><![CDATA[g]]></guid></item>`: `<item><description>0</description><link>b</link><title><![CDATA[t]]></title><guid><![CDATA[g]]></guid></item>`,
		`<item><x>a<title><![CDATA[t]]></title></item><item><title>u</title></item>`:                      `<item><title><![CDATA[t]]></title></item><item><title>u</title></item>`,
		// What is not read takes nothing with it.
		`<item><x>a<title>in</title></x><title>b</title></item>`:    `<item><title>b</title></item>`,
		`<item><x>a<title>b</title></item>`:                         `<item><title>b</title></item>`,
		`<item><x/><title>b</title></item>`:                         `<item><title>b</title></item>`,
		`<item><x/><title>b</title></x></item>`:                     `<item><title>b</title></item>`,
		`<item><br><title>b</title></br></item>`:                    `<item><title>b</title></item>`,
		`<item><x><y/><title>in</title></x><title>b</title></item>`: `<item><title>b</title></item>`,
		`<item><x>a</ b</x><title>b</title></item>`:                 `<item><title>b</title></item>`,
		`<item><br><title>b</title></item>`:                         `<item><title>b</title></item>`,
		`<item><x><br><y/></x><title>b</title></item>`:              `<item><title>b</title></item>`,
		`<item></x></channel2><title>b</title></item>`:              `<item><title>b</title></item>`,
		// Groups.
		`<item><image><url>u</url></image></item>`:                                `<item><image><url>u</url></image></item>`,
		`<item><image><url>u</url><link>l</link><title>t</title></image></item>`:  `<item><image><url>u</url><link>l</link><title>t</title></image></item>`,
		`<item><media:group> a <media:content url="u"/></media:group></item>`:     `<item><media:group><media:content url="u"></media:content></media:group></item>`,
		`<item><image>https://a.example/p.png</image></item>`:                     `<item><image>https://a.example/p.png</image></item>`,
		`<item><image><url>u</url><category>c</category></item>`:                  `<item><image><url>u</url></image><category>c</category></item>`,
		`<item><media:group><media:content url="u"/><title>b</title></item>`:      `<item><media:group><media:content url="u"></media:content><media:title>b</media:title></media:group></item>`,
		`<item><media:group><media:content></media:group><title>b</title></item>`: `<item><media:group><media:content></media:content></media:group><title>b</title></item>`,
		`<item><atom:author><name>n</name></atom:author></item>`:                  `<item><atom:author><atom:name>n</atom:name></atom:author></item>`,
		// Attributes.
		`<item><enclosure URL='a"b' onclick="x" url="c" type="image/png"/></item>`: `<item><enclosure url="a&quot;b" type="image/png"></enclosure></item>`,
		`<item><guid isPermaLink="false" xispermalink="x">g</guid></item>`:         `<item><guid isPermaLink="false">g</guid></item>`,
		`<item><description type="html" src="s">a</description></item>`:            `<item><description src="s">0</description></item>`,
		// Names and their prefixes.
		`<item><content xmlns="http://purl.org/rss/1.0/modules/content/">a</content></item>`:           ``,
		`<item><encoded xmlns="http://purl.org/rss/1.0/modules/content/">a</encoded></item>`:           `<item><content:encoded>0</content:encoded></item>`,
		`<item xmlns:c="HTTP://www.purl.org/rss/1.0/modules/content/"><c:encoded>a</c:encoded></item>`: `<item><content:encoded>0</content:encoded></item>`,
		`<item><content>a</content></item>`:                                                            `<item><content:encoded>0</content:encoded></item>`,
		`<item><content type="image/png">a</content><title>t</title></item>`:                           `<item><title>t</title></item>`,
		`<item><content type="audio/x">a</content><title>t</title></item>`:                             `<item><title>t</title></item>`,
		`<item><content mode="BASE64">a</content><title>t</title></item>`:                              `<item><title>t</title></item>`,
		`<item><content mode="xml">a</content></item>`:                                                 `<item><content:encoded>0</content:encoded></item>`,
		`<item><rss:title>t</rss:title></item>`:                                                        `<item><title>t</title></item>`,
		`<item><atom:title>t</atom:title></item>`:                                                      `<item><atom:title>t</atom:title></item>`,
		// The head.
		`<title>h</title><title>i</title><item><title>t</title></item>`: `<title>h</title><item><title>t</title></item>`,
		`<image><title>i</title></image><title>h</title>`:               `<title>h</title>`,
		`</channel><item><title>late</title></item>`:                    `<item><title>late</title></item>`,
	} {
		d, code := through("<rss><channel>" + document + "</channel></rss>")
		got := strings.TrimSuffix(strings.TrimPrefix(string(d.XML), "<rss><channel>"), "</channel></rss>")
		if got = strings.ReplaceAll(got, kept, ""); got != want || code != "" {
			t.Errorf("%s\nis   %s %s\nwant %s", document, got, code, want)
		}
	}
}

// TestTheAddressOfALinkInAtomMayBeItsText, as it is in RSS.
func TestTheAddressOfALinkInAtomMayBeItsText(t *testing.T) {
	for links, want := range map[string]string{
		`<link>https://a.example/ </link>`: `<link href="https://a.example/"></link>`, `<link href="u">v</link>`: `<link href="u"></link>`,
		`<link></link>`: `<link></link>`, `<link> `: `<link></link>`, `<link>v`: `<link></link>`,
	} {
		d, _ := through("<feed><entry><title>t</title></entry>" + links)
		if got := string(d.XML); !strings.Contains(got, "<feed>"+want+"<entry>") {
			t.Errorf("%s becomes %s, want %s", links, got, want)
		}
	}
}

// TestWhetherADocumentIsCut: it is whole with its root, or at least with its channel and no item behind that.
func TestWhetherADocumentIsCut(t *testing.T) {
	const item = "<item><title>a</title></item>"
	for document, want := range map[string]bool{
		"<rss><channel>" + item + "</channel></rss>":         false,
		"<rss><channel>" + item + "</channel>":               false,
		"<rss><channel>" + item:                              true,
		"<rss><channel></channel>":                           true,
		"<rss><channel>" + item + "</channel>" + item:        true,
		"<rss><channel>" + item + "</channel><item><title>b": true,
		"<rdf:RDF><channel>" + item + "</channel>":           true,
		"<rdf:RDF><channel>" + item + "</channel></rdf:RDF>": false,
		"<rss><channel>" + item + "</feed>":                  false,
		"<rss><channel>" + item + "</rdf>":                   false,
		"<feed><entry><title>a</title></entry></rss>":        false,
		"<entry><title>a</title></entry>":                    false,
		"<entry><title>a</title>":                            true,
	} {
		if d, code := through(document); d.Cut != want || code != "" {
			t.Errorf("%s is cut: %v %s", document, d.Cut, code)
		}
	}
}

// TestPrefixesAreThoseOfTheDocument, up to a hundred or so, and none that is a text.
func TestPrefixesAreThoseOfTheDocument(t *testing.T) {
	const content = "http://purl.org/rss/1.0/modules/content/"
	known := func(n int) string {
		var all strings.Builder
		for i := range n {
			fmt.Fprintf(&all, ` xmlns:p%d="%s"`, i, content)
		}
		return all.String()
	}
	wide := func(size int) string { return content + strings.Repeat(" ", size-len(content)) }
	for name, c := range map[string]struct {
		declared, prefix string
		want             bool
	}{
		"one": {` xmlns:c="` + content + `"`, "c", true}, "none": {"", "c", false}, "another attribute": {` xmlnsc="` + content + `"`, "c", false},
		"a prefix of 40 letters": {` xmlns:` + strings.Repeat("c", 40) + `="` + content + `"`, strings.Repeat("c", 40), true}, "of 41": {` xmlns:` + strings.Repeat("c", 41) + `="` + content + `"`, strings.Repeat("c", 41), false},
		"a name of 100 bytes": {` xmlns:c="` + wide(100) + `"`, "c", true}, "of 101": {` xmlns:c="` + wide(101) + `"`, "c", false},
		"the 101st": {known(101), "p100", true}, "the 102nd": {known(102), "p101", false},
	} {
		d, code := through("<rss" + c.declared + "><channel><item><title>t</title><" + c.prefix + ":encoded>a</" + c.prefix + ":encoded></item></channel></rss>")
		if got := strings.Contains(string(d.XML), "<content:encoded>"); got != c.want || code != "" {
			t.Errorf("%s: %s %s", name, d.XML, code)
		}
	}
	d, _ := through(`<rss xmlns:h="http://www.w3.org/1999/xhtml" xml:base="https://a.example/"><channel><x:channel xml:base="https://b.example/"/><item><title>a <h:b>c</h:b></title></item></channel></rss>`)
	if !strings.Contains(string(d.XML), "a &lt;b&gt;c&lt;/b&gt;") || d.Base != "https://a.example/" {
		t.Errorf("%s, base %s", d.XML, d.Base)
	}
}

// TestWhatAnItemIsAboutIsItsName, in RSS alone.
func TestWhatAnItemIsAboutIsItsName(t *testing.T) {
	for n, want := range map[int]bool{0: false, 1: true, maxAttribute - 1: true, maxAttribute: false} {
		d, _ := through(`<rss><channel><item about="` + strings.Repeat("a", n) + `"><title>t</title></item></channel></rss>`)
		if got := strings.Contains(string(d.XML), "<guid"); got != want {
			t.Errorf("of %d bytes: %v", n, got)
		}
	}
	if d, _ := through(`<feed><entry about="a"><title>t</title><content>c</content></entry></feed>`); string(d.XML) != "<feed><entry><title>t</title><content>"+kept+"0</content></entry></feed>" {
		t.Errorf("in Atom: %s", d.XML)
	}
}

// TestMarkupSideBySideIsNotDeep, however much of it there is.
func TestMarkupSideBySideIsNotDeep(t *testing.T) {
	for _, one := range []string{"<b>x</b>", "<br>", "<x/>", "<p>", "<li>"} {
		if _, code := through("<rss><channel><item><description>" + strings.Repeat(one, 2*maxMarkup) + "</description></item></channel></rss>"); code != "" {
			t.Errorf("%s: %s", one, code)
		}
	}
	for _, deep := range []string{strings.Repeat("</b>", 2*maxMarkup) + strings.Repeat("<b>", maxMarkup+1), strings.Repeat("<i><b></b>", maxMarkup+1)} {
		if _, code := through("<rss><channel><item><description>" + deep + "</description></item></channel></rss>"); code != "feed.deep" {
			t.Errorf("what closes more than was opened, or less: %q", code)
		}
	}
}
