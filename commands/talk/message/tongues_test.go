package message

import "testing"

// TestWishesAreUnderstoodInSixLanguages, with politeness, and no question to an article is taken for one.
func TestWishesAreUnderstoodInSixLanguages(t *testing.T) {
	for text, want := range map[string]Wish{
		"Guten Morgen!": Greeting, "Bonsoir": Greeting, "¡Buenos días!": Greeting, "Olá": Greeting, "Доброго дня": Greeting,
		"Vielen Dank": Thanks, "Merci beaucoup !": Thanks, "Muito obrigada": Thanks, "Дуже дякую!": Thanks,
		"Hilfe bitte": Help, "Aide-moi s'il te plaît": Help, "¿Qué puedes hacer?": Help, "Ajuda, por favor": Help, "Допоможи, будь ласка": Help,
		"Zusammenfassung, bitte": Summary, "De quoi s'agit-il ?": Summary, "¿Qué pasó?": Summary, "Resumo por favor": Summary, "Що сталося?": Summary,
		"Was ist noch passiert?": Developments, "Quoi d'autre ?": Developments, "¿Qué más?": Developments, "Що ще?": Developments,
		"Zitate bitte": Quotes, "Qui a dit quoi ?": Quotes, "¿Quién dijo qué?": Quotes, "Citações": Quotes, "Хто що сказав?": Quotes,
		"Was gibt's Neues?": Headlines, "Quoi de neuf ?": Headlines, "¿Qué hay de nuevo?": Headlines, "Novidades?": Headlines, "Що нового?": Headlines,
		"Was ist sonst passiert?": Developments, "Це неправда": Wrong, "Das ist nicht wahr!": Wrong, "Tut mir leid": Well, "Désolée": Well, "Lo siento": Well, "Desculpa": Well, "Вибач": Well,
		"Was ist gestern passiert?": Headlines, "¿Qué pasó ayer?": Headlines, "Wie werde ich dich los?": Help, "Zeig mir alles": Summary, "Was ist in Ellery passiert?": None, "Qué pasó en el puerto ayer?": None,
		"Zurück": Back, "Retour": Back, "Volver": Back, "Voltar": Back, "Назад": Back,
		"Quelle": Sources, "Fuentes": Sources, "Джерела": Sources, "Meine Daten": Data, "Забудь мене": Data,

		"Wer ist Marta Lindqvist?": None, "Was hat der Bürgermeister gesagt?": None, "Qui est le maire ?": None, "Que dit le maire de la retour ?": None,
		"¿Quién es el alcalde?": None, "¿Cuántas personas viven allí?": None, "Quem é o prefeito?": None, "Хто такий мер?": None, "Скільки людей там живе?": None,
		"what did Para say?": None, "who is Danke?": None,
	} {
		if got := WishOf(text); got != want {
			t.Errorf("%q asks for %q, want %q", text, got, want)
		}
	}
}

// TestAWishShowsItsLanguage by its words, however few; other messages do not, nor do English ones and words of several languages.
func TestAWishShowsItsLanguage(t *testing.T) {
	for text, want := range map[string]string{
		"danke": "de", "Die Zitate, bitte": "de", "Merci beaucoup": "fr", "les citations s’il te plaît": "fr", "aide": "fr", "gracias": "es", "las citas por favor": "es",
		"olá": "pt-BR", "os titulares por favor": "", "obrigado": "pt-BR", "цитати": "uk", "допоможи": "uk",
		"thanks": "", "help": "", "quotes please": "", "thanks, merci": "", "por favor": "", "danke said what?": "", "who is Merci?": "", "Peskow bitte": "",
	} {
		if got := TongueOfWish(text); got != want {
			t.Errorf("%q is taken for %q, want %q", text, got, want)
		}
	}
}
