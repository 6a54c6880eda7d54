//go:build unix

package faults

import (
	"math/rand/v2"
	"strings"
	"syscall"
	"testing"
	"time"

	"lede/store/kvtest"
)

// guarded is a primary with two replicas, watched by three sentinels.
type guarded struct {
	servers   []*kvtest.Redis
	sentinels []*kvtest.Redis
}

func newGuarded(t *testing.T) *guarded {
	t.Helper()
	args := []string{"--appendonly", "yes", "--repl-diskless-sync-delay", "0"}
	primary := kvtest.StartServer(t, args...)
	return &guarded{
		servers:   []*kvtest.Redis{primary, kvtest.StartReplica(t, primary, args...), kvtest.StartReplica(t, primary, args...)},
		sentinels: kvtest.StartSentinels(t, primary, ""),
	}
}

func (g *guarded) url() string {
	return "redis-sentinel://" + kvtest.Hosts(g.sentinels) + "/mymaster/0"
}

// primary waits until both replicas follow the server that the sentinels name, so that they can fail over again, and returns it.
func (g *guarded) primary(t *testing.T) *kvtest.Redis {
	t.Helper()
	for deadline := time.Now().Add(time.Minute); time.Now().Before(deadline); time.Sleep(50 * time.Millisecond) {
		named := strings.Fields(g.sentinels[0].Do("sentinel", "get-master-addr-by-name", "mymaster"))
		for _, s := range g.servers {
			if len(named) == 2 && s.Port == named[1] && strings.Contains(s.Do("info", "replication"), "connected_slaves:2") {
				return s
			}
		}
	}
	t.Fatal("the sentinels find no primary with two replicas")
	return nil
}

// promote has the sentinels fail over although nothing is wrong. What the old primary took meanwhile is lost.
func promote(r *run, _ *rand.Rand) {
	old := r.guarded.primary(r.t)
	for deadline := time.Now().Add(time.Minute); r.guarded.sentinels[0].Do("sentinel", "failover", "mymaster") != "OK"; time.Sleep(50 * time.Millisecond) {
		if time.Now().After(deadline) {
			r.t.Fatal("the sentinels do not fail over")
		}
	}
	old.Until("role:slave", "info", "replication")
}

// killPrimary kills it, and starts it again when another may have taken its place, as which it is then told to follow.
func killPrimary(r *run, rng *rand.Rand) {
	old := r.guarded.primary(r.t)
	old.Kill()
	time.Sleep(r.leases(rng, 2, 15))
	old.Start()
}

// freezePrimary stops it for a while. When it goes on, it takes changes until a sentinel tells it to follow another.
func freezePrimary(r *run, rng *rand.Rand) {
	old := r.guarded.primary(r.t)
	_ = syscall.Kill(old.PID(), syscall.SIGSTOP)
	time.Sleep(r.leases(rng, 2, 15))
	_ = syscall.Kill(old.PID(), syscall.SIGCONT)
}
