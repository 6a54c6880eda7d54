package message

import (
	"strings"
	"sync"

	"lede/briefing/words"
	"lede/commands/talk/english"
)

// glossary maps words of a language, joined by spaces, to their English.
type glossary struct {
	exact    map[string]string
	stems    map[string]string   // beginnings of words
	shortest int                 // length of the shortest stem, in bytes
	said     map[string][]string // the words by which the language says what is so in English, beginnings with their "*"
}

// tongues lists the languages of glossary.txt, in the order of its columns.
var tongues = [...]string{"de", "fr", "es", "pt-BR", "uk"}

// glossaries holds the columns of glossary.txt, by language.
var glossaries = sync.OnceValue(func() map[string]glossary {
	all := map[string]glossary{}
	for _, tongue := range tongues {
		all[tongue] = glossary{map[string]string{}, map[string]string{}, maxMessage, map[string][]string{}}
	}
	for line := range linesOf("glossary.txt") {
		english, columns, _ := strings.Cut(line, ": ")
		english = strings.TrimPrefix(english, "-")
		for i, column := range strings.Split(columns, ";") {
			g := all[tongues[i]]
			for pattern := range strings.FieldsSeq(column) {
				said := Joined(Words(strings.ReplaceAll(strings.TrimSuffix(pattern, "*"), "_", " ")))
				if pattern != "-" {
					g.said[english] = append(g.said[english], said+pattern[len(strings.TrimSuffix(pattern, "*")):])
				}
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
func (g glossary) at(list []Word, from int) (english string, n int) {
	for n = min(mostPhrase, len(list)-from); n > 0; n-- {
		if english, ok := g.exact[Joined(list[from:from+n])]; ok {
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
		return g.at([]Word{{Fold: rest}}, 0)
	}
	return "", 0
}

// knows counts the words the glossary has.
func (g glossary) knows(list []Word) (known int) {
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
	list := Words(text)
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
		for _, t := range Words(list) {
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
	list := Words(text)
	count := func(is func(Word) bool) (n int) {
		for _, t := range list {
			if is(t) {
				n++
			}
		}
		return n
	}
	best, most, alone := "", 0, true
	for _, tongue := range tongues {
		n := count(func(t Word) bool { return telling()[tongue][t.Fold] })
		switch {
		case n > most:
			best, most, alone = tongue, n, true
		case n == most:
			alone = false
		}
	}
	english := count(func(t Word) bool {
		return !telling()[best][t.Fold] && (words.Known(t.Fold) || words.Stopword(t.Fold, "en"))
	})
	if !alone || most <= english {
		return ""
	}
	return best
}

// translated translates a foreign question to an English article word by word, with the question word first; it returns any other text as
// it is. names are those in the article.
func translated(text string, names Names, article string) string {
	tongue := Tongue(text)
	if tongue == "" {
		return text
	}
	g, list := glossaries()[tongue], Words(text)
	var out []string
	written := english.ByStart(article)
	for i := 0; i < len(list); {
		meant, n := g.at(list, i)
		switch {
		case n == 0 && known().offices[list[i].Fold] != "":
			out = append(out, known().offices[list[i].Fold])
		case n == 0 || i > 0 && list[i].Upper && names.Has(list[i]):
			out = append(out, english.Cognate(text[list[i].Start:list[i].End], written))
		case meant != "":
			out = append(out, strings.Fields(meant)...)
		}
		i += max(n, 1)
	}
	return strings.Join(english.Order(out, english.Sets{Leading: Leading.Has, Measuring: Measuring.Has, Money: ofMoney.Has}), " ") + "?"
}

// inAnyTongue returns the English of a word of any other language; "" if the glossaries have none.
func inAnyTongue(t Word) string {
	for _, tongue := range tongues {
		if english, n := glossaries()[tongue].at([]Word{t}, 0); n > 0 {
			return english
		}
	}
	return ""
}
