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

// Route returns what Discord counts together: a method and a path without its query, and with only the first id, which is a
// channel's, server's or application's. It is "" for answers to interactions, each of which has a limit of its own.
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

// foretold is how long at most a limit is believed that Discord has only announced in a successful answer. After that, Discord
// is asked and says itself how long to wait: a wrong number must not silence a channel for a day.
const foretold = 5 * time.Minute

// RateLimits remembers which routes are full, so that a request that would be refused is not made. It holds only
// routes that are full now, or in use. The zero value is ready for use.
type RateLimits struct {
	mu     sync.Mutex
	full   map[string]time.Time
	global time.Time
	queues map[string]*queue
}

// queue holds the requests of a route that makes one at a time: each answer says whether there may be another.
type queue struct {
	turn chan struct{} // holds one while a request is under way
	n    int           // waiting or under way
}

// inTurn reports whether requests of a route are made one after another: those that send something, of which Discord allows a
// few every few seconds. Nearly all of many at once would be refused, and refusals count against us.
func inTurn(route string) bool { return strings.HasPrefix(route, http.MethodPost) }

// enter waits until a route may be used, and is left once that has answered. If the wait would be longer than within or ctx, it
// returns the refusal that a request would bring, at once if that is known.
func (l *RateLimits) enter(ctx context.Context, route string, within time.Duration) (leave func(), held error) {
	leave, until := func() {}, time.Now().Add(within)
	if inTurn(route) {
		q := l.join(route)
		leave = func() {
			<-q.turn
			l.quit(route, q)
		}
		late := time.NewTimer(within)
		defer late.Stop()
		select {
		case q.turn <- struct{}{}:
		case <-late.C:
			held = inUse()
		case <-ctx.Done():
			held = inUse()
		}
		if held != nil {
			l.quit(route, q)
			return nil, held
		}
	}
	if held = l.await(ctx, route, until); held != nil {
		leave()
	}
	return leave, held
}

// inUse returns the refusal for a route with too many requests ahead.
func inUse() error {
	return &Refusal{Status: http.StatusTooManyRequests, After: time.Second, Held: true}
}

// join and quit keep a queue while it has members.
func (l *RateLimits) join(route string) *queue {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.queues == nil {
		l.queues = map[string]*queue{}
	}
	q := l.queues[route]
	if q == nil {
		q = &queue{turn: make(chan struct{}, 1)}
		l.queues[route] = q
	}
	q.n++
	return q
}

func (l *RateLimits) quit(route string, q *queue) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if q.n--; q.n == 0 {
		delete(l.queues, route)
	}
}

// await waits until a route is not full.
func (l *RateLimits) await(ctx context.Context, route string, until time.Time) error {
	if route == "" {
		return nil
	}
	for {
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

// learn records what the answer to a request on a route says about limits: its headers, and its error if it had one.
func (l *RateLimits) learn(route string, h http.Header, err error) {
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
