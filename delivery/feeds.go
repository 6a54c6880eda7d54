package delivery

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"lede/cards"
	"lede/cards/panels"
	"lede/desk"
	"lede/scheduler"
)

// feed does what is due for feeds: asking a site for new items, and notifying followers.
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

// tellSource tells a server's admins news of a source that they have not heard: that it fails, or is well again, or has changed.
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
	if person := desk.PersonOf(guild); person != "" {
		return d.tellPerson(ctx, s, source, notices, person)
	}
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
	return d.notify(ctx, s, source, notices, Post{Guild: guild, Channel: settings.Alerts}, source.By)
}

// tellPerson tells a person about a source that they follow for themselves.
func (d Deliverer) tellPerson(ctx context.Context, s scheduler.Slot, source desk.Source, notices []desk.FeedNotice, person string) error {
	if s.Attempt > alertAttempts {
		return d.Desk.Heard(ctx, s.Claim, source.ID, notices[len(notices)-1].N)
	}
	return d.notify(ctx, s, source, notices, Post{}, person)
}

// notify sends the notices about a source, to a channel or else to a person.
func (d Deliverer) notify(ctx context.Context, s scheduler.Slot, source desk.Source, notices []desk.FeedNotice, p Post, person string) error {
	l, colour := d.manner(ctx, p.Guild)
	card := cards.Coloured(panels.SourceNotices(l, cmp.Or(source.Name, source.Shown()), news(notices)), colour)
	components, err := json.Marshal(card.Components)
	if err != nil {
		return fmt.Errorf("encoding an alert of %s: %w", s.Owner, err)
	}
	p.Components = components
	result := d.alert(ctx, s, p, person, components)
	switch result.Outcome {
	case Retry, Ambiguous:
		return d.snooze(ctx, s, s.At.Add(d.backoff(s, result)))
	}
	return d.Desk.Heard(ctx, s.Claim, source.ID, notices[len(notices)-1].N)
}

// news returns notices in the form a card shows.
func news(list []desk.FeedNotice) (out []panels.SourceNews) {
	for _, n := range list {
		out = append(out, panels.SourceNews{What: n.What, At: n.At, Over: n.Recovered})
	}
	return out
}
