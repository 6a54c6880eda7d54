package scheduler

import (
	"crypto/sha256"
	"encoding/binary"
	"math/bits"
	"time"
)

// Spread returns how much later than its timetable something runs, in whole seconds from zero to less than the window. It
// depends on the key alone, so that every replica returns the same and each run is as late as the last; over many keys it is
// even, so that what is due at the same time does not all run at once.
func Spread(key string, window time.Duration) time.Duration {
	seconds := (window + time.Second - 1) / time.Second // rounded up: less than the window is promised
	if seconds <= 0 {
		return 0
	}
	sum := sha256.Sum256([]byte(key))
	// The high half of the product scales the hash down to the window, without the bias of a remainder.
	place, _ := bits.Mul64(binary.BigEndian.Uint64(sum[:]), uint64(seconds))
	return time.Duration(place) * time.Second
}
