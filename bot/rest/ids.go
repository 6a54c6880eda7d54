package rest

import (
	"strconv"
	"time"
)

// epoch is the first millisecond of 2015, from which Discord's ids count.
const epoch = 1420070400000

// Snowflake returns the smallest id that Discord assigns at an instant.
func Snowflake(at time.Time) uint64 {
	return uint64(max(at.UnixMilli()-epoch, 0)) << 22
}

// SentAt returns the timestamp in one of Discord's ids.
func SentAt(id string) (time.Time, bool) {
	n, err := strconv.ParseUint(id, 10, 63)
	return time.UnixMilli(int64(n>>22) + epoch), err == nil
}

// Number parses an id. Anything else is older than every id.
func Number(id string) uint64 {
	n, err := strconv.ParseUint(id, 10, 64)
	if err != nil {
		return 0
	}
	return n
}
