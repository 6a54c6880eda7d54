package gateway

import (
	"context"
	"crypto/rand"
	"errors"
	"log/slog"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"lede/bot/rest"
	"lede/problem"
	"lede/store"
)

// The codes that we close a connection with. After the first, Discord forgets the session; after the second, the process that
// has the shard next can resume it.
const (
	closeForGood  = 1000
	closeHandOver = 4000
)

// Options configures a Gateway. REST is required.
type Options struct {
	REST *rest.Client
	Log  *slog.Logger
	// Shards is the number of shards; 0 means as many as Discord recommends.
	Shards int
	// Leases is a store by which several processes share the shards and Discord's limit on identifying. nil means that
	// this process has all shards.
	Leases store.KV
	Timing Timing
	// Changed is called whenever Settled may have changed; it may be nil.
	Changed func()
	// Accepted is called once Discord has accepted the token, before anything is connected; its error ends Run. It may be nil.
	Accepted func(context.Context) error
}

// Gateway is this process's part of the bot's shards: all of them, or those that it has leased.
type Gateway struct {
	rest     *rest.Client
	log      *slog.Logger
	wanted   int // shards, 0 for as many as Discord recommends
	leases   store.KV
	timing   Timing
	changed  func()
	accepted func(context.Context) error

	where      *locator
	identifies store.Budgets // used when no other process shares them
	counts     frameCounts
	lease      leases // used when the store is shared
	receive    func(*Shard, Event)
	failed     chan error
	ending     sync.WaitGroup // shards that were given up and are closing

	mu     sync.Mutex
	of     int // total number of shards; 0 before it is known
	shards map[int]*held
	whole  bool         // nothing is left that this process should take
	away   map[int]Away // of each shard, as their processes say
}

// held is a shard of this process and the function that ends it.
type held struct {
	*Shard
	stop  context.CancelFunc
	ended chan struct{}
}

// New returns a Gateway; it connects nothing.
func New(o Options) *Gateway {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Timing == (Timing{}) {
		o.Timing = DefaultTiming()
	}
	if o.Changed == nil {
		o.Changed = func() {}
	}
	if o.Accepted == nil {
		o.Accepted = func(context.Context) error { return nil }
	}
	return &Gateway{
		rest: o.REST, log: o.Log, wanted: o.Shards, leases: o.Leases, timing: o.Timing, changed: o.Changed, accepted: o.Accepted,
		where: newLocator(o.REST, o.Log, o.Shards), receive: func(*Shard, Event) {},
		failed: make(chan error, 1), shards: map[int]*held{},
		lease: leases{
			length: o.Timing.ShardLease, began: time.Now(),
			me: strings.ToLower(rand.Text()[:13]), parting: map[int]ResumePoint{},
		},
	}
}

// Run keeps the shards connected until ctx ends, and hands each event to receive, in order for each shard. It returns an error
// only when Discord rejects this bot: one sentence for the operator. It is called once, before HandOver and Close.
func (g *Gateway) Run(ctx context.Context, receive func(*Shard, Event)) error {
	g.receive = receive
	want, err := g.await(ctx)
	if err != nil || ctx.Err() != nil {
		return err
	}
	if err := g.accepted(ctx); err != nil || ctx.Err() != nil {
		return err
	}
	if g.leases != nil {
		return g.runLeased(ctx, want)
	}
	for {
		g.setOf(want)
		for shard := range want {
			g.open(ctx, shard, nil)
		}
		g.setWhole(true)
		g.changed()
		if want, err = g.watch(ctx); err != nil || ctx.Err() != nil {
			return err
		}
		g.dropAll()
	}
}

// watch waits until ctx ends, or until there have to be more shards, and then returns how many.
func (g *Gateway) watch(ctx context.Context) (want int, err error) {
	now := time.NewTicker(g.timing.Unreached)
	defer now.Stop()
	for {
		select {
		case <-ctx.Done():
			return 0, nil
		case err := <-g.failed:
			return g.split(ctx, err)
		case <-now.C:
			g.sound(ctx)
		}
	}
}

// split returns into how many shards the bot has to be split, after Discord has refused the present number, which too many servers share.
// If err is not about that, or the number is as large as Discord or the settings would have it, it returns err.
func (g *Gateway) split(ctx context.Context, err error) (want int, still error) {
	if !errors.Is(err, errShards) {
		return 0, err
	}
	_, _ = g.where.locate(ctx, g.timing.Fresh) // without an answer, the last one counts
	g.mu.Lock()
	defer g.mu.Unlock()
	if want = g.where.known().shards; want <= g.of {
		return 0, err
	}
	g.log.Warn("Discord requires this bot to be split into more shards: all are connected anew", "shards", want, "before", g.of)
	g.lease.refused = g.of
	return want, nil
}

// dropAll gives up all shards for others of another number, and with them what they failed for.
func (g *Gateway) dropAll() {
	for _, shard := range g.mine() {
		g.drop(shard, closeForGood)
	}
	g.ending.Wait() // before anybody connects the new ones
	select {
	case <-g.failed:
	default:
	}
}

// await waits until Discord says where its gateway is, and returns how many shards there should be.
func (g *Gateway) await(ctx context.Context) (want int, err error) {
	var said time.Time
	for wait := g.timing.FirstPause; ; wait = min(wait*2, g.timing.Unreached) {
		at, err := g.where.locate(ctx, 0)
		var f *fatal
		switch {
		case errors.As(err, &f):
			return 0, f
		case err == nil:
			return at.shards, nil
		case ctx.Err() != nil:
			return 0, nil
		}
		if time.Since(said) >= g.timing.Log {
			said = time.Now()
			g.log.Warn("waiting for Discord: the gateway is not known yet, nor whether the token is good", "err", err.Error(), "again_in", max(wait, rest.AskedToWait(err)).String())
		}
		if rest.Pause(ctx, max(wait, rest.AskedToWait(err))) != nil {
			return 0, nil
		}
	}
}

// open connects a shard, resuming its session if there is one.
func (g *Gateway) open(ctx context.Context, id int, from *ResumePoint) {
	g.mu.Lock()
	defer g.mu.Unlock()
	s := g.newShard(id, g.of)
	if from != nil && from.Session != "" {
		s.adopt(*from, g.away[id])
	}
	ctx, stop := context.WithCancel(ctx)
	h := &held{Shard: s, stop: stop, ended: make(chan struct{})}
	g.shards[id] = h
	go func() {
		defer close(h.ended)
		if err := s.run(ctx); err != nil {
			g.Fail(err)
		}
	}()
}

// Fail ends Run with an error.
func (g *Gateway) Fail(err error) {
	select {
	case g.failed <- err:
	default: // another shard has said the same
	}
}

// mayConnect reports whether this process may open connections now, which it may not while it cannot know whether its leases
// hold.
func (g *Gateway) mayConnect() bool { return g.leases == nil || g.lease.held() }

// drop gives up a shard, and returns where its session can be resumed. The connection closes in the background.
func (g *Gateway) drop(id, code int) ResumePoint {
	g.mu.Lock()
	h := g.shards[id]
	delete(g.shards, id)
	g.mu.Unlock()
	if h == nil {
		return ResumePoint{}
	}
	at := h.retire()
	g.ending.Go(func() {
		h.stop()
		<-h.ended
		h.close(code)
	})
	return at
}

// HandOver stops taking events when other processes can go on with the shards: what comes now is theirs.
func (g *Gateway) HandOver() {
	if g.leases == nil {
		return
	}
	for _, id := range g.mine() {
		g.lease.parting[id] = g.drop(id, closeHandOver)
	}
}

// Close gives up all shards, for good or for other processes to continue, and waits until they are closed.
func (g *Gateway) Close(ctx context.Context) {
	if g.leases != nil {
		g.leave(ctx)
	}
	for _, id := range g.mine() {
		g.drop(id, closeForGood)
	}
	g.ending.Wait()
}

// mine lists the shards of this process.
func (g *Gateway) mine() []int {
	g.mu.Lock()
	defer g.mu.Unlock()
	return slices.Sorted(maps.Keys(g.shards))
}

func (g *Gateway) setOf(of int) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.of = of
}

func (g *Gateway) setAway(away map[int]Away) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.away = away
}

func (g *Gateway) setWhole(yes bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.whole = yes
}

// Shards returns how many shards this process has.
func (g *Gateway) Shards() int { return len(g.mine()) }

// Connected returns how many shards this process has, and how many of them are connected.
func (g *Gateway) Connected() (shards, connected int) {
	g.mu.Lock()
	defer g.mu.Unlock()
	return len(g.shards), len(g.shards) - len(g.down())
}

// Ahead returns how far this machine's clock is before Discord's, give or take a second.
func (g *Gateway) Ahead() time.Duration { return g.rest.Ahead() }

// Settled reports whether all shards that this process should have are connected.
func (g *Gateway) Settled() bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.whole && len(g.down()) == 0
}

// Lists reports whether Discord has told of a guild that the bot is in, on a shard of this process that is connected, or one that another
// process says is away; no proves nothing. away reports that Discord itself cannot reach the guild now.
func (g *Gateway) Lists(guild string) (listed, away bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	for _, h := range g.shards {
		if known, away := h.Guilds.has(guild); known && h.up.Load() {
			return true, away
		}
	}
	if g.of == 0 {
		return false, false
	}
	shard := int(rest.Number(guild) >> 22 % uint64(g.of))
	away = g.away[shard].has(guild)
	return away, away
}

// down lists the unconnected shards. The lock is held.
func (g *Gateway) down() []int {
	var list []int
	for id, h := range g.shards {
		if !h.up.Load() {
			list = append(list, id)
		}
	}
	slices.Sort(list)
	return list
}

// Health returns a one-sentence error that names the unconnected shards of this process, or says why it is unknown which are
// its own; nil when all is well.
func (g *Gateway) Health() error {
	if why := g.lease.trouble(); why != nil {
		return problem.New("gateway.leases-ended").Because(why)
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	down := g.down()
	switch {
	case len(g.shards) == 0 && g.leases != nil && g.lease.held() && !g.lease.aside.Load():
		return g.unanswered() // the other processes have them
	case len(down) == len(g.shards):
		return g.unconnected()
	case len(down) == 0:
		return g.unanswered()
	}
	const most = 20 // shards that the sentence names
	var names []string
	for _, id := range down[:min(len(down), most)] {
		names = append(names, strconv.Itoa(id))
	}
	if len(down) > most {
		names = append(names, "…")
	}
	return problem.New("gateway.shards-unconnected", "down", len(down), "shards", strings.Join(names, ", "), "n", len(g.shards))
}

// unanswered says that Discord has answered no request for a while; nil when it has. A connected gateway is no sign of the contrary: requests
// may go another way, such as through a proxy.
func (g *Gateway) unanswered() error {
	since := g.rest.Unanswered()
	if since.IsZero() || time.Since(since) < g.timing.CutOff {
		return nil
	}
	return problem.New("gateway.unanswered", "for", time.Since(since).Round(time.Second))
}

// unconnected returns what is being waited for.
func (g *Gateway) unconnected() error {
	if why := g.where.trouble(); why != nil {
		return problem.New("gateway.waiting").Because(why)
	}
	if at := g.where.known(); at.exhausted() {
		return problem.New("gateway.sessions-spent")
	}
	return problem.New("gateway.unconnected")
}
