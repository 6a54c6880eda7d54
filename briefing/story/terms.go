package story

import (
	"hash/fnv"
	"math"
	"slices"
	"sync"

	"lede/briefing/story/wording"
	"lede/briefing/text"
	"lede/briefing/words"
)

// stems returns the stems of a sentence, each with the mark of being part of a name; the capital of a sentence's first word is ignored.
func (s *signer) stems(of string, within text.Span) (stems []string, marks []uint32) {
	first, tokens := true, s.tokensOf(of, within)
	stems, marks = make([]string, 0, len(tokens)), make([]uint32, 0, len(tokens))
	for _, t := range tokens {
		stem, met := s.known[t.Lower]
		if !met {
			stem = wording.Stem(t, s.of.Language)
			s.known[t.Lower] = stem
		}
		if stem != "" {
			stems = append(stems, stem)
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

// hash24 returns a 24-bit hash of a word.
func hash24(s string) uint32 {
	h := fnv.New32a()
	_, _ = h.Write([]byte(s)) // it cannot fail
	n := h.Sum32()
	return (n>>24 ^ n) & (1<<24 - 1)
}

// rarities maps the hashes of the commoner stems to how rare they are.
var rarities = sync.OnceValue(func() map[uint32]float32 {
	rare := map[uint32]float32{}
	for stem, r := range wording.Common() {
		rare[hash24(stem)] = r
	}
	return rare
})

// coarse packs a positive weight into a byte, in twelfths.
func coarse(w float64) uint32 { return uint32(max(1, min(255, math.Round(w*12)))) }

// heaviestWords returns the hashes of the heaviest terms, the heaviest first.
func heaviestWords(p *print, most int) []uint32 {
	const hash = 1<<24 - 1
	least, words := uint32(nthHeaviest(p.termsOf(), most)), make([]uint32, 0, len(p.termsOf()))
	for _, t := range p.termsOf() {
		if t&255 >= least {
			words = append(words, ^t<<24|t>>8) // the lightness before the hash
		}
	}
	slices.Sort(words)
	words = words[:min(most, len(words))]
	for i := range words {
		words[i] &= hash
	}
	return words
}
