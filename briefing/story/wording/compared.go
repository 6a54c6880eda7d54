package wording

import "lede/briefing/text"

// LongestCompared is how many words of a sentence are compared: what has more is a list, and each word may be compared with each.
const LongestCompared = 300

// Compared returns the words of a sentence that are compared, and whether it has more.
func Compared(of string, within text.Span) (list []text.Token, cut bool) {
	list = text.Tokenise(of, within)
	return list[:min(len(list), LongestCompared)], len(list) > LongestCompared
}
