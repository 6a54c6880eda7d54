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

	"lede/playground/gateway"
	"lede/playground/page"
	"lede/playground/rest"
	"lede/playground/weather"
	"lede/playground/world"
)

// Server is one Discord.
type Server struct {
	o          Options
	state      *world.State
	gateway    *gateway.Gateway
	sky        *weather.Sky
	api        *rest.API
	mux        *http.ServeMux
	httpServer *http.Server
	url        string
	done       chan struct{}
	closing    sync.Once
}

// New makes a Discord that is not listening yet.
func New(o Options) *Server {
	o = o.filled()
	s := &Server{o: o, done: make(chan struct{}), mux: http.NewServeMux()}
	s.state = world.NewState(*o.World, o.Clock, o.Waits, o.Name)
	s.gateway = gateway.New(s.state, gateway.Options{Token: o.Token, Concurrency: o.Concurrency, Tap: o.Tap})
	s.sky = weather.NewSky(s.state, o.Limits, o.Log, s.done)
	s.api = rest.New(s.state, s.sky, rest.Options{
		Token: o.Token, Shards: o.Shards, Concurrency: o.Concurrency, InteractionsURL: o.InteractionsURL, Log: o.Log, Tap: o.Tap,
	})
	panels := append(slices.Clone(o.Panels), page.Panel{Name: "Weather", Handler: weather.NewPanel(s.sky, s.deeds(), s.gateway.Deaf)})
	web := page.New(s.state, s.api, s.gateway, page.Options{Title: o.Title, Tips: o.Tips, Tour: o.Tour, Panels: panels, Near: o.Near}, s.done)
	s.api.Serve(s.mux)
	web.Serve(s.mux)
	s.mux.Handle("GET /gateway", s.gateway) // not every websocket library follows a redirect
	s.mux.Handle("GET /gateway/", s.gateway)
	return s
}

// ServeHTTP answers the bot and the page, under a host name of this machine only.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if !ownHost(r) {
		http.Error(w, "The playground answers under its own address only.", http.StatusForbidden)
		return
	}
	s.mux.ServeHTTP(w, r)
}

// exchangeFor is the timeout for reading a request, which may hold a file, and for writing its answer.
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
		Handler: s, ReadHeaderTimeout: 10 * time.Second, ReadTimeout: exchangeFor, WriteTimeout: exchangeFor + s.state.Waits.Hang, IdleTimeout: exchangeFor,
		MaxHeaderBytes: 64 << 10, ErrorLog: slog.NewLogLogger(s.o.Log.Handler(), slog.LevelWarn),
	}
	go func() {
		if err := s.httpServer.Serve(l); err != nil && !errors.Is(err, http.ErrServerClosed) {
			s.o.Log.Error("the playground stopped", "err", err.Error())
		}
	}()
	return nil
}

// Close ends all connections. The bot should be stopped first.
func (s *Server) Close() error {
	s.closing.Do(func() { close(s.done) })
	s.gateway.Close()
	if s.httpServer == nil {
		return nil
	}
	if err := s.httpServer.Close(); err != nil {
		return fmt.Errorf("closing the playground: %w", err)
	}
	return nil
}

// URL is the address of the page, without a trailing slash; empty before Start.
func (s *Server) URL() string { return s.url }

// Token is the bot's token.
func (s *Server) Token() string { return s.o.Token }

// ApplicationID is the id of the bot and of its application, which are the same.
func (s *Server) ApplicationID() string { return s.state.BotID }

// World returns the guilds, channels and people, with their ids.
func (s *Server) World() world.World {
	s.state.Lock()
	defer s.state.Unlock()
	return s.state.World.Copy()
}
