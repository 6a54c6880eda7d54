package delivery

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"lede/cards"
	"lede/desk"
	"lede/scheduler"
)

// feed does what is due of feeds: asking a site for what is new, and having those who follow hear of it.
func (d Deliverer) feed(ctx context.Context, s scheduler.Slot, task desk.Task, id string) error {
	switch task {
	case desk.FollowFeed:
		return d.Desk.FollowClaimed(ctx, s.Claim)
	case desk.WakeFollowers:
		return d.Desk.WakeClaimed(ctx, s.Claim)
	case desk.TellFollowers:
		return d.Desk.TellFollowersClaimed(ctx, s.Claim)
	case desk.TellSource:
		return d.tellSource(ctx, s, id)
	}
	return d.Desk.Visit(ctx, s.Claim)
}

// tellSource tells a server's admins what they have not heard of a source: that it fails, or is well again, or has changed.
func (d Deliverer) tellSource(ctx context.Context, s scheduler.Slot, id string) error {
	guild := desk.GuildOf(s.Claim)
	source, notices, err := d.Desk.Unheard(ctx, guild, id)
	if err != nil {
		return err
	}
	if len(notices) == 0 {
		return d.Desk.Dismiss(ctx, s.Claim)
	}
	last := notices[len(notices)-1].N
	if in, err := d.Member(ctx, guild); err == nil && !in {
		return errors.Join(d.Desk.FoundLeft(ctx, guild), d.Desk.Dismiss(ctx, s.Claim))
	}
	settings, err := d.Desk.Settings(ctx, guild)
	if err != nil {
		return err
	}
	nobody := settings.Alerts == "" && source.By == ""
	if nobody || s.Attempt > alertAttempts {
		return d.Desk.Heard(ctx, s.Claim, id, last)
	}
	l := d.language(ctx, guild)
	card := cards.SourceNotices(l, cmp.Or(source.Name, source.Shown()), news(notices))
	components, err := json.Marshal(card.Components)
	if err != nil {
		return fmt.Errorf("encoding an alert of guild %s: %w", guild, err)
	}
	result := d.alert(ctx, Post{Guild: guild, Channel: settings.Alerts, Nonce: d.nonce(s), Components: components}, source.By)
	switch result.Outcome {
	case Retry, Ambiguous:
		return d.snooze(ctx, s, s.At.Add(d.backoff(s, result)))
	}
	return d.Desk.Heard(ctx, s.Claim, id, last)
}

// news are notices as a card shows them.
func news(list []desk.FeedNotice) (out []cards.SourceNews) {
	for _, n := range list {
		out = append(out, cards.SourceNews{What: n.What, At: n.At, Over: n.Recovered})
	}
	return out
}
