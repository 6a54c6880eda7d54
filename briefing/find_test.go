package briefing_test

import (
	"testing"

	"lede/briefing"
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
