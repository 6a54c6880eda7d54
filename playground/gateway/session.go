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

// forgetSessions makes room for a new session by dropping those that have been disconnected the longest.
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

// shardOf returns the shard that receives the events of a guild.
func shardOf(guild string, shards int) int {
	n, _ := strconv.ParseUint(guild, 10, 64) // an id of our own
	return int((n >> 22) % uint64(shards))
}

// session is the state of a bot's session, kept while the bot is disconnected.
type session struct {
	id            string
	intents       int64
	shard, shards int
	wire          *line // nil while the bot is away
	left          time.Time
	seq           int64
	ended         int    // the close code that answers RESUME; 0 while the session lives
	kept          []kept // the last dispatches, oldest first
	tap           func(method, path string, request []byte, status int, response []byte)
}

type kept struct {
	seq int64
	raw []byte
}

// dispatch sends an event to every session with its intent and shard.
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

// dispatch sends an event if the bot is connected, and keeps it for a RESUME.
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

// remembers reports whether every event after seq is still kept.
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

// leave records that the connection has ended. Close codes 1000 and 1001 end the session too.
func (g *Gateway) leave(x *session, err error) {
	x.wire, x.left = nil, time.Now()
	var closed *websocket.CloseError
	if errors.As(err, &closed) && (closed.Code == websocket.CloseNormalClosure || closed.Code == websocket.CloseGoingAway) {
		delete(g.sessions, x.id)
	}
}

// drop closes the connection; the session can be resumed.
func (x *session) drop(code int, why string) {
	if x.wire != nil {
		x.wire.close(code, why)
		x.wire = nil
	}
}
