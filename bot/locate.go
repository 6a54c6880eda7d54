package bot

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"
)

const (
	// identifyEvery is how far apart sessions must be begun that Discord counts together.
	identifyEvery = 5 * time.Second
	// fewStarts is how few beginnings left for the day are worth a warning.
	fewStarts = 50
)

// location is what Discord says of its gateway.
type location struct {
	address     string
	shards      int // recommended
	concurrency int // how many sessions may be begun together
	exhausted   bool
	reset       time.Time // when an exhausted bot may begin sessions again
	// ahead is how far our clock is before Discord's, give or take a second.
	ahead time.Duration
}

// locator asks where the gateway is, for all shards of the process.
type locator struct {
	api *client
	log *slog.Logger
	// asking is held by the one shard that asks. It is apart from mu, so that what is known can be read meanwhile: by
	// the goroutine that reads events, which must not wait.
	asking chan struct{}
	try    attempt // belongs to whoever is asking

	mu   sync.Mutex
	last location
	why  error // there was no answer the last time
}

// attempt is the last time that Discord was asked.
type attempt struct {
	began, answered time.Time
	err             error
}

func newLocator(api *client, log *slog.Logger) *locator {
	return &locator{api: api, log: log, asking: make(chan struct{}, 1)}
}

// locate returns an answer that is not older than asked for. A token that Discord refuses is fatal. Shards that wait
// for each other share one outcome: when Discord does not answer, the last would else wait for the time-outs of all.
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
	l.why = err
	if l.try.err = err; err != nil {
		return location{}, err
	}
	l.try.answered = time.Now()
	l.last = at
	return at, nil
}

// gatewayBot is Discord's answer to /gateway/bot.
type gatewayBot struct {
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

// ask makes the request.
func (l *locator) ask(ctx context.Context) (location, error) {
	var at gatewayBot
	header, err := l.api.do(ctx, "GET", "/gateway/bot", nil, &at)
	var r *refusal
	switch {
	case errors.As(err, &r) && r.status == http.StatusUnauthorized:
		return location{}, &fatal{badToken}
	case err != nil:
		return location{}, fmt.Errorf("asking for the gateway: %w", err)
	}
	address, err := gatewayAddress(at.URL)
	if err != nil {
		return location{}, err
	}
	if at.Limit.Total > 0 && at.Limit.Remaining < fewStarts {
		l.log.Warn("few connections are left for today", "remaining", at.Limit.Remaining)
	}
	now := time.Now()
	found := location{
		address: address, shards: max(1, at.Shards), concurrency: max(1, at.Limit.Concurrency),
		exhausted: at.Limit.Total > 0 && at.Limit.Remaining == 0, reset: now.Add(seconds(at.Limit.ResetAfter / 1000)),
	}
	if date, err := http.ParseTime(header.Get("Date")); err == nil {
		found.ahead = now.Sub(date.Add(time.Second / 2)) // the second that Discord tells is half over, on average
	}
	return found, nil
}

// known is the last answer.
func (l *locator) known() location {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.last
}

// trouble is why Discord did not say the last time where the gateway is; nil when it did, or was not asked.
func (l *locator) trouble() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.why
}

func gatewayAddress(at string) (string, error) {
	u, err := url.Parse(at)
	if err != nil || u.Host == "" {
		return "", errors.New("asking for the gateway: the answer holds no address")
	}
	q := u.Query()
	q.Set("v", strings.TrimPrefix(apiVersion, "/v"))
	q.Set("encoding", "json")
	u.RawQuery = q.Encode()
	if !strings.HasSuffix(u.Path, "/") {
		u.Path += "/" // as discordgo would
	}
	return u.String(), nil
}

// begins waits until a session of the shard may be begun. Discord counts shards together by their number's remainder,
// whichever process has them, so all take their turns from one budget.
func (b *Bot) begins(ctx context.Context, g *gateway) error {
	at := b.where.known()
	if at.exhausted { // one more would cost the token
		if err := pause(ctx, time.Until(at.reset)); err != nil {
			return err
		}
	}
	budget := fmt.Sprint("identify ", g.shard%max(1, at.concurrency))
	for {
		wait, err := b.take(ctx, budget)
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case err != nil:
			return fmt.Errorf("waiting for the turn to begin a session: %w", err)
		case wait == 0:
			return nil
		}
		if err := pause(ctx, wait); err != nil {
			return err
		}
	}
}

func (b *Bot) take(ctx context.Context, budget string) (time.Duration, error) {
	if b.o.Leases == nil {
		return b.starts.Take(time.Now, budget, identifyEvery, 1), nil
	}
	return b.o.Leases.Take(ctx, budget, identifyEvery, 1)
}
