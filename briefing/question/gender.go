package question

// The sexes that words for people may be of.
const (
	Male   = 1
	Female = -1
)

// SexOf is the sex that the words for people in a text are of, 0 if of none or of both.
func SexOf(list []Word) int {
	he, she := false, false
	for _, w := range list {
		switch w.Fold {
		case "he", "him", "his", "himself", "he's", "he'd", "he'll":
			he = true
		case "she", "her", "hers", "herself", "she's", "she'd", "she'll":
			she = true
		}
	}
	switch {
	case he == she:
		return 0
	case he:
		return Male
	}
	return Female
}
