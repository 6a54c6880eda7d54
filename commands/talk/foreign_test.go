package talk_test

import (
	"strings"
	"testing"

	"lede/briefing"
	"lede/briefing/answer"
	"lede/commands/talk"
)

// TestAnArticleInAnotherLanguageIsAskedInItsOwn: with pronouns and roles, and nobody is given the words of another.
func TestAnArticleInAnotherLanguageIsAskedInItsOwn(t *testing.T) {
	a, err := briefing.Parse(`HARLE, 3. März — In Harle ist am Dienstag das Freibad geschlossen worden, weil ein Rohr gebrochen war.
Der Bademeister Uwe Thomsen entdeckte das Wasser um 6.10 Uhr. „Ich stand bis zu den Knien darin“, sagte Thomsen.
Bürgermeisterin Petra Klaasen rechnet mit zwölf Wochen und 340 Helfern. „Wir baden im Meer“, sagte Klaasen.
Die Leute standen lange am Zaun. „Schade“, riefen sie.`, briefing.Options{Language: "de"})
	if err != nil {
		t.Fatal(err)
	}
	x := answer.NewIndex(a)
	var before talk.Before
	for _, c := range []struct{ text, want, not string }{
		{"warum ist das freibad zu", "weil ein Rohr", ""},
		{"wann?", "am Dienstag", ""},
		{"wer ist uwe thomsen", "Bademeister", ""},
		{"was hat er gesagt", "bis zu den Knien", "Meer"},
		{"und die bürgermeisterin?", "Wir baden im Meer", "Knien"},
		{"wie viele helfer", "340", ""},
		{"wie lange", "zwölf Wochen", ""},
		{"was sagte Frau Ohlsen", "", "Meer"},
		{"wer hat gewonnen", "", "Knien"},
	} {
		found := x.AnswerAfter(talk.Foreign(before, c.text))
		var text strings.Builder
		before = talk.Before{Shown: before.Shown}
		for i, e := range found.Sentences {
			text.WriteString(e.Text)
			for at, s := range a.Sentences {
				if s.Span == e.Span && i == 0 {
					before.Shown = []int{at}
				}
			}
		}
		if found.Kind == briefing.WhatSaid {
			before.Frame = talk.FrameSaid
		}
		if found.Answered != (c.want != "") || !strings.Contains(text.String(), c.want) || c.not != "" && strings.Contains(text.String(), c.not) {
			t.Errorf("%q is answered by %q", c.text, text.String())
		}
	}
}
