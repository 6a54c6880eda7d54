package briefing_test

import (
	"testing"

	"lede/briefing"
)

// TestTheTenOfAPowerIsNoFigure: neither a base nor its power is an amount. Behind another number stands the number of a note.
func TestTheTenOfAPowerIsNoFigure(t *testing.T) {
	for in, want := range map[string]int{"10⁶ litres": 0, "10⁻³ grams": 0, "10 litres": 1, "1,200³ tonnes": 1, "10": 1} {
		a, err := briefing.Parse("The plant in the harbour holds "+in+", the clerk of the board said.", briefing.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if len(a.Figures) != want {
			t.Errorf("%s: %d figures, want %d", in, len(a.Figures), want)
		}
	}
}
