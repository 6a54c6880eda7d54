package words

import "testing"

// TestKindsOfEventAreKnownByTheirWords: in each language, in its inflected forms, and where several words are written as one.
func TestKindsOfEventAreKnownByTheirWords(t *testing.T) {
	fire, sport, strike := Happened(Stem("blaze", "en"), "en"), Happened(Stem("relay", ""), ""), Happened(Stem("walkout", "en"), "en")
	if fire == 0 || sport == 0 || strike == 0 || fire&sport|fire&strike|sport&strike != 0 {
		t.Fatalf("kinds of a blaze, a relay and a walkout: %b, %b, %b", fire, sport, strike)
	}
	for _, w := range []struct {
		word, language string
		kind           Kinds
		is             bool
	}{
		{"blazes", "en", fire, true}, {"brandstifter", "de", fire, true}, {"großbrand", "de", fire, true}, {"hafenstreik", "de", strike, true},
		{"incendies", "fr", fire, true}, {"huelgas", "es", strike, true}, {"incêndios", "pt", fire, true}, {"пожежею", "uk", fire, true},
		{"cupboard", "en", ^Kinds(0), false}, {"brandstifter", "en", ^Kinds(0), false}, {"blaze", "nl", ^Kinds(0), false}, {"ab", "de", ^Kinds(0), false},
	} {
		if got := Happened(Stem(Fold(w.word), w.language), w.language)&w.kind != 0; got != w.is {
			t.Errorf("%s (%s): %v", w.word, w.language, got)
		}
	}
}

func TestAPlaceStandsBehindSomeWords(t *testing.T) {
	for word, languages := range map[string][2]string{"near": {"en", "de"}, "près": {"fr", "en"}, "bei": {"de", "en"}} {
		if !PlacePreposition(word, languages[0]) && !PlacePreposition(Fold(word), languages[0]) || PlacePreposition(word, languages[1]) {
			t.Errorf("%s is not one of %s, or one of %s", word, languages[0], languages[1])
		}
	}
}
