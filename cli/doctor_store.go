package cli

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"

	"lede/store"
	"lede/store/boltkv"
	"lede/store/rediskv"
)

const (
	// littleSpace and noSpace are what the store's disk should have free: bbolt grows its file by 16 MB at a time.
	littleSpace = 256 << 20
	noSpace     = 32 << 20
)

// oldestRedis is the first whose scripts may look at the clock and then write; oldRedis the first that is tried.
const (
	oldestRedis = "5.0"
	oldRedis    = "6.2"
)

// This file checks where state is kept, without keeping anything there.

// store looks at the one of the two stores that `lede run` would open.
func (d doctor) store(ctx context.Context) []finding {
	switch {
	case d.mistaken("LEDE_REDIS_URL"):
		return skipped("the setting LEDE_REDIS_URL comes first", "store")
	case d.c.RedisURL.IsSet():
		return d.redis(ctx)
	case d.mistaken("LEDE_STORE"):
		return skipped("the setting LEDE_STORE comes first", "store")
	}
	return []finding{fileStore(d.c.Store)}
}

// fileStore looks at the embedded store. That a running Lede holds it is how it should be.
func fileStore(path string) finding {
	s, err := boltkv.Inspect(path)
	if err != nil {
		var system syscall.Errno // then the sentence ends with the system's words, and not with what to do
		if errors.As(err, &system) {
			return failure("store", "Let Lede's user write there, or name another path in LEDE_STORE.", "%v", err)
		}
		found, fix := split(err.Error())
		return failure("store", fix, "%s", found)
	}
	found := path
	if whole, err := filepath.Abs(path); err == nil {
		found = whole // a relative path is another one in every folder
	}
	switch {
	case s.Held:
		found += " is in use by another process, as a rule the Lede that runs here"
	case s.Exists:
		found += fmt.Sprintf(" opens (%s)", size(s.Bytes))
	default:
		found += " will be made at the first start"
	}
	if s.Free < 0 {
		return good("store", "%s", found)
	}
	found += "; its disk has " + size(s.Free) + " left"
	fix := "Make room on the disk, or name a path on another in LEDE_STORE."
	switch {
	case s.Free < noSpace:
		return failure("store", fix, "%s", found)
	case s.Free < littleSpace:
		return warning("store", fix, "%s", found)
	}
	return good("store", "%s", found)
}

// redis opens Redis as `lede run` does, since much of what can be wrong shows there, and then asks it about itself.
func (d doctor) redis(ctx context.Context) []finding {
	kv, err := rediskv.Open(ctx, d.c.RedisURL.Reveal(), rediskv.Options{})
	if err != nil {
		return []finding{redisFailure(err)}
	}
	defer kv.Close()
	nodes, err := kv.Inspect(ctx)
	if err != nil && len(nodes) == 0 {
		return []finding{redisFailure(err)}
	}
	if err != nil { // it can be written to
		return []finding{warning("store", "Let Lede's user run INFO and TIME, or see for yourself that appendonly is yes and maxmemory-policy noeviction.",
			"Redis works, but does not tell about itself (%v)", err)}
	}
	return judgeRedis(nodes, replicasAsked(d.c.RedisURL.Reveal()))
}

// redisFailure goes by the words with which Redis begins its refusals; they are part of its protocol.
func redisFailure(err error) finding {
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
func judgeRedis(nodes []rediskv.Node, replicas int) []finding {
	var list []finding
	for _, judge := range []func(rediskv.Node) finding{judgeVersion, judgePersistence, judgeEviction, judgeStoreClock} {
		list = append(list, worst(nodes, judge))
	}
	if replicas > 0 {
		list = append(list, worst(nodes, func(n rediskv.Node) finding {
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
func worst(nodes []rediskv.Node, judge func(rediskv.Node) finding) finding {
	rank := map[status]int{statusOK: 1, statusWarn: 2, statusFail: 3}
	var found finding
	for _, n := range nodes {
		f := judge(n)
		if len(nodes) > 1 && f.Status != statusOK {
			f.Found = n.Address + ": " + f.Found
		}
		if rank[f.Status] > rank[found.Status] {
			found = f
		}
	}
	return found
}

func judgeVersion(n rediskv.Node) finding {
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
func judgePersistence(n rediskv.Node) finding {
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
func judgeEviction(n rediskv.Node) finding {
	fix := "Write `maxmemory-policy noeviction` into redis.conf, and switch it on at once with `redis-cli config set maxmemory-policy noeviction`."
	switch {
	case !strings.HasPrefix(n.Policy, "allkeys-"):
		return good("eviction", "nothing of Lede's is ever evicted (maxmemory-policy %s)", n.Policy)
	case n.MaxMemory > 0:
		return failure("eviction", fix, "Redis throws away what is needed when it is full (maxmemory-policy %s, maxmemory %s)", n.Policy, size(n.MaxMemory))
	}
	return warning("eviction", fix, "Redis would throw away what is needed if it had a maxmemory (maxmemory-policy %s)", n.Policy)
}

func judgeStoreClock(n rediskv.Node) finding {
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

// judgeClock compares this machine's clock with another, which is told in steps and arrives late by an unknown part
// of its way.
func judgeClock(check, whose string, ahead, step, way time.Duration) finding {
	const much, tooMuch = 2 * time.Second, 30 * time.Second
	off, side := ahead, "ahead of"
	if ahead < 0 {
		off, side = -ahead, "behind"
	}
	doubt := (step/2 + way/2).Round(time.Millisecond)
	if off <= doubt {
		return good(check, "this machine's clock agrees with %s, as far as can be seen (to %s)", whose, max(doubt, time.Millisecond))
	}
	found := fmt.Sprintf("this machine's clock is %s %s %s (give or take %s)", off.Round(10*time.Millisecond), side, whose, doubt)
	const fix = "Switch time synchronisation on (`timedatectl set-ntp true`, chrony or the host's setting): digests come as much too early or too late."
	switch off -= way / 2; {
	case off > tooMuch:
		return failure(check, fix, "%s", found)
	case off > much:
		return warning(check, fix, "%s", found)
	}
	return good(check, "%s", found)
}

// size is a number of bytes as one would say it.
func size(n int64) string {
	units := []string{"bytes", "KB", "MB", "GB", "TB"}
	f, i := float64(n), 0
	for f >= 1000 && i < len(units)-1 {
		f, i = f/1024, i+1
	}
	if i == 0 || f >= 10 {
		return fmt.Sprintf("%.0f %s", f, units[i])
	}
	return fmt.Sprintf("%.1f %s", f, units[i])
}
