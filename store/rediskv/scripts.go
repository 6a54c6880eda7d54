package rediskv

import (
	"context"
	_ "embed"

	"github.com/redis/go-redis/v9"
)

//go:embed primary.lua
var primarySource string

//go:embed server.lua
var serverSource string

//go:embed notice.lua
var noticeSource string

//go:embed claim.lua
var claimSource string

//go:embed heads.lua
var headsSource string

//go:embed take.lua
var takeSource string

//go:embed edit.lua
var editSource string

//go:embed gather.lua
var gatherSource string

var (
	noticeScript = scriptOf(primarySource + serverSource + noticeSource)
	claimScript  = scriptOf(primarySource + serverSource + claimSource)
	headsScript  = scriptOf(primarySource + headsSource)
	takeScript   = scriptOf(primarySource + takeSource)
	editScript   = scriptOf(primarySource + editSource)
	gatherScript = scriptOf(gatherSource)
)

// call is one run of a script, as sent to Redis: the command, the script, how many keys there are, these, and the arguments. The keys
// share a hash tag.
type call struct {
	all  []any
	keys int // how many there are so far
}

// newCall returns a call with room for a number of keys, all of which must be given, and for about so many arguments.
func newCall(keys, args int) call {
	c := call{all: make([]any, 3+keys, 3+keys+args)}
	c.all[2] = keys
	return c
}

// key gives the next key.
func (c *call) key(key string) {
	c.all[3+c.keys] = key
	c.keys++
}

// arg gives further arguments.
func (c *call) arg(args ...any) { c.all = append(c.all, args...) }

// change adds a change to a call of edit.lua.
func (c *call) change(command, key string, args ...any) {
	c.key(key)
	c.arg(command, len(args))
	c.arg(args...)
}

// command returns the call with a command and a script; only the last one may be sent.
func (c call) command(name, script string) []any {
	c.all[0], c.all[1] = name, script
	return c.all
}

// script is a script, and its source, which a server is sent that does not know it, as after a restart.
type script struct {
	*redis.Script
	source string
}

func scriptOf(source string) script { return script{redis.NewScript(source), source} }

// run runs a script on the server that holds an owner; reply makes the command that takes its reply.
func run[C redis.Cmder](ctx context.Context, kv *KV, owner string, writes bool, s script, c call, reply func(ctx context.Context, args ...any) C) (C, error) {
	cmd := reply(ctx, c.command("evalsha", s.Hash())...)
	err := kv.send(ctx, owner, writes, cmd)
	if redis.HasErrorPrefix(err, "NOSCRIPT") {
		cmd = reply(ctx, c.command("eval", s.source)...)
		err = kv.send(ctx, owner, writes, cmd)
	}
	return cmd, err
}

// runAll runs a script several times in one round trip. The error is the first failed run's.
func runAll(ctx context.Context, on redis.Cmdable, s script, calls []call) ([]*redis.Cmd, error) {
	replies := make([]*redis.Cmd, len(calls))
	_, err := on.Pipelined(ctx, func(p redis.Pipeliner) error {
		for i, c := range calls {
			replies[i] = redis.NewCmd(ctx, c.command("evalsha", s.Hash())...)
			_ = p.Process(ctx, replies[i])
		}
		return nil
	})
	if err == nil {
		return replies, nil
	}
	// A server that does not know the script, as after a restart, is sent it.
	_, again := on.Pipelined(ctx, func(p redis.Pipeliner) error {
		for i, c := range calls {
			if redis.HasErrorPrefix(replies[i].Err(), "NOSCRIPT") {
				replies[i] = redis.NewCmd(ctx, c.command("eval", s.source)...)
				_ = p.Process(ctx, replies[i])
			}
		}
		return nil
	})
	for _, r := range replies {
		if r.Err() != nil {
			return replies, r.Err()
		}
	}
	return replies, again
}

// noteServers records which server holds each partition, so that a later change of server can be dated. fresh says that nothing
// was ever written.
func (kv *KV) noteServers(ctx context.Context, fresh bool) error {
	connections := kv.connections.Load()
	if err := kv.note(ctx, map[bool]string{true: "fresh"}[fresh]); err != nil {
		return err
	}
	kv.noted.Store(connections)
	return nil
}

// note runs notice.lua for each partition.
func (kv *KV) note(ctx context.Context, what string) error {
	calls := make([]call, partitions)
	for i := range calls {
		calls[i] = newCall(1, 1)
		calls[i].key(kv.serverKey(i))
		calls[i].arg(what)
	}
	_, err := runAll(ctx, kv.redis, noticeScript, calls)
	return kv.explain(ctx, "marking the servers of", kv.cleared(ctx, err))
}

// meetServers records the servers again if any may have changed: a new or restarted server is reached over new connections.
func (kv *KV) meetServers(ctx context.Context) error {
	if kv.noted.Load() == kv.connections.Load() {
		return nil
	}
	return kv.noteServers(ctx, false)
}
