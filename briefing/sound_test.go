package briefing

import (
	"encoding/json"
	"testing"
)

// TestWhatDoesNotFitIsNotSound: each change of one part of an article that a damaged store may have made.
func TestWhatDoesNotFitIsNotSound(t *testing.T) {
	whole, err := Parse("By Cy Dee\n\nAna Bo, the mayor of Ulm, said on Monday that 5 people died in Paris. “We go on,” she said. The Acme Corp. closed, said Ana Bo.\n\n"+
		"In Rome, the pope met Ana Bo on 5 May 2024. “Peäce,” he said. It cost $5 million.", Options{Title: "Five die in Paris"})
	if err != nil {
		t.Fatal(err)
	}
	if whole.Sound() != nil || whole.Byline == nil || len(whole.People) == 0 || len(whole.People[0].Quotes) == 0 || whole.People[0].RoleAt == nil || len(whole.Figures) == 0 || len(whole.Dates) == 0 ||
		len(whole.Places) == 0 || len(whole.Quotes) < 2 || whole.Quotes[0].Mention == nil || len(whole.Sentences) < 4 {
		t.Fatalf("%v: %+v", whole.Sound(), whole)
	}
	stored, err := json.Marshal(whole)
	if err != nil {
		t.Fatal(err)
	}
	n, end := len(whole.Sentences), len(whole.Text)+1
	for name, damage := range map[string]func(a *Article){
		"no text":                           func(a *Article) { a.Text = "" },
		"half of the text":                  func(a *Article) { a.Text = a.Text[:len(a.Text)/2] },
		"a paragraph beyond the text":       func(a *Article) { a.Paragraphs[len(a.Paragraphs)-1].End = end },
		"a paragraph before the text":       func(a *Article) { a.Paragraphs[0].Start = -1 },
		"paragraphs in the wrong order":     func(a *Article) { a.Paragraphs = append(a.Paragraphs, a.Paragraphs[0]) },
		"a sentence twice":                  func(a *Article) { a.Sentences = append(a.Sentences, a.Sentences[0]) },
		"a sentence of no paragraph":        func(a *Article) { a.Sentences[0].Paragraph = len(a.Paragraphs) },
		"a sentence of a paragraph below 0": func(a *Article) { a.Sentences[0].Paragraph = -1 },
		"a sentence in another paragraph":   func(a *Article) { a.Sentences[0].Paragraph = len(a.Paragraphs) - 1 },
		"an empty sentence":                 func(a *Article) { a.Sentences[0].End = a.Sentences[0].Start },
		"half a character":                  func(a *Article) { a.Quotes[0].Start++ },
		"a character cut at its end":        func(a *Article) { a.Quotes[0].End-- },
		"a quotation in another sentence":   func(a *Article) { a.Quotes[0].Sentence = n - 1 },
		"a quotation in no sentence":        func(a *Article) { a.Quotes[0].Sentence = -1 },
		"a mention of a speaker":            func(a *Article) { a.Quotes[0].Mention.End = end },
		"a key point":                       func(a *Article) { a.Summary = []int{n} },
		"a development":                     func(a *Article) { a.Developments = []Development{{Sentences: []int{n}}} },
		"what is reported":                  func(a *Article) { a.Developments = []Development{{Reported: []int{-1}}} },
		"a development's title":             func(a *Article) { a.Developments = []Development{{Title: &Span{Start: 0, End: end}}} },
		"a person without a name":           func(a *Article) { a.People[0].Name = "" },
		"a person's role":                   func(a *Article) { a.People[0].RoleAt.Start = -1 },
		"a person's quotation":              func(a *Article) { a.People[0].Quotes = []int{len(a.Quotes)} },
		"a person's mention":                func(a *Article) { a.People[0].Mentions[0].Sentence = n },
		"a place's mention":                 func(a *Article) { a.Places[0].Mentions[0].End = end },
		"an organization":                   func(a *Article) { a.Organizations = []Name{{}} },
		"a figure":                          func(a *Article) { a.Figures[0].Sentence = n },
		"a date":                            func(a *Article) { a.Dates[0].Start = end },
		"the byline":                        func(a *Article) { a.Byline.Span = &Span{Start: 5, End: 2} },
	} {
		var a Article
		if err := json.Unmarshal(stored, &a); err != nil {
			t.Fatal(err)
		}
		if damage(&a); a.Sound() == nil {
			t.Errorf("%s: it is called sound", name)
		}
	}
}
