package cli

import (
	"cmp"
	"context"
	"crypto/sha256"
	"errors"
	"log/slog"
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	"lede/bot"
	"lede/bot/workers"
	"lede/briefing"
	"lede/commands"
	"lede/config"
	"lede/delivery"
	"lede/desk"
	"lede/desk/contacts"
	"lede/desk/feeds"
	"lede/languages"
	"lede/problem"
	"lede/scheduler"
	"lede/source"
	"lede/store"
)

// newsroom is the whole bot assembled: what `play` and `run` have in common.
type newsroom struct {
	store     store.KV
	cache     *store.Cache // nil for a store that no other process shares
	desk      *desk.Desk   // for people who wait for an answer
	bot       *bot.Bot
	scheduler *scheduler.Scheduler
	watch     *storeWatch
	endpoint  *endpoint // of interactions over HTTP; nil when they come by the gateway
	jobs      delivery.Jobs
	feeds     *feeds.Feeds // the visited feeds
	started   time.Time
	stopping  atomic.Bool
}

// newsroomOptions holds what differs between a real Discord and the playground.
type newsroomOptions struct {
	settings config.Config // those of bot, scheduler, desk and delivery; a zero value means its package's default
	store    store.KV
	articles []*briefing.Article
	client   *http.Client // for Discord's API; nil for the real one
	files    *http.Client // for attachments; nil for the real one
	web      *source.Web
	every    time.Duration // between checks for due work
	times    times
	log      *slog.Logger
}

const (
	defaultPosts = 45 // a second; Discord allows 50
	// burstShare is the part of a second's posts that may go out at once. The rest keeps every second within Discord's limit, despite other
	// requests and network delays.
	burstShare = 20

	fetchesAtOnce = 16 // of feeds, by one process

	watchEvery = 5 * time.Second // between checks that the store still has everything

	writeWithin = time.Second // at the end

	firstBackoff     = 5 * time.Second
	backoffsPerLease = 9
)

// budget shares the posts per second among all processes that use the store.
func budget(kv store.KV, posts int) func(context.Context) (time.Duration, error) {
	posts = cmp.Or(posts, defaultPosts)
	return func(ctx context.Context) (time.Duration, error) {
		return kv.Take(ctx, "posts", time.Second/time.Duration(posts), max(1, posts/burstShare))
	}
}

func newNewsroom(ctx context.Context, o newsroomOptions) (*newsroom, error) {
	// People's questions are answered through the cache, if there is one. Delivery reads the
	// store itself: a digest must use its latest settings, and can wait for the store to come back.
	n := &newsroom{store: o.store, started: time.Now()}
	answers := o.store
	if shared, ok := o.store.(store.Announcer); ok {
		n.cache = store.NewCache(shared, store.CacheOptions{})
		answers = n.cache
	}
	c := o.settings
	known := contacts.New()
	asked, visited := o.feedsOn(answers, n.cache == nil)
	n.desk = o.deskOn(answers, known, asked)
	d := o.deskOn(o.store, known, visited)
	// All processes have the same token, and the secret cannot be lost as stored data can.
	secret := sha256.Sum256([]byte("lede nonce " + c.DiscordToken.Reveal()))
	n.feeds = visited
	var err error
	var leases store.KV // a store that no other process shares needs none
	if n.cache != nil {
		leases = o.store
	}
	n.bot, err = bot.New(bot.Options{
		Shards: c.Shards, Leases: leases, Belongs: d.Belongs,
		Token: c.DiscordToken.Reveal(), API: c.DiscordAPI, Client: o.client, Version: Version, Log: o.log,
		Commands: commands.All(n.desk),
		DM:       commands.Direct(n.desk),
		Locale:   n.desk.Language,
		Joined: func(ctx context.Context, g bot.Guild) {
			note := noting(o.log, func(ctx context.Context, _ string) error { return o.joined(ctx, d, g, n.bot.There()) })
			note(ctx, g.ID)
		},
		Left:     noting(o.log, d.Leave),
		Budget:   budget(o.store, c.PostsPerSecond),
		Cooldown: c.Cooldown,
	})
	if err != nil {
		return nil, err
	}
	if c.InteractionsAddr != "" {
		if n.endpoint, err = newEndpoint(n.bot, c.InteractionsAddr, c.PublicKey, o.times, o.log); err != nil {
			return nil, err
		}
	}
	deliveries := delivery.Deliverer{
		Desk: d, Post: n.bot.Post, Find: n.bot.Find, Publish: n.bot.Publish, Replace: n.bot.Replace, Member: n.bot.Member, Secret: secret[:],
		There: n.bot.There, Answered: new(delivery.Answered), Cache: new(delivery.Cache), Done: logged(o.log, &n.jobs), NonceWindow: c.NonceWindow, Backoff: min(firstBackoff, c.DigestLease/backoffsPerLease),
	}
	n.scheduler = scheduler.New(scheduler.Options{
		Store: o.store, Every: o.every, Lease: c.DigestLease, Grace: c.DigestGrace, Log: o.log,
		Deliver: deliveries.Deliver,
		Lanes:   []scheduler.Lane{{Has: desk.MayTakeLong, Parallel: fetchesAtOnce}},
	})
	n.watch = &storeWatch{desk: d, tell: deliveries, every: cmp.Or(o.times.watch, watchEvery), log: o.log}
	n.watch.store, _ = o.store.(store.Watched)
	return n, nil
}

// feedsOn returns the feeds for people's questions, which are answered through a store of their own if several processes share the
// bot's, and those that are visited.
func (o newsroomOptions) feedsOn(answers store.KV, alone bool) (asked, visited *feeds.Feeds) {
	all := feeds.Options{Store: o.store, Alone: alone, Web: cmp.Or(o.web, new(source.Web)), Blocked: o.settings.BlockedSources}
	visited = feeds.New(all)
	if alone {
		return visited, visited
	}
	all.Store = answers
	return feeds.New(all), visited
}

func (o newsroomOptions) deskOn(kv store.KV, known *contacts.Contacts, f *feeds.Feeds) *desk.Desk {
	return desk.New(desk.Options{
		Store:    kv,
		Articles: o.articles,
		Attached: &source.Attachments{Client: o.files, MaxBytes: desk.MaxAttached},
		Web:      o.web,
		File:     (&source.Attachments{Client: o.files, MaxBytes: desk.MaxTransfer}).Bytes,
		Spread:   o.settings.DigestSpread,
		Pictures: o.settings.Pictures,
		Contacts: known,
		Sources:  o.settings.MaxSources,
		Feeds:    f,
		Memory:   o.settings.Memory,
		GiveWay:  workers.GiveWay,
		Space:    desk.Space{Person: o.settings.PersonSpace, Server: o.settings.ServerSpace, All: o.settings.StoreSpace},
	})
}

// joined keeps the data of a guild the bot has joined, gives a new one the operator's sources, and has it greeted.
func (o newsroomOptions) joined(ctx context.Context, d *desk.Desk, g bot.Guild, there time.Time) error {
	if err := d.Return(ctx, g.ID); err != nil {
		return err
	}
	if g.Locale != "" {
		if err := d.RememberGuildLanguage(ctx, g.ID, languages.For(g.Locale).Tag()); err != nil {
			return err
		}
	}
	return errors.Join(d.StartSources(ctx, g.ID, o.settings.Sources), d.Greet(ctx, g.ID, g.Channel, g.Since, there))
}

// noting passes on guild events, and logs those that cannot be recorded.
func noting(log *slog.Logger, note func(context.Context, string) error) func(context.Context, string) {
	return func(ctx context.Context, guild string) {
		if err := note(ctx, guild); err != nil {
			log.Error("guild", "guild", guild, "err", err)
		}
	}
}

// run serves until ctx ends or a part fails. Digests begin when Discord has accepted the token. When run returns, all parts have
// stopped.
func (n *newsroom) run(ctx context.Context) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	defer context.AfterFunc(ctx, func() { n.stopping.Store(true) })()
	if n.cache != nil {
		var following sync.WaitGroup
		following.Go(func() { n.cache.Run(ctx) })
		defer following.Wait()
		defer cancel()
	}
	serving := ctx
	if n.endpoint != nil {
		if err := n.endpoint.open(); err != nil {
			return err
		}
		// The bot goes on until the endpoint has closed, or it would refuse requests that are being received.
		var stop context.CancelFunc
		serving, stop = context.WithCancel(context.WithoutCancel(ctx))
		defer stop()
		defer context.AfterFunc(ctx, func() {
			defer stop()
			n.endpoint.close()
		})()
		defer n.endpoint.close()
	}
	var watching sync.WaitGroup
	watching.Go(func() { n.watch.run(ctx) })
	defer watching.Wait()
	defer cancel()
	ended := make(chan error, 2)
	go func() {
		defer cancel()
		ended <- n.bot.Run(serving)
	}()
	go func() {
		defer cancel()
		select {
		case <-n.bot.Acting():
			ended <- n.scheduler.Run(ctx)
		case <-ctx.Done():
			ended <- nil
		}
	}()
	var failed []error
	for range 2 {
		if err := <-ended; err != nil && !errors.Is(err, context.Canceled) {
			failed = append(failed, err)
		}
	}
	n.writeVisits(ctx)
	return errors.Join(failed...)
}

// writeVisits writes what is only remembered of visits to feeds, once there are no more. It matters less than to stop in time.
func (n *newsroom) writeVisits(ctx context.Context) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), writeWithin)
	defer cancel()
	if err := n.feeds.Flush(ctx); err != nil {
		n.watch.log.Warn("some requests for feeds are not counted", "error", err)
	}
}

// healthy returns an error unless the bot is connected, the store answers and due digests can be claimed.
func (n *newsroom) healthy(ctx context.Context) error {
	if err := n.bot.Health(); err != nil {
		return err
	}
	if _, err := n.store.Now(ctx); err != nil {
		return problem.New("cli.store-silent").Because(err)
	}
	if err := n.watch.health(); err != nil {
		return err
	}
	return n.scheduler.Health()
}

// ready returns an error unless this process takes its part: it has been connected, is not stopping, and the store answers. A shard that is
// briefly lost changes nothing.
func (n *newsroom) ready(ctx context.Context) error {
	if n.stopping.Load() {
		return problem.New("cli.stopping")
	}
	select {
	case <-n.bot.Ready():
	default:
		return cmp.Or(n.bot.Health(), error(problem.New("cli.starting")))
	}
	if _, err := n.store.Now(ctx); err != nil {
		return problem.New("cli.store-silent").Because(err)
	}
	return nil
}

// logged logs what a delivery reports about a job.
func logged(log *slog.Logger, jobs *delivery.Jobs) func(delivery.Job) {
	return func(j delivery.Job) {
		jobs.Count(j)
		args := []any{
			"task", j.Task, "guild", desk.GuildOf(j.Slot.Claim), "digest", j.ID, "due", j.Slot.Due.UTC().Format(time.RFC3339), "attempt", j.Slot.Attempt,
			"ms", j.Took.Milliseconds(), "outcome", j.Outcome,
		}
		level := slog.LevelInfo
		switch {
		case j.Err != nil && j.Outcome != delivery.JobLost:
			level = slog.LevelError
			args = append(args, "err", words.Line(j.Err))
		case !delivery.Awaited(j.Task):
			level = slog.LevelDebug
		}
		log.Log(context.Background(), level, "delivery", args...)
	}
}
