package playground

import (
	"fmt"
	"hash/fnv"
	"math"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// Limits is how many requests are taken, as Discord documents it. A number that is 0 means that there is no such
// limit, so that the zero Limits limit nothing.
type Limits struct {
	Global  int           // requests a second of the whole bot; answers to interactions are not counted
	Channel int           // messages and forum posts to one channel in a window
	Window  time.Duration // 5 s when it is 0
	Invalid int           // answers 401, 403 and 429 within ten minutes, after which the address is barred
	Ban     time.Duration // for how long; a minute when it is 0
}

// DiscordsLimits are those of Discord as they are documented, or where they are not, as they have been seen.
func DiscordsLimits() Limits {
	return Limits{Global: 50, Channel: 5, Window: 5 * time.Second, Invalid: 10000, Ban: time.Hour}
}

const (
	invalidFor  = 10 * time.Minute
	keptBuckets = 1000
)

// bucket counts requests in a window that begins with the first of them. Its times are real ones: a moved clock
// makes no room.
type bucket struct {
	began time.Time
	used  int
}

// rates is what has been counted. The server is locked while it is used.
type rates struct {
	limits  Limits
	global  bucket
	buckets map[string]*bucket
	invalid []time.Time
	barred  time.Time // until when nothing is answered
}

// SetLimits limits requests from now on.
func (s *Server) SetLimits(l Limits) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.rates = rates{limits: l}
}

// take counts one more request, unless there is no room for it. It returns what is left, and how long until the
// window ends.
func (b *bucket) take(limit int, window time.Duration, now time.Time) (left int, reset time.Duration, ok bool) {
	if now.Sub(b.began) >= window {
		*b = bucket{began: now}
	}
	reset = b.began.Add(window).Sub(now)
	if b.used >= limit {
		return 0, reset, false
	}
	b.used++
	return limit - b.used, reset, true
}

// limited answers a request for which there is no room, and tells the bot in the headers how much there is.
func (s *Server) limited(w http.ResponseWriter, r *http.Request) bool {
	now := time.Now()
	s.mu.Lock()
	defer s.mu.Unlock()
	if now.Before(s.rates.barred) {
		s.barredLocked(w, r, s.rates.barred.Sub(now))
		return true
	}
	l := s.rates.limits
	if l.Global > 0 && countsGlobally(r) {
		if _, reset, ok := s.rates.global.take(l.Global, time.Second, now); !ok {
			s.tooManyLocked(w, r, "global", reset)
			return true
		}
	}
	limit, window, left, reset := 50, time.Second, 49, time.Second // there is always room where nothing is limited
	key, sends := bucketOf(r)
	if sends && l.Channel > 0 {
		limit, window = l.Channel, l.Window
		if window <= 0 {
			window = 5 * time.Second
		}
		var ok bool
		if left, reset, ok = s.rates.bucket(key, now, window).take(limit, window, now); !ok {
			rateHeaders(w.Header(), key, limit, 0, reset)
			s.tooManyLocked(w, r, "user", reset)
			return true
		}
	}
	rateHeaders(w.Header(), key, limit, left, reset)
	return false
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

// countsGlobally: answers to people have no part in the limit of the whole bot.
func countsGlobally(r *http.Request) bool {
	path := strings.TrimPrefix(r.URL.Path, apiBase)
	return !strings.HasPrefix(path, "/interactions/") && !strings.HasPrefix(path, "/webhooks/")
}

// bucketOf names what Discord counts together: a route, in one channel, guild or webhook.
func bucketOf(r *http.Request) (key string, sends bool) {
	major := ""
	for _, name := range []string{"channel", "guild", "interaction", "token"} {
		major += r.PathValue(name) + "/"
	}
	switch strings.TrimPrefix(r.Pattern, "POST "+apiBase) {
	case "/channels/{channel}/messages", "/channels/{channel}/threads", "/channels/{channel}/messages/{message}/crosspost":
		sends = true
	}
	return r.Pattern + " " + major, sends
}

func rateHeaders(h http.Header, key string, limit, left int, reset time.Duration) {
	sum := fnv.New64a()
	_, _ = sum.Write([]byte(key)) // a hash does not fail
	h.Set("X-RateLimit-Limit", strconv.Itoa(limit))
	h.Set("X-RateLimit-Remaining", strconv.Itoa(left))
	h.Set("X-RateLimit-Reset", strconv.FormatFloat(float64(time.Now().Add(reset).UnixMilli())/1000, 'f', 3, 64))
	h.Set("X-RateLimit-Reset-After", strconv.FormatFloat(reset.Seconds(), 'f', 3, 64))
	h.Set("X-RateLimit-Bucket", fmt.Sprintf("%016x", sum.Sum64()))
}

// tooManyLocked answers 429 as Discord does. scope is user, global or shared.
func (s *Server) tooManyLocked(w http.ResponseWriter, r *http.Request, scope string, after time.Duration) {
	h := w.Header()
	h.Set("Via", "1.1 google")
	h.Set("Retry-After", strconv.Itoa(int(math.Ceil(after.Seconds()))))
	h.Set("X-RateLimit-Scope", scope)
	message := "You are being rate limited."
	if scope == "global" {
		h.Set("X-RateLimit-Global", "true")
	}
	if scope == "shared" {
		message = "The resource is being rate limited."
	}
	seconds := math.Ceil(after.Seconds()*1000) / 1000
	why := fmt.Errorf("429 too many requests (%s), wait %g s", scope, seconds)
	s.record(r, &ask{Request: r}, http.StatusTooManyRequests, why, 0)
	s.countInvalid(http.StatusTooManyRequests, scope == "shared")
	writeJSON(w, http.StatusTooManyRequests, object{"message": message, "retry_after": seconds, "global": scope == "global"})
}

// barredLocked answers as Cloudflare does, which stands before Discord and knows nothing of JSON.
func (s *Server) barredLocked(w http.ResponseWriter, r *http.Request, left time.Duration) {
	w.Header().Set("Retry-After", strconv.Itoa(int(math.Ceil(left.Seconds()))))
	w.Header().Set("Server", "cloudflare")
	w.Header().Set("Content-Type", "text/html; charset=UTF-8")
	s.record(r, &ask{Request: r}, http.StatusTooManyRequests, fmt.Errorf("429 the address is barred"), 0)
	w.WriteHeader(http.StatusTooManyRequests)
	_, _ = fmt.Fprint(w, "<!doctype html>\n<html><head><title>Access denied | discord.com used Cloudflare to restrict access</title></head><body>Error 1015: you are being rate limited.</body></html>\n")
}

// countInvalid bars the address when too much was refused. What others have used up does not count.
func (s *Server) countInvalid(status int, shared bool) {
	x, now := &s.rates, time.Now()
	if x.limits.Invalid <= 0 || shared || status != 401 && status != 403 && status != 429 {
		return
	}
	x.invalid = append(x.invalid, now)
	for now.Sub(x.invalid[0]) > invalidFor {
		x.invalid = x.invalid[1:]
	}
	if len(x.invalid) < x.limits.Invalid {
		return
	}
	ban := x.limits.Ban
	if ban <= 0 {
		ban = time.Minute
	}
	x.barred, x.invalid = now.Add(ban), nil
	s.log.Error("the bot's address is barred", "for", ban.String(), "refused", x.limits.Invalid)
}
