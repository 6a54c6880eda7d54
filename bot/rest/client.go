package rest

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"strings"
	"sync/atomic"
	"time"

	"github.com/bwmarrin/discordgo"
)

const (
	realAPI = "https://discord.com/api"
	// APIVersion is the version of Discord's API, of requests and of the gateway.
	APIVersion = "10"
	// maxAnswer bounds how many bytes of an answer are read: a hundred commands take far fewer.
	maxAnswer = 8 << 20
	// prompt is how quick an answer must be to improve on the previous reading of Discord's clock.
	prompt = 2 * time.Second
	// maxMessage bounds how many characters of Discord's own words are kept.
	maxMessage = 200
)

// Options configures a Client. Only Token is needed.
type Options struct {
	Token string
	// HTTP makes the requests; nil means a client of its own, with time-outs.
	HTTP *http.Client
	// API replaces https://discord.com/api, for a shared rate-limit proxy and for tests.
	API string
	// Version is Lede's, for the User-Agent.
	Version string
	Log     *slog.Logger
	Timing  Timing
}

// Client makes requests to Discord. It is safe for use by many goroutines.
type Client struct {
	// Breaker says when requests that nobody waits for should stop.
	Breaker *Breaker
	// Limits holds the routes that Discord wants left alone.
	Limits RateLimits

	http               *http.Client
	base, token, agent string
	timing             Timing
	there              atomic.Pointer[reading] // the last; nil before Discord has answered
	unanswered         atomic.Pointer[time.Time]
}

// reading is what Discord's clock showed at one of our instants.
type reading struct{ there, here time.Time }

// New returns a Client; it makes no request.
func New(o Options) *Client {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Timing == (Timing{}) {
		o.Timing = DefaultTiming()
	}
	c := http.Client{Transport: NewTransport()}
	if o.HTTP != nil {
		c = *o.HTTP
	}
	if c.Timeout == 0 {
		c.Timeout = o.Timing.Request
	}
	// A redirect would turn a POST into a GET, and take the token elsewhere.
	c.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	base := strings.TrimSuffix(strings.TrimRight(o.API, "/"), "/v"+APIVersion)
	if base == "" {
		base = realAPI
	}
	return &Client{
		Breaker: &Breaker{Now: time.Now, log: o.Log},
		http:    &c,
		base:    base + "/v" + APIVersion,
		token:   o.Token,
		// Discord requires this form, and allows more after it.
		agent:  "DiscordBot (https://github.com/bwmarrin/discordgo, v" + discordgo.VERSION + ") Lede/" + version(o.Version),
		timing: o.Timing,
	}
}

// NewTransport differs from Go's default in two ways: it keeps more connections to its one host, and it notices a dead HTTP/2
// connection instead of sending one answer after another into it.
func NewTransport() http.RoundTripper {
	t, ok := http.DefaultTransport.(*http.Transport)
	if !ok {
		return http.DefaultTransport
	}
	t = t.Clone()
	t.MaxIdleConnsPerHost = 64
	t.HTTP2 = &http.HTTP2Config{SendPingTimeout: 10 * time.Second, PingTimeout: 5 * time.Second}
	return t
}

func version(v string) string {
	if v == "" {
		return "dev"
	}
	return strings.Map(func(r rune) rune {
		if r <= ' ' || r > '~' {
			return '-'
		}
		return r
	}, v)
}

// Token is the bot's token.
func (c *Client) Token() string { return c.token }

// Address is the address of Discord's API without its secret parts, and own reports whether it is Discord's own.
func (c *Client) Address() (address string, own bool) {
	own = c.base == realAPI+"/v"+APIVersion
	if u, err := url.Parse(c.base); err == nil {
		return (&url.URL{Scheme: u.Scheme, Host: u.Host, Path: u.Path}).String(), own
	}
	return realAPI, own // no request could be made to it
}

// Agent is the User-Agent that Discord requires.
func (c *Client) Agent() string { return c.agent }

// Close closes idle connections.
func (c *Client) Close() { c.http.CloseIdleConnections() }

// Do makes one request, with body as JSON unless it is nil, and decodes the answer into out unless that is nil. Every error is
// a *Refusal or a *Silence, except when body cannot be encoded. While the route's rate limit is exhausted it waits, and if that
// takes too long it returns a Refusal without asking.
func (c *Client) Do(ctx context.Context, method, path string, body, out any) (http.Header, error) {
	route := Route(method, path)
	leave, held := c.Limits.enter(ctx, route, c.timing.RetryWithin)
	if held != nil {
		return nil, held
	}
	defer leave()
	header, err := c.exchange(ctx, method, path, body, out)
	c.Limits.learn(route, header, err)
	return header, err
}

func (c *Client) exchange(ctx context.Context, method, path string, body, out any) (http.Header, error) {
	payload, contentType, err := encode(body)
	if err != nil {
		return nil, err
	}
	var written atomic.Bool
	ctx = httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{WroteHeaders: func() { written.Store(true) }})
	req, err := http.NewRequestWithContext(ctx, method, c.base+path, bytes.NewReader(payload))
	if err != nil {
		return nil, &Silence{Err: withoutURL(err)}
	}
	req.Header.Set("User-Agent", c.agent)
	if contentType != "" {
		req.Header.Set("Content-Type", contentType)
	}
	withToken := !ownSecret(path)
	if withToken {
		req.Header.Set("Authorization", "Bot "+c.token)
	}
	began := time.Now()
	resp, err := c.patient(ctx, len(payload)).Do(req)
	if err != nil {
		if !errors.Is(err, context.Canceled) { // which says nothing of Discord
			c.unanswered.CompareAndSwap(nil, &began)
		}
		return nil, &Silence{Written: written.Load(), Err: withoutURL(err)}
	}
	c.unanswered.Store(nil)
	took := time.Since(began)
	defer func() { _ = resp.Body.Close() }()
	answer, err := io.ReadAll(io.LimitReader(resp.Body, maxAnswer))
	if resp.StatusCode < 200 || resp.StatusCode > 299 {
		r := refused(resp, answer, c.timing.Barred)
		r.astray = ownSecret(path) && (r.ofPlace() || r.ofToken())
		// Only once it is parsed: a short token would be found in the field names.
		r.Message = Clip(c.withoutSecrets(path, r.Message), maxMessage)
		c.Breaker.heed(ctx, r, withToken)
		if !r.Foreign {
			c.compare(began, took, resp.Header)
		}
		return resp.Header, r
	}
	if err != nil {
		return resp.Header, &Silence{Written: true, Err: withoutURL(err)}
	}
	if err := read(answer, out); err != nil {
		return resp.Header, &Silence{Written: true, Err: fmt.Errorf("reading the answer: %w", err)}
	}
	if withToken { // a page in Discord's place would not have been read
		c.Breaker.takeToken()
	}
	c.compare(began, took, resp.Header)
	return resp.Header, nil
}

// TokenRefused returns how long requests for which nobody waits have to wait because Discord refuses the token, 0 when it accepts
// it. Discord is asked again by one of them a minute.
func (c *Client) TokenRefused(ctx context.Context) time.Duration {
	wait, ask := c.Breaker.TokenRefused()
	if ask {
		if _, err := c.Do(ctx, "GET", "/users/@me", nil, nil); err == nil {
			return 0
		}
	}
	return wait
}

// Unanswered returns since when no request has got an answer, be it a refusal; zero when the last one did.
func (c *Client) Unanswered() time.Time {
	if since := c.unanswered.Load(); since != nil {
		return *since
	}
	return time.Time{}
}

// compare learns from one of Discord's own answers how far our clock is before Discord's. On average, half of the second that
// Discord sends has passed, and the answer was on its way for half the time at most; a slow one tells us less than we know.
func (c *Client) compare(began time.Time, took time.Duration, h http.Header) {
	if took > prompt && c.there.Load() != nil {
		return
	}
	if date, err := http.ParseTime(h.Get("Date")); err == nil {
		c.there.Store(&reading{date.Add(time.Second / 2), began.Add(took / 2)})
	}
}

// Ahead returns how far this machine's clock is before Discord's, give or take a second; 0 before Discord has answered. The
// time since is measured by the monotonic clock, since the wall clock may have been set.
func (c *Client) Ahead() time.Duration {
	last := c.there.Load()
	if last == nil {
		return 0
	}
	now := time.Now()
	return now.Round(0).Sub(last.there.Add(now.Sub(last.here)))
}

// ClockKnown reports whether Discord has said what its clock shows.
func (c *Client) ClockKnown() bool { return c.there.Load() != nil }

// ErrSaysNothing is the error for a well-formed answer that holds nothing of what was asked for: as good as none.
var ErrSaysNothing = errors.New("the answer says nothing of what was asked for")

// Telling is implemented by answers that can check whether they hold what Discord never leaves out.
type Telling interface{ Tells() bool }

// Object is embedded in answers that are worthless without a numeric id.
type Object struct {
	ID string `json:"id"`
}

// Tells reports whether there is an id.
func (o Object) Tells() bool { return Number(o.ID) > 0 }

// read decodes an answer into out; null does not count. With a nil out, the answer must still be JSON or empty: an HTML page
// with status 200 is a proxy's, and nothing was done.
func read(answer []byte, out any) error {
	if out == nil {
		if len(bytes.TrimSpace(answer)) == 0 {
			return nil
		}
		out = &json.RawMessage{}
	} else if string(bytes.TrimSpace(answer)) == "null" {
		return ErrSaysNothing
	}
	err := json.Unmarshal(answer, out)
	if odd := (*json.UnmarshalTypeError)(nil); errors.As(err, &odd) {
		odd.Value = Clip(odd.Value, maxMessage) // the error would quote the number with all its digits
	}
	if err != nil {
		return err
	}
	if t, ok := out.(Telling); ok && !t.Tells() {
		return ErrSaysNothing
	}
	return nil
}

// ownSecret reports whether a path carries a secret of its own, in place of the bot's token: such a request can neither fail
// because of the token nor leak it.
func ownSecret(path string) bool {
	return strings.HasPrefix(path, "/interactions/") || strings.HasPrefix(path, "/webhooks/")
}

// unhurried marks the context of requests that nobody waits for.
type unhurried struct{}

// Unhurried returns a context in which requests may take longer. One that is given up may have been carried out all the same, and if
// Discord is slow for an hour, each that follows would be given up too.
func Unhurried(ctx context.Context) context.Context {
	return context.WithValue(ctx, unhurried{}, true)
}

// owner marks the context of requests with the server or person that they are made for.
type owner struct{}

// For returns a context for requests made for a server or a person, who answers for what Discord refuses of them, see Breaker.WaitFor.
func For(ctx context.Context, server string) context.Context {
	return context.WithValue(ctx, owner{}, server)
}

// patient returns the HTTP client for a request with so many bytes.
func (c *Client) patient(ctx context.Context, bytes int) *http.Client {
	client := *c.http
	if bytes > LargeUpload {
		client.Timeout = max(client.Timeout, c.timing.Upload)
	}
	if ctx.Value(unhurried{}) != nil {
		client.Timeout = max(client.Timeout, c.timing.Unhurried)
	}
	return &client
}

// withoutSecrets removes the token, and the interaction token in the path, from an answer. Some proxies in front of Discord
// echo the request.
func (c *Client) withoutSecrets(path, answer string) string {
	const shortest = 16 // of a secret; Discord's have 70 and more, and shorter ones occur in ordinary words
	secrets := []string{c.token}
	if parts := strings.Split(path, "/"); ownSecret(path) && len(parts) > 3 {
		secrets = append(secrets, parts[3])
	}
	for _, secret := range secrets {
		if len(secret) >= shortest {
			answer = strings.ReplaceAll(answer, secret, "…")
		}
	}
	return answer
}

// Clip puts foreign text on one line and cuts it to n characters.
func Clip(s string, n int) string {
	r := []rune(strings.Join(strings.Fields(s), " "))
	if len(r) > n {
		r = append(r[:n-1], '…')
	}
	return string(r)
}
