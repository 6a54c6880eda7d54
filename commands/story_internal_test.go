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
