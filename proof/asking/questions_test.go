package main

import (
	"encoding/json"
	"io"
	"os"
	"testing"
)

// TestTheQuestionsAreEnough requires 600 questions about 60 articles, half of them unseen.
func TestTheQuestionsAreEnough(t *testing.T) {
	f, err := os.Open("questions.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	articles, questions, unseen, unsaid := 0, 0, 0, 0
	for d := json.NewDecoder(f); ; articles++ {
		var i item
		if err := d.Decode(&i); err == io.EOF {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		if len(i.SHA256) != 64 || i.Half != "a" && i.Half != "b" {
			t.Errorf("%s: sha256 %q, half %q", i.ID, i.SHA256, i.Half)
		}
		for _, q := range i.Questions {
			questions++
			if len(q.Right) == 0 {
				unsaid++
			}
		}
		if i.Half == "b" {
			unseen += len(i.Questions)
		}
	}
	if articles < 60 || questions < 600 || unseen < questions/2 || unsaid < questions/5 {
		t.Errorf("%d questions about %d articles, %d of them unseen and %d not said", questions, articles, unseen, unsaid)
	}
}
