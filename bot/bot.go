package bot

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"lede/commands"
	"lede/store"

	"github.com/bwmarrin/discordgo"
)

const (
	defaultWorkers  = 32
	defaultDeadline = 2 * time.Second
	// placesPerWorker bounds how many interactions may wait for each worker before people are told to come back.
	placesPerWorker = 8
	// refusers bounds how many people are being told so at once.
	refusers = 64
	// drainFor is how long answers under way may take once the bot is asked to stop.
	drainFor = 10 * time.Second
	// abandonFor is how long handlers get to notice that they were given up.
	abandonFor = 2 * time.Second
)

// Options is what a Bot is made of. Token is required.
type Options struct {
	Token string
	// Client makes the REST calls; nil means one with time-outs.
	Client *http.Client
	// API replaces https://discord.com/api, for a shared rate-limit proxy and for tests.
	API      string
	Commands []commands.Command
	// DM answers what a person writes in a direct message. nil leaves direct messages unanswered.
	DM func(context.Context, commands.Message) (commands.Reply, error)
	// Joined and Left are told when the bot is added to a guild and when it is removed; an outage is neither.
	Joined, Left func(ctx context.Context, guild string)
	// Shards is into how many parts Discord splits the bot's servers; 0 for as many as it recommends.
	Shards int
	// Leases is a store by which several processes share the shards, and the turns to begin sessions. nil means that
	// this process has all shards.
	Leases store.KV
	// ShardLease is how long a shard stays with a process that is not heard of; 0 means 6 s. Less
	// than 4 s is refused: Discord waits 3 s for an answer, and what a dead process has answered would be answered again.
	ShardLease time.Duration
	// Budget takes one message off what all processes of this bot may send together. It answers 0 when it has, and
	// otherwise how long to wait before asking again. nil means that this process is alone.
	Budget func(context.Context) (wait time.Duration, err error)
	Log    *slog.Logger
	// Workers is how many handlers run at the same time; 0 means 32.
	Workers int
	// Cooldown is how long a person who has acted ten times at once waits before the next; 0 for no limit.
	Cooldown time.Duration
	// Deadline is when the answer is deferred, counted from the moment the person acted; 0 means 2 s.
	Deadline time.Duration
	// Version is Lede's, for the User-Agent.
	Version string
}

// Bot is one process's part of the connections to Discord.
type Bot struct {
	o        Options
	log      *slog.Logger
	api      *client
	router   *router
	crowd    *crowd // interactions and messages being answered
	doors    *crowd // people being told that it is too busy
	seen     *recent
	where    *locator
	starts   store.Budgets // of sessions, when no other process shares them
	pace     pace
	cooldown cooldown
	tidings  tidings
	counts   counts
	started  atomic.Bool
	syncing  sync.Mutex
	synced   bool
	tried    atomic.Bool // the commands were compared, or could not be
	ready    chan struct{}
	once     sync.Once
	shards   atomic.Pointer[shards]          // once Run runs
	working  atomic.Pointer[context.Context] // of handlers, while Run runs
	self     atomic.Pointer[string]          // the bot's own id, once it is known
	idle     time.Duration                   // idleFor, and less in tests
}

// New prepares a bot; it makes no request.
func New(o Options) (*Bot, error) {
	o.Token = strings.TrimSpace(o.Token)
	if kind, rest, ok := strings.Cut(o.Token+" ", " "); ok && kind == "Bot" {
		o.Token = strings.TrimSpace(rest) // as it stands in many a configuration file
	}
	if o.Token == "" {
		return nil, errors.New("the Discord token is empty: copy it from the Developer Portal, page “Bot”")
	}
	if strings.ContainsFunc(o.Token, func(r rune) bool { return r <= ' ' || r > '~' }) {
		return nil, errors.New("the Discord token holds characters that no token has: copy it again from the Developer Portal, page “Bot”")
	}
	if o.ShardLease != 0 && o.ShardLease < shortestShardLease {
		return nil, fmt.Errorf("the lease of shards is %s, less than %s: whoever takes a shard over would answer again what was answered already", o.ShardLease, shortestShardLease)
	}
	if o.ShardLease == 0 {
		o.ShardLease = defaultShardLease
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Workers <= 0 {
		o.Workers = defaultWorkers
	}
	if o.Deadline <= 0 {
		o.Deadline = defaultDeadline
	}
	b := &Bot{
		o:        o,
		log:      o.Log,
		api:      newClient(o),
		crowd:    newCrowd(o.Workers*placesPerWorker, o.Workers),
		doors:    newCrowd(refusers, refusers),
		seen:     newRecent(1024),
		ready:    make(chan struct{}),
		idle:     idleFor,
		cooldown: cooldown{each: o.Cooldown, now: time.Now},
	}
	r, err := newRouter(b.api, b.crowd, o)
	if err != nil {
		return nil, err
	}
	r.counts, r.firstHere = &b.counts, b.firstHere
	b.router = r
	b.where = newLocator(b.api, b.log)
	return b, nil
}

// Ready is closed when all shards of this process are connected, or none is left for it, and the commands have been
// compared with Discord's for the first time.
func (b *Bot) Ready() <-chan struct{} { return b.ready }

// Connected tells whether all shards of this process are connected at this moment.
func (b *Bot) Connected() bool { return b.Health() == nil }

// Health tells in one sentence which shards of this process are not connected; nil when all are.
func (b *Bot) Health() error {
	s := b.shards.Load()
	if s == nil {
		return b.unconnected()
	}
	return s.health()
}

// unconnected says what is being waited for.
func (b *Bot) unconnected() error {
	if why := b.where.trouble(); why != nil {
		return fmt.Errorf("the bot is not connected to Discord and waits until it answers (%w): look at the network if it goes on", why)
	}
	return errors.New("the bot is not connected to Discord")
}

// Run serves until ctx ends, then lets the answers under way finish, within bounds. It returns an error only
// when Discord will not have this bot, and the error is one sentence for the operator.
func (b *Bot) Run(ctx context.Context) error {
	if !b.started.CompareAndSwap(false, true) {
		return errors.New("running the bot: Run was called twice")
	}
	// Handlers outlive ctx: a person who has asked gets the answer although the bot is about to stop.
	work, abandon := context.WithCancel(context.WithoutCancel(ctx))
	defer abandon()
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	s := newShards(b, func(g *gateway, e *discordgo.Event) { b.receive(ctx, work, g, e) })
	b.shards.Store(s)
	err := b.serving(work, func() error { return s.run(ctx) })
	stop()
	s.yield()

	closed := make(chan struct{})
	go func() {
		defer close(closed)
		s.close(work)
	}()
	if !b.drain(drainFor) {
		b.log.Warn("giving up answers that take too long", "after", drainFor)
		abandon()
		b.drain(abandonFor)
	}
	<-closed
	if b.o.Client == nil {
		b.api.http.CloseIdleConnections()
	}
	return err
}

// drain takes nobody in any more and waits for those inside; it tells whether all have left in time. The doors
// close last: while the gateway is still open, whoever comes is told to come back.
func (b *Bot) drain(within time.Duration) bool {
	until := time.Now().Add(within)
	inside := b.crowd.close(until)
	return b.doors.close(until) && inside
}

// checkReady is called whenever something has come about that Ready waits for.
func (b *Bot) checkReady() {
	if s := b.shards.Load(); s != nil && s.settled(b.tried.Load()) {
		b.once.Do(func() { close(b.ready) })
	}
}
