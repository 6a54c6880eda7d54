package talk

import (
	"slices"
	"strings"
	"sync"

	"lede/briefing"
	"lede/briefing/words"
)

// glossary leads from words of a language, joined by blanks, to what they are in English.
type glossary struct {
	exact    map[string]string
	stems    map[string]string // what words begin with
	shortest int               // bytes of the shortest stem
}

// tongues are the languages of glossary.txt, in the order of its columns.
var tongues = [...]string{"de", "fr", "es", "pt-BR", "uk"}

// glossaries are those of glossary.txt, by language.
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
				case g.exact[said] == "":
					g.exact[said] = english
				}
			}
			all[tongues[i]] = g
		}
	}
	return all
})

// mostPhrase is of how many words a phrase of the glossary is at most.
const mostPhrase = 4

// at is what the words from one on are in English, and how many they are; 0 for none that the glossary has.
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

// knows is how many of some words it has.
func (g glossary) knows(list []token) (known int) {
	for i := 0; i < len(list); {
		_, n := g.at(list, i)
		known += n
		i += max(n, 1)
	}
	return known
}

// Tongue is the language that a message is written in, as far as the glossary tells it from English: that of which it knows the most words, and more than
// English has; "" for English and where it cannot be told.
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

// Translated is a question in another language to an English article, word by word in English, the word that asks first; any other as it is.
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

// inAnyTongue is what a word of another language is in English; "" for none that the glossaries have.
func inAnyTongue(t token) string {
	for _, tongue := range tongues {
		if english, n := glossaries()[tongue].at([]token{t}, 0); n > 0 {
			return english
		}
	}
	return ""
}

// inOrder puts the words of a question in the order of English: the word that asks first, with “many” and the like behind it, then its verb. “is when the
// strike” is “when is the strike”, and “what say the boss” is “what did the boss say”.
func inOrder(list []string) []string {
	lead := 0
	if len(list) > 1 && leading.has(list[0]) && list[0] != "what" {
		lead = 1
	}
	i := slices.IndexFunc(list, func(w string) bool { return words.Asking().QuestionWords[w] })
	if i < lead {
		return list
	}
	to := i + 1
	for to < len(list) && measuring.has(list[to]) {
		to++
	}
	asks, rest := list[i:to], slices.Concat(list[lead:i], list[to:])
	switch {
	case len(rest) == 0 || words.Asking().Auxiliaries[rest[0]]:
	case asks[0] == "what" && rest[0] == "say" && len(rest) > 1:
		rest = slices.Concat([]string{"did"}, rest[1:], rest[:1])
	case len(asks) == 1 && slices.Contains([]string{"when", "where", "why", "how"}, asks[0]):
		verb := slices.IndexFunc(rest, func(w string) bool { return words.Asking().Auxiliaries[w] })
		if verb < 0 {
			rest = slices.Concat([]string{"did"}, rest)
		} else {
			rest = slices.Concat(rest[verb:verb+1], rest[:verb], rest[verb+1:])
		}
	}
	return slices.Concat(list[:lead], asks, rest)
}

// alikeBytes is how many bytes cognates have in common, longerBytes how many more either may have.
const alikeBytes, longerBytes = 5, 3

// wordsByStart are the words of an article, each once and in their order, by the bytes that cognates have in common.
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

// cognate is the word of an article that begins as a foreign one does and is as long, “modelo” and “model”; the word itself where there is none.
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
