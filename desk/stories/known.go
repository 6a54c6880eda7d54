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

// Known remembers how articles were put into stories: servers that follow the same sources are told of the same ones, often within the same
// second. What is remembered goes by everything that the stories follow from, so that no server learns of another's articles. Nobody may
// change what it returns. The zero value is ready for use.
type Known struct {
	sets memo.Memo[[sha256.Size]byte, []Story]
}

// Group is as the function of that name.
func (k *Known) Group(articles []Article, verdicts []Verdict) []Story {
	if len(articles) > mostKnown || len(verdicts) > 0 {
		return Group(articles, verdicts)
	}
	list, _ := k.sets.Of(nameOf(articles), 1, maxKnown, func() ([]Story, error) { return Group(articles, nil), nil })
	return list
}

// nameOf is a checksum of all that is known of some articles.
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
