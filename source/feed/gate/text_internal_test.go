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
