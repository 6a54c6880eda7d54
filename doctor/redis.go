package doctor

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strconv"
	"strings"

	"lede/store"
	"lede/store/rediskv"
)

// oldestRedis is the first whose scripts may look at the clock and then write; oldRedis the first that is tried.
const (
	oldestRedis = "5.0"
	oldRedis    = "6.2"
)

// This file checks where state is kept, without keeping anything there.

// redis opens Redis as `lede run` does, since much of what can be wrong shows there, and then asks it about itself.
func (x examination) redis(ctx context.Context) []Finding {
	kv, err := rediskv.Open(ctx, x.c.RedisURL.Reveal(), rediskv.Options{})
	if err != nil {
		return []Finding{redisFailure(err)}
	}
	defer kv.Close()
	nodes, err := kv.Inspect(ctx)
	if err != nil && len(nodes) == 0 {
		return []Finding{redisFailure(err)}
	}
	if err != nil { // it can be written to
		return []Finding{warning("store", "Let Lede's user run INFO and TIME, or see for yourself that appendonly is yes and maxmemory-policy noeviction.",
			"Redis works, but does not tell about itself (%v)", err)}
	}
	return judgeRedis(nodes, replicasAsked(x.c.RedisURL.Reveal()))
}

// redisFailure goes by the words with which Redis begins its refusals; they are part of its protocol.
func redisFailure(err error) Finding {
	said := err.Error()
	switch {
	case strings.Contains(said, "NOAUTH"), strings.Contains(said, "WRONGPASS"), strings.Contains(said, "AUTH failed"):
		return failure("store", "Correct the user and the password in LEDE_REDIS_URL.", "%v", err)
	case strings.Contains(said, "NOPERM"):
		return failure("store", "Let the user of LEDE_REDIS_URL read and write the keys that begin with lede:, with transactions and scripts.", "%v", err)
	case strings.Contains(said, "READONLY"):
		return failure("store", "Put the address of the primary into LEDE_REDIS_URL: this is a replica.", "%v", err)
	case strings.Contains(said, "MISCONF"):
		return failure("store", "See Redis's log: it cannot write to its disk.", "%v", err)
	case strings.Contains(said, "OOM "):
		return failure("store", "Raise maxmemory, or remove what else is in this Redis.", "%v", err)
	case errors.Is(err, store.ErrUnavailable), errors.Is(err, context.DeadlineExceeded):
		return failure("store", "Check that Redis runs, the host and port in LEDE_REDIS_URL, and what lies between.", "%v", err)
	}
	found, fix := split(said)
	return failure("store", fix, "%s", found)
}

// replicasAsked is how many replicas the URL wants to have a change before it counts, as in ?replicas=1.
func replicasAsked(address string) int {
	_, query, _ := strings.Cut(address, "?")
	asked, _ := url.ParseQuery(query)           // opening has checked it
	n, _ := strconv.Atoi(asked.Get("replicas")) // and this: nothing is 0
	return n
}

// judgeRedis tells of each thing that matters how it is where it is worst.
func judgeRedis(nodes []rediskv.Node, replicas int) []Finding {
	var list []Finding
	for _, judge := range []func(rediskv.Node) Finding{judgeVersion, judgePersistence, judgeEviction, judgeStoreClock} {
		list = append(list, worst(nodes, judge))
	}
	if replicas > 0 {
		list = append(list, worst(nodes, func(n rediskv.Node) Finding {
			found := fmt.Sprintf("%s connected, %d asked for", counted(n.Replicas, "replica is", "replicas are"), replicas)
			if n.Replicas < replicas {
				return failure("replicas", "Start the missing replicas, or ask for fewer in LEDE_REDIS_URL.", "%s", found)
			}
			return good("replicas", "%s", found)
		}))
	}
	return list
}

// worst is the finding of the node that is in the worst state, with its address when there are several.
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
		return failure("store", "Put the address of the primary into LEDE_REDIS_URL.", "Redis at %s is a replica, which takes no writes", n.Address)
	case older(n.Version, oldestRedis):
		return failure("store", "Update Redis to 7 or later.", "Redis %s at %s is too old for Lede's scripts", n.Version, n.Address)
	case older(n.Version, oldRedis):
		return warning("store", "Update Redis to 7 or later.", "Redis %s at %s is older than any that Lede is tried with", n.Version, n.Address)
	}
	return good("store", "Redis %s at %s can be written to", n.Version, n.Address)
}

// judgePersistence holds Redis to Lede's promise that what was acknowledged to a person is kept.
func judgePersistence(n rediskv.Node) Finding {
	switch {
	case n.Failing:
		return failure("persistence", "See Redis's log, and whether its disk is full.", "Redis could not write to its disk the last time it tried")
	case !n.AppendOnly:
		return failure("persistence", "Write `appendonly yes` into redis.conf, and switch it on at once with `redis-cli config set appendonly yes`.",
			"the append-only file is off, so a restart of Redis may lose what was acknowledged")
	case n.Fsync == "no":
		return warning("persistence", "Write `appendfsync everysec`, or `always`, into redis.conf.", "the append-only file is on, but Redis leaves to the system when it reaches the disk")
	case n.Fsync == "everysec":
		return good("persistence", "the append-only file is on; a power cut may lose the last second (appendfsync everysec)")
	case n.Fsync == "":
		return good("persistence", "the append-only file is on")
	}
	return good("persistence", "the append-only file is on (appendfsync %s)", n.Fsync)
}

// judgeEviction knows that Lede's keys never expire, so that only the policies for all keys can take them.
func judgeEviction(n rediskv.Node) Finding {
	fix := "Write `maxmemory-policy noeviction` into redis.conf, and switch it on at once with `redis-cli config set maxmemory-policy noeviction`."
	switch {
	case !strings.HasPrefix(n.Policy, "allkeys-"):
		return good("eviction", "nothing of Lede's is ever evicted (maxmemory-policy %s)", n.Policy)
	case n.MaxMemory > 0:
		return failure("eviction", fix, "Redis throws away what is needed when it is full (maxmemory-policy %s, maxmemory %s)", n.Policy, size(n.MaxMemory))
	}
	return warning("eviction", fix, "Redis would throw away what is needed if it had a maxmemory (maxmemory-policy %s)", n.Policy)
}

func judgeStoreClock(n rediskv.Node) Finding {
	return judgeClock("store-clock", "Redis's", n.Ahead, 0, n.Took)
}

// older tells whether a version is before another, by their first two numbers. One that cannot be read is not.
func older(version, than string) bool {
	var major, minor, thanMajor, thanMinor int
	if n, _ := fmt.Sscanf(version, "%d.%d", &major, &minor); n < 2 {
		return false
	}
	_, _ = fmt.Sscanf(than, "%d.%d", &thanMajor, &thanMinor) // ours
	return major < thanMajor || major == thanMajor && minor < thanMinor
}
