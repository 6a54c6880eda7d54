package feeds

import (
	"hash/fnv"
	"math/bits"
	"slices"
	"strings"
)

const (
	printedFrom = 25 // words: shorter texts are too alike
	samePrint   = 8  // bits in which near-identical texts may differ
)

// simhash is a hash that is near-identical for near-identical texts (Charikar's); 0 for a short one. Each word counts once: long texts
// have so many of “the” and “of” that all would be near-identical.
func simhash(text string) uint64 {
	words := strings.Fields(strings.ToLower(text))
	if len(words) < printedFrom {
		return 0
	}
	slices.Sort(words)
	var weights [64]int
	for _, w := range slices.Compact(words) {
		h := fnv.New64a()
		_, _ = h.Write([]byte(w)) // never fails
		sum := h.Sum64()
		sum = (sum ^ sum>>33) * 0xff51afd7ed558ccd // Murmur's mixing: the upper bits of short words are much the same
		sum ^= sum >> 33
		for bit := range weights {
			weights[bit] += int(sum>>bit&1)*2 - 1
		}
	}
	var out uint64
	for bit, weight := range weights {
		if weight > 0 {
			out |= 1 << bit
		}
	}
	return max(out, 1)
}

func alike(a, b uint64) bool { return a != 0 && b != 0 && bits.OnesCount64(a^b) <= samePrint }
