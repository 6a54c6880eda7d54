// Package service is the running bot: it puts the rooms together that need each other while Lede runs, and says how they are, by health
// checks, metrics, a page for people and messages to systemd. `lede run` gives it a real Discord, `lede play` the playground.
//
// It refuses to read settings, files or the command line: cli hands it plain values.
package service

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
	"lede/service/losses"
	"lede/source"
	"lede/store"
)

// words is the language of the log and of the private address.
var words languages.Language

// Service is the whole bot. Its exported parts are for those who started it.
type Service struct {
	Desk   *desk.Desk // for people who wait for an answer
	Bot    *bot.Bot
	Losses *losses.Watch

	store     store.KV
	cache     *store.Cache // nil for a store that no other process shares
	scheduler *scheduler.Scheduler
	endpoint  *endpoint // of interactions over HTTP; nil when they come by the gateway
	jobs      delivery.Jobs
	feeds     *feeds.Feeds // the visited feeds
	started   time.Time
	build     Build
	times     Times
	log       *slog.Logger
	trueTime  bool // see Options
	stopping  atomic.Bool
}

// Options holds what differs between a real Discord and the playground.
type Options struct {
	Settings config.Config // those of bot, scheduler, desk and delivery; a zero value means its package's default
	Store    store.KV
	Articles []*briefing.Article
	Client   *http.Client // for Discord's API; nil for the real one
	Files    *http.Client // for attachments; nil for the real one
	Web      *source.Web
	Every    time.Duration // between checks for due work
	Build    Build
	Times    Times // the zero value for RealTimes
	Log      *slog.Logger
	// TrueTime says that the store's clock is meant to be right, so that it is compared with Discord's. The playground's is moved.
	TrueTime bool
}

const (
	defaultPosts = 45 // a second; Discord allows 50
	// burstShare is the part of a second's posts that may go out at once. The rest keeps every second within Discord's limit, despite other
	// requests and network delays.
	burstShare = 20

	fetchesAtOnce = 16 // of feeds, by one process

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

// New assembles the bot. Nothing runs before Run. Its errors are about the settings, in words for the operator.
func New(o Options) (*Service, error) {
	o.Times = cmp.Or(o.Times, RealTimes())
	s := &Service{store: o.Store, started: time.Now(), build: o.Build, times: o.Times, log: o.Log, trueTime: o.TrueTime}
	// People's questions are answered through the cache, if there is one. Delivery reads the
	// store itself: a digest must use its latest settings, and can wait for the store to come back.
	answers := o.Store
	if shared, ok := o.Store.(store.Announcer); ok {
		s.cache = store.NewCache(shared, store.CacheOptions{})
		answers = s.cache
	}
	c := o.Settings
	known := contacts.New()
	turn := func(ctx context.Context, site string, o briefing.Options) briefing.Options {
		return s.Desk.ForSite(ctx, site, o)
	}
	asked, visited := o.feedsOn(answers, s.cache == nil, turn, s.offline)
	soon := func() { s.scheduler.Soon() }
	s.Desk = o.deskOn(answers, known, asked, soon)
	d := o.deskOn(o.Store, known, visited, soon)
	// All processes have the same token, and the secret cannot be lost as stored data can.
	secret := sha256.Sum256([]byte("lede nonce " + c.DiscordToken.Reveal()))
	s.feeds = visited
	var err error
	var leases store.KV // a store that no other process shares needs none
	if s.cache != nil {
		leases = o.Store
	}
	s.Bot, err = bot.New(bot.Options{
		Shards: c.Shards, Leases: leases, Belongs: d.Belongs,
		Token: c.DiscordToken.Reveal(), API: c.DiscordAPI, Client: o.Client, Version: o.Build.Version, Log: o.Log,
		Commands: commands.All(s.Desk),
		DM:       commands.Direct(s.Desk),
		Locale:   s.Desk.Language,
		Joined:   func(ctx context.Context, g bot.Guild) { o.note(g.ID, o.joined(ctx, d, g, s.Bot.There())) },
		Left:     func(ctx context.Context, guild string) { o.note(guild, d.Leave(ctx, guild)) },
		Budget:   budget(o.Store, c.PostsPerSecond),
		Cooldown: c.Cooldown,
	})
	if err != nil {
		return nil, err
	}
	if c.InteractionsAddr != "" {
		if s.endpoint, err = newEndpoint(s.Bot, c.InteractionsAddr, c.PublicKey, o.Times, o.Log); err != nil {
			return nil, err
		}
	}
	deliveries := delivery.Deliverer{
		Desk: d, Post: s.Bot.Post, Find: s.Bot.Find, Publish: s.Bot.Publish, Replace: s.Bot.Replace, Member: s.Bot.Member, Secret: secret[:],
		There: s.Bot.There, Answered: new(delivery.Answered), Cache: new(delivery.Cache), Done: logged(o.Log, &s.jobs), NonceWindow: c.NonceWindow, Backoff: min(firstBackoff, c.DigestLease/backoffsPerLease),
	}
	s.Losses = &losses.Watch{Desk: d, Tell: deliveries, Every: o.Times.Watch, Log: o.Log}
	s.Losses.Store, _ = o.Store.(store.Watched)
	deliveries.Lost = s.Losses.Found
	s.scheduler = scheduler.New(scheduler.Options{
		Store: o.Store, Every: o.Every, Lease: c.DigestLease, Grace: c.DigestGrace, Log: o.Log,
		Deliver: deliveries.Deliver,
		Lanes:   []scheduler.Lane{{Has: desk.MayTakeLong, Parallel: fetchesAtOnce}},
	})
	return s, nil
}

// feedsOn returns the feeds for people's questions, which are answered through a store of their own if several processes share the
// bot's, and those that are visited. What visits bring is read in turn with what people ask for.
func (o Options) feedsOn(answers store.KV, alone bool, turn func(context.Context, string, briefing.Options) briefing.Options, offline func() bool) (asked, visited *feeds.Feeds) {
	all := feeds.Options{Store: o.Store, Alone: alone, Turn: turn, Offline: offline, Web: cmp.Or(o.Web, new(source.Web)), Blocked: o.Settings.BlockedSources}
	visited = feeds.New(all)
	if alone {
		return visited, visited
	}
	all.Store = answers
	return feeds.New(all), visited
}

// offline reports whether this machine seems cut off: not even Discord is there.
func (s *Service) offline() bool { return !s.Bot.Connected() }

func (o Options) deskOn(kv store.KV, known *contacts.Contacts, f *feeds.Feeds, soon func()) *desk.Desk {
	return desk.New(desk.Options{
		Store:    kv,
		Articles: o.Articles,
		Attached: &source.Attachments{Client: o.Files, MaxBytes: desk.MaxAttached},
		Web:      o.Web,
		File:     (&source.Attachments{Client: o.Files, MaxBytes: desk.MaxTransfer}).Bytes,
		Spread:   o.Settings.DigestSpread,
		Pictures: o.Settings.Pictures,
		Contacts: known,
		Soon:     soon,
		Sources:  o.Settings.MaxSources,
		Feeds:    f,
		Memory:   o.Settings.Memory,
		GiveWay:  workers.GiveWay,
		Space:    desk.Space{Person: o.Settings.PersonSpace, Server: o.Settings.ServerSpace, All: o.Settings.StoreSpace},
	})
}

// joined records that the bot was added to a guild: its data is kept from now on, a new guild gets the operator's sources, and a greeting
// is scheduled.
func (o Options) joined(ctx context.Context, d *desk.Desk, g bot.Guild, there time.Time) error {
	if err := d.Return(ctx, g.ID); err != nil {
		return err
	}
	if g.Locale != "" {
		if err := d.RememberGuildLanguage(ctx, g.ID, languages.For(g.Locale).Tag()); err != nil {
			return err
		}
	}
	return errors.Join(d.StartSources(ctx, g.ID, o.Settings.Sources), d.Greet(ctx, g.ID, g.Channel, g.Since, there))
}

// note logs that a guild's arrival or departure could not be recorded.
func (o Options) note(guild string, err error) {
	if err != nil {
		o.Log.Error("the bot joined or left a server, and that could not be recorded", "guild", guild, "err", err)
	}
}

// Run serves until ctx ends or a part fails. Digests begin when Discord has accepted the token. When Run returns, all parts have
// stopped.
func (s *Service) Run(ctx context.Context) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	defer context.AfterFunc(ctx, func() { s.stopping.Store(true) })()
	if s.cache != nil {
		var following sync.WaitGroup
		following.Go(func() { s.cache.Run(ctx) })
		defer following.Wait()
		defer cancel()
	}
	serving := ctx
	if s.endpoint != nil {
		if err := s.endpoint.open(); err != nil {
			return err
		}
		// The bot goes on until the endpoint has closed, or it would refuse requests that are being received.
		var stop context.CancelFunc
		serving, stop = context.WithCancel(context.WithoutCancel(ctx))
		defer stop()
		defer context.AfterFunc(ctx, func() {
			defer stop()
			s.endpoint.close()
		})()
		defer s.endpoint.close()
	}
	var watching sync.WaitGroup
	watching.Go(func() { s.Losses.Run(ctx) })
	watching.Go(func() { s.watchClock(ctx) })
	defer watching.Wait()
	defer cancel()
	ended := make(chan error, 2)
	go func() {
		defer cancel()
		ended <- s.Bot.Run(serving)
	}()
	go func() {
		defer cancel()
		select {
		case <-s.Bot.Acting():
			ended <- s.scheduler.Run(ctx)
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
	s.writeVisits(ctx)
	return errors.Join(failed...)
}

// writeVisits stores what so far is only in memory about visits to feeds, once the last has ended. It has a second: stopping in time matters
// more.
func (s *Service) writeVisits(ctx context.Context) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), writeWithin)
	defer cancel()
	if err := s.feeds.Flush(ctx); err != nil {
		s.log.Warn("some requests for feeds are not counted", "err", err)
	}
}

// Healthy returns an error unless the bot is connected, the store answers, due digests can be claimed and the clock is right.
func (s *Service) Healthy(ctx context.Context) error {
	if err := s.Bot.Health(); err != nil {
		return err
	}
	ahead, err := s.ahead(ctx)
	if err != nil {
		return err
	}
	if err := s.Losses.Health(); err != nil {
		return err
	}
	if err := s.scheduler.Health(); err != nil {
		return err
	}
	return wrongBy(ahead)
}

// Ready returns an error unless this process takes its part: it has been connected, is not stopping, and the store answers. A shard that is
// briefly lost changes nothing.
func (s *Service) Ready(ctx context.Context) error {
	if s.stopping.Load() {
		return problem.New("service.stopping")
	}
	select {
	case <-s.Bot.Ready():
	default:
		return cmp.Or(s.Bot.Health(), error(problem.New("service.starting")))
	}
	if _, err := s.store.Now(ctx); err != nil {
		return problem.New("service.store-silent").Because(err)
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
