package answer

import (
	"slices"
	"testing"

	"lede/briefing"
	"lede/briefing/question"
)

// No row answers who came second if several tables have one, or if the figures of a table do not fall.
func TestAPlaceIsThatOfOneTable(t *testing.T) {
	const falls, other, rises = "\n\nPark\nAnn Lowe 30\nIvo Brun 20", "\n\nHill\nOle Dahl 9\nKim Voss 8", "\n\nHill\nOle Dahl 9\nKim Voss 18"
	for text, want := range map[string]bool{falls: true, falls + other: false, rises: false} {
		a, err := briefing.Parse("Heads were counted in Tresk on Friday."+text, briefing.Options{Language: "en"})
		if err != nil {
			t.Fatal(err)
		}
		x, q := NewIndex(a), question.Read("who came second", "en")
		s := &search{Index: x, q: &q, m: x.match(&q)}
		if s.rows(); slices.Contains(s.rowed, true) != want {
			t.Errorf("%q: %v, want %v", text, s.rowed, want)
		}
	}
}
