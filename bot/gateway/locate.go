package gateway

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"strings"
	"sync"
	"time"

	"lede/bot/rest"
	"lede/problem"
)

const (
	// fewStarts is the number of remaining session starts of the day below which a warning is due.
	fewStarts = 50
	// MostShards is the largest number of shards. Discord recommends one for about a thousand servers, so more can only be a
	// mistake, which would take all memory.
	MostShards = 50_000
)

// location is what Discord says about its gateway.
type location struct {
	address     string
	shards      int       // that the settings name, or Discord recommends
	concurrency int       // how many sessions may be started together
	plenty      bool      // more than half of the day's session starts are left
	limited     bool      // Discord says how many are left
	left        int       // of them, less those begun since
	reset       time.Time // when an exhausted bot may start sessions again
}

// exhausted reports whether no session may be started: one more would cost the token.
func (at location) exhausted() bool { return at.limited && at.left <= 0 }

// locator asks where the gateway is, for all shards of the process.
type locator struct {
	rest   *rest.Client
	log    *slog.Logger
	wanted int // shards, 0 for as many as Discord recommends
	// asking is held by the one shard that asks. It is separate from mu, so that the goroutine that reads events can read the
	// known location without waiting.
	asking chan struct{}
	try    attempt // belongs to the shard that asks

	mu   sync.Mutex
	last location
	why  error // of the last attempt, if it got no answer
}

// attempt is the last time Discord was asked.
type attempt struct {
	began, answered time.Time
	err             error
}

func newLocator(client *rest.Client, log *slog.Logger, wanted int) *locator {
	return &locator{rest: client, log: log, wanted: wanted, asking: make(chan struct{}, 1)}
}

// locate returns an answer no older than within. A token that Discord refuses is fatal, unless it was accepted before: on a bad
// day Discord refuses good ones, and the gateway says by its close code when it means it. Shards that wait for each other share
// one answer or error: when Discord does not answer, the last would otherwise wait for the time-outs of all.
func (l *locator) locate(ctx context.Context, within time.Duration) (location, error) {
	came := time.Now()
	select {
	case l.asking <- struct{}{}:
		defer func() { <-l.asking }()
	case <-ctx.Done():
		return location{}, ctx.Err()
	}
	answered := !l.try.answered.IsZero() && time.Since(l.try.answered) < within
	if answered || l.try.began.After(came) && !errors.Is(l.try.err, context.Canceled) {
		return l.known(), l.try.err
	}
	l.try = attempt{began: time.Now()}
	at, err := l.ask(ctx)
	l.mu.Lock()
	defer l.mu.Unlock()
	if !errors.Is(err, context.Canceled) { // which says nothing of Discord
		l.why = err
	}
	if l.try.err = err; err != nil {
		return location{}, err
	}
	l.try.answered = time.Now()
	l.last = at
	return at, nil
}

// Info is Discord's answer to the question where the gateway is.
type Info struct {
	URL    string `json:"url"`
	Shards int    `json:"shards"`
	Limit  struct {
		Total       int `json:"total"`
		Remaining   int `json:"remaining"`
		Concurrency int `json:"max_concurrency"`
		// ResetAfter is in milliseconds.
		ResetAfter float64 `json:"reset_after"`
	} `json:"session_start_limit"`
}

// Ask asks Discord where the gateway is.
func Ask(ctx context.Context, client *rest.Client) (at Info, err error) {
	_, err = client.Do(ctx, "GET", "/gateway/bot", nil, &at)
	return at, err
}

// ask makes the request. Without an answer nothing can begin, however slow Discord is; a shard that comes back does without.
func (l *locator) ask(ctx context.Context) (location, error) {
	first := l.known().address == ""
	if first {
		ctx = rest.Unhurried(ctx)
	}
	at, err := Ask(ctx, l.rest)
	switch {
	case rest.Diagnose(err).Cause == rest.BadToken && first:
		return location{}, badToken()
	case err != nil:
		return location{}, l.unanswered(err)
	}
	address, err := connectAddress(at.URL)
	if err != nil {
		return location{}, l.unanswered(err)
	}
	shards := cmp.Or(l.wanted, max(1, at.Shards))
	if shards > MostShards {
		return location{}, fmt.Errorf("asking for the gateway: Discord recommends %d shards, and there can be %d: set LEDE_SHARDS", shards, MostShards)
	}
	if at.Limit.Total > 0 && at.Limit.Remaining < fewStarts {
		l.log.Warn("few connections are left for today", "remaining", at.Limit.Remaining)
	}
	return location{
		address: address, shards: shards, concurrency: max(1, at.Limit.Concurrency),
		plenty: at.Limit.Remaining > at.Limit.Total/2, limited: at.Limit.Total > 0, left: at.Limit.Remaining, reset: time.Now().Add(rest.Seconds(at.Limit.ResetAfter / 1000)),
	}, nil
}

// unanswered returns an error that says what to check when there is no valid answer.
func (l *locator) unanswered(err error) error {
	cause := rest.Diagnose(err).Cause
	address, own := l.rest.Address()
	err = fmt.Errorf("asking for the gateway at %s: %w", address, err)
	switch {
	case cause != rest.Foreign && cause != rest.Refused && !errors.Is(err, errNoAddress):
		return err
	case own:
		return fmt.Errorf("%w: this is not Discord's answer; check for a proxy or a sign-in page between this machine and Discord", err)
	}
	return fmt.Errorf("%w: this is not Discord's API; correct LEDE_DISCORD_API, or check the proxy there", err)
}

// errNoAddress is the error for an answer that does not say where the gateway is.
var errNoAddress = errors.New("the answer holds no address")

// CheckShards returns an error when the settings ask for more shards than there can be.
func CheckShards(n int) error {
	if n > MostShards {
		return problem.New("gateway.too-many-shards", "n", n, "most", MostShards)
	}
	return nil
}

// known returns the last answer.
func (l *locator) known() location {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.last
}

// begin takes one of the sessions that may be started, and reports whether there was one. Many shards wait their turn on one answer
// of Discord's, so what they begin is counted off it.
func (l *locator) begin() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.last.exhausted() {
		return false
	}
	l.last.left--
	return true
}

// trouble returns why Discord did not answer the last time; nil when it did, or was not asked.
func (l *locator) trouble() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.why
}

// connectAddress returns the address to connect to for a URL that Discord gave.
func connectAddress(at string) (string, error) {
	u, err := url.Parse(at)
	if err != nil || u.Host == "" {
		return "", errNoAddress
	}
	q := u.Query()
	q.Set("v", rest.APIVersion)
	q.Set("encoding", "json")
	u.RawQuery = q.Encode()
	if !strings.HasSuffix(u.Path, "/") {
		u.Path += "/" // as discordgo would
	}
	return u.String(), nil
}

// awaitIdentify waits until a session of the shard may be started. Discord counts shards together by the remainder of their
// number, whichever process has them, so all share one budget.
func (g *Gateway) awaitIdentify(ctx context.Context, shard int) error {
	for {
		if err := g.awaitStarts(ctx, shard); err != nil {
			return err
		}
		budget := fmt.Sprint("identify ", shard%max(1, g.where.known().concurrency))
		wait, err := g.takeIdentify(ctx, budget)
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case err != nil:
			return fmt.Errorf("waiting until a session may be begun: %w", err)
		case wait == 0 && g.where.begin():
			return nil
		}
		if err := rest.Pause(ctx, wait); err != nil {
			return err
		}
	}
}

// awaitStarts waits while Discord allows no more sessions. When few are left, it is asked again: other processes begin some too. It is also
// asked while none are, which costs none: a wrong answer must not keep the bot away for a day.
func (g *Gateway) awaitStarts(ctx context.Context, shard int) error {
	at := g.where.known()
	if at.limited && !at.exhausted() && at.left < fewStarts {
		if err := g.askAnew(ctx); err != nil {
			return err
		}
		at = g.where.known()
	}
	if at.exhausted() {
		g.log.Warn("Discord allows no more sessions today: waiting", "shard", shard, "until", at.reset.UTC().Format(time.RFC3339))
	}
	for least := g.timing.NewSession; at.exhausted(); {
		wait := min(time.Until(at.reset), g.timing.LongestPause)
		if wait < least {
			wait, least = least, min(least*2, g.timing.LongestPause)
		}
		if err := rest.Pause(ctx, wait); err != nil {
			return err
		}
		if err := g.askAnew(ctx); err != nil {
			return err
		}
		at = g.where.known()
	}
	return nil
}

// askAnew asks Discord where the gateway is, unless it has just said so. Its error is a refused token; without an answer the last
// one counts.
func (g *Gateway) askAnew(ctx context.Context) error {
	var f *fatal
	if _, err := g.where.locate(ctx, g.timing.Fresh); errors.As(err, &f) {
		return f
	}
	return ctx.Err()
}

func (g *Gateway) takeIdentify(ctx context.Context, budget string) (time.Duration, error) {
	if g.leases == nil {
		return g.identifies.Take(time.Now, budget, g.timing.Identify, 1), nil
	}
	return g.leases.Take(ctx, budget, g.timing.Identify, 1)
}
