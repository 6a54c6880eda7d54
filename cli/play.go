package cli

import (
	"context"
	_ "embed"
	"fmt"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"time"

	"lede/briefing"
	"lede/config"
	"lede/desk"
	"lede/playground"
	"lede/problem"
	"lede/service"
	"lede/store/boltkv"

	"github.com/spf13/cobra"
)

const (
	playAddr = "127.0.0.1:8787"

	sampleTitle = "Trump and Putin agree to open talks on Ukraine"
)

// sampleDay is when the sample's events were news.
var sampleDay = time.Date(2025, 2, 14, 9, 0, 0, 0, time.UTC)

//go:embed sample/peace-calls.txt
var sampleText string

//go:embed sample/message.txt
var sampleMessage string

func playVerb(w world) *cobra.Command {
	var addr string
	var alone bool
	c := &cobra.Command{
		Use:   "play [ARTICLE...]",
		Short: "Try the bot in a browser: no token, no network",
		Long: "Try the bot in a browser: a Discord of its own on this machine, the real bot connected to it, and an\n" +
			"article to talk about. Nothing leaves the machine, unless you give it a link to fetch, and nothing is kept when\n" +
			"it ends.",
		RunE: work(func(ctx context.Context, args []string) error {
			switch {
			case alone && len(args) > 0:
				return problem.New("usage.play-alone")
			case alone:
				return w.playAlone(ctx, addr)
			}
			return w.play(ctx, addr, args)
		}),
	}
	c.Flags().StringVar(&addr, "addr", playAddr, "address of the page")
	c.Flags().BoolVar(&alone, "alone", false, "the playground without its bot, to try lede run or a container in")
	return c
}

func (w world) play(ctx context.Context, addr string, paths []string) error {
	articles, err := w.playArticles(ctx, paths)
	if err != nil {
		return err
	}
	web, err := w.web()
	if err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "lede-play-")
	if err != nil {
		return problem.New("cli.play-folder").Because(err)
	}
	defer os.RemoveAll(dir)

	clock := playground.NewClock(w.times.begins)
	kv, err := boltkv.Open(filepath.Join(dir, "lede.db"), clock.Now)
	if err != nil {
		return err
	}
	defer kv.Close()
	news, err := sellPapers(clock.Now, net.Listen)
	if err != nil {
		return err
	}
	defer news.Close()
	web.Local = news.Local

	log := slog.New(slog.NewTextHandler(w.stderr, &slog.HandlerOptions{Level: slog.LevelWarn}))
	var discord *playground.Server
	guilds := func() []string { return guildIDs(discord.World()) }
	due, reading := digestsDue{kv, func() []string { return digestOwners(discord.World()) }}, &deskPanel{web: web, guilds: guilds}
	discord = playground.New(playground.Options{
		Clock: clock, Log: log, Title: "Lede", Waits: playground.Waits{Answer: w.times.person},
		Panels: []playground.Panel{{Name: "Clock", Handler: clockPanel(clock, due, due.zone, stuckAfter)}, {Name: "Desk", Handler: reading.handler()}},
		Tips:   tips(articles), Tour: tour(articles), Near: near(),
	})
	if err := chat(ctx, discord); err != nil {
		return err
	}
	if err := w.openTo(addr, discord); err != nil {
		return err
	}
	defer discord.Close()
	reading.house(discord.URL(), articles)

	lede, err := service.New(service.Options{
		Settings: config.Config{DiscordToken: config.NewSecret(discord.Token())},
		Store:    kv, Articles: articles, Client: discord.Client(), Files: discord.Client(),
		Every: w.times.tick, Build: build(), Times: w.times.Times, Log: log, Web: web,
	})
	if err != nil {
		return err
	}
	reading.desk.Store(lede.Desk)
	go w.welcome(ctx, lede, discord.URL(), articles)
	return lede.Run(ctx)
}

func guildIDs(w playground.World) (ids []string) {
	for _, g := range w.Guilds {
		ids = append(ids, g.ID)
	}
	return ids
}

// digestOwners returns everybody who may have a digest: each guild, and each person for what they follow.
func digestOwners(w playground.World) []string {
	ids := guildIDs(w)
	for _, p := range w.People {
		ids = append(ids, desk.Alone(p.ID))
	}
	return ids
}

func (w world) playArticles(ctx context.Context, paths []string) ([]*briefing.Article, error) {
	if len(paths) > 0 {
		return w.shared(ctx, paths)
	}
	a, err := briefing.Parse(sampleText, briefing.Options{Title: sampleTitle, Published: &sampleDay})
	if err != nil {
		return nil, problem.New("cli.sample").Because(err)
	}
	return []*briefing.Article{a}, nil
}

// welcome prints what a newcomer needs, once the bot answers.
func (w world) welcome(ctx context.Context, lede *service.Service, url string, articles []*briefing.Article) {
	select {
	case <-lede.Bot.Ready():
	case <-ctx.Done():
		return
	}
	fmt.Fprintf(w.stdout, "%s\n\n", words.Text("play.ready", "url", url))
	for _, a := range articles {
		fmt.Fprintf(w.stdout, "  %s\n", words.Text("play.reading", "title", a.Title))
	}
	fmt.Fprintf(w.stdout, "  %s\n", words.Text("play.try", "question", anyQuestion(articles)))
}

// openTo starts a playground, and says so when it is reachable from other machines.
func (w world) openTo(addr string, discord *playground.Server) error {
	if err := discord.Start(addr); err != nil {
		return problem.New("cli.play-unserved", "addr", addr).Because(err)
	}
	if host, _, err := net.SplitHostPort(addr); err == nil && !loopback(host) {
		fmt.Fprintf(w.stderr, "%s\n", words.Text("play.open", "addr", addr))
	}
	return nil
}

// loopback reports whether a host is this machine only.
func loopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// tips returns what a newcomer may try.
func tips(articles []*briefing.Article) []playground.Tip {
	return []playground.Tip{
		{Write: "/summary", About: words.Text("play.tip.summary")},
		{Write: "/who", About: words.Text("play.tip.who")},
		{Write: "/ask", About: words.Text("play.tip.ask")},
		{Name: words.Text("play.tip.brief-where"), About: words.Text("play.tip.brief")},
		{Write: "/sources add ellery-courier.example", About: words.Text("play.tip.sources")},
		{Write: "/digest set ", About: words.Text("play.tip.digest")},
		{Write: anyQuestion(articles), About: words.Text("play.tip.direct"), Direct: true},
		{Name: words.Text("play.tip.paste"), About: words.Text("play.tip.paste-about"), Direct: true},
		{Write: "/headlines", About: words.Text("play.tip.headlines"), Direct: true},
	}
}

// tour returns the steps of a newcomer's tour.
func tour(articles []*briefing.Article) []playground.Tip {
	return []playground.Tip{
		{Name: words.Text("play.tour.ask"), Write: "/ask " + anyQuestion(articles), About: words.Text("play.tour.ask-about")},
		{Name: words.Text("play.tour.press"), About: words.Text("play.tour.press-about")},
		{Name: words.Text("play.tour.source"), Write: "/sources add ellery-courier.example", About: words.Text("play.tour.source-about")},
		{Name: words.Text("play.tour.clock"), Write: "/digest set ", About: words.Text("play.tour.clock-about")},
		{Name: words.Text("play.tour.digest"), About: words.Text("play.tour.digest-about")},
	}
}

// chat writes a message into the playground's first channel, so that there is one to use a command on.
func chat(ctx context.Context, discord *playground.Server) error {
	world := discord.World()
	_, err := discord.As(world.Person("Sam").ID).Say(ctx, world.Channel("general"), sampleMessage)
	if err != nil {
		return fmt.Errorf("filling the playground: %w", err)
	}
	return nil
}

// anyQuestion returns a question that the newest article can answer.
func anyQuestion(articles []*briefing.Article) string {
	for _, p := range articles[len(articles)-1].People {
		if p.Role != "" {
			return "who is " + p.Name + "?"
		}
	}
	return "what happened?"
}
