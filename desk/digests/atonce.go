package digests

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"lede/desk/feeds"
	"lede/desk/sources"
	"lede/store"
)

// A digest may be posted as news comes instead of by a timetable. It is then due when a feed has woken it, until nothing is left to
// tell.

const (
	// onePerHour is the default limit on such posts per hour.
	onePerHour = 4
	hour       = time.Hour
	// firstLook is the delay before a new one is first due: by then its feeds know that they must wake it.
	firstLook = time.Minute
)

// Hourly is how many posts an hour a digest may have that is posted as news comes.
func (g Digest) Hourly() int {
	if g.PerHour > 0 {
		return g.PerHour
	}
	return onePerHour
}

// recent returns the posts within the hour before an instant.
func (g Digest) recent(at time.Time) []time.Time {
	return slices.DeleteFunc(slices.Clone(g.Posts), func(t time.Time) bool { return at.Sub(t) >= hour })
}

// Last reports whether the next post is the last one allowed in its hour, so that it has to include everything.
func (g Digest) Last(at time.Time) bool { return len(g.recent(at)) >= g.Hourly()-1 }

// TellsOf reports whether a digest draws on a source.
func (g Digest) TellsOf(id string) bool { return len(g.Sources) == 0 || slices.Contains(g.Sources, id) }

// afterPost returns when a digest that is posted as news comes is due again after a slot; zero if it waits to be woken. It records the
// post.
func (g *Digest) afterPost(slot time.Time, end Ending) time.Time {
	at := end.Entry.At
	g.Posts = g.recent(at)
	if end.Entry.Message != "" {
		g.Posts = append(g.Posts, at)
	}
	if !end.Left && !g.Woken.After(at) {
		return time.Time{}
	}
	next := at
	if len(g.Posts) >= g.Hourly() {
		next = g.Posts[len(g.Posts)-g.Hourly()].Add(hour)
	}
	if least := slot.Add(time.Millisecond); next.Before(least) {
		next = least // another slot is another message
	}
	return next
}

// wake makes those digests of a guild due that post a feed's items as they come.
func (d *Diary) wake(ctx context.Context, tx store.Tx, id string) (woken bool, err error) {
	now, err := d.kv.Now(ctx)
	if err != nil {
		return false, err
	}
	entries, err := tx.List(KindDigests)
	if err != nil {
		return false, err
	}
	for _, e := range entries {
		var g Digest
		if kinds.Decode(KindDigests, e, &g) != nil { // a damaged one wakes for nothing
			continue
		}
		if !g.AsItComes || g.Paused != nil || !g.TellsOf(id) {
			continue
		}
		woken = true
		g.Woken = now.Add(time.Millisecond) // after the items that a delivery under way has read
		if g.Next.IsZero() {
			g.Next = now
			err = errors.Join(err, tx.Schedule(g.ID, now))
		}
		err = errors.Join(err, kinds.Put(tx, KindDigests, g.ID, g))
	}
	return woken, err
}

// refollow tells the feeds of a guild whether it wants to be woken by them.
func refollow(tx store.Tx, list []store.Entry, now time.Time) (err error) {
	for _, e := range list {
		err = errors.Join(err, tx.Schedule(sources.FollowID(e.Key), now))
	}
	return err
}

// toRefollow reads what refollow needs, if any of some digests is posted as news comes, and returns what it writes.
func (d *Diary) toRefollow(ctx context.Context, tx store.Tx, digests ...Digest) (write func(store.Tx) error, err error) {
	if !slices.ContainsFunc(digests, func(g Digest) bool { return g.AsItComes }) {
		return func(store.Tx) error { return nil }, nil
	}
	list, err := tx.List(sources.Kind)
	if err != nil {
		return nil, err
	}
	now, err := d.kv.Now(ctx)
	return func(tx store.Tx) error { return refollow(tx, list, now) }, err
}

// WantsAtOnce reports whether a digest of a guild posts a source's items as they come.
func (d *Diary) WantsAtOnce(ctx context.Context, guild, id string) (bool, error) {
	digests, err := d.Digests(ctx, guild)
	return slices.ContainsFunc(digests, func(g Digest) bool { return g.AsItComes && g.TellsOf(id) }), err
}

// beginNow marks what the sources have so far as old news for a digest that is posted as news comes.
func (d *Diary) beginNow(ctx context.Context, guild string, g *Digest) error {
	if !g.AsItComes {
		return nil
	}
	list, err := d.sources.Sources(ctx, guild)
	if err != nil {
		return err
	}
	g.Told = map[string]int64{}
	for _, s := range list {
		st, err := d.feeds.State(ctx, s.ID)
		if errors.Is(err, feeds.ErrNoFeed) {
			continue
		}
		if err != nil {
			return err
		}
		g.Told[s.ID] = st.Newest
	}
	now, err := d.kv.Now(ctx)
	g.Next = now.Add(firstLook)
	return err
}

// WakeClaimed wakes each server that wants the items of a feed at once, after the feed has something new.
func (d *Diary) WakeClaimed(ctx context.Context, c store.Claim) error {
	_, id := feeds.TaskOf(c)
	woken := 0
	part, err := d.sources.EachFollower(ctx, c, func(tx store.Tx) error {
		one, err := d.wake(ctx, tx, id)
		if one {
			woken++
		}
		return err
	})
	if err != nil {
		return fmt.Errorf("waking those who follow %s: %w", id, err)
	}
	return d.feeds.Dealt(ctx, c, part, woken > 0)
}
