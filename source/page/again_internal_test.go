package page

import (
	"errors"
	"runtime"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"lede/briefing"
)

// TestAPageThatIsTooDeepAllOverIsRefused: what reads it would look through the same again for each element that it is in.
func TestAPageThatIsTooDeepAllOverIsRefused(t *testing.T) {
	story := "<p>" + strings.Repeat("The net was found at the pier on Monday, the harbour master said. ", 20) + "</p>"
	for name, c := range map[string]struct {
		page string
		want error
	}{
		"as an article is":                {strings.Repeat("<div>", 30) + strings.Repeat(story, 100), nil},
		"elements, not deep":              {story + strings.Repeat("<br>", 40_000), nil},
		"deep, and few elements":          {strings.Repeat("<div>", 400) + story, nil},
		"deep, with many elements":        {strings.Repeat("<div>", 400) + story + strings.Repeat("<br>", 25_000), briefing.ErrTooFine},
		"deep, with long text":            {strings.Repeat("<div>", 400) + story + strings.Repeat("word and ", 60_000), briefing.ErrTooFine},
		"long text of which none is deep": {"<p>" + strings.Repeat("word and ", 60_000) + story, nil},
	} {
		if _, _, err := Read([]byte("<html><body><h1>Net found</h1>"+c.page), "text/html", briefing.Options{}); !errors.Is(err, c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestAHeadingThatHoldsMuchIsNone, and a class of two kilobytes is read no further.
func TestAHeadingThatHoldsMuchIsNone(t *testing.T) {
	doc, err := html.Parse(strings.NewReader("<h1>Ice</h1><h2>" + strings.Repeat("a", 2000) + "</h2><h2>" + strings.Repeat("a", 2001) + "</h2><h3>" + strings.Repeat("<br>", 500) + "</h3><h4>" + strings.Repeat("<br>", 501) + "</h4>"))
	if err != nil {
		t.Fatal(err)
	}
	unheaded(doc)
	var left []string
	for n := range doc.Descendants() {
		if n.Parent != nil && n.Parent.DataAtom == atom.Body {
			left = append(left, n.Data)
		}
	}
	if want := []string{"h1", "h2", "div", "h3", "div"}; !slices.Equal(left, want) {
		t.Errorf("left are %v", left)
	}
}

// TestElementsThatHoldEachOtherAreNotReadAgainAndAgain: each of hundreds has all of the page in it. What is made of memory shows how
// often it was read.
func TestElementsThatHoldEachOtherAreNotReadAgainAndAgain(t *testing.T) {
	const length = 40_000
	read := func(page string) uint64 {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		_, _, _ = Read([]byte(page), "text/html", briefing.Options{}) // whatever it is
		runtime.ReadMemStats(&after)
		return after.TotalAlloc - before.TotalAlloc
	}
	words := strings.Repeat("word and ", length/9)
	once := read("<html><body><h1>Ice</h1>" + words)
	for name, opening := range map[string]string{
		"elements that mark an author": "<h1>Ice</h1>" + strings.Repeat("<span itemprop=author>", 400),
		"classes of authors":           "<h1>Ice</h1>" + strings.Repeat("<span class=author>", 400),
		"headlines":                    strings.Repeat("<h1><span>", 200),
	} {
		if many := read("<html><body>" + opening + words); many > 2*once+2000*length {
			t.Errorf("%s: %d bytes of memory are made, and %d without them", name, many, once)
		}
	}
}
