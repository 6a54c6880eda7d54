package briefing_test

import (
	"slices"
	"testing"

	"lede/briefing"
)

// TestQuotationsAreShownBySpeakerInWordsThatMeanSomething: a fragment stands in its sentence, which is shown once.
func TestQuotationsAreShownBySpeakerInWordsThatMeanSomething(t *testing.T) {
	t.Parallel()
	a, err := briefing.Parse("The ferry stops\n\n“The ferry stops tonight and will not sail again,” said Captain Mira Holm. “We are out of oil and out of patience.”\n\n"+
		"“It is a shame for the whole of the island,” said Mayor Elin Haas. Holm called the pier “a toy” and the boat “a bath.”", briefing.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var shown []string
	for _, i := range a.Quoted() {
		shown = append(shown, a.Quotes[i].Speaker+": "+a.QuoteText(i))
	}
	if want := []string{
		"Mira Holm: “The ferry stops tonight and will not sail again,” said Captain Mira Holm.", "Mira Holm: “We are out of oil and out of patience.”",
		"Mira Holm: Holm called the pier “a toy” and the boat “a bath.”", "Elin Haas: “It is a shame for the whole of the island,” said Mayor Elin Haas.",
	}; !slices.Equal(shown, want) {
		t.Errorf("shown are %q\nwant %q", shown, want)
	}
}

// TestAFigureTellsSomething with what it counts or measures, and not as a bare number or share.
func TestAFigureTellsSomething(t *testing.T) {
	t.Parallel()
	for f, want := range map[briefing.Figure]bool{
		{}: false, {Unit: "%"}: false, {Unit: "percent"}: false, {Unit: "per cent"}: false, {Unit: "percentage points"}: false, {Unit: "Prozent"}: false, {Unit: "відсотків"}: false,
		{Counts: "people"}: true, {Unit: "%", Counts: "voters"}: true, {Unit: "metres"}: true, {Unit: "persons"}: true,
	} {
		if f.Tells() != want {
			t.Errorf("%+v tells something: %v", f, f.Tells())
		}
	}
}
