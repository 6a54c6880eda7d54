package text_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"lede/briefing/text"
)

// TestLinesThatWereFullAreJoined: the expected text has "/" for a break that stays and "+" for one that is joined.
func TestLinesThatWereFullAreJoined(t *testing.T) {
	for name, marked := range map[string]string{
		"a mail, broken at a column, paragraphs parted by empty lines": "Ferry stops for the winter//" +
			"The last ferry of the year left Skarn for the mainland on Sunday, with+forty passengers and a horse. The next will not sail before the ice+is gone, said its captain, Jon Vedel, who has done the crossing since+1994.//" +
			"Islanders now have to cross on foot. The district council will pay for+two guides, and a tractor will carry post, medicine and bread on every+Tuesday and Friday.",
		"goes on in a small letter":  "The council will pay for two new guides in+winter. The work costs 12+million crowns.",
		"a last line that is short":  "The last ferry of the year left Skarn for the mainland on Sunday, with+forty passengers and a horse. The next will not sail before the ice+is gone, said its captain.//The district council will pay, said Ann+Brandt.",
		"paragraphs on a line each":  "The last ferry of the year left Skarn on Sunday.//Nobody was on it./The crew waved at the children, who had a holiday./The council will pay for two guides in winter.",
		"a list":                     "The council will pay for all of these things in winter:/- two guides/- a tractor/- bread",
		"small letters":              "the council met on monday in the old town hall/it voted to close the bridge/the mayor was against it",
		"a heading over a paragraph": "Ferry stops/The last ferry of the year left Skarn on Sunday with forty passengers.",
		"carriage returns":           "The council will pay for two new guides in~winter.",
	} {
		given := strings.NewReplacer("+", "\n", "/", "\n", "~", "\r\n").Replace(marked)
		want := strings.NewReplacer("+", " ", "/", "\n", "~", "  ").Replace(marked)
		if got := text.Flat(given); got != want {
			t.Errorf("%s:\n%s\nwant\n%s", name, got, want)
		}
	}
}

// TestTheMarksOfAQuotedMail: they are not part of the lines, which are read as if they stood alone.
func TestTheMarksOfAQuotedMail(t *testing.T) {
	for given, want := range map[string]string{
		"Ann wrote:\n\n> The council will pay for two new guides in\n> winter.\n>\n> > “We must,” said the mayor.\n": "Ann wrote:\n\n  The council will pay for two new guides in   winter.\n \n    “We must,” said the mayor.\n",
		"The price rose:\n> see the table\nand the rest.":                                                            "The price rose:\n> see the table\nand the rest.",
		"A\n>b is greater\n>c is less":                                                                               "A\n>b is greater\n>c is less",
	} {
		if got := text.Flat(given); got != want {
			t.Errorf("%q is read as %q, want %q", given, got, want)
		}
	}
}

func FuzzFlat(f *testing.F) {
	for _, s := range []string{"", "a\nb", "The last ferry of the min-\r\nister will cost 12\n\n\fPage 2 of 3\n\nmillion", "the last ferry of the min-\n3\n \tıster", "a\n> b\n> > c\n>"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, given string) {
		if !utf8.ValidString(given) {
			return
		}
		flat := text.Flat(given)
		if len(flat) != len(given) || !utf8.ValidString(flat) {
			t.Fatalf("%q is read as %q", given, flat)
		}
		if seen := text.Seen(given, flat, text.Span{End: len(given)}); len(seen) > len(given) || !utf8.ValidString(seen) {
			t.Fatalf("%q is seen as %q", given, seen)
		}
		if again := text.Flat(flat); len(again) != len(flat) {
			t.Fatal("no second reading")
		}
	})
}
