package rest

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"maps"
	"math"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Refusal is an answer from Discord other than success. It holds nothing of the request, which is secret.
type Refusal struct {
	Status  int           // of HTTP
	Code    int           // Discord's JSON code, 0 when there is none
	Message string        // Discord's words, "" when there are none
	After   time.Duration // how long to wait, when Discord says
	Global  bool          // the whole bot has to wait, not this route alone
	Foreign bool          // the answer is not in Discord's format: a proxy or firewall gave it
	Held    bool          // no request was made: Discord's last answer says to wait
	shared  bool          // the limit is the channel's, and others have used it up
	astray  bool          // it answers a request that only its own token authorizes, but is about a place or the bot's token: Discord's fault as long as the token lives
}

func (r *Refusal) Error() string {
	if r.Held {
		return "Discord has asked to wait for " + r.After.Round(time.Second).String()
	}
	s := "Discord answered " + strconv.Itoa(r.Status)
	if r.Message != "" {
		s += ": " + r.Message
	}
	if r.Code != 0 {
		s += " (code " + strconv.Itoa(r.Code) + ")"
	}
	return s
}

// counts reports whether Discord holds the answer against us. By its own rules, a limit that others have used up does not count.
func (r *Refusal) counts() bool {
	switch r.Status {
	case http.StatusUnauthorized, http.StatusForbidden:
		return true
	}
	return r.Status == http.StatusTooManyRequests && !r.shared
}

// forbids reports whether Discord itself does not allow the request, because of whom it is for.
func (r *Refusal) forbids() bool { return r.Status == http.StatusForbidden && !r.Foreign }

// Silence is the absence of an answer. When Written is false, the request has certainly not arrived.
type Silence struct {
	Written bool
	Err     error
}

func (s *Silence) Error() string { return "no answer from Discord: " + s.Err.Error() }
func (s *Silence) Unwrap() error { return s.Err }

// longestWait is the longest requested wait that is believed. Discord lets ten messages an hour be published, and bars an
// address for an hour: a wrong number must not silence a channel for a day, and a digest can still come late after this one.
const longestWait = 90 * time.Minute

// refused reads an answer that may come from Discord, or from a proxy in front of it and then not be JSON.
func refused(resp *http.Response, answer []byte, barred time.Duration) *Refusal {
	var said struct {
		Code       int         `json:"code"`
		Message    string      `json:"message"`
		RetryAfter json.Number `json:"retry_after"` // which may be a text, and larger than any number
		Global     bool        `json:"global"`
		Errors     any         `json:"errors"` // what is wrong with a request, by field
	}
	notJSON := json.Unmarshal(answer, &said) != nil // whatever can be read is kept
	r := &Refusal{Status: resp.StatusCode, Code: said.Code, Message: said.Message, Global: said.Global}
	r.Foreign = notJSON
	if wrong := firstWrong(said.Errors, ""); wrong != "" {
		r.Message = strings.TrimSpace(r.Message + ": " + wrong)
	}
	seconds, _ := said.RetryAfter.Float64() // infinite when too large, 0 when absent
	if r.After = Seconds(seconds); r.After == 0 {
		r.After = retryAfter(resp.Header.Get("Retry-After"), time.Now())
	}
	r.After = min(r.After, longestWait)
	scope := resp.Header.Get("X-RateLimit-Scope")
	r.shared = scope == "shared"
	if scope == "global" || resp.Header.Get("X-RateLimit-Global") == "true" {
		r.Global = true
	}
	if r.Status == http.StatusTooManyRequests && r.Foreign && len(bytes.TrimSpace(answer)) > 0 {
		// Cloudflare bars the address, not a route; further requests would prolong it.
		r.Global = true
		if r.After == 0 {
			r.After = barred
		}
	}
	return r
}

// firstWrong returns the first field that Discord finds wrong, with what it says of it; "" when it names none. “Invalid Form Body” alone
// helps nobody to find the fault.
func firstWrong(errors any, at string) string {
	fields, _ := errors.(map[string]any)
	if list, ok := fields["_errors"].([]any); ok && len(list) > 0 {
		wrong, _ := list[0].(map[string]any)
		said, _ := wrong["message"].(string)
		return strings.TrimSpace(strings.TrimPrefix(at, ".") + " " + said)
	}
	for _, name := range slices.Sorted(maps.Keys(fields)) {
		if wrong := firstWrong(fields[name], at+"."+name); wrong != "" {
			return wrong
		}
	}
	return ""
}

// retryAfter parses the header of that name, which holds seconds or a date.
func retryAfter(h string, now time.Time) time.Duration {
	if s, err := strconv.ParseFloat(h, 64); err == nil {
		return Seconds(s)
	}
	if at, err := http.ParseTime(h); err == nil {
		return Seconds(at.Sub(now).Seconds())
	}
	return 0
}

// Seconds converts a number of seconds to a duration: a day at most, and 0 for negative numbers and NaN.
func Seconds(s float64) time.Duration {
	if !(s > 0) { // NaN too
		return 0
	}
	return time.Duration(math.Min(s, 86400) * float64(time.Second))
}

// Retry reports whether a failed request is worth making once more, and how long to wait first.
func (c *Client) Retry(err error) (wait time.Duration, again bool) {
	var r *Refusal
	var s *Silence
	switch {
	case errors.As(err, &s):
		return c.timing.RetryPause, !errors.Is(err, context.Canceled)
	case errors.As(err, &r):
		busy := r.Status == http.StatusTooManyRequests || r.Status >= 500
		passes := busy || r.Passes() || r.absent() || c.mayAskAgain(r)
		return max(r.After, c.timing.RetryPause), passes || r.Anonymous() && r.Status != http.StatusRequestEntityTooLarge
	}
	return 0, false
}

// mayAskAgain reports whether a refusal is astray, or of the token, and worth asking about again. Those that Discord counts are
// not, once it has counted too many, so that nobody who finds a way to be refused can get us barred.
func (c *Client) mayAskAgain(r *Refusal) bool {
	counted := r.Status == http.StatusForbidden || r.Status == http.StatusUnauthorized
	return (r.astray || r.ofToken()) && (!counted || c.Breaker.Wait() == 0)
}

const (
	// maxFailures is how many failures Persist tolerates, over more than ten minutes. Being asked to wait is not one.
	maxFailures = 20
	// absence is how many failures an answer counts for that says something does not exist, or refuses the token: it is mostly
	// true, as of a message that a person has deleted.
	absence = 5
)

// MayHaveArrived reports whether a failed request may have been carried out: its answer was lost, is not Discord's own, or is
// about a fault of Discord's.
func MayHaveArrived(err error) bool {
	var r *Refusal
	var s *Silence
	switch {
	case errors.As(err, &s):
		return s.Written
	case !errors.As(err, &r), r.Status == http.StatusTooManyRequests:
		return false
	}
	done := r.Status < 400 || r.Status == http.StatusRequestTimeout || r.Status >= 500
	return done || r.Anonymous() || r.OfAnother() && !r.astray
}

// Persist repeats a harmless request until it succeeds, cannot succeed any more, or an instant is reached unless that is zero.
// It waits longer each time, and at least as long as Discord asks: an answer that always asks for a moment must not be
// requested ten thousand times in ten minutes. What was given up once is waited for longer, see Unhurried.
func (c *Client) Persist(ctx context.Context, until time.Time, try func(context.Context) error) error {
	pause := c.timing.RetryPause
	for failures := 0; ; {
		err := try(ctx)
		if s := (*Silence)(nil); errors.As(err, &s) {
			ctx = Unhurried(ctx)
		}
		wait, again := c.Retry(err)
		if wait <= c.timing.RetryPause { // Discord does not say how long
			failures++
		}
		var r *Refusal
		errors.As(err, &r)
		if r != nil && (r.absent() || r.ofToken()) && !r.astray {
			failures += absence - 1
		}
		if r == nil || !r.Held { // or it was not asked
			wait, pause = max(wait, pause), min(pause*2, c.timing.Barred)
		}
		again = again && failures < maxFailures
		late := !until.IsZero() && time.Now().Add(wait).After(until)
		if !again || late || Pause(ctx, wait) != nil {
			return err
		}
	}
}

// withoutURL removes the address from a net/http error: an interaction's address is as good as a token.
func withoutURL(err error) error {
	var u *url.Error
	if errors.As(err, &u) {
		return u.Err
	}
	return err
}
