package stories

import (
	"crypto/sha256"
	"encoding/binary"
	"maps"
	"strconv"

	"lede/memo"
	"lede/tally"
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
	sets   memo.Memo[[sha256.Size]byte, []Story]
	placed tally.Counts[string]
}

// How articles were placed, for the metrics.
const (
	formed = "formed" // the first of a story of several
	joined = "joined" // any other of one
	alone  = "alone"
)

// Placed counts the articles that were grouped, by how. What was remembered is not counted again.
func (k *Known) Placed() map[string]uint64 {
	all := map[string]uint64{formed: 0, joined: 0, alone: 0}
	maps.Copy(all, k.placed.Read())
	return all
}

// group groups articles, and counts how.
func (k *Known) group(articles []Article, verdicts []Verdict) []Story {
	list := Group(articles, verdicts)
	for _, s := range list {
		how := alone
		if len(s.Articles) > 1 {
			how = formed
		}
		k.placed.Add(how)
		for range len(s.Articles) - 1 {
			k.placed.Add(joined)
		}
	}
	return list
}

// Group is like the function of that name.
func (k *Known) Group(articles []Article, verdicts []Verdict) []Story {
	if len(articles) > mostKnown || len(verdicts) > 0 {
		return k.group(articles, verdicts)
	}
	list, _ := k.sets.Of(nameOf(articles), 1, maxKnown, func() ([]Story, error) { return k.group(articles, nil), nil })
	return list
}

// nameOf returns a checksum of everything known about some articles.
func nameOf(articles []Article) (sum [sha256.Size]byte) {
	h, one := sha256.New(), make([]byte, 0, 1100)
	for i := range articles {
		a := &articles[i]
		one = append(binary.AppendUvarint(one[:0], uint64(len(a.ID))), a.ID...)
		one = append(binary.AppendUvarint(one, uint64(len(a.From))), a.From...)
		one = binary.AppendVarint(one, a.Published.UnixNano())
		one = strconv.AppendBool(one, a.Told)
		one, _ = a.AppendBinary(one) // there is no error, and the bytes say how many they are
		_, _ = h.Write(one)          // never fails
	}
	h.Sum(sum[:0])
	return sum
}
