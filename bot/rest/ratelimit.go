package rest

import (
	"context"
	"errors"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"
)

// Route is what Discord counts together: a method and a path without what is in its query, and with the first id alone,
// that of a channel, server or application. It is "" for answers to interactions, each of which has a limit of its own.
func Route(method, path string) string {
	path, _, _ = strings.Cut(path, "?")
	if ownSecret(path) {
		return ""
	}
	parts := strings.Split(path, "/")
	for i := 3; i < len(parts); i++ {
		if strings.Trim(parts[i], "0123456789") == "" {
			parts[i] = "*"
		}
	}
	return method + " " + strings.Join(parts, "/")
}

// foretold is for how long at most a limit is believed that Discord has only foretold, with an answer that it gave. Then it is asked, and
// says itself how long to wait: a number that is wrong must not silence a channel for a day.
const foretold = 5 * time.Minute

// RateLimits remembers which routes are full, so that a request that would be refused is not made. It holds only
// routes that are full now. The zero value is ready for use.
type RateLimits struct {
	mu     sync.Mutex
	full   map[string]time.Time
	global time.Time
}

// await waits until a route may be asked, or returns at once the refusal that asking it would bring when that takes longer
// than within, or than ctx lasts.
func (l *RateLimits) await(ctx context.Context, route string, within time.Duration) error {
	if route == "" {
		return nil
	}
	for until := time.Now().Add(within); ; {
		wait := l.Wait(route)
		if wait <= 0 {
			return nil
		}
		ends, bounded := ctx.Deadline()
		free := time.Now().Add(wait)
		if free.After(until) || bounded && !free.Before(ends) || Pause(ctx, wait) != nil {
			return &Refusal{Status: http.StatusTooManyRequests, After: wait, Held: true}
		}
	}
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
		after = min(Seconds(n), foretold)
	}
	if after <= 0 || route == "" && !global {
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
