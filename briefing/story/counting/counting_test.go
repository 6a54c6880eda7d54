package counting_test

import (
	"strings"
	"testing"

	"lede/briefing"
	"lede/briefing/story/counting"
)

// differ reports whether two texts give different values for one thing.
func differ(t testing.TB, first, second string) bool {
	t.Helper()
	var both [2][]counting.Counted
	for i, said := range []string{first, second} {
		a, err := briefing.Parse(said, briefing.Options{Language: "en"})
		if err != nil {
			t.Fatal(err)
		}
		both[i] = counting.In(a)
	}
	for _, c := range both[0] {
		for i := range both[1] {
			if c.Apart(&both[1][i]) {
				return true
			}
		}
	}
	return false
}

// TestTheDeadAreToldInManyWays: lives lost and bodies found count too, but not when only some bodies were found, or those of
// another event.
func TestTheDeadAreToldInManyWays(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		first, second string
		differ        bool
	}{
		{"Ten people died in the fire at the mill.", "The fire at the mill claimed 12 lives.", true},
		{"Ten people died in the fire at the mill.", "Twelve people lost their lives in the fire at the mill.", true},
		{"Ten people died in the fire at the mill.", "The fire at the mill claimed the lives of 12 people.", true},
		{"Ten people died in the fire at the mill.", "Firefighters found 12 bodies after the fire at the mill.", true},
		{"Ten people died in the fire at the mill.", "Firefighters found six bodies after the fire at the mill.", false},
		{"Firefighters found six bodies after the fire at the mill.", "Ten people died in the fire at the mill.", false},
		{"Ten people died in the fire at the mill.", "Twelve lives were lost in the fire at the mill.", true},
		{"Ten people died in the fire at the mill.", "Firefighters found 12 bodies from the war under a school.", false},
		{"A crash near Arda killed four people.", "Police found 12 bodies in a pit near Arda from the war.", false},
		{"Divers found six bodies in the lake.", "The two bodies were found by a walker.", false},
		{"Divers found six bodies in the lake.", "Divers found eight bodies in the lake.", true},
		{"Ten people died in the fire at the mill. Firefighters found two bodies in the yard.", "The fire at the mill killed 12 people.", true},
		{"Forty people were taken to hospital after the crash.", "Doctors are treating 46 people after the crash.", true},
		{"Eighty people have fallen ill in Velden.", "The outbreak has sickened 112 people in Velden.", true},
	} {
		if got := differ(t, c.first, c.second); got != c.differ {
			t.Errorf("%s | %s: %v", c.first, c.second, got)
		}
	}
}

// TestOtherFiguresBesideAToll: a part of the toll, a time in another clause and the day of the count are not its own; the day of
// the event is.
func TestOtherFiguresBesideAToll(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		first, second string
		differ        bool
	}{
		{"A bridge over the Tamm fell on Sunday morning, killing at least 10 people.", "At least 12 people were killed when a bridge fell into the Tamm on Sunday.", true},
		{"The fall of the bridge killed 12 people.", "Inspectors warned of rust six months before it fell and killed 13 people.", true},
		{"The hospital said 23 people were being treated, five of them in a serious condition.", "The hospital said 21 people were being treated.", true},
		{"The flood killed 14 people, including two in the first hour.", "The flood killed 16 people.", true},
		{"The flood killed 14 people, three in the first hour.", "The flood killed 16 people.", true},
		{"The flood killed 140 people, 35 in the first hour.", "The flood killed 160 people.", true},
		{"Ten people died in the fire at the mill on Sunday.", "By Tuesday 12 people had died of the fire at the mill.", true},
		{"Ten people died in the fire at the mill on Sunday.", "The death toll of the fire at the mill rose to 12 on Tuesday.", true},
		{"The death toll of the fire rose to 11 on Monday.", "The death toll of the fire rose to 12 on Tuesday.", false},
		{"The strike killed five people on Monday.", "The strike on Tuesday killed eight people.", false},
		{"The heat caused 140 deaths, 80 of them in care homes.", "The heat killed 80 people in care homes.", false},
		{"The heat caused 140 deaths, including 80 people in care homes.", "The heat killed 80 people in care homes.", false},
	} {
		if got := differ(t, c.first, c.second); got != c.differ {
			t.Errorf("%s | %s: %v", c.first, c.second, got)
		}
	}
}

// TestPeopleAndThingsGoByManyNames: of one fire, storm or firm, whoever tells it.
func TestPeopleAndThingsGoByManyNames(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		first, second string
		differ        bool
	}{
		{"The flood drowned 14 people in Brede.", "Sixteen villagers perished in the flood in Brede.", true},
		{"Some 900 residents of Porth were evacuated.", "Police evacuated 1,500 people from Porth.", true},
		{"Some 900 people were evacuated from Porth.", "Police evacuated 200 children from Porth.", false},
		{"The fire near Olm has burned 3,200 hectares.", "The fire near Olm has now consumed 4,100 hectares of forest, the county said.", true},
		{"The fire near Olm has burned 3,200 hectares.", "Fires in the south have burned 4,100 hectares.", false},
		{"The fire near Olm has burned 3,200 hectares.", "The fire near Olm burned for 10 days.", false},
		{"The village of Ska got 61 centimetres of snow.", "Some 74 centimetres of snow fell on the village of Ska.", true},
		{"Ryland will cut 640 jobs at its plant in Dorn.", "Ryland is to shed 820 posts at its plant in Dorn, the union said.", true},
		{"Snow lay 61 centimetres deep in the village of Ska.", "The village of Ska got 74 centimetres of snow after two storms.", true},
		{"In Serra 180 millimetres of rain fell on Tuesday.", "A storm drenched Serra with 231 millimetres of rain, the office said.", true},
		{"Ryland will cut 640 jobs at its plant in Dorn.", "Ryland will cut 12 shifts at its plant in Dorn.", false},
		{"The storm destroyed 42 houses on the island.", "On the island 61 homes were destroyed by the storm, the mayor said.", true},
		{"The storm destroyed 42 houses on the island.", "On the island 61 homes were damaged by the storm, the mayor said.", false},
		{"The storm damaged 42 houses on the island.", "On the island 61 homes were damaged by the storm, the mayor said.", true},
		{"The museum needs £2m a year to stay open.", "The museum says it needs £3m a year to stay open.", true},
		{"Building the stand cost about $4.1m.", "The stand cost more than $4 million.", false},
	} {
		if got := differ(t, c.first, c.second); got != c.differ {
			t.Errorf("%s | %s: %v", c.first, c.second, got)
		}
	}
}

// TestFiguresAreBounded: many figures, or an endless sentence, are not all compared.
func TestFiguresAreBounded(t *testing.T) {
	t.Parallel()
	for said, most := range map[string]int{
		"The flood " + strings.Repeat("killed 5 people and ", 200) + "left.": 0,
		strings.Repeat("The flood killed 5 people. ", 600):                   500,
	} {
		a, err := briefing.Parse(said, briefing.Options{Language: "en"})
		if err != nil || len(a.Figures) <= most {
			t.Fatalf("%d figures, %v", len(a.Figures), err)
		}
		if got := len(counting.In(a)); got != most {
			t.Errorf("%d of %d figures", got, len(a.Figures))
		}
	}
}

// TestAHedgeThatIsTurnedRoundMeansTheOther: "no fewer than 19" agrees with 19, and "fewer than 19" does not.
func TestAHedgeThatIsTurnedRoundMeansTheOther(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		first, second string
		differ        bool
	}{
		{"No fewer than 19 people died in the fire at the mill.", "Nineteen people died in the fire at the mill.", false},
		{"No fewer than 191 people died in the fire at the mill.", "The fire at the mill killed 195 people.", false},
		{"No more than 191 people died in the fire at the mill.", "The fire at the mill killed 195 people.", true},
		{"Fewer than 19 people died in the fire at the mill.", "At least 19 people died in the fire at the mill.", true},
		{"The fire at the mill killed 16 people, and not 14.", "The fire at the mill killed 16 people.", false},
	} {
		if got := differ(t, c.first, c.second); got != c.differ {
			t.Errorf("%s | %s: %v", c.first, c.second, got)
		}
	}
}
