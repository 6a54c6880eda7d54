package playground

import (
	"bytes"
	"compress/zlib"
	"crypto/rand"
	"encoding/hex"
	"encoding/json"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"github.com/gorilla/websocket"
)

// The operations of the gateway.
const (
	opDispatch       = 0
	opHeartbeat      = 1
	opIdentify       = 2
	opPresence       = 3
	opVoice          = 4
	opResume         = 6
	opReconnect      = 7
	opMembers        = 8
	opInvalidSession = 9
	opHello          = 10
	opHeartbeatACK   = 11
)

// The codes with which the gateway closes.
const (
	closeGoingAway            = 1001
	closeUnknownOp            = 4001
	closeDecode               = 4002
	closeNotAuthenticated     = 4003
	closeAuthenticationFailed = 4004
	closeAlready              = 4005
	closeInvalidSeq           = 4007
	closeRateLimited          = 4008
	closeTimeout              = 4009
	closeInvalidShard         = 4010
	closeInvalidVersion       = 4012
	closeInvalidIntents       = 4013
	closeDisallowedIntents    = 4014
)

const (
	heartbeatEvery = 41250 * time.Millisecond
	maxPayload     = 4096 // bytes that Discord reads of a bot
	maxSends       = 120  // payloads a minute, as Discord counts them
	outgoing       = 512  // payloads that may wait for a slow bot
	replayable     = 512  // dispatches kept for a bot that comes back
	keptSessions   = 64
	identifyEvery  = 5 * time.Second
	writeWithin    = 10 * time.Second
)

// payload is one message of the gateway, in either direction.
type payload struct {
	Op   int             `json:"op"`
	Data json.RawMessage `json:"d"`
	Seq  *int64          `json:"s,omitempty"`
	Type string          `json:"t,omitempty"`
}

// decodePayload reads what a bot sent, or tells the code to close with.
func decodePayload(raw []byte) (payload, int) {
	var p payload
	if len(raw) > maxPayload || json.Unmarshal(raw, &p) != nil {
		return payload{}, closeDecode
	}
	switch p.Op {
	case opHeartbeat, opIdentify, opPresence, opVoice, opResume, opMembers:
		return p, 0
	}
	return payload{}, closeUnknownOp
}

// wire is one websocket. Its writer goroutine is the only one that writes to it.
type wire struct {
	ws       *websocket.Conn
	out      chan []byte
	gone     chan struct{} // closed when the reader ends
	compress atomic.Bool   // as the bot wanted it when it identified itself last
}

// send hands a payload to the writer; a bot that does not read is cut off.
func (w *wire) send(raw []byte) {
	select {
	case w.out <- raw:
	default:
		w.close(closeTimeout, "too many payloads wait to be read")
	}
}

func (w *wire) op(op int, data any) {
	d, _ := json.Marshal(data) // only ever our own maps and numbers
	raw, _ := json.Marshal(payload{Op: op, Data: d})
	w.send(raw)
}

// close says why before it hangs up. Either may fail on a connection that is gone, which is what was wanted.
func (w *wire) close(code int, why string) {
	_ = w.ws.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(code, why), time.Now().Add(time.Second))
	_ = w.ws.Close() // whichever side closes first, the reader notices
}

func (w *wire) write() {
	for {
		select {
		case raw := <-w.out:
			kind := websocket.TextMessage
			if w.compress.Load() {
				raw, kind = compressed(raw), websocket.BinaryMessage
			}
			_ = w.ws.SetWriteDeadline(time.Now().Add(writeWithin))
			if w.ws.WriteMessage(kind, raw) != nil {
				_ = w.ws.Close()
				return
			}
		case <-w.gone:
			return
		}
	}
}

// compressed is a whole zlib stream for each payload, as a bot asks for with "compress" when it identifies.
func compressed(raw []byte) []byte {
	var b bytes.Buffer
	z := zlib.NewWriter(&b)
	_, _ = z.Write(raw) // a buffer does not fail
	_ = z.Close()
	return b.Bytes()
}

// serveGateway opens a connection and says hello on it.
func (s *Server) serveGateway(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	if q.Get("encoding") != "" && q.Get("encoding") != "json" || q.Get("compress") != "" {
		http.Error(w, "The playground's gateway speaks JSON, compressed payload by payload or not at all.", http.StatusBadRequest)
		return
	}
	up := websocket.Upgrader{CheckOrigin: sameSite}
	ws, err := up.Upgrade(w, r, nil)
	if err != nil {
		return // the upgrader has answered
	}
	ws.SetReadLimit(1 << 16)
	c := &wire{ws: ws, out: make(chan []byte, outgoing), gone: make(chan struct{})}
	defer close(c.gone)
	defer func() { _ = ws.Close() }()
	if v := q.Get("v"); v != "" && v != "9" && v != "10" {
		c.close(closeInvalidVersion, "Invalid API version specified.")
		return
	}
	hello, _ := json.Marshal(object{"op": opHello, "s": nil, "t": nil, "d": object{"heartbeat_interval": s.o.Heartbeat.Milliseconds()}})
	c.send(hello)
	// HELLO goes out as it is: a bot has not asked for compression yet.
	if ws.WriteMessage(websocket.TextMessage, <-c.out) != nil {
		return
	}
	s.converse(c, r)
}

// converse reads until the bot goes.
func (s *Server) converse(c *wire, r *http.Request) {
	var session *session
	var writing bool
	var pace []time.Time
	for {
		_ = c.ws.SetReadDeadline(time.Now().Add(2 * s.o.Heartbeat))
		_, raw, err := c.ws.ReadMessage()
		if err != nil {
			s.mu.Lock()
			if session != nil && session.wire == c {
				s.leave(session, err)
				s.publishLocked(update{Kind: "bot"})
			}
			s.mu.Unlock()
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
		session = s.receive(c, session, p, r)
		if !writing {
			// The writer starts only now, when it is settled whether payloads are to be compressed.
			writing = true
			go c.write()
		}
	}
}

// receive acts on one payload and returns the session that the connection has then.
func (s *Server) receive(c *wire, current *session, p payload, r *http.Request) *session {
	s.mu.Lock()
	defer s.mu.Unlock()
	if current != nil && current.wire != c {
		current = nil // it was made invalid, so the connection may begin another one
	}
	switch p.Op {
	case opHeartbeat:
		if !s.deaf {
			c.op(opHeartbeatACK, nil)
		}
	case opIdentify:
		if current != nil {
			c.close(closeAlready, "Already authenticated.")
			return current
		}
		return s.identify(c, p.Data, r)
	case opResume:
		if current != nil {
			c.close(closeAlready, "Already authenticated.")
			return current
		}
		return s.resume(c, p.Data)
	default:
		if current == nil {
			c.close(closeNotAuthenticated, "Not authenticated.")
		}
	}
	return current
}

type identification struct {
	Token    string `json:"token"`
	Compress bool   `json:"compress"`
	Intents  *int64 `json:"intents"`
	Shard    []int  `json:"shard"`
}

// identify begins a session. Every reason to refuse has its own code, because bots act on it: some codes they must
// not retry, or Discord takes their token away.
func (s *Server) identify(c *wire, data json.RawMessage, r *http.Request) *session {
	var id identification
	if json.Unmarshal(data, &id) != nil {
		c.close(closeDecode, "Error while decoding payload.")
		return nil
	}
	if strings.TrimPrefix(id.Token, "Bot ") != s.o.Token {
		c.close(closeAuthenticationFailed, "Authentication failed.")
		return nil
	}
	if len(id.Shard) != 0 && (len(id.Shard) != 2 || id.Shard[1] < 1 || id.Shard[0] < 0 || id.Shard[0] >= id.Shard[1]) {
		c.close(closeInvalidShard, "Invalid shard.")
		return nil
	}
	if id.Intents == nil || *id.Intents&^allIntents != 0 {
		c.close(closeInvalidIntents, "Invalid intent(s).")
		return nil
	}
	if *id.Intents&privilegedIntents != 0 {
		c.close(closeDisallowedIntents, "Disallowed intent(s).")
		return nil
	}
	c.compress.Store(id.Compress)
	if s.tooSoon(id.Shard) {
		c.op(opInvalidSession, false)
		return nil
	}
	session := &session{id: secret(16), intents: *id.Intents, shard: 0, shards: 1, wire: c, tap: s.o.Tap}
	if len(id.Shard) == 2 {
		session.shard, session.shards = id.Shard[0], id.Shard[1]
	}
	s.forgetSessions()
	s.sessions[session.id] = session
	s.welcome(session, r)
	s.publishLocked(update{Kind: "bot"})
	return session
}

// Identification is one beginning of a session.
type Identification struct {
	Shard, Of int
	At        time.Time
	Refused   bool // it came too soon after another that counts together with it
}

// Identifications lists all beginnings of sessions, oldest first.
func (s *Server) Identifications() []Identification {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.identified)
}

// Resumptions is how often a bot has gone on with a session.
func (s *Server) Resumptions() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.resumed
}

// tooSoon notes a beginning of a session, and tells whether Discord would refuse it.
func (s *Server) tooSoon(shard []int) bool {
	i := Identification{Of: 1, At: time.Now()}
	if len(shard) == 2 {
		i.Shard, i.Of = shard[0], shard[1]
	}
	if n := s.o.Concurrency; n > 0 {
		// What is on the way takes longer at one time than at another, for which Discord is not strict either.
		const grace = 250 * time.Millisecond
		last, known := s.begun[i.Shard%n]
		i.Refused = known && i.At.Sub(last) < s.o.Identify-grace
		s.begun[i.Shard%n] = i.At
	}
	s.identified = append(s.identified, i)
	return i.Refused
}

// forgetSessions makes room for a new one by dropping those whose bot has gone the longest.
func (s *Server) forgetSessions() {
	for len(s.sessions) >= keptSessions {
		var oldest *session
		for _, x := range s.sessions {
			if x.wire == nil && (oldest == nil || x.left.Before(oldest.left)) {
				oldest = x
			}
		}
		if oldest == nil {
			return
		}
		delete(s.sessions, oldest.id)
	}
}

type resumption struct {
	Token   string `json:"token"`
	Session string `json:"session_id"`
	Seq     int64  `json:"seq"`
}

// resume goes on with a session where the bot left it. What cannot be told again ends it, and the bot identifies
// itself on the same connection.
func (s *Server) resume(c *wire, data json.RawMessage) *session {
	var re resumption
	if json.Unmarshal(data, &re) != nil {
		c.close(closeDecode, "Error while decoding payload.")
		return nil
	}
	if strings.TrimPrefix(re.Token, "Bot ") != s.o.Token {
		c.close(closeAuthenticationFailed, "Authentication failed.")
		return nil
	}
	session, ok := s.sessions[re.Session]
	if !ok || !session.remembers(re.Seq) {
		c.op(opInvalidSession, false)
		return nil
	}
	if re.Seq > session.seq {
		c.close(closeInvalidSeq, "Invalid seq.")
		return nil
	}
	session.drop(closeGoingAway, "resumed elsewhere")
	session.wire = c
	s.resumed++
	session.replay(re.Seq)
	session.dispatch("RESUMED", object{})
	s.publishLocked(update{Kind: "bot"})
	return session
}

// Reconnect asks every connected bot to connect again and resume.
func (s *Server) Reconnect() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, x := range s.sessions {
		if x.wire != nil {
			x.wire.op(opReconnect, nil)
		}
	}
}

// Invalidate ends every session; the bots have to identify themselves again.
func (s *Server) Invalidate() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for id, x := range s.sessions {
		x.invalidate(false)
		delete(s.sessions, id)
	}
	s.publishLocked(update{Kind: "bot"})
}

// InvalidateResumable tells every bot that its session is in doubt: it may come back to it on a new connection.
func (s *Server) InvalidateResumable() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, x := range s.sessions {
		x.invalidate(true)
	}
	s.publishLocked(update{Kind: "bot"})
}

// invalidate takes the session off its connection, which stays open.
func (x *session) invalidate(resumable bool) {
	if x.wire != nil {
		x.wire.op(opInvalidSession, resumable)
		x.wire, x.left = nil, time.Now()
	}
}

// Sever cuts every connection without a word. The sessions can be resumed.
func (s *Server) Sever() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, x := range s.sessions {
		if x.wire != nil {
			_ = x.wire.ws.UnderlyingConn().Close() // the reader notices
			x.wire, x.left = nil, time.Now()
		}
	}
	s.publishLocked(update{Kind: "bot"})
}

// Deafen decides whether heartbeats go without the acknowledgement that tells a bot that its connection lives.
func (s *Server) Deafen(deaf bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.deaf = deaf
}

func secret(bytes int) string {
	b := make([]byte, bytes)
	_, _ = rand.Read(b) // crypto/rand does not fail
	return hex.EncodeToString(b)
}

// shardOf is where Discord sends the events of a guild.
func shardOf(guild string, shards int) int {
	n, _ := strconv.ParseUint(guild, 10, 64) // an id of our own
	return int((n >> 22) % uint64(shards))
}
