package words

import (
	"cmp"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/kljensen/snowball/english"
	"github.com/kljensen/snowball/french"
	"github.com/kljensen/snowball/norwegian"
	"github.com/kljensen/snowball/russian"
	"github.com/kljensen/snowball/spanish"
	"github.com/kljensen/snowball/swedish"
)

// Stem returns the stem of a folded word by the rules of its language. Words of languages without rules here stay whole and
// are compared by their beginnings.
func Stem(word, language string) string {
	for _, r := range word {
		if unicode.IsDigit(r) {
			return strings.ReplaceAll(word, ",", "")
		}
	}
	if stemmer(language) == nil {
		return word
	}
	return stemmed().of(word, language)
}

// stem is Stem for a word without digits of a language with rules.
func stem(word, language string) string {
	if Ruled(language) {
		word = cmp.Or(irregular()[word], word)
	}
	return stemmer(language)(word, true)
}

// stemmer returns the stemming rules of a language, or nil.
func stemmer(language string) func(word string, stopwords bool) string {
	switch language {
	case "en", "":
		return english.Stem
	case "fr":
		return french.Stem
	case "es":
		return spanish.Stem
	case "ru":
		return russian.Stem
	case "sv":
		return swedish.Stem
	case "no", "nb", "nn", "da":
		return norwegian.Stem
	}
	return nil
}

// irregular maps irregular forms, which no stemming rule covers, to the plain one.
var irregular = sync.OnceValue(func() Forms { return forms("asking/irregular") })

// root strips the endings that turn a verb into a noun from an English stem, so that "invitation" meets "invite".
func root(stem string) string {
	for _, ending := range nounEndings() {
		r, ok := strings.CutSuffix(stem, ending)
		if n := len(r); ok && n >= 5 && r[n-1] == r[n-2] && ending == "er" {
			return r[:n-1] // "skimmer" and "skim"
		} else if ok && n >= 4 {
			return r
		}
	}
	return stem
}

var nounEndings = sync.OnceValue(func() List { return lines("asking/noun-endings") })

// Stopword reports whether a folded word carries no meaning of its own.
func Stopword(word, language string) bool {
	switch language {
	case "en", "":
		return english.IsStopWord(word) || contracted(word)
	case "fr":
		return french.IsStopWord(word)
	case "es":
		return spanish.IsStopWord(word)
	case "ru":
		return russian.IsStopWord(word)
	case "sv":
		return swedish.IsStopWord(word)
	case "no", "nb", "nn", "da":
		return norwegian.IsStopWord(word)
	case "de":
		return Lexicon().GermanStopwords[word]
	}
	return utf8.RuneCountInString(word) < 3
}

// contracted reports whether a word is a contraction such as "don't" or "they'll", and not a name such as "o'hara".
func contracted(word string) bool {
	_, end, ok := strings.Cut(word, "'")
	return ok && len(end) <= 2
}
