package talk

import (
	"strings"
	"testing"

	"lede/briefing"
)

// TestASentenceTellsOfWhomItNamesFirst, or of the one named last whom its pronoun fits; not of whoever is named in passing.
func TestASentenceTellsOfWhomItNamesFirst(t *testing.T) {
	a, err := briefing.Parse(`The pilot, Edwin Marsh, fell into an orchard on Saturday.
He was found by the farmer Patrick Soames.
The club praised him for that.
Edwin Marsh thanked Soames.
Before the war he had sold boots.
The teacher Ingrid Solheim and Edwin Marsh are friends.
In winter he lives in Bergen.
Karin Moe keeps goats.
In summer he lives in Oslo.
It rains there.
It snows there.
It is cold there.
In spring she lives in Oslo.`, briefing.Options{})
	if err != nil {
		t.Fatal(err)
	}
	person := map[string]*briefing.Person{}
	for i := range a.People {
		person[a.People[i].Name] = &a.People[i]
	}
	for i, want := range []string{"Edwin Marsh", "Edwin Marsh", "Patrick Soames", "Edwin Marsh", "", "Ingrid Solheim", "", "Karin Moe", "", "", "", "", ""} {
		var of []string
		for _, name := range []string{"Edwin Marsh", "Patrick Soames", "Ingrid Solheim", "Karin Moe"} {
			if person[name] == nil {
				t.Fatalf("%s is not among the people", name)
			}
			if TellsOf(a, person[name], briefing.Evidence{Span: a.Sentences[i].Span}) {
				of = append(of, name)
			}
		}
		if got := strings.Join(of, ", "); got != want {
			t.Errorf("%q tells of %q", a.SentenceText(i), got)
		}
	}
}
