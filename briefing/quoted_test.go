package briefing_test

import (
	"strings"
	"testing"

	"lede/briefing"
)

func TestAQuotationThatMeansLittleStandsInItsSentence(t *testing.T) {
	const whole, few, longest = `"One two three four five."`, `"One two three four."`, 400
	tail := func(n int) string { return " he said" + strings.Repeat("x", n-len(" he said")) }
	for name, c := range map[string]struct {
		sentence, words string
		partial, want   bool
	}{
		"a whole one":         {whole + " he said.", whole, false, false},
		"a fragment":          {whole + " he said.", whole, true, true},
		"few words":           {few + " he said.", few, false, true},
		"what goes on":        {`"One two three four five," he said.`, `"One two three four five,"`, false, true},
		"with a space":        {`« One two three four five, » he said.`, `« One two three four five, »`, false, true},
		"in a long sentence":  {few + tail(longest-len(few)), few, false, true},
		"in a longer one":     {few + tail(longest-len(few)+1), few, false, false},
		"of another sentence": {"He said nothing.", few, false, false},
	} {
		a := &briefing.Article{Text: c.sentence + " " + c.words, Sentences: []briefing.Sentence{{Span: briefing.Span{End: len(c.sentence)}}}}
		at := strings.Index(a.Text, c.words)
		a.Quotes = []briefing.Quote{{Span: briefing.Span{Start: at, End: at + len(c.words)}, Partial: c.partial}}
		want := c.words
		if c.want {
			want = c.sentence
		}
		if got := a.QuoteText(0); got != want {
			t.Errorf("%s: %q", name, got)
		}
	}
}

// TestAQuotationWhoseSpeakerIsNotReadStandsInItsSentence, which may name the speaker; in English it would have been read.
func TestAQuotationWhoseSpeakerIsNotReadStandsInItsSentence(t *testing.T) {
	const sentence, words = "„Das ist ein guter Tag für alle“, sagte die Bürgermeisterin.", "„Das ist ein guter Tag für alle“"
	for _, c := range []struct{ language, speaker, want string }{
		{"de", "", sentence}, {"de", "Anna Brill", words}, {"en", "", words}, {"", "", words},
	} {
		a := &briefing.Article{
			Text: sentence, Language: c.language, Sentences: []briefing.Sentence{{Span: briefing.Span{End: len(sentence)}}},
			Quotes: []briefing.Quote{{Span: briefing.Span{End: len(words)}, Speaker: c.speaker}},
		}
		if got := a.QuoteText(0); got != c.want {
			t.Errorf("%q by %q: %q", c.language, c.speaker, got)
		}
	}
}

// TestASentenceShownWholeIsListedOnce: words in quotation marks that quote nobody mostly come in twos, and beside what somebody says.
func TestASentenceShownWholeIsListedOnce(t *testing.T) {
	for told, want := range map[string]int{
		`The bank cut its rating of the shares of Norwick Steel to "hold" from "buy" on Monday morning.`: 1,
		`Ann Rowe gave "Blue Harbour" five stars and said it was "a small wonder" on Monday morning.`:    1,
	} {
		a, err := briefing.Parse("The shares of Norwick Steel and the film of the week\n\nIt was a busy Monday in the town.\n\n"+told, briefing.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if got := a.Quoted(); len(got) != want || len(a.Quotes) < 2 {
			t.Errorf("%s: %d of %d quotations are listed", told, len(got), len(a.Quotes))
		}
	}
}
