package feeds

import (
	"hash/fnv"
	"math/bits"
	"strings"
)

const (
	printedFrom = 25 // words: shorter texts are too alike
	samePrint   = 7  // bits in which near-identical texts may differ
)

// simhash is a hash that is near-identical for near-identical texts (Charikar's); 0 for a short one.
func simhash(text string) uint64 {
	words := strings.Fields(strings.ToLower(text))
	if len(words) < printedFrom {
		return 0
	}
	var weights [64]int
	for _, w := range words {
		h := fnv.New64a()
		_, _ = h.Write([]byte(w)) // never fails
		for bit, sum := 0, h.Sum64(); bit < len(weights); bit++ {
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
