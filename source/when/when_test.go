package when

import (
	"net/http"
	"testing"
	"time"
)

func headers(pairs ...string) http.Header {
	h := http.Header{}
	for i := 0; i < len(pairs); i += 2 {
		h.Add(pairs[i], pairs[i+1])
	}
	return h
}

func TestForHowLongASiteWantsToBeLeftAlone(t *testing.T) {
	now := time.Date(2026, 3, 2, 6, 30, 0, 0, time.UTC)
	for _, c := range []struct {
		status int
		h      http.Header
		want   time.Duration
	}{
		{429, headers("Retry-After", "120"), 2 * time.Minute},
		{503, headers("Retry-After", " 1.5 "), 1500 * time.Millisecond},
		{429, headers("Retry-After", "0"), 0},
		{403, headers("Retry-After", "Mon, 02 Mar 2026 07:30:00 GMT"), time.Hour},
		{403, headers("Retry-After", "Monday, 02-Mar-26 07:30:00 GMT"), time.Hour},
		{403, headers("Retry-After", "Mon, 02 Mar 2026 08:30:00 +0100"), time.Hour},
		{429, headers("Retry-After", "Sun, 01 Mar 2026 07:30:00 GMT"), 0},
		// The site's clock is an hour fast.
		{429, headers("Retry-After", "Mon, 02 Mar 2026 07:31:00 GMT", "Date", "Mon, 02 Mar 2026 07:30:00 GMT"), time.Minute},
		{429, headers("Retry-After", "soon"), Unsaid},
		{429, headers("Retry-After", "-5"), Unsaid},
		{429, headers("Retry-After", "NaN"), Unsaid},
		{429, headers("Retry-After", "Inf"), longestWish},
		{429, headers("Retry-After", "99999999999999999999999"), longestWish},
		{429, headers("Retry-After", "1e400"), longestWish},
		{429, headers("Retry-After", "Mon, 02 Mar 9026 07:30:00 GMT"), longestWish},
		{429, headers(), Unsaid},
		{429, headers("X-RateLimit-Reset", "345.0"), 345 * time.Second},
		{429, headers("X-RateLimit-Reset", "1772433060"), time.Minute},
		{429, headers("X-RateLimit-Reset", "1772433060000"), time.Minute},
		{429, headers("X-RateLimit-Reset", "1772433000"), 0},
		{429, headers("X-RateLimit-Reset", "1772430000"), 0},
		{429, headers("RateLimit-Reset", "60"), time.Minute},
		{429, headers("X-RateLimit-Reset", "tomorrow"), Unsaid},
		{429, headers("Retry-After", "0", "X-RateLimit-Reset", "60"), time.Minute},
		{429, headers("Retry-After", "600", "X-RateLimit-Reset", "60"), 10 * time.Minute},
		{403, headers("X-RateLimit-Reset", "60", "X-RateLimit-Remaining", "0"), time.Minute},
		{403, headers("X-RateLimit-Reset", "60", "X-RateLimit-Remaining", "17"), Unsaid},
		{503, headers("X-RateLimit-Reset", "60"), time.Minute},
		{200, headers("X-RateLimit-Reset", "60", "X-RateLimit-Remaining", "0.0"), time.Minute}, // the last that was allowed
		{200, headers("X-RateLimit-Reset", "60", "X-RateLimit-Remaining", "3.0"), Unsaid},
		{200, headers("X-RateLimit-Reset", "60"), Unsaid},
	} {
		if got := RetryAfter(c.status, c.h, now); got != c.want {
			t.Errorf("%d %v: %v, want %v", c.status, c.h, got, c.want)
		}
	}
}

func TestForHowLongAnAnswerHolds(t *testing.T) {
	now := time.Date(2026, 3, 2, 6, 30, 0, 0, time.UTC)
	for _, c := range []struct {
		h    http.Header
		want time.Duration
	}{
		{headers(), Unsaid},
		{headers("Cache-Control", "public, Max-Age=600"), 10 * time.Minute},
		{headers("Cache-Control", `max-age="600"`), 10 * time.Minute},
		{headers("Cache-Control", "private", "Cache-Control", "max-age = 600"), 10 * time.Minute},
		{headers("Cache-Control", "s-maxage=600"), Unsaid},
		{headers("Cache-Control", "no-cache, no-store"), Unsaid},
		{headers("Cache-Control", "max-age=600", "Age", "100"), 500 * time.Second},
		{headers("Cache-Control", "max-age=600", "Age", "700"), 0},
		{headers("Cache-Control", "max-age=0"), 0},
		{headers("Cache-Control", "max-age=x, max-age=60"), time.Minute},
		{headers("Cache-Control", "max-age=-60"), Unsaid},
		{headers("Cache-Control", "max-age=99999999999999999999"), longestWish},
		{headers("Expires", "Mon, 02 Mar 2026 07:30:00 GMT"), time.Hour},
		{headers("Expires", "Mon, 02 Mar 2026 07:30:00 GMT", "Date", "Mon, 02 Mar 2026 07:00:00 GMT"), 30 * time.Minute},
		{headers("Expires", "Mon, 02 Mar 2026 07:30:00 GMT", "Age", "60"), 59 * time.Minute},
		{headers("Expires", "Mon, 02 Mar 2026 07:30:00 GMT", "Cache-Control", "max-age=5"), 5 * time.Second},
		{headers("Expires", "Thu, 19 Nov 1981 08:52:00 GMT"), 0},
		{headers("Expires", "0"), Unsaid},
		{headers("Expires", "-1"), Unsaid},
	} {
		if got := MaxAge(c.h, now); got != c.want {
			t.Errorf("%v: %v, want %v", c.h, got, c.want)
		}
	}
}

func FuzzHeaders(f *testing.F) {
	f.Add(429, "120", "1772433060", "max-age=60", "Mon, 02 Mar 2026 07:30:00 GMT", "3")
	f.Add(200, "Mon, 02 Mar 2026 07:30:00 GMT", "1e308", `a, max-age="1e9", ,=`, "0", "-1")
	f.Fuzz(func(t *testing.T, status int, retry, reset, cache, expires, age string) {
		h := headers("Retry-After", retry, "X-RateLimit-Reset", reset, "X-RateLimit-Remaining", age, "Cache-Control", cache, "Expires", expires, "Age", age, "Date", expires)
		now := time.Date(2026, 3, 2, 6, 30, 0, 0, time.UTC)
		for _, d := range []time.Duration{RetryAfter(status, h, now), MaxAge(h, now)} {
			if d != Unsaid && (d < 0 || d > longestWish) {
				t.Errorf("%v of %v", d, h)
			}
		}
	})
}
