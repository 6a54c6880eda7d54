package rest

import (
	"net/http"
	"regexp"
	"strings"
	"time"

	"lede/playground/rules"
	"lede/playground/world"
)

// refused logs and lists a refusal: Discord would refuse the bot too.
func (s *API) refused(r *http.Request, no *rules.Refusal) {
	line := r.Method + " " + withoutToken(r.URL.Path) + ": " + no.Error()
	s.o.Log.Warn("refused", "request", r.Method+" "+withoutToken(r.URL.Path), "why", no.Error())
	if len(s.refusals) == keptRefused {
		s.refusals = s.refusals[1:]
	}
	s.refusals = append(s.refusals, line)
}

// longSecret matches the token in the path of a callback or webhook.
var longSecret = regexp.MustCompile(`/play-[0-9a-f]{32}`)

// withoutToken removes the interaction's token, which is a credential, from a path.
func withoutToken(path string) string {
	return longSecret.ReplaceAllString(strings.TrimPrefix(path, apiBase), "/…")
}

// Request is one request of the bot, as the page's log shows it.
type Request struct {
	Number int    `json:"number"` // from 1
	Method string `json:"method"`
	Path   string `json:"path"`
	Status int    `json:"status"`
	Why    string `json:"why,omitempty"`
	Body   string `json:"body,omitempty"`
	// Message is the id of the message that it created or changed.
	Message string `json:"message,omitempty"`
	Millis  int64  `json:"ms"`
}

// record adds a request to the page's log, with the first keptBody bytes of its body.
func (s *API) record(a *ask, status int, why error, took time.Duration) {
	s.made++
	e := Request{Number: s.made, Method: a.Method, Path: withoutToken(a.URL.Path), Status: status, Millis: took.Milliseconds(), Message: a.about}
	if why != nil {
		e.Why = why.Error()
	}
	if a.body != nil {
		e.Body = string(a.json[:min(len(a.json), keptBody)])
	}
	if len(s.requests) == keptEntries {
		s.requests = s.requests[1:]
	}
	s.requests = append(s.requests, e)
	s.Publish(world.Update{Kind: "request", Request: e})
}

// Refusals lists every request that was refused or unknown, one sentence each, oldest first. It omits a first answer repeated
// word for word, because the bot may not have heard that it arrived, for example when the machine stalls.
func (s *API) Refusals() []string {
	s.Lock()
	defer s.Unlock()
	return append([]string(nil), s.refusals...)
}

// Requests returns the last requests, oldest first, as the page shows them. The caller holds the lock.
func (s *API) Requests() []Request { return append([]Request{}, s.requests...) }
