package gateway

import (
	"encoding/json"
	"errors"
	"strconv"
	"time"

	"lede/playground/wire"
	"lede/playground/world"

	"github.com/gorilla/websocket"
)

// forgetSessions makes room for a new one by dropping those whose bot has gone the longest.
func (g *Gateway) forgetSessions() {
	for len(g.sessions) >= keptSessions {
		var oldest *session
		for _, x := range g.sessions {
			if x.wire == nil && (oldest == nil || x.left.Before(oldest.left)) {
				oldest = x
			}
		}
		if oldest == nil {
			return
		}
		delete(g.sessions, oldest.id)
	}
}

// shardOf is where Discord sends the events of a guild.
func shardOf(guild string, shards int) int {
	n, _ := strconv.ParseUint(guild, 10, 64) // an id of our own
	return int((n >> 22) % uint64(shards))
}

// session is what the gateway remembers of a bot's connection, also while it is away.
type session struct {
	id            string
	intents       int64
	shard, shards int
	wire          *line // nil while the bot is away
	left          time.Time
	seq           int64
	kept          []kept // the last dispatches, oldest first
	tap           func(method, path string, request []byte, status int, response []byte)
}

type kept struct {
	seq int64
	raw []byte
}

// dispatch tells every session that asked for such events. The server is locked.
func (g *Gateway) dispatch(e world.Event) {
	for _, x := range g.sessions {
		if e.Intent != 0 && x.intents&e.Intent == 0 {
			continue
		}
		shard := 0
		if e.Guild != "" {
			shard = shardOf(e.Guild, x.shards)
		}
		if shard == x.shard {
			x.dispatch(e.Name, e.Data)
		}
	}
}

// dispatch keeps every event for a bot that comes back, whether or not it is there to hear it now.
func (x *session) dispatch(name string, data wire.Object) {
	x.seq++
	raw, _ := json.Marshal(wire.Object{"op": opDispatch, "s": x.seq, "t": name, "d": data}) // decoded JSON or our own maps
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
func (g *Gateway) leave(x *session, err error) {
	x.wire, x.left = nil, time.Now()
	var closed *websocket.CloseError
	if errors.As(err, &closed) && (closed.Code == websocket.CloseNormalClosure || closed.Code == websocket.CloseGoingAway) {
		delete(g.sessions, x.id)
	}
}

// drop ends the connection and leaves the session to be resumed.
func (x *session) drop(code int, why string) {
	if x.wire != nil {
		x.wire.close(code, why)
		x.wire = nil
	}
}
