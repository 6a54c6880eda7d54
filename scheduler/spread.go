package scheduler

import (
	"crypto/sha256"
	"encoding/binary"
	"math/bits"
	"time"
)

// Spread is how much later than its timetable says something runs, in whole seconds from zero to less than the
// window. It depends on the key alone, so that every replica says the same and each run is as late as the last;
// over many keys it is even, so that what is due at the same time is not all at once.
func Spread(key string, window time.Duration) time.Duration {
	seconds := (window + time.Second - 1) / time.Second // a part of a second at the end counts: less than the window is promised
	if seconds <= 0 {
		return 0
	}
	sum := sha256.Sum256([]byte(key))
	// The high half of the product is the hash, scaled down to the window without the unevenness of a remainder.
	place, _ := bits.Mul64(binary.BigEndian.Uint64(sum[:]), uint64(seconds))
	return time.Duration(place) * time.Second
}
