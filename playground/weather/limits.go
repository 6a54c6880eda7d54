package weather

import (
	"cmp"
	"fmt"
	"hash/fnv"
	"net/http"
	"strconv"
	"time"
)

// Limits are the rate limits. 0 means no limit, so the zero Limits limit nothing.
type Limits struct {
	Global  int           // requests per second of the whole bot; answers to interactions are not counted
	Channel int           // messages and forum posts to one channel in a window
	Window  time.Duration // Waits.Window if 0
	Invalid int           // answers 401, 403 and 429 within Waits.Invalid, after which the address is barred
	Ban     time.Duration // for how long; Waits.Ban if 0
}

// DiscordsLimits returns Discord's rate limits, as documented or else as observed.
func DiscordsLimits() Limits {
	return Limits{Global: 50, Channel: 5, Window: 5 * time.Second, Invalid: 10000, Ban: time.Hour}
}

const keptBuckets = 1000

// bucket counts requests in a window that begins with the first of them, in real time.
type bucket struct {
	began time.Time
	used  int
}

// rates holds the current counts.
type rates struct {
	limits  Limits
	global  bucket
	buckets map[string]*bucket
	invalid []time.Time
	barred  time.Time // until when nothing is answered
}

// SetLimits replaces the rate limits, and restarts counting.
func (s *Sky) SetLimits(l Limits) {
	s.state.Lock()
	defer s.state.Unlock()
	s.rates = rates{limits: l}
}

// take counts a request, or returns false if the bucket is full.
func (b *bucket) take(limit int, window time.Duration, now time.Time) (room, bool) {
	if now.Sub(b.began) >= window {
		*b = bucket{began: now}
	}
	left := room{limit: limit, reset: b.began.Add(window).Sub(now)}
	if b.used >= limit {
		return left, false
	}
	b.used++
	left.left = limit - b.used
	return left, true
}

// room is the state of a bucket, as the headers report it.
type room struct {
	limit, left int
	reset       time.Duration // until the window ends
}

// unlimited is reported where there is no limit.
var unlimited = room{limit: 50, left: 49, reset: time.Second}

// The kinds of weather whose headers announce a limit.
const (
	foretold     = "foretold"
	foretoldPast = "foretold past"
)

// foretelling holds the header values of such weather.
var foretelling = map[string]room{foretold: {limit: 5, reset: 24 * time.Hour}, foretoldPast: {limit: 5, reset: -time.Hour}}

// Limit answers a request that exceeds a rate limit, nil if it does not. It adds the rate limit headers to h, as the kind of weather has them.
func (s *Sky) Limit(kind string, q Request, h http.Header) *Answer {
	now := time.Now()
	s.state.Lock()
	defer s.state.Unlock()
	if now.Before(s.rates.barred) {
		return barred(s.rates.barred.Sub(now))
	}
	l := s.rates.limits
	if l.Global > 0 && !q.Answer {
		if left, ok := s.rates.global.take(l.Global, time.Second, now); !ok {
			s.Count(http.StatusTooManyRequests)
			return tooMany("global", left.reset)
		}
	}
	left, ok := unlimited, true
	if q.Post && l.Channel > 0 {
		window := cmp.Or(l.Window, s.state.Waits.Window)
		left, ok = s.rates.bucket(q.Bucket, now, window).take(l.Channel, window, now)
	}
	if told, odd := foretelling[kind]; odd && ok {
		left = told
	}
	rateHeaders(h, q.Bucket, left)
	if !ok {
		s.Count(http.StatusTooManyRequests)
		return tooMany("user", left.reset)
	}
	return nil
}

// bucket finds or makes the bucket of a key. At keptBuckets it drops those whose window has ended.
func (x *rates) bucket(key string, now time.Time, window time.Duration) *bucket {
	if x.buckets == nil {
		x.buckets = map[string]*bucket{}
	}
	if len(x.buckets) >= keptBuckets {
		for k, b := range x.buckets {
			if now.Sub(b.began) >= window {
				delete(x.buckets, k)
			}
		}
	}
	if x.buckets[key] == nil {
		x.buckets[key] = &bucket{}
	}
	return x.buckets[key]
}

func rateHeaders(h http.Header, key string, r room) {
	sum := fnv.New64a()
	_, _ = sum.Write([]byte(key)) // a hash does not fail
	h.Set("X-RateLimit-Limit", strconv.Itoa(r.limit))
	h.Set("X-RateLimit-Remaining", strconv.Itoa(r.left))
	h.Set("X-RateLimit-Reset", strconv.FormatFloat(float64(time.Now().Add(r.reset).UnixMilli())/1000, 'f', 3, 64))
	h.Set("X-RateLimit-Reset-After", strconv.FormatFloat(r.reset.Seconds(), 'f', 3, 64))
	h.Set("X-RateLimit-Bucket", fmt.Sprintf("%016x", sum.Sum64()))
}

// countsAsInvalid reports whether an answer is one of those that Discord counts against an address.
func countsAsInvalid(status int) bool {
	return status == http.StatusUnauthorized || status == http.StatusForbidden || status == http.StatusTooManyRequests
}

// Count counts the status of an answer, and bars the address after too many 401, 403 and 429. The caller holds the lock.
func (s *Sky) Count(status int) {
	x, now := &s.rates, time.Now()
	if x.limits.Invalid <= 0 || !countsAsInvalid(status) {
		return
	}
	x.invalid = append(x.invalid, now)
	for now.Sub(x.invalid[0]) > s.state.Waits.Invalid {
		x.invalid = x.invalid[1:]
	}
	if len(x.invalid) < x.limits.Invalid {
		return
	}
	ban := cmp.Or(x.limits.Ban, s.state.Waits.Ban)
	x.barred, x.invalid = now.Add(ban), nil
	s.log.Error("the bot's address is barred", "for", ban.String(), "refused", x.limits.Invalid)
}
