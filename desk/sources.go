package desk

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"lede/desk/feeds"
	"lede/desk/filter"
	"lede/problem"
	"lede/store"
)

// A server's sources are the feeds that it follows. What a feed holds is kept once for all (see package feeds); what is kept
// here is a server's own: a name, and up to where the feed's items are old news in this server.

// The errors about sources. Compare with errors.Is.
var (
	ErrNoSource    = problem.New("desk.no-source")
	ErrSameSource  = problem.New("desk.same-source")
	ErrSourcesFull = problem.New("desk.sources-full")
)

const (
	defaultSources = 50
	// followAgain is when what a server wants of a feed is compared with what the feed knows, should the process have died meanwhile.
	followAgain = 30 * time.Second
	notFollowed = -1 // Source.From, until it is known
)

// FeedState is how a feed is doing.
type FeedState = feeds.State

// FeedItem is an entry of a feed.
type FeedItem = feeds.Item

// Source is a feed that a server follows.
type Source struct {
	ID      string    `json:"id"`      // of the feed
	Address string    `json:"address"` // as it was given; it may hold a secret, so show feed.Shown of it
	Name    string    `json:"name,omitempty"`
	Colour  int       `json:"colour,omitempty"` // 0xRRGGBB; 0 for none
	Tags    []string  `json:"tags,omitempty"`
	By      string    `json:"by"` // id of the person who added it; "" for the operator
	Added   time.Time `json:"added"`
	// Filter is which of its items are wanted here.
	Filter filter.Filter `json:"filter,omitzero"`
	// From is a sequence number of the feed: items up to it are old news here. It is below 0 until the feed is followed.
	From int64 `json:"from"`
	// Paused is why it does not run at present; nil while it runs.
	Paused *problem.Problem `json:"paused,omitempty"`
	// Heard numbers the notice of the feed that the admins were told last.
	Heard int64 `json:"heard,omitempty"`
	// AtOnce tells whether a digest here posts its items as they come.
	AtOnce bool `json:"at_once,omitempty"`
}

// AddSource has a guild follow the feed at s.Address. What the feed holds now is old news there. It returns the source with its ID, and
// how the feed is doing: one that nobody followed has not been read yet. Errors are ErrSameSource, with the source that is there
// already, ErrSourcesFull, and those of feeds.Follow.
func (d *Desk) AddSource(ctx context.Context, guild string, s Source) (Source, FeedState, error) {
	clean, ok := feeds.Clean(s.Address)
	if !ok {
		return Source{}, FeedState{}, feeds.ErrNoAddress
	}
	if d.feeds.IsBlocked(clean) {
		return Source{}, FeedState{}, feeds.ErrBlocked
	}
	s.Address, s.ID, s.From = clean, feeds.ID(clean), notFollowed
	var there Source
	err := d.change(ctx, guild, func(tx store.Tx) error {
		now, err := d.kv.Now(ctx)
		if err != nil {
			return err
		}
		list, err := readSources(tx)
		if err != nil {
			return err
		}
		if i := slices.IndexFunc(list, func(o Source) bool { return o.ID == s.ID || o.Address == s.Address }); i >= 0 {
			there = list[i]
			return ErrSameSource
		}
		if len(list) >= d.maxSources {
			return ErrSourcesFull.With("n", d.maxSources)
		}
		s.Added = now
		return errors.Join(put(tx, kindSources, s.ID, s), tx.Schedule(followID(s.ID), now.Add(followAgain)))
	})
	if errors.Is(err, ErrSameSource) {
		return there, FeedState{}, err
	}
	if err != nil {
		return Source{}, FeedState{}, fmt.Errorf("adding a source to guild %s: %w", guild, err)
	}
	return d.followFeed(ctx, guild, s)
}

// followFeed makes the feed of a source know that the guild follows it, and notes from where on its items are news.
func (d *Desk) followFeed(ctx context.Context, guild string, s Source) (Source, FeedState, error) {
	st, err := d.feeds.Follow(ctx, s.Address, feeds.Follower{Guild: guild, AtOnce: s.AtOnce})
	if err != nil {
		return Source{}, FeedState{}, err
	}
	if s.From >= 0 && s.ID == st.ID {
		return s, st, nil
	}
	err = d.kv.Update(ctx, ownerGuild(guild), func(tx store.Tx) error {
		var kept Source
		found, err := get(tx.Get, kindSources, s.ID, &kept)
		if err != nil || !found {
			return err // removed meanwhile, which has the feed told
		}
		var taken bool
		if st.ID != s.ID { // another feed is read in its place
			if taken, err = get(tx.Get, kindSources, st.ID, &Source{}); err != nil {
				return err
			}
			if err := errors.Join(tx.Delete(kindSources, s.ID), tx.Unschedule(followID(s.ID))); err != nil || taken {
				return err
			}
		}
		if kept.From < 0 {
			kept.From, kept.Heard = st.Newest, st.Heard
		}
		kept.ID = st.ID
		s = kept
		return put(tx, kindSources, s.ID, s)
	})
	if err != nil {
		return Source{}, FeedState{}, fmt.Errorf("following %s in guild %s: %w", s.ID, guild, err)
	}
	return s, st, nil
}

// FollowClaimed makes a feed know what a guild wants of it: to follow it, at once or not, or not to.
func (d *Desk) FollowClaimed(ctx context.Context, c store.Claim) error {
	id := strings.TrimPrefix(c.ID, followPrefix)
	guild := GuildOf(c)
	var s Source
	found, err := d.get(ctx, c.Owner, kindSources, id, &s)
	if err != nil {
		return fmt.Errorf("reading source %s of guild %s: %w", id, guild, err)
	}
	if !found {
		err = d.feeds.Unfollow(ctx, id, feeds.Follower{Guild: guild})
	} else {
		_, _, err = d.followFeed(ctx, guild, s)
	}
	if errors.Is(err, feeds.ErrBlocked) || errors.Is(err, feeds.ErrNoAddress) {
		err = nil // since it was added; its state tells
	}
	if err != nil {
		return err
	}
	err = d.Dismiss(ctx, c)
	if errors.Is(err, store.ErrLost) {
		return nil // wanted anew meanwhile, or it is read under another ID now
	}
	return err
}

// ChangeSource changes a source of a guild: its name, colour, tags, or whether it is paused. The change may run more than once. It
// returns the source as it is then, or ErrNoSource.
func (d *Desk) ChangeSource(ctx context.Context, guild, id string, change func(*Source) error) (Source, error) {
	var s Source
	err := d.change(ctx, guild, func(tx store.Tx) error {
		s = Source{}
		found, err := get(tx.Get, kindSources, id, &s)
		if err != nil {
			return err
		}
		if !found {
			return ErrNoSource
		}
		if err := change(&s); err != nil {
			return err
		}
		s.ID = id
		return put(tx, kindSources, id, s)
	})
	if err != nil {
		return Source{}, fmt.Errorf("changing source %s of guild %s: %w", id, guild, err)
	}
	return s, nil
}

// PauseSource has a source's items wait: they are not told of, and are told when it is resumed, as far as they are kept.
func (d *Desk) PauseSource(ctx context.Context, guild, id string, why *problem.Problem) (Source, error) {
	return d.ChangeSource(ctx, guild, id, func(s *Source) error {
		s.Paused = why
		return nil
	})
}

// ResumeSource ends the pause of a source.
func (d *Desk) ResumeSource(ctx context.Context, guild, id string) (Source, error) {
	return d.ChangeSource(ctx, guild, id, func(s *Source) error {
		s.Paused = nil
		return nil
	})
}

// RemoveSource has a guild follow a feed no more. It returns ErrNoSource when it does not.
func (d *Desk) RemoveSource(ctx context.Context, guild, id string) (Source, error) {
	var s Source
	err := d.change(ctx, guild, func(tx store.Tx) error {
		s = Source{}
		now, err := d.kv.Now(ctx)
		if err != nil {
			return err
		}
		found, err := get(tx.Get, kindSources, id, &s)
		if err == nil && !found {
			err = ErrNoSource
		}
		if err != nil {
			return err
		}
		return errors.Join(tx.Delete(kindSources, id), tx.Schedule(followID(id), now), tx.Unschedule(sourceID(id)))
	})
	if err != nil {
		return Source{}, fmt.Errorf("removing source %s of guild %s: %w", id, guild, err)
	}
	return s, nil
}

// Sources lists a guild's sources by their names.
func (d *Desk) Sources(ctx context.Context, guild string) ([]Source, error) {
	entries, err := d.kv.List(ctx, ownerGuild(guild), kindSources)
	if err != nil {
		return nil, fmt.Errorf("reading the sources of guild %s: %w", guild, err)
	}
	return decodeSources(entries)
}

func readSources(tx store.Tx) ([]Source, error) {
	entries, err := tx.List(kindSources)
	if err != nil {
		return nil, err
	}
	return decodeSources(entries)
}

func decodeSources(entries []store.Entry) ([]Source, error) {
	list := make([]Source, len(entries))
	for i, e := range entries {
		if err := decode(kindSources, e.Value, &list[i]); err != nil {
			return nil, err
		}
	}
	slices.SortStableFunc(list, func(a, b Source) int {
		return strings.Compare(strings.ToLower(a.Name)+"\x00"+a.Address, strings.ToLower(b.Name)+"\x00"+b.Address)
	})
	return list, nil
}

// FeedState tells how the feed of a source is doing. It fails with feeds.ErrNoFeed when it is not followed yet.
func (d *Desk) FeedState(ctx context.Context, s Source) (FeedState, error) {
	return d.feeds.State(ctx, s.ID)
}

// FeedItems lists what the feed of a source holds, the newest last, old news too.
func (d *Desk) FeedItems(ctx context.Context, s Source) ([]FeedItem, error) {
	return d.feeds.Items(ctx, s.ID, 0)
}

// unfollowAll has the feeds of sources that are erased know it.
func unfollowAll(tx store.Tx, sources []store.Entry, now time.Time) (err error) {
	for _, e := range sources {
		err = errors.Join(err, tx.Schedule(followID(e.Key), now), tx.Unschedule(sourceID(e.Key)))
	}
	return err
}
