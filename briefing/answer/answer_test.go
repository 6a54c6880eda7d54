package answer_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"lede/briefing"
	"lede/briefing/answer"
)

// answerCase is what testdata/answers/NAME.json asks about NAME.txt. Any one of Sentences is a right answer. A new case is a
// new pair of files.
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

// The shares that all cases together must reach, in per cent.
const (
	wantFirst   = 78 // the first sentence is right
	wantShown   = 88 // a right sentence is shown, as an answer or as nearest
	allowWrong  = 10 // the first sentence is wrong
	wantRefused = 90 // of the unanswerable
)

// tally counts how questions were answered.
type tally struct {
	asked, first, shown, wrong, hopeless, refused int
}

func (c *tally) String() string {
	return fmt.Sprintf("first right %d%%, wrong %d%% and a right one shown %d%% of %d; refused %d%% of %d",
		100*c.first/max(1, c.asked), 100*c.wrong/max(1, c.asked), 100*c.shown/max(1, c.asked), c.asked, 100*c.refused/max(1, c.hopeless), c.hopeless)
}

// ask asks all questions of a case and logs what goes wrong.
func (c *tally) ask(t *testing.T, name string, a *briefing.Article, asked answerCase) {
	t.Helper()
	for _, q := range asked.Questions {
		c.asked++
		ans := answer.From(a, q.Q)
		right := func(e briefing.Evidence) bool {
			return slices.ContainsFunc(q.Sentences, func(i int) bool { return a.Sentences[i].Span == e.Span })
		}
		switch {
		case !ans.Answered:
			t.Logf("%s: %s %q: refused", name, ans.Kind, q.Q)
		case right(ans.Sentences[0]):
			c.first++
		default:
			c.wrong++
			t.Logf("%s: %s %q: first was %q", name, ans.Kind, q.Q, ans.Sentences[0].Text)
		}
		if slices.ContainsFunc(ans.Sentences, right) || slices.ContainsFunc(ans.Nearest, right) {
			c.shown++
		}
	}
	for _, q := range asked.Unanswerable {
		c.hopeless++
		if ans := answer.From(a, q); ans.Answered {
			t.Logf("%s: %s %q: not refused, but %q (%.2f)", name, ans.Kind, q, ans.Sentences[0].Text, ans.Confidence)
		} else {
			c.refused++
		}
	}
}

// add adds another tally's counts.
func (c *tally) add(more *tally) {
	c.asked, c.first, c.shown, c.wrong = c.asked+more.asked, c.first+more.first, c.shown+more.shown, c.wrong+more.wrong
	c.hopeless, c.refused = c.hopeless+more.hopeless, c.refused+more.refused
}

// check compares the shares with those required, in per cent.
func (c *tally) check(t *testing.T, first, shown, wrong, refused int) {
	t.Helper()
	if 100*c.first < first*c.asked {
		t.Errorf("the first sentence is right for %d of %d questions, want %d%%", c.first, c.asked, first)
	}
	if 100*c.shown < shown*c.asked {
		t.Errorf("a right sentence is shown for %d of %d questions, want %d%%", c.shown, c.asked, shown)
	}
	if 100*c.wrong > wrong*c.asked {
		t.Errorf("%d of %d answerable questions are answered by a wrong sentence first, want at most %d%%", c.wrong, c.asked, wrong)
	}
	if 100*c.refused < refused*c.hopeless {
		t.Errorf("%d of %d unanswerable questions are refused, want %d%%", c.refused, c.hopeless, refused)
	}
}

func TestAnswersAreFoundInOtherWordsAndRefusedWhereTheArticleDoesNotSay(t *testing.T) {
	var all tally
	for name, c := range answerCases(t) {
		all.ask(t, filepath.Base(name), parseFile(t, name+".txt"), c)
	}
	t.Logf("%s", &all)
	all.check(t, wantFirst, wantShown, allowWrong, wantRefused)
}

// TestARefusalTellsWhetherTheQuestionIsForeign to the article, which then may say it all the same.
func TestARefusalTellsWhetherTheQuestionIsForeign(t *testing.T) {
	a := parsed(t, "Ferry sinks\n\nThe ferry Amber sank off Oldmere on Sunday, the harbour master, Ann Lee, said. All 12 people aboard were saved.")
	for question, want := range map[string]bool{"Wie viele Menschen waren an Bord?": true, "How much did the cargo cost?": false, "who is Ann Lee?": false} {
		if found := answer.From(a, question); found.Foreign != want {
			t.Errorf("%q: foreign %v, answered %v", question, found.Foreign, found.Answered)
		}
	}
}
