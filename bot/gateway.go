package bot

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"net"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/bwmarrin/discordgo"
)

const (
	openFor = 30 * time.Second // from dialling to being welcome
	// resumeFor is the same where Discord wants a session resumed: it holds for minutes only, and there is another way.
	resumeFor = 10 * time.Second
	closeFor  = 5 * time.Second
	// firstPause and longestPause bound the waits between attempts, and settled is how long a connection must
	// have held for the next wait to be a short one again. A thousand identifications a day cost the token.
	firstPause   = 250 * time.Millisecond
	longestPause = 5 * time.Minute
	settled      = time.Minute
	// beginPause makes the wait before a new session one to three seconds: Discord asks for one to five.
	beginPause = 2 * time.Second
	// freshFor is how long the answer to where the gateway is may be used for first connections.
	freshFor = 10 * time.Second
)

// gateway is the connection by which the events of one shard come in. It decides itself when to connect again:
// discordgo's own loop cannot be stopped, and goes on for ever with a token that is no longer valid.
type gateway struct {
	shard, of int
	up        atomic.Bool // a session is open and was welcomed
	api       *client
	log       *slog.Logger
	receive   func(*gateway, *discordgo.Event)
	where     *locator
	// begins waits until a new session may be begun; nil when nothing has to be waited for.
	begins func(context.Context, *gateway) error
	// mine tells whether this process may connect at this moment; nil when it always may.
	mine    func() bool
	guilds  guilds
	address atomic.Pointer[string] // of the gateway, as Discord last gave it
	target  atomic.Pointer[string] // where the next connection goes
	told    atomic.Pointer[string] // where discordgo believes the gateway to be
	lost    chan struct{}
	welcome chan struct{}
	doubts  atomic.Int32 // of the session by Discord, since it was last accepted
	void    atomic.Bool  // the session cannot be resumed
	// replaying says that what comes was missed by the process that had the session before.
	replaying atomic.Bool
	// idle is how long nothing may come, and how long a heartbeat may go without its acknowledgement.
	idle   time.Duration
	counts *counts
	// proxies is which proxy leads to the gateway, if any.
	proxies func(*http.Request) (*url.URL, error)
	proxy   *url.URL

	mu       sync.Mutex
	session  *discordgo.Session
	sitting  sitting // Discord's session; that of another process until primed
	primed   bool
	adopted  bool // it came by way of the store
	priming  bool // discordgo is being told of a session
	conn     net.Conn
	retired  bool // nothing that still comes is taken
	attempts int
}

func newGateway(api *client, log *slog.Logger, receive func(*gateway, *discordgo.Event)) (*gateway, error) {
	g := &gateway{
		of: 1, api: api, log: log, receive: receive, where: newLocator(api, log), idle: idleFor,
		lost: make(chan struct{}, 1), welcome: make(chan struct{}, 1),
	}
	return g, g.prepare()
}

// prepare makes a new session of discordgo's, which knows of none of Discord's.
func (g *gateway) prepare() error {
	s, err := discordgo.New("Bot " + g.api.token)
	if err != nil {
		return fmt.Errorf("preparing the session: %w", err)
	}
	s.ShardID, s.ShardCount = g.shard, g.of
	s.Identify.Intents = discordgo.IntentGuilds | discordgo.IntentDirectMessages
	s.StateEnabled = false
	s.Compress = false // our events are small
	// In the order in which they came, on the reading goroutine: receive never waits, and a guild that was left
	// and joined again must not be told about the other way round.
	s.SyncEvents = true
	s.ShouldReconnectOnError = false
	s.ShouldReconnectVoiceOnSessionError = false
	s.MaxRestRetries = 0
	s.ShouldRetryOnRateLimit = false
	// discordgo's log is one for the whole process and prints payloads, so it is silenced; whatever an operator
	// needs to know is seen from here.
	s.LogLevel = discordgo.LogError - 1
	s.UserAgent = g.api.agent
	s.Client = &http.Client{Transport: g}
	dialer := *s.Dialer
	dialer.NetDialContext = g.dialWatched
	dialer.HandshakeTimeout = openFor / 2
	g.proxies = dialer.Proxy
	s.Dialer = &dialer
	s.AddHandler(func(s *discordgo.Session, e *discordgo.Event) {
		e.Type = read(e.Type)
		if g.hears(s, e) {
			g.receive(g, e)
		}
	})
	s.AddHandler(func(s *discordgo.Session, _ *discordgo.Disconnect) {
		g.mu.Lock()
		defer g.mu.Unlock()
		if s == g.session { // one that was given up may still have to end
			signal(g.lost)
		}
	})
	g.mu.Lock()
	defer g.mu.Unlock()
	g.session, g.sitting, g.primed = s, sitting{}, false
	return nil
}

// signal never waits: one signal that was not read yet says as much as two.
func signal(c chan struct{}) {
	select {
	case c <- struct{}{}:
	default:
	}
}

func forget(c chan struct{}) {
	select {
	case <-c:
	default:
	}
}

// RoundTrip answers the one request that discordgo makes, which is where the gateway is, from what is known. It
// adds the version of the API, which discordgo sets for the whole process: what discordgo appends then falls
// behind the “#”.
func (g *gateway) RoundTrip(req *http.Request) (*http.Response, error) {
	address := g.target.Load()
	if address == nil || !strings.HasSuffix(req.URL.Path, "/gateway") {
		return nil, errors.New("discordgo is used for the gateway alone")
	}
	body, err := json.Marshal(map[string]string{"url": *address + "#"})
	if err != nil {
		return nil, fmt.Errorf("naming the gateway: %w", err)
	}
	g.told.Store(address)
	return &http.Response{
		Status: "200 OK", StatusCode: http.StatusOK, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header: http.Header{"Content-Type": {"application/json"}}, Request: req,
		Body: io.NopCloser(strings.NewReader(string(body))), ContentLength: int64(len(body)),
	}, nil
}

// run keeps the connection until ctx ends. It returns an error when Discord will not have this bot.
func (g *gateway) run(ctx context.Context) error {
	wait := firstPause
	for ctx.Err() == nil {
		if g.mine != nil && !g.mine() {
			if pause(ctx, firstPause) != nil {
				return nil
			}
			continue
		}
		began := time.Now()
		err := g.connect(ctx)
		if err == nil {
			err = g.hold(ctx)
		}
		var f *fatal
		if errors.As(err, &f) {
			return f
		}
		if ctx.Err() != nil {
			return nil
		}
		if time.Since(began) > settled {
			wait = firstPause
		}
		if g.void.Load() {
			wait = max(wait, beginPause)
		}
		jittered := wait/2 + rand.N(wait)
		g.log.Warn("gateway lost", "shard", g.shard, "err", fmt.Sprint(err), "again_in", jittered.Round(time.Millisecond).String())
		if pause(ctx, jittered) != nil {
			return nil
		}
		wait = min(wait*2, longestPause)
	}
	return nil
}

// hold waits until the connection is lost, which it also is when no welcome comes.
func (g *gateway) hold(ctx context.Context) error {
	late := time.NewTimer(openFor)
	defer late.Stop()
	defer g.up.Store(false)
	beats := time.NewTicker(g.idle / 10)
	defer beats.Stop()
	for {
		select {
		case <-beats.C:
			if g.unheard() {
				g.log.Warn("the gateway does not acknowledge heartbeats: connecting again")
				g.sever(false) // and the loss is told as any other
			}
		case <-ctx.Done():
			return ctx.Err()
		case <-g.lost:
			return errors.New("the connection was lost")
		case <-g.welcome:
			late.Stop()
			g.up.Store(true)
		case <-late.C:
			g.sever(false)
			return errors.New("no welcome came")
		}
	}
}

// unheard tells whether heartbeats have gone without an answer, while other things may still come. discordgo alone
// would wait for five of them, and then say goodbye for good.
func (g *gateway) unheard() bool {
	g.session.RLock()
	defer g.session.RUnlock()
	return time.Since(g.session.LastHeartbeatAck) > g.idle
}

// connect asks where the gateway is, which also tells whether the token is still valid, and opens it. The session is
// resumed when there is one; a new one waits for its turn.
func (g *gateway) connect(ctx context.Context) error {
	if err := g.locate(ctx); err != nil {
		return err
	}
	if g.void.CompareAndSwap(true, false) {
		if err := g.prepare(); err != nil {
			return err
		}
		g.replaying.Store(false)
		g.doubts.Store(0)
	}
	forget(g.lost)
	forget(g.welcome)
	within := openFor
	if g.aim() {
		within = resumeFor
	}
	if err := g.become(ctx); err != nil {
		return err
	}
	if err := g.watch(within); err != nil {
		return err
	}
	err := g.open(ctx, within)
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case errors.Is(err, discordgo.ErrWSAlreadyOpen):
		signal(g.welcome) // the loss that we were told of was an older one
		return nil
	case err != nil && within == resumeFor:
		g.astray()
	}
	return fatalClose(err)
}

// open waits until discordgo has opened the connection, or not.
func (g *gateway) open(ctx context.Context, within time.Duration) error {
	opened := make(chan error, 1)
	go func() {
		g.lead()
		opened <- g.session.Open()
	}()
	late := time.NewTimer(within)
	defer late.Stop()
	select {
	case err := <-opened:
		return err
	case <-late.C:
		g.sever(false)
		return <-opened
	case <-ctx.Done():
		g.sever(true)
		<-opened
		return ctx.Err()
	}
}

// locate learns the gateway's address. Without an answer the one from before will do.
func (g *gateway) locate(ctx context.Context) error {
	within := time.Duration(0)
	if g.attempts == 0 {
		within = freshFor // many shards begin together
	}
	g.attempts++
	at, err := g.where.locate(ctx, within)
	var f *fatal
	switch {
	case errors.As(err, &f):
		return f
	case err != nil && g.address.Load() == nil:
		return err
	case err == nil:
		g.address.Store(&at.address)
	}
	return nil
}

// close says goodbye: for good, or with a code after which the session can be resumed. discordgo takes a second over
// it; a line that is stuck is cut.
func (g *gateway) close(code int) {
	closed := make(chan struct{})
	go func() {
		defer close(closed)
		_ = g.session.CloseWithCode(code)
	}()
	late := time.NewTimer(closeFor)
	defer late.Stop()
	select {
	case <-closed:
	case <-late.C:
	}
	g.sever(true)
	<-closed
}
