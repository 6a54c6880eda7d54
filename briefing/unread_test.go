package briefing_test

import (
	"testing"

	"lede/briefing"
)

// TestWhatCannotBeReadIsKnown by the language, or by the script of a text whose language is not known.
func TestWhatCannotBeReadIsKnown(t *testing.T) {
	for text, want := range map[string]bool{
		"The old bridge closes on Monday, the council of Lowbridge said. Ferries will run instead until the spring.": false,
		"Bridge closed": false, "": false,
		"Die alte Brücke wird am Montag gesperrt, sagte der Rat der Stadt. Bis zum Frühjahr fahren Fähren, und das kostet die Stadt viel Geld.": false,
		"Старий міст закриють у понеділок, повідомила міська рада. До весни людей возитимуть пороми, і це дорого коштує місту.":                 false,
		"古い橋は月曜日に閉鎖されると市議会が発表した。春までフェリーが運航する。":                                                                                                  true,
		"يغلق الجسر القديم يوم الاثنين، كما قال مجلس المدينة. وستعمل العبارات حتى الربيع.":                                                      true,
		"Η παλιά γέφυρα κλείνει τη Δευτέρα, είπε το δημοτικό συμβούλιο. Μέχρι την άνοιξη θα υπάρχουν πλοία.":                                    true,
	} {
		if got := (&briefing.Article{Text: text, Language: languageOf(t, text)}).Unread(); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}

func languageOf(t *testing.T, text string) string {
	t.Helper()
	if text == "" {
		return ""
	}
	a, err := briefing.Parse(text, briefing.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return a.Language
}
