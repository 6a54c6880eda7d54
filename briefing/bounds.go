package briefing

import (
	"bytes"
	"errors"

	"lede/briefing/text"
)

// maxStanding is how many mentions are found for the names of a structured article that gives none: far more than news has in
// eight megabytes. Without a bound, a thousand names of a common word would each have thousands.
const maxStanding = 400_000

// maxNeed is the most memory that one article may take, wherever it comes from. Eight megabytes of news take a third of it.
const maxNeed = 1 << 30

// The errors of work that was not done.
var (
	ErrTooFine = errors.New("the text has too many lines, sentences and words")
	ErrStopped = errors.New("reading was called off")
)

// What the parts of a text cost at most while it is structured, in bytes of memory: a test parses texts of every shape against it.
const (
	costByte    = 12
	costToken   = 108
	costLine    = 250
	costStop    = 500 // an end of a sentence
	costCapital = 620 // a name, perhaps
	costNumber  = 400
	costMark    = 400 // an end of a quotation
	costLeast   = 768 << 10
)

// Need is how much memory, in bytes, structuring a text takes at most. To tell it takes none, and little time.
func Need(s string) int64 {
	n := text.Count(s)
	return costLeast + int64(costByte*len(s)+costToken*n.Tokens+costLine*n.Lines+costStop*n.Stops+
		costCapital*n.Capitals+costNumber*n.Numbers+costMark*n.Marks)
}

// What the parts of JSON cost while a structured article is loaded.
const (
	costJSONByte   = 3
	costJSONObject = 150
	costJSONEntry  = 100
)

// NeedJSON is how much memory, in bytes, decoding a structured article takes at most, besides structuring its text.
func NeedJSON(data []byte) int64 {
	return int64(costJSONByte*len(data) + costJSONObject*bytes.Count(data, []byte("{")) + costJSONEntry*bytes.Count(data, []byte(",")))
}

// Within does work that needs so much memory, when there is room for it.
func (o Options) Within(need int64, work func() error) error {
	switch {
	case need > maxNeed:
		return ErrTooFine
	case o.Room == nil:
		return work()
	}
	return o.Room(need, work)
}

// Stopped tells whether the work is called off.
func (o Options) Stopped() bool { return o.Stop != nil && o.Stop() }
