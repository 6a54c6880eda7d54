package markdown

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

func TestMessageIsWhatReadersSee(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"emphasis", "The **dam** _held_, *they* said. __All__ of ***it***.", "The dam held, they said. All of it."},
		{"within a word", "snake_case_name and un*frigging*believable", "snake_case_name and unfriggingbelievable"},
		{"no partner", "2 * 3 is 6; it costs 5* a day_ or *less", "2 * 3 is 6; it costs 5* a day_ or *less"},
		{"over lines", "**first\nsecond**", "first\nsecond"},
		{"nested", "**bold _and italic_ here**", "bold and italic here"},
		{"spoiler", "The killer was ||the butler||.", "The killer was the butler."},
		{"struck", "It employs 62 people. ~~It employed 80.~~ It pays well.", "It employs 62 people. It pays well."},
		{"link", "The [mill](https://example.org/mill_(old) \"a title\") employs **[62](https://e.org)** people.", "The mill employs 62 people."},
		{"no link", "He said [sic] (twice) and [this](is not closed", "He said [sic] (twice) and [this](is not closed"},
		{"picture", "Before ![a mill](https://e.org/a.png) after", "Before after"},
		{"addresses", "See <https://e.org/a_b_c> and https://e.org/x_y_z*.", "See https://e.org/a_b_c and https://e.org/x_y_z*."},
		{"code", "The `Weir_Lane_` and ``a`b`` end", "The Weir_Lane_ and a`b end"},
		{"escapes", `\*not bold\* and 3\. and C:\dir`, `*not bold* and 3. and C:\dir`},
		{"entities", "Q&amp;A &#8220;now&#x201d; AT&T &nosuch;", "Q&A “now” AT&T &nosuch;"},
		{"calls", "<@123456789012345678> @everyone Read <#12> <:blob:123> now <t:1700000000:R>", "Read now"},
		{"mail stays", "Write to a@here.example or ask@everyoneelse.example", "Write to a@here.example or ask@everyoneelse.example"},
		{"heading", "# Mill to close\nIt closes in March.", "Mill to close\n\nIt closes in March."},
		{"hashtag", "#news is no heading", "#news is no heading"},
		{"subtext", "-# By Nora Pell\nText", "By Nora Pell\nText"},
		{"quotation", "> “We ran out,” said Ann.\n> “That’s all.”\nThe mill closed.", "“We ran out,” said Ann.\n“That’s all.”\n\nThe mill closed."},
		{"list", "Two things:\n- first *thing*\n- second\n1. third", "Two things:\n\nfirst thing\n\nsecond\n\nthird"},
		{"rule and table", "a\n\n---\n\n| Year | Staff |\n|------|-------|\n| 2020 | **110** |", "a\n\nYear · Staff\n\n2020 · 110"},
		{"block of code", "x\n```go\na := *b * *c\n```\ny", "x\n\na := *b * *c\n\ny"},
		{"block that never ends", "x\n```\na*b*", "x\n\na*b*"},
		{"code on one line", "```a``` is b", "a is b"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := Message(c.in); got != c.want {
				t.Errorf("got  %q\nwant %q", got, c.want)
			}
		})
	}
}

func TestFileHasTitleAndDate(t *testing.T) {
	d := File("---\r\ntitle: \"Bridge to close\"\r\ndate: 2026-11-20\r\n---\r\n# Bridge to close\r\n\r\nThe council said on **Monday**.\r\n")
	if d.Title != "Bridge to close" || d.Text != "The council said on Monday." || !d.Published.Equal(time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC)) {
		t.Errorf("%+v", d)
	}
	if d := File("Mill *closes*\n===\n\nText.\n\nMore\n---\nEnd."); d.Title != "Mill closes" || d.Text != "Text.\n\nMore\n\nEnd." {
		t.Errorf("underlined headings: %+v", d)
	}
	if d := File("---\nno front matter"); d.Text != "no front matter" || d.Title != "" {
		t.Errorf("a rule at the beginning: %+v", d)
	}
}

func FuzzMarkdown(f *testing.F) {
	for _, s := range []string{"**a** _b_ ~~c~~ ||d||", "[a](b) ![c](d) <https://e.org>", "# h\n> q\n- i\n| a | b |\n```\nx\n```", "---\ntitle: a\n---\n# a", "`` ` `` &amp; \\* <@1>"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, m := File(s), Message(s)
		for _, out := range []string{d.Text, d.Title, m} {
			if utf8.ValidString(s) && !utf8.ValidString(out) {
				t.Errorf("%q gives %q, which is no UTF-8", s, out)
			}
			if strings.Count(out, "\n") > 2*strings.Count(s, "\n")+2 {
				t.Errorf("%q grew lines: %q", s, out)
			}
		}
	})
}

// TestCommentsAndTheMarksOfNotesAreNotSeen: what stands in code is, and so is a comment that never ends.
func TestCommentsAndTheMarksOfNotesAreNotSeen(t *testing.T) {
	for given, want := range map[string]string{
		"It fell.<!-- why? --> It lay.":                               "It fell. It lay.",
		"It fell.\n\n<!-- a note\n\nof two lines -->\n\nIt lay.":      "It fell.\n\nIt lay.",
		"It fell.[^1] It lay.[^b]\n\n[^1]: A report.\n[^b]: Another.": "It fell. It lay.\n\nA report.\nAnother.",
		"The pattern [^ab] is meant.":                                 "The pattern [^ab] is meant.",
		"```\n<!-- code -->\n```":                                     "<!-- code -->",
		"It fell. <!-- It never ended.":                               "It fell. <!-- It never ended.",
	} {
		if got := File(given).Text; got != want {
			t.Errorf("%q became %q, want %q", given, got, want)
		}
	}
}
