package gateway

import (
	"time"

	"lede/playground/world"
)

// Reconnect asks every connected bot to reconnect and resume.
func (g *Gateway) Reconnect() {
	g.state.Lock()
	defer g.state.Unlock()
	for _, x := range g.sessions {
		if x.wire != nil {
			x.wire.op(opReconnect, nil)
		}
	}
}

// Invalidate ends every session; the bots have to identify themselves again.
func (g *Gateway) Invalidate() {
	g.state.Lock()
	defer g.state.Unlock()
	for id, x := range g.sessions {
		x.invalidate(false)
		delete(g.sessions, id)
	}
	g.state.Publish(world.Update{Kind: "bot"})
}

// InvalidateResumable tells every bot that its session is in doubt: it may resume it on a new connection.
func (g *Gateway) InvalidateResumable() {
	g.state.Lock()
	defer g.state.Unlock()
	for _, x := range g.sessions {
		x.invalidate(true)
	}
	g.state.Publish(world.Update{Kind: "bot"})
}

// invalidate detaches the session from its connection, which stays open.
func (x *session) invalidate(resumable bool) {
	if x.wire != nil {
		x.wire.op(opInvalidSession, resumable)
		x.wire, x.left = nil, time.Now()
	}
}

// Sever cuts every connection without a close frame. The sessions can be resumed.
func (g *Gateway) Sever() {
	g.state.Lock()
	defer g.state.Unlock()
	for _, x := range g.sessions {
		if x.wire != nil {
			_ = x.wire.ws.UnderlyingConn().Close() // the reader notices
			x.wire, x.left = nil, time.Now()
		}
	}
	g.state.Publish(world.Update{Kind: "bot"})
}

// Lose cuts every connection and refuses new ones for Waits.Line. Then the sessions can be resumed, and what people did
// meanwhile is replayed, too old to be answered.
func (g *Gateway) Lose() {
	g.state.Lock()
	g.lost = time.Now().Add(g.state.Waits.Line)
	g.state.Unlock()
	g.Sever()
}

func (g *Gateway) isLost() bool {
	g.state.Lock()
	defer g.state.Unlock()
	return time.Now().Before(g.lost)
}

// HangUp closes every connection with a code. The sessions can be resumed.
func (g *Gateway) HangUp(code int) {
	g.state.Lock()
	defer g.state.Unlock()
	for _, x := range g.sessions {
		x.drop(code, "The playground closes the connection.")
		x.left = time.Now()
	}
	g.state.Publish(world.Update{Kind: "bot"})
}

// Expire ends every session and cuts its connection without a close frame. The bot learns of it when it resumes: the answer is the
// close code, such as 4009.
func (g *Gateway) Expire(code int) {
	g.state.Lock()
	for _, x := range g.sessions {
		x.ended = code
	}
	g.state.Unlock()
	g.Sever()
}

// Deafen stops or resumes the acknowledgement of heartbeats.
func (g *Gateway) Deafen(deaf bool) {
	g.state.Lock()
	defer g.state.Unlock()
	g.deaf = deaf
}

// Deaf reports whether heartbeats are left unacknowledged.
func (g *Gateway) Deaf() bool {
	g.state.Lock()
	defer g.state.Unlock()
	return g.deaf
}
