package furniture

import (
	"fmt"
	"strings"
	"testing"
)

const (
	story = "The harbour board will shut the outer pier until the spring, its clerk said on Monday."
	more  = "Three boats must be moored in Holm until then, and their owners want to be paid for it."
	offer = "The Ferring Post lives on what its friends give, and on little else: a crown a week is enough."
)

// others are articles about other things, with some lines.
func others(lines ...string) []Page {
	text := strings.Join(lines, "\n\n")
	return []Page{{"Mayor resigns over trees", Read(text).Sums()}, {"Swimmers want another bath", Read("Nobody swam.\n\n" + text).Sums()}}
}

// TestWhatOtherArticlesHaveAsWellIsTheSites, word for word, and what no two have is the story's.
func TestWhatOtherArticlesHaveAsWellIsTheSites(t *testing.T) {
	long := strings.Repeat("The board has met here since 1902. ", 12)
	column := "What did you read last?"
	for name, c := range map[string]struct {
		lines []string
		from  []Page
		want  []string
	}{
		"below":                   {[]string{story, more, offer}, others(offer), []string{story, more}},
		"between":                 {[]string{story, offer, more}, others(offer), []string{story, more}},
		"above":                   {[]string{"Reading time: two minutes", story, more}, others("Reading time: two minutes"), []string{story, more}},
		"in other letters":        {[]string{story, more, offer}, others(strings.ToUpper(offer)), []string{story, more}},
		"twice in one other":      {[]string{story, more, offer}, others(offer, offer)[:1], []string{story, more, offer}},
		"in none":                 {[]string{story, more, offer}, others(), []string{story, more, offer}},
		"among others":            {[]string{story, more, offer}, others("The weather is kind.", offer, "Tides are high."), []string{story, more}},
		"a question of a column":  {[]string{story, column, more}, others(column), []string{story, column, more}},
		"a heading of the story":  {[]string{story, "What happens next", more}, others("What happens next"), []string{story, "What happens next", more}},
		"a label over the site’s": {[]string{story, more, "About us", offer}, others("About us", offer), []string{story, more}},
		"a label at the end":      {[]string{story, more, "All of it"}, others("All of it"), []string{story, more}},
		"a long paragraph":        {[]string{story + more, story, long}, others(long), []string{story + more, story, long}},
		"as long as one can be":   {[]string{story + more, strings.Repeat(more, 8), long[:longestLine-1] + "."}, others(long[:longestLine-1] + "."), []string{story + more, strings.Repeat(more, 8)}},
		"two fifths of it":        {[]string{strings.Repeat("a", 60), strings.Repeat("b", 37) + "."}, others(strings.Repeat("b", 37) + "."), []string{strings.Repeat("a", 60)}},
		"a little more":           {[]string{strings.Repeat("a", 60), strings.Repeat("b", 38) + "."}, others(strings.Repeat("b", 38) + "."), []string{strings.Repeat("a", 60), strings.Repeat("b", 38) + "."}},
		"most of it":              {[]string{story, offer, more}, others(offer, more), []string{story, offer, more}},
	} {
		if got := Read(strings.Join(c.lines, "\n\n")).Without("Pier shut until spring", c.from, nil); got != strings.Join(c.want, "\n\n") {
			t.Errorf("%s: %q", name, got)
		}
	}
	if got := Read(story+"\n"+offer+"\n"+more).Without("Pier shut until spring", others(offer), nil); got != story+"\n"+more {
		t.Errorf("without blank lines: %q", got)
	}
}

// TestArticlesAboutTheSameShowNothing: they repeat what happened before.
func TestArticlesAboutTheSameShowNothing(t *testing.T) {
	text := story + "\n\n" + more + "\n\n" + offer
	for name, from := range map[string][]Page{
		"one about this story":   {{"Pier to open again", Read(offer).Sums()}, {"Mayor resigns", Read(offer).Sums()}},
		"two about one story":    {{"Mayor resigns", Read(offer).Sums()}, {"What the mayor said", Read(offer).Sums()}},
		"one without a headline": {{"", Read(offer).Sums()}, {"Mayor resigns", Read(offer).Sums()}},
		"one with short words":   {{"It is so", Read(offer).Sums()}, {"Mayor resigns", Read(offer).Sums()}},
	} {
		if got := Read(text).Without("Pier shut until spring", from, nil); got != text {
			t.Errorf("%s: %q", name, got)
		}
	}
}

// TestTheHeadlineOfAnotherArticleLeadsToIt, unless it is this one's, or the article is an overview of others.
func TestTheHeadlineOfAnotherArticleLeadsToIt(t *testing.T) {
	headlines := []string{"Mayor resigns over trees", "Swimmers want another bath", "Ferry sails again in March", "Pier shut until spring", "What we still don’t know", "Pier is to be razed today"}
	for name, c := range map[string]struct{ lines, want []string }{
		"between":       {[]string{story, "Mayor resigns over trees", more}, []string{story, more}},
		"two together":  {[]string{story, more, "MAYOR RESIGNS over trees!", "Swimmers want another bath"}, []string{story, more}},
		"three in all":  {[]string{story, headlines[0], headlines[1], more, headlines[2]}, []string{story, more}},
		"an overview":   {[]string{headlines[0], story, headlines[1], more, headlines[2], story}, []string{headlines[0], story, headlines[1], more, headlines[2], story}},
		"its own":       {[]string{headlines[3], story, more}, []string{headlines[3], story, more}},
		"short":         {[]string{story, "What we still don’t know", more}, []string{story, "What we still don’t know", more}}, // 19 letters
		"long enough":   {[]string{story, "PIER IS TO BE RAZED TODAY", more}, []string{story, more}},
		"in a sentence": {[]string{story, "“Mayor resigns over trees”, said the Post.", more}, []string{story, "“Mayor resigns over trees”, said the Post.", more}},
	} {
		if got := Read(strings.Join(c.lines, "\n\n")).Without("Pier shut until spring", nil, headlines); got != strings.Join(c.want, "\n\n") {
			t.Errorf("%s: %q", name, got)
		}
	}
}

// TestHowMuchIsRemembered: 64 lines of an article, and no long ones.
func TestHowMuchIsRemembered(t *testing.T) {
	var lines []string
	for n := range mostLines + 1 {
		lines = append(lines, fmt.Sprint("Line ", n), strings.Repeat("long ", longestLine/5)+"one")
	}
	known := Page{Lines: Read(strings.Join(lines, "\n\n")).Sums()}
	has := func(line string) bool { return known.known()[string(sum(letters(line)))] }
	if len(known.Lines) != mostLines*lineBytes || !has("Line 63") || has("Line 64") || has(lines[1]) {
		t.Errorf("%d bytes", len(known.Lines))
	}
}
