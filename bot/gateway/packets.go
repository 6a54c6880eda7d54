package gateway

import (
	"encoding/json"
	"errors"
	"math"
	"strings"
	"sync/atomic"
	"time"
)

const (
	// shortestBeat and longestBeat bound the time between heartbeats, in milliseconds; Discord's is 41250.
	shortestBeat, longestBeat = 50, 600_000
	// hidden is put before an event's type, so that discordgo does not know it. It would parse the event into structs of its
	// own, and panics on some. The data is hidden too; it is kept for the handler of the event.
	hidden = "."
)

// The gateway opcodes that are sent to us.
const (
	opDispatch       = 0
	opHeartbeat      = 1
	opReconnect      = 7
	opInvalidSession = 9
	opHello          = 10
	opAcknowledged   = 11
)

var (
	errDoubted   = errors.New("the gateway doubts the session")
	errGreeting  = errors.New("the gateway did not greet as Discord does")
	errSentAway  = errors.New("the gateway asks to connect again")
	readByOurs   = map[string]bool{"INTERACTION_CREATE": true, "MESSAGE_CREATE": true, "GUILD_CREATE": true, "GUILD_DELETE": true, "APPLICATION_COMMAND_PERMISSIONS_UPDATE": true}
	acknowledged = []byte(`{"op":11}`)
)

// packets decides what discordgo sees of the gateway's messages. Each is rewritten with the needed fields in the expected
// types. What discordgo would not survive is kept from it: an acknowledgement before READY deadlocks it, and a request to
// reconnect makes it say goodbye and sleep for a second.
type packets struct {
	greeted *atomic.Bool          // HELLO has come
	void    *atomic.Bool          // the session is no more
	keep    func(json.RawMessage) // takes the data of an event that discordgo gets without it
	stage   stage
	seq     int64         // of the last event
	every   time.Duration // between heartbeats, once HELLO has come
}

type stage int

const (
	awaitsHello stage = iota
	awaitsWelcome
	isOpen
)

type packet struct {
	Op   *int            `json:"op"`
	Seq  int64           `json:"s"`
	Type string          `json:"t"`
	Data json.RawMessage `json:"d"`
}

// ready is READY as discordgo and we need it.
type ready struct {
	Ready
	Version int `json:"v"`
}

// pass returns what discordgo is to read instead of a message, or nil, and what the message counts as. An error ends the
// connection.
func (p *packets) pass(raw []byte) (out []byte, as frameKind, err error) {
	var m packet
	if json.Unmarshal(raw, &m) != nil || m.Op == nil || m.Seq < 0 {
		return nil, frameUnreadable, p.unread()
	}
	switch {
	case p.stage == awaitsHello:
		return p.hello(m)
	case *m.Op == opHello:
		return nil, frameUnexpected, nil
	}
	switch *m.Op {
	case opDispatch:
		if out, as = p.event(m); as == frameUnreadable && p.stage == awaitsWelcome {
			err = errGreeting // without READY no session can be had on this line
		}
	case opHeartbeat:
		out, as = []byte(`{"op":1}`), frameControl
	case opAcknowledged:
		if p.stage == awaitsWelcome {
			return nil, frameUnexpected, nil
		}
		out, as = acknowledged, frameControl
	case opReconnect:
		return nil, frameControl, errSentAway
	case opInvalidSession:
		as, err = p.invalid(m)
	default:
		return nil, frameUnknown, nil
	}
	if out != nil {
		p.stage = isOpen // discordgo waits for the first message after HELLO
	}
	return out, as, err
}

// unread returns what an unreadable message means for the connection: without a greeting nothing can follow, so waiting for
// more only costs time.
func (p *packets) unread() error {
	if p.stage == awaitsHello {
		return errGreeting
	}
	return nil
}

// hello reads the greeting. discordgo panics on an interval of 0 milliseconds.
func (p *packets) hello(m packet) ([]byte, frameKind, error) {
	var d struct {
		Every float64 `json:"heartbeat_interval"`
	}
	if *m.Op != opHello {
		return nil, frameUnexpected, errGreeting
	}
	if json.Unmarshal(m.Data, &d) != nil || !(d.Every >= shortestBeat && d.Every <= longestBeat) {
		return nil, frameUnreadable, errGreeting
	}
	p.stage = awaitsWelcome
	p.greeted.Store(true)
	p.every = time.Duration(d.Every * float64(time.Millisecond))
	return written(map[string]any{"op": opHello, "d": map[string]int{"heartbeat_interval": int(math.Round(d.Every))}}), frameControl, nil
}

// invalid handles “invalid session”. It ends the connection before discordgo would start a new session on the spot: a resumable
// session is resumed as after any other loss, and a new one has to wait until Discord allows it.
func (p *packets) invalid(m packet) (frameKind, error) {
	var resumable bool
	if json.Unmarshal(m.Data, &resumable) != nil || !resumable {
		p.void.Store(true)
	}
	return frameControl, errDoubted
}

// event passes on an event of a type that is read, and of any other only its sequence number, which resuming needs.
func (p *packets) event(m packet) ([]byte, frameKind) {
	if m.Seq == 0 {
		m.Seq = p.seq // or discordgo would count from zero
	}
	p.seq = m.Seq
	kind, data, as := m.Type, m.Data, frameEvent
	switch {
	case kind == "READY":
		w, err := Decode[ready](data)
		if err != nil || w.Session == "" && w.ApplicationID() == "" { // it would say that all servers were left
			return nil, frameUnreadable
		}
		if len(w.Guilds) > maxGuilds { // each takes a kilobyte in discordgo
			w.Guilds = nil
		}
		data = written(w)
	case kind == "RESUMED":
		data = nil
	case readByOurs[kind]:
		p.keep(data)
		kind, data = hidden+kind, nil
	default:
		kind, data, as = hidden, nil, frameIgnored
	}
	return written(packet{Op: m.Op, Seq: m.Seq, Type: kind, Data: data}), as
}

// eventType returns the type of an event as Discord wrote it.
func eventType(kind string) string { return strings.TrimPrefix(kind, hidden) }

// written returns the JSON of values that are known to have one.
func written(v any) []byte {
	b, err := json.Marshal(v)
	if err != nil {
		return nil
	}
	return b
}
