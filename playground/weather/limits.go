package weather

import (
	"cmp"
	"fmt"
	"hash/fnv"
	"net/http"
	"strconv"
	"time"
)

// Limits is how many requests are taken. A number that is 0 means that there is no such limit: the zero Limits limit nothing.
type Limits struct {
	Global  int           // requests a second of the whole bot; answers to interactions are not counted
	Channel int           // messages and forum posts to one channel in a window
	Window  time.Duration // Waits.Window when it is 0
	Invalid int           // answers 401, 403 and 429 within Waits.Invalid, after which the address is barred
	Ban     time.Duration // for how long; Waits.Ban when it is 0
}

// DiscordsLimits are those of Discord as they are documented, or where they are not, as they have been seen.
func DiscordsLimits() Limits {
	return Limits{Global: 50, Channel: 5, Window: 5 * time.Second, Invalid: 10000, Ban: time.Hour}
}

const keptBuckets = 1000

// bucket counts requests in a window that begins with the first of them. Its times are real ones: a moved clock
// makes no room.
type bucket struct {
	began time.Time
	used  int
}

// rates is what has been counted.
type rates struct {
	limits  Limits
	global  bucket
	buckets map[string]*bucket
	invalid []time.Time
	barred  time.Time // until when nothing is answered
}

// SetLimits limits requests from now on.
func (s *Sky) SetLimits(l Limits) {
	s.state.Lock()
	defer s.state.Unlock()
	s.rates = rates{limits: l}
}

// take counts one more request, unless there is no room for it.
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

// room is what the headers of an answer tell the bot of a bucket.
type room struct {
	limit, left int
	reset       time.Duration // until the window ends
}

// unlimited is told where there is always room.
var unlimited = room{limit: 50, left: 49, reset: time.Second}

// Limit answers a request for which there is no room, nil when there is. It tells in the headers how much there is.
func (s *Sky) Limit(q Request, h http.Header) *Answer {
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
	rateHeaders(h, q.Bucket, left)
	if !ok {
		s.Count(http.StatusTooManyRequests)
		return tooMany("user", left.reset)
	}
	return nil
}

// bucket finds the bucket of a key. Those whose window has ended make room.
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

// countsAsInvalid tells whether an answer is one of those that Discord counts against an address.
func countsAsInvalid(status int) bool {
	return status == http.StatusUnauthorized || status == http.StatusForbidden || status == http.StatusTooManyRequests
}

// Count bars the address when too much was refused. The state is locked.
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
