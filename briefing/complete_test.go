package briefing

import (
	"reflect"
	"strings"
	"testing"
)

const harbour = `The harbour of Port Ellen was closed on Monday. “It is not safe,” said the harbour master, Ann Rowe.
In brief
• A ferry ran aground near Oban, and 40 people were rescued.
By Paul Orr`

// TestWhatIsPresentStands loads the article with one part changed by an editor: that part stays as it is, and all others come
// out as before.
func TestWhatIsPresentStands(t *testing.T) {
	whole, err := Parse(harbour, Options{})
	if err != nil {
		t.Fatal(err)
	}
	parts := map[string]struct {
		edit func(*Article)
		part func(*Article) any
	}{
		"title":         {func(a *Article) { a.Title, a.TitleSource = "Harbour shut", TitlePublished }, func(a *Article) any { return a.Title }},
		"byline":        {func(a *Article) { a.Byline = &Byline{Name: "Ann Rowe"} }, func(a *Article) any { return a.Byline }},
		"language":      {func(a *Article) { a.Language = "de" }, func(a *Article) any { return a.Language }},
		"summary":       {func(a *Article) { a.Summary = []int{1} }, func(a *Article) any { return a.Summary }},
		"developments":  {func(a *Article) { a.Developments = []Development{} }, func(a *Article) any { return a.Developments }},
		"people":        {func(a *Article) { a.People = []Person{{Name: "Somebody Else"}} }, func(a *Article) any { return a.People }},
		"quotes":        {func(a *Article) { a.Quotes = []Quote{} }, func(a *Article) any { return a.Quotes }},
		"organizations": {func(a *Article) { a.Organizations = []Name{{Name: "Harbour Board"}} }, func(a *Article) any { return a.Organizations }},
		"places":        {func(a *Article) { a.Places = []Name{{Name: "Islay"}} }, func(a *Article) any { return a.Places }},
		"figures":       {func(a *Article) { a.Figures = []Figure{} }, func(a *Article) any { return a.Figures }},
		"dates":         {func(a *Article) { a.Dates = []Date{} }, func(a *Article) any { return a.Dates }},
	}
	for name, p := range parts {
		t.Run(name, func(t *testing.T) {
			edited := &Article{Text: harbour}
			p.edit(edited)
			want := reflect.ValueOf(p.part(edited)).Interface()
			edited.complete(Options{})
			if got := p.part(edited); !reflect.DeepEqual(got, want) {
				t.Errorf("the editor's %v became %v", want, got)
			}
			if !reflect.DeepEqual(edited.Sentences, whole.Sentences) || edited.ID != whole.ID {
				t.Error("another part of the article changed")
			}
		})
	}
}

func TestACompleteArticleStaysAsItIs(t *testing.T) {
	once, err := Parse(harbour, Options{})
	if err != nil {
		t.Fatal(err)
	}
	twice := *once
	twice.complete(Options{})
	if !reflect.DeepEqual(once, &twice) {
		t.Errorf("%+v\nbecame\n%+v", once, twice)
	}
}

// TestSentencesOfAnEditor checks that every stage can handle paragraphs and sentences that it did not make.
func TestSentencesOfAnEditor(t *testing.T) {
	for _, a := range []*Article{
		{Text: harbour, Paragraphs: []Paragraph{{Span: Span{Start: 0, End: len(harbour)}, Kind: Body}}},
		{Text: harbour, Paragraphs: []Paragraph{{Span: Span{Start: 0, End: len(harbour)}, Kind: Body}}, Sentences: []Sentence{{Span: Span{Start: 0, End: 47}}, {Span: Span{Start: 48, End: 80}}}},
		{Text: harbour, Paragraphs: []Paragraph{}, Sentences: []Sentence{}},
	} {
		a.complete(Options{})
		checkSpans(t, a)
	}
}

// TestOtherLanguages: quotations are found in every language, but left without a speaker.
func TestOtherLanguages(t *testing.T) {
	a, err := Parse("Die Brücke ist gesperrt und wird nicht geöffnet. „Sie ist nicht sicher“, sagte Anna Roth der Zeitung.", Options{})
	if err != nil {
		t.Fatal(err)
	}
	checkSpans(t, a)
	if len(a.Quotes) != 1 || a.Quotes[0].SpeakerKind != SpeakerUnknown || a.People != nil || len(a.Summary) == 0 {
		t.Errorf("quotes %+v, people %v, summary %v", a.Quotes, a.People, a.Summary)
	}
}

// TestWhatFollowsTheSectionsIsNoneOfThem: neither "In other news" nor the note to readers at the start of a live blog.
func TestWhatFollowsTheSectionsIsNoneOfThem(t *testing.T) {
	for given, want := range map[string]int{
		"Ferry fire off Weir kills three\n\nThree people were killed when fire broke out on the ferry on Monday, the coastguard said.\n\nWhat we know so far\n\nThe ship\n" +
			"The ferry was built in 1988 and carried 212 passengers, the owner said.\n\nThe rescue\nFour boats took part in it on Monday, the coastguard said.\n\n" +
			"In other news\n\nA court in Cairo fined a bakery for selling mouldy bread.\n\nSeparately, a man was arrested in Lagos after a theft of copper wire, police said.": 4,
		"Storm: live updates\n\n10:42 Trains stop\nAll trains north of Weir have been cancelled until Thursday, the operator said.\n\n10:15 Two hurt\nTwo people were hurt when a tree fell on a car, police said.\n\n" +
			"09:50 Schools close\nSchools will stay closed on Wednesday, the council said.\n\n09:30 Good morning and welcome to our live coverage of the storm. Stay with us for all the latest.": 3,
	} {
		a, err := Parse(given, Options{})
		if err != nil {
			t.Fatal(err)
		}
		if len(a.Developments) != want {
			t.Errorf("%d developments of %q, want %d", len(a.Developments), a.Title, want)
		}
		for _, d := range a.Developments {
			if d.Title != nil && a.At(*d.Title) == "In other news" || strings.Contains(a.SentenceText(d.Sentences[len(d.Sentences)-1]), "Stay with us") {
				t.Errorf("%q: %+v", a.Title, d)
			}
		}
	}
}
