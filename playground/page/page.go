// Package page is the web page on which a person uses the playground as they would use Discord. It accepts requests from its own origin
// only, loads nothing from elsewhere, and does nothing that a Go test cannot do through package people.
package page

import (
	"embed"
	"encoding/json"
	"html"
	"io"
	"io/fs"
	"maps"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	"lede/playground/gateway"
	"lede/playground/people"
	"lede/playground/rest"
	"lede/playground/rules"
	"lede/playground/wire"
	"lede/playground/world"
)

//go:embed web
var web embed.FS

const (
	titleHere = "{{.Title}}"              // in index.html, between tags only
	stateHere = "{{.State}}"              // in index.html, as JSON in a script that is none
	maxAct    = rules.MaxBody*4/3 + 1<<20 // a file in base64, and the rest
	keepAlive = 20 * time.Second
)

// policy restricts the page to its own origin, whatever a bot writes.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; " +
	"frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'"

// Page serves the page and keeps its open copies up to date.
type Page struct {
	state   *world.State
	api     *rest.API
	gateway *gateway.Gateway
	o       Options
	done    <-chan struct{} // closed when the playground closes

	watchers map[*watcher]bool // guarded by the state's lock
}

// Options holds what a page shows besides the state.
type Options struct {
	Title  string
	Tips   []Tip // things to try, shown at the beginning of a channel
	Tour   []Tip // first steps, shown one at a time until they are taken
	Panels []Panel
	// Near maps hosts that exist on this machine only to addresses that show their pages; "" is the playground itself. The escaped address of
	// a page is appended.
	Near map[string]string
}

// New makes a page that shows every update of the state until done is closed.
func New(state *world.State, api *rest.API, gateway *gateway.Gateway, o Options, done <-chan struct{}) *Page {
	s := &Page{state: state, api: api, gateway: gateway, o: o, done: done, watchers: map[*watcher]bool{}}
	state.Show = s.show
	return s
}

// Serve registers the page, the panels and the page's own API.
func (s *Page) Serve(mux *http.ServeMux) {
	page := http.NewServeMux()
	page.HandleFunc("GET /{$}", s.serveIndex)
	page.HandleFunc("GET /page.js", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/javascript; charset=utf-8")
		_, _ = io.WriteString(w, code()) // fails when the browser has gone
	})
	assets := http.FileServerFS(files())
	page.Handle("GET /style.css", assets)
	page.Handle("GET /icon.svg", assets)
	page.Handle("GET /js/", assets)
	for i, p := range s.o.Panels {
		prefix := "/panel/" + strconv.Itoa(i)
		page.Handle(prefix+"/", http.StripPrefix(prefix, p.Handler))
	}
	page.HandleFunc("GET /page/state", s.serveState)
	page.HandleFunc("GET /page/channel", s.serveChannel)
	page.HandleFunc("GET /page/requests", func(w http.ResponseWriter, _ *http.Request) {
		s.state.Lock()
		defer s.state.Unlock()
		writeJSON(w, http.StatusOK, s.api.Requests())
	})
	page.HandleFunc("GET /page/events", s.serveEvents)
	for name, do := range deeds {
		page.HandleFunc("POST /page/"+name, func(w http.ResponseWriter, r *http.Request) { s.serveDeed(w, r, do) })
	}
	mux.Handle("/", guarded(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "same-origin") // panels lead back to where they were
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Cache-Control", "no-store")
		page.ServeHTTP(w, r)
	})))
}

// files returns the files of the page.
func files() fs.FS {
	f, err := fs.Sub(web, "web")
	if err != nil {
		panic(err) // the folder is compiled in
	}
	return f
}

// code returns the page's script, built when the first page is opened.
var code = sync.OnceValue(func() string {
	s, err := script(files(), "main")
	if err != nil {
		panic(err) // the embedded modules have the required form, see TestTheModulesAreOneScript
	}
	return s
})

func (s *Page) serveIndex(w http.ResponseWriter, _ *http.Request) {
	index, err := web.ReadFile("web/index.html")
	if err != nil {
		http.Error(w, "This build of the playground has no page.", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	now, _ := json.Marshal(s.now())                                                                                           // our own structs; no tag can come of it
	_, _ = strings.NewReplacer(titleHere, html.EscapeString(s.o.Title), stateHere, string(now)).WriteString(w, string(index)) // fails when the browser has gone
}

func (s *Page) serveState(w http.ResponseWriter, _ *http.Request) {
	writeJSON(w, http.StatusOK, s.now())
}

// now returns what the page needs at its start.
func (s *Page) now() wire.Object {
	panels := []string{}
	for _, p := range s.o.Panels {
		panels = append(panels, p.Name)
	}
	s.state.Lock()
	defer s.state.Unlock()
	open := []string{}
	for w := range s.watchers {
		open = append(open, w.person)
	}
	near := map[string]string{}
	maps.Copy(near, s.o.Near)
	return wire.Object{
		"open": open, "near": near,
		"world": s.state.World, "bot": wire.Object{"id": s.state.BotID, "name": s.state.BotName}, "connected": s.gateway.Connected(),
		"panels": panels, "tips": append([]Tip{}, s.o.Tips...), "tour": append([]Tip{}, s.o.Tour...), "now": s.state.Clock.Now().UnixMilli(),
	}
}

// serveChannel answers with the messages and commands that a person sees in a channel.
func (s *Page) serveChannel(w http.ResponseWriter, r *http.Request) {
	p := people.As(s.state, r.URL.Query().Get("person"))
	channel := r.URL.Query().Get("channel")
	list, err := p.Messages(r.Context(), channel)
	if err != nil {
		writeJSON(w, http.StatusBadRequest, wire.Object{"error": err.Error()})
		return
	}
	commands, err := p.Commands(channel)
	if err != nil {
		writeJSON(w, http.StatusBadRequest, wire.Object{"error": err.Error()})
		return
	}
	locale := p.Locale()
	for i, c := range commands {
		commands[i] = spoken(c, locale)
	}
	writeJSON(w, http.StatusOK, wire.Object{"messages": list, "commands": commands})
}

func writeJSON(w http.ResponseWriter, status int, v any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(v) // fails when the client has gone
}

// Panel is a page shown beside the conversation, under /panel/<n>/ where n counts from 0. It may link /style.css.
type Panel struct {
	Name    string
	Handler http.Handler
}

// Tip is something to try.
type Tip struct {
	Name   string `json:"name"`   // of what cannot be written
	Write  string `json:"write"`  // is put into the line when the tip is chosen
	About  string `json:"about"`  // a few words on it
	Direct bool   `json:"direct"` // shown in direct messages, else on servers
}
