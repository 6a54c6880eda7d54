package commands

import (
	"slices"
	"testing"
)

// TestABareNumberIsNoReason: two articles that both say “two” are not seen to be of one story by that.
func TestABareNumberIsNoReason(t *testing.T) {
	figures := []string{"12", "Twelve", "38 kilometres", "4,200", "€4.2m", "5 %", "zwölf", "1\u202f200"}
	if got, want := telling(figures), []string{"38 kilometres", "€4.2m", "5 %"}; !slices.Equal(got, want) {
		t.Errorf("told are %q, want %q", got, want)
	}
}

// TestWhatWasCutEndsWhereItsWordDoes: a reason is shown in whole words.
func TestWhatWasCutEndsWhereItsWordDoes(t *testing.T) {
	text := "Parisians in Jajarkot district saw two of its eleven arches. Paris is far, said Ana"
	got := uncut([]string{"two of its eleve", "Jajarkot distric", "Paris", "An", "Ana", "elsewhere"}, text)
	if want := []string{"two of its eleven", "Jajarkot district", "Paris", "Ana", "Ana", "elsewhere"}; !slices.Equal(got, want) {
		t.Errorf("shown are %q, want %q", got, want)
	}
}

// TestKeyPointsStandForWhatIsNew before other sentences, and all in the order of the text.
func TestKeyPointsStandForWhatIsNew(t *testing.T) {
	for _, c := range []struct{ said, keyPoints, want []int }{
		{nil, []int{1, 4}, nil},
		{[]int{2}, []int{1, 4}, []int{2}},
		{[]int{2, 3, 5}, []int{1, 4}, []int{2, 3}},
		{[]int{2, 3, 4, 5}, []int{1, 4}, []int{2, 4}},
		{[]int{1, 2, 3, 4}, []int{1, 3, 4}, []int{1, 3}},
	} {
		if got := shown(c.said, c.keyPoints); !slices.Equal(got, c.want) {
			t.Errorf("of %v with the key points %v, %v are shown, want %v", c.said, c.keyPoints, got, c.want)
		}
	}
}
