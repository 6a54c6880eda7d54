package talk

import (
	"slices"
	"strings"
	"sync"

	"lede/briefing"
	"lede/briefing/words"
)

// glossary maps words of a language, joined by spaces, to their English.
type glossary struct {
	exact    map[string]string
	stems    map[string]string // beginnings of words
	shortest int               // length of the shortest stem, in bytes
}

// tongues lists the languages of glossary.txt, in the order of its columns.
var tongues = [...]string{"de", "fr", "es", "pt-BR", "uk"}

// glossaries holds the columns of glossary.txt, by language.
var glossaries = sync.OnceValue(func() map[string]glossary {
	all := map[string]glossary{}
	for _, tongue := range tongues {
		all[tongue] = glossary{map[string]string{}, map[string]string{}, maxMessage}
	}
	for line := range linesOf("glossary.txt") {
		english, columns, _ := strings.Cut(line, ": ")
		english = strings.TrimPrefix(english, "-")
		for i, column := range strings.Split(columns, ";") {
			g := all[tongues[i]]
			for pattern := range strings.FieldsSeq(column) {
				said := joined(tokens(strings.ReplaceAll(strings.TrimSuffix(pattern, "*"), "_", " ")))
				switch {
				case pattern == "-":
				case strings.HasSuffix(pattern, "*"):
					g.stems[said] = english
					g.shortest = min(g.shortest, len(said))
				default:
					if _, ok := g.exact[said]; !ok { // the first line counts
						g.exact[said] = english
					}
				}
			}
			all[tongues[i]] = g
		}
	}
	return all
})

// mostPhrase is the maximum number of words of a phrase in the glossary.
const mostPhrase = 4

// at returns the English of the words starting at from, and their number; 0 if the glossary has none.
func (g glossary) at(list []token, from int) (english string, n int) {
	for n = min(mostPhrase, len(list)-from); n > 0; n-- {
		if english, ok := g.exact[joined(list[from:from+n])]; ok {
			return english, n
		}
	}
	word := list[from].Fold
	for end := len(word); end >= g.shortest; end-- {
		if english, ok := g.stems[word[:end]]; ok {
			return english, 1
		}
	}
	if before, rest, ok := strings.Cut(word, "'"); ok && len(before) <= len("qu") && rest != "" { // “d'enfants”
		return g.at([]token{{Fold: rest}}, 0)
	}
	return "", 0
}

// knows counts the words the glossary has.
func (g glossary) knows(list []token) (known int) {
	for i := 0; i < len(list); {
		_, n := g.at(list, i)
		known += n
		i += max(n, 1)
	}
	return known
}

// Tongue returns the language of a message, as far as the glossary can tell it from English: the one of which it knows the most words, and
// more than English has; "" for English or if unsure.
func Tongue(text string) string {
	list := tokens(text)
	english := 0
	for _, t := range list {
		if words.Known(t.Fold) || words.Stopword(t.Fold, "en") {
			english++
		}
	}
	best, most := "", 0
	for _, tongue := range tongues {
		if n := glossaries()[tongue].knows(list); n > most {
			best, most = tongue, n
		}
	}
	if most <= english || 2*most < len(list) {
		return ""
	}
	return best
}

// telling holds the words of tongues.txt, by language.
var telling = sync.OnceValue(func() map[string]map[string]bool {
	all := map[string]map[string]bool{}
	for line := range linesOf("tongues.txt") {
		tongue, list, _ := strings.Cut(line, ": ")
		all[tongue] = map[string]bool{}
		for _, t := range tokens(list) {
			all[tongue][t.Fold] = true
		}
	}
	return all
})

// TongueOfWish returns the language of a message that is understood as a wish, such as thanks: these are too short for Tongue, and what they mean is
// known. It returns "" for English, for any other message, and if unsure.
func TongueOfWish(text string) string {
	if WishOf(text) == None {
		return ""
	}
	list := tokens(text)
	count := func(is func(token) bool) (n int) {
		for _, t := range list {
			if is(t) {
				n++
			}
		}
		return n
	}
	best, most, alone := "", 0, true
	for _, tongue := range tongues {
		n := count(func(t token) bool { return telling()[tongue][t.Fold] })
		switch {
		case n > most:
			best, most, alone = tongue, n, true
		case n == most:
			alone = false
		}
	}
	english := count(func(t token) bool {
		return !telling()[best][t.Fold] && (words.Known(t.Fold) || words.Stopword(t.Fold, "en"))
	})
	if !alone || most <= english {
		return ""
	}
	return best
}

// Translated translates a foreign question to an English article word by word, with the question word first; it returns any other text as it is.
func Translated(a *briefing.Article, text string) string {
	tongue := Tongue(text)
	if tongue == "" {
		return text
	}
	g, list := glossaries()[tongue], tokens(text)
	var out []string
	names, written := nameWords(everybody(a)...), wordsByStart(a)
	for i := 0; i < len(list); {
		english, n := g.at(list, i)
		switch {
		case n == 0 && known().offices[list[i].Fold] != "":
			out = append(out, known().offices[list[i].Fold])
		case n == 0 || i > 0 && list[i].Upper && names.has(list[i]):
			out = append(out, cognate(text[list[i].Start:list[i].End], written))
		case english != "":
			out = append(out, strings.Fields(english)...)
		}
		i += max(n, 1)
	}
	return strings.Join(inOrder(out), " ") + "?"
}

// inAnyTongue returns the English of a word of any other language; "" if the glossaries have none.
func inAnyTongue(t token) string {
	for _, tongue := range tongues {
		if english, n := glossaries()[tongue].at([]token{t}, 0); n > 0 {
			return english
		}
	}
	return ""
}

// inOrder puts the words of a question in English order: the question word, with “many” and the like after it, then its verb. “is when
// the strike” becomes “when is the strike”, “what say the boss” “what did the boss say”, and “the boss he knew” “did the boss know”.
func inOrder(list []string) []string {
	lead := 0
	if len(list) > 1 && leading.has(list[0]) && list[0] != "what" {
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
	for to < len(list) && measuring.has(list[to]) {
		to++
	}
	asks, rest := slices.Clone(list[i:to]), slices.Concat(list[lead:i], list[to:])
	if len(asks) == 2 && asks[1] == "many" && slices.ContainsFunc(rest, ofMoney.has) {
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

// wordsByStart groups the words of an article, each once and in text order, by their first alikeBytes bytes.
func wordsByStart(a *briefing.Article) map[string][]string {
	all, seen := map[string][]string{}, map[string]bool{}
	for _, t := range tokensOf(a.Text, len(a.Text)) {
		if len(t.Fold) >= alikeBytes && !seen[t.Fold] {
			seen[t.Fold] = true
			all[t.Fold[:alikeBytes]] = append(all[t.Fold[:alikeBytes]], t.Fold)
		}
	}
	return all
}

// cognate returns the word of an article with the same beginning and similar length as a foreign one, “modelo” and “model”; else the word itself.
func cognate(word string, written map[string][]string) string {
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
