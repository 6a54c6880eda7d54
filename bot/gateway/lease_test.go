package gateway

import (
	"context"
	"errors"
	"net/http"
	"strconv"
	"testing"
	"testing/synctest"
	"time"

	"lede/bot/rest"
	"lede/store"
)

// TestAnInvalidSessionIsRemovedFromTheStore: even before another has begun, or the next process would try to resume it.
func TestAnInvalidSessionIsRemovedFromTheStore(t *testing.T) {
	kv := store.NewMemory(nil)
	t.Cleanup(func() { _ = kv.Close() })
	g := New(Options{REST: rest.New(rest.Options{Token: "x"}), Leases: kv, Timing: DefaultTiming(), Shards: 1})
	s := g.newShard(0, 1)
	g.of, g.shards[0] = 1, &held{Shard: s}
	kept := func() string {
		if _, err := g.renewOnce(t.Context(), 1, false); err != nil {
			t.Fatal(err)
		}
		var session string
		err := kv.Update(t.Context(), LeaseOwner, func(tx store.Tx) error {
			now, err := kv.Now(t.Context())
			if err != nil {
				return err
			}
			r, err := readTable(tx, now)
			if err == nil {
				session = r.shards[0].Resume.Session
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return session
	}
	s.adopt(ResumePoint{Session: "its own", Seq: 7}, Away{})
	if got := kept(); got != "its own" {
		t.Fatalf("the store has the session %q", got)
	}
	s.forget()
	if got := kept(); got != "" {
		t.Errorf("the store has the session %q", got)
	}
}

// leased is a gateway with these shards, which are connected or not, and what the store knows after its renewals.
func leased(t *testing.T, kv store.KV, discord http.RoundTripper, up bool, shards ...int) *Gateway {
	t.Helper()
	g := New(Options{REST: rest.New(rest.Options{Token: "x", HTTP: &http.Client{Transport: discord}}), Leases: kv, Timing: DefaultTiming(), Shards: 2})
	g.of = 2
	for _, id := range shards {
		s := g.newShard(id, 2)
		s.adopt(ResumePoint{Session: "begun before", Seq: 7}, Away{})
		s.up.Store(up)
		over := make(chan struct{})
		close(over)
		g.shards[id] = &held{Shard: s, stop: func() {}, ended: over}
	}
	return g
}

// seat writes into the store that these gateways hold the shards they have.
func seat(t *testing.T, kv store.KV, list ...*Gateway) {
	t.Helper()
	err := kv.Update(t.Context(), LeaseOwner, func(tx store.Tx) error {
		w, until := writer{tx: tx}, time.Now().Add(DefaultShardLease).UnixMilli()
		w.put(kindNumber, keyNumber, 2)
		for _, g := range list {
			w.put(kindProcess, g.lease.me, until)
			for _, shard := range g.mine() {
				w.put(kindShard, strconv.Itoa(shard), shardLease{Of: 2, Holder: g.lease.me, Until: until})
			}
		}
		return w.err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func renewed(t *testing.T, g *Gateway) changes {
	t.Helper()
	out, err := g.renewOnce(t.Context(), 2, false)
	if err != nil {
		t.Fatal(err)
	}
	g.lease.renewed.Store(int64(time.Since(g.lease.began)) + 1)
	g.lease.joined = true
	return out
}

// TestAProcessThatCannotReachDiscordLeavesItsShardsToOthers: each time somebody asked there, nobody answered, though others could. It takes part
// again when Discord answers it.
func TestAProcessThatCannotReachDiscordLeavesItsShardsToOthers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		kv := store.NewMemory(nil)
		defer kv.Close()
		discord := &late{saying{answers: []string{limited(1000, 0)}}, time.Second} // not before the other has taken over
		a, b := leased(t, kv, discord, false, 0), leased(t, kv, discord, true, 1)
		seat(t, kv, a, b)
		a.where.why = errors.New("no answer")
		if out := renewed(t, a); len(out.give) > 0 || out.aside {
			t.Errorf("it leaves %v at once", out.give)
		}
		lasting := DefaultTiming().CutOff
		for range lasting / time.Second {
			time.Sleep(time.Second)
			renewed(t, b)
			if out := renewed(t, a); out.aside {
				a.follow(t.Context(), out)
			}
		}
		renewed(t, a)
		if err := a.Health(); a.Shards() > 0 || err == nil {
			t.Errorf("after %v it has %d shards, and is well: %v", lasting, a.Shards(), err)
		}
		out := renewed(t, b)
		if from := out.taken[0]; from == nil || from.Session != "begun before" || !out.whole || out.alive != 1 {
			t.Errorf("the other takes %v, of %d processes", out.taken, out.alive)
		}
		time.Sleep(discord.by)
		synctest.Wait() // Discord has answered
		if out := renewed(t, a); out.aside || out.alive != 2 || len(discord.asked) == 0 {
			t.Errorf("Discord was asked %d times for a sign of life, and of %d processes this one is aside: %v", len(discord.asked), out.alive, out.aside)
		}
	})
}

// muting is a Discord that answers no request while it is mute.
type muting struct {
	saying
	mute   bool
	unsaid int // requests that got no answer
}

func (m *muting) RoundTrip(r *http.Request) (*http.Response, error) {
	if m.mute {
		m.unsaid++
		return nil, errors.New("no route to host")
	}
	return m.saying.RoundTrip(r)
}

// TestAProcessWhoseRequestsGoUnansweredLeavesItsShardsToOthers: although the gateway is connected, it can answer nobody. One request that was lost is
// no reason, and a process that is alone keeps its shards; but it is not well.
func TestAProcessWhoseRequestsGoUnansweredLeavesItsShardsToOthers(t *testing.T) {
	for name, c := range map[string]struct {
		alone, once bool
		aside, well bool
	}{"others can": {aside: true}, "alone": {alone: true}, "one is lost": {once: true, well: true}} {
		synctest.Test(t, func(t *testing.T) {
			kv := store.NewMemory(nil)
			defer kv.Close()
			discord := &muting{saying: saying{answers: []string{limited(1000, 0)}}}
			a, b := leased(t, kv, discord, true, 0), leased(t, kv, discord, true, 1)
			if seat(t, kv, a, b); c.alone {
				time.Sleep(2 * DefaultShardLease)
			}
			both := func(n time.Duration) {
				for range n / time.Second {
					time.Sleep(time.Second)
					if !c.alone {
						renewed(t, b)
					}
					a.follow(t.Context(), renewed(t, a))
					synctest.Wait() // for the answer to what was asked, if any
				}
			}
			both(3 * time.Second)
			asked := len(discord.asked)
			discord.mute = true
			if _, err := Ask(t.Context(), a.rest); err == nil || asked > 0 || a.Health() != nil {
				t.Errorf("%s: %v; asked %d times without a reason, well: %v", name, err, asked, a.Health())
			}
			discord.mute = !c.once
			both(DefaultTiming().CutOff + 2*time.Second)
			if aside := a.lease.aside.Load(); aside != c.aside || (a.Shards() == 0) != c.aside || (a.Health() == nil) != c.well || discord.unsaid > 3 {
				t.Errorf("%s: aside: %v, with %d shards, and %v, after %d requests", name, aside, a.Shards(), a.Health(), discord.unsaid)
			}
			discord.mute = false
			both(DefaultTiming().Unreached + 2*time.Second)
			if a.lease.aside.Load() || !a.rest.Unanswered().IsZero() {
				t.Errorf("%s: Discord answers again, and it is aside: %v", name, a.lease.aside.Load())
			}
		})
	}
}

// TestAProcessWithoutShardsIsNotWellEither when its requests go unanswered: it posts digests.
func TestAProcessWithoutShardsIsNotWellEither(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		kv := store.NewMemory(nil)
		defer kv.Close()
		discord := &muting{}
		a, b := leased(t, kv, discord, true, 0, 1), leased(t, kv, discord, true)
		seat(t, kv, a)
		for _, mute := range []bool{false, true} {
			if discord.mute = mute; mute {
				_, _ = Ask(t.Context(), b.rest)
				time.Sleep(DefaultTiming().CutOff)
			}
			renewed(t, a)
			renewed(t, b)
			if err := b.Health(); (err != nil) != mute {
				t.Errorf("mute %v: %v", mute, err)
			}
		}
	})
}

// TestWhoKeepsShardsThatAreDown: a process that is alone, and one that Discord answers or that has a connection still.
func TestWhoKeepsShardsThatAreDown(t *testing.T) {
	for name, c := range map[string]struct{ alone, answered, connected bool }{
		"alone": {alone: true}, "Discord answers": {answered: true}, "one is connected": {connected: true},
	} {
		synctest.Test(t, func(t *testing.T) {
			kv := store.NewMemory(nil)
			defer kv.Close()
			a, b := leased(t, kv, nil, c.connected, 0), leased(t, kv, nil, true, 1)
			if seat(t, kv, a, b); c.alone {
				time.Sleep(2 * DefaultShardLease)
			}
			if !c.answered {
				a.where.why = errors.New("no answer")
			}
			for range 2 * DefaultTiming().CutOff / time.Second {
				time.Sleep(time.Second)
				if !c.alone {
					renewed(t, b)
				}
				if out := renewed(t, a); out.aside || len(out.give) > 0 {
					t.Fatalf("%s: it leaves %v", name, out.give)
				}
			}
		})
	}
}

// guildOf names the n-th guild of a shard out of two.
func guildOf(shard, n int) string { return strconv.Itoa((2*n + shard) << 22) }

// TestAProcessKnowsWhichGuildsOfOthersAreAway: it posts their digests too, and must not believe then that a channel is gone. It still knows
// when it takes their shard.
func TestAProcessKnowsWhichGuildsOfOthersAreAway(t *testing.T) {
	for n, want := range map[int][]bool{0: {false, false}, 1: {true, false}, mostAway: {true, false}, mostAway + 1: {true, true}} {
		synctest.Test(t, func(t *testing.T) {
			kv := store.NewMemory(nil)
			defer kv.Close()
			discord := &saying{answers: []string{limited(1000, 0)}}
			a, b := leased(t, kv, discord, true, 0), leased(t, kv, discord, true, 1)
			seat(t, kv, a, b)
			for i := range n {
				a.shards[0].Guilds.Lose(guildOf(0, i+1))
			}
			renewed(t, a)
			b.follow(t.Context(), renewed(t, b))
			check := func(when string) {
				t.Helper()
				for i, guild := range []string{guildOf(0, 1), guildOf(0, mostAway+2), guildOf(1, 1)} {
					away := i < 2 && want[i]
					if listed, is := b.Lists(guild); listed != away || is != away {
						t.Errorf("%s, of %d that are away %s is: %v", when, n, guild, is)
					}
				}
			}
			check("while another has the shard")
			a.HandOver()
			a.lease.joined = true
			a.leave(t.Context())
			out := renewed(t, b)
			if out.taken[0] == nil {
				t.Fatalf("the shard is not taken: %+v", out)
			}
			ended, stop := context.WithCancel(t.Context())
			stop()
			b.follow(ended, out)
			if known, away := b.shards[0].Guilds.has(guildOf(0, 1)); n <= mostAway && (known != (n > 0) || away != known) {
				t.Errorf("who takes the shard calls what is away known %v, away %v", known, away)
			}
			check("when it was handed over")
		})
	}
}
