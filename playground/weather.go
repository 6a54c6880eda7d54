package playground

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"
)

// Weather is what becomes of the next requests of the bot.
type Weather struct {
	Kind     string // one of Kinds
	Of       string // "posts", "answers", or "" for all requests
	Requests int    // how many; 0 ends it
}

// What can become of a request. "lost" is done, and its answer never comes; "cut" is not done.
const (
	Limited       = "429"
	LimitedGlobal = "429 global"
	LimitedShared = "429 shared"
	Barred        = "barred"
	Unauthorized  = "401"
	Forbidden     = "403"
	Fault         = "500"
	BadGateway    = "502"
	Unavailable   = "503"
	Hanging       = "hang"
	Slow          = "slow"
	Cut           = "cut"
	Lost          = "lost"
)

const (
	limitedFor = 2 * time.Second
	slowBy     = 2 * time.Second
	hangFor    = 30 * time.Second
)

// named is something with its name for people.
type named struct{ ID, Name string }

var kinds = []named{
	{Limited, "wait 2 s (429)"}, {LimitedGlobal, "the whole bot waits 2 s (429)"}, {LimitedShared, "others used it up, wait 2 s (429)"},
	{Barred, "Cloudflare's page (429)"}, {Unauthorized, "token refused (401)"}, {Forbidden, "missing access (403)"},
	{Fault, "fault (500)"}, {BadGateway, "bad gateway (502)"}, {Unavailable, "unavailable (503)"},
	{Hanging, "no answer for 30 s"}, {Slow, "done, 2 s late"}, {Cut, "cut before it is done"}, {Lost, "done, the answer is lost"},
}

var scopes = []named{{"posts", "posts"}, {"answers", "answers to people"}, {"", "requests of any kind"}}

// SetWeather decides what becomes of the next requests.
func (s *Server) SetWeather(w Weather) error {
	if !slices.ContainsFunc(kinds, func(k named) bool { return k.ID == w.Kind }) && w.Requests > 0 {
		return fmt.Errorf("there is no weather called %q", w.Kind)
	}
	if !slices.ContainsFunc(scopes, func(x named) bool { return x.ID == w.Of }) {
		return fmt.Errorf("there are no requests called %q", w.Of)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.weather = w
	s.publishLocked(update{Kind: "clock"}) // has the panels drawn anew
	return nil
}

// weathered takes one request off the weather and tells what becomes of it, "" for nothing.
func (s *Server) weathered(r *http.Request) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	_, post := bucketOf(r)
	switch w := s.weather; {
	case w.Requests <= 0, w.Of == "posts" && !post, w.Of == "answers" && countsGlobally(r):
		return ""
	}
	s.weather.Requests--
	s.publishLocked(update{Kind: "clock"})
	return s.weather.Kind
}

// storm answers a request as the weather wants it. What is not answered goes on: kind Slow, and Lost up to its end.
func (s *Server) storm(kind string, w http.ResponseWriter, r *http.Request) (answered bool) {
	plain := map[string]int{Fault: 500, BadGateway: 502, Unavailable: 503}
	switch kind {
	case Limited, LimitedGlobal, LimitedShared:
		scope := strings.TrimPrefix(strings.TrimPrefix(kind, Limited), " ")
		if scope == "" {
			scope = "user"
		}
		s.mu.Lock()
		defer s.mu.Unlock()
		s.tooManyLocked(w, r, scope, limitedFor)
	case Barred:
		s.mu.Lock()
		defer s.mu.Unlock()
		s.barredLocked(w, r, limitedFor)
	case Unauthorized:
		s.weatherAnswer(w, r, unauthorized())
	case Forbidden:
		s.weatherAnswer(w, r, missingAccess())
	case Fault, BadGateway, Unavailable:
		s.weatherAnswer(w, r, &refusal{status: plain[kind], message: fmt.Sprintf("%d: %s", plain[kind], http.StatusText(plain[kind]))})
	case Hanging:
		select {
		case <-r.Context().Done():
		case <-time.After(hangFor):
		case <-s.done:
		}
		panic(http.ErrAbortHandler)
	case Cut:
		panic(http.ErrAbortHandler) // net/http breaks the connection and says nothing
	case Slow:
		select {
		case <-r.Context().Done():
		case <-time.After(slowBy):
		}
		return false
	default:
		return false
	}
	return true
}

// weatherAnswer is no refusal of the bot's doing, so it is not told as one.
func (s *Server) weatherAnswer(w http.ResponseWriter, r *http.Request, no *refusal) {
	s.mu.Lock()
	s.record(r, &ask{Request: r}, no.status, no, 0)
	s.countInvalid(no.status, false)
	s.mu.Unlock()
	writeJSON(w, no.status, no.body())
}
