package markdown

import (
	"strings"
	"testing"
)

func TestMarksAreTakenAwayWithTheirPartners(t *testing.T) {
	nested := func(n int) string { return strings.Repeat("_a ", n) }
	for text, want := range map[string]string{
		"*a*": "a", "**a**": "a", "*a**": "a*", "**a*": "*a", "* a*": "* a*", "*a *": "*a *", "a*b*c": "abc", "a_b_c": "a_b_c", "_a_": "a", "_a_b": "_a_b", "a_b_": "a_b_", "*a": "*a", "a*": "a*", "**": "**",
		"~~a~~b": "b", "~a~": "~a~", "~~~a~~~": "~~~a~~~", "||a||": "a", "|a|": "|a|", "*a _b* c_": "a b c", "***a** b*": "a b",
		`\*a\*`: "*a*", `\a`: `\a`, `\`: `\`, `a\`: `a\`, `\~`: "~", `\\`: `\`, "\\\x7f": "\\\x7f", `\ a`: `\ a`, `\5`: `\5`, `\!`: "!",
		"`a*b*`": "a*b*", "``a`b``": "a`b", "``a`": "``a`", "`": "`", "` a `": "a", "`a``b`": "a``b",
		"[a](https://b)": "a", "[a](b) c": "a c", "a](b)": "a](b)", "[a]": "[a]", "![a](b)c": "c", "[[a](b)](c)": "a", "[a](b": "[a](b", "!a": "!a", "[a][b](c)": "[a]b",
		"<https://a>": "https://a", "<a>": "<a>", "<@12> a": "a", "@everyone a": "a", "me@everyone": "me@everyone", "*https://a_b*": "https://a_b", "Http://a": "Http://a", "hot": "hot", "&amp;": "&", "&": "&", "R&D;": "R&D;",
		"a   b": "a b", " a \n b ": "a\nb",
		"_ a_": "_ a_", "_a _": "_a _", "a _": "a _",
		"é*a*": "éa", "5_a_": "5_a_", "_a_5": "_a_5",
		nested(2) + "b_": "_a a b", nested(open) + "b" + strings.Repeat("_", open): strings.Repeat("a ", open) + "b", nested(open+1) + "b" + strings.Repeat("_", open+1): strings.TrimSpace(strings.Repeat("a ", open)) + " _a b_",
	} {
		if got := inline(text); got != want {
			t.Errorf("%.40q is %.60q, want %.60q", text, got, want)
		}
	}
	for text, want := range map[string]string{"R&D &amp; &eacute; ?a=1&copy=2 &#233;": "R&D & é ?a=1&copy=2 é"} {
		if got := Entities(text); got != want {
			t.Errorf("%q", got)
		}
	}
}

func TestLinesAreBlocks(t *testing.T) {
	for text, want := range map[string]string{
		"a\nb": "a\nb", "a\n\nb": "a\n\nb", "# a\nb": "a\n\nb", "a\n===\nb": "a\n\nb", "a\nb\n===": "a\nb\n===", "===": "===", "a\n---\nb": "a\n\nb", "---\na": "a", "- a\n- b": "a\n\nb", "1. a": "a", "- [x] a": "a", "-# a": "a", "> a\nb": "a\n\nb", "> a\n> b": "a\nb", ">>> a": "a", "> > a": "a",
		"```\n*a*\n```\nb": "*a*\n\nb", "```a```": "a", "```\na": "a", "~~~\na\n~~~": "a", "|a|b|\n|-|-|\n|c|d|": "a · b\n\nc · d", "a|b": "a|b", "---|---": "", "####### a": "####### a", "#a": "#a", "": "",
	} {
		if got := Message(text); got != want {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
	}
	for text, want := range map[string][2]string{
		"# A\nb": {"A", "b"}, "b\n# A": {"A", "b"}, "## A\nb": {"", "A\n\nb"}, "# A\n# B": {"A", "B"}, "---\ntitle: T\n---\n# A\nb": {"T", "A\n\nb"}, "---\ntitle: \"A\"\n---\n# A\nb": {"A", "b"}, "---\ntitle: T\nb": {"", "title: T\nb"}, "A\n===\nb": {"A", "b"}, "A\n---\nb": {"", "A\n\nb"}, "---\nTitle : T\nx\n---\nb": {"T", "b"},
	} {
		if d := File(text); d.Title != want[0] || d.Text != want[1] {
			t.Errorf("%q: %q, %q", text, d.Title, d.Text)
		}
	}
	for s, want := range map[string]int{"2026-03-01": 2026, "2026-03-01 08:00": 2026, "2026-03-01T08:00:00Z": 2026, "soon": 1, "": 1} {
		if got := day(s).Year(); got != want {
			t.Errorf("%q is of %d", s, got)
		}
	}
}

// TestWhatStandsBeforeAnAtSign makes it part of an address when it is a letter or a digit.
func TestWhatStandsBeforeAnAtSign(t *testing.T) {
	for before, want := range map[string]bool{"ann": true, "ann1": true, "é": true, "٣": true, "": false, "by ": false, "(": false, "ann.": false} {
		if got := endsInWord(before); got != want {
			t.Errorf("%q: %v", before, got)
		}
	}
}
