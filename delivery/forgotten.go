package delivery

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"lede/cards/panels"
	"lede/desk"
	"lede/scheduler"
)

// tellTries is how often Lede tries to report a loss. The report is not stored: the store has just lost things.
const tellTries = 5

// TellForgotten tells the admins of a guild that the store has lost digests of theirs: in their channel, or else the people who set
// them. Every process that knows of the loss may call this; Discord drops the copies by their nonce.
func (d Deliverer) TellForgotten(ctx context.Context, f desk.Forgotten) error {
	l, known := d.language(ctx, f.Guild), make([]panels.Schedule, len(f.Known))
	for i, g := range f.Known {
		known[i] = panels.Schedule{Channel: g.Channel, When: spoken(g.Timetable), Hourly: g.Hourly}
	}
	there, err := json.Marshal(panels.DigestsForgotten(l, len(f.Digests), known, "").Components)
	direct, failed := json.Marshal(panels.DigestsForgotten(l, len(f.Digests), known, f.Guild).Components)
	if err := errors.Join(err, failed); err != nil {
		return fmt.Errorf("encoding an alert of guild %s: %w", f.Guild, err)
	}
	if f.Alerts != "" {
		result := d.tellOf(ctx, f, Post{Guild: f.Guild, Channel: f.Alerts, Components: there})
		if result.Outcome != Refused {
			return result.failed(f.Guild)
		}
	}
	people := f.By()
	if len(people) == 0 {
		return fmt.Errorf("guild %s has lost %d digests, and nobody is known who could be told", f.Guild, len(f.Digests))
	}
	for _, person := range people {
		if result := d.tellOf(ctx, f, Post{Guild: f.Guild, Person: person, Components: direct}); result.Outcome != Sent {
			err = result.failed(f.Guild)
		}
	}
	return err
}

// tellOf posts an alert, and retries if need be.
func (d Deliverer) tellOf(ctx context.Context, f desk.Forgotten, p Post) (result Result) {
	mac := hmac.New(sha256.New, d.Secret)
	fmt.Fprintf(mac, "forgotten\x00%s\x00%s\x00%s\x00%q", f.Guild, p.Channel, p.Person, f.Digests)
	p.Nonce = base64.RawURLEncoding.EncodeToString(mac.Sum(nil))[:nonceLength]
	for attempt := 1; ; attempt++ {
		result = d.Post(ctx, p)
		if result.Outcome == Sent || result.Outcome == Refused || attempt == tellTries {
			return result
		}
		s := scheduler.Slot{}
		s.Attempt = attempt
		select {
		case <-ctx.Done():
			return result
		case <-time.After(d.backoff(s, result)):
		}
	}
}

func (r Result) failed(guild string) error {
	if r.Outcome == Sent {
		return nil
	}
	return fmt.Errorf("telling guild %s of lost digests: %s: %w", guild, r.Outcome, r.Reason)
}
