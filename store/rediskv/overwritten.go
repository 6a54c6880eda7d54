package rediskv

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/redis/go-redis/v9"
)

// Another program may overwrite a key with a value of another type, on which our commands fail. Redis does not say which key it was.

// isOverwritten reports whether a command met a value of another type. Before Redis 7, a script says so in the middle of a sentence.
func isOverwritten(err error) bool {
	return isReply(err) && strings.Contains(err.Error(), "WRONGTYPE ")
}

// named adds to an error the key that was overwritten, one of those that the command used.
func (kv *KV) named(ctx context.Context, err error, keys ...string) error {
	if err == nil || !isOverwritten(err) {
		return err
	}
	for _, key := range keys {
		if isOverwritten(kv.probe(ctx, key)) {
			return &overwritten{key, "give that program another database or prefix, and delete the key", err}
		}
	}
	return err
}

// overwritten is the error for a key that another program has overwritten. It is for the log and the terminal: people on Discord are told no
// names of keys.
type overwritten struct {
	key, mend string
	err       error
}

func (o *overwritten) Error() string {
	return fmt.Sprintf("another program has overwritten the key %q; %s (%v)", o.key, o.mend, o.err)
}

func (o *overwritten) Unwrap() error { return o.err }

// probe reads a key as what it should be.
func (kv *KV) probe(ctx context.Context, key string) error {
	if strings.HasPrefix(key, kv.prefix+"due:") {
		return kv.redis.ZRange(ctx, key, 0, 0).Err()
	}
	return kv.redis.HGet(ctx, key, "").Err()
}

// keysOf returns the keys of those commands and scripts that met a value of another type.
func keysOf(commands ...redis.Cmder) (keys []string) {
	for _, cmd := range commands {
		if cmd.Err() == nil || !isOverwritten(cmd.Err()) {
			continue
		}
		args := cmd.Args()
		from, n := 1, 1
		if strings.HasPrefix(cmd.Name(), "eval") {
			from = 3
			n, _ = args[2].(int)
		}
		for _, key := range args[from : from+n] {
			if key, ok := key.(string); ok {
				keys = append(keys, key)
			}
		}
	}
	return keys
}

// cleared makes the keys good that all owners of a partition share, after an error that may come from them: otherwise, nothing would be
// found due any more for anybody. What was overwritten is lost already, and deleted. So is the partition's mark, by which Check
// notices the loss, and what is due is worked out anew.
func (kv *KV) cleared(ctx context.Context, err error) error {
	if err == nil || !isOverwritten(err) {
		return err
	}
	found := err
	for p := range partitions {
		due, server := kv.dueKey(p), kv.serverKey(p)
		bad, is := errors.AsType[*overwritten](kv.named(ctx, err, due, server))
		if !is {
			continue
		}
		if failed := kv.redis.Del(ctx, due, server).Err(); failed != nil {
			return failed
		}
		bad.mend = "it is deleted, so give that program another database or prefix"
		found = bad
	}
	return found
}
