// Package when reads from an answer's headers when a site wants to be asked again: Retry-After, its rate limits, and its cache
// headers.
//
// It is pure. It refuses to judge: a site may ask for nonsense, and callers have bounds of their own.
package when

import (
	"cmp"
	"math"
	"net/http"
	"strconv"
	"strings"
	"time"
)

const (
	// Unsaid is a duration that a site does not give.
	Unsaid = time.Duration(-1)
	// longestWish is the longest wait a site can ask for; callers have narrower bounds.
	longestWish = 365 * 24 * time.Hour
	// epochFrom and milliFrom are where a number starts to mean an instant in seconds since 1970 (in 1973), and in
	// milliseconds.
	epochFrom = 100_000_000
	milliFrom = 100_000_000_000
)

// RetryAfter returns how long a site wants to be left alone: by Retry-After, as seconds or a date, and by its rate limits
// (X-RateLimit-Reset, in seconds from now or since 1970) if they have been reached. The later counts.
func RetryAfter(status int, h http.Header, now time.Time) time.Duration {
	wait := Unsaid
	if v := strings.TrimSpace(h.Get("Retry-After")); v != "" {
		if n, ok := seconds(v); ok {
			wait = n
		} else if at, err := httpDate(v); err == nil {
			wait = wish(at.Sub(sentAt(h, now)))
		}
	}
	if !atLimit(status, h) {
		return wait
	}
	for _, name := range []string{"X-Ratelimit-Reset", "X-Rate-Limit-Reset", "Ratelimit-Reset"} {
		if n, err := strconv.ParseFloat(strings.TrimSpace(h.Get(name)), 64); err == nil && n >= 0 {
			return max(wait, untilReset(n, sentAt(h, now)))
		}
	}
	return wait
}

// atLimit reports whether a site says that no more requests are left.
func atLimit(status int, h http.Header) bool {
	left := cmp.Or(h.Get("X-Ratelimit-Remaining"), h.Get("X-Rate-Limit-Remaining"), h.Get("Ratelimit-Remaining"))
	n, err := strconv.ParseFloat(strings.TrimSpace(left), 64)
	switch status {
	case http.StatusTooManyRequests:
		return true
	case http.StatusForbidden, http.StatusServiceUnavailable:
		return err != nil || n < 1
	}
	return err == nil && n < 1
}

func untilReset(n float64, now time.Time) time.Duration {
	switch {
	case n >= milliFrom:
		n = n/1000 - float64(now.Unix())
	case n >= epochFrom:
		n -= float64(now.Unix())
	}
	d, _ := seconds(strconv.FormatFloat(max(n, 0), 'f', 3, 64))
	return d
}

// MaxAge returns how long an answer is fresh: by Cache-Control, else by Expires, less its age in caches.
func MaxAge(h http.Header, now time.Time) time.Duration {
	old, _ := seconds(h.Get("Age"))
	for directive := range strings.SplitSeq(strings.Join(h.Values("Cache-Control"), ","), ",") {
		name, value, _ := strings.Cut(strings.TrimSpace(directive), "=")
		if d, ok := seconds(strings.Trim(strings.TrimSpace(value), `"`)); ok && strings.EqualFold(strings.TrimSpace(name), "max-age") {
			return max(d-old, 0)
		}
	}
	if at, err := httpDate(h.Get("Expires")); err == nil { // "0" and the like mean the past, and say nothing about the future
		return wish(at.Sub(sentAt(h, now)) - old)
	}
	return Unsaid
}

// seconds parses a non-negative number of seconds.
func seconds(s string) (time.Duration, bool) {
	n, err := strconv.ParseFloat(strings.TrimSpace(s), 64)
	if err != nil && !math.IsInf(n, 1) || math.IsNaN(n) || n < 0 {
		return 0, false
	}
	if n > longestWish.Seconds() {
		return longestWish, true
	}
	return time.Duration(n * float64(time.Second)), true
}

func wish(d time.Duration) time.Duration { return min(max(d, 0), longestWish) }

// sentAt returns when an answer was sent by the site's own clock, which its other dates are based on.
func sentAt(h http.Header, now time.Time) time.Time {
	if at, err := httpDate(h.Get("Date")); err == nil {
		return at
	}
	return now
}

// httpDate parses a date in HTTP's or e-mail's form.
func httpDate(s string) (time.Time, error) {
	at, err := http.ParseTime(strings.TrimSpace(s))
	if err != nil {
		at, err = time.Parse(time.RFC1123Z, strings.TrimSpace(s))
	}
	return at, err
}
