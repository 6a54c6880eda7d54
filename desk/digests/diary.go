package digests

import (
	"context"
	"time"

	"lede/desk/contacts"
	"lede/desk/feeds"
	"lede/desk/record"
	"lede/desk/sources"
	"lede/problem"
	"lede/store"
)

// The errors about digests. Compare with errors.Is.
var (
	ErrNoDigest    = problem.New("desk.no-digest")
	ErrSameDigest  = problem.New("desk.same-digest")
	ErrDigestsFull = problem.New("desk.digests-full")
)

// The kinds under which this package stores a guild's data.
const (
	KindDigests    = "digests"    // id → Digest
	kindEditions   = "editions"   // digest id → Edition that is being sent
	kindPublishing = "publishing" // digest id → Publishing
	kindLedger     = "ledger"     // instant and digest id → Entry
	kindRemoved    = "removed"    // lastRemoved → when a digest was last removed
	kindPosted     = "posted"     // digest id → []Posted that are still corrected
	kindShown      = "shown"      // digest id and slot → []Shown by an edition of them

	KindWithdrawals = "withdrawals" // message → Withdrawing
)

// Kinds lists those kinds.
func Kinds() []string {
	return []string{KindDigests, kindEditions, kindPublishing, kindLedger, kindPosted, kindRemoved, kindShown, KindWithdrawals}
}

// kinds says how the records changed; see record.Kinds.
var kinds = record.Kinds{
	kindLedger:  {record.ChannelOfEntry, record.ReasonOfEntry},
	KindDigests: {record.ReasonsOfDigest},
}

// What is due for a digest besides its next run, which is due under its own id; these are the prefixes of the ids in the due index.
const (
	PublishPrefix   = "publish "
	AlertPrefix     = "alert "
	HeldPrefix      = "held "
	RecoveredPrefix = "recovered "
	CorrectPrefix   = "correct "
	WithdrawPrefix  = "withdraw " // and the message
)

func publishID(digest string) string   { return PublishPrefix + digest }
func alertID(digest string) string     { return AlertPrefix + digest }
func heldID(digest string) string      { return HeldPrefix + digest }
func recoveredID(digest string) string { return RecoveredPrefix + digest }
func correctID(digest string) string   { return CorrectPrefix + digest }
func withdrawID(message string) string { return WithdrawPrefix + message }

// UnscheduleAll removes a digest and everything about it from the due index.
func UnscheduleAll(tx store.Tx, digest string) error {
	for _, id := range []string{digest, publishID(digest), alertID(digest), heldID(digest), recoveredID(digest), correctID(digest)} {
		if err := tx.Unschedule(id); err != nil {
			return err
		}
	}
	return nil
}

// Options are the settings and dependencies of a Diary. All but Spread and Contacts must be given.
type Options struct {
	Store    store.KV
	Feeds    *feeds.Feeds
	Sources  *sources.Book
	Contacts *contacts.Contacts
	// Spread is the window over which digests due at the same time are spread; zero for no spreading.
	Spread time.Duration
	// Most is how many articles there may be to tell at a time; a digest remembers as many as told.
	Most int
	// Zoned records, in an edit, the zone in which a digest of the guild was set last, and returns the channel for the guild's alerts.
	Zoned func(tx store.Tx, zone string) (alerts string, err error)
	// Touch records, in an edit, that Lede is in use in the guild.
	Touch func(tx store.Tx, now time.Time) error
}

// Diary holds the digests of guilds. It is safe for concurrent use.
type Diary struct {
	kv       store.KV
	feeds    *feeds.Feeds
	sources  *sources.Book
	contacts *contacts.Contacts
	spread   time.Duration
	seen     int
	zoned    func(tx store.Tx, zone string) (alerts string, err error)
	touch    func(tx store.Tx, now time.Time) error
}

// New returns a Diary of the digests in a store.
func New(o Options) *Diary {
	return &Diary{o.Store, o.Feeds, o.Sources, o.Contacts, o.Spread, o.Most + slack, o.Zoned, o.Touch}
}

// get reads one record of an owner.
func (d *Diary) get(ctx context.Context, owner, kind, key string, v any) (bool, error) {
	return kinds.Get(record.From(ctx, d.kv, owner), kind, key, v)
}

// change makes a change that a person asked for.
func (d *Diary) change(ctx context.Context, guild string, edit func(store.Tx) error) error {
	return d.kv.Update(ctx, record.Owner(guild), func(tx store.Tx) error {
		now, err := d.kv.Now(ctx)
		if err == nil {
			err = edit(tx)
		}
		if err != nil || record.Person(guild) != "" {
			return err
		}
		return d.touch(tx, now)
	})
}

// note remembers who set digests of a guild, so that they can be told if the store loses them. A person's own digest is left out: its
// owner will notice.
func (d *Diary) note(guild string, list ...Digest) {
	if record.Person(guild) == "" {
		d.contacts.Note(guild, known(list...))
	}
}

// Read lists the digests of the guild that an edit belongs to.
func Read(tx store.Tx) ([]Digest, error) {
	entries, err := tx.List(KindDigests)
	if err != nil {
		return nil, err
	}
	return decoded(entries)
}

func decoded(entries []store.Entry) ([]Digest, error) {
	list := make([]Digest, len(entries))
	for i, e := range entries {
		if err := kinds.Decode(KindDigests, e, &list[i]); err != nil {
			return nil, err
		}
	}
	return list, nil
}

// Readable returns why a record of a kind of this package cannot be read; ours is false for other kinds.
func Readable(kind string, e store.Entry) (ours bool, err error) {
	var into any
	switch kind {
	case KindDigests:
		into = &Digest{}
	case kindEditions:
		into = &Edition{}
	case kindRemoved:
		into = &time.Time{}
	case kindPublishing:
		into = &Publishing{}
	case kindLedger:
		into = &Entry{}
	case KindWithdrawals:
		into = &Withdrawing{}
	case kindPosted:
		into = &[]Posted{}
	case kindShown:
		into = &[]Shown{}
	default:
		return false, nil
	}
	return true, kinds.Decode(kind, e, into)
}
