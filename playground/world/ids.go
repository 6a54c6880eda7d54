package world

import (
	"crypto/rand"
	"encoding/hex"
	"strconv"
	"sync"
	"time"
)

// Secret returns a random number of the given length in bytes, in hexadecimal.
func Secret(bytes int) string {
	b := make([]byte, bytes)
	_, _ = rand.Read(b) // crypto/rand does not fail
	return hex.EncodeToString(b)
}

// timeOf returns when an id was assigned.
func timeOf(id string) time.Time {
	n, _ := strconv.ParseInt(id, 10, 64) // an id of our own
	return time.UnixMilli(n>>22 + discordEpoch)
}

// discordEpoch is the first millisecond of 2015, in Unix milliseconds, from which snowflakes count.
const discordEpoch = 1420070400000

// snowflakes makes ids as Discord does: the time, and a counter to distinguish those of one millisecond.
type snowflakes struct {
	now  func() time.Time
	mu   sync.Mutex
	last int64
}

// Next returns a new id. It takes no lock but its own.
func (s *snowflakes) Next() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.last = max(s.last+1, (s.now().UnixMilli()-discordEpoch)<<22)
	return strconv.FormatInt(s.last, 10)
}
