package bot

import (
	"cmp"
	"context"
	"errors"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"lede/bot/gateway"
	"lede/bot/posts"
	"lede/bot/rest"
	"lede/bot/workers"
	"lede/commands/command"
	"lede/problem"
	"lede/store"
)

const (
	defaultWorkers = 32
	// mostPeople bounds how many people are answered or turned away at once, to bound memory: each takes some kilobytes, and no
	// more callbacks than that can be made in three seconds.
	mostPeople = 10_000
)

// Options configures a Bot. Token is required.
type Options struct {
	Token string
	// Client makes the REST calls; nil means one with time-outs.
	Client *http.Client
	// API replaces https://discord.com/api, for a shared rate-limit proxy and for tests.
	API      string
	Commands []command.Command
	// DM answers what a person writes in a direct message. nil leaves direct messages unanswered.
	DM func(context.Context, command.Message) (command.Reply, error)
	// Locale returns the language that a person speaks in direct messages, with which Discord sends none. nil means English.
	Locale func(ctx context.Context, person string) (string, error)
	// Joined and Left are called when the bot is added to a guild and when it is removed; an outage is neither. Joined is also
	// called once for each guild that the bot may have been added to while nothing was running.
	Joined func(context.Context, Guild)
	Left   func(ctx context.Context, guild string)
	// Shards is the number of shards; 0 means as many as Discord recommends.
	Shards int
	// Leases is a store by which several processes share the shards and Discord's limit on identifying. nil means that
	// this process has all shards.
	Leases store.KV
	// Belongs reports, as an error, that the stored data is not the given application's. It is asked before anything is
	// connected. A [problem.Problem] ends Run; after any other error it is asked again. nil skips the check.
	Belongs func(ctx context.Context, application string) error
	// ShardLease is how long a silent process keeps a shard; 0 means gateway.DefaultShardLease. Less than
	// gateway.ShortestShardLease is refused: what a dead process has answered would be answered again.
	ShardLease time.Duration
	// Budget takes one message off the budget that all processes of this bot share. It returns 0 on success, and otherwise how
	// long to wait before asking again. nil means that this process is alone.
	Budget func(context.Context) (wait time.Duration, err error)
	Log    *slog.Logger
	// Workers is how many handlers run at the same time; 0 means 32.
	Workers int
	// Cooldown is how long a person who has used up a burst of ten actions waits before the next; 0 means no limit.
	Cooldown time.Duration
	// Version is Lede's, for the User-Agent.
	Version string
	// Timing is for tests; the zero value means DefaultTiming.
	Timing Timing
}

// Bot is one process's share of the connections to Discord.
type Bot struct {
	*posts.Sender // for unrequested messages: digests and alerts

	o            Options
	log          *slog.Logger
	timing       Timing
	api          *rest.Client
	gateway      *gateway.Gateway
	router       *router
	handlers     *workers.Pool // for interactions and messages being answered
	rejecters    *workers.Pool // for people being told why they are not answered
	seen         *recent
	cooldown     cooldown
	guildChanges guildChanges
	counts       counts
	started      atomic.Bool
	syncing      sync.Mutex
	synced       bool
	tried        atomic.Bool // the commands were compared, or could not be
	ready        chan struct{}
	acting       chan struct{}
	actingOnce   sync.Once
	readyOnce    sync.Once
	working      atomic.Pointer[context.Context] // of handlers, while Run runs
	self         atomic.Pointer[string]          // the bot's own id, once it is known
	belongs      atomic.Bool                     // Options.Belongs has confirmed it
}

// New prepares a bot; it makes no request.
func New(o Options) (*Bot, error) {
	if o.Timing == (Timing{}) {
		o.Timing = DefaultTiming()
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	api, err := Client(o)
	if err != nil {
		return nil, err
	}
	if err := gateway.CheckShards(o.Shards); err != nil {
		return nil, err
	}
	if o.ShardLease != 0 {
		if o.ShardLease < gateway.ShortestShardLease {
			return nil, problem.New("bot.lease-short", "lease", o.ShardLease, "least", gateway.ShortestShardLease)
		}
		o.Timing.Gateway.ShardLease = o.ShardLease
	}
	if o.Workers <= 0 {
		o.Workers = defaultWorkers
	}
	b := &Bot{
		o:         o,
		log:       o.Log,
		timing:    o.Timing,
		api:       api,
		handlers:  workers.New(mostPeople, o.Workers),
		rejecters: workers.New(mostPeople, 0),
		seen:      newRecent(1024),
		ready:     make(chan struct{}),
		acting:    make(chan struct{}),
		cooldown:  cooldown{each: o.Cooldown, now: time.Now},
	}
	b.gateway = gateway.New(gateway.Options{
		REST: b.api, Log: o.Log, Shards: o.Shards, Leases: o.Leases, Timing: o.Timing.Gateway, Changed: b.checkReady,
		Accepted: b.checkApplication,
	})
	b.Sender = posts.New(posts.Options{REST: b.api, Self: b.me, Lists: b.gateway.Lists, Budget: o.Budget, Log: o.Log, Timing: o.Timing.Posts})
	r, err := newRouter(b.api, b.handlers, o)
	if err != nil {
		return nil, err
	}
	r.counts, r.firstHere = &b.counts, b.firstHere
	b.router = r
	return b, nil
}

// Client returns the REST client of a bot with these options. When the token is malformed, the error says why, and the client
// goes without: what Discord tells everybody can still be asked.
func Client(o Options) (*rest.Client, error) {
	token, err := readToken(o.Token)
	return rest.New(rest.Options{Token: token, HTTP: o.Client, API: o.API, Version: o.Version, Log: o.Log, Timing: o.Timing.REST}), err
}

func readToken(s string) (string, error) {
	token := strings.TrimSpace(s)
	if kind, rest, ok := strings.Cut(token+" ", " "); ok && kind == "Bot" {
		token = strings.TrimSpace(rest) // as many configuration files have it
	}
	if token == "" {
		return "", problem.New("bot.token-empty")
	}
	if strings.ContainsFunc(token, func(r rune) bool { return r <= ' ' || r > '~' }) {
		return "", problem.New("bot.token-malformed")
	}
	return token, nil
}

// Ready is closed when all shards of this process are connected, or none is left for it, and the commands have been compared
// with Discord's for the first time.
func (b *Bot) Ready() <-chan struct{} { return b.ready }

// Acting is closed when Discord has accepted the token and the stored data is known to be this bot's. From then on digests can
// be posted; that needs no shard, since shards only receive.
func (b *Bot) Acting() <-chan struct{} { return b.acting }

// Connected reports whether all shards of this process are connected at this moment.
func (b *Bot) Connected() bool { return b.Health() == nil }

// Health returns a one-sentence error that names the unconnected shards of this process, or says why nothing is posted or that the
// stored data is not yet known to be this bot's; nil when all is well.
func (b *Bot) Health() error {
	if err := cmp.Or(b.gateway.Health(), b.api.Breaker.Stops()); err != nil {
		return err
	}
	if !b.mayAct() {
		return problem.New("bot.owner-unknown")
	}
	return nil
}

// Run serves until ctx ends, then lets the answers under way finish, within bounds. It returns an error only when Discord
// rejects this bot, and the error is one sentence for the operator.
func (b *Bot) Run(ctx context.Context) error {
	if !b.started.CompareAndSwap(false, true) {
		return errors.New("running the bot: Run was called twice")
	}
	// Handlers outlive ctx: a person who has asked gets the answer even if the bot is about to stop.
	work, abandon := context.WithCancel(context.WithoutCancel(ctx))
	defer abandon()
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	err := b.serving(work, func() error {
		return b.gateway.Run(ctx, func(s *gateway.Shard, e gateway.Event) { b.receive(ctx, work, s, e) })
	})
	stop()
	b.gateway.HandOver()

	closed := make(chan struct{})
	go func() {
		defer close(closed)
		b.gateway.Close(work)
	}()
	if !b.drain(b.timing.Drain) {
		b.log.Warn("giving up answers that take too long", "after", b.timing.Drain)
		abandon()
		b.drain(b.timing.Abandon)
	}
	<-closed
	if b.o.Client == nil {
		b.api.Close()
	}
	return err
}

// drain admits nobody any more and waits for the answers under way; it reports whether all have ended in time. Until the last
// moment, while the gateway is still open, people are told to come back.
func (b *Bot) drain(within time.Duration) bool {
	until := time.Now().Add(within)
	ended := b.handlers.Close(until)
	return b.rejecters.Close(until) && ended
}

// checkReady closes Ready once every condition for it is met. Only a process that has shards compares the commands.
func (b *Bot) checkReady() {
	if b.gateway.Settled() && (b.tried.Load() || b.gateway.Shards() == 0) {
		b.readyOnce.Do(func() { close(b.ready) })
	}
}
