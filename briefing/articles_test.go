package briefing

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// expected is what an editor would want to find in an article: testdata/articles/NAME.json beside NAME.txt. A new case is a new
// pair of files.
type expected struct {
	Byline, Title string
	// People are everybody in the story, with the role that the text gives them; "" for none.
	People map[string]string
	// RolesOptional are people whose role can be worded in more than one way.
	RolesOptional []string `json:"roles_optional"`
	// Quotes are all quotations with a speaker.
	Quotes []struct{ Text, Speaker string }
	// Developments are how each begins.
	Developments []string
	Figures      []struct {
		Text         string
		Value        float64
		Unit, Counts string
	}
	// Nobody are names that are not people in the story.
	Nobody []string
	Places []string
}

func TestArticles(t *testing.T) {
	paths, err := filepath.Glob("testdata/articles/*.txt")
	if err != nil || len(paths) < 6 {
		t.Fatalf("%d articles found: %v", len(paths), err)
	}
	for _, path := range paths {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txt"), func(t *testing.T) {
			text, want := readCase(t, path)
			a, err := Parse(text, Options{})
			if err != nil {
				t.Fatal(err)
			}
			checkSpans(t, a)
			checkPeople(t, a, want)
			checkQuotes(t, a, want)
			checkRest(t, a, want)
		})
	}
}

func readCase(t *testing.T, path string) (text string, want expected) {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	j, err := os.ReadFile(strings.TrimSuffix(path, ".txt") + ".json")
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(j, &want); err != nil {
		t.Fatal(err)
	}
	return string(b), want
}

func checkPeople(t *testing.T, a *Article, want expected) {
	t.Helper()
	found := map[string]bool{}
	for _, p := range a.People {
		found[p.Name] = true
		role, ok := want.People[p.Name]
		switch {
		case !ok:
			t.Errorf("%q is taken for a person of the story", p.Name)
		case role != p.Role && !slices.Contains(want.RolesOptional, p.Name):
			t.Errorf("%s has the role %q, want %q", p.Name, p.Role, role)
		}
		if slices.Contains(want.Nobody, p.Name) {
			t.Errorf("%q is nobody", p.Name)
		}
	}
	for name := range want.People {
		if !found[name] {
			t.Errorf("%s is missing", name)
		}
	}
}

func checkQuotes(t *testing.T, a *Article, want expected) {
	t.Helper()
	for _, w := range want.Quotes {
		i := slices.IndexFunc(a.Quotes, func(q Quote) bool { return a.At(q.Span) == w.Text })
		if i < 0 {
			t.Errorf("the quotation %s is missing", w.Text)
		} else if got := a.Quotes[i].Speaker; got != w.Speaker {
			t.Errorf("%s is said by %q, want %q", w.Text, got, w.Speaker)
		}
	}
	for _, q := range a.Quotes {
		known := slices.ContainsFunc(want.Quotes, func(w struct{ Text, Speaker string }) bool { return w.Text == a.At(q.Span) })
		if !known && q.SpeakerKind == SpeakerPerson {
			t.Errorf("%s is given to %q, whom the text does not name", a.At(q.Span), q.Speaker)
		}
	}
}

func checkRest(t *testing.T, a *Article, want expected) {
	t.Helper()
	byline := ""
	if a.Byline != nil {
		byline = a.Byline.Name
	}
	if byline != want.Byline {
		t.Errorf("the byline names %q, want %q", byline, want.Byline)
	}
	if want.Title != "" && a.Title != want.Title {
		t.Errorf("the title is %q, want %q", a.Title, want.Title)
	}
	if len(a.Developments) != len(want.Developments) {
		t.Errorf("%d developments, want %d", len(a.Developments), len(want.Developments))
	} else {
		for i, d := range a.Developments {
			if got := a.SentenceText(d.Sentences[0]); !strings.HasPrefix(got, want.Developments[i]) {
				t.Errorf("development %d is %q, want %q", i, got, want.Developments[i])
			}
		}
	}
	for _, w := range want.Figures {
		if !slices.ContainsFunc(a.Figures, func(f Figure) bool {
			return a.At(f.Span) == w.Text && f.Value != nil && *f.Value == w.Value && f.Unit == w.Unit && f.Counts == w.Counts
		}) {
			t.Errorf("the figure %+v is missing", w)
		}
	}
	for _, w := range want.Places {
		if !slices.ContainsFunc(a.Places, func(n Name) bool { return n.Name == w }) {
			t.Errorf("the place %q is missing", w)
		}
	}
}
