package playground

import (
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"slices"
	"sync"
	"time"
)

// Options is what a Server is made of. Everything has a default.
type Options struct {
	Token  string // the bot's; "playground" by default
	Name   string // the bot's; "Lede" by default
	Clock  *Clock // the playground's time; real time by default
	Panels []Panel
	Tips   []Tip         // things to try, shown where a channel begins
	Log    *slog.Logger  // where refusals are told; silent by default
	Title  string        // of the page
	World  *World        // two guilds and two people by default
	Nonces time.Duration // how long a second message of the same nonce is dropped; 5 minutes by default
	// Tap is shown each request of the bot with its answer, and each event with the method DISPATCH, its name as the
	// path and its payload as the response; a form's request is its payload_json. It must not call the server.
	Tap    func(method, path string, request []byte, status int, response []byte)
	Limits Limits // of requests; none by default
	// Heartbeat is how often a bot has to show that it is there; 41.25 s by default, as Discord has it.
	Heartbeat time.Duration
	Shards    int // that are recommended to the bot; 1 by default
	// Concurrency is how many sessions may be begun together, every Identify; 0 lets any number begin.
	Concurrency int
	Identify    time.Duration // 5 s by default, as Discord has it
	// InteractionsURL is where interactions are posted to, signed, instead of being sent over the gateway.
	InteractionsURL string
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

// Server is one Discord.
type Server struct {
	o          Options
	log        *slog.Logger
	clock      *Clock
	mux        *http.ServeMux
	ids        snowflakes
	botID      string
	started    time.Time
	httpServer *http.Server
	url        string
	done       chan struct{}
	closing    sync.Once
	poster     *poster

	mu           sync.Mutex // guards everything below
	world        World
	denied       map[string]int64
	messages     map[string][]*message // by channel, oldest first
	interactions map[string]*interaction
	commands     []object
	sessions     map[string]*session
	files        []*file
	sent         []sentNonce
	watchers     map[*watcher]bool
	changed      chan struct{} // closed at every change, and replaced
	requests     []request
	refusals     []string
	rates        rates
	weather      Weather
	begun        map[int]time.Time // when a session was begun last, by what is counted together
	identified   []Identification
	resumed      int  // sessions, in all
	deaf         bool // heartbeats are not acknowledged
	fault        func(*http.Request) (int, string, http.Header, bool)
}

// New makes a Discord that listens nowhere yet.
func New(o Options) *Server {
	if o.Token == "" {
		o.Token = "playground"
	}
	if o.Name == "" {
		o.Name = "Lede"
	}
	if o.Clock == nil {
		o.Clock = NewClock(time.Time{})
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Nonces == 0 {
		o.Nonces = nonceWindow
	}
	if o.Title == "" {
		o.Title = "Playground"
	}
	if o.Shards <= 0 {
		o.Shards = 1
	}
	if o.Heartbeat <= 0 {
		o.Heartbeat = heartbeatEvery
	}
	if o.Identify <= 0 {
		o.Identify = identifyEvery
	}
	world := defaultWorld()
	if o.World != nil {
		world = *o.World
	}
	s := &Server{
		o: o, log: o.Log, clock: o.Clock, started: o.Clock.Now(), done: make(chan struct{}),
		world: world.settle(), denied: map[string]int64{}, messages: map[string][]*message{},
		interactions: map[string]*interaction{}, sessions: map[string]*session{}, begun: map[int]time.Time{},
		watchers: map[*watcher]bool{}, changed: make(chan struct{}),
	}
	s.ids.now = o.Clock.Now
	s.poster = newPoster(o.InteractionsURL)
	s.rates.limits = o.Limits
	s.o.Panels = append(slices.Clone(o.Panels), s.weatherPanel())
	bots := snowflakes{now: func() time.Time { return founded.Add(time.Hour) }}
	s.botID = bots.next()
	o.Clock.OnMove(func(time.Time) { s.publish(update{Kind: "clock"}) })
	s.mux = http.NewServeMux()
	s.serveREST(s.mux)
	s.servePage(s.mux)
	s.mux.HandleFunc("GET /gateway", s.serveGateway) // not every websocket library follows a redirect
	s.mux.HandleFunc("GET /gateway/", s.serveGateway)
	s.mux.HandleFunc("GET /attachments/{channel}/{id}/{name}", s.serveFile)
	return s
}

// ServeHTTP answers the bot, the page and the gateway alike, as long as they are asked for by a name of this machine.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if !ownHost(r) {
		http.Error(w, "The playground answers under its own address only.", http.StatusForbidden)
		return
	}
	s.mux.ServeHTTP(w, r)
}

// exchangeFor bounds a request, which may have a file, and apart from it the answer.
const exchangeFor = time.Minute

// Start listens on an address such as 127.0.0.1:0, and serves until Close.
func (s *Server) Start(addr string) error {
	l, err := net.Listen("tcp", addr)
	if err != nil {
		return fmt.Errorf("listening for the playground: %w", err)
	}
	host, port, err := net.SplitHostPort(l.Addr().String())
	if err != nil {
		return errors.Join(fmt.Errorf("reading the playground's address: %w", err), l.Close())
	}
	if ip := net.ParseIP(host); ip != nil && ip.IsUnspecified() {
		host = "127.0.0.1"
	}
	s.url = "http://" + net.JoinHostPort(host, port)
	s.httpServer = &http.Server{
		Handler: s, ReadHeaderTimeout: 10 * time.Second, ReadTimeout: exchangeFor, WriteTimeout: exchangeFor + hangFor, IdleTimeout: exchangeFor,
		MaxHeaderBytes: 64 << 10, ErrorLog: slog.NewLogLogger(s.log.Handler(), slog.LevelWarn),
	}
	go func() {
		if err := s.httpServer.Serve(l); err != nil && !errors.Is(err, http.ErrServerClosed) {
			s.log.Error("the playground stopped", "err", err.Error())
		}
	}()
	return nil
}

// URL is the address of the page, without a slash at its end; empty before Start.
func (s *Server) URL() string { return s.url }

// Token is what the bot identifies itself with.
func (s *Server) Token() string { return s.o.Token }

// ApplicationID is the id of the bot and of its application, which are the same.
func (s *Server) ApplicationID() string { return s.botID }

// World tells who and what there is, with their ids.
func (s *Server) World() World {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.world.copy()
}

// Refusals lists every request that was refused or not known, one sentence each, oldest first.
func (s *Server) Refusals() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]string(nil), s.refusals...)
}

// Fault has f look at each request of the bot first. When it says that the request is handled, its answer is
// given and the playground does nothing; status 0 breaks the connection. nil ends it.
func (s *Server) Fault(f func(r *http.Request) (status int, body string, header http.Header, handled bool)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.fault = f
}

// Close ends all connections. A bot should be stopped before.
func (s *Server) Close() error {
	s.closing.Do(func() { close(s.done) })
	s.mu.Lock()
	for _, session := range s.sessions {
		session.drop(closeGoingAway, "the playground is closing")
	}
	s.mu.Unlock()
	if s.httpServer == nil {
		return nil
	}
	if err := s.httpServer.Close(); err != nil {
		return fmt.Errorf("closing the playground: %w", err)
	}
	return nil
}
