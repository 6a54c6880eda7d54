package briefing

import "sync"

// Closed classes of words that tell what sort of thing a sentence holds.
var (
	timeWords    = sync.OnceValue(func() map[string]bool { return wordSet("when") })
	placeLike    = sync.OnceValue(func() map[string]bool { return wordSet("whereabouts") })
	numberWords  = sync.OnceValue(func() map[string]bool { return wordSet("numbers") })
	moneyUnits   = sync.OnceValue(func() map[string]bool { return wordSet("money") })
	timeUnits    = sync.OnceValue(func() map[string]bool { return wordSet("durations") })
	lengthUnits  = sync.OnceValue(func() map[string]bool { return wordSet("lengths") })
	distanceUnits = sync.OnceValue(func() map[string]bool {
		units := wordSet("lengths")
		for _, w := range []string{"hour", "hours", "minutes", "light", "block", "blocks"} {
			units[w] = true // "an hour from the coast"
		}
		return units
	})
	ageUnits     = sync.OnceValue(func() map[string]bool { return setOf("year years old aged age month months") })
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
	case "length":
		return lengthUnits()
	case "distance":
		return distanceUnits()
	case "age":
		return ageUnits()
	case "percent":
		return percentUnits()
	}
	return nil
}
