package gate

import (
	"strings"
	"testing"
)

func TestReferencesAreReadAlike(t *testing.T) {
	longest := "&CounterClockwiseContourIntegral;"
	for text, want := range map[string]string{
		"&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": `"`, "&eacute;": "é", longest: "∳",
		"&#233;": "é", "&#xe9;": "é", "&#XE9;": "é", "&#128;": "€", "&#127;": "\x7f", "&#159;": "Ÿ", "&#160;": "\u00a0",
		"&#0;": "", "&#31;": "", "&#32;": " ", "&#xffff;": "", "&#x10ffff;": "\U0010ffff", "&#x110000;": "", "&#xd800;": "",
		"&": "&", "&;": "&;", "&a": "&a", "&nothing;": "&nothing;", "&#;": "&#;", "&#x;": "&#x;", "&#a;": "&#a;", "&#99999999999;": "&#99999999999;",
		"& amp;": "& amp;", "&a&amp;": "&a&", "&a=b;": "&a=b;", "&a?b;": "&a?b;", "&notit;": "&notit;", "a&lt": "a&lt",
		"&" + strings.Repeat("a", 34) + ";": "&" + strings.Repeat("a", 34) + ";",
		"AT&T; and":                         "AT&T; and",
	} {
		if got := meaning(nil, []byte(text)); string(got) != want {
			t.Errorf("%s means %q, want %q", text, got, want)
		}
	}
}

func TestCharacterDataIsWrittenSoThatAllReadItAlike(t *testing.T) {
	for text, want := range map[string][2]string{
		`a`:        {`a`, `a`},
		`<b>`:      {`&lt;b&gt;`, `&lt;b&gt;`},
		`"`:        {`"`, `&quot;`},
		`&lt;`:     {`&lt;`, `&lt;`},
		`&eacute;`: {`é`, `é`},
		`&quot;`:   {`&#34;`, `&#34;`},
		`a & b`:    {`a &amp; b`, `a &amp; b`},
		`&#0;a`:    {`a`, `a`},
	} {
		if got := string(normal(nil, []byte(text), inText)); got != want[0] {
			t.Errorf("%s in a text: %s, want %s", text, got, want[0])
		}
		if got := string(normal(nil, []byte(text), inAttribute)); got != want[1] {
			t.Errorf("%s in an attribute: %s, want %s", text, got, want[1])
		}
	}
	if got := string(escaped(nil, []byte(`a&<>"'`))); got != `a&amp;&lt;&gt;&#34;'` {
		t.Error(got)
	}
}

func TestATextThatIsKeptIsFoundByItsNumber(t *testing.T) {
	d := Document{texts: []string{"first", "second"}}
	for s, want := range map[string]string{
		kept + "0": "first", kept + "1": "second", kept + "2": kept + "2", kept + "-1": kept + "-1", kept: kept, "1": "1", kept + "x": kept + "x",
	} {
		if got := d.Text(s); got != want {
			t.Errorf("%q is %q, want %q", s, got, want)
		}
	}
}

// TestATextMayHoldItsOwnElement: only its end tag ends it.
func TestATextMayHoldItsOwnElement(t *testing.T) {
	for document, want := range map[string]string{
		`<description>a <b>x</b> <description> b</description><title>t</title>`: "a <b>x</b> <description> b",
		`<description>a</x:description> b</description>`:                        "a</x:description> b",
		`<description>a<description>b</description>c</description>`:             "a<description>b",
		`<description><![CDATA[a</description>]]> b</description>`:              "a</description> b",
		`<description>a<!--b-->c</description>`:                                 "ac",
		`<description>a<</description>`:                                         "a<",
		`<description><!--b-->`:                                                 "",
	} {
		d, code := through("<rss><channel><item>" + document + "</item></channel></rss>")
		got := ""
		if len(d.texts) > 0 {
			got = d.texts[0]
		}
		if got != want || code != "" {
			t.Errorf("%s holds %q (%s), want %q", document, got, code, want)
		}
	}
}

// TestAValueThatBeginsWithATagIsNone.
func TestAValueThatBeginsWithATagIsNone(t *testing.T) {
	s := Scan(`<a b="<c>"><d e='/><f>`)
	var tags []string
	for s.Next() {
		if tag, ok := s.Tag(); ok {
			tags = append(tags, drawn(tag))
		}
	}
	if got := strings.Join(tags, "|"); got != "<a b=|<c|<d closed e=|<f" {
		t.Error(got)
	}
}

// TestATextMayNameTheDocument: only its end, or an item, ends a text that has no end of its own.
func TestATextMayNameTheDocument(t *testing.T) {
	for inside, want := range map[string]string{
		"a <rss> b": "b", "a <channel> b": "b", "a <feed> b": "b", "a </rss> b": "", "a </channel> b": "", "a <item> b": "",
	} {
		d, code := through("<rss><channel><item><title>t</title><description>" + inside + "</description></item></channel></rss>")
		if code != "" || len(d.Items) == 0 {
			t.Errorf("%s: %d items, %s", inside, len(d.Items), code)
			continue
		}
		if got := strings.Contains(strings.Join(d.texts, "|"), " b"); got != (want != "") {
			t.Errorf("%s is read as %q", inside, d.texts)
		}
	}
}
