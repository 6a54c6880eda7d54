package wording

import (
	"slices"
	"testing"

	"lede/briefing/text"
)

// TestNamesAndPlacesAreMarked: a name by its capital, which a sentence's first word has anyway, and a place by what stands before it.
func TestNamesAndPlacesAreMarked(t *testing.T) {
	of := "Yesterday Anna Berg swam near Port Ellery and laughed"
	stems, marks := Marked(of, text.Span{End: len(of)}, "en", map[string]string{})
	want := map[string]uint32{"yesterday": 0, "anna": InName, "berg": InName, "swam": 0, "port": InName | InPlace, "elleri": InName | InPlace, "laugh": 0}
	for i, stem := range stems {
		mark, known := want[stem]
		if known && marks[i] != mark {
			t.Errorf("%s is marked %b, not %b", stem, marks[i], mark)
		}
	}
	for _, stem := range []string{"yesterday", "berg", "port", "elleri"} {
		if !slices.Contains(stems, stem) {
			t.Errorf("%s is missing in %v", stem, stems)
		}
	}
}

func TestARareStemWeighsMore(t *testing.T) {
	if polic, none := Rarity("polic"), Rarity("zzyzx"); polic >= none || none != Rarest {
		t.Errorf("police %.2f, a word of no list %.2f", polic, none)
	}
}
