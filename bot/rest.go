package bot

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"math"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"github.com/bwmarrin/discordgo"
)

const (
	realAPI    = "https://discord.com/api"
	apiVersion = "/v10"
	// requestFor bounds one HTTP exchange.
	requestFor = 8 * time.Second
	// maxAnswer bounds what is read of Discord's answer: a hundred commands are well below it.
	maxAnswer = 8 << 20
	// maxMessage bounds what is kept of Discord's words, in characters.
	maxMessage = 200
	// barredFor is how long to wait when whatever stands before Discord says stop, and not for how long.
	barredFor = time.Minute
)

// client makes requests to Discord's REST API: one request for one call, never a silent retry, because only the
// caller knows whether a second one would do harm.
type client struct {
	http               *http.Client
	base, token, agent string
	breaker            *breaker
}

func newClient(o Options) *client {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	c := http.Client{Transport: newTransport()}
	if o.Client != nil {
		c = *o.Client
	}
	if c.Timeout == 0 {
		c.Timeout = requestFor
	}
	// A redirect would turn a POST into a GET, and take the token elsewhere.
	c.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	base := strings.TrimSuffix(strings.TrimRight(o.API, "/"), apiVersion)
	if base == "" {
		base = realAPI
	}
	return &client{
		http:    &c,
		base:    base + apiVersion,
		token:   o.Token,
		breaker: &breaker{now: time.Now, log: o.Log},
		// Discord wants this shape, and allows more behind it.
		agent: "DiscordBot (https://github.com/bwmarrin/discordgo, v" + discordgo.VERSION + ") Lede/" + version(o.Version),
	}
}

// newTransport differs from Go's default in two ways: it keeps more connections to the one host that it talks
// to, and it finds out that an HTTP/2 connection is dead instead of sending one answer after the other into it.
func newTransport() http.RoundTripper {
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

// refusal is an answer of Discord's other than success. It holds nothing of the request, which is secret.
type refusal struct {
	status  int
	code    int           // Discord's JSON code, 0 when there is none
	message string        // Discord's words, "" when there are none
	after   time.Duration // how long to wait, when Discord says
	global  bool          // the whole bot has to wait, not this route alone
	shared  bool          // the limit is one of the place, which others have used up
	foreign bool          // the answer is not in Discord's form: something in between gave it
}

func (r *refusal) Error() string {
	s := "Discord answered " + strconv.Itoa(r.status)
	if r.message != "" {
		s += ": " + r.message
	}
	if r.code != 0 {
		s += " (code " + strconv.Itoa(r.code) + ")"
	}
	return s
}

// silence is the absence of an answer. When written is false the request has certainly not arrived.
type silence struct {
	written bool
	err     error
}

func (s *silence) Error() string { return "no answer from Discord: " + s.err.Error() }
func (s *silence) Unwrap() error { return s.err }

// do makes one request and decodes the answer into out unless it is nil. Its errors are refusal and silence.
func (c *client) do(ctx context.Context, method, path string, body, out any) (http.Header, error) {
	payload, contentType, err := encode(body)
	if err != nil {
		return nil, err
	}
	var written atomic.Bool
	ctx = httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{WroteHeaders: func() { written.Store(true) }})
	req, err := http.NewRequestWithContext(ctx, method, c.base+path, bytes.NewReader(payload))
	if err != nil {
		return nil, &silence{err: withoutURL(err)}
	}
	req.Header.Set("User-Agent", c.agent)
	if contentType != "" {
		req.Header.Set("Content-Type", contentType)
	}
	// The path of these two carries its own secret, so they cannot fail over the token, nor leak it.
	withToken := !strings.HasPrefix(path, "/interactions/") && !strings.HasPrefix(path, "/webhooks/")
	if withToken {
		req.Header.Set("Authorization", "Bot "+c.token)
	}
	resp, err := c.patient(len(payload)).Do(req)
	if err != nil {
		return nil, &silence{written: written.Load(), err: withoutURL(err)}
	}
	defer func() { _ = resp.Body.Close() }()
	answer, err := io.ReadAll(io.LimitReader(resp.Body, maxAnswer))
	if resp.StatusCode < 200 || resp.StatusCode > 299 {
		r := refused(resp, answer)
		// Not before it is read: a short token would be found in the names of its fields.
		r.message = clip(c.withoutSecrets(path, r.message), maxMessage)
		c.breaker.note(r.status, r.shared, withToken)
		return resp.Header, r
	}
	c.breaker.note(resp.StatusCode, false, withToken)
	if err != nil {
		return resp.Header, &silence{written: true, err: withoutURL(err)}
	}
	if out != nil {
		if err := json.Unmarshal(answer, out); err != nil {
			return resp.Header, &silence{written: true, err: fmt.Errorf("reading the answer: %w", err)}
		}
	}
	return resp.Header, nil
}

// serverOf asks to which server a channel belongs; "" when the bot cannot see it, or it belongs to none.
func (c *client) serverOf(ctx context.Context, channel string) (string, discordgo.ChannelType, error) {
	var found struct {
		GuildID string                `json:"guild_id"`
		Type    discordgo.ChannelType `json:"type"`
	}
	_, err := c.do(ctx, "GET", "/channels/"+url.PathEscape(channel), nil, &found)
	if code := codeOf(err); code == codeUnknownChannel || code == codeMissingAccess {
		return "", 0, nil
	}
	if err != nil {
		return "", 0, fmt.Errorf("asking for channel %s: %w", channel, err)
	}
	return found.GuildID, found.Type, nil
}

// patient is the client for a payload of so many bytes.
func (c *client) patient(bytes int) *http.Client {
	if bytes <= largeReply {
		return c.http
	}
	slow := *c.http
	slow.Timeout = max(slow.Timeout, uploadFor)
	return &slow
}

// refused reads an answer that may come from Discord or from whatever stands before it, and then be no JSON.
func refused(resp *http.Response, answer []byte) *refusal {
	var said struct {
		Code       int     `json:"code"`
		Message    string  `json:"message"`
		RetryAfter float64 `json:"retry_after"`
		Global     bool    `json:"global"`
	}
	notJSON := json.Unmarshal(answer, &said) != nil // what can be read is kept
	r := &refusal{status: resp.StatusCode, code: said.Code, message: said.Message, global: said.Global}
	r.foreign = notJSON && len(bytes.TrimSpace(answer)) > 0
	if r.after = seconds(said.RetryAfter); r.after == 0 {
		r.after = retryAfter(resp.Header.Get("Retry-After"), time.Now())
	}
	scope := resp.Header.Get("X-RateLimit-Scope")
	r.shared = scope == "shared"
	if scope == "global" || resp.Header.Get("X-RateLimit-Global") == "true" {
		r.global = true
	}
	if r.foreign && r.status == http.StatusTooManyRequests {
		// Cloudflare bars the address, not a route; asking on would make it last.
		r.global = true
		if r.after == 0 {
			r.after = barredFor
		}
	}
	return r
}

// withoutSecrets takes the token, and that of the interaction whose path it is, out of an answer. Some of what stands
// before Discord repeats the request.
func (c *client) withoutSecrets(path, answer string) string {
	const shortest = 16 // of a secret; Discord's have 70 and more, and what is shorter stands in many a word
	secrets := []string{c.token}
	if parts := strings.Split(path, "/"); len(parts) > 3 && (parts[1] == "interactions" || parts[1] == "webhooks") {
		secrets = append(secrets, parts[3])
	}
	for _, secret := range secrets {
		if len(secret) >= shortest {
			answer = strings.ReplaceAll(answer, secret, "…")
		}
	}
	return answer
}

// retryAfter reads the header of that name, which holds seconds or a date.
func retryAfter(h string, now time.Time) time.Duration {
	if s, err := strconv.ParseFloat(h, 64); err == nil {
		return seconds(s)
	}
	if at, err := http.ParseTime(h); err == nil {
		return seconds(at.Sub(now).Seconds())
	}
	return 0
}

// seconds is a duration of a day at most, whatever number was sent.
func seconds(s float64) time.Duration {
	if !(s > 0) { // NaN too
		return 0
	}
	return time.Duration(math.Min(s, 86400) * float64(time.Second))
}

// clip keeps foreign words on one line and within n characters.
func clip(s string, n int) string {
	r := []rune(strings.Join(strings.Fields(s), " "))
	if len(r) > n {
		r = append(r[:n-1], '…')
	}
	return string(r)
}

// withoutURL takes the address out of an error of net/http: an interaction's address is as good as a token.
func withoutURL(err error) error {
	var u *url.Error
	if errors.As(err, &u) {
		return u.Err
	}
	return err
}

// codeOf returns Discord's JSON code of an error, 0 when it has none.
func codeOf(err error) int {
	var r *refusal
	if errors.As(err, &r) {
		return r.code
	}
	return 0
}
