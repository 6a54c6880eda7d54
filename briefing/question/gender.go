package question

// The sexes that words for people imply.
const (
	Male   = 1
	Female = -1
)

// SexOf returns the sex that the words for people in a text imply, 0 if none or both.
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
