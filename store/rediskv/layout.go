package rediskv

import (
	"hash/fnv"
	"strconv"
	"strings"

	"lede/store"
)

const (
	// layout is the number of the layout that this package reads and writes.
	layout     = 1
	partitions = 64
)

func partition(owner string) int {
	h := fnv.New32a()
	_, _ = h.Write([]byte(owner)) // never fails
	return int(h.Sum32() % partitions)
}

func (kv *KV) budgetKey(budget string) string { return kv.prefix + "budget:" + budget }

var kindEscaper = strings.NewReplacer("%", "%25", ":", "%3A")

// tag returns a partition's hash tag.
func tag(partition int) string {
	return "{p" + string([]byte{'0' + byte(partition/10), '0' + byte(partition%10)}) + "}"
}

func (kv *KV) layoutKey() string { return kv.prefix + "layout" }

// stateKey is unambiguous: its last colon precedes the kind.
func (kv *KV) stateKey(owner, kind string) string {
	return kv.prefix + "state:" + tag(partition(owner)) + ":" + owner + ":" + kindEscaper.Replace(kind)
}

var kindUnescaper = strings.NewReplacer("%3A", ":", "%25", "%")

// decodeStateKey parses a state key; ok is false for any other key.
func (kv *KV) decodeStateKey(key string) (owner, kind string, ok bool) {
	rest, ok := strings.CutPrefix(key, kv.prefix+"state:")
	last := strings.LastIndexByte(rest, ':')
	if _, after, tagged := strings.Cut(rest, "}:"); ok && tagged && last > len(rest)-len(after) {
		owner, kind = rest[len(rest)-len(after):last], kindUnescaper.Replace(rest[last+1:])
	}
	ok = ok && store.CheckNames(owner, kind) == nil
	return owner, kind, ok && kv.stateKey(owner, kind) == key
}

func (kv *KV) serverKey(p int) string { return kv.prefix + "server:" + tag(p) }

func (kv *KV) dueKey(p int) string { return kv.prefix + "due:" + tag(p) }

func (kv *KV) itemKey(owner, id string) string {
	return kv.itemPrefix(partition(owner)) + member(owner, id)
}

func (kv *KV) itemPrefix(p int) string { return kv.prefix + "item:" + tag(p) + ":" }

func member(owner, id string) string { return owner + "\x00" + id }

// decodeMember parses a member of a due set; ok is false for what this package cannot have written.
func decodeMember(s string) (owner, id string, ok bool) {
	owner, id, ok = strings.Cut(s, "\x00")
	return owner, id, ok && store.CheckNames(owner, id) == nil
}

// decodeItem decodes the hash of a claimed item; ok is false when there is none, or none that makes sense.
func decodeItem(due, attempt, token string) (store.Item, bool) {
	slot, err := strconv.ParseInt(due, 10, 64)
	if err != nil {
		return store.Item{}, false
	}
	n, err := strconv.Atoi(attempt)
	if err != nil || n < 1 {
		return store.Item{}, false
	}
	return store.Item{Due: slot, Attempt: n, Token: token}, true
}

// decodeScore converts the score of a sorted set, which is a whole number unless another program wrote it.
func decodeScore(score float64) int64 {
	const farthest = 1 << 53 // up to here, floats hold all whole numbers
	return int64(max(-farthest, min(score, farthest)))
}
