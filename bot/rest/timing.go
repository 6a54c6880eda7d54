package rest

import (
	"context"
	"time"
)

// Timing holds how long requests may take. A zero Timing means DefaultTiming.
type Timing struct {
	Request   time.Duration // for one HTTP exchange
	Upload    time.Duration // for one that carries files
	Unhurried time.Duration // for one whose answer is worth waiting for
	// Barred is how long to wait when a proxy or firewall in front of Discord answers 429 without saying how long.
	Barred time.Duration
	// RetryPause is the shortest wait before a failed request is made again, RetryWithin the longest.
	RetryPause, RetryWithin time.Duration
}

// DefaultTiming returns the times for Discord itself.
func DefaultTiming() Timing {
	return Timing{
		Request:     8 * time.Second,
		Upload:      time.Minute, // ten megabytes on a slow line
		Unhurried:   20 * time.Second,
		Barred:      time.Minute,
		RetryPause:  200 * time.Millisecond,
		RetryWithin: 5 * time.Second,
	}
}

// Pause waits for d, or until ctx ends, and then returns ctx's error.
func Pause(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
