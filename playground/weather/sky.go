package weather

import (
	"errors"
	"fmt"
	"log/slog"
	"math"
	"net/http"
	"strconv"
	"time"

	"lede/playground/rules"
	"lede/playground/wire"
	"lede/playground/world"
)

// Sky holds the weather and the rate limits. Its methods take the state's lock.
type Sky struct {
	state *world.State
	log   *slog.Logger
	done  <-chan struct{} // closed when the playground closes

	weather Weather
	rates   rates
}

// NewSky makes a fair sky with rate limits. It stops waiting when done is closed.
func NewSky(state *world.State, l Limits, log *slog.Logger, done <-chan struct{}) *Sky {
	return &Sky{state: state, log: log, done: done, rates: rates{limits: l}}
}

// now returns the weather, and whether there are rate limits.
func (s *Sky) now() (Weather, bool) {
	s.state.Lock()
	defer s.state.Unlock()
	return s.weather, s.rates.limits != Limits{}
}

// Request is what the sky needs to know of a request.
type Request struct {
	Bucket string // identifies the requests that are counted together
	Post   bool   // it posts to a channel
	Answer bool   // it answers an interaction, so the global limit does not count it
	// Look reports whether it lists the messages of a channel, Opening whether it opens direct messages, Gateway whether it asks for the
	// gateway's address.
	Look, Opening, Gateway bool
}

// Answer replaces the route's answer.
type Answer struct {
	Status int
	Header http.Header
	Body   any   // JSON, or HTML when it is a string
	Why    error // for the log
}

// Take counts a request against the weather, and returns the kind of fault that it meets, "" for none.
func (s *Sky) Take(q Request) string {
	s.state.Lock()
	defer s.state.Unlock()
	if s.weather.Requests <= 0 || !s.weather.spoils(q) {
		return ""
	}
	s.weather.Requests--
	s.state.Publish(world.Update{Kind: "clock"})
	return s.weather.Kind
}

// Answer returns the answer of a kind of weather, nil when the request goes on. It waits when the weather is slow, and panics
// with http.ErrAbortHandler to break the connection.
func (s *Sky) Answer(kind string, r *http.Request) *Answer {
	switch kind {
	case Limited, LimitedGlobal, LimitedShared:
		return s.counted(tooMany(limitedScope[kind], s.state.Waits.Limited), kind == LimitedShared)
	case Barred:
		return barred(s.state.Waits.Limited)
	case Unauthorized:
		return s.counted(refused(rules.Unauthorized()), false)
	case Forbidden:
		return s.counted(refused(rules.MissingAccess()), false)
	case Fault, BadGateway, Unavailable:
		status, _ := strconv.Atoi(kind)
		return refused(&rules.Refusal{Status: status, Message: fmt.Sprintf("%d: %s", status, http.StatusText(status))})
	case Hanging:
		s.pause(r, s.state.Waits.Hang)
		panic(http.ErrAbortHandler)
	case Cut:
		panic(http.ErrAbortHandler) // net/http breaks the connection without logging
	case Slow:
		s.pause(r, s.state.Waits.Slow)
	}
	if a := odd(kind); a != nil {
		return s.counted(a, false)
	}
	return nil
}

// limitedScope is the X-RateLimit-Scope of a kind of weather.
var limitedScope = map[string]string{Limited: "user", LimitedGlobal: "global", LimitedShared: "shared"}

func (s *Sky) pause(r *http.Request, wait time.Duration) {
	select {
	case <-r.Context().Done():
	case <-time.After(wait):
	case <-s.done:
	}
}

// counted counts an answer towards the ban of the address.
func (s *Sky) counted(a *Answer, shared bool) *Answer {
	s.state.Lock()
	defer s.state.Unlock()
	if !shared { // Discord does not count limits that others used up
		s.Count(a.Status)
	}
	return a
}

func refused(no *rules.Refusal) *Answer {
	return &Answer{Status: no.Status, Header: http.Header{}, Body: no.Body(), Why: no}
}

// tooMany returns a 429 as Discord answers it. scope is user, global or shared.
func tooMany(scope string, after time.Duration) *Answer {
	h := http.Header{}
	h.Set("Via", "1.1 google")
	h.Set("Retry-After", wholeSeconds(after))
	h.Set("X-RateLimit-Scope", scope)
	message := "You are being rate limited."
	if scope == "global" {
		h.Set("X-RateLimit-Global", "true")
	}
	if scope == "shared" {
		message = "The resource is being rate limited."
	}
	seconds := math.Ceil(after.Seconds()*1000) / 1000
	return &Answer{
		Status: http.StatusTooManyRequests, Header: h, Why: fmt.Errorf("429 too many requests (%s), wait %g s", scope, seconds),
		Body: wire.Object{"message": message, "retry_after": seconds, "global": scope == "global"},
	}
}

// barred returns a 429 as Cloudflare answers it in front of Discord, in HTML.
func barred(left time.Duration) *Answer {
	h := http.Header{}
	h.Set("Retry-After", wholeSeconds(left))
	h.Set("Server", "cloudflare")
	return &Answer{
		Status: http.StatusTooManyRequests, Header: h, Why: errors.New("429 the address is barred"),
		Body: "<!doctype html>\n<html><head><title>Access denied | discord.com used Cloudflare to restrict access</title></head><body>Error 1015: you are being rate limited.</body></html>\n",
	}
}

func wholeSeconds(d time.Duration) string { return strconv.Itoa(int(math.Ceil(d.Seconds()))) }
