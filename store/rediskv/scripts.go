package rediskv

import (
	"context"
	_ "embed"

	"github.com/redis/go-redis/v9"
)

//go:embed server.lua
var serverSource string

//go:embed notice.lua
var noticeSource string

//go:embed claim.lua
var claimSource string

//go:embed take.lua
var takeSource string

//go:embed edit.lua
var editSource string

//go:embed gather.lua
var gatherSource string

var (
	noticeScript = redis.NewScript(serverSource + noticeSource)
	claimScript  = redis.NewScript(serverSource + claimSource)
	takeScript   = redis.NewScript(takeSource)
	editScript   = once{redis.NewScript(editSource), editSource}
	gatherScript = once{redis.NewScript(gatherSource), gatherSource}
)

// call is one run of a script. Its keys share a hash tag.
type call struct {
	keys []string
	args []any
}

// change adds a change to a call of edit.lua.
func (c *call) change(command, key string, args ...any) {
	c.keys = append(c.keys, key)
	c.args = append(append(c.args, command, len(args)), args...)
}

// command returns the call as sent to Redis.
func (c call) command(name, script string) []any {
	all := make([]any, 0, 3+len(c.keys)+len(c.args))
	all = append(all, name, script, len(c.keys))
	for _, key := range c.keys {
		all = append(all, key)
	}
	return append(all, c.args...)
}

// once is a script of which one run at a time is sent, and its source, which a server is sent that does not know it, as after a restart.
type once struct {
	*redis.Script
	source string
}

// run runs a script on the server that holds an owner; reply makes the command that takes its reply.
func run[C redis.Cmder](ctx context.Context, kv *KV, owner string, writes bool, s once, c call, reply func(ctx context.Context, args ...any) C) (C, error) {
	cmd := reply(ctx, c.command("evalsha", s.Hash())...)
	err := kv.send(ctx, owner, writes, cmd)
	if redis.HasErrorPrefix(err, "NOSCRIPT") {
		cmd = reply(ctx, c.command("eval", s.source)...)
		err = kv.send(ctx, owner, writes, cmd)
	}
	return cmd, err
}

// runAll runs a script several times in one round trip. The error is the first failed run's.
func runAll(ctx context.Context, on redis.Cmdable, script *redis.Script, calls []call) ([]*redis.Cmd, error) {
	replies := make([]*redis.Cmd, len(calls))
	_, err := on.Pipelined(ctx, func(p redis.Pipeliner) error {
		for i, c := range calls {
			replies[i] = script.EvalSha(ctx, p, c.keys, c.args...)
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
				replies[i] = script.Eval(ctx, p, c.keys, c.args...)
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
		calls[i] = call{[]string{kv.serverKey(i)}, []any{what}}
	}
	_, err := runAll(ctx, kv.redis, noticeScript, calls)
	return kv.explain(ctx, "marking the servers of", err)
}

// meetServers records the servers again if any may have changed: a new or restarted server is reached over new connections.
func (kv *KV) meetServers(ctx context.Context) error {
	if kv.noted.Load() == kv.connections.Load() {
		return nil
	}
	return kv.noteServers(ctx, false)
}
