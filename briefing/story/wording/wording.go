// Package wording reads the words by which articles are compared: their stems, how rare each is, whether it is part of a name, and which titles are
// those of round-ups. It refuses to know what two articles have in common.
package wording

import (
	_ "embed"
	"hash/fnv"
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

// rarity is the natural logarithm of one over the share of articles that have a stem.
var rarity = sync.OnceValue(func() map[string]float32 {
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
	if w, ok := rarity()[stem]; ok {
		return float64(w)
	}
	return Rarest
}

// Stems returns the stems of the content words in part of a text, in order. Numbers stay as they are.
func Stems(of string, within text.Span, language string) []string {
	stems, _ := Marked(of, within, language, map[string]string{})
	return stems
}

// The marks of a stem.
const (
	InName  = 1 // part of a name, by its capital; that of a sentence's first word is ignored
	InPlace = 2 // behind a word that stands before places, or behind such a name
)

// Marked is like Stems, and returns the marks of each. known caches the stems so far, since an article repeats most of its words.
func Marked(of string, within text.Span, language string, known map[string]string) (stems []string, marks []uint32) {
	first, placed := true, false
	for _, t := range text.Tokenise(of, within) {
		capital := t.Word() && words.Capital(of[t.Start:t.End])
		placed = capital && placed || words.PlacePreposition(t.Lower, language)
		s, met := known[t.Lower]
		if !met {
			s = Stem(t, language)
			known[t.Lower] = s
		}
		if s != "" {
			stems = append(stems, s)
			mark := uint32(0)
			if !first && capital {
				mark = InName
			}
			if placed && capital {
				mark |= InPlace
			}
			marks = append(marks, mark)
		}
		first = first && t.Mark()
	}
	return stems, marks
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

// Hash returns a 24-bit hash of a word.
func Hash(s string) uint32 {
	h := fnv.New32a()
	_, _ = h.Write([]byte(s)) // it cannot fail
	n := h.Sum32()
	return (n>>24 ^ n) & (1<<24 - 1)
}
