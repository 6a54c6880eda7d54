// Package english makes an English question of words that were translated one by one: in English order, and with the words of the article that are like
// those nobody translated.
package english

import (
	"slices"

	"lede/briefing/words"
)

// Sets are the words by which the parts of a question are told: what may lead it, what measures behind “how”, and what costs money.
type Sets struct{ Leading, Measuring, Money func(word string) bool }

// Order puts the words of a question in English order: the question word, with “many” and the like after it, then its verb. “is when
// the strike” becomes “when is the strike”, “what say the boss” “what did the boss say”, and “the boss he knew” “did the boss know”.
func Order(list []string, sets Sets) []string {
	lead := 0
	if len(list) > 1 && sets.Leading(list[0]) && list[0] != "what" {
		lead = 1
	}
	list = slices.Concat(list[:lead], once(list[lead:]))
	if last := len(list) - 1; last > lead && list[last] == "the" {
		list[last] = "that" // “der minister wusste das?”
	}
	i := slices.IndexFunc(list, func(w string) bool { return words.Asking().QuestionWords[w] })
	if i < lead {
		return slices.Concat(list[:lead], whetherSo(list[lead:]))
	}
	to := i + 1
	for to < len(list) && sets.Measuring(list[to]) {
		to++
	}
	asks, rest := slices.Clone(list[i:to]), slices.Concat(list[lead:i], list[to:])
	if len(asks) == 2 && asks[1] == "many" && slices.ContainsFunc(rest, sets.Money) {
		asks[1] = "much"
	}
	return slices.Concat(list[:lead], asks, verbFirst(asks, rest))
}

// verbFirst puts the verb of a question before its subject.
func verbFirst(asks, rest []string) []string {
	auxiliary := func(w string) bool { return words.Asking().Auxiliaries[w] }
	adverb := len(asks) == 1 && slices.Contains([]string{"when", "where", "why", "how"}, asks[0])
	switch {
	case len(rest) == 0 || auxiliary(rest[0]):
		return rest
	case asks[0] == "what" && rest[0] == "say" && len(rest) > 1:
		return slices.Concat([]string{"did"}, rest[1:], rest[:1])
	case adverb, len(rest) > 1 && subjective(rest[0]), asks[0] == "what" && rest[0] == "the":
		return inverted(rest)
	}
	return rest
}

// inverted puts the auxiliary of a statement before its subject, “did” if it has none.
func inverted(list []string) []string {
	verb := slices.IndexFunc(list, func(w string) bool { return words.Asking().Auxiliaries[w] })
	if verb < 0 {
		return slices.Concat([]string{"did"}, list)
	}
	return slices.Concat(list[verb:verb+1], list[:verb], list[verb+1:])
}

// whetherSo turns a statement, as which many languages ask for yes or no, into an English question.
func whetherSo(list []string) []string {
	told := len(list) > 2 && (subjective(list[0]) || list[0] == "the" || list[0] == "a")
	if !told {
		return list
	}
	return inverted(list)
}

// subjective reports whether a word can be the subject of a verb behind it.
func subjective(word string) bool {
	return slices.Contains([]string{"he", "she", "it", "they", "i", "we", "you"}, word)
}

// once drops the pronoun that takes up a noun right before it: “the boss he knew”.
func once(list []string) []string {
	var out []string
	for i, w := range list {
		behindNoun := i > 1 && (list[i-2] == "the" || list[i-2] == "a")
		if !behindNoun || !subjective(w) || i == len(list)-1 {
			out = append(out, w)
		}
	}
	return out
}

// alikeBytes is the length of the common beginning of cognates, longerBytes the maximum number of further bytes of either.
const alikeBytes, longerBytes = 5, 3

// ByStart groups the words of a text, each once and in text order, by their first alikeBytes bytes.
func ByStart(text string) map[string][]string {
	all, seen := map[string][]string{}, map[string]bool{}
	for t := range words.InMessage(text) {
		if len(t.Fold) >= alikeBytes && !seen[t.Fold] {
			seen[t.Fold] = true
			all[t.Fold[:alikeBytes]] = append(all[t.Fold[:alikeBytes]], t.Fold)
		}
	}
	return all
}

// Cognate returns the word of an article with the same beginning and similar length as a foreign one, “modelo” and “model”; else the word itself.
func Cognate(word string, written map[string][]string) string {
	fold := words.Fold(word)
	for _, w := range written[fold[:min(len(fold), alikeBytes)]] {
		n := 0
		for n < len(fold) && n < len(w) && fold[n] == w[n] {
			n++
		}
		if len(fold)-n <= longerBytes && len(w)-n <= longerBytes {
			return w
		}
	}
	return word
}
