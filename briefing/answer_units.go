package briefing

import "sync"

// Closed classes of words that tell what sort of thing a sentence holds.
var (
	timeWords   = sync.OnceValue(func() map[string]bool { return wordSet("when") })
	looseTime   = sync.OnceValue(func() map[string]bool { return wordSet("when-loosely") })
	placeBefore = sync.OnceValue(func() map[string]bool {
		return setOf("in at near from to outside inside across on around off along into through toward towards over under beneath between behind beside")
	})
	placeLike     = sync.OnceValue(func() map[string]bool { return wordSet("whereabouts") })
	numberWords   = sync.OnceValue(func() map[string]bool { return wordSet("numbers") })
	moneyUnits    = sync.OnceValue(func() map[string]bool { return wordSet("money") })
	timeUnits     = sync.OnceValue(func() map[string]bool { return wordSet("durations") })
	lengthUnits   = sync.OnceValue(func() map[string]bool { return wordSet("lengths") })
	distanceUnits = sync.OnceValue(func() map[string]bool {
		units := wordSet("lengths")
		for _, w := range []string{"hour", "hours", "minutes", "light", "block", "blocks"} {
			units[w] = true // "an hour from the coast"
		}
		return units
	})
	longUnits = sync.OnceValue(func() map[string]bool {
		units := wordSet("lengths")
		for w := range timeUnits() {
			units[w] = true
		}
		return units
	})
	weightUnits = sync.OnceValue(func() map[string]bool {
		return setOf("gram grams kilogram kilograms kilo kilos kg tonne tonnes ton tons pound pounds ounce ounces stone")
	})
	degreeUnits  = sync.OnceValue(func() map[string]bool { return setOf("degree degrees celsius fahrenheit c f") })
	percentUnits = sync.OnceValue(func() map[string]bool {
		return setOf("percent per cent percentage half third quarter thirds quarters tenths fifths out one in")
	})
)

// unitWords are the words of which one has to stand beside a number, by what is asked for.
func unitWords(unit string) map[string]bool {
	switch unit {
	case "money":
		return moneyUnits()
	case "time":
		return timeUnits()
	case "long":
		return longUnits()
	case "weight":
		return weightUnits()
	case "length":
		return lengthUnits()
	case "distance":
		return distanceUnits()
	case "temperature":
		return degreeUnits()
	case "percent":
		return percentUnits()
	}
	return nil
}
