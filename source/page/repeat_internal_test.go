package page

import (
	"slices"
	"strings"
	"testing"
)

func TestWhatIsSaidTwiceIsReadOnce(t *testing.T) {
	quote := "one two three four five six"
	long := "Before that " + quote + " and more."
	for name, c := range map[string]struct{ list, want []string }{
		"in a longer one":   {[]string{quote, long}, []string{long}},
		"behind it":         {[]string{long, quote + "!"}, []string{long}},
		"twice alone":       {[]string{quote, "Then.", quote}, []string{quote, "Then."}},
		"few words":         {[]string{"one two three four", "Before one two three four."}, []string{"one two three four", "Before one two three four."}},
		"just enough words": {[]string{"one two three four five", "Before one two three four five."}, []string{"Before one two three four five."}},
		"parts of words":    {[]string{"ne two three four five si", long}, []string{"ne two three four five si", long}},
	} {
		if got := texts(unrepeated(paragraphsOf(c.list...))); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q", name, got)
		}
	}
	words := func(n int) string { return strings.Repeat("ab ", (n-2)/3) + strings.Repeat("c", n-(n-2)/3*3) }
	for n, want := range map[int]int{longestRepeated: 1, longestRepeated + 1: 2} {
		if got := unrepeated(paragraphsOf(words(n), words(n)+" more")); len(got) != want {
			t.Errorf("%d bytes that are said again: %d parts", n, len(got))
		}
	}
	many := slices.Repeat([]string{quote}, mostRepeated+3)
	if got := unrepeated(paragraphsOf(many...)); len(got) != 4 {
		t.Errorf("%d are left when 200 are looked for", len(got))
	}
	huge := paragraphsOf(quote, long, full(longestSearched-len(quote)-len(long)))
	if got := unrepeated(huge); len(got) != 2 {
		t.Errorf("%d parts of as much as is looked into", len(got))
	}
	huge[2].text += "."
	if got := unrepeated(huge); len(got) != 3 {
		t.Errorf("%d parts of more than that", len(got))
	}
}
