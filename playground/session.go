package playground

import (
	"encoding/json"
	"errors"
	"net/http"
	"time"

	"github.com/gorilla/websocket"
)

// The intents that the playground knows the events of, and those that a bot has to be approved for.
const (
	intentGuilds         int64 = 1 << 0
	intentGuildMessages  int64 = 1 << 9
	intentDirectMessages int64 = 1 << 12

	privilegedIntents int64 = 1<<1 | 1<<8 | 1<<15 // members, presences, message content
	allIntents        int64 = 1<<17 - 1 | 1<<20 | 1<<21 | 1<<24 | 1<<25
)

// session is what the gateway remembers of a bot's connection, also while it is away.
type session struct {
	id            string
	intents       int64
	shard, shards int
	wire          *wire // nil while the bot is away
	left          time.Time
	seq           int64
	kept          []kept // the last dispatches, oldest first
	tap           func(method, path string, request []byte, status int, response []byte)
}

type kept struct {
	seq int64
	raw []byte
}

// event is something that happened, before it is known who will hear of it.
type event struct {
	name   string
	data   object
	intent int64  // 0: everybody hears of it
	guild  string // "" goes to shard 0
}

// dispatch tells every session that asked for such events. The server is locked.
func (s *Server) dispatch(e event) {
	for _, x := range s.sessions {
		if e.intent != 0 && x.intents&e.intent == 0 {
			continue
		}
		shard := 0
		if e.guild != "" {
			shard = shardOf(e.guild, x.shards)
		}
		if shard == x.shard {
			x.dispatch(e.name, e.data)
		}
	}
}

// dispatch keeps every event for a bot that comes back, whether or not it is there to hear it now.
func (x *session) dispatch(name string, data object) {
	x.seq++
	raw, _ := json.Marshal(object{"op": opDispatch, "s": x.seq, "t": name, "d": data}) // decoded JSON or our own maps
	if len(x.kept) == replayable {
		x.kept = x.kept[1:]
	}
	x.kept = append(x.kept, kept{x.seq, raw})
	if x.tap != nil {
		x.tap("DISPATCH", name, nil, 0, raw)
	}
	if x.wire != nil {
		x.wire.send(raw)
	}
}

// remembers tells whether everything after seq can be told again.
func (x *session) remembers(seq int64) bool {
	return seq >= x.seq || len(x.kept) > 0 && x.kept[0].seq <= seq+1
}

func (x *session) replay(after int64) {
	for _, k := range x.kept {
		if k.seq > after {
			x.wire.send(k.raw)
		}
	}
}

// leave notes that the connection has ended. A bot that says goodbye will not come back to its session.
func (s *Server) leave(x *session, err error) {
	x.wire, x.left = nil, time.Now()
	var closed *websocket.CloseError
	if errors.As(err, &closed) && (closed.Code == websocket.CloseNormalClosure || closed.Code == websocket.CloseGoingAway) {
		delete(s.sessions, x.id)
	}
}

// drop ends the connection and leaves the session to be resumed.
func (x *session) drop(code int, why string) {
	if x.wire != nil {
		x.wire.close(code, why)
		x.wire = nil
	}
}

// connected tells whether a bot is there.
func (s *Server) connected() bool {
	for _, x := range s.sessions {
		if x.wire != nil {
			return true
		}
	}
	return false
}

// welcome sends READY with the guilds' ids, and then the guilds.
func (s *Server) welcome(x *session, r *http.Request) {
	var guilds []any
	var mine []Guild
	for _, g := range s.world.Guilds {
		if shardOf(g.ID, x.shards) == x.shard {
			guilds = append(guilds, object{"id": g.ID, "unavailable": true})
			mine = append(mine, g)
		}
	}
	if guilds == nil {
		guilds = []any{}
	}
	x.dispatch("READY", object{
		"v": 10, "user": s.botObject(), "guilds": guilds, "session_id": x.id, "resume_gateway_url": gatewayURL(r),
		"shard": []int{x.shard, x.shards}, "application": object{"id": s.botID, "flags": 0}, "private_channels": []any{},
	})
	if x.intents&intentGuilds == 0 {
		return
	}
	for _, g := range mine {
		x.dispatch("GUILD_CREATE", s.guildObject(g, true))
	}
}

// gatewayURL leads back to the address under which the bot has found the playground.
func gatewayURL(r *http.Request) string { return "ws://" + r.Host + "/gateway/" }
