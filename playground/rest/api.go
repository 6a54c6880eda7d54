package rest

import (
	"bytes"
	"encoding/json"
	"io"
	"log/slog"
	"maps"
	"net/http"
	"strconv"
	"time"

	"lede/playground/rules"
	"lede/playground/weather"
	"lede/playground/world"
)

const (
	apiBase     = "/api/v10"
	keptEntries = 200  // requests kept for the page
	keptBody    = 8192 // bytes of each body
	keptRefused = 1000
)

// API answers the bot's requests from the state, under its lock.
type API struct {
	*world.State
	o      Options
	sky    *weather.Sky
	poster *poster // nil when interactions go over the gateway

	requests []Request
	made     int // requests so far
	refusals []string
	spent    time.Time // until when no session may begin
	untold   bool      // and bots are not told until when
	crowded  time.Time // until when too many shards are recommended
	fault    func(*http.Request) (int, string, http.Header, bool)
}

// Options holds what an API needs besides the state and the sky.
type Options struct {
	Token           string // the bot's
	Shards          int    // recommended to the bot
	Concurrency     int    // sessions that may begin together; 0 means no limit
	InteractionsURL string // where interactions are posted to, signed; "" when they go over the gateway
	Log             *slog.Logger
	// Tap receives each request with its answer; for a form, the request is its payload_json. It must not call the playground. May be nil.
	Tap func(method, path string, request []byte, status int, response []byte)
}

// New makes an API. With an InteractionsURL, interactions are posted there and not sent over the gateway.
func New(state *world.State, sky *weather.Sky, o Options) *API {
	s := &API{State: state, o: o, sky: sky}
	if o.InteractionsURL != "" {
		s.poster = newPoster(o.InteractionsURL, state.Waits.Answer)
		state.Post = s.postInteraction
	}
	return s
}

// serve handles every route: weather, limits, token, body, answer, log.
func (s *API) serve(w http.ResponseWriter, r *http.Request, needsToken bool, h answerer) {
	began := time.Now()
	q := weatherOf(r)
	kind := s.sky.Take(q)
	if s.faulted(w, r) {
		return
	}
	a := s.sky.Answer(kind, r)
	if a == nil {
		a = s.sky.Limit(kind, q, w.Header())
	}
	if a != nil {
		s.giveInstead(w, r, a)
		return
	}
	asked := &ask{Request: r}
	err := s.admit(w, asked, needsToken)
	status, body := s.answer(asked, h, err, began)
	if s.o.Tap != nil {
		s.o.Tap(r.Method, r.URL.RequestURI(), asked.json, status, body)
	}
	if kind == weather.Lost {
		panic(http.ErrAbortHandler) // it is done, but the bot gets no answer
	}
	if len(body) > 0 { // clients that see this type expect a body
		w.Header().Set("Content-Type", "application/json")
	}
	if kind == weather.Half {
		w.Header().Set("Content-Length", strconv.Itoa(len(body)+1)) // so that the bot notices
		body = body[:len(body)/2]
	}
	w.WriteHeader(status)
	_, _ = w.Write(body) // a bot that has gone needs no answer
}

// admit checks the size, the token and the JSON of a request.
func (s *API) admit(w http.ResponseWriter, a *ask, needsToken bool) error {
	raw, err := io.ReadAll(http.MaxBytesReader(w, a.Body, rules.MaxBody))
	if err != nil {
		return &rules.Refusal{Status: http.StatusRequestEntityTooLarge, Code: 40005, Message: "Request entity too large"}
	}
	if needsToken && a.Header.Get("Authorization") != "Bot "+s.o.Token {
		return rules.Unauthorized()
	}
	return a.read(raw)
}

// answer runs the handler, unless err has refused the request already. The answer is encoded under the lock, because the next request may
// change what it holds.
func (s *API) answer(a *ask, h answerer, err error, began time.Time) (status int, body []byte) {
	s.Lock()
	defer s.Unlock()
	var answer any
	if err == nil {
		answer, err = h(a)
	}
	status = http.StatusOK
	if _, made := answer.(created); made {
		status = http.StatusCreated
	}
	if err != nil {
		no := asRefusal(err)
		status, answer = no.Status, no.Body()
		if !a.repeats {
			s.refused(a.Request, no)
		}
		s.sky.Count(status)
	} else if answer == nil {
		status = http.StatusNoContent
	}
	s.record(a, status, err, time.Since(began))
	return status, asJSON(answer)
}

// asJSON encodes an answer, nil as nothing. Answers hold decoded JSON, strings and numbers, so encoding does not fail.
func asJSON(answer any) []byte {
	if answer == nil {
		return nil
	}
	var out bytes.Buffer
	_ = json.NewEncoder(&out).Encode(answer)
	return out.Bytes()
}

// giveInstead writes an answer of the weather or of a rate limit. It is not listed as a refusal, because the bot is not at fault.
func (s *API) giveInstead(w http.ResponseWriter, r *http.Request, a *weather.Answer) {
	s.Lock()
	s.record(&ask{Request: r}, a.Status, a.Why, 0)
	s.Unlock()
	maps.Copy(w.Header(), a.Header)
	if page, ok := a.Body.(string); ok {
		w.Header().Set("Content-Type", "text/html; charset=UTF-8")
		w.WriteHeader(a.Status)
		_, _ = io.WriteString(w, page)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(a.Status)
	_, _ = w.Write(asJSON(a.Body))
}

func asRefusal(err error) *rules.Refusal {
	if no, ok := err.(*rules.Refusal); ok {
		return no
	}
	return &rules.Refusal{Status: http.StatusInternalServerError, Message: err.Error()}
}

// faulted lets the function given to Fault answer the request.
func (s *API) faulted(w http.ResponseWriter, r *http.Request) bool {
	s.Lock()
	fault := s.fault
	s.Unlock()
	if fault == nil {
		return false
	}
	status, body, header, handled := fault(r)
	if !handled {
		return false
	}
	if status == 0 {
		panic(http.ErrAbortHandler) // net/http breaks the connection without logging
	}
	for key, values := range header {
		w.Header()[key] = values
	}
	w.WriteHeader(status)
	_, _ = io.WriteString(w, body)
	return true
}

// Fault passes each request of the bot to f first. When f reports handled, its answer is sent and nothing else happens; status 0 breaks the
// connection. nil removes f.
func (s *API) Fault(f func(r *http.Request) (status int, body string, header http.Header, handled bool)) {
	s.Lock()
	defer s.Unlock()
	s.fault = f
}
