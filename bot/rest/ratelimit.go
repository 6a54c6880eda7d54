package rest

import (
	"errors"
	"net/http"
	"strconv"
	"sync"
	"time"
)

// RateLimits remembers which routes are full, so that a request that would be refused is not made. It holds only
// routes that are full now. The zero value is ready for use.
type RateLimits struct {
	mu     sync.Mutex
	full   map[string]time.Time
	global time.Time
}

// Wait returns how long a route has to be left alone.
func (l *RateLimits) Wait(route string) time.Duration {
	l.mu.Lock()
	defer l.mu.Unlock()
	until := l.full[route]
	if l.global.After(until) {
		until = l.global
	}
	return max(time.Until(until), 0)
}

// Learn takes in what the answer to a request on a route said about limits: its headers, and its error if it had one.
func (l *RateLimits) Learn(route string, h http.Header, err error) {
	var after time.Duration
	var global bool
	var r *Refusal
	if errors.As(err, &r) && r.Status == http.StatusTooManyRequests {
		after, global = r.After, r.Global
	} else if h.Get("X-RateLimit-Remaining") == "0" {
		n, _ := strconv.ParseFloat(h.Get("X-RateLimit-Reset-After"), 64) // unreadable means no wait
		after = Seconds(n)
	}
	if after <= 0 {
		return
	}
	now := time.Now()
	l.mu.Lock()
	defer l.mu.Unlock()
	if global {
		l.global = now.Add(after)
		return
	}
	if l.full == nil {
		l.full = map[string]time.Time{}
	}
	for r, until := range l.full {
		if until.Before(now) {
			delete(l.full, r)
		}
	}
	l.full[route] = now.Add(after)
}
