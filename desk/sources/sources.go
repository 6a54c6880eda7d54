// Package sources records which feeds a guild follows.
//
// What a feed holds is stored once for all guilds (see package feeds); a guild's own data is stored here: a name, and up to where the
// feed's items are old news there. It refuses to know what is done with the items.
package sources

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"lede/desk/feeds"
	"lede/desk/filter"
	"lede/desk/record"
	"lede/problem"
	"lede/source/feed"
	"lede/store"
)

// The errors about sources. Compare with errors.Is.
var (
	ErrNoSource    = problem.New("desk.no-source")
	ErrSameSource  = problem.New("desk.same-source")
	ErrSourcesFull = problem.New("desk.sources-full")
	// ErrLater says that a feed cannot be read in place of another at this moment.
	ErrLater = errors.New("sources: something about the source is under way")
)

// The kinds under which this package stores a guild's data.
const (
	Kind        = "sources" // id of the feed → Source
	KindStarted = "started" // "sources" → whether the guild was given those that every one starts with
)

// What is due for a source, by the prefix of its id in the due index: telling the feed what the guild wants, and telling the guild's
// admins how the source is doing.
const (
	FollowPrefix = "follow "
	NoticePrefix = "source "
)

// FollowID and NoticeID return those ids.
func FollowID(feed string) string { return FollowPrefix + feed }

// NoticeID returns the id for telling admins.
func NoticeID(feed string) string { return NoticePrefix + feed }

const (
	defaultMost = 50
	mostAlone   = 20 // of a person
	// followAgain is when a server's wishes for a feed are compared with what the feed knows, in case the process has died meanwhile.
	followAgain = 30 * time.Second
	notFollowed = -1 // Source.From, until it is known
)

// Source is a feed that a server follows.
type Source struct {
	ID      string    `json:"id"`      // of the feed
	Address string    `json:"address"` // as it was given; it may hold a secret, so show feed.Shown of it
	Name    string    `json:"name,omitempty"`
	Colour  int       `json:"colour,omitempty"` // 0xRRGGBB; 0 for none
	Tags    []string  `json:"tags,omitempty"`
	By      string    `json:"by"` // id of the person who added it; "" for the operator
	Added   time.Time `json:"added"`
	// Filter selects its items.
	Filter filter.Filter `json:"filter,omitzero"`
	// From is a sequence number of the feed: items up to it are old news here. It is below 0 until the feed is followed.
	From int64 `json:"from"`
	// Paused is why it is not running; nil while it runs.
	Paused *problem.Problem `json:"paused,omitempty"`
	// Heard numbers the last notice of the feed that the admins were told.
	Heard int64 `json:"heard,omitempty"`
}

// Shown returns the address of a source as people and logs may see it, without what looks like a secret.
func (s Source) Shown() string { return feed.Shown(s.Address) }

// Options are the settings and dependencies of a Book. All but Most must be given.
type Options struct {
	Store store.KV
	Feeds *feeds.Feeds
	Most  int // sources of a guild; 0 for 50
	// AtOnce reports whether a guild wants to be woken for a feed's new items.
	AtOnce func(ctx context.Context, guild, id string) (bool, error)
	// Soon has what is due looked for at once, unless nil.
	Soon func()
	// Touch records, in an edit, that Lede is in use in the guild.
	Touch func(tx store.Tx, now time.Time) error
	// Succeed carries over, in an edit, the other data about a source that is replaced by another feed; also says that the guild
	// followed that one already. It fails with ErrLater if that has to wait.
	Succeed func(tx store.Tx, s Source, into string, also bool, news feeds.Succession) (write func(store.Tx) error, err error)
}

// Book records which feeds guilds follow. It is safe for concurrent use.
type Book struct {
	kv     store.KV
	feeds  *feeds.Feeds
	most   int
	atOnce func(ctx context.Context, guild, id string) (bool, error)
	soon   func()
	touch  func(tx store.Tx, now time.Time) error

	succeed func(tx store.Tx, s Source, into string, also bool, news feeds.Succession) (write func(store.Tx) error, err error)
}

// New returns the Book of a store.
func New(o Options) *Book {
	if o.Soon == nil {
		o.Soon = func() {}
	}
	return &Book{o.Store, o.Feeds, cmp.Or(o.Most, defaultMost), o.AtOnce, o.Soon, o.Touch, o.Succeed}
}

// MostSources is how many sources a guild may have.
func (b *Book) MostSources() int { return b.most }

// MostOf returns how many sources a guild, or a person, may have.
func (b *Book) MostOf(who string) int {
	if record.Person(who) != "" {
		return min(b.most, mostAlone)
	}
	return b.most
}

// follower returns an owner as a follower of a feed.
func follower(who string, atOnce bool) feeds.Follower {
	if person := record.Person(who); person != "" {
		return feeds.Follower{Person: person, AtOnce: atOnce}
	}
	return feeds.Follower{Guild: who, AtOnce: atOnce}
}

// kinds says how the records changed; see record.Kinds. They have not yet.
var kinds = record.Kinds{}

// change makes a change that a person asked for.
func (b *Book) change(ctx context.Context, guild string, edit func(store.Tx) error) error {
	return b.kv.Update(ctx, record.Owner(guild), func(tx store.Tx) error {
		now, err := b.kv.Now(ctx)
		if err == nil {
			err = edit(tx)
		}
		if err != nil || record.Person(guild) != "" {
			return err
		}
		return b.touch(tx, now)
	})
}

// get reads one record of an owner.
func (b *Book) get(ctx context.Context, owner, kind, key string, v any) (bool, error) {
	return kinds.Get(record.From(ctx, b.kv, owner), kind, key, v)
}

// isOf reports whether two sources read the same feed. One that moved has kept its address, and a host may be spelled in two ways.
func (s Source) isOf(o Source) bool {
	return o.ID == s.ID || feeds.InASCII(o.Address) == feeds.InASCII(s.Address)
}

// AddSource makes a guild follow the feed at s.Address. What the feed holds now is old news there. It returns the source with its ID,
// and how the feed is doing: one that nobody followed has not been read yet. Errors are ErrSameSource, with the source that is there
// already, ErrSourcesFull, and those of feeds.Follow.
func (b *Book) AddSource(ctx context.Context, guild string, s Source) (Source, feeds.State, error) {
	clean, ok := feeds.Clean(s.Address)
	if !ok {
		return Source{}, feeds.State{}, feeds.ErrNoAddress
	}
	if b.feeds.IsBlocked(clean) {
		return Source{}, feeds.State{}, feeds.ErrBlocked
	}
	clean = feeds.InASCII(clean)
	s.Address, s.ID, s.From = clean, feeds.ID(clean), notFollowed
	var there Source
	err := b.change(ctx, guild, func(tx store.Tx) error {
		now, err := b.kv.Now(ctx)
		if err != nil {
			return err
		}
		list, err := Read(tx)
		if err != nil {
			return err
		}
		if i := slices.IndexFunc(list, s.isOf); i >= 0 {
			there = list[i]
			return ErrSameSource
		}
		if most := b.MostOf(guild); len(list) >= most {
			return ErrSourcesFull.With("n", most)
		}
		s.Added = now
		return errors.Join(kinds.Put(tx, Kind, s.ID, s), tx.Schedule(FollowID(s.ID), now.Add(followAgain)))
	})
	if errors.Is(err, ErrSameSource) {
		return there, feeds.State{}, err
	}
	if err != nil {
		return Source{}, feeds.State{}, fmt.Errorf("adding a source to guild %s: %w", guild, err)
	}
	s, st, err := b.follow(ctx, guild, s)
	if errors.Is(err, ErrLater) {
		err = nil // it is due again
	}
	if err == nil && st.Ended {
		err = b.feeds.AskAgain(ctx, st.ID)
	}
	b.soon() // whoever added it wants to read it
	return s, st, err
}

// follow tells the feed of a source that the guild follows it, and records from where on its items are news.
func (b *Book) follow(ctx context.Context, guild string, s Source) (Source, feeds.State, error) {
	atOnce, err := b.atOnce(ctx, guild, s.ID)
	if err != nil {
		return Source{}, feeds.State{}, err
	}
	st, err := b.feeds.Follow(ctx, s.Address, follower(guild, atOnce))
	if err != nil {
		return Source{}, feeds.State{}, err
	}
	if s.ID != st.ID {
		moved, err := b.moveOn(ctx, guild, s, st)
		if errors.Is(err, ErrLater) {
			return s, st, err
		}
		return moved, st, err
	}
	if s.From >= 0 {
		return s, st, nil
	}
	err = b.kv.Update(ctx, record.Owner(guild), func(tx store.Tx) error {
		var kept Source
		found, err := kinds.Get(tx.Get, Kind, s.ID, &kept)
		if err != nil || !found {
			return err // removed meanwhile, and the removal tells the feed
		}
		if kept.From < 0 {
			kept.From, kept.Heard = st.Newest, st.Heard
		}
		s = kept
		return kinds.Put(tx, Kind, s.ID, s)
	})
	if err != nil {
		return Source{}, feeds.State{}, fmt.Errorf("following %s in guild %s: %w", s.ID, guild, err)
	}
	return s, st, nil
}

// moveOn makes a guild read another feed in place of a source. What is old news there stays so, and what is still to be told is told.
func (b *Book) moveOn(ctx context.Context, guild string, s Source, st feeds.State) (Source, error) {
	news, err := b.feeds.Succession(ctx, s.ID, st.ID)
	if err != nil {
		return Source{}, err
	}
	id := s.ID // the edit may run more than once, and changes s
	err = b.kv.Update(ctx, record.Owner(guild), func(tx store.Tx) error {
		now, err := b.kv.Now(ctx)
		if err != nil {
			return err
		}
		var kept, there Source
		found, err := kinds.Get(tx.Get, Kind, id, &kept)
		if err != nil || !found {
			return err // removed meanwhile, and the removal tells the feed
		}
		also, err := kinds.Get(tx.Get, Kind, st.ID, &there)
		if err != nil {
			return err
		}
		carry, err := b.succeed(tx, kept, st.ID, also, news)
		if err != nil {
			return err
		}
		s = there
		if !also {
			s = kept
			s.ID, s.From, s.Heard = st.ID, st.Newest, st.Heard
			if kept.From >= 0 {
				s.From, _ = news.Marks(func(i feeds.Item) bool { return i.Old || i.Seq <= kept.From })
			}
		}
		return errors.Join(
			tx.Delete(Kind, kept.ID), tx.Unschedule(NoticeID(kept.ID)), tx.Schedule(FollowID(kept.ID), now), kinds.Put(tx, Kind, s.ID, s), carry(tx),
		)
	})
	if err != nil {
		return Source{}, fmt.Errorf("following %s in place of %s in guild %s: %w", st.ID, id, guild, err)
	}
	return s, nil
}

// FollowClaimed tells a feed what a guild wants of it: to follow it, at once or not, or not to.
func (b *Book) FollowClaimed(ctx context.Context, c store.Claim) error {
	id := strings.TrimPrefix(c.ID, FollowPrefix)
	guild := record.Who(c.Owner)
	var s Source
	found, err := b.get(ctx, c.Owner, Kind, id, &s)
	if err != nil {
		return fmt.Errorf("reading source %s of guild %s: %w", id, guild, err)
	}
	if !found {
		err = b.feeds.Unfollow(ctx, id, follower(guild, false))
	} else {
		_, _, err = b.follow(ctx, guild, s)
	}
	if errors.Is(err, feeds.ErrBlocked) || errors.Is(err, feeds.ErrNoAddress) {
		err = nil // since it was added; its state tells
	}
	if errors.Is(err, ErrLater) {
		return b.kv.Update(ctx, c.Owner, func(tx store.Tx) error { return tx.Retry(c, c.At.Add(followAgain)) })
	}
	if err != nil {
		return err
	}
	err = b.kv.Update(ctx, c.Owner, func(tx store.Tx) error { return tx.Settle(c, time.Time{}) })
	if errors.Is(err, store.ErrLost) {
		return nil // wanted again meanwhile, or read under another ID now
	}
	return err
}

// ChangeSource changes a source of a guild: its name, colour, tags, or whether it is paused. The change may run more than once. It
// returns the source as it is then, or ErrNoSource.
func (b *Book) ChangeSource(ctx context.Context, guild, id string, change func(*Source) error) (Source, error) {
	var s Source
	err := b.change(ctx, guild, func(tx store.Tx) error {
		s = Source{}
		found, err := kinds.Get(tx.Get, Kind, id, &s)
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
		return kinds.Put(tx, Kind, id, s)
	})
	if err != nil {
		return Source{}, fmt.Errorf("changing source %s of guild %s: %w", id, guild, err)
	}
	return s, nil
}

// PauseSource makes a source's items wait: they are told when it is resumed, as far as they are still stored.
func (b *Book) PauseSource(ctx context.Context, guild, id string, why *problem.Problem) (Source, error) {
	return b.ChangeSource(ctx, guild, id, func(s *Source) error {
		s.Paused = why
		return nil
	})
}

// ResumeSource ends the pause of a source. If its feed has ended, it is asked once more.
func (b *Book) ResumeSource(ctx context.Context, guild, id string) (Source, error) {
	s, err := b.ChangeSource(ctx, guild, id, func(s *Source) error {
		s.Paused = nil
		return nil
	})
	if err == nil {
		err = b.feeds.AskAgain(ctx, id)
	}
	if err == nil {
		b.soon()
	}
	return s, err
}

// RemoveSource makes a guild stop following a feed. It returns ErrNoSource if it does not follow it.
func (b *Book) RemoveSource(ctx context.Context, guild, id string) (Source, error) {
	var s Source
	err := b.change(ctx, guild, func(tx store.Tx) error {
		s = Source{}
		now, err := b.kv.Now(ctx)
		if err != nil {
			return err
		}
		found, err := kinds.Get(tx.Get, Kind, id, &s)
		if err == nil && !found {
			err = ErrNoSource
		}
		if err != nil {
			return err
		}
		return errors.Join(tx.Delete(Kind, id), tx.Schedule(FollowID(id), now), tx.Unschedule(NoticeID(id)))
	})
	if err != nil {
		return Source{}, fmt.Errorf("removing source %s of guild %s: %w", id, guild, err)
	}
	return s, nil
}

// Sources lists a guild's sources by their names.
func (b *Book) Sources(ctx context.Context, guild string) ([]Source, error) {
	entries, err := b.kv.List(ctx, record.Owner(guild), Kind)
	if err != nil {
		return nil, fmt.Errorf("reading the sources of guild %s: %w", guild, err)
	}
	return decode(entries)
}

// Read reads the sources of the guild that an edit belongs to.
func Read(tx store.Tx) ([]Source, error) {
	entries, err := tx.List(Kind)
	if err != nil {
		return nil, err
	}
	return decode(entries)
}

func decode(entries []store.Entry) ([]Source, error) {
	list := make([]Source, len(entries))
	for i, e := range entries {
		if err := kinds.Decode(Kind, e, &list[i]); err != nil {
			return nil, err
		}
	}
	slices.SortStableFunc(list, func(a, b Source) int {
		return strings.Compare(strings.ToLower(a.Name)+"\x00"+a.Address, strings.ToLower(b.Name)+"\x00"+b.Address)
	})
	return list, nil
}

// firstWithin is how soon a first visit must be due for it to be told as under way: visits of one site keep a distance.
const firstWithin = time.Minute

// BeingRead reports whether the first articles of a source are being read: its feed was just added, and never asked before.
func (b *Book) BeingRead(ctx context.Context, s Source) (bool, error) {
	if s.Paused != nil {
		return false, nil
	}
	st, err := b.FeedState(ctx, s)
	if errors.Is(err, feeds.ErrNoFeed) {
		return true, nil // it will be there in a moment
	}
	if err != nil || !st.LastTried.IsZero() {
		return false, err
	}
	now, err := b.kv.Now(ctx)
	return st.Paused == nil && st.Next.Sub(now) <= firstWithin, err
}

// FeedState returns how the feed of a source is doing. It fails with feeds.ErrNoFeed when it is not followed yet.
func (b *Book) FeedState(ctx context.Context, s Source) (feeds.State, error) {
	return b.feeds.State(ctx, s.ID)
}

// FeedItems lists what the feed of a source holds, the newest last, old news too.
func (b *Book) FeedItems(ctx context.Context, s Source) ([]feeds.Item, error) {
	return b.feeds.Items(ctx, s.ID, 0)
}

// UnfollowAll tells the feeds of erased sources that they are no longer followed.
func UnfollowAll(tx store.Tx, sources []store.Entry, now time.Time) (err error) {
	for _, e := range sources {
		err = errors.Join(err, tx.Schedule(FollowID(e.Key), now), tx.Unschedule(NoticeID(e.Key)))
	}
	return err
}

// StartSources gives a guild the sources that every server starts with, once: those that its admins remove do not come back.
func (b *Book) StartSources(ctx context.Context, guild string, addresses []string) error {
	if len(addresses) == 0 {
		return nil
	}
	var started bool
	_, err := b.get(ctx, record.Owner(guild), KindStarted, startedKey, &started)
	if err != nil || started {
		return err
	}
	for _, address := range addresses {
		_, _, err := b.AddSource(ctx, guild, Source{Address: address})
		if err != nil && !errors.Is(err, ErrSameSource) && !errors.Is(err, ErrSourcesFull) && !errors.Is(err, feeds.ErrBlocked) {
			return err
		}
	}
	return b.kv.Update(ctx, record.Owner(guild), func(tx store.Tx) error { return kinds.Put(tx, KindStarted, startedKey, true) })
}

const startedKey = "sources"
