package briefing_test

import (
	"strings"
	"testing"

	"lede/briefing"
	"lede/briefing/answer"
)

func TestFindPersonTakesANameAsPeopleTypeIt(t *testing.T) {
	a := &briefing.Article{People: []briefing.Person{
		{Name: "José Núñez", Aliases: []string{"Núñez", "the mayor"}},
		{Name: "Anna Lindqvist"},
		{Name: "Nunez Ortega"},
	}}
	for typed, want := range map[string]string{
		"José Núñez": "José Núñez", "jose nunez": "José Núñez", "  JOSE   nuñez ": "José Núñez", "the Mayor": "José Núñez",
		"lindqvist": "Anna Lindqvist", "anna": "Anna Lindqvist", "Lindquist": "Anna Lindqvist", "ortega": "Nunez Ortega",
		"": "", "x": "", "Smith": "",
	} {
		got := ""
		if p := a.FindPerson(typed); p != nil {
			got = p.Name
		}
		if got != want {
			t.Errorf("%q finds %q, want %q", typed, got, want)
		}
	}
}

func TestANameWithAnApostropheIsAskedFor(t *testing.T) {
	a, err := briefing.Parse("The ferry will not sail, harbour master Nuala O'Dowd said. \"The swell is too high,\" O’Dowd told passengers.\nA baker, Sean Pike, said he would wait.", briefing.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for question, want := range map[string]string{"who is O'Dowd?": "harbour master Nuala O'Dowd", "what did o’dowd tell them?": "The swell is too high"} {
		got := answer.From(a, question)
		var all strings.Builder
		for _, e := range got.Sentences {
			all.WriteString(e.Text)
		}
		if !strings.Contains(all.String(), want) {
			t.Errorf("%q: %+v", question, got)
		}
	}
}
