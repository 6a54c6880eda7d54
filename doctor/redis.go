package doctor

import (
	"context"
	"fmt"
	"net/url"
	"strconv"
	"strings"

	"lede/problem"
	"lede/store"
	"lede/store/rediskv"
)

// oldestRedis is the first version whose scripts may read the clock and then write; oldRedis is the first that is tested.
const (
	oldestRedis = "5.0"
	oldRedis    = "6.2"
)

// redis opens Redis as `lede run` does, since many problems show there, and then asks it about itself. Opening marks an empty Redis as
// Lede's; nothing else stays behind.
func (x examination) redis(ctx context.Context) []Finding {
	kv, err := rediskv.Open(ctx, x.c.RedisURL.Reveal(), rediskv.Options{Prefix: x.c.RedisPrefix})
	if err != nil {
		return []Finding{finding("store", Fail, err)}
	}
	defer kv.Close()
	if err := store.Whole(ctx, kv, "Redis at "+kv.Where()); err != nil {
		return []Finding{finding("store", Fail, err)}
	}
	return Redis(ctx, kv, x.c.RedisURL.Reveal())
}

// Redis asks an open Redis about itself; url is the address it was opened with.
func Redis(ctx context.Context, kv *rediskv.KV, url string) []Finding {
	nodes, err := kv.Inspect(ctx)
	if err != nil && len(nodes) == 0 {
		return []Finding{finding("store", Fail, err)}
	}
	if err != nil { // it can be written to
		return []Finding{warning("store", problem.New("doctor.redis-silent").Because(err))}
	}
	return judgeRedis(nodes, replicasAsked(url))
}

// replicasAsked returns how many replicas must confirm a change according to the URL, as in ?replicas=1.
func replicasAsked(address string) int {
	_, query, _ := strings.Cut(address, "?")
	asked, _ := url.ParseQuery(query)           // the URL was checked when it was opened
	n, _ := strconv.Atoi(asked.Get("replicas")) // this was checked too; absent is 0
	return n
}

// judgeRedis reports each property at the node where it is worst.
func judgeRedis(nodes []rediskv.Node, replicas int) []Finding {
	var list []Finding
	for _, judge := range []func(rediskv.Node) Finding{judgeVersion, judgePersistence, judgeEviction, judgeStoreClock} {
		list = append(list, worst(nodes, judge))
	}
	if replicas > 0 {
		list = append(list, worst(nodes, func(n rediskv.Node) Finding {
			if n.Replicas < replicas {
				return failure("replicas", problem.New("doctor.replicas-missing", "n", n.Replicas, "asked", replicas))
			}
			return good("replicas", problem.New("doctor.replicas", "n", n.Replicas, "asked", replicas))
		}))
	}
	return list
}

// worst returns the finding of the node in the worst state, with its address when there are several nodes.
func worst(nodes []rediskv.Node, judge func(rediskv.Node) Finding) Finding {
	rank := map[Status]int{OK: 1, Warn: 2, Fail: 3}
	var found Finding
	for _, n := range nodes {
		f := judge(n)
		if len(nodes) > 1 && f.Status != OK {
			f.Found = n.Address + ": " + f.Found
		}
		if rank[f.Status] > rank[found.Status] {
			found = f
		}
	}
	return found
}

func judgeVersion(n rediskv.Node) Finding {
	switch {
	case n.Replica:
		return failure("store", problem.New("doctor.redis-replica", "where", n.Address))
	case older(n.Version, oldestRedis):
		return failure("store", problem.New("doctor.redis-too-old", "version", n.Version, "where", n.Address))
	case older(n.Version, oldRedis):
		return warning("store", problem.New("doctor.redis-old", "version", n.Version, "where", n.Address))
	}
	return good("store", problem.New("doctor.redis", "version", n.Version, "where", n.Address))
}

// judgePersistence holds Redis to Lede's promise to keep whatever was acknowledged to a person.
func judgePersistence(n rediskv.Node) Finding {
	switch {
	case n.Failing:
		return failure("persistence", problem.New("doctor.redis-disk"))
	case !n.AppendOnly:
		return failure("persistence", problem.New("doctor.persistence-off"))
	case n.Fsync == "no":
		return warning("persistence", problem.New("doctor.persistence-lazy"))
	case n.Fsync == "everysec":
		return good("persistence", problem.New("doctor.persistence-everysec"))
	case n.Fsync == "":
		return good("persistence", problem.New("doctor.persistence"))
	}
	return good("persistence", problem.New("doctor.persistence-fsync", "fsync", n.Fsync))
}

// judgeEviction relies on Lede's keys never expiring, so that only the policies for all keys can evict them.
func judgeEviction(n rediskv.Node) Finding {
	switch {
	case !strings.HasPrefix(n.Policy, "allkeys-"):
		return good("eviction", problem.New("doctor.eviction", "policy", n.Policy))
	case n.MaxMemory > 0:
		return failure("eviction", problem.New("doctor.evicts", "policy", n.Policy, "memory", size(n.MaxMemory)))
	}
	return warning("eviction", problem.New("doctor.would-evict", "policy", n.Policy))
}

func judgeStoreClock(n rediskv.Node) Finding {
	return judgeClock("store-clock", "Redis", n.Ahead, 0, n.Took)
}

// older reports whether a version is before another, by their first two numbers. An unreadable one is not.
func older(version, than string) bool {
	var major, minor, thanMajor, thanMinor int
	if n, _ := fmt.Sscanf(version, "%d.%d", &major, &minor); n < 2 {
		return false
	}
	_, _ = fmt.Sscanf(than, "%d.%d", &thanMajor, &thanMinor) // ours
	return major < thanMajor || major == thanMajor && minor < thanMinor
}
