package briefing_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"lede/briefing"
	"lede/briefing/answer"
)

// languageCase is what testdata/languages/CODE.json expects of CODE.txt; an answer is given by the start of its sentence.
type languageCase struct {
	Language     string
	Sentences    int
	Questions    []struct{ Q, Answer string }
	Unanswerable []string
}

func TestArticlesInOtherLanguagesAreBriefedAndAnswerQuestions(t *testing.T) {
	files, err := filepath.Glob("testdata/languages/*.json")
	if err != nil || len(files) < 4 {
		t.Fatalf("%d articles found: %v", len(files), err)
	}
	for _, f := range files {
		t.Run(strings.TrimSuffix(filepath.Base(f), ".json"), func(t *testing.T) {
			text, err := os.ReadFile(strings.TrimSuffix(f, ".json") + ".txt")
			if err != nil {
				t.Fatal(err)
			}
			b, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			var want languageCase
			if err := json.Unmarshal(b, &want); err != nil {
				t.Fatal(err)
			}
			a, err := briefing.Parse(string(text), briefing.Options{})
			if err != nil {
				t.Fatal(err)
			}
			checkLanguage(t, a, want)
		})
	}
}

func checkLanguage(t *testing.T, a *briefing.Article, want languageCase) {
	t.Helper()
	if a.Language != want.Language {
		t.Errorf("the language is %q, want %q", a.Language, want.Language)
	}
	if len(a.Paragraphs) != 7 || len(a.Sentences) != want.Sentences {
		t.Errorf("%d paragraphs and %d sentences, want 7 and %d", len(a.Paragraphs), len(a.Sentences), want.Sentences)
	}
	if len(a.Summary) == 0 {
		t.Error("there are no key points")
	}
	// the rules for names are English, and in other languages nobody is better than the wrong person
	if len(a.People) > 0 {
		t.Errorf("there are people: %v", a.People)
	}
	for _, q := range a.Quotes {
		if q.Speaker != "" {
			t.Errorf("%s is given to %q", a.At(q.Span), q.Speaker)
		}
	}
	for _, q := range want.Questions {
		got := answer.From(a, q.Q)
		if len(got.Sentences) == 0 || !strings.HasPrefix(got.Sentences[0].Text, q.Answer) {
			t.Errorf("%s: answered %+v", q.Q, got)
		}
	}
	for _, q := range want.Unanswerable {
		if got := answer.From(a, q); len(got.Sentences) > 0 {
			t.Errorf("%s: answered %q", q, got.Sentences[0].Text)
		}
	}
}
