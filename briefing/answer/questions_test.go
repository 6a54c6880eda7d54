package answer_test

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"lede/briefing"
)

// strangersCase is what testdata/questions/ID.json asks about an article of the development sets: questions in their own words
// by people who did not know how answers are found. The texts are not ours to keep.
type strangersCase struct {
	Set, ID, Half string
	answerCase
}

// The shares that these must reach, in per cent: slightly less than they do.
const (
	strangersFirst   = 40
	strangersShown   = 68
	strangersWrong   = 13
	strangersRefused = 85
)

// TestQuestionsOfStrangers asks them all. The rules were written with half "a" in view, and without "b".
func TestQuestionsOfStrangers(t *testing.T) {
	files, err := filepath.Glob("testdata/questions/*.json")
	if err != nil || len(files) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	halves, whole := map[string]*tally{"a": {}, "b": {}}, &tally{}
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		var c strangersCase
		if err := json.Unmarshal(b, &c); err != nil {
			t.Fatalf("%s: %v", f, err)
		}
		a, err := briefing.Parse(textOf(t, filepath.Join("../../../shared/data", c.Set), c.ID), briefing.Options{})
		if err != nil {
			t.Fatalf("%s: %v", f, err)
		}
		halves[c.Half].ask(t, c.ID, a, c.answerCase)
	}
	for _, half := range halves {
		whole.add(half)
	}
	for half, sum := range halves {
		t.Logf("half %s: %s", half, sum)
	}
	t.Logf("whole: %s", whole)
	whole.check(t, strangersFirst, strangersShown, strangersWrong, strangersRefused)
}

// textOf finds an article in a development set.
func textOf(t *testing.T, path, id string) string {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Skipf("SKIPPED: the development articles are not beside the project: %v", err)
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 4<<20)
	for lines.Scan() {
		var item struct{ ID, Text string }
		if err := json.Unmarshal(lines.Bytes(), &item); err != nil {
			t.Fatal(err)
		}
		if item.ID == id {
			return item.Text
		}
	}
	t.Fatalf("%s: no article %s: %v", path, id, lines.Err())
	return ""
}
