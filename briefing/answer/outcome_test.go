package answer_test

import (
	"strings"
	"testing"

	"lede/briefing"
	"lede/briefing/answer"
)

// TestWhoWonIsToldAtTheBeginning of a report: never by a win of long ago, one that is still to come, or where nothing was won.
func TestWhoWonIsToldAtTheBeginning(t *testing.T) {
	const (
		header = "A header in the last minute sent Alvear into the last eight on Saturday. Ada Owusu rose to make it 2-1. Alvear last won the cup in 1978. They will win again, she said."
		recall = "A recount has handed the mayor's office in Otterby to Denise Okoro. The first count had put Bill Hanlon ahead. Officials had scanned a box twice. Hanlon won in 2012."
		named  = "A teacher won the election for mayor of Brack on Monday. Hazel Trent, 58, beat the mayor by twelve votes. He did not concede."
		ahead  = "Alvear hope to win the cup on Sunday. Medina beat them in May. The sun will shine on the match. Medina won it in 1978."
		dam    = "Engineers lowered the lake behind the dam on Friday. A crack had been found. It is two metres long. A diver lost a glove."
		arrest = "Two presidents agreed on Monday to open talks on Tarn. Ada Brill said that the call took an hour. Ukraine's security service arrested the chief of staff of its own department on suspicion of spying for Russia. Investigators counted 14 episodes."
		late   = "Vale have not won since May. Wick beat Vale 2-1 at Tresk. “We won it late,” said the captain of Wick, Ada Brill."
	)
	for _, c := range []struct{ text, title, question, want string }{
		{header, "Late header sends Medina out", "who won?", "Ada Owusu rose"},
		{header, "Late header sends Medina out", "did they win in the end", "Ada Owusu rose"},
		{header, "Late header sends Medina out", "what was the result?", "Ada Owusu rose"},
		{recall, "Recount turns the mayor's race", "who won", "A recount"},
		{named, "Teacher wins Brack", "who won", "A teacher won"},
		{ahead, "Two clubs look to Sunday", "who won", ""},
		{dam, "Crack found in dam", "who lost", ""},
		{arrest, "Talks to open", "did they win", ""},
		{late, "Wick win at Tresk", "who won", "Wick beat Vale"},
		{houseFire, "Family flees", "who won?", ""},
	} {
		a, err := briefing.Parse(c.text, briefing.Options{Title: c.title})
		if err != nil {
			t.Fatal(err)
		}
		found := answer.From(a, c.question)
		switch {
		case c.want == "" && found.Answered:
			t.Errorf("%s: %q is answered by %q", c.title, c.question, found.Sentences[0].Text)
		case c.want != "" && (!found.Answered || !strings.Contains(found.Sentences[0].Text, c.want)):
			t.Errorf("%s: %q: want %q, got %v", c.title, c.question, c.want, found.Sentences)
		}
		if c.text == named && len(found.Sentences) != 2 {
			t.Errorf("the teacher is not named: %v", found.Sentences)
		}
	}
}
