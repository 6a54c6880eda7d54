package sources

import (
	"context"
	"errors"
	"fmt"
	"time"

	"lede/desk/feeds"
	"lede/desk/record"
	"lede/store"
)

// What happens to a feed concerns each server that follows it. The feed has one item in the due index for that, which creates one for
// each of these servers: so a process that dies in between loses nobody.

// Visit asks a site for one of its feeds, when due.
func (b *Book) Visit(ctx context.Context, c store.Claim) error { return b.feeds.Visit(ctx, c) }

// TellFollowersClaimed schedules the notices about a feed to the admins of each server that follows it. If the feed was merged into
// another, it makes each of them follow that one.
func (b *Book) TellFollowersClaimed(ctx context.Context, c store.Claim) error {
	_, id := feeds.TaskOf(c)
	into, err := b.feeds.Merged(ctx, id)
	if err != nil {
		return err
	}
	due := NoticeID(id)
	if into != "" {
		due = FollowID(id)
	}
	part, err := b.EachFollower(ctx, c, func(tx store.Tx) error {
		now, err := b.kv.Now(ctx)
		if err != nil {
			return err
		}
		if found, err := kinds.Get(tx.Get, Kind, id, &Source{}); err != nil || !found {
			return err
		}
		return tx.Schedule(due, now)
	})
	if err != nil {
		return fmt.Errorf("telling those who follow %s: %w", id, err)
	}
	return b.feeds.Dealt(ctx, c, part, true)
}

// EachFollower makes a change for each of the next guilds and people that a claim of a feed concerns, and returns them.
func (b *Book) EachFollower(ctx context.Context, c store.Claim, edit func(store.Tx) error) (part feeds.Part, err error) {
	if part, err = b.feeds.Followers(ctx, c); err != nil {
		return part, err
	}
	for _, r := range part.List {
		if err := b.kv.Update(ctx, r.Owner(), edit); err != nil {
			return part, err
		}
	}
	return part, nil
}

// Unheard returns a source, and the notices about its feed that the server's admins have not read; none if the server no longer follows
// it.
func (b *Book) Unheard(ctx context.Context, guild, id string) (Source, []feeds.Notice, error) {
	var s Source
	found, err := b.get(ctx, record.Owner(guild), Kind, id, &s)
	if err != nil || !found {
		return Source{}, nil, err
	}
	list, err := b.feeds.Notices(ctx, id, s.Heard)
	if errors.Is(err, feeds.ErrNoFeed) {
		return s, nil, nil
	}
	return s, list, err
}

// Heard records up to which notice the admins have been told about a source. They have, even if the claim was lost meanwhile.
func (b *Book) Heard(ctx context.Context, c store.Claim, id string, n int64) error {
	err := b.kv.Update(ctx, c.Owner, func(tx store.Tx) error {
		var s Source
		found, err := kinds.Get(tx.Get, Kind, id, &s)
		if err != nil {
			return err
		}
		if err := tx.Settle(c, time.Time{}); err != nil && !errors.Is(err, store.ErrLost) {
			return err
		}
		if !found || s.Heard >= n {
			return nil
		}
		s.Heard = n
		return kinds.Put(tx, Kind, id, s)
	})
	if err != nil {
		return fmt.Errorf("noting what was told of source %s: %w", id, err)
	}
	return nil
}
