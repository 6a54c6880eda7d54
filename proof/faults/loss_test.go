//go:build unix

package faults

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"regexp"
	"slices"
	"strings"
	"time"

	"lede/desk"
	"lede/problem"
	"lede/store"
)

// These strikes take something from the store, or from the clocks, and do not give it back.

// toldWithin is how soon a process must log a loss.
const toldWithin = time.Minute

// stepClock steps the clock of one process by an hour, either way, and back after a while.
func stepClock(r *run, rng *rand.Rand) {
	r.step1h(rng, []time.Duration{time.Hour, -time.Hour}[rng.IntN(2)])
}

// stepBack steps it only back: a step forward would make everything in the embedded store due.
func stepBack(r *run, rng *rand.Rand) { r.step1h(rng, -time.Hour) }

func (r *run) step1h(rng *rand.Rand, by time.Duration) {
	i, d := r.anybody(rng), r.leases(rng, 1, 10)
	if err := r.clocks[i].set(r.skew(i) + by); err != nil {
		r.t.Errorf("stepping a clock: %v", err)
	}
	time.Sleep(d)
	if err := r.clocks[i].set(r.skew(i)); err != nil {
		r.t.Errorf("stepping a clock back: %v", err)
	}
}

// denyInfo restarts Redis, which loses its last writes, while Lede may not ask it whether it was restarted.
func denyInfo(r *run, rng *rand.Rand) {
	redis := r.database.main
	_ = redis.do("acl", "setuser", "default", "-info")
	redis.kill()
	time.Sleep(r.leases(rng, 1, 5))
	redis.start("--user", "default", "on", "nopass", "~*", "&*", "+@all", "-info")
	time.Sleep(r.leases(rng, 5, 10))
	_ = redis.do("acl", "setuser", "default", "+info")
}

// putBack copies the store the first time, and restores that copy each time after.
func putBack(r *run, _ *rand.Rand) {
	r.processes[0].interrupted(func() {
		from, to := r.file, r.file+".backup"
		if r.backup == "" {
			r.backup = to
		} else {
			from, to = to, from
		}
		b, err := os.ReadFile(from)
		if err == nil {
			err = os.WriteFile(to, b, 0o600)
		}
		if err != nil {
			r.t.Errorf("copying the store: %v", err)
		}
	})
}

// evict makes Redis evict part of its keys, once, in the middle of the run.
func evict(r *run, _ *rand.Rand) {
	if !r.arrivedInTime(len(r.slots) / 4) {
		return
	}
	redis := r.database.main
	info, err := redis.ask("info", "memory")
	used := regexp.MustCompile(`used_memory:(\d+)`).FindStringSubmatch(info)
	if err != nil || used == nil {
		r.t.Errorf("asking Redis for its memory: %v", err)
		return
	}
	var n int64
	_, _ = fmt.Sscan(used[1], &n) // digits
	r.lost = time.Now()
	err = errors.Join(redis.do("config", "set", "maxmemory-policy", "allkeys-random"), redis.do("config", "set", "maxmemory", n-10_000))
	time.Sleep(r.lease / 10)
	if err = errors.Join(err, redis.do("config", "set", "maxmemory", 0)); err != nil {
		r.t.Errorf("having Redis evict keys: %v", err)
	}
}

// flushAll makes Redis forget everything, once, in the middle of the run.
func flushAll(r *run, _ *rand.Rand) {
	if r.arrivedInTime(len(r.slots) / 4) {
		r.lost = time.Now()
		if err := r.database.main.do("flushall"); err != nil {
			r.t.Errorf("FLUSHALL: %v", err)
		}
	}
}

// replaceFile replaces the store with another file for a while.
func replaceFile(r *run, rng *rand.Rand) {
	if r.lost.IsZero() {
		r.lost = time.Now()
	}
	away := r.file + ".away"
	err := errors.Join(os.Rename(r.file, away), os.WriteFile(r.file, nil, 0o600))
	time.Sleep(r.leases(rng, 20, 25))
	if err = errors.Join(err, os.Rename(away, r.file)); err != nil {
		r.t.Errorf("replacing the store: %v", err)
	}
}

// due are the slots that are due by the true clock.
func (r *run) due() []slot {
	list := slices.Clone(r.slots)
	for i := range list {
		list[i].early = r.fault.ahead
	}
	return list
}

// excuse removes from a verdict what nobody can know after the store lost things: slots whose digests are gone, and lines of
// the ledger. The processes must still have reported the loss.
func (r *run) excuse(v *verdict, ledger []line) {
	if r.fault.told && !r.lost.IsZero() && !r.toldOfLoss() {
		v.wrong("nobody was told within %v that the store had lost something", toldWithin)
	}
	if !r.fault.forgets {
		return
	}
	v.Wrong = slices.DeleteFunc(v.Wrong, func(s string) bool { return strings.HasSuffix(s, "the ledger says nothing") })
	posted := map[string]bool{}
	for _, p := range r.posts() {
		posted[fmt.Sprint(p.channel, " ", p.due)] = true
	}
	lost := map[string]bool{} // true lines about digests that are gone
	written := map[string]bool{}
	for _, l := range ledger {
		written[fmt.Sprint(l.guild, " ", l.Digest)] = true
	}
	err := r.open(func(kv store.KV) error {
		d := desk.New(desk.Options{Store: kv})
		for _, s := range r.slots {
			_, err := d.Digest(context.Background(), s.guild, s.digest)
			gone := errors.Is(err, desk.ErrNoDigest)
			if !gone || posted[fmt.Sprint(s.channel, " ", s.due.Unix())] {
				continue
			}
			lost[s.String()+": "+says(desk.OutcomeDropped, problem.New("desk.digest-lost"))] = true
			if !written[fmt.Sprint(s.guild, " ", s.digest)] {
				v.Missing--
			}
		}
		v.Wrong = slices.DeleteFunc(v.Wrong, func(s string) bool { return lost[s] })
		return nil
	})
	if err != nil {
		r.t.Errorf("looking what is left: %v", err)
	}
}

// toldOfLoss reports whether a process logged the loss in time.
func (r *run) toldOfLoss() bool {
	for _, p := range append(slices.Clone(r.ended), r.processes...) {
		b, err := os.ReadFile(p.log.Name())
		if err != nil {
			continue
		}
		for text := range bytes.Lines(b) {
			_, rest, _ := bytes.Cut(text, []byte("time="))
			stamp, _, _ := bytes.Cut(rest, []byte(" "))
			at, err := time.Parse(time.RFC3339Nano, string(stamp))
			if err == nil && bytes.Contains(text, []byte("the store has lost")) && at.Sub(r.lost) < toldWithin {
				return true
			}
		}
	}
	return false
}
