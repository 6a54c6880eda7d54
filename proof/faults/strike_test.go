//go:build unix

package faults

import (
	"context"
	"math/rand/v2"
	"time"

	"lede/proof/discord"
)

// A strike breaks something once and mends it: within its time, or in the background before the run ends.
type strike func(r *run, rng *rand.Rand)

// fault is one line of the matrix.
type fault struct {
	name      string
	illnesses []discord.Illness
	rate      float64  // of attempts that Discord fails
	strikes   []strike // one of them at a time, at random
	redis     bool     // needs Redis
	standby   bool     // needs a second Redis
	sentinels bool     // needs Redis behind sentinels
	skewed    bool     // processes' clocks are wrong
	narrow    bool     // what is unclear stays unclear for longer than Discord drops copies
	file      bool     // needs the embedded store
	stepped   bool     // processes' clocks step while they run
	forgets   bool     // the store loses things for good
	told      bool     // and says so within a minute
	// ahead is how far the clock of the embedded store is ahead.
	ahead time.Duration
}

// clocks reports whether the program needs a clock that can be wrong.
func (f fault) clocks() bool { return f.skewed || f.stepped || f.ahead != 0 }

var everyIllness = []discord.Illness{discord.Limited, discord.LimitedAll, discord.LimitedHTML, discord.Broken, discord.BadGateway, discord.CutBefore, discord.CutAfter, discord.HangAfter, discord.HangBefore,
	discord.Forbidden, discord.Missing, discord.Unready, discord.Page, discord.TimedOut, discord.TimedOutHTML}

// matrix is every fault that Lede must survive.
var matrix = []fault{
	{name: "nothing"},
	{name: "kill", strikes: []strike{kill}},
	{name: "stop", strikes: []strike{stop}},
	{name: "deploy", strikes: []strike{deploy}},
	{name: "redis-restart", redis: true, strikes: []strike{restart}},
	{name: "redis-failover", redis: true, standby: true, strikes: []strike{failOver}},
	{name: "redis-sentinel", redis: true, sentinels: true, strikes: []strike{promote, killPrimary, freezePrimary}},
	{name: "redis-refuses", redis: true, narrow: true, strikes: []strike{refuse}},
	{name: "redis-older", redis: true, narrow: true, strikes: []strike{older}},
	{name: "partition", redis: true, strikes: []strike{partition}},
	// an embedded store has its process's clock, so only Redis can know better
	{name: "clock-skew", redis: true, skewed: true, strikes: []strike{kill}, illnesses: everyIllness, rate: 0.05},
	{name: "discord-429", illnesses: []discord.Illness{discord.Limited, discord.LimitedAll, discord.LimitedHTML}, rate: 0.2},
	{name: "discord-500", illnesses: []discord.Illness{discord.Broken}, rate: 0.3},
	{name: "discord-502", illnesses: []discord.Illness{discord.BadGateway}, rate: 0.3},
	{name: "discord-cut", illnesses: []discord.Illness{discord.CutBefore, discord.CutAfter}, rate: 0.3},
	{name: "discord-odd", illnesses: []discord.Illness{discord.Forbidden, discord.Missing, discord.Unready, discord.Page, discord.TimedOut}, rate: 0.3},
	{name: "discord-hang", illnesses: []discord.Illness{discord.HangAfter, discord.HangBefore}, rate: 0.1},
	{name: "mix", redis: true, standby: true, illnesses: everyIllness, rate: 0.1,
		strikes: []strike{kill, kill, stop, deploy, restart, failOver, partition, partition}},
	{name: "beyond-nonces", narrow: true, illnesses: []discord.Illness{discord.Broken, discord.BadGateway, discord.CutBefore, discord.CutAfter, discord.HangAfter}, rate: 0.2,
		strikes: []strike{kill}},
	{name: "clock-steps", redis: true, stepped: true, narrow: true, strikes: []strike{stepClock, stepClock, kill},
		illnesses: []discord.Illness{discord.CutBefore, discord.CutAfter}, rate: 0.3},
	{name: "clock-back", file: true, stepped: true, narrow: true, strikes: []strike{stepBack},
		illnesses: []discord.Illness{discord.CutBefore, discord.CutAfter}, rate: 0.3},
	{name: "clock-fast", file: true, ahead: 10 * time.Minute, narrow: true, strikes: []strike{kill},
		illnesses: []discord.Illness{discord.CutBefore, discord.CutAfter}, rate: 0.3},
	{name: "no-info", redis: true, narrow: true, strikes: []strike{denyInfo}},
	{name: "discord-408", illnesses: []discord.Illness{discord.TimedOut, discord.TimedOutHTML}, rate: 0.3},
	{name: "backup", file: true, narrow: true, strikes: []strike{putBack}},
	{name: "eviction", redis: true, forgets: true, told: true, strikes: []strike{evict}},
	{name: "flushall", redis: true, forgets: true, told: true, strikes: []strike{flushAll}},
	{name: "file-replaced", file: true, told: true, strikes: []strike{replaceFile}},
	{name: "beyond-nonces-sentinel", narrow: true, redis: true, sentinels: true, strikes: []strike{promote, killPrimary, freezePrimary}},
	{name: "beyond-nonces-failover", narrow: true, redis: true, standby: true, strikes: []strike{longFailOver}},
}

// batter strikes again and again until the context ends, and returns when everything is mended.
func (r *run) batter(ctx context.Context) {
	rng := r.rng("strikes")
	for len(r.fault.strikes) > 0 {
		pause := r.lease/10 + time.Duration(rng.Int64N(int64(r.lease/3)))
		select {
		case <-ctx.Done():
			r.mending.Wait()
			return
		case <-time.After(pause):
			r.fault.strikes[rng.IntN(len(r.fault.strikes))](r, rng)
			r.struck++
		}
	}
}

// leases is a random time, in tenths of a lease.
func (r *run) leases(rng *rand.Rand, from, to int64) time.Duration {
	return r.lease / 10 * time.Duration(from+rng.Int64N(to-from+1))
}

func (r *run) anybody(rng *rand.Rand) int { return rng.IntN(len(r.processes)) }

func kill(r *run, rng *rand.Rand) { r.processes[r.anybody(rng)].kill() }

func stop(r *run, rng *rand.Rand) {
	p, d := r.processes[r.anybody(rng)], r.leases(rng, 5, 30)
	r.mending.Go(func() { p.stop(d) })
}

func deploy(r *run, rng *rand.Rand) { r.processes[r.anybody(rng)].deploy() }

func restart(r *run, rng *rand.Rand) { r.database.restart(r.leases(rng, 1, 10)) }

func partition(r *run, rng *rand.Rand) {
	line, s, d := r.database.front[r.anybody(rng)], []state{cut, held, slow}[rng.IntN(3)], r.leases(rng, 5, 30)
	r.mending.Go(func() {
		line.set(s)
		time.Sleep(d)
		line.set(open)
	})
}

// failOver loses up to a second of what Redis acknowledged. Sometimes one process keeps using the old server for a while.
func failOver(r *run, rng *rand.Rand) {
	apart := -1
	if rng.IntN(2) == 0 {
		apart = r.anybody(rng)
	}
	r.database.failOver(300*time.Millisecond+time.Duration(rng.Int64N(int64(700*time.Millisecond))), r.leases(rng, 1, 5), apart)
}

// longFailOver comes once, in the middle of the run, and ends when Discord has forgotten the nonces of what was lost.
func longFailOver(r *run, _ *rand.Rand) {
	if r.arrivedInTime(len(r.slots) / 4) {
		r.database.failOver(700*time.Millisecond, r.nonces+r.lease, -1)
	}
}

// arrivedInTime waits, the first time it is called, until this many messages have arrived.
func (r *run) arrivedInTime(n int) bool {
	for deadline := time.Now().Add(5 * r.step * perPlace); r.struck == 0 && time.Now().Before(deadline); time.Sleep(10 * time.Millisecond) {
		if r.discord.Arrived() >= n {
			return true
		}
	}
	return false
}

// refusals are what makes Redis answer with errors or not at all while it runs, and what ends that.
var refusals = []struct{ begin, end [][]any }{
	{[][]any{{"config", "set", "maxmemory", 1}}, [][]any{{"config", "set", "maxmemory", 0}}},
	{[][]any{{"config", "set", "min-replicas-to-write", 9}}, [][]any{{"config", "set", "min-replicas-to-write", 0}}},
	{[][]any{{"acl", "setuser", "default", "-@write"}}, [][]any{{"acl", "setuser", "default", "+@all"}}},
	{[][]any{{"acl", "setuser", "default", "-evalsha", "-eval"}}, [][]any{{"acl", "setuser", "default", "+@all"}}},
	{[][]any{{"acl", "setuser", "default", "-hset"}}, [][]any{{"acl", "setuser", "default", "+@all"}}},
	{[][]any{{"acl", "setuser", "default", "resetkeys"}}, [][]any{{"acl", "setuser", "default", "allkeys"}}},
	{[][]any{{"client", "pause", 60_000, "all"}}, [][]any{{"client", "unpause"}}},
	{[][]any{{"client", "pause", 60_000, "write"}}, [][]any{{"client", "unpause"}}},
	{[][]any{{"config", "set", "busy-reply-threshold", 1}, {"eval", "while true do end", 0}}, [][]any{{"script", "kill"}}},
	{[][]any{{"client", "kill", "type", "normal"}, {"client", "kill", "type", "pubsub"}}, nil},
	{[][]any{{"script", "flush"}}, nil},
}

// refuse has Redis refuse for a while.
func refuse(r *run, rng *rand.Rand) {
	how := refusals[rng.IntN(len(refusals))]
	for _, command := range how.begin {
		_ = r.database.main.do(command...)
	}
	time.Sleep(r.leases(rng, 1, 20))
	for _, command := range how.end {
		for tries := 0; r.database.main.do(command...) != nil; tries++ {
			if tries == 100 {
				r.t.Errorf("Redis does not take %v", command)
				return
			}
			time.Sleep(50 * time.Millisecond)
		}
	}
}

// older brings back an older state of Redis again and again.
func older(r *run, _ *rand.Rand) {
	if err := r.database.main.rewind(); err != nil {
		r.t.Errorf("bringing back an older Redis: %v", err)
	}
}
