package feed

import "strings"

// hints holds words that are searched for together, in one pass over a text that mostly has none of them: each under the byte
// of it that is rarest in prose.
type hints [256][]hint

type hint struct {
	word string
	at   int // the index of that byte in it
}

// commonFirst lists the letters of prose, the most common first; all other bytes are rarer.
const commonFirst = "etaoinsrhldcumfpgwybvkxjqz"

func hintsOf(words ...string) *hints {
	var h hints
	for _, word := range words {
		at := 0
		for i := range len(word) {
			if rarity(word[i]) > rarity(word[at]) {
				at = i
			}
		}
		h[word[at]] = append(h[word[at]], hint{word, at})
	}
	return &h
}

func rarity(c byte) int {
	if i := strings.IndexByte(commonFirst, c); i >= 0 {
		return i
	}
	if c == ' ' {
		return -1
	}
	return len(commonFirst)
}

// in reports whether one of the words is in a text. The first byte rules out most of them, which spares the call.
func (h *hints) in(text string) bool {
	for i := range len(text) {
		for _, one := range h[text[i]] {
			if begun := i - one.at; begun >= 0 && text[begun] == one.word[0] && strings.HasPrefix(text[begun:], one.word) {
				return true
			}
		}
	}
	return false
}
