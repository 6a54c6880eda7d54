package rediskv

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/redis/go-redis/v9"

	"lede/problem"
	"lede/store"
)

// Redis can forget while it runs: by FLUSHALL, by evicting keys, when a user deletes or overwrites some, by a failover. Each
// partition counts its edits, beside the mark of its server. The mark must be there, and the count must not fall; nor may Redis
// have evicted keys under a policy that takes any.

// watched is what the store had when it was last checked.
type watched struct {
	mu      sync.Mutex
	marks   map[int]mark         // by partition
	evicted map[string]evictions // by the run id of a server
}

// evictions are how many keys a server has evicted since it was started, and whether its policy may take any: others take only keys
// that expire, and those of Lede's that do are not missed.
type evictions struct {
	keys int64
	any  bool
}

// mark is a partition's history: when its mark was made, "" for none, and the number of edits since.
type mark struct {
	made  string
	edits int64
}

// mostEdits is more than there can be.
const mostEdits = 1 << 62

// lacks reports whether something that was there is missing.
func (m mark) lacks(before mark) bool {
	return before.made != "" && m.made != before.made || m.edits < before.edits
}

// Check implements store.Watched. What it finds lost was lost since the last call: it is reported once, and all slots up to now
// are in doubt from then on.
func (kv *KV) Check(ctx context.Context) error {
	kv.watched.mu.Lock()
	defer kv.watched.mu.Unlock()
	marks, lost, err := kv.marks(ctx)
	if err != nil {
		return kv.explain(ctx, "checking", kv.cleared(ctx, err))
	}
	evicted, err := kv.countEvicted(ctx)
	if err != nil {
		return kv.explain(ctx, "checking", err)
	}
	for p, before := range kv.watched.marks {
		lost = lost || marks[p].lacks(before)
	}
	taken := int64(0)
	for server, n := range evicted {
		before, known := kv.watched.evicted[server]
		if known && (n.any || before.any) {
			taken += max(n.keys-before.keys, 0) // fewer after a reset of the statistics
		}
	}
	if !lost && taken == 0 {
		kv.watched.marks, kv.watched.evicted = marks, evicted
		return nil
	}
	// The finding is remembered only once the doubt is written, or nobody would hear of it.
	if err := kv.Doubt(ctx); err != nil {
		return err
	}
	if err := kv.redis.SetNX(ctx, kv.layoutKey(), layout, 0).Err(); err != nil {
		return kv.explain(ctx, "checking", err)
	}
	kv.watched.evicted = evicted
	if kv.watched.marks, _, err = kv.marks(ctx); err != nil { // with those that were made anew
		return kv.explain(ctx, "checking", err)
	}
	if taken > 0 {
		return fmt.Errorf("%w: %w", store.ErrForgot, problem.New("redis.evicted", "where", kv.where, "n", taken))
	}
	return fmt.Errorf("%w: %w", store.ErrForgot, problem.New("redis.forgot", "where", kv.where))
}

// marks returns the marks of all partitions. unmarked says that the store itself has lost its mark.
func (kv *KV) marks(ctx context.Context) (marks map[int]mark, unmarked bool, err error) {
	var known [partitions]*redis.SliceCmd
	var own *redis.StringCmd
	_, err = kv.redis.Pipelined(ctx, func(p redis.Pipeliner) error {
		own = p.Get(ctx, kv.layoutKey())
		for i := range known {
			known[i] = p.HMGet(ctx, kv.serverKey(i), "made", "edits")
		}
		return nil
	})
	if err != nil && !errors.Is(err, redis.Nil) {
		return nil, false, err
	}
	marks = map[int]mark{}
	for i, k := range known {
		if k.Err() != nil { // the pipeline's own error is the first of them, which may be that the store has no mark
			return nil, false, k.Err()
		}
		fields := k.Val()
		made, _ := fields[0].(string)
		text, _ := fields[1].(string)
		edits, wrong := strconv.ParseInt(cmp.Or(text, "0"), 10, 64)
		if wrong != nil || edits > mostEdits { // no edit could be counted any more, and so none be made
			if err := kv.redis.Del(ctx, kv.serverKey(i)).Err(); err != nil {
				return nil, false, err
			}
			made, edits = "", 0
		}
		marks[i] = mark{made, edits}
	}
	return marks, own.Err() != nil, nil
}

// countEvicted returns what each server has evicted.
func (kv *KV) countEvicted(ctx context.Context) (map[string]evictions, error) {
	var mu sync.Mutex // all nodes of a cluster are asked at once
	evicted := map[string]evictions{}
	err := everywhere(ctx, kv.redis, func(ctx context.Context, c *redis.Client) error {
		info, err := infoOf(ctx, c)
		if err != nil {
			return err
		}
		n, _ := strconv.ParseInt(info["evicted_keys"], 10, 64)
		mu.Lock()
		defer mu.Unlock()
		evicted[info["run_id"]] = evictions{n, strings.HasPrefix(info["maxmemory_policy"], "allkeys-")}
		return nil
	})
	return evicted, err
}

// Doubt implements store.Watched.
func (kv *KV) Doubt(ctx context.Context) error {
	return kv.note(ctx, "doubt")
}

// Walk implements store.Watched. On a cluster the nodes are walked one after the other.
func (kv *KV) Walk(ctx context.Context, kind string, visit func(owner, kind string, list []store.Entry) error) error {
	pattern := kv.prefix + "state:*"
	if kind != "" {
		pattern += ":" + globbed.Replace(kindEscaper.Replace(kind))
	}
	return kv.scan(ctx, pattern, func(key string) error {
		owner, kind, ok := kv.decodeStateKey(key)
		if !ok {
			return nil
		}
		list, err := kv.List(ctx, owner, kind)
		if err != nil {
			return err
		}
		return visit(owner, kind, list)
	})
}

// CheckWhole checks the names of all values. One that has no owner and kind, or lies in another owner's partition, was damaged:
// nobody would find its value.
func (kv *KV) CheckWhole(ctx context.Context) error {
	return kv.scan(ctx, kv.prefix+"state:*", func(key string) error {
		if _, _, ok := kv.decodeStateKey(key); !ok {
			return fmt.Errorf("reading Redis at %s: %q is not the name of a key of Lede's", kv.where, key)
		}
		return nil
	})
}

// globbed escapes a name for use in a pattern.
var globbed = strings.NewReplacer(`\`, `\\`, "*", `\*`, "?", `\?`, "[", `\[`)

// scan calls visit for each key that matches a pattern.
func (kv *KV) scan(ctx context.Context, pattern string, visit func(key string) error) error {
	const page = 500
	var mu sync.Mutex
	var keys []string
	err := everywhere(ctx, kv.redis, func(ctx context.Context, c *redis.Client) error {
		for cursor := uint64(0); ; {
			some, next, err := c.Scan(ctx, cursor, pattern, page).Result()
			if err != nil {
				return err
			}
			mu.Lock()
			keys = append(keys, some...)
			mu.Unlock()
			if cursor = next; cursor == 0 {
				return nil
			}
		}
	})
	if err != nil {
		return kv.explain(ctx, "going through", err)
	}
	slices.Sort(keys)
	for _, key := range slices.Compact(keys) { // a scan may tell a key twice
		if err := visit(key); err != nil {
			return err
		}
	}
	return nil
}

// WalkDue implements store.Watched.
func (kv *KV) WalkDue(ctx context.Context, visit func(owner, id string) error) error {
	for p := range partitions {
		members, err := kv.redis.ZRange(ctx, kv.dueKey(p), 0, -1).Result()
		if err != nil {
			return kv.explain(ctx, "going through", kv.named(ctx, err, kv.dueKey(p)))
		}
		for _, m := range members {
			owner, id, ok := decodeMember(m)
			if !ok {
				continue
			}
			if err := visit(owner, id); err != nil {
				return err
			}
		}
	}
	return nil
}
