package answer_test

import (
	"strings"
	"testing"

	"lede/briefing"
	"lede/briefing/answer"
)

// abroad are articles in other languages, with what people ask of them and a part of the answer, "" for what they do not say.
var abroad = []struct {
	language, article string
	asked             map[string]string
}{
	{"de", `Beim Brand einer Lagerhalle in Wittenau sind am Montagabend drei Menschen verletzt worden. Das Feuer brach gegen 19.40 Uhr aus. Rund 80 Einsatzkräfte waren vor Ort.
„Wir haben drei Arbeiter vom Dach geholt“, sagte Einsatzleiterin Petra Lohmann. Ein 34-jähriger Arbeiter wurde mit Verbrennungen ins Krankenhaus gebracht. Die Brandursache ist noch unklar.
Der Schaden wird auf 1,2 Millionen Euro geschätzt. Die Bundesstraße 27 blieb bis 6 Uhr gesperrt. Bürgermeister Jens Krüger will alle Hallen prüfen lassen.`, map[string]string{
		"wo war das?": "in Wittenau", "wann war das": "Montagabend", "wie viele verletzte gibt es?": "drei Menschen", "was ist die ursache": "unklar", "wie kam es dazu?": "unklar",
		"wie hoch ist der schaden?": "1,2 Millionen", "was sagt die einsatzleiterin?": "vom Dach", "ist die straße wieder frei?": "gesperrt", "wie viele einsatzkräfte waren da": "80",
		"wie alt ist der arbeiter": "34-jähriger", "wie viele feuerwehrleute wohnen hier": "", "wer ist jens krüger": "Bürgermeister", "was sagt der bürgermeister": "prüfen lassen", "wie alt ist der bürgermeister": "",
		"wann fährt der zug": "", "wie teuer ist der eintritt": "", "gibt es eine belohnung?": "",
	}},
	{"fr", `Un bus scolaire et un camion sont entrés en collision jeudi matin près de Vernay. Douze enfants ont été légèrement blessés. Le chauffeur du camion a été placé en garde à vue.
« Le camion n'avait pas allumé ses feux », a expliqué la procureure, Claire Mounier. Une quarantaine de pompiers ont été mobilisés. Le département estime les travaux à 1,4 million d'euros.`, map[string]string{
		"c'était où ?": "Vernay", "c'est arrivé quand": "jeudi matin", "y a des blessés ?": "Douze enfants", "combien d'enfants ont été blessés": "Douze", "quelqu'un a été arrêté ?": "garde à vue",
		"combien coûtent les travaux": "1,4 million", "qu'a dit la procureure ?": "ses feux", "combien de pompiers": "quarantaine", "qui a gagné ?": "", "quel âge a le chauffeur": "",
	}},
	{"es", `Los estibadores del puerto de Almazora votaron el martes a favor de una huelga indefinida. Piden un aumento salarial del 6 % y más descansos.
«No nos han dejado otra salida», dijo la secretaria general del sindicato, Nuria Cabrales. La autoridad portuaria, presidida por Julio Bermejo, ofreció un 2,5 %. La última huelga, en 2019, duró once días. Las dos partes se reunirán el viernes en Valencia.`, map[string]string{
		"¿qué piden?": "aumento salarial", "por qué hay huelga": "aumento salarial", "cuánto duró la última huelga": "once días", "y ahora qué": "se reunirán", "qué dijo nuria cabrales": "otra salida",
		"quién es Julio Bermejo": "autoridad portuaria", "hay heridos?": "", "¿cuánto cuesta la entrada?": "",
	}},
	{"it", `Quattro persone sono rimaste intossicate nell'incendio di un appartamento a Ferrano nella notte tra martedì e mercoledì. «Abbiamo sentito un'esplosione», ha detto Lucia Baldini.
Il sindaco, Marco Tesei, ha annunciato che le dodici famiglie evacuate saranno ospitate in albergo. Il danno è stimato in 300.000 euro.`, map[string]string{
		"dove è successo?": "Ferrano", "quando è successo": "martedì", "chi è marco tesei?": "sindaco", "cosa ha detto lucia baldini": "esplosione", "quanto è il danno?": "300.000", "quante famiglie": "dodici", "quanto costa il biglietto": "",
	}},
	{"nl", `Bij een grote brand in een loods in Dorsten zijn dinsdagavond twee brandweerlieden gewond geraakt. Burgemeester Anouk Visser noemde de brand een drama voor het dorp. De schade bedraagt 2 miljoen euro.`, map[string]string{
		"wanneer was de brand?": "dinsdagavond", "waar was de brand": "Dorsten", "hoeveel brandweerlieden raakten gewond": "twee", "hoe groot is de schade?": "2 miljoen", "wie is anouk visser": "Burgemeester", "wie heeft de brand gesticht": "",
	}},
	{"pl", `W pożarze magazynu w Kobierzu we wtorek wieczorem rannych zostało dwóch strażaków. Most był zamknięty przez cztery godziny. Burmistrz Anna Zielińska zapowiedziała pomoc. Straty oszacowano na 2 mln zł. Przyczyną pożaru było zwarcie instalacji.`, map[string]string{
		"kiedy był pożar?": "we wtorek", "ilu strażaków zostało rannych": "dwóch", "kto to jest anna zielińska": "Burmistrz", "jak długo most był zamknięty": "cztery godziny", "jaka była przyczyna pożaru": "zwarcie", "ile wynoszą straty": "2 mln", "kto podpalił": "",
	}},
}

// TestArticlesInOtherLanguagesAreAskedInThem as direct messages are, by /ask and in the terminal.
func TestArticlesInOtherLanguagesAreAskedInThem(t *testing.T) {
	for _, c := range abroad {
		a, err := briefing.Parse(c.article, briefing.Options{Language: c.language})
		if err != nil {
			t.Fatal(err)
		}
		for asked, want := range c.asked {
			found := answer.From(a, asked)
			sound(t, a, asked, found)
			if found.Answered != (want != "") || found.Answered && !strings.Contains(found.Sentences[0].Text, want) {
				t.Errorf("%s: %q: answered %v: %v", c.language, asked, found.Answered, found.Sentences)
			}
		}
	}
}
