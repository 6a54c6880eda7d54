package bot_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"lede/bot"
	"lede/bot/gateway"
	"lede/commands/command"
	"lede/playground"
	"lede/problem"
	"lede/proof/discord"
	"lede/store"
)

const (
	// identifyEvery is the least time between two new sessions in these tests; with Discord it is five seconds.
	identifyEvery = time.Second
	// shardLease is long enough to survive a machine that stalls for a second.
	shardLease = gateway.ShortestShardLease
)

// manyGuilds is a world whose guilds are spread over all shards in turn.
func manyGuilds(n int) *playground.World {
	w := &playground.World{People: []playground.Profile{{Name: "Robin", Admin: true}}}
	for i := range n {
		w.Guilds = append(w.Guilds, playground.Guild{
			ID: strconv.FormatUint((1<<37+uint64(i))<<22, 10), Name: fmt.Sprint("guild ", i),
			Channels: []playground.Channel{{Name: fmt.Sprint("hall-", i)}},
		})
	}
	return w
}

// replica stands for one of several processes.
type replica struct {
	*bot.Bot
	stop  context.CancelFunc
	ended chan error
	log   *lockedBuffer
}

// crew is a playground with replicas that share its shards through a store.
type crew struct {
	t       *testing.T
	srv     *playground.Server
	kv      store.KV
	handled sync.Map // how often, by text
}

func newCrew(t *testing.T, o playground.Options) *crew {
	t.Helper()
	o.World, o.Waits = manyGuilds(12), patientWaits
	o.Waits.Identify = identifyEvery
	c := &crew{t: t, srv: playground.New(o), kv: store.NewMemory(nil)}
	if err := c.srv.Start("127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.srv.Close() })
	return c
}

func (c *crew) join(shards int, leases store.KV) *replica {
	c.t.Helper()
	r := &replica{ended: make(chan error, 1), log: &lockedBuffer{}}
	open := aCommand("open", command.Public, func(_ context.Context, in command.Input) (command.Reply, error) {
		n, _ := c.handled.LoadOrStore(in.Options["about"], 0)
		c.handled.Store(in.Options["about"], n.(int)+1)
		return text("Hello"), nil
	})
	timing := patient()
	timing.Gateway.ShardLease, timing.Gateway.Identify = shardLease, identifyEvery+2*time.Second // a slow machine needs this long to connect
	b, err := bot.New(bot.Options{
		Timing: timing, Token: c.srv.Token(), Client: c.srv.Client(), Shards: shards, Leases: leases,
		Log: slog.New(slog.NewTextHandler(r.log, nil)), Commands: []command.Command{open},
		DM: func(context.Context, command.Message) (command.Reply, error) { return text("Hello"), nil },
	})
	if err != nil {
		c.t.Fatal(err)
	}
	r.Bot = b
	ctx, stop := context.WithCancel(context.Background())
	r.stop = stop
	go func() { r.ended <- b.Run(ctx) }()
	c.t.Cleanup(r.leave)
	select {
	case <-b.Ready():
	case <-time.After(patience):
		c.t.Fatalf("the bot does not get ready:\n%s", r.log)
	}
	return r
}

// leave may be called twice.
func (r *replica) leave() {
	r.stop()
	err := <-r.ended
	r.ended <- err
}

// ask makes every guild ask once, and returns how many got no answer.
func (c *crew) ask(round string) (unanswered int) {
	w := c.srv.World()
	robin := c.srv.As(w.People[0].ID)
	var all sync.WaitGroup
	var mu sync.Mutex
	for _, g := range w.Guilds {
		all.Go(func() {
			i, err := robin.Slash(c.t.Context(), g.Channels[0].ID, "open", map[string]any{"about": round + g.Name})
			if err != nil || i.TimedOut || !strings.Contains(i.Text(), "Hello") {
				mu.Lock()
				unanswered++
				mu.Unlock()
			}
		})
	}
	all.Wait()
	return unanswered
}

// once checks that nothing was done twice.
func (c *crew) once() {
	c.t.Helper()
	c.handled.Range(func(what, n any) bool {
		if n != 1 {
			c.t.Errorf("%v was handled %v times", what, n)
		}
		return true
	})
	if r := c.srv.Refusals(); len(r) > 0 {
		c.t.Errorf("refused: %q", r)
	}
}

// shares waits until the replicas have these numbers of shards.
func (c *crew) shares(want map[*replica]int) {
	c.t.Helper()
	eventually(c.t, "a fair share", func() bool {
		for r, n := range want {
			if r.Held() != n {
				return false
			}
		}
		return true
	})
}

func TestShardsAreSharedAndHandedOver(t *testing.T) {
	t.Parallel()
	c := newCrew(t, playground.Options{Shards: 6, Concurrency: 6})
	a := c.join(0, c.kv)
	b := c.join(0, c.kv)
	d := c.join(0, c.kv)
	c.shares(map[*replica]int{a: 2, b: 2, d: 2})
	if n := c.ask("shared "); n > 0 {
		t.Errorf("%d of 12 guilds got no answer", n)
	}
	asked := make(chan int)
	go func() {
		lost := 0
		for round := range 8 {
			lost += c.ask(fmt.Sprint("leaving ", round, " "))
		}
		asked <- lost
	}()
	a.leave()
	if lost := received(t, "the questions", asked); lost > 0 {
		t.Errorf("%d got no answer while one process handed its shards over", lost)
	}
	c.shares(map[*replica]int{b: 3, d: 3})
	e := c.join(0, c.kv)
	c.shares(map[*replica]int{b: 2, d: 2, e: 2})
	if n := c.ask("joined "); n > 0 {
		t.Errorf("%d of 12 guilds got no answer", n)
	}
	robin := c.srv.World().People[0]
	if m, err := c.srv.As(robin.ID).Say(t.Context(), robin.DM, "hello"); err != nil || !strings.Contains(m.Text(), "hello") {
		t.Errorf("a direct message: %v", err)
	}
	c.once()
	if n := len(c.srv.Identifications()); n != 6 {
		t.Errorf("%d sessions were begun for 6 shards: they were not handed over", n)
	}
}

// TestTheNumberOfShardsCanBeChanged: one process is started with another number; the others follow, and no event comes twice.
func TestTheNumberOfShardsCanBeChanged(t *testing.T) {
	t.Parallel()
	c := newCrew(t, playground.Options{Shards: 2, Concurrency: 4})
	a := c.join(0, c.kv)
	b := c.join(4, c.kv)
	c.shares(map[*replica]int{a: 2, b: 2})
	eventually(t, "an answer in all guilds", func() bool { return c.ask(fmt.Sprint("changed ", time.Now().UnixNano(), " ")) == 0 })
	e := c.join(0, c.kv) // which is recommended two, and accepts the number it finds
	eventually(t, "a share for everybody", func() bool { return e.Held() >= 1 && a.Held()+b.Held()+e.Held() == 4 })
	if n := c.ask("after "); n > 0 {
		t.Errorf("%d of 12 guilds got no answer", n)
	}
	c.once()
	for r, want := range map[*replica]int{a: 1, b: 0, e: 0} { // who begins has seen no other number
		if n := strings.Count(r.log.String(), "another number of shards"); n != want {
			t.Errorf("another number of shards is told %d times, want %d:\n%s", n, want, r.log)
		}
	}
}

// TestABotThatHasGrownIsSplit: Discord closes a shard that has too many servers with 4011. Where the settings name no number, the bot goes on
// with as many shards as Discord recommends by then, whoever else shares them.
func TestABotThatHasGrownIsSplit(t *testing.T) {
	for name, shared := range map[string]bool{"alone": false, "on a shared store": true} {
		t.Run(name, func(t *testing.T) {
			f := newFake(t)
			var grown atomic.Bool
			var refused atomic.Int32
			f.Answering(func(r request) (int, string, bool) {
				want := map[bool]int{false: 1, true: 3}[grown.Load()]
				answer := fmt.Sprintf(`{"url":%q,"shards":%d,"session_start_limit":{"total":1000,"remaining":900,"reset_after":1,"max_concurrency":1}}`, f.Gateway("/gw"), want)
				return 200, answer, r.Path == "/gateway/bot"
			})
			f.OnHello(func(l *discord.Line) bool { return grown.Load() && refused.Add(1) <= 1 && refusing(4011)(l) })
			o := bot.Options{Timing: patient()}
			crew := 1
			if shared {
				kv := store.NewMemory(nil)
				t.Cleanup(func() { _ = kv.Close() })
				o.Leases, crew = kv, 2
			}
			var bots []*bot.Bot
			for range crew {
				bots = append(bots, f.start(o))
			}
			grown.Store(true)
			f.Newest().Cut()
			eventually(t, "a bot of three shards", func() bool {
				held, connected := 0, true
				for _, b := range bots {
					held, connected = held+b.Held(), connected && b.Connected()
				}
				return held == 3 && connected && len(f.Connected(0)) == 3
			})
		})
	}
}

// TestSessionsAreBegunOneByOne: as Discord's max_concurrency requires. A process alone has all shards.
func TestSessionsAreBegunOneByOne(t *testing.T) {
	t.Parallel()
	c := newCrew(t, playground.Options{Shards: 4, Concurrency: 2})
	r := c.join(0, nil)
	if n := c.ask("alone "); n > 0 {
		t.Errorf("%d of 12 guilds got no answer", n)
	}
	c.once()
	if begun := c.srv.Identifications(); len(begun) != 4 || begun[3].At.Sub(begun[0].At) < identifyEvery*3/4 {
		t.Errorf("sessions were begun: %+v", begun)
	}
	for _, i := range c.srv.Identifications() {
		if i.Refused || i.Of != 4 {
			t.Errorf("a session was begun too soon or wrongly: %+v", i)
		}
	}
	if err := r.Health(); err != nil || !r.Connected() {
		t.Errorf("Health = %v", err)
	}
	c.srv.Sever()
	eventually(t, "a word of the shards that are lost", func() bool { return r.Health() != nil })
	eventually(t, "all shards again", func() bool { return r.Health() == nil })
}

// TestASessionThatIsGoneIsBegunAnewInItsTurn: discordgo would begin it at once.
func TestASessionThatIsGoneIsBegunAnewInItsTurn(t *testing.T) {
	t.Parallel()
	c := newCrew(t, playground.Options{Shards: 2, Concurrency: 2})
	r := c.join(0, c.kv)
	c.srv.Invalidate()
	eventually(t, "two new sessions", func() bool { return len(c.srv.Identifications()) == 4 && r.Health() == nil })
	if n := c.ask("anew "); n > 0 {
		t.Errorf("%d of 12 guilds got no answer", n)
	}
	c.once()
	for _, i := range c.srv.Identifications() {
		if i.Refused {
			t.Errorf("a session was begun too soon: %+v", i)
		}
	}
}

// TestASessionThatDiscordEndedIsNotResumedForEver: RESUME is answered with a close code. The store keeps the new session, not
// the old.
func TestASessionThatDiscordEndedIsNotResumedForEver(t *testing.T) {
	t.Parallel()
	for code, resumes := range map[int]int{4003: 1, 4007: 1, 4009: 1, 1000: 1, 4000: 3, 1001: 3} {
		t.Run(strconv.Itoa(code), func(t *testing.T) {
			t.Parallel()
			c := newCrew(t, playground.Options{Shards: 1, Concurrency: 1})
			r := c.join(0, c.kv)
			c.srv.Expire(code)
			eventually(t, "a new session", func() bool { return len(c.srv.Identifications()) == 2 && r.Health() == nil })
			if n := c.ask("anew "); n > 0 {
				t.Errorf("%d of 12 guilds got no answer", n)
			}
			if got := strings.Count(r.log.String(), "closed the connection with code "+strconv.Itoa(code)); got != resumes {
				t.Errorf("%d RESUMEs were refused, want %d:\n%s", got, resumes, r.log)
			}
			r.leave()
			next := c.join(0, c.kv) // takes over what the store has
			if n := c.ask("taken over "); n > 0 || len(c.srv.Identifications()) != 2 || c.srv.Resumptions() != 1 {
				t.Errorf("%d of 12 guilds got no answer, %d sessions, %d resumed:\n%s", n, len(c.srv.Identifications()), c.srv.Resumptions(), next.log)
			}
		})
	}
}

// TestShardsOutliveTheStore: while it hangs, people are answered; afterwards every process still has its shards.
func TestShardsOutliveTheStore(t *testing.T) {
	t.Parallel()
	c := newCrew(t, playground.Options{Shards: 4, Concurrency: 4})
	flaky := &away{KV: c.kv}
	a, b := c.join(0, flaky), c.join(0, flaky)
	c.shares(map[*replica]int{a: 2, b: 2})
	flaky.gone.Store(true)
	time.Sleep(shardLease * 3 / 2)
	if n := c.ask("away "); n > 0 {
		t.Errorf("%d of 12 guilds got no answer while the store was away", n)
	}
	flaky.gone.Store(false)
	time.Sleep(shardLease) // some turns of both
	if n := c.ask("back "); n > 0 || a.Held() != 2 || b.Held() != 2 {
		t.Errorf("%d of 12 guilds got no answer, and the processes have %d and %d shards", n, a.Held(), b.Held())
	}
	c.once()
	if n := len(c.srv.Identifications()) + c.srv.Resumptions(); n > 6 {
		t.Errorf("%d times a session was begun or resumed: shards went to and fro", n)
	}
}

// away is a store that can become unreachable.
type away struct {
	store.KV
	gone atomic.Bool
}

func (a *away) Now(ctx context.Context) (time.Time, error) {
	if a.gone.Load() {
		return time.Time{}, store.ErrUnavailable
	}
	return a.KV.Now(ctx)
}

func (a *away) Update(ctx context.Context, owner string, edit func(store.Tx) error) error {
	if a.gone.Load() {
		return store.ErrUnavailable
	}
	return a.KV.Update(ctx, owner, edit)
}

// TestShardsSurviveAStoreWhoseClockLeaps: a leap forward takes nothing from a live process; a leap back does not protect the
// shards of a dead one.
func TestShardsSurviveAStoreWhoseClockLeaps(t *testing.T) {
	t.Parallel()
	c := newCrew(t, playground.Options{Shards: 4, Concurrency: 4})
	var ahead atomic.Int64
	c.kv = store.NewMemory(func() time.Time { return time.Now().Add(time.Duration(ahead.Load())) })
	lost := &away{KV: c.kv}
	a, b := c.join(0, c.kv), c.join(0, lost)
	c.shares(map[*replica]int{a: 2, b: 2})
	eventually(t, "an answer in all guilds", func() bool { return c.ask(fmt.Sprint("before ", time.Now().UnixNano(), " ")) == 0 })
	begun := func() int { return len(c.srv.Identifications()) + c.srv.Resumptions() }
	before := begun()
	ahead.Store(int64(time.Hour))
	time.Sleep(shardLease * 5 / 4) // some turns of both
	if n := c.ask("ahead "); n > 0 || a.Held() != 2 || b.Held() != 2 {
		t.Errorf("%d of 12 guilds got no answer, and the processes have %d and %d shards", n, a.Held(), b.Held())
	}
	if n := begun() - before; n > 0 {
		t.Errorf("%d times a session was begun or resumed: shards went to and fro", n)
	}
	time.Sleep(shardLease / 2) // b notes how far it has come; people are so patient here that what it answered last would be replayed to a
	lost.gone.Store(true)
	b.leave() // and it cannot say so
	ahead.Store(0)
	c.shares(map[*replica]int{a: 4})
	c.once()
}

func TestALeaseThatIsTooShortIsRefused(t *testing.T) {
	t.Parallel()
	for lease, ok := range map[time.Duration]bool{0: true, 4 * time.Second: true, time.Minute: true, 3999 * time.Millisecond: false, -1: false} {
		_, err := bot.New(bot.Options{Token: "x", ShardLease: lease})
		if (err == nil) != ok || err != nil && !errors.Is(err, problem.New("bot.lease-short")) {
			t.Errorf("%s: %v", lease, err)
		}
	}
}

func TestMoreShardsThanCanBeAreRefused(t *testing.T) {
	t.Parallel()
	for shards, ok := range map[int]bool{0: true, 1: true, gateway.MostShards: true, gateway.MostShards + 1: false} {
		_, err := bot.New(bot.Options{Token: "x", Shards: shards})
		if (err == nil) != ok || err != nil && !errors.Is(err, problem.New("gateway.too-many-shards")) {
			t.Errorf("%d: %v", shards, err)
		}
	}
}
