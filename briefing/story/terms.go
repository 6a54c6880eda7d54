package story

import (
	_ "embed"
	"hash/fnv"
	"math"
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

// rarestWeight is the weight of a stem in no list.
const rarestWeight = 7.5

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
			panic("story: frequencies.txt is damaged: " + line) // a slip of ours, met by any test
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
	return rarestWeight
}

// Stems returns the stems of the content words in part of a text, in order. Numbers stay as they are.
func Stems(of string, within text.Span, language string) []string {
	stems, _ := stemsOf(of, within, language, map[string]string{})
	return stems
}

// stemsOf returns the stems of a sentence, each with the mark of being part of a name; the capital of a sentence's first word is ignored. known
// caches the stems so far, since an article repeats most of its words.
func stemsOf(of string, within text.Span, language string, known map[string]string) (stems []string, marks []uint32) {
	first := true
	for _, t := range text.Tokenise(of, within) {
		s, met := known[t.Lower]
		if !met {
			s = stemOf(t, language)
			known[t.Lower] = s
		}
		if s != "" {
			stems = append(stems, s)
			mark := uint32(0)
			if !first && t.Word() && words.Capital(of[t.Start:t.End]) {
				mark = inName
			}
			marks = append(marks, mark)
		}
		first = first && t.Mark()
	}
	return stems, marks
}

// stemOf returns the stem of a token, or "" for a function word.
func stemOf(t text.Token, language string) string {
	if !t.Word() && t.Kind != text.NumberToken {
		return ""
	}
	w := strings.Trim(words.Fold(t.Lower), "'.")
	if w == "" || words.Stopword(w, language) {
		return ""
	}
	return words.Stem(w, language)
}

// hash24 returns a 24-bit hash of a word.
func hash24(s string) uint32 {
	h := fnv.New32a()
	_, _ = h.Write([]byte(s)) // it cannot fail
	n := h.Sum32()
	return (n>>24 ^ n) & (1<<24 - 1)
}

// coarse packs a positive weight into a byte, in twelfths.
func coarse(w float64) uint32 { return uint32(max(1, min(255, math.Round(w*12)))) }
