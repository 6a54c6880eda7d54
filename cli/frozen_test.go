//go:build unix

package cli

import (
	"context"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	goredis "github.com/redis/go-redis/v9"

	"lede/briefing"
	"lede/config"
	"lede/playground"
	"lede/service"
	"lede/store/kvtest"
	"lede/store/rediskv"
)

// city is the whole bot on a Redis that can be made to fail, and many guilds in which many people ask it things.
type city struct {
	*playground.Server
	news    *service.Service
	redis   *kvtest.Outage
	world   playground.World
	at      time.Time    // when each guild's digest comes, far from now
	digests atomic.Int64 // set beside those
	titles  []string
}

const (
	guilds  = 20
	writers = 10 // the guilds from this one on are those in which digests are set while Redis hangs
	people  = 20 // half of them ask for the first time when it does
	// bearable is how long a person may wait: half a second less than Discord lets them.
	bearable = 2500 * time.Millisecond
)

// openCity has this many people in each guild read before anything fails.
func openCity(t *testing.T, readers int) *city {
	t.Helper()
	c := &city{redis: kvtest.StartOutage(t)}
	var w playground.World
	for i := range guilds {
		w.Guilds = append(w.Guilds, playground.Guild{Name: fmt.Sprint("Guild ", i), Channels: []playground.Channel{{Name: "general"}}})
	}
	for i := range people {
		w.People = append(w.People, playground.Profile{Name: fmt.Sprint("Person ", i), Admin: true})
	}
	c.Server = playground.New(playground.Options{Log: slog.New(slog.DiscardHandler), World: &w})
	if err := c.Start("127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	c.world = c.World()
	kv, err := rediskv.Open(t.Context(), c.redis.URL, rediskv.Options{})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.WithoutCancel(t.Context()))
	c.news, err = service.New(service.Options{
		Settings: config.Config{DiscordToken: config.NewSecret(c.Token()), DigestGrace: 2 * time.Hour},
		Store:    kv, Client: c.Client(), Files: c.Client(), Every: time.Second,
		Log: slog.New(slog.DiscardHandler),
	})
	if err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- c.news.Run(ctx) }()
	t.Cleanup(func() {
		cancel()
		if err := received(t, "its end", ended); err != nil {
			t.Errorf("the newsroom ended with %v", err)
		}
		c.Close()
		kv.Close()
		if t.Skipped() {
			return // answers that came too late are refused
		}
		for _, r := range c.Refusals() {
			t.Errorf("Discord would have refused: %s", r)
		}
	})
	select {
	case <-c.news.Bot.Ready():
	case <-time.After(time.Minute):
		t.Fatal("the bot is not ready after a minute")
	}
	c.furnish(t, readers)
	return c
}

// furnish gives each guild an article and a digest of its own, and has people read.
func (c *city) furnish(t *testing.T, readers int) {
	t.Helper()
	c.at = time.Now().UTC().Add(12 * time.Hour)
	for i, g := range c.world.Guilds {
		title := fmt.Sprintf("Bakery number %d closes", i)
		a, err := briefing.Parse("Olaf Nash, the baker, will close the shop on Friday. “I am tired,” said Nash.", briefing.Options{Title: title})
		if err != nil {
			t.Fatal(err)
		}
		if _, _, err := c.news.Desk.Add(t.Context(), g.ID, "1", a); err != nil {
			t.Fatal(err)
		}
		c.titles = append(c.titles, title)
		has(t, c.ask(t.Context(), question{guild: i, command: "digest set", options: c.digest()}).text, "Digest set")
	}
	time.Sleep(100 * time.Millisecond) // the last change is announced
	for i := range guilds {
		for _, command := range readings {
			for person := range readers {
				if a := c.ask(t.Context(), question{guild: i, person: person, command: command}); !c.tells(a) {
					t.Fatalf("%+v", a)
				}
				if command != "summary" {
					break // only what a person opens is remembered
				}
			}
		}
	}
}

func (c *city) digest() map[string]any {
	return map[string]any{"time": c.at.Format("15:04"), "zone": "UTC"}
}

// another is a digest that no guild has yet: one that it has would not be saved.
func (c *city) another() map[string]any {
	at := c.at.Add(time.Duration(c.digests.Add(1)) * time.Minute)
	return map[string]any{"time": at.Format("15:04"), "zone": "UTC"}
}

// readings are the commands that change nothing.
var readings = []string{"summary", "who", "headlines", "digest show"}

type question struct {
	guild, person int
	command       string
	options       map[string]any
}

// answered is the outcome of a question.
type answered struct {
	question
	asked time.Time
	took  time.Duration
	text  string // "" when there was no answer in time, or only that one will come
}

func (c *city) ask(ctx context.Context, q question) answered {
	g := c.world.Guilds[q.guild]
	a := answered{question: q, asked: time.Now()}
	i, err := patient{c.As(c.world.People[q.person].ID)}.Slash(ctx, g.Channels[0].ID, q.command, q.options)
	a.took = time.Since(a.asked)
	switch {
	case err != nil:
		a.text = err.Error()
	case !i.TimedOut && !i.Deferred && i.Message != nil:
		a.text = plain(i.Message.Text())
	}
	return a
}

// tells reports whether an answer has the content that was asked for.
func (c *city) tells(a answered) bool {
	switch a.command {
	case "who":
		return strings.Contains(a.text, "Olaf Nash")
	case "digest show":
		return strings.Contains(a.text, c.at.Format("15:04"))
	case "digest set":
		return strings.Contains(a.text, "Digest set")
	}
	return strings.Contains(a.text, c.titles[a.guild])
}

const (
	notSaved  = "nothing could be looked up or saved"
	uncertain = "I cannot tell whether this was saved"
)

// crowd asks this many questions a second for a while, and returns their outcomes when all are answered.
func (c *city) crowd(ctx context.Context, rate int, span time.Duration, writing bool) []answered {
	n := int(float64(rate) * span.Seconds())
	all := make([]answered, n)
	var asking sync.WaitGroup
	begun := time.Now()
	for i := range n {
		time.Sleep(time.Until(begun.Add(time.Duration(i) * time.Second / time.Duration(rate))))
		q := question{guild: rand.N(guilds), person: rand.N(people), command: readings[i%len(readings)]}
		if writing && i%20 == 0 {
			q = question{guild: writers + rand.N(guilds-writers), person: q.person, command: "digest set", options: c.another()}
		}
		asking.Go(func() { all[i] = c.ask(ctx, q) })
	}
	asking.Wait()
	return all
}

// keepsUp skips a test on a machine too busy to answer this many questions even without a fault: the playground and its people
// run on it too.
func (c *city) keepsUp(t *testing.T, rate int) {
	t.Helper()
	var slowest time.Duration
	for _, a := range c.crowd(t.Context(), rate, time.Second/2, false) {
		slowest = max(slowest, a.took)
	}
	if slowest > 500*time.Millisecond {
		t.Skipf("SKIPPED: this machine takes %v to answer when it is asked %d questions a second and Redis is well", slowest, rate)
	}
}

// standstill measures the longest pause of this machine until longest is called: a goroutine that sleeps briefly notices it.
func standstill(t *testing.T) (longest func() time.Duration) {
	ctx, stop := context.WithCancel(t.Context())
	told := make(chan time.Duration, 1)
	go func() {
		const nap = 10 * time.Millisecond
		var most time.Duration
		for ctx.Err() == nil {
			slept := time.Now()
			time.Sleep(nap)
			most = max(most, time.Since(slept)-nap)
		}
		told <- most
	}()
	return func() time.Duration {
		stop()
		return <-told
	}
}

// hangs notes when a Redis answers nothing for a while, frozen or because the disk is busy, until ended is called. around reports
// whether it did so from one time to another, or just before.
func hangs(t *testing.T, url string) (ended func() (around func(from, to time.Time) bool)) {
	t.Helper()
	o, err := goredis.ParseURL(url)
	if err != nil {
		t.Fatal(err)
	}
	o.ReadTimeout, o.MaxRetries = -1, -1 // it waits as long as it takes
	client := goredis.NewClient(o)
	ctx, stop := context.WithCancel(t.Context())
	told := make(chan [][2]time.Time, 1)
	go func() {
		const (
			nap  = 5 * time.Millisecond
			long = 100 * time.Millisecond
		)
		var all [][2]time.Time
		for ctx.Err() == nil {
			asked := time.Now()
			_ = client.Ping(context.WithoutCancel(ctx)).Err()
			if answered := time.Now(); answered.Sub(asked) > long {
				all = append(all, [2]time.Time{asked, answered})
			}
			time.Sleep(nap)
		}
		told <- all
	}()
	return func() func(from, to time.Time) bool {
		stop()
		all := <-told
		_ = client.Close()
		return func(from, to time.Time) bool {
			return slices.ContainsFunc(all, func(hung [2]time.Time) bool {
				return to.After(hung[0]) && from.Before(hung[1].Add(2*time.Second))
			})
		}
	}
}

// TestNobodyWaitsForARedisThatHangs is about three seconds of Discord's and a Redis that takes everything and answers
// nothing. `make faults` asks 500 questions a second; without it there are as many as a test among others can afford.
func TestNobodyWaitsForARedisThatHangs(t *testing.T) {
	rate, span, frozen := 50, 4*time.Second, 3*time.Second
	if os.Getenv("LEDE_FAULTS") != "" {
		rate, span, frozen = 500, 6*time.Second, 5*time.Second
	}
	c := openCity(t, people/2)
	c.keepsUp(t, rate)
	var all []answered
	var asking sync.WaitGroup
	still, pinged := standstill(t), hangs(t, c.redis.URL)
	asking.Go(func() { all = c.crowd(t.Context(), rate, span, true) })
	time.Sleep((span - frozen) / 2)
	c.redis.Freeze()
	time.Sleep(frozen)
	c.redis.Thaw()
	asking.Wait()
	hangs := pinged()
	if stood := still(); stood > 300*time.Millisecond {
		t.Skipf("SKIPPED: this machine stood still for %v meanwhile, and nobody can be answered then", stood)
	}
	c.keepsUp(t, rate)

	count := map[string]int{}
	set, unsure := 0, 0
	var times []time.Duration
	for _, a := range all {
		times = append(times, a.took)
		end := c.endOf(a)
		switch {
		case a.text == "":
			t.Errorf("no answer: %+v", a)
		case a.took > bearable:
			t.Errorf("an answer took too long: %+v", a)
		case end == told, end != "" && hangs(a.asked, a.asked.Add(a.took)):
			count[a.command+": "+end]++
		default:
			t.Errorf("%+v", a)
		}
		switch {
		case a.command != "digest set":
		case end == told:
			set++
		case end == unclear:
			unsure++
		}
	}
	slices.Sort(times)
	t.Logf("%d questions, %d a second, Redis frozen for %v: answered after %v (median), %v (99 %%), %v (the slowest)",
		len(all), rate, frozen, times[len(times)/2], times[len(times)*99/100], times[len(times)-1])
	for what, n := range count {
		t.Logf("%5d %s", n, what)
	}
	c.recovers(t)
	c.sound(t, guilds+guilds+set, unsure)
}

// How a question may end: with its answer, or in one of the ways that are allowed while Redis hangs.
const (
	told     = "told"
	refused  = "refused"
	unclear  = "unclear"
	notKnown = "changed a moment before, so not known"
)

func (c *city) endOf(a answered) string {
	switch {
	case c.tells(a):
		return told
	case a.command == "digest set" && strings.Contains(a.text, notSaved):
		return refused
	case a.command == "digest set" && strings.Contains(a.text, uncertain):
		return unclear
	case a.command == "digest show" && a.guild >= writers && strings.Contains(a.text, notSaved):
		return notKnown
	}
	return ""
}

// recovers waits until changes work again in each guild, and everything is answered.
func (c *city) recovers(t *testing.T) {
	t.Helper()
	begun := time.Now()
	for i := range guilds {
		for a := (answered{}); !c.tells(a); time.Sleep(10 * time.Millisecond) {
			if a = c.ask(t.Context(), question{guild: i, command: "digest set", options: c.another()}); time.Since(begun) > 10*time.Second {
				t.Fatalf("10 s after the outage: %+v", a)
			}
		}
		if i == 0 {
			t.Logf("the first change is made %v after the last answer", time.Since(begun))
		}
		for _, command := range readings {
			if a := c.ask(t.Context(), question{guild: i, person: people - 1, command: command}); !c.tells(a) {
				t.Errorf("after the outage: %+v", a)
			}
		}
	}
}

// sound looks into Redis: each digest has both its record and its next run, or neither.
func (c *city) sound(t *testing.T, set, unsure int) {
	t.Helper()
	o, err := goredis.ParseURL(c.redis.URL)
	if err != nil {
		t.Fatal(err)
	}
	admin := goredis.NewClient(o)
	defer admin.Close()
	scheduled := map[string]int{}
	keys, err := admin.Keys(t.Context(), "lede:due:*").Result()
	if err != nil {
		t.Fatal(err)
	}
	for _, key := range keys {
		members, err := admin.ZRange(t.Context(), key, 0, -1).Result()
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range members {
			owner, _, _ := strings.Cut(m, "\x00")
			scheduled[owner]++
		}
	}
	total := 0
	for _, g := range c.world.Guilds {
		list, err := c.news.Desk.Digests(t.Context(), g.ID)
		if err != nil {
			t.Fatal(err)
		}
		total += len(list)
		if n := scheduled["guild:"+g.ID]; n != len(list) {
			t.Errorf("%s: %d digests of which %d have a next run", g.Name, len(list), n)
		}
	}
	if total < set || total > set+unsure {
		t.Errorf("%d digests: of %d it was said that they are set, of %d more that they may be", total, set, unsure)
	}
}

// TestTheBotOutlivesRedis kills Redis and starts it again: the bot goes on by itself.
func TestTheBotOutlivesRedis(t *testing.T) {
	c := openCity(t, 1)
	c.redis.Kill()
	for i := range guilds {
		for _, command := range readings {
			if a := c.ask(t.Context(), question{guild: i, command: command}); !c.tells(a) || a.took > bearable {
				t.Errorf("while there is no Redis: %+v", a)
			}
		}
	}
	a := c.ask(t.Context(), question{command: "digest set", options: c.another()})
	has(t, a.text, notSaved)
	if err := c.news.Healthy(t.Context()); err == nil {
		t.Error("well although there is no Redis")
	}
	c.redis.Start()
	c.recovers(t)
	c.sound(t, guilds+guilds, 0)
	eventually(t, "health after the outage", func() bool { return c.news.Healthy(t.Context()) == nil })
}
