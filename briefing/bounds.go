package briefing

import (
	"bytes"
	"errors"

	"lede/briefing/text"
)

// maxStanding is the most mentions that are searched for when a structured article gives names without mentions: far more than eight
// megabytes of news contain. Without a bound, a thousand names that are common words would each have thousands.
const maxStanding = 400_000

// maxNeed is the most memory, in bytes, that one article may take, wherever it comes from. Eight megabytes of news take a third of it.
const maxNeed = 1 << 30

// The errors returned when work was not done.
var (
	ErrTooFine = errors.New("the text has too many lines, sentences and words")
	ErrStopped = errors.New("reading was called off")
)

// The most memory, in bytes, that each part of a text costs while it is structured. A test parses texts of every shape to check them.
const (
	costByte    = 12
	costToken   = 108
	costLine    = 250
	costStop    = 500 // the end of a sentence
	costCapital = 620 // a name, perhaps
	costNumber  = 400
	costMark    = 400 // the end of a quotation
	costLeast   = 768 << 10
)

// Need returns the most memory, in bytes, that structuring a text takes. Computing it takes no memory and little time.
func Need(s string) int64 {
	n := text.Count(s)
	return costLeast + int64(costByte*len(s)+costToken*n.Tokens+costLine*n.Lines+costStop*n.Stops+
		costCapital*n.Capitals+costNumber*n.Numbers+costMark*n.Marks)
}

// The most memory, in bytes, that each part of the JSON costs while a structured article is loaded.
const (
	costJSONByte   = 3
	costJSONObject = 150
	costJSONEntry  = 100
)

// needJSON returns the most memory, in bytes, that decoding a structured article takes, not counting the structuring of its text.
func needJSON(data []byte) int64 {
	return int64(costJSONByte*len(data) + costJSONObject*bytes.Count(data, []byte("{")) + costJSONEntry*bytes.Count(data, []byte(",")))
}

// Within does work that needs the given memory, in bytes, when there is room for it.
func (o Options) Within(need int64, work func() error) error {
	switch {
	case need > maxNeed:
		return ErrTooFine
	case o.Room == nil:
		return work()
	}
	return o.Room(need, work)
}

// Stopped reports whether the caller has called off the work.
func (o Options) Stopped() bool { return o.Stop != nil && o.Stop() }
