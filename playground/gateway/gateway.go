// Package gateway is Discord's gateway: connections, sessions, and the events that each session asked for. It speaks JSON only, refuses
// transport compression and privileged intents, and closes with Discord's own codes.
package gateway

import (
	"net/http"
	"slices"
	"time"

	"lede/playground/world"

	"github.com/gorilla/websocket"
)

const (
	maxPayload   = 4096 // bytes that Discord accepts from a bot
	maxFrame     = 1 << 16
	maxSends     = 120 // payloads a minute, as Discord counts them
	outgoing     = 512 // payloads that may wait for a slow bot
	replayable   = 512 // dispatches kept for a bot that resumes
	keptSessions = 64
	writeWithin  = 10 * time.Second
)

// Gateway keeps the sessions of bots. They are guarded by the state's lock.
type Gateway struct {
	state *world.State
	o     Options

	sessions   map[string]*session
	begun      map[int]time.Time // when a session last began, by rate limit key
	identified []Identification
	resumed    int       // sessions resumed so far
	deaf       bool      // heartbeats are not acknowledged
	lost       time.Time // until when nobody can connect
	odd        oddities
}

// Options holds what a Gateway needs besides the state.
type Options struct {
	Token       string // the bot's
	Concurrency int    // sessions that may begin together; 0 means no limit
	// Tap receives each event, with DISPATCH as its method and its name as its path. It must not call the playground. May be nil.
	Tap func(method, path string, request []byte, status int, response []byte)
}

// New makes a gateway that dispatches the events of a state.
func New(state *world.State, o Options) *Gateway {
	g := &Gateway{state: state, o: o, sessions: map[string]*session{}, begun: map[int]time.Time{}}
	state.Hear = g.dispatch
	return g
}

// Connected reports whether a bot is connected. The caller holds the lock.
func (g *Gateway) Connected() bool {
	for _, x := range g.sessions {
		if x.wire != nil {
			return true
		}
	}
	return false
}

// Close hangs up on every bot.
func (g *Gateway) Close() {
	g.state.Lock()
	defer g.state.Unlock()
	for _, x := range g.sessions {
		x.drop(closeGoingAway, "the playground is closing")
	}
}

// ServeHTTP opens a connection and says hello on it.
func (g *Gateway) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	if q.Get("encoding") != "" && q.Get("encoding") != "json" || q.Get("compress") != "" {
		http.Error(w, "The playground's gateway speaks JSON, compressed payload by payload or not at all.", http.StatusBadRequest)
		return
	}
	if g.isLost() {
		panic(http.ErrAbortHandler) // net/http breaks the connection without logging
	}
	var up websocket.Upgrader // refuses what the page of another site asks for
	ws, err := up.Upgrade(w, r, nil)
	if err != nil {
		return // the upgrader has answered
	}
	ws.SetReadLimit(maxFrame)
	c := &line{ws: ws, out: make(chan []byte, outgoing), gone: make(chan struct{})}
	defer close(c.gone)
	defer func() { _ = ws.Close() }()
	if v := q.Get("v"); v != "" && v != "9" && v != "10" {
		c.close(closeInvalidVersion, "Invalid API version specified.")
		return
	}
	beat := g.beat()
	// HELLO is sent uncompressed: a bot has not asked for compression yet.
	if beat >= 0 && ws.WriteMessage(websocket.TextMessage, hello(beat)) != nil {
		return
	}
	g.converse(c, r, 2*max(beat, g.state.Waits.Heartbeat))
}

// converse reads payloads until the connection ends, or nothing arrives within the given time.
func (g *Gateway) converse(c *line, r *http.Request, within time.Duration) {
	var session *session
	var writing bool
	var pace []time.Time
	for {
		_ = c.ws.SetReadDeadline(time.Now().Add(within))
		_, raw, err := c.ws.ReadMessage()
		if err != nil {
			g.state.Lock()
			if session != nil && session.wire == c {
				g.leave(session, err)
				g.state.Publish(world.Update{Kind: "bot"})
			}
			g.state.Unlock()
			return
		}
		now := time.Now()
		pace = slices.DeleteFunc(append(pace, now), func(t time.Time) bool { return now.Sub(t) > time.Minute })
		if len(pace) > maxSends {
			c.close(closeRateLimited, "You are sending payloads too quickly.")
			continue
		}
		p, code := decodePayload(raw)
		if code != 0 {
			c.close(code, "This payload cannot be read.")
			continue
		}
		session = g.receive(c, session, p, r)
		if !writing {
			// The first payload decides whether the writer compresses.
			writing = true
			go c.write()
		}
	}
}

// receive handles one payload and returns the session that the connection has afterwards.
func (g *Gateway) receive(c *line, current *session, p payload, r *http.Request) *session {
	g.state.Lock()
	defer g.state.Unlock()
	if current != nil && current.wire != c {
		current = nil // it was invalidated, so the connection may begin another
	}
	switch p.Op {
	case opHeartbeat:
		if !g.deaf {
			c.op(opHeartbeatACK, nil)
		}
	case opIdentify:
		if current != nil {
			c.close(closeAlready, "Already authenticated.")
			return current
		}
		return g.identify(c, p.Data, r)
	case opResume:
		if current != nil {
			c.close(closeAlready, "Already authenticated.")
			return current
		}
		return g.resume(c, p.Data)
	default:
		if current == nil {
			c.close(closeNotAuthenticated, "Not authenticated.")
		}
	}
	return current
}
