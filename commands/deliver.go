package commands

import (
	"cmp"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"math/rand/v2"
	"time"

	"lede/desk"
	"lede/scheduler"
)

const (
	nonceLength = 25 // Discord's limit, in characters

	defaultNonceWindow = 100 * time.Second
	defaultBackoff     = 5 * time.Second
	maxBackoff         = 5 * time.Minute
)

// Delivering is what deliveries work with. All but the last two must be given.
type Delivering struct {
	Desk    *desk.Desk
	Post    Poster
	Find    Finder
	Publish Publisher
	Member  Membership
	Secret  []byte // makes nonces that nobody else can foretell; the same in all processes
	// NonceWindow is how long after the first attempt another may be made when it is unclear whether an earlier
	// one arrived: Discord drops a second copy by its nonce for some minutes only. Default 100 s.
	NonceWindow time.Duration
	// Backoff is the wait before the second attempt; each is about twice the one before. Default 5 s.
	Backoff time.Duration
}

// Deliver deals with what is due: the scheduler hands it over.
func (d Delivering) Deliver(ctx context.Context, s scheduler.Slot) error {
	switch task, id := desk.TaskOf(s.Claim); task {
	case desk.PublishDigest:
		return d.publish(ctx, s, id)
	case desk.TellPaused, desk.TellRecovered:
		return d.tell(ctx, s, task, id)
	case desk.EraseLeft:
		return d.erase(ctx, s)
	case desk.AskMember:
		return d.ask(ctx, s)
	case desk.DropDraft:
		return d.Desk.DropDraftClaimed(ctx, s.Claim)
	default:
		return d.digest(ctx, s)
	}
}

// backoff is how long to wait before the next attempt: twice as long each time, never less than Discord asks, and
// not to the second the same for all that failed together.
func (d Delivering) backoff(s scheduler.Slot, delivery Delivery) time.Duration {
	wait := min(cmp.Or(d.Backoff, defaultBackoff)<<min(s.Attempt-1, 10), maxBackoff)
	return max(wait-rand.N(wait/4), delivery.After)
}

// nonce names a slot in a way that is the same on every attempt and replica.
func (d Delivering) nonce(s scheduler.Slot) string {
	mac := hmac.New(sha256.New, d.Secret)
	fmt.Fprintf(mac, "%s\x00%s\x00%d", s.Owner, s.ID, s.Due.UnixMilli())
	return base64.RawURLEncoding.EncodeToString(mac.Sum(nil))[:nonceLength]
}

// publish publishes an edition to those who follow its channel. Discord does it once, however often it is asked.
func (d Delivering) publish(ctx context.Context, s scheduler.Slot, id string) error {
	p, found, err := d.Desk.Publishing(ctx, s.Claim)
	if err != nil {
		return err
	}
	if !found {
		return d.Desk.Dismiss(ctx, s.Claim)
	}
	now, err := d.Desk.Now(ctx)
	if err != nil {
		return err
	}
	delivery := d.Publish(ctx, p.Channel, p.Message)
	e := desk.Entry{
		Digest: id, Channel: p.Channel, Slot: p.Slot, Outcome: desk.OutcomePublished, Message: p.Message,
		Reason: delivery.Reason, Attempts: s.Attempt, At: now,
	}
	switch {
	case delivery.Outcome == Sent:
	case delivery.Outcome == Refused || s.Missed:
		e.Outcome = desk.OutcomeUnpublished
	default:
		return d.Desk.Snooze(ctx, s.Claim, now.Add(d.backoff(s, delivery)))
	}
	return d.Desk.Published(ctx, s.Claim, e)
}

// erase erases a guild that the bot left long ago. That it is back may have been missed, so Discord is asked.
func (d Delivering) erase(ctx context.Context, s scheduler.Slot) error {
	guild := desk.GuildOf(s.Claim)
	back, err := d.Member(ctx, guild)
	switch {
	case err != nil:
		return d.askAgain(ctx, s, err)
	case back:
		return d.Desk.Return(ctx, guild)
	}
	return d.Desk.EraseClaimed(ctx, s.Claim)
}

// ask finds a removal that nobody told of, of a guild with no digest that Discord could refuse.
func (d Delivering) ask(ctx context.Context, s scheduler.Slot) error {
	guild := desk.GuildOf(s.Claim)
	if s.Missed && s.Attempt == 1 { // after a long outage there are many, and digests must not wait for them
		return d.Desk.Snooze(ctx, s.Claim, s.At.Add(rand.N(24*time.Hour)))
	}
	in, err := d.Member(ctx, guild)
	switch {
	case err != nil:
		return d.askAgain(ctx, s, err)
	case in:
		return d.Desk.Stayed(ctx, s.Claim)
	}
	return d.Desk.FoundLeft(ctx, guild)
}

// askAgain puts off a question that Discord did not answer: an outage is no removal.
func (d Delivering) askAgain(ctx context.Context, s scheduler.Slot, err error) error {
	now, nowErr := d.Desk.Now(ctx)
	if nowErr != nil {
		return errors.Join(err, nowErr)
	}
	return d.Desk.Snooze(ctx, s.Claim, now.Add(time.Hour))
}
