// Package wording reads the words by which articles are compared: their stems, and how rare each is. It refuses to know what two articles have in
// common.
package wording

import (
	_ "embed"
	"strconv"
	"strings"
	"sync"

	"lede/briefing/text"
	"lede/briefing/words"
)

// frequenciesFile is made by proof/stories: how rare the commoner stems of English news are.
//
//go:embed frequencies.txt
var frequenciesFile string

// Rarest is the weight of a stem in no list.
const Rarest = 7.5

// Common returns how rare each of the commoner stems is: the natural logarithm of one over the share of articles that have it. It must not be changed.
var Common = sync.OnceValue(func() map[string]float32 {
	rare := map[string]float32{}
	for line := range strings.Lines(frequenciesFile) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		stems := strings.Fields(line)
		weight, err := strconv.ParseFloat(stems[0], 32)
		if err != nil {
			panic("wording: frequencies.txt is damaged: " + line) // a slip of ours, met by any test
		}
		for _, s := range stems[1:] {
			rare[s] = float32(weight)
		}
	}
	return rare
})

// Rarity returns how much a stem says about the subject of an article: from 0, if all articles have it, to 7.5.
func Rarity(stem string) float64 {
	if w, ok := Common()[stem]; ok {
		return float64(w)
	}
	return Rarest
}

// Stems returns the stems of the content words in part of a text, in order. Numbers stay as they are.
func Stems(of string, within text.Span, language string) (stems []string) {
	for _, t := range text.Tokenise(of, within) {
		if s := Stem(t, language); s != "" {
			stems = append(stems, s)
		}
	}
	return stems
}

// Stem returns the stem of a token, or "" for a function word.
func Stem(t text.Token, language string) string {
	if !t.Word() && t.Kind != text.NumberToken {
		return ""
	}
	w := strings.Trim(words.Fold(t.Lower), "'.")
	if w == "" || words.Stopword(w, language) {
		return ""
	}
	return words.Stem(w, language)
}
