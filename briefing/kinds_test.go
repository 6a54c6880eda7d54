package briefing_test

import (
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"lede/briefing"
	"lede/briefing/answer"
)

// kind is what a reader wants from a news text, written before Lede was run on it.
type kind struct {
	People       map[string]string // with words of their roles
	Speakers     map[string]string // by the first words of each
	Developments int
	Questions    map[string]string // with words of the right sentence
	Refused      []string          // what the text does not say
}

// tally counts the right ones among all.
type tally struct{ right, all int }

// TestTenKindsOfNews counts what is right in ten texts of ten kinds. The totals are in docs/quality.md, and what is wrong must not
// become more.
func TestTenKindsOfNews(t *testing.T) {
	paths, err := filepath.Glob("testdata/kinds/*.txt")
	if err != nil || len(paths) != 10 {
		t.Fatal(paths, err)
	}
	counts := map[string]*tally{}
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		labels, err := os.ReadFile(strings.TrimSuffix(path, ".txt") + ".json")
		if err != nil {
			t.Fatal(err)
		}
		var want kind
		if err := json.Unmarshal(labels, &want); err != nil {
			t.Fatal(err)
		}
		a, err := briefing.Parse(string(text), briefing.Options{})
		if err != nil {
			t.Fatal(err)
		}
		want.judge(a, func(what, of string, right bool) {
			n := counts[what]
			if n == nil {
				n = &tally{}
				counts[what] = n
			}
			if n.all++; right {
				n.right++
			} else {
				t.Logf("%s: %s: %s", filepath.Base(path), what, of)
			}
		})
	}
	for _, what := range slices.Sorted(maps.Keys(counts)) {
		n := counts[what]
		t.Logf("%s: %d of %d", what, n.right, n.all)
		if n.right < kindFloors[what] {
			t.Errorf("%s: %d of %d, which were %d", what, n.right, n.all, kindFloors[what])
		}
	}
}

// kindFloors are what was reached.
var kindFloors = map[string]int{
	"developments": 10, "not said, refused": 20, "people": 24, "people listed who are some": 24, "questions, first right": 28,
	"questions, shown": 33, "roles": 18, "speakers": 12,
}

func (k kind) judge(a *briefing.Article, count func(what, of string, right bool)) {
	people := map[string]briefing.Person{}
	for _, p := range a.People {
		people[p.Name] = p
		_, known := k.People[p.Name]
		count("people listed who are some", p.Name, known)
	}
	for name, role := range k.People {
		p, found := people[name]
		count("people", name, found)
		if role != "" {
			count("roles", name+": "+p.Role, strings.Contains(strings.ToLower(p.Role), strings.ToLower(role)))
		}
	}
	for words, speaker := range k.Speakers {
		i := slices.IndexFunc(a.Quotes, func(q briefing.Quote) bool { return strings.Contains(q.Of(a.Text), words) })
		count("speakers", words, i >= 0 && a.Quotes[i].Speaker == speaker)
	}
	count("developments", a.Title, len(a.Developments) == k.Developments)
	x := answer.NewIndex(a)
	for question, words := range k.Questions {
		got := x.Answer(question)
		first := ""
		if got.Answered {
			first = got.Sentences[0].Text
		}
		holds := func(e briefing.Evidence) bool { return strings.Contains(e.Text, words) }
		count("questions, first right", question+" "+first, strings.Contains(first, words))
		count("questions, shown", question, slices.ContainsFunc(append(got.Sentences, got.Nearest...), holds))
	}
	for _, question := range k.Refused {
		got := x.Answer(question)
		count("not said, refused", question, !got.Answered)
	}
}
