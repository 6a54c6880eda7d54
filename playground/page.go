package playground

import (
	"context"
	"embed"
	"encoding/json"
	"fmt"
	"html"
	"io"
	"io/fs"
	"net/http"
	"strconv"
	"strings"
	"time"
)

//go:embed web
var web embed.FS

const (
	titleHere = "{{.Title}}"        // in index.html, between tags only
	maxAct    = maxBody*4/3 + 1<<20 // a file in base64, and the rest
	keepAlive = 20 * time.Second
)

// policy lets the page load what is its own and nothing else, whatever a bot may write.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; " +
	"frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'"

// servePage serves the page, the panels, and what the page asks for and does.
func (s *Server) servePage(mux *http.ServeMux) {
	page := http.NewServeMux()
	page.HandleFunc("GET /{$}", s.serveIndex)
	files, err := fs.Sub(web, "web")
	if err != nil {
		panic(err) // the folder is compiled in
	}
	assets := http.FileServerFS(files)
	page.Handle("GET /style.css", assets)
	page.Handle("GET /icon.svg", assets)
	page.Handle("GET /js/", assets)
	for i, p := range s.o.Panels {
		prefix := "/panel/" + strconv.Itoa(i)
		page.Handle(prefix+"/", http.StripPrefix(prefix, p.Handler))
	}
	page.HandleFunc("GET /page/state", s.serveState)
	page.HandleFunc("GET /page/channel", s.serveChannel)
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

func (s *Server) serveIndex(w http.ResponseWriter, _ *http.Request) {
	index, err := web.ReadFile("web/index.html")
	if err != nil {
		http.Error(w, "This build of the playground has no page.", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	page := strings.ReplaceAll(string(index), titleHere, html.EscapeString(s.o.Title))
	_, _ = io.WriteString(w, page) // the browser has gone: nobody to tell
}

// serveState tells what the page needs at its start.
func (s *Server) serveState(w http.ResponseWriter, _ *http.Request) {
	panels := []string{}
	for _, p := range s.o.Panels {
		panels = append(panels, p.Name)
	}
	tips := s.o.Tips
	if tips == nil {
		tips = []Tip{}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	requests := s.requests
	if requests == nil {
		requests = []request{}
	}
	writeJSON(w, http.StatusOK, object{
		"world": s.world, "bot": object{"id": s.botID, "name": s.o.Name}, "connected": s.connected(),
		"panels": panels, "tips": tips, "requests": requests, "now": s.clock.Now().UnixMilli(),
	})
}

// serveChannel tells what a person sees in a channel, and which commands are shown to them there.
func (s *Server) serveChannel(w http.ResponseWriter, r *http.Request) {
	p := s.As(r.URL.Query().Get("person"))
	channel := r.URL.Query().Get("channel")
	list, err := p.Messages(r.Context(), channel)
	if err != nil {
		writeJSON(w, http.StatusBadRequest, object{"error": err.Error()})
		return
	}
	who, at, err := p.enter(channel)
	if err != nil {
		writeJSON(w, http.StatusBadRequest, object{"error": err.Error()})
		return
	}
	defer s.mu.Unlock()
	commands := []object{}
	for _, c := range s.commands {
		if at.Type != ForumChannel && usable(c, who, at) {
			commands = append(commands, c)
		}
	}
	writeJSON(w, http.StatusOK, object{"messages": list, "commands": commands})
}

// serveEvents sends the page every change that the person may know of, until it goes.
func (s *Server) serveEvents(w http.ResponseWriter, r *http.Request) {
	if !sameSite(r) {
		http.Error(w, "Only the playground's own page may listen.", http.StatusForbidden)
		return
	}
	out := http.NewResponseController(w)
	_ = out.SetReadDeadline(time.Time{}) // the request has come, and its answer goes on for as long as the page is open
	w.Header().Set("Content-Type", "text/event-stream")
	watcher := s.watch(r.URL.Query().Get("person"))
	defer s.unwatch(watcher)
	alive := time.NewTicker(keepAlive)
	defer alive.Stop()
	line := []byte(": hello\n\n")
	for {
		_ = out.SetWriteDeadline(time.Now().Add(keepAlive)) // of each line alone
		if _, err := w.Write(line); err != nil {
			return
		}
		if err := out.Flush(); err != nil {
			return
		}
		select {
		case u, ok := <-watcher.out:
			if !ok {
				return
			}
			line = fmt.Appendf(nil, "data: %s\n\n", u)
		case <-alive.C:
			line = []byte(": still here\n\n")
		case <-r.Context().Done():
			return
		case <-s.done:
			return
		}
	}
}

// deed is what the page asks for in the name of a person.
type deed struct {
	Person      string            `json:"person"`
	Channel     string            `json:"channel"`
	Message     string            `json:"message"`
	Reference   string            `json:"reference"` // the message to which one that is said replies
	Interaction string            `json:"interaction"`
	Command     string            `json:"command"`
	Focused     string            `json:"focused"`
	CustomID    string            `json:"custom_id"`
	Text        string            `json:"text"`
	Options     map[string]any    `json:"options"`
	Files       map[string]upload `json:"files"`
	Values      []string          `json:"values"`
	Fields      map[string]string `json:"fields"`
}

type upload struct {
	Name string `json:"name"`
	Type string `json:"type"`
	Data []byte `json:"data"`
}

// deeds are the same that a Go test can do.
var deeds = map[string]func(context.Context, *Person, *deed) (any, error){
	"slash": func(ctx context.Context, p *Person, d *deed) (any, error) {
		return p.Slash(ctx, d.Channel, d.Command, d.Options)
	},
	"autocomplete": func(ctx context.Context, p *Person, d *deed) (any, error) {
		return p.Autocomplete(ctx, d.Channel, d.Command, d.Focused, d.Options)
	},
	"press": func(ctx context.Context, p *Person, d *deed) (any, error) {
		return p.Press(ctx, d.Message, d.CustomID)
	},
	"select": func(ctx context.Context, p *Person, d *deed) (any, error) {
		return p.Select(ctx, d.Message, d.CustomID, d.Values)
	},
	"apply": func(ctx context.Context, p *Person, d *deed) (any, error) {
		return p.Apply(ctx, d.Message, d.Command)
	},
	"submit": func(ctx context.Context, p *Person, d *deed) (any, error) {
		return p.Submit(ctx, d.Interaction, d.Fields)
	},
	"say": func(ctx context.Context, p *Person, d *deed) (any, error) {
		if d.Reference != "" {
			return p.Reply(ctx, d.Reference, d.Text)
		}
		return p.Say(ctx, d.Channel, d.Text)
	},
	"dismiss": func(ctx context.Context, p *Person, d *deed) (any, error) { return object{}, p.Dismiss(ctx, d.Message) },
}

// serveDeed does something in a person's name. What they cannot do is a sentence for them to read, not a failure.
func (s *Server) serveDeed(w http.ResponseWriter, r *http.Request, do func(context.Context, *Person, *deed) (any, error)) {
	var d deed
	if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, maxAct)).Decode(&d); err != nil {
		writeJSON(w, http.StatusBadRequest, object{"error": "The page sent something that cannot be read."})
		return
	}
	for name, f := range d.Files {
		if d.Options == nil {
			d.Options = map[string]any{}
		}
		d.Options[name] = Upload{Filename: f.Name, ContentType: f.Type, Data: f.Data}
	}
	answer, err := do(r.Context(), s.As(d.Person), &d)
	if err != nil {
		writeJSON(w, http.StatusBadRequest, object{"error": err.Error()})
		return
	}
	writeJSON(w, http.StatusOK, answer)
}
