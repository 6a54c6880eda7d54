package stories

import (
	"crypto/sha256"
	"encoding/binary"

	"lede/memo"
)

// maxKnown bounds how many groupings are remembered, and mostKnown the articles of each.
const (
	maxKnown  = 256
	mostKnown = 64
)

// Known caches how articles were grouped into stories: servers that follow the same sources receive the same articles, often within the
// same second. The key is everything that the stories depend on, so no server learns of another's articles. The caller must not change
// what it returns. The zero value is ready for use.
type Known struct {
	sets memo.Memo[[sha256.Size]byte, []Story]
}

// Group is like the function of that name.
func (k *Known) Group(articles []Article, verdicts []Verdict) []Story {
	if len(articles) > mostKnown || len(verdicts) > 0 {
		return Group(articles, verdicts)
	}
	list, _ := k.sets.Of(nameOf(articles), 1, maxKnown, func() ([]Story, error) { return Group(articles, nil), nil })
	return list
}

// nameOf returns a checksum of everything known about some articles.
func nameOf(articles []Article) (sum [sha256.Size]byte) {
	h, one := sha256.New(), make([]byte, 0, 1100)
	for i := range articles {
		a := &articles[i]
		one = append(binary.AppendUvarint(one[:0], uint64(len(a.ID))), a.ID...)
		one = binary.AppendVarint(one, a.Published.UnixNano())
		one, _ = a.AppendBinary(one) // there is no error, and the bytes say how many they are
		_, _ = h.Write(one)          // never fails
	}
	h.Sum(sum[:0])
	return sum
}
