package when

import (
	"testing"
	"time"
)

func TestNumbersOfSecondsMeanATimeOrAnInstant(t *testing.T) {
	now := time.Date(2026, 3, 2, 6, 30, 0, 0, time.UTC)
	for n, want := range map[float64]time.Duration{
		0: 0, 60: time.Minute, epochFrom - 1: longestWish, epochFrom: 0, float64(now.Unix()) + 60: time.Minute, milliFrom - 1: longestWish, milliFrom: 0, float64(now.UnixMilli()) + 60_000: time.Minute,
	} {
		if got := untilReset(n, now); got != want {
			t.Errorf("%.0f is in %s, want %s", n, got, want)
		}
	}
	for reset, want := range map[string]time.Duration{"0": 0, "-1": Unsaid, "5": 5 * time.Second} {
		if got := RetryAfter(429, headers("X-RateLimit-Reset", reset), now); got != want {
			t.Errorf("a reset in %s: %s", reset, got)
		}
	}
	for left, want := range map[string]bool{"": false, "0": true, "0.5": true, "1": false, "none": false} {
		if got := atLimit(200, headers("X-RateLimit-Remaining", left)); got != want {
			t.Errorf("with %q left the limit is reached: %v", left, got)
		}
		if got := atLimit(503, headers("X-RateLimit-Remaining", left)); got != (want || left == "" || left == "none") {
			t.Errorf("with %q left, and no service, the limit is reached: %v", left, got)
		}
	}
	for d, want := range map[time.Duration]time.Duration{-1: 0, 0: 0, 365 * 24 * time.Hour: 365 * 24 * time.Hour, 366 * 24 * time.Hour: 365 * 24 * time.Hour} {
		if got := wish(d); got != want {
			t.Errorf("a wish for %s is one for %s", d, got)
		}
	}
	for s, want := range map[string]time.Duration{"31536000": longestWish, "31536001": longestWish, "31535999": longestWish - time.Second, "": -1, "x": -1, "0": 0} {
		d, ok := seconds(s)
		if !ok {
			d = -1
		}
		if d != want {
			t.Errorf("%q is %s, want %s", s, d, want)
		}
	}
}
