package gateway

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"time"

	"lede/playground/wire"
	"lede/playground/world"
)

// identification is the data of IDENTIFY.
type identification struct {
	Token    string `json:"token"`
	Compress bool   `json:"compress"`
	Intents  *int64 `json:"intents"`
	Shard    []int  `json:"shard"`
}

// The existing intents, and those for which a bot needs approval.
const (
	privilegedIntents int64 = 1<<1 | 1<<8 | 1<<15 // members, presences, message content
	allIntents        int64 = 1<<17 - 1 | 1<<20 | 1<<21 | 1<<24 | 1<<25
)

// identify begins a session. Each refusal has its own code, because bots must not retry some of them.
func (g *Gateway) identify(c *line, data json.RawMessage, r *http.Request) *session {
	var id identification
	if json.Unmarshal(data, &id) != nil {
		c.close(closeDecode, "Error while decoding payload.")
		return nil
	}
	if strings.TrimPrefix(id.Token, "Bot ") != g.o.Token {
		c.close(closeAuthenticationFailed, "Authentication failed.")
		return nil
	}
	if !validShard(id.Shard) {
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
	if g.tooSoon(id.Shard) {
		c.op(opInvalidSession, false)
		return nil
	}
	session := &session{id: world.Secret(16), intents: *id.Intents, shard: 0, shards: 1, wire: c, tap: g.o.Tap}
	if len(id.Shard) == 2 {
		session.shard, session.shards = id.Shard[0], id.Shard[1]
	}
	g.forgetSessions()
	g.sessions[session.id] = session
	g.welcome(session, r)
	g.state.Publish(world.Update{Kind: "bot"})
	return session
}

// validShard reports whether a shard is absent, or a valid index and count.
func validShard(shard []int) bool {
	switch len(shard) {
	case 0:
		return true
	case 2:
		return shard[0] >= 0 && shard[0] < shard[1]
	}
	return false
}

// Identification is one IDENTIFY of a bot.
type Identification struct {
	Shard, Of int
	At        time.Time
	Refused   bool // it came too soon after another with the same rate limit key
}

// Identifications lists every IDENTIFY, oldest first.
func (g *Gateway) Identifications() []Identification {
	g.state.Lock()
	defer g.state.Unlock()
	return slices.Clone(g.identified)
}

// Resumptions counts the sessions that were resumed.
func (g *Gateway) Resumptions() int {
	g.state.Lock()
	defer g.state.Unlock()
	return g.resumed
}

// tooSoon records an IDENTIFY, and reports whether Discord would refuse it.
func (g *Gateway) tooSoon(shard []int) bool {
	i := Identification{Of: 1, At: time.Now()}
	if len(shard) == 2 {
		i.Shard, i.Of = shard[0], shard[1]
	}
	if n := g.o.Concurrency; n > 0 {
		wait := g.state.Waits.Identify
		wait -= wait / 20 // allows for delay on the way, as Discord does
		last, known := g.begun[i.Shard%n]
		i.Refused = known && i.At.Sub(last) < wait
		g.begun[i.Shard%n] = i.At
	}
	g.identified = append(g.identified, i)
	return i.Refused
}

// resumption is the data of RESUME.
type resumption struct {
	Token   string `json:"token"`
	Session string `json:"session_id"`
	Seq     int64  `json:"seq"`
}

// resume continues a session after the last event that the bot has seen. If later events are no longer kept, the session is invalid and the
// bot identifies on the same connection.
func (g *Gateway) resume(c *line, data json.RawMessage) *session {
	var re resumption
	if json.Unmarshal(data, &re) != nil {
		c.close(closeDecode, "Error while decoding payload.")
		return nil
	}
	if strings.TrimPrefix(re.Token, "Bot ") != g.o.Token {
		c.close(closeAuthenticationFailed, "Authentication failed.")
		return nil
	}
	session, ok := g.sessions[re.Session]
	if !ok || !session.remembers(re.Seq) {
		c.op(opInvalidSession, false)
		return nil
	}
	if session.ended != 0 {
		c.close(session.ended, "The session has ended.")
		return nil
	}
	if re.Seq > session.seq {
		c.close(closeInvalidSeq, "Invalid seq.")
		return nil
	}
	session.drop(closeGoingAway, "resumed elsewhere")
	session.wire = c
	g.resumed++
	session.replay(re.Seq)
	session.dispatch("RESUMED", wire.Object{})
	g.state.Publish(world.Update{Kind: "bot"})
	return session
}

// welcome sends READY with the guilds' ids, and then the guilds.
func (g *Gateway) welcome(x *session, r *http.Request) {
	guilds, mine := []any{}, []world.Guild{}
	for _, guild := range g.state.World.Guilds {
		if shardOf(guild.ID, x.shards) == x.shard {
			guilds = append(guilds, wire.Object{"id": guild.ID, "unavailable": true})
			mine = append(mine, guild)
		}
	}
	ready := wire.Object{
		"v": 10, "user": g.state.BotObject(), "guilds": guilds, "session_id": x.id, "resume_gateway_url": gatewayURL(r),
		"shard": []int{x.shard, x.shards}, "application": wire.Object{"id": g.state.BotID, "flags": 0}, "private_channels": []any{},
	}
	if g.odd.hollow {
		g.odd.hollow, ready = false, wire.Object{}
	}
	x.dispatch("READY", ready)
	if x.intents&world.IntentGuilds == 0 {
		return
	}
	for _, guild := range mine {
		x.dispatch("GUILD_CREATE", g.state.GuildObject(guild, true))
	}
}

// gatewayURL returns the address of the gateway under the host that the bot used.
func gatewayURL(r *http.Request) string { return "ws://" + r.Host + "/gateway/" }
