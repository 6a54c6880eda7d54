package delivery

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"lede/cards"
	"lede/cards/panels"
	"lede/desk"
	"lede/languages"
	"lede/scheduler"
)

// alertAttempts is how often an alert is tried, which takes more than an hour.
const alertAttempts = 20

// tell alerts the admins that a digest was paused, that an edition was blocked, or that it is posted again. The alert goes to the channel they chose; without one,
// or if that channel refuses it, it goes to the person who set the digest.
func (d Deliverer) tell(ctx context.Context, s scheduler.Slot, task desk.Task, id string) error {
	guild := desk.GuildOf(s.Claim)
	g, err := d.Desk.Digest(ctx, guild, id)
	if err != nil && !errors.Is(err, desk.ErrNoDigest) {
		return err
	}
	if err != nil || !stillSo(g, task) || s.Attempt > alertAttempts {
		return d.Desk.Dismiss(ctx, s.Claim)
	}
	// This is the first sign that the bot was removed while it was not running: there is nobody to tell, and the guild's data must go.
	if in, err := d.Member(ctx, guild); err == nil && !in {
		return errors.Join(d.Desk.FoundLeft(ctx, guild), d.Desk.Dismiss(ctx, s.Claim))
	}
	settings, err := d.Desk.Settings(ctx, guild)
	if err != nil {
		return err
	}
	now, err := d.Desk.Now(ctx)
	if err != nil {
		return err
	}
	l := d.language(ctx, guild)
	there, alone := alertCards(l, g, task)
	components, err := json.Marshal(cards.Coloured(there, settings.Colour).Components)
	direct, failed := json.Marshal(alone.Components)
	if err := errors.Join(err, failed); err != nil {
		return fmt.Errorf("encoding an alert of guild %s: %w", guild, err)
	}
	result := d.alert(ctx, s, Post{Guild: guild, Channel: settings.Alerts, Components: components}, g.By, direct)
	switch result.Outcome {
	case Retry, Ambiguous: // the nonce keeps a second copy away for as long as an admin could wonder at it
		return d.snooze(ctx, s, now.Add(d.backoff(s, result)))
	case Sent:
		return d.Desk.Dismiss(ctx, s.Claim)
	}
	d.ended(desk.OutcomeUntold)
	return d.Desk.Untold(ctx, s.Claim, desk.Entry{
		Digest: id, Channel: g.Channel, Slot: s.Due, Outcome: desk.OutcomeUntold, Reason: result.Reason, Attempts: s.Attempt, At: now,
	})
}

// stillSo reports whether what the admins are to be told of a digest is still so.
func stillSo(g desk.Digest, task desk.Task) bool {
	paused := g.Paused != nil
	if task == desk.TellHeld {
		return !paused && g.Trouble != nil
	}
	return paused == (task == desk.TellPaused)
}

// alertCards draws an alert, for a channel of the server and for a person.
func alertCards(l languages.Language, g desk.Digest, task desk.Task) (there, alone cards.Card) {
	switch d := Describe(g); task {
	case desk.TellPaused:
		return panels.DigestPaused(l, d, true), panels.DigestPaused(l, d, false)
	case desk.TellHeld:
		there = panels.DigestHeld(l, d, g.Trouble)
	default:
		there = panels.DigestRecovered(l, d)
	}
	return there, there
}

// alert posts to the channel for alerts; without one, or if it refuses the post, to a person, for whom the components are direct.
func (d Deliverer) alert(ctx context.Context, s scheduler.Slot, p Post, person string, direct json.RawMessage) Result {
	p.Nonce, p.Again = d.nonce(s), s.Attempt > 1
	if p.Channel == "" {
		p.Person, p.Components = person, direct
	}
	result := d.Post(ctx, p)
	if result.Outcome == Refused && p.Channel != "" && person != "" {
		p.Channel, p.Person, p.Components = "", person, direct // a channel that refuses the alert is not told either
		result = d.Post(ctx, p)
	}
	return result
}
