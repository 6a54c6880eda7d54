package understanding_test

import (
	"strings"
	"testing"

	"lede/briefing"
	"lede/briefing/answer"
	"lede/commands/talk"
	"lede/commands/talk/understanding"
)

// TestAQuestionInAnotherLanguageIsAnsweredOrNothingIsSaidOfTheArticle: that it does not say would be untrue where the words were not understood.
func TestAQuestionInAnotherLanguageIsAnsweredOrNothingIsSaidOfTheArticle(t *testing.T) {
	const german = `Im Hafen von Altenbruch sind am Dienstag bei einem Brand 14 Menschen verletzt worden. Die Polizei schätzt den Schaden auf 3 Millionen Euro.
„Wir konnten die Häuser halten“, sagte Einsatzleiterin Petra Wollny.`
	const english = `Fourteen people were injured in a fire at the port on Tuesday. Police put the damage at three million euros.`
	const french = `À Saint-Vaury, l'usine de faïence ferme après 140 ans

La faïencerie Delmas cessera son activité le 31 décembre, a annoncé mardi sa directrice, Claire Delmas. Les 62 salariés ont appris la nouvelle dans la cour.`
	for _, c := range []struct{ article, language, asked, want string }{
		{french, "fr", "pourquoi l'usine ferme-t-elle ?", "refused"},
		{french, "fr", "quand ferme l'usine ?", "refused"},
		{french, "fr", "où est l'usine ?", "À Saint-Vaury"},
		{french, "fr", "combien de salariés ?", "62 salariés"},
		{german, "de", "How many people were hurt?", "14 Menschen"},
		{german, "de", "how much is the damage", "3 Millionen"},
		{german, "de", "What did Petra Wollny say?", "Häuser halten"},
		{german, "de", "combien de blessés ?", "14 Menschen"},
		{german, "de", "When will the hall be rebuilt?", "foreign"},
		{german, "de", "Wann wird die Halle wieder aufgebaut?", "refused"},
		{english, "en", "Wie viele Menschen wurden verletzt?", "Fourteen"},
		{english, "en", "Wann wird die Halle wieder aufgebaut?", "foreign"},
		{english, "en", "When will the hall be rebuilt?", "refused"},
	} {
		a, err := briefing.Parse(c.article, briefing.Options{Language: c.language})
		if err != nil {
			t.Fatal(err)
		}
		_, _, found := understanding.Of(answer.NewIndex(a), talk.Before{}, c.asked)
		switch {
		case c.want == "foreign" || c.want == "refused":
			if found.Answered || found.Foreign != (c.want == "foreign") {
				t.Errorf("%q of an article in %q: answered %v, foreign %v", c.asked, c.language, found.Answered, found.Foreign)
			}
		case !found.Answered || found.Foreign || !strings.Contains(found.Sentences[0].Text, c.want):
			t.Errorf("%q of an article in %q: %+v", c.asked, c.language, found)
		}
	}
}
