package words

import (
	"iter"
	"strings"
	"unicode"
)

// MessageWord is a word of a person's message.
type MessageWord struct {
	Start, End int
	Fold       string // lower case, no diacritics, without a possessive ending
	Upper      bool
	Owner      bool // whether it had a possessive ending
}

// InMessage yields the words of a message. An apostrophe inside a word does not divide it.
func InMessage(text string) iter.Seq[MessageWord] {
	return func(yield func(MessageWord) bool) {
		start := -1
		ends := func(end int) (more bool) {
			w := messageWord(text, start, end)
			return w.Fold == "" || yield(w) // a letter that is only an apostrophe is no word
		}
		for i, r := range text {
			inner := start >= 0 && (r == '\'' || r == '’' || unicode.Is(unicode.M, r))
			switch {
			case unicode.IsLetter(r) || unicode.IsDigit(r):
				if start < 0 {
					start = i
				}
			case start >= 0 && !inner:
				if !ends(i) {
					return
				}
				start = -1
			}
		}
		if start >= 0 {
			ends(len(text))
		}
	}
}

func messageWord(text string, start, end int) MessageWord {
	fold, owner := strings.CutSuffix(strings.Trim(Fold(text[start:end]), "'"), "'s")
	first := []rune(text[start:end])[0]
	return MessageWord{start, end, fold, unicode.IsUpper(first), owner}
}

// Parted returns a folded word without the short words that some languages join to it: “article” for “l'article”, “resumir”
// for “resumirlo”.
func Parted(word string) string {
	if at := strings.LastIndexByte(word, '\''); at >= 0 {
		return word[at+1:]
	}
	for _, ending := range []string{"melo", "mela", "selo", "me", "lo", "la", "te"} {
		if rest, ok := strings.CutSuffix(word, ending); ok && len(rest) > 3 {
			return rest
		}
	}
	return word
}
