package markup

import (
	"strings"
	"testing"
)

func TestADrawingIsLeftOutWithWhatStandsInIt(t *testing.T) {
	for page, want := range map[string]string{
		"a<svg><b>x</b></svg>c": "a<!---->c", "a<svg><svg>x</svg>y</svg>c": "a<!---->c", "a<svg/>c": "a<!---->c", "a</svg>c": "a<!---->c", "a<svg>b": "a<!---->b", "<b>x</b>": "<lede-b>x</lede-b>", "a<math><i>x</math><p>": "a<!----><p>", "<!-- x --><p>": "<!-- x --><p>", "a<svg><!-- x --></svg>": "a<!---->", "</svg><svg>x</svg>c": "<!---->c", "a<b": "a<b", "a<!": "a<!",
	} {
		if got := Read([]byte(page)).String(); got != want {
			t.Errorf("%s: %s, want %s", page, got, want)
		}
	}
	m := Read([]byte(`<p class=a id=b>text<!-- c --><script>` + strings.Repeat("x", 50) + `</script><style>y</style></p>`))
	if m.Elements != 4 || m.attributes != 2 || m.text != 4 || m.linked != 50 {
		t.Errorf("%d elements, %d attributes, %d bytes of text, %d of JSON-LD", m.Elements, m.attributes, m.text, m.linked)
	}
	for n, want := range map[int]int{LongestScript: LongestScript, LongestScript + 1: 0} {
		if m := Read([]byte("<script>" + strings.Repeat("x", n) + "</script>")); m.linked != want || m.text != 0 {
			t.Errorf("a script of %d bytes: %d", n, m.linked)
		}
	}
}
