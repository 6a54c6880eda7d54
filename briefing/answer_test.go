package briefing_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"lede/briefing"
)

// answerCase is what testdata/answers/NAME.json asks of NAME.txt. Sentences are those of which any is a right
// answer; a new case is a new pair of files.
type answerCase struct {
	Questions []struct {
		Q         string `json:"q"`
		Sentences []int  `json:"sentences"`
	} `json:"questions"`
	Unanswerable []string `json:"unanswerable"`
}

func answerCases(t *testing.T) map[string]answerCase {
	t.Helper()
	files, err := filepath.Glob("testdata/answers/*.json")
	if err != nil || len(files) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	cases := map[string]answerCase{}
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		var c answerCase
		if err := json.Unmarshal(b, &c); err != nil {
			t.Fatalf("%s: %v", f, err)
		}
		cases[strings.TrimSuffix(f, ".json")] = c
	}
	return cases
}

func parseFile(t *testing.T, path string) *briefing.Article {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	a, err := briefing.Parse(string(b), briefing.Options{})
	if err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	return a
}

// The shares that the cases together have to reach, in per cent.
const (
	wantFirst   = 70 // the first sentence is right
	wantRefused = 85 // of the unanswerable
	allowSilent = 5  // of the answerable
)

func TestAnswersAreFoundInOtherWordsAndRefusedWhereTheArticleDoesNotSay(t *testing.T) {
	var asked, first, third, silent, hopeless, refused int
	for name, c := range answerCases(t) {
		a := parseFile(t, name+".txt")
		for _, q := range c.Questions {
			asked++
			ans := a.Answer(q.Q)
			hit := slices.IndexFunc(ans.Sentences, func(e briefing.Evidence) bool {
				return slices.ContainsFunc(q.Sentences, func(i int) bool { return a.Sentences[i].Span == e.Span })
			})
			switch {
			case !ans.Answered:
				silent++
				t.Logf("%s: %s %q: refused", filepath.Base(name), ans.Kind, q.Q)
			case hit == 0:
				first++
			default:
				t.Logf("%s: %s %q: first was %q (hit at %d)", filepath.Base(name), ans.Kind, q.Q, ans.Sentences[0].Text, hit)
			}
			if hit >= 0 && hit < 3 {
				third++
			}
		}
		for _, q := range c.Unanswerable {
			hopeless++
			if ans := a.Answer(q); ans.Answered {
				t.Logf("%s: %s %q: not refused, but %q (%.2f)", filepath.Base(name), ans.Kind, q, ans.Sentences[0].Text, ans.Confidence)
			} else {
				refused++
			}
		}
	}
	t.Logf("hit@1 %d%%, hit@3 %d%% and silent on %d%% of %d; refused %d%% of %d",
		100*first/asked, 100*third/asked, 100*silent/asked, asked, 100*refused/hopeless, hopeless)
	if 100*first < wantFirst*asked {
		t.Errorf("the first sentence is right for %d of %d questions, want %d%%", first, asked, wantFirst)
	}
	if 100*silent > allowSilent*asked {
		t.Errorf("%d of %d answerable questions are refused, want at most %d%%", silent, asked, allowSilent)
	}
	if 100*refused < wantRefused*hopeless {
		t.Errorf("%d of %d unanswerable questions are refused, want %d%%", refused, hopeless, wantRefused)
	}
}
