package gateway

import (
	"encoding/json"
	"strconv"
	"time"

	"lede/playground/wire"
	"lede/playground/world"
)

// oddities holds how the next line or session deviates from Discord's.
type oddities struct {
	greeting bool          // of the next line
	beat     time.Duration // its heartbeat interval; below 0 it is not greeted at all
	hollow   bool          // the next READY is empty
}

// Greet cuts every connection, and greets the next with another heartbeat interval; below 0 it is not greeted.
func (g *Gateway) Greet(beat time.Duration) {
	g.state.Lock()
	g.odd.greeting, g.odd.beat = true, beat
	g.state.Unlock()
	g.Sever()
}

// beat returns the heartbeat interval of a new line.
func (g *Gateway) beat() time.Duration {
	g.state.Lock()
	defer g.state.Unlock()
	if !g.odd.greeting {
		return g.state.Waits.Heartbeat
	}
	g.odd.greeting = false
	return g.odd.beat
}

// Hollow ends every session, and begins the next with an empty READY.
func (g *Gateway) Hollow() {
	g.state.Lock()
	g.odd.hollow = true
	g.state.Unlock()
	g.Invalidate()
}

// nonsense holds payloads that no bot expects of Discord.
var nonsense = []string{
	``, `{`, `null`, `[]`, `"op"`, "{\"op\":0,\"t\":\"\xff\xfe\",\"s\":1,\"d\":{}}", `{"op":99,"d":{}}`, `{"op":"0","d":{}}`, `{"op":null}`, `{"op":-1}`, `{"op":1.5}`,
	`{"op":10,"d":{"heartbeat_interval":1}}`, `{"op":0,"s":-7,"t":"MESSAGE_CREATE","d":{}}`, `{"op":0,"s":"7","t":7,"d":7}`, `{"op":0,"s":null,"t":null,"d":null}`,
	`{"op":0,"t":"LATER_THAN_THIS_BOT","d":{"id":"1"}}`, `{"op":0,"t":"READY","d":null}`, `{"op":0,"t":"GUILD_CREATE","d":{"id":null}}`, `{"op":0,"t":"GUILD_DELETE","d":[]}`,
	`{"op":0,"t":"MESSAGE_CREATE","d":{"id":{},"author":null,"content":[]}}`, `{"op":0,"t":"INTERACTION_CREATE","d":null}`, `{"op":0,"t":"INTERACTION_CREATE","d":{"type":2,"data":null}}`,
	`{"op":0,"t":"INTERACTION_CREATE","d":{"id":"1","token":"t","type":"2","member":{"user":null},"data":{"options":{}}}}`, `{"op":0,"t":"APPLICATION_COMMAND_PERMISSIONS_UPDATE","d":{"permissions":null}}`,
}

// Babble sends every bot payloads that none expects.
func (g *Gateway) Babble() {
	g.state.Lock()
	defer g.state.Unlock()
	for _, x := range g.sessions {
		if x.wire == nil {
			continue
		}
		for _, raw := range nonsense {
			x.wire.send([]byte(raw))
		}
	}
}

// Repeat resends to every bot the last 20 events.
func (g *Gateway) Repeat() {
	const last = 20
	g.state.Lock()
	defer g.state.Unlock()
	for _, x := range g.sessions {
		if x.wire != nil {
			x.replay(x.seq - last)
		}
	}
}

// Skip skips a hundred sequence numbers.
func (g *Gateway) Skip() {
	const numbers = 100
	g.state.Lock()
	defer g.state.Unlock()
	for _, x := range g.sessions {
		x.seq += numbers
	}
}

// Flicker tells every bot that its servers are unavailable, and twice that they are back.
func (g *Gateway) Flicker() {
	g.state.Lock()
	defer g.state.Unlock()
	for _, guild := range g.state.World.Guilds {
		away := wire.Object{"id": guild.ID, "unavailable": true}
		g.dispatch(world.Event{Name: "GUILD_DELETE", Data: away, Intent: world.IntentGuilds, Guild: guild.ID})
		for range 2 {
			g.dispatch(world.Event{Name: "GUILD_CREATE", Data: g.state.GuildObject(guild, true), Intent: world.IntentGuilds, Guild: guild.ID})
		}
	}
}

// Closing is a close code after which a bot may come back, and its name.
type Closing struct {
	Code int
	Name string
}

// String returns the code with its name.
func (c Closing) String() string { return strconv.Itoa(c.Code) + ", " + c.Name }

// Closings lists the codes after which a bot may come back, as Discord names them. The others, such as 4004, end a bot for good.
func Closings() []Closing {
	return []Closing{
		{1000, "normal"}, {1001, "going away"}, {4000, "unknown error"}, {closeUnknownOp, "unknown opcode"}, {closeDecode, "decode error"},
		{closeNotAuthenticated, "not authenticated"}, {closeAlready, "already authenticated"}, {closeInvalidSeq, "invalid seq"},
		{closeRateLimited, "rate limited"}, {closeTimeout, "session timed out"},
	}
}

// hello returns the greeting of a line.
func hello(beat time.Duration) []byte {
	raw, _ := json.Marshal(wire.Object{"op": opHello, "s": nil, "t": nil, "d": wire.Object{"heartbeat_interval": beat.Milliseconds()}}) // our own numbers
	return raw
}
