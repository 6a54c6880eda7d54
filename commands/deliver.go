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
)

// Deliver returns the function to which the scheduler hands what is due. post sends; secret makes the nonces.
func Deliver(d *desk.Desk, post Poster, secret []byte) func(context.Context, scheduler.Slot) error {
	return func(ctx context.Context, s scheduler.Slot) error {
		guild := desk.GuildOf(s.Claim)
		g, err := d.Digest(ctx, guild, s.ID)
		if errors.Is(err, desk.ErrNoDigest) {
			return d.Complete(ctx, s.Claim, desk.Entry{Digest: s.ID, Slot: s.Due, Outcome: "removed"}, nil, time.Time{})
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
		if !e.Tried.IsZero() && (s.Missed || now.Sub(e.Tried) > ambiguousFor) {
			return complete(ctx, d, s, now, next, "uncertain", Delivery{Reason: "it is not known whether an earlier attempt arrived"}, e.Articles)
		}
		if s.Missed {
			return complete(ctx, d, s, now, next, "missed", Delivery{Reason: "it could not be sent within the grace"}, nil)
		}
		if !frozen {
			if e, err = edition(ctx, d, g, s, guild); err != nil {
				return err
			}
		}
		if err := d.Freeze(ctx, s.Claim, e, now); err != nil {
			return err
		}
		delivery := post(ctx, Post{Channel: g.Channel, Nonce: nonce(secret, s), Components: e.Components})
		return settle(ctx, d, s, e, delivery, now, next)
	}
}

// settle acts on how the post went. e is the edition as it was before this attempt.
func settle(ctx context.Context, d *desk.Desk, s scheduler.Slot, e desk.Edition, delivery Delivery, now, next time.Time) error {
	switch delivery.Outcome {
	case Sent:
		outcome := "sent"
		if s.Late > 0 {
			outcome = "late"
		}
		return complete(ctx, d, s, now, next, outcome, delivery, e.Articles)
	case Refused:
		return complete(ctx, d, s, now, next, "refused", delivery, nil)
	case Ambiguous:
		if e.Tried.IsZero() {
			e.Tried = now
		}
	}
	wait := min(firstBackoff<<min(s.Attempt-1, 10), maxBackoff)
	return d.Postpone(ctx, s.Claim, e, now.Add(max(wait, delivery.After)))
}

func complete(ctx context.Context, d *desk.Desk, s scheduler.Slot, now, next time.Time, outcome string, delivery Delivery, told []string) error {
	return d.Complete(ctx, s.Claim, desk.Entry{
		Digest: s.ID, Slot: s.Due, Outcome: outcome, Message: delivery.MessageID, Reason: delivery.Reason, Attempts: s.Attempt, At: now,
	}, told, next)
}

// edition makes up the digest for a slot: the guild's articles of which this digest has not told yet, the
// newest first. An article that cannot be read any more is left out, rather than keep the others back.
func edition(ctx context.Context, d *desk.Desk, g desk.Digest, s scheduler.Slot, guild string) (desk.Edition, error) {
	r := desk.Reader{Guild: guild}
	list, err := d.Headlines(ctx, r)
	if err != nil {
		return desk.Edition{}, err
	}
	e := desk.Edition{Slot: s.Due}
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
			return desk.Edition{}, err
		}
		news = append(news, cards.Story{Ref: h.Ref, Article: a})
		e.Articles = append(e.Articles, h.Ref)
	}
	e.Components, err = json.Marshal(cards.Digest(news, more, s.Due, s.Late > 0).Components)
	if err != nil {
		return desk.Edition{}, fmt.Errorf("encoding digest %s of guild %s: %w", g.ID, guild, err)
	}
	return e, nil
}

// nonce names a slot in a way that is the same on every attempt and replica.
func nonce(secret []byte, s scheduler.Slot) string {
	mac := hmac.New(sha256.New, secret)
	fmt.Fprintf(mac, "%s\x00%s\x00%d", s.Owner, s.ID, s.Due.UnixMilli())
	return base64.RawURLEncoding.EncodeToString(mac.Sum(nil))[:nonceLength]
}
