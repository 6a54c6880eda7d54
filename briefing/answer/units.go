package answer

import "lede/briefing/words"

// unitWords are the words of which one has to stand beside a number, by what is asked for.
func unitWords(unit string) words.Set {
	q := words.Asking()
	switch unit {
	case "money":
		return q.Money
	case "time":
		return q.Durations
	case "long":
		return q.Stretches
	case "weight":
		return q.Weights
	case "length":
		return q.Lengths
	case "distance":
		return q.Distances
	case "temperature":
		return q.Degrees
	case "percent":
		return q.Percents
	}
	return nil
}
