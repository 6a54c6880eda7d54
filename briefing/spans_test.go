package briefing

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// checkSpans checks what holds for every article: each span lies inside the text and on character boundaries, each reference
// exists, and each word of the result is in the text.
func checkSpans(t *testing.T, a *Article) {
	t.Helper()
	if err := a.Sound(); err != nil {
		t.Fatal(err)
	}
	span := func(what string, s Span) {
		t.Helper()
		if s.Start < 0 || s.End <= s.Start || s.End > len(a.Text) {
			t.Fatalf("%s lies at %d–%d of %d bytes", what, s.Start, s.End, len(a.Text))
		}
		if !utf8.RuneStart(a.Text[s.Start]) || s.End < len(a.Text) && !utf8.RuneStart(a.Text[s.End]) {
			t.Fatalf("%s cuts a character in two at %d–%d", what, s.Start, s.End)
		}
	}
	sentence := func(what string, i int, s Span) {
		t.Helper()
		span(what, s)
		if i < 0 || i >= len(a.Sentences) {
			t.Fatalf("%s is in sentence %d of %d", what, i, len(a.Sentences))
		}
		if in := a.Sentences[i]; s.Start < in.Start || s.End > in.End {
			t.Fatalf("%s at %d–%d lies outside its sentence, %d–%d", what, s.Start, s.End, in.Start, in.End)
		}
	}
	for i, p := range a.Paragraphs {
		span("a paragraph", p.Span)
		if i > 0 && p.Start < a.Paragraphs[i-1].End {
			t.Fatalf("paragraph %d begins inside the one before", i)
		}
	}
	for i, s := range a.Sentences {
		span("a sentence", s.Span)
		if p := a.Paragraphs[s.Paragraph]; s.Start < p.Start || s.End > p.End {
			t.Fatalf("sentence %d lies outside its paragraph", i)
		}
		if i > 0 && s.Start < a.Sentences[i-1].End {
			t.Fatalf("sentence %d begins inside the one before", i)
		}
	}
	if !slices.IsSorted(a.Summary) || len(slices.Compact(slices.Clone(a.Summary))) != len(a.Summary) {
		t.Fatalf("the summary %v is not in reading order", a.Summary)
	}
	for _, i := range a.Summary {
		sentence("a key point", i, a.Sentences[i].Span)
	}
	if a.Title != "" && a.TitleSource == TitleLede && !hasSpan(a, a.Title) {
		t.Fatalf("the title %q is not in the text", a.Title)
	}
	checkWho(t, a, span, sentence)
	for _, list := range [][]Name{a.Places, a.Organizations} {
		for _, n := range list {
			for _, m := range n.Mentions {
				sentence("a mention of "+n.Name, m.Sentence, m.Span)
			}
		}
	}
	for _, f := range a.Figures {
		sentence("a figure", f.Sentence, f.Span)
		if !hasSpan(a, f.Counts) || !hasSpan(a, f.Unit) {
			t.Fatalf("%q or %q is not in the text", f.Counts, f.Unit)
		}
	}
	for _, d := range a.Dates {
		sentence("a date", d.Sentence, d.Span)
	}
}

func checkWho(t *testing.T, a *Article, span func(string, Span), sentence func(string, int, Span)) {
	t.Helper()
	people := map[string]bool{}
	for _, p := range a.People {
		if people[p.Name] {
			t.Fatalf("%q is listed twice", p.Name)
		}
		people[p.Name] = true
		if p.RoleAt != nil {
			span("the role of "+p.Name, *p.RoleAt)
			if p.Role != a.At(*p.RoleAt) {
				t.Fatalf("the role %q is not the text's %q", p.Role, a.At(*p.RoleAt))
			}
		}
		for _, m := range p.Mentions {
			sentence("a mention of "+p.Name, m.Sentence, m.Span)
		}
		for _, alias := range append(p.Aliases, p.Name) {
			if !hasSpan(a, alias) {
				t.Fatalf("%q is called %q, which is not in the text", p.Name, alias)
			}
		}
		for _, q := range p.Quotes {
			if a.Quotes[q].Speaker != p.Name {
				t.Fatalf("%q has the quotation of %q", p.Name, a.Quotes[q].Speaker)
			}
		}
	}
	for _, q := range a.Quotes {
		sentence("a quotation", q.Sentence, q.Span)
		if q.Mention != nil {
			span("the mention of a speaker", *q.Mention)
		}
		if q.SpeakerKind == SpeakerPerson && !people[q.Speaker] {
			t.Fatalf("%q speaks and is not among the people", q.Speaker)
		}
		if !hasSpan(a, q.Speaker) || q.Confidence < 0 || q.Confidence > 1 {
			t.Fatalf("the speaker %q is not in the text, or the confidence %v no share", q.Speaker, q.Confidence)
		}
	}
	for _, d := range a.Developments {
		for _, s := range d.Sentences {
			sentence("a development", s, a.Sentences[s].Span)
		}
		if !hasSpan(a, d.Source) {
			t.Fatalf("the source %q is not in the text", d.Source)
		}
	}
}

// hasSpan reports whether words are in the text.
func hasSpan(a *Article, words string) bool {
	line := func(s string) string { return strings.Join(strings.Fields(s), " ") } // the words are on one line, however the text is broken
	return strings.Contains(a.Text, words) || strings.Contains(line(a.At(Span{Start: 0, End: len(a.Text)})), line(words))
}
