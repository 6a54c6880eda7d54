package papers

import (
	"fmt"
	"hash/fnv"
	"io"
	"log"
	"net"
	"net/http"
	"strings"
	"sync"
	"time"
)

const (
	// feedPath is the path of each paper's feed.
	feedPath = "/feed.xml"
	// shelf is the number of items a feed shows.
	shelf = 20
)

// Stand serves papers over plain http.
type Stand struct {
	now      func() time.Time
	listener net.Listener
	server   *http.Server

	mu     sync.Mutex
	papers map[string]printed // by host
}

type printed struct {
	feed  Feed
	paper Paper
}

// Open opens a stand on a free loopback port. Its papers publish by the clock now. listen is net.Listen.
func Open(now func() time.Time, listen func(network, address string) (net.Listener, error)) (*Stand, error) {
	l, err := listen("tcp", "127.0.0.1:0")
	if err != nil { // the machine may have IPv6 only
		var second error
		if l, second = listen("tcp", "[::1]:0"); second != nil {
			return nil, fmt.Errorf("opening a stand for papers: %w", err)
		}
	}
	s := &Stand{now: now, listener: l, papers: map[string]printed{}}
	s.server = &http.Server{
		Handler: s, ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 5 * time.Second, WriteTimeout: 10 * time.Second, IdleTimeout: time.Minute,
		MaxHeaderBytes: 16 << 10, ErrorLog: log.New(io.Discard, "", 0),
	}
	go func() { _ = s.server.Serve(l) }() // until Close
	return s, nil
}

// Close stops serving.
func (s *Stand) Close() error { return s.server.Close() }

// Sell adds a paper under a host.
func (s *Stand) Sell(host string, f Feed, p Paper) {
	f.Home, f.Address = "http://"+host+"/", "http://"+host+feedPath
	s.mu.Lock()
	defer s.mu.Unlock()
	s.papers[host] = printed{f, p}
}

// Local returns where a connection to host:port really goes; ok is false if the host is not a paper's. The papers do not support TLS: a
// TLS connection goes to a port nobody listens on.
func (s *Stand) Local(address string) (to string, ok bool) {
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		return "", false
	}
	s.mu.Lock()
	_, ok = s.papers[host]
	s.mu.Unlock()
	to = s.listener.Addr().String()
	if ok && port != "80" {
		host, _, _ := net.SplitHostPort(to) // an address that is listened on has a port
		return net.JoinHostPort(host, "1"), true
	}
	return to, ok
}

// ServeHTTP implements http.Handler.
func (s *Stand) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	p, ok := s.papers[r.Host]
	s.mu.Unlock()
	now := s.now()
	items := p.at(now)
	w.Header().Set("Date", now.UTC().Format(http.TimeFormat))
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	switch {
	case !ok:
		http.NotFound(w, r)
	case r.URL.Path == "/":
		_, _ = io.WriteString(w, Front(p.feed.Title, []Feed{p.feed}, items)) // the reader may have gone
	case r.URL.Path == feedPath:
		p.serve(w, r, items)
	default:
		for _, it := range items {
			if strings.TrimSuffix(p.feed.Home, "/")+r.URL.Path == it.Link {
				_, _ = io.WriteString(w, p.feed.Page(it)) // the reader may have gone
				return
			}
		}
		http.NotFound(w, r)
	}
}

func (p printed) at(now time.Time) []Item {
	if p.paper == nil {
		return nil
	}
	return p.paper(now, shelf)
}

// serve sends the feed, unless the reader has it already.
func (p printed) serve(w http.ResponseWriter, r *http.Request, items []Item) {
	document := p.feed.Write(items)
	hash := fnv.New64a()
	_, _ = hash.Write(document) // cannot fail
	tag := fmt.Sprintf(`"%016x"`, hash.Sum64())
	w.Header().Set("ETag", tag)
	if r.Header.Get("If-None-Match") == tag {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	w.Header().Set("Content-Type", p.feed.Format.ContentType())
	_, _ = w.Write(document) // the reader may have gone
}
