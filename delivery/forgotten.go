package delivery

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
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
	components, err := json.Marshal(panels.DigestsForgotten(d.language(ctx, f.Guild), f.Digests).Components)
	if err != nil {
		return fmt.Errorf("encoding an alert of guild %s: %w", f.Guild, err)
	}
	if f.Alerts != "" {
		result := d.tellOf(ctx, f, Post{Guild: f.Guild, Channel: f.Alerts, Components: components})
		if result.Outcome != Refused {
			return result.failed(f.Guild)
		}
	}
	if len(f.By) == 0 {
		return fmt.Errorf("guild %s has lost %d digests, and nobody is known who could be told", f.Guild, f.Digests)
	}
	for _, person := range f.By {
		if result := d.tellOf(ctx, f, Post{Guild: f.Guild, Person: person, Components: components}); result.Outcome != Sent {
			err = result.failed(f.Guild)
		}
	}
	return err
}

// tellOf posts an alert, and retries if need be.
func (d Deliverer) tellOf(ctx context.Context, f desk.Forgotten, p Post) (result Result) {
	mac := hmac.New(sha256.New, d.Secret)
	fmt.Fprintf(mac, "forgotten\x00%s\x00%s\x00%s\x00%d", f.Guild, p.Channel, p.Person, f.Digests)
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
