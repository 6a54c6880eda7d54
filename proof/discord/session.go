package discord

import (
	"bytes"
	"crypto/tls"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/gorilla/websocket"
)

// Line is one gateway connection.
type Line struct {
	d       *Discord
	conn    *websocket.Conn
	heard   []time.Time
	closing atomic.Bool // a close frame was sent
	mu      sync.Mutex  // for writing

	// The reading goroutine writes these under gate.mu.
	session  *session // once it has one
	welcomed time.Time
}

// Tells reports whether a guild's events are sent over a line that was welcomed.
func (l *Line) Tells(guild string) bool { return l.its().has(guild) }

// writeWithin is how long a bot may refuse to read.
const writeWithin = 10 * time.Second

// Send sends a text message.
func (l *Line) Send(raw string) { l.SendAs(websocket.TextMessage, raw) }

// SendAs sends a message of a websocket type.
func (l *Line) SendAs(kind int, raw string) {
	l.d.gate.mu.Lock()
	l.d.gate.sent++
	l.d.gate.mu.Unlock()
	l.mu.Lock()
	defer l.mu.Unlock()
	_ = l.conn.SetWriteDeadline(time.Now().Add(writeWithin))
	_ = l.conn.WriteMessage(kind, []byte(raw)) // reading notices when a line has ended
}

// Bytes writes raw bytes, which need not be a websocket frame.
func (l *Line) Bytes(raw []byte) {
	l.mu.Lock()
	defer l.mu.Unlock()
	_, _ = l.conn.NetConn().Write(raw)
}

// Await waits for a message of the bot, in place of the gateway: see OnHello.
func (l *Line) Await() error {
	_, _, err := l.conn.ReadMessage()
	return err
}

// Close closes the line as Discord does. Some codes end the session, and so does a bot that answers with 1000 or 1001.
func (l *Line) Close(code int, text string) {
	l.closing.Store(true)
	switch code {
	case 4003, 4004, 4007, 4009, 4010, 4011, 4012, 4013, 4014:
		if s := l.its(); s != nil {
			s.end()
		}
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	_ = l.conn.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(code, text), time.Now().Add(writeWithin))
	_ = l.conn.SetReadDeadline(time.Now().Add(2 * time.Second)) // what the bot answers is still read
}

func (l *Line) its() *session {
	l.d.gate.mu.Lock()
	defer l.d.gate.mu.Unlock()
	return l.session
}

// Cut breaks the line without a close frame.
func (l *Line) Cut() {
	if conn, ok := l.conn.NetConn().(*tls.Conn); ok {
		_ = conn.NetConn().Close()
	}
	_ = l.conn.Close()
}

// session is what the bot has been sent, over any line.
type session struct {
	id        string
	shard, of int

	mu     sync.Mutex
	seq    int64
	events []event
	line   *Line // nil while there is none
	dead   bool
}

type event struct {
	seq int64
	raw string
}

// mostEvents is the maximum number of events kept for resuming.
const mostEvents = 5000

func (s *session) has(guild string) bool { return shardOf(guild, s.of) == s.shard }

func (s *session) alive() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return !s.dead
}

// end ends the session for good: it cannot be resumed.
func (s *session) end() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.dead, s.events = true, nil
}

// join attaches the session to a line, and repeats the events after the given one; -1 for a new session. It returns
// false when there is no such event.
func (s *session) join(l *Line, after int64) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if after > s.seq || after >= 0 && len(s.events) > 0 && after < s.events[0].seq-1 {
		return false
	}
	l.d.gate.mu.Lock()
	l.session = s
	l.d.gate.mu.Unlock()
	s.line = l
	for _, e := range s.events {
		if e.seq > after && after >= 0 {
			l.Send(e.raw)
		}
	}
	return true
}

// leave records that a line has ended; forGood ends the session too.
func (s *session) leave(l *Line, forGood bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.line == l {
		s.line = nil
	}
	if forGood {
		s.dead, s.events = true, nil
	}
}

// welcome sends the bot its welcome. By then the line is listed among the others.
func (s *session) welcome(l *Line, kind string, data any) {
	s.mu.Lock()
	defer s.mu.Unlock()
	g := &l.d.gate
	g.mu.Lock()
	g.lines, l.welcomed = append(g.lines, l), time.Now()
	if kind == "RESUMED" {
		g.resumed++
	}
	g.mu.Unlock()
	s.next(kind, data)
}

// dispatch sends an event to the bot now, or when it resumes the session.
func (s *session) dispatch(kind string, data any) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.next(kind, data)
}

// next is dispatch for callers that have locked the session.
func (s *session) next(kind string, data any) {
	raw, err := json.Marshal(data)
	if err != nil {
		panic(err) // only if the test's data is wrong
	}
	if s.dead {
		return
	}
	s.seq++
	e := event{s.seq, fmt.Sprintf(`{"op":0,"s":%d,"t":%q,"d":%s}`, s.seq, kind, raw)}
	s.events = append(s.events, e)
	if len(s.events) > mostEvents {
		s.events = s.events[1:]
	}
	if s.line != nil {
		s.line.Send(e.raw)
	}
}

// Dispatch sends an event over the newest line. data is JSON.
func (d *Discord) Dispatch(kind, data string) {
	d.t.Helper()
	var flat bytes.Buffer
	if err := json.Compact(&flat, []byte(data)); err != nil {
		d.t.Fatalf("event %s: %v", data, err)
	}
	d.Newest().its().dispatch(kind, json.RawMessage(flat.Bytes()))
}

// tell sends an event to every session of a guild's shard; of a direct message if guild is "".
func (d *Discord) tell(guild, kind string, data any) {
	d.gate.mu.Lock()
	var told []*session
	for _, s := range d.gate.sessions {
		if s.has(guild) {
			told = append(told, s)
		}
	}
	d.gate.mu.Unlock()
	for _, s := range told {
		s.dispatch(kind, data)
	}
}

// Expire ends all sessions, without a close frame. RESUME is refused with the code from then on, or with op 9 if it is 0.
func (d *Discord) Expire(code int) {
	d.gate.mu.Lock()
	d.gate.expired = &code
	all := slices.Collect(maps.Values(d.gate.sessions))
	d.gate.mu.Unlock()
	for _, s := range all {
		s.end()
	}
	d.gate.cut()
}
