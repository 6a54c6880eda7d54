package text

import (
	"slices"
	"strings"
	"unicode"

	"lede/briefing/words"
)

// The small words of a language are so frequent that counting them decides within a few sentences. That is enough to tell
// whether the rules for English apply.

// languageSample is how many bytes of a text are examined to detect its language.
const languageSample = 20_000

// known are the languages that are told apart. Where two have as many votes, none is chosen.
var known = [...]string{"en", "de", "fr", "es", "it", "pt", "nl", "uk", "ru", "pl", "ro", "sv", "da", "no", "cs", "hu", "tr", "fi", "id"}

// lettersOf are letters that one of these languages has and those it might be taken for lack.
var lettersOf = [...]struct{ code, letters string }{
	{"uk", "іїєґ"}, {"ru", "ыэъё"}, {"pl", "łąęśźż"}, {"ro", "țșă"}, {"cs", "ěřů"}, {"hu", "őű"}, {"tr", "ğı"},
}

// languageOf detects the language of a text by its most frequent small words; "" if none stands out.
func (r *Reading) languageOf() string {
	var votes [len(known)]int
	times, seen := r.sample()
	for entry, n := range times {
		if n == 0 {
			continue
		}
		for _, code := range speaking(r.Vocabulary.Word(entry)) {
			if i := slices.Index(known[:], code); i >= 0 {
				votes[i] += n
			}
		}
	}
	best, most, second := "", 0, 0
	for i, code := range known {
		switch n := votes[i]; {
		case n > most:
			best, most, second = code, n, most
		case n > second:
			second = n
		}
	}
	// Fewer than one small word in twelve is too few for a language known here.
	if most < 2 || most == second || most*12 < seen {
		return ""
	}
	return best
}

// sample counts the words at the beginning of the text: how often each of the vocabulary occurs, and all together.
func (r *Reading) sample() (times []int, all int) {
	times = make([]int, r.Vocabulary.Len())
	for _, t := range r.Tokens {
		if t.Start > languageSample {
			break
		}
		if t.Kind == WordToken {
			times[t.Entry]++
			all++
		}
	}
	return times, all
}

// speaking returns the languages that a word speaks for.
func speaking(word string) []string {
	codes := words.Lexicon().Languages[word]
	if words.ASCII(word) {
		return codes
	}
	for _, of := range lettersOf {
		if strings.ContainsAny(word, of.letters) {
			return append(slices.Clip(codes), of.code)
		}
	}
	return codes
}

// english reports whether the rules for English may be used. They are also used for a text in Latin letters that is too
// short to tell.
func english(code string, tokens []Token) bool {
	if code != "" {
		return code == "en"
	}
	latin, other := 0, 0
	for i := 0; i < len(tokens) && i < 2000; i++ {
		if t := tokens[i]; t.Kind == WordToken {
			for _, r := range t.Lower {
				if unicode.Is(unicode.Latin, r) {
					latin++
				} else {
					other++
				}
			}
		}
	}
	return latin >= other
}
