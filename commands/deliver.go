package commands

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"lede/cards"
	"lede/desk"
	"lede/scheduler"
)

const (
	nonceLength = 25 // Discord's limit, in characters

	// ambiguousFor is how long after the first attempt another may be made when it is unclear whether an
	// earlier one arrived: Discord drops a second copy by its nonce for some minutes only.
	ambiguousFor = 100 * time.Second
	firstBackoff = 5 * time.Second
	maxBackoff   = 5 * time.Minute

	// alertAttempts bounds how often an alert is tried: for more than an hour.
	alertAttempts = 20
)

// Deliver returns the function to which the scheduler hands what is due. post sends; member tells which guilds
// the bot is still in; secret makes the nonces.
func Deliver(d *desk.Desk, post Poster, member Membership, secret []byte) func(context.Context, scheduler.Slot) error {
	return func(ctx context.Context, s scheduler.Slot) error {
		guild := desk.GuildOf(s.Claim)
		if desk.Erasing(s.Claim) {
			return forget(ctx, d, member, s, guild)
		}
		if id, ok := desk.AlertOf(s.Claim); ok {
			return alert(ctx, d, post, secret, s, guild, id)
		}
		g, err := d.Digest(ctx, guild, s.ID)
		if errors.Is(err, desk.ErrNoDigest) {
			return d.Complete(ctx, s.Claim, desk.Ending{Entry: desk.Entry{Digest: s.ID, Slot: s.Due, Outcome: "removed"}})
		}
		if err != nil {
			return err
		}
		t, err := scheduler.ParseTimetable(g.Timetable)
		if err != nil {
			return fmt.Errorf("digest %s of guild %s: %w", s.ID, guild, err)
		}
		now, err := d.Now(ctx)
		if err != nil {
			return err
		}
		next := t.Next(now)
		e, frozen, err := d.Frozen(ctx, s.Claim)
		if err != nil {
			return err
		}
		end := ending{d, g, s, now, next}
		if !e.Tried.IsZero() && (s.Missed || now.Sub(e.Tried) > ambiguousFor) {
			return end.complete(ctx, "uncertain", Delivery{Reason: "it is not known whether an earlier attempt arrived"}, e.Articles)
		}
		if s.Missed {
			return end.complete(ctx, "missed", Delivery{Reason: "it could not be sent within the grace"}, nil)
		}
		if !frozen {
			if e, err = edition(ctx, d, g, s, guild); err != nil {
				return err
			}
			if g.Quiet && len(e.Articles) == 0 {
				return end.complete(ctx, "quiet", Delivery{Reason: "there was nothing new"}, nil)
			}
		}
		if err := d.Freeze(ctx, s.Claim, e, now); err != nil {
			return err
		}
		delivery := post(ctx, Post{Channel: g.Channel, Role: g.Role, Nonce: nonce(secret, s), Components: e.Components})
		return end.settle(ctx, e, delivery)
	}
}

// ending is what is known of a slot when it ends.
type ending struct {
	desk      *desk.Desk
	digest    desk.Digest
	slot      scheduler.Slot
	now, next time.Time
}

// settle acts on how the post went. e is the edition as it was before this attempt.
func (end ending) settle(ctx context.Context, e desk.Edition, delivery Delivery) error {
	switch delivery.Outcome {
	case Sent:
		outcome := "sent"
		if end.slot.Late > 0 {
			outcome = "late"
		}
		return end.complete(ctx, outcome, delivery, e.Articles)
	case Refused:
		return end.complete(ctx, "refused", delivery, nil)
	case Ambiguous:
		if e.Tried.IsZero() {
			e.Tried = end.now
		}
	}
	return end.desk.Postpone(ctx, end.slot.Claim, e, end.now.Add(backoff(end.slot, delivery)))
}

// backoff is how long to wait before the next attempt: twice as long each time, and as long as Discord asks.
func backoff(s scheduler.Slot, delivery Delivery) time.Duration {
	return max(min(firstBackoff<<min(s.Attempt-1, 10), maxBackoff), delivery.After)
}

// complete ends the slot. What Discord refuses once it will refuse again, until somebody changes something: the
// digest is paused, with its settings kept.
func (end ending) complete(ctx context.Context, outcome string, delivery Delivery, told []string) error {
	e := desk.Ending{
		Entry: desk.Entry{
			Digest: end.slot.ID, Channel: end.digest.Channel, Slot: end.slot.Due, Outcome: outcome,
			Message: delivery.MessageID, Reason: delivery.Reason, Attempts: end.slot.Attempt, At: end.now,
		},
		Told: told, Next: end.next,
	}
	if outcome == "refused" {
		e.Pause = delivery.Reason
	}
	return end.desk.Complete(ctx, end.slot.Claim, e)
}

// alert tells the admins why a digest was paused: in the channel they chose, or else whoever set it.
func alert(ctx context.Context, d *desk.Desk, post Poster, secret []byte, s scheduler.Slot, guild, id string) error {
	g, err := d.Digest(ctx, guild, id)
	if errors.Is(err, desk.ErrNoDigest) || err == nil && g.Paused == "" || s.Attempt > alertAttempts {
		return d.Dismiss(ctx, s.Claim)
	}
	if err != nil {
		return err
	}
	settings, err := d.Settings(ctx, guild)
	if err != nil {
		return err
	}
	now, err := d.Now(ctx)
	if err != nil {
		return err
	}
	components, err := json.Marshal(cards.DigestPaused(scheduleLine(g)).Components)
	if err != nil {
		return fmt.Errorf("encoding an alert of guild %s: %w", guild, err)
	}
	p := Post{Channel: settings.Alerts, Nonce: nonce(secret, s), Components: components}
	if p.Channel == "" {
		p.Person = g.By
	}
	switch delivery := post(ctx, p); delivery.Outcome {
	case Retry, Ambiguous: // the nonce keeps a second copy away for as long as an admin could wonder at it
		return d.Snooze(ctx, s.Claim, now.Add(backoff(s, delivery)))
	default:
		return d.Dismiss(ctx, s.Claim)
	}
}

// forget erases a guild that the bot left long ago. That it is back may have been missed, so Discord is asked.
func forget(ctx context.Context, d *desk.Desk, member Membership, s scheduler.Slot, guild string) error {
	back, err := member(ctx, guild)
	switch {
	case err != nil:
		now, nowErr := d.Now(ctx)
		if nowErr != nil {
			return nowErr
		}
		return d.Snooze(ctx, s.Claim, now.Add(time.Hour))
	case back:
		return d.Dismiss(ctx, s.Claim)
	}
	return d.EraseClaimed(ctx, s.Claim)
}

// edition makes up the digest for a slot.
func edition(ctx context.Context, d *desk.Desk, g desk.Digest, s scheduler.Slot, guild string) (desk.Edition, error) {
	card, told, err := digestCard(ctx, d, g, guild, s.Due, s.Late > 0)
	if err != nil {
		return desk.Edition{}, err
	}
	e := desk.Edition{Slot: s.Due, Articles: told}
	if e.Components, err = json.Marshal(card.Components); err != nil {
		return desk.Edition{}, fmt.Errorf("encoding digest %s of guild %s: %w", g.ID, guild, err)
	}
	return e, nil
}

// digestCard draws a digest: the guild's articles of which this digest has not told yet, the newest first, and
// their Refs. An article that cannot be read any more is left out, rather than keep the others back.
func digestCard(ctx context.Context, d *desk.Desk, g desk.Digest, guild string, due time.Time, late bool) (cards.Card, []string, error) {
	r := desk.Reader{Guild: guild}
	list, err := d.Headlines(ctx, r)
	if err != nil {
		return cards.Card{}, nil, err
	}
	var told []string
	var news []cards.Story
	more := 0
	for _, h := range list {
		if slices.Contains(g.Seen, h.Ref) {
			continue
		}
		if len(news) == cards.DigestStories {
			more++
			continue
		}
		a, err := d.Article(ctx, r, h)
		if errors.Is(err, desk.ErrNoSuchArticle) || errors.Is(err, desk.ErrNewer) {
			continue
		}
		if err != nil {
			return cards.Card{}, nil, err
		}
		news = append(news, cards.Story{Ref: h.Ref, Article: a})
		told = append(told, h.Ref)
	}
	return cards.Digest(news, more, due, late, g.Role), told, nil
}

// nonce names a slot in a way that is the same on every attempt and replica.
func nonce(secret []byte, s scheduler.Slot) string {
	mac := hmac.New(sha256.New, secret)
	fmt.Fprintf(mac, "%s\x00%s\x00%d", s.Owner, s.ID, s.Due.UnixMilli())
	return base64.RawURLEncoding.EncodeToString(mac.Sum(nil))[:nonceLength]
}
