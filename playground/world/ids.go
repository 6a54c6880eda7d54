package world

import (
	"crypto/rand"
	"encoding/hex"
	"strconv"
	"sync"
	"time"
)

// Secret is a random number of so many bytes, in hexadecimal.
func Secret(bytes int) string {
	b := make([]byte, bytes)
	_, _ = rand.Read(b) // crypto/rand does not fail
	return hex.EncodeToString(b)
}

// timeOf is when an id was given.
func timeOf(id string) time.Time {
	n, _ := strconv.ParseInt(id, 10, 64) // an id of our own
	return time.UnixMilli(n>>22 + discordEpoch)
}

// discordEpoch is the first millisecond of 2015, from which Discord's ids count.
const discordEpoch = 1420070400000

// snowflakes makes ids as Discord does: the time, and a number to tell those of one millisecond apart.
type snowflakes struct {
	now  func() time.Time
	mu   sync.Mutex
	last int64
}

// Next is an id that none was before. It takes no lock but its own.
func (s *snowflakes) Next() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.last = max(s.last+1, (s.now().UnixMilli()-discordEpoch)<<22)
	return strconv.FormatInt(s.last, 10)
}
