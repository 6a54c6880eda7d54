package playground

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"mime"
	"net/http"
	"regexp"
	"strings"
	"time"
)

const (
	apiBase     = "/api/v10"
	keptEntries = 200  // requests that the page can show
	keptBody    = 8192 // bytes of each
	keptRefused = 1000
)

// ask is one request of the bot.
type ask struct {
	*http.Request
	body  any
	json  []byte // which body was decoded from
	files []*file
}

// object is the body where it has to be an object.
func (a *ask) object() (object, error) {
	if o, ok := a.body.(object); ok {
		return o, nil
	}
	return nil, invalid("", "MODEL_TYPE_CONVERT", "Only dictionaries may be used in a ModelType")
}

// answerer handles a route. It is called with the server locked. A nil answer means 204.
type answerer func(*ask) (any, error)

// serveREST lists the routes. The open ones carry their own secret in the path, or are for everybody.
func (s *Server) serveREST(mux *http.ServeMux) {
	for pattern, h := range map[string]answerer{
		"GET /gateway": s.getGateway,
		"POST /interactions/{interaction}/{token}/callback":         s.postCallback,
		"POST /webhooks/{application}/{token}":                      s.postFollowUp,
		"GET /webhooks/{application}/{token}/messages/{message}":    s.getFollowUp,
		"PATCH /webhooks/{application}/{token}/messages/{message}":  s.patchFollowUp,
		"DELETE /webhooks/{application}/{token}/messages/{message}": s.deleteFollowUp,
	} {
		s.handle(mux, pattern, h, false)
	}
	commands := map[string]answerer{
		"GET %s":              s.getCommands,
		"PUT %s":              s.putCommands,
		"POST %s":             s.postCommand,
		"GET %s/{command}":    s.getCommand,
		"PATCH %s/{command}":  s.patchCommand,
		"DELETE %s/{command}": s.deleteCommand,
	}
	for pattern, h := range commands {
		s.handle(mux, fmt.Sprintf(pattern, "/applications/{application}/commands"), h, true)
		s.handle(mux, fmt.Sprintf(pattern, "/applications/{application}/guilds/{guild}/commands"), h, true)
	}
	for pattern, h := range map[string]answerer{
		"GET /gateway/bot":                                      s.getGatewayBot,
		"GET /users/@me":                                        s.getMe,
		"GET /users/@me/guilds":                                 s.getMyGuilds,
		"POST /users/@me/channels":                              s.postDM,
		"GET /applications/@me":                                 s.getApplication,
		"GET /oauth2/applications/@me":                          s.getApplication,
		"GET /guilds/{guild}":                                   s.getGuild,
		"GET /guilds/{guild}/channels":                          s.getGuildChannels,
		"GET /guilds/{guild}/threads/active":                    s.getActiveThreads,
		"GET /channels/{channel}":                               s.getChannel,
		"POST /channels/{channel}/typing":                       s.postTyping,
		"POST /channels/{channel}/threads":                      s.postThread,
		"GET /channels/{channel}/threads/archived/public":       s.getArchivedThreads,
		"GET /channels/{channel}/messages":                      s.getMessages,
		"POST /channels/{channel}/messages":                     s.postMessage,
		"GET /channels/{channel}/messages/{message}":            s.getMessage,
		"PATCH /channels/{channel}/messages/{message}":          s.patchMessage,
		"DELETE /channels/{channel}/messages/{message}":         s.deleteMessage,
		"POST /channels/{channel}/messages/{message}/crosspost": s.postCrosspost,
	} {
		s.handle(mux, pattern, h, true)
	}
	mux.HandleFunc("/api/", func(w http.ResponseWriter, r *http.Request) {
		s.serveAsk(w, r, false, func(*ask) (any, error) {
			return nil, &refusal{status: http.StatusNotFound, message: "404: Not Found"}
		})
	})
}

func (s *Server) handle(mux *http.ServeMux, pattern string, h answerer, needsToken bool) {
	method, path, _ := strings.Cut(pattern, " ")
	mux.HandleFunc(method+" "+apiBase+path, func(w http.ResponseWriter, r *http.Request) {
		s.serveAsk(w, r, needsToken, h)
	})
}

// serveAsk is the frame of every route: weather, limits, token, body, answer, log.
func (s *Server) serveAsk(w http.ResponseWriter, r *http.Request, needsToken bool, h answerer) {
	began := time.Now()
	kind := s.weathered(r)
	if s.faulted(w, r) || s.storm(kind, w, r) || s.limited(w, r) {
		return
	}
	var answer any
	raw, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	if err != nil {
		err = &refusal{status: http.StatusRequestEntityTooLarge, code: 40005, message: "Request entity too large"}
	} else if needsToken && r.Header.Get("Authorization") != "Bot "+s.o.Token {
		err = unauthorized()
	}
	a := &ask{Request: r}
	if err == nil {
		err = a.read(raw)
	}
	s.mu.Lock()
	if err == nil {
		answer, err = h(a)
	}
	status := http.StatusOK
	if _, made := answer.(created); made {
		status = http.StatusCreated
	}
	switch {
	case err != nil:
		no := asRefusal(err)
		status, answer = no.status, no.body()
		s.refused(r, no)
		s.countInvalid(status, false)
	case answer == nil:
		status = http.StatusNoContent
	}
	s.record(r, a, status, err, time.Since(began))
	// The answer is written out under the lock, for it may hold what the next request changes.
	var out bytes.Buffer
	if answer != nil {
		_ = json.NewEncoder(&out).Encode(answer) // objects made of JSON or of strings and numbers
	}
	s.mu.Unlock()
	if s.o.Tap != nil {
		s.o.Tap(r.Method, r.URL.RequestURI(), a.json, status, out.Bytes())
	}
	if kind == Lost {
		panic(http.ErrAbortHandler) // it is done, and nobody says so
	}
	if answer != nil { // clients that are told of JSON read some
		w.Header().Set("Content-Type", "application/json")
	}
	w.WriteHeader(status)
	_, _ = w.Write(out.Bytes()) // a bot that has gone needs no answer
}

func asRefusal(err error) *refusal {
	if no, ok := err.(*refusal); ok {
		return no
	}
	return &refusal{status: http.StatusInternalServerError, message: err.Error()}
}

// faulted lets a test's fault answer instead.
func (s *Server) faulted(w http.ResponseWriter, r *http.Request) bool {
	s.mu.Lock()
	fault := s.fault
	s.mu.Unlock()
	if fault == nil {
		return false
	}
	status, body, header, handled := fault(r)
	if !handled {
		return false
	}
	if status == 0 {
		panic(http.ErrAbortHandler) // net/http breaks the connection and says nothing
	}
	for key, values := range header {
		w.Header()[key] = values
	}
	w.WriteHeader(status)
	_, _ = io.WriteString(w, body)
	return true
}

// read decodes the body: JSON, or a form whose payload_json is JSON beside the files.
func (a *ask) read(raw []byte) error {
	bad := &refusal{status: http.StatusBadRequest, code: 50109, message: "The request body contains invalid JSON."}
	kind, _, _ := mime.ParseMediaType(a.Header.Get("Content-Type"))
	if kind == "multipart/form-data" {
		a.Body = io.NopCloser(bytes.NewReader(raw))
		if err := a.ParseMultipartForm(maxBody); err != nil {
			return bad
		}
		defer func() { _ = a.MultipartForm.RemoveAll() }()
		if err := a.readFiles(); err != nil {
			return bad
		}
		raw = []byte(a.FormValue("payload_json"))
	}
	if len(bytes.TrimSpace(raw)) == 0 {
		return nil
	}
	a.json = raw
	if err := json.Unmarshal(raw, &a.body); err != nil {
		return bad
	}
	return nil
}

func (a *ask) readFiles() error {
	for _, headers := range a.MultipartForm.File {
		for _, h := range headers {
			f, err := h.Open()
			if err != nil {
				return fmt.Errorf("opening %s: %w", h.Filename, err)
			}
			data, err := io.ReadAll(f)
			if err := f.Close(); err != nil {
				return fmt.Errorf("closing %s: %w", h.Filename, err)
			}
			if err != nil {
				return fmt.Errorf("reading %s: %w", h.Filename, err)
			}
			a.files = append(a.files, &file{name: h.Filename, data: data, kind: h.Header.Get("Content-Type")})
		}
	}
	return nil
}

// refused tells of a refusal, loudly: a bot that is refused here would be refused by Discord.
func (s *Server) refused(r *http.Request, no *refusal) {
	line := r.Method + " " + withoutToken(r.URL.Path) + ": " + no.Error()
	s.log.Warn("refused", "request", r.Method+" "+withoutToken(r.URL.Path), "why", no.Error())
	if len(s.refusals) == keptRefused {
		s.refusals = s.refusals[1:]
	}
	s.refusals = append(s.refusals, line)
}

// longSecret is the token in the path of a callback or webhook.
var longSecret = regexp.MustCompile(`/play-[0-9a-f]{32}`)

// withoutToken keeps the log readable, and free of what answers in the bot's name.
func withoutToken(path string) string {
	return longSecret.ReplaceAllString(strings.TrimPrefix(path, apiBase), "/…")
}

// request is one line of what the bot sent.
type request struct {
	Method string `json:"method"`
	Path   string `json:"path"`
	Status int    `json:"status"`
	Why    string `json:"why,omitempty"`
	Body   string `json:"body,omitempty"`
	Millis int64  `json:"ms"`
}

// record keeps a request for the page, its body cut to what somebody would read.
func (s *Server) record(r *http.Request, a *ask, status int, why error, took time.Duration) {
	e := request{Method: r.Method, Path: withoutToken(r.URL.Path), Status: status, Millis: took.Milliseconds()}
	if why != nil {
		e.Why = why.Error()
	}
	if a.body != nil {
		b, _ := json.Marshal(a.body) // it has just been decoded from JSON
		e.Body = string(b[:min(len(b), keptBody)])
	}
	if len(s.requests) == keptEntries {
		s.requests = s.requests[1:]
	}
	s.requests = append(s.requests, e)
	s.publishLocked(update{Kind: "request", Request: &e})
}
