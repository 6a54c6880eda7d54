package words_test

import (
	"testing"

	"lede/briefing/words"
)

func TestForeignToTellsTheLanguageOfAQuestion(t *testing.T) {
	for question, language := range map[string]string{
		"How many people were hurt?":              "en",
		"whats the damage":                        "en",
		"who is De la Cruz?":                      "en",
		"Wie viele Menschen wurden verletzt?":     "de",
		"Was hat die Bürgermeisterin gesagt?":     "de",
		"Combien de personnes sont blessées ?":    "fr",
		"¿Cuántas personas resultaron heridas?":   "es",
		"Quante persone sono rimaste ferite?":     "it",
		"Hoeveel mensen zijn er gewond geraakt?":  "nl",
		"Сколько человек погибло?":                "ru",
		"Скільки людей було поранено?":            "uk",
		"Ile osób zostało rannych i kto to jest?": "pl",
	} {
		for _, article := range []string{"en", "de", "fr", "es", "it"} {
			if got := words.ForeignTo(question, article); got && article == language {
				t.Errorf("%q is taken for foreign to an article in its own language, %s", question, article)
			} else if !got && article != language && question != "whats the damage" && question != "who is De la Cruz?" {
				t.Errorf("%q is not taken for foreign to an article in %q", question, article)
			}
		}
	}
	for _, question := range []string{"Jens Otte?", "De Gaulle?", "", "hw mny ppl hrt", "a strike?", "la palma", "Le Pen rally arrests"} {
		if words.ForeignTo(question, "en") {
			t.Errorf("%q is taken for a question in another language", question)
		}
	}
	if words.ForeignTo("Wie viele Menschen wurden verletzt?", "") {
		t.Error("a question is foreign to an article in no known language")
	}
}
