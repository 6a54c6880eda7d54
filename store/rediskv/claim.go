package rediskv

import (
	"cmp"
	"context"
	"crypto/rand"
	"errors"
	mathrand "math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/redis/go-redis/v9"

	"lede/store"
)

// Claim implements store.KV.
func (kv *KV) Claim(ctx context.Context, limit int, lease time.Duration) ([]store.Claim, error) {
	defer kv.Took(store.Claiming, time.Now())
	heads, now, err := kv.heads(ctx)
	if err != nil {
		return nil, err
	}
	heads = slices.DeleteFunc(heads, func(h head) bool { return h.visible > now })
	var claims []store.Claim
	for len(claims) < limit && len(heads) > 0 {
		taken, left, err := kv.claimFrom(ctx, heads, limit-len(claims), lease)
		claims = append(claims, taken...)
		if err != nil && len(claims) == 0 {
			return nil, err
		}
		if err != nil {
			break // what has been claimed must not be lost; the next call meets the error again
		}
		heads = left
	}
	kv.held.add(claims)
	return claims, nil
}

// claimFrom divides a limit among partitions where something is due, the longest due first, and returns those that may hold
// more.
func (kv *KV) claimFrom(ctx context.Context, heads []head, limit int, lease time.Duration) (claims []store.Claim, left []head, err error) {
	beyond := heads[min(limit, len(heads)):]
	heads = heads[:min(limit, len(heads))]
	shares := make([]int, len(heads))
	for i := range limit {
		shares[i%len(heads)]++
	}
	calls := make([]call, len(heads))
	for i, h := range heads {
		calls[i] = newCall(2, 4)
		calls[i].key(kv.dueKey(h.partition))
		calls[i].key(kv.serverKey(h.partition))
		calls[i].arg(shares[i], lease.Milliseconds(), kv.itemPrefix(h.partition), rand.Text())
	}
	replies, err := kv.claimOn(ctx, heads, calls)
	for i, reply := range replies {
		rows, failed := reply.Slice()
		if failed != nil {
			continue // err holds it
		}
		for _, row := range rows {
			if c, ok := decodeClaim(row); ok {
				claims = append(claims, c)
			}
		}
		if len(rows) == shares[i] {
			left = append(left, heads[i])
		}
	}
	return claims, append(left, beyond...), kv.explain(ctx, "claiming from", kv.cleared(ctx, err))
}

// decodeClaim parses a row of the script's reply. ok is false for a row that is not ours.
func decodeClaim(row any) (store.Claim, bool) {
	fields, ok := row.([]any)
	if !ok || len(fields) != 7 {
		return store.Claim{}, false
	}
	var text [7]string
	for i, f := range fields {
		if text[i], ok = f.(string); !ok {
			return store.Claim{}, false
		}
	}
	owner, id, ok := decodeMember(text[0])
	if !ok {
		return store.Claim{}, false
	}
	it, ok := decodeItem(text[1], text[2], text[3])
	at, err := strconv.ParseInt(text[6], 10, 64)
	c := it.Claim(owner, id, at)
	c.Lapsed, c.Doubt = text[4] == "1", text[5] == "1"
	return c, ok && err == nil
}

// NextDue implements store.KV.
func (kv *KV) NextDue(ctx context.Context) (time.Time, bool, error) {
	heads, _, err := kv.heads(ctx)
	if err != nil || len(heads) == 0 {
		return time.Time{}, false, err
	}
	return time.UnixMilli(heads[0].visible).UTC(), true, nil
}

// head is the first entry of a partition's due set.
type head struct {
	partition int
	visible   int64
}

// heads returns the first entries of all partitions that have one, the earliest first, and Redis's clock.
func (kv *KV) heads(ctx context.Context) (heads []head, now int64, err error) {
	if err := ctx.Err(); err != nil {
		return nil, 0, err
	}
	if err := kv.meetServers(ctx); err != nil {
		return nil, 0, err
	}
	read := kv.headsOfAll
	if _, cluster := kv.redis.(*redis.ClusterClient); cluster {
		read = kv.headsOfEach
	}
	if heads, now, err = read(ctx); err != nil && !errors.Is(err, redis.Nil) {
		return nil, 0, kv.explain(ctx, "looking for what is due in", kv.cleared(ctx, err))
	}
	// A random order among equals keeps replicas from crowding at the same partition.
	mathrand.Shuffle(len(heads), func(i, j int) { heads[i], heads[j] = heads[j], heads[i] })
	slices.SortStableFunc(heads, func(a, b head) int { return cmp.Compare(a.visible, b.visible) })
	return heads, now, nil
}

// headsOfEach reads the heads from a cluster, where each partition may be on another node.
func (kv *KV) headsOfEach(ctx context.Context) (heads []head, now int64, err error) {
	var clock *redis.TimeCmd
	var firsts [partitions]*redis.ZSliceCmd
	_, err = kv.redis.Pipelined(ctx, func(p redis.Pipeliner) error {
		clock = p.Time(ctx)
		for i := range firsts {
			firsts[i] = p.ZRangeWithScores(ctx, kv.dueKey(i), 0, 0)
		}
		return nil
	})
	for i, first := range firsts {
		for _, z := range first.Val() {
			heads = append(heads, head{i, decodeScore(z.Score)})
		}
	}
	return heads, clock.Val().UnixMilli(), err
}

// headsOfAll reads the heads from one server. A command for each costs as much as delivering a digest.
func (kv *KV) headsOfAll(ctx context.Context) (heads []head, now int64, err error) {
	c := newCall(partitions, 0)
	for i := range partitions {
		c.key(kv.dueKey(i))
	}
	reply := redis.NewStringCmd(ctx, c.command("evalsha", headsScript.Hash())...)
	err = kv.redis.Process(ctx, reply)
	if redis.HasErrorPrefix(err, "NOSCRIPT") {
		reply = redis.NewStringCmd(ctx, c.command("eval", headsScript.source)...)
		err = kv.redis.Process(ctx, reply)
	}
	if err != nil {
		return nil, 0, err
	}
	clock, rest, _ := strings.Cut(reply.Val(), " ")
	if now, err = strconv.ParseInt(clock, 10, 64); err != nil {
		return nil, 0, err
	}
	i := 0
	for score := range strings.FieldsSeq(rest) {
		if visible, err := strconv.ParseFloat(score, 64); err == nil {
			heads = append(heads, head{i, decodeScore(visible)})
		}
		i++
	}
	return heads, now, nil
}
