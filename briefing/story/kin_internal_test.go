package story

import (
	"testing"
	"time"

	"lede/briefing"
)

func printAt(t *testing.T, title, text string, at time.Time) print {
	t.Helper()
	a, err := briefing.Parse(text, briefing.Options{Language: "en", Title: title, Published: &at})
	if err != nil {
		t.Fatal(err)
	}
	s := Sign(a)
	return printOf(&s)
}

// TestWhatIsToldInRelatedWords: a second newsroom tells the first sentences and the title in other words; another event has
// none of them.
func TestWhatIsToldInRelatedWords(t *testing.T) {
	monday := time.Date(2026, time.March, 2, 18, 0, 0, 0, time.UTC)
	first := printAt(t, "Fire destroys warehouse in Harwick", "A fire destroyed a warehouse full of furniture in Harwick on Monday. Two people were injured.", monday)
	again := printAt(t, "Blaze guts depot in Harwick", "A blaze gutted a depot with sofas and other furniture in Harwick. Two workers were hurt.", monday)
	other := printAt(t, "Fire in Harwick school", "Pupils left a school in Harwick on Wednesday when a fire began in its kitchen. Forty of them saw a doctor.", monday.Add(48*time.Hour))
	same, two := compare(&first, &again), compare(&first, &other)
	for _, sign := range []int{LeadKin, TitleLeast, TitleMost} {
		if same[sign] <= two[sign] || same[sign] > 1 {
			t.Errorf("%s: %.2f of one event, %.2f of two", signNames[sign], same[sign], two[sign])
		}
	}
	if same[ValuesApart] != 0 || two[ValuesApart] == 0 {
		t.Errorf("no value in common: %.2f of one event, %.2f of two", same[ValuesApart], two[ValuesApart])
	}
	if same[FirstDayApart] != 0 || two[FirstDayApart] != 1 {
		t.Errorf("another day first: %v of one event, %v of two", same[FirstDayApart], two[FirstDayApart])
	}
}

// TestAWeekdayIsTheNearest: where the tense does not say whether it is past or to come.
func TestAWeekdayIsTheNearest(t *testing.T) {
	monday := time.Date(2026, time.March, 2, 1, 0, 0, 0, time.FixedZone("", 5*60*60)) // still Sunday in UTC
	today := uint32(time.Date(2026, time.March, 2, 0, 0, 0, 0, time.UTC).Unix() / (24 * 60 * 60))
	for text, want := range map[string]uint32{
		"The strike that begins on Thursday will last until the spring, they said.": today + 3,
		"The works will go on, as the union was told on Friday by the company.":     today - 3,
	} {
		p := printAt(t, "Strike", text, monday)
		if days := p.daysOf(); len(days) != 1 || days[0] != want {
			t.Errorf("%s: %v, want %d", text, days, want)
		}
	}
}
