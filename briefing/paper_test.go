package briefing

import (
	"strings"
	"testing"
	"unicode/utf8"

	"lede/briefing/text"
)

// TestTextThatWasCopiedFromPaper: line ends, hyphenated words and page furniture break no sentence. Every span is one of the
// given text.
func TestTextThatWasCopiedFromPaper(t *testing.T) {
	given := strings.ReplaceAll(`Bridge over the Lind to close

The council of Ferring voted on Monday to close the bridge, which has
rusted since the spring. The min~
ister for roads, Per Lind~
holm, said that the well~
known bridge will cost 12

The Ferring Post
Page 2 of 3

million pounds and be open again by
summer. “We pay half of it,” Lindholm told the council, whose twenty~
two members had waited for a word from the

The Ferring Post
Page 3 of 3

Ministry of Roads. The council did not ask for the state~
owned ferry. Buses go round by Holm until then.
`, "~\n", "-\n")
	want := []string{
		"Bridge over the Lind to close",
		"The council of Ferring voted on Monday to close the bridge, which has\nrusted since the spring.",
		"The minister for roads, Per Lindholm, said that the well-known bridge will cost 12 million pounds and be open again by summer.",
		"“We pay half of it,” Lindholm told the council, whose twenty-two members had waited for a word from the Ministry of Roads.",
		"The council did not ask for the state-owned ferry.",
		"Buses go round by Holm until then.",
	}
	for name, given := range map[string]string{
		"as a terminal writes it": given,
		"as Windows writes it":    strings.ReplaceAll(given, "\n", "\r\n"),
		"as pages are divided":    strings.ReplaceAll(given, "\n\nThe Ferring Post\nPage", "\n\n\fThe Ferring Post\nPage"),
	} {
		a, err := Parse(given, Options{})
		if err != nil {
			t.Fatal(err)
		}
		checkSpans(t, a)
		var got []string
		for i := range a.Sentences {
			got = append(got, a.SentenceText(i))
		}
		if got, want := strings.ReplaceAll(strings.Join(got, "\n"), "\r", ""), strings.Join(want, "\n"); got != want {
			t.Errorf("%s:\n%s\nwant\n%s", name, got, want)
		}
		if len(a.People) != 1 || a.People[0].Name != "Per Lindholm" || a.People[0].Role != "minister for roads" || len(a.People[0].Quotes) != 1 {
			t.Errorf("%s: people %+v", name, a.People)
		}
		if len(a.Figures) == 0 || !strings.HasSuffix(a.Figures[0].Of(given), "pounds") || a.At(a.Figures[0].Span) != "12 million pounds" {
			t.Errorf("%s: figures %+v", name, a.Figures)
		}
	}
}

// TestNoWordIsLostOverAPage: a line beside a page number, or before one, is dropped only if other pages have it too.
func TestNoWordIsLostOverAPage(t *testing.T) {
	for _, c := range []struct{ given, want string }{
		{"The mayor told the town council on Monday that she does\nnot intend to raise any tax\n\nPage 4\n\nand wants the pool shut.", "she does not intend to raise any tax and wants"},
		{"The mayor told the town council on Monday that she does\nnot intend to raise any tax\n\n4\n\nand wants the pool shut.", "she does not intend to raise any tax and wants"},
		{"The clerk read to them the words that she found on\nthe very back of page 4\nof the report.", "on the very back of page 4 of the report"},
		{"The town council voted on Tuesday to close the coun-\ncil pool, which costs 400,000\n\nThe Courier  Page 4\n\ndollars a year.\n\nThe Courier  Page 5\n\nThe council met.", "the council pool, which costs 400,000 dollars"},
	} {
		got := text.Flat(c.given)
		if !strings.Contains(strings.Join(strings.Fields(got), " "), c.want) || !utf8.ValidString(got) {
			t.Errorf("%q is read as %q", c.given, got)
		}
	}
}

// TestWhatStandsBetweenLinesIsTheStorys: unless something shows that a page ends there.
func TestWhatStandsBetweenLinesIsTheStorys(t *testing.T) {
	for _, given := range []string{
		"The council voted on Monday to close the bridge, and it asked\n\nThe Ferring Post\n\nfor a ferry.",  // no number of a page
		"Results of the second round in the county\n\n3\n\nThe council voted to close the bridge on Monday.", // no sentence goes on
		"The ferry sails at these hours in the winter\n\n- 7 -\n\n- eight",                                   // a list
	} {
		if got := text.Flat(given); got != given {
			t.Errorf("%q is read as %q", given, got)
		}
	}
}
