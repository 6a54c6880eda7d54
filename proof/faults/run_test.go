//go:build unix

package faults

import (
	"context"
	"hash/fnv"
	"io"
	"math/rand/v2"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"lede/proof/discord"
	"lede/store"
	"lede/store/boltkv"
	"lede/store/rediskv"
)

const (
	// lease is a fifteenth of the real one, so that what takes some leases takes seconds.
	lease = 3 * time.Second
	// settled is how soon after the last fault everything must be settled. The waits between attempts double, so this is
	// slightly more than the last of them.
	settled = 2 * time.Minute
	// allSettled is the same on a machine that is so busy that attempts run out of time, as long as some succeed.
	allSettled = 3 * settled

	// In a narrow run nonces expire before what is unclear is settled. As with Discord, they last longer than Lede trusts them
	// to, by the length of one attempt.
	narrowNonces = 6 * time.Second
	narrowTrust  = 3 * time.Second
)

// run is one try: a fault, a place, a seed.
type run struct {
	t         *testing.T
	fault     fault
	place     place
	seed      uint64
	digests   int
	shards    int           // of the bot; 0 for one
	step      time.Duration // the time in which each channel has one digest
	lease     time.Duration
	nonces    time.Duration
	discord   *discord.Discord
	trust     string    // makes a process trust this Discord
	database  *database // nil when the store is something else
	guarded   *guarded  // nil when the store is something else
	file      string    // the embedded store
	processes []*process
	ended     []*process // those that were ended so that the test could read the embedded store
	slots     []slot
	mending   sync.WaitGroup
	struck    int
	clocks    []clock   // of the processes, where clocks are wrong
	backup    string    // a copy of the embedded store
	lost      time.Time // when the store lost something; zero for never
}

// place is where Lede runs.
type place struct {
	Store     string // redis or bolt
	Processes int
}

// programs are the paths of what is run: the program, and one with a clock that can be wrong.
type programs struct{ plain, skewed string }

// rng is a separate random source for each purpose, so that one does not disturb another.
func (r *run) rng(purpose string) *rand.Rand {
	h := fnv.New64a()
	_, _ = io.WriteString(h, r.fault.name+" "+purpose)
	return rand.New(rand.NewPCG(r.seed, h.Sum64()))
}

// do makes the try and judges it.
func (r *run) do(bin programs) verdict {
	end := r.begin(bin)
	ctx, cancel := context.WithDeadline(r.t.Context(), end)
	r.batter(ctx)
	<-ctx.Done()
	cancel()
	return r.judged()
}

// begin sets the digests and starts the processes. It returns some time after the last digest fell due.
func (r *run) begin(bin programs) (end time.Time) {
	r.lease, r.nonces = lease, 5*time.Minute
	if r.fault.narrow {
		r.nonces = narrowNonces
	}
	r.discord = r.newWorld()
	r.discord.Ail(r.seed, r.fault.rate, r.lease, r.fault.illnesses...)
	r.trust = r.discord.Trust(r.t)
	switch {
	case r.fault.sentinels:
		r.guarded = newGuarded(r.t)
	case r.place.Store == "redis":
		r.database = newDatabase(r.t, r.place.Processes, r.fault.standby)
	default:
		r.file = filepath.Join(r.t.TempDir(), "lede.db")
	}
	r.plan(time.Now().Add(r.fault.ahead + time.Duration(r.digests)*4*time.Millisecond))
	err := r.open(func(kv store.KV) error { return r.fill(kv) })
	if err != nil {
		r.t.Fatalf("setting the digests: %v", err)
	}
	for i := range r.place.Processes {
		r.clocks = append(r.clocks, newClock(r.t, r.skew(i)))
		r.processes = append(r.processes, startProcess(r.t, bin.of(r.fault), r.env(i)...))
	}
	return r.slots[0].due.Add(-r.fault.ahead).Truncate(r.step).Add(perPlace*r.step + r.lease)
}

// judged waits until everything is settled, ends the processes and judges the result.
func (r *run) judged() verdict {
	r.discord.Ail(r.seed, 0, 0)
	ledger := r.settle()
	for _, p := range r.processes {
		p.finish()
	}
	v := judge(r.due(), r.posts(), ledger)
	r.excuse(&v, ledger)
	for _, p := range append(r.ended, r.processes...) {
		v.Wrong = append(v.Wrong, p.faultsOf()...)
	}
	for i, p := range r.processes {
		if at := p.firstStamp(); r.fault.skewed && p.began.Add(r.skew(i)).Sub(at).Abs() > time.Minute {
			v.wrong("process %d has a clock that says %v when it is %v: it is not wrong as it should be", i, at, p.began)
		}
	}
	if !v.good() {
		for i, p := range r.processes {
			r.t.Logf("log of process %d:\n%s", i, p.lastWords())
		}
	}
	return v
}

func (p programs) of(f fault) string {
	if f.clocks() {
		return p.skewed
	}
	return p.plain
}

// skew is how wrong a process's clock is, where clocks are wrong: five minutes, fast and slow in turn.
func (r *run) skew(i int) time.Duration {
	if !r.fault.skewed {
		return r.fault.ahead
	}
	return []time.Duration{5 * time.Minute, -5 * time.Minute}[(i+int(r.seed))%2]
}

// env is the settings of a process.
func (r *run) env(i int) []string {
	trust := 100 * time.Second
	if r.fault.narrow {
		trust = narrowTrust
	}
	env := []string{
		"LEDE_DISCORD_TOKEN=token", "LEDE_DISCORD_API=" + r.discord.API(), r.trust, "LEDE_HEALTH_ADDR=off",
		"LEDE_DIGEST_LEASE=" + r.lease.String(), "LEDE_NONCE_WINDOW=" + trust.String(), "LEDE_POSTS_PER_SECOND=5000", "LEDE_COOLDOWN=0",
		skewSetting + "=" + r.clocks[i].file.Name(),
	}
	switch {
	case r.guarded != nil:
		return append(env, "LEDE_REDIS_URL="+r.guarded.url())
	case r.database != nil:
		return append(env, "LEDE_REDIS_URL=redis://"+r.database.front[i].address()+"/0")
	}
	return append(env, "LEDE_STORE="+r.file)
}

// open gives do the store, past all lines. No process may hold an embedded one.
func (r *run) open(do func(store.KV) error) error {
	var kv store.KV
	var err error
	switch {
	case r.guarded != nil:
		kv, err = rediskv.Open(context.Background(), r.guarded.url(), rediskv.Options{})
	case r.database != nil:
		kv, err = rediskv.Open(context.Background(), "redis://"+r.database.main.address()+"/0", rediskv.Options{})
	default:
		kv, err = boltkv.Open(r.file, nil)
	}
	if err != nil {
		return err
	}
	defer func() { _ = kv.Close() }()
	return do(kv)
}

// settle waits until the ledger has a line for each slot, or until time is up, and returns it.
func (r *run) settle() []line {
	deadline, last := time.Now().Add(settled), time.Now().Add(allSettled)
	var lines []line
	known := 0
	arrived, since := -1, time.Now()
	for {
		done := func(kv store.KV) error {
			found, err := r.ledger(kv)
			if err == nil {
				lines = found
			}
			return err
		}
		if r.place.Store == "bolt" {
			r.pauseBolt(deadline)
		}
		err := r.open(done)
		if len(lines) > known {
			known, deadline = len(lines), time.Now().Add(min(settled, time.Until(last)))
		}
		late := time.Now().After(deadline)
		if err != nil && late {
			r.t.Errorf("reading the ledger: %v", err)
		}
		if n := r.discord.Arrived(); n != arrived {
			arrived, since = n, time.Now()
		}
		quiet := r.fault.forgets && time.Since(since) > 5*r.lease // what was forgotten has no lines
		if late || err == nil && (quiet || len(lines) >= len(r.slots)) {
			return lines
		}
		if r.place.Store == "bolt" {
			r.ended = append(r.ended, r.processes[0])
			r.processes[0] = startProcess(r.t, r.processes[0].bin, r.processes[0].env...)
		}
		time.Sleep(r.lease / 10)
	}
}

// pauseBolt waits until the embedded store is likely to be settled, and ends the process, which holds it alone.
func (r *run) pauseBolt(deadline time.Time) {
	for last, since := -1, time.Now(); time.Since(since) < 2*r.lease && time.Now().Before(deadline); time.Sleep(r.lease / 10) {
		if n := r.discord.Arrived(); n != last {
			last, since = n, time.Now()
		}
		if last == len(r.slots) {
			time.Sleep(r.lease / 10)
			break
		}
	}
	r.processes[0].finish()
}
