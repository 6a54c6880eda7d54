// Package desk is the newsroom: what a guild or a person reads now, and what it has been told to do.
//
// It is typed state over the store: the shelf of a guild's articles, its digests with their editions and
// ledger, its settings, and the article a person last opened. The articles of the instance itself, given
// when Lede was started, are read by every guild and kept in memory.
//
// It refuses to know Discord, or how an article is written on a card.
package desk

import (
	"context"
	"sync"
	"time"

	"lede/briefing"
	"lede/briefing/story"
	"lede/desk/contacts"
	"lede/desk/digests"
	"lede/desk/drafts"
	"lede/desk/feeds"
	"lede/desk/limiter"
	"lede/desk/locale"
	"lede/desk/record"
	"lede/desk/reports"
	"lede/desk/sources"
	"lede/desk/stories"
	"lede/desk/talk"
	"lede/memo"
	"lede/problem"
	"lede/store"
)

// errNotThisPage is an ErrNoSuchArticle for who gave a page's address.
var errNotThisPage = problem.New("desk.no-such-page")

// The errors of the desk. Compare with errors.Is.
var (
	ErrNothingToRead = problem.New("desk.nothing-to-read")
	ErrNoSuchArticle = problem.New("desk.no-article")
	ErrShelfFull     = problem.New("desk.shelf-full")
	ErrTooLarge      = drafts.ErrTooLarge
	ErrTooMuch       = limiter.ErrTooMuch
	ErrServerFull    = problem.New("desk.server-full")
	ErrStoreFull     = problem.New("desk.store-full")
	ErrNotYours      = problem.New("desk.not-yours")
	ErrOfSource      = problem.New("desk.of-source")
	ErrNoDigest      = digests.ErrNoDigest
	ErrNoPost        = digests.ErrNoPost
	ErrSameDigest    = digests.ErrSameDigest
	ErrDigestsFull   = digests.ErrDigestsFull
	ErrSameArticle   = stories.ErrSameArticle
	ErrNoDraft       = drafts.ErrNoDraft
	ErrNewer         = record.ErrNewer
	// ErrUnavailable is the store's error: it could not be reached.
	ErrUnavailable = store.ErrUnavailable
	// ErrRefused is the store's error: it makes no changes now.
	ErrRefused = store.ErrRefused
	// ErrFull is the store's error: it has no room for what was to be saved.
	ErrFull = store.ErrFull
	// ErrUncertain is the store's error: the connection was lost while it was saving.
	ErrUncertain = store.ErrUncertain
)

// Attachments is where an attached article comes from.
type Attachments interface {
	// Article fetches and structures the file at a URL; name is the file's name.
	Article(ctx context.Context, url, name string, o briefing.Options) (*briefing.Article, error)
}

// Web is where an article on the web comes from.
type Web interface {
	// Article fetches and structures the page at an address.
	Article(ctx context.Context, address string, o briefing.Options) (*briefing.Article, error)
}

// Options are what a desk works with.
type Options struct {
	Store    store.KV
	Articles []*briefing.Article // of the instance, the newest last
	Began    time.Time           // when they were given; zero for now
	Attached Attachments
	Web      Web
	// File fetches the file at a URL unchanged; name is the file's name.
	File func(ctx context.Context, url, name string) ([]byte, error)
	// Memory is how much memory reading and answering may take at a time, in bytes; 0 for what a host with 512 MB can spare.
	Memory int64
	// GiveWay is called with a person's context when their work begins to wait for its turn or for a site. It may be nil.
	GiveWay func(context.Context)
	Space   Space
	// Spread is the window over which digests due at the same time are spread; zero for no spreading.
	Spread time.Duration
	// Pictures reports whether articles are returned with the picture that their page names.
	Pictures bool
	// Feeds holds what is known about feeds; nil for what is in the store, without fetching more.
	Feeds *feeds.Feeds
	// Sources is how many sources a server may have; 0 for 50.
	Sources int
	// Soon has what is due looked for at once; nil for nothing to do so.
	Soon func()
	// Contacts remembers whom to tell if the store loses data; nil remembers nobody.
	Contacts *contacts.Contacts
}

// Desk is safe for concurrent use.
type Desk struct {
	kv       store.KV
	instance []shelved
	began    time.Time
	attached Attachments
	web      Web
	file     func(ctx context.Context, url, name string) ([]byte, error)
	pictures bool
	contacts *contacts.Contacts
	space    Space
	feeds    *feeds.Feeds
	*sources.Book
	*digests.Diary
	*drafts.Box
	*talk.Memory
	*reports.Tray
	*stories.Judgements

	known                                 stories.Known
	named                                 memo.Memo[naming, *briefing.Article]
	work, fetching, pages, visits, making *limiter.Limiter
}

// Began returns when the instance's articles were given.
func (d *Desk) Began() time.Time { return d.began }

// New returns a desk.
func New(o Options) *Desk {
	d := &Desk{kv: o.Store, attached: o.Attached, web: o.Web, file: o.File, pictures: o.Pictures, contacts: o.Contacts, space: o.Space.orDefaults(), began: o.Began}
	if d.began.IsZero() {
		d.began = time.Now()
	}
	if d.feeds = o.Feeds; d.feeds == nil {
		d.feeds = feeds.New(feeds.Options{Store: o.Store})
	}
	d.Book = sources.New(sources.Options{Store: o.Store, Feeds: d.feeds, Most: o.Sources, AtOnce: d.wantsAtOnce, Soon: o.Soon, Touch: touch, Succeed: digests.Succeed})
	d.Diary = digests.New(digests.Options{
		Store: o.Store, Feeds: d.feeds, Sources: d.Book, Contacts: o.Contacts, Spread: o.Spread, Most: maxShelf + maxInLine + len(o.Articles), Zoned: setZone, Touch: touch,
	})
	d.Box = drafts.New(o.Store)
	d.Memory = talk.New(o.Store)
	d.Tray = reports.New(o.Store)
	d.Judgements = stories.New(o.Store)
	d.openGates(o)
	for _, a := range o.Articles {
		d.instance = append(d.instance, shelved{headline(a), d.pictured(a), sync.OnceValue(func() story.Signature { return story.Sign(a) })})
	}
	return d
}

// wantsAtOnce reports whether a digest of a guild posts a source's items as they come.
func (d *Desk) wantsAtOnce(ctx context.Context, guild, id string) (bool, error) {
	return d.WantsAtOnce(ctx, guild, id)
}

// pictured returns an article without its picture, unless pictures are shown.
func (d *Desk) pictured(a *briefing.Article) *briefing.Article {
	if a == nil || a.Image == "" || d.pictures {
		return a
	}
	bare := *a
	bare.Image = ""
	return &bare
}

// Now returns the time by the store's clock, which times everything here.
func (d *Desk) Now(ctx context.Context) (time.Time, error) { return d.kv.Now(ctx) }

// Reader is the person reading, and the guild they read in; Guild is empty outside a guild.
type Reader = limiter.Who

// DraftFor is how long a draft is kept.
const DraftFor = drafts.DraftFor

// The owners and kinds under which state is stored.
const (
	kindShelf    = "shelf"    // ref → Headline
	kindArticles = "articles" // ref → structured article
	kindGists    = "gists"    // ref → gist of it
	kindSettings = "settings" // "guild" → Settings
	kindReading  = "reading"  // "opened" → opened
	kindLeft     = "left"     // "guild" → when the bot was found to have left
	kindGreeting = "greeting" // "guild" → greeting
)

// listedKinds are the kinds that erasing an owner lists and deletes. Articles and gists are deleted by the refs of the shelf instead:
// listing them reads them, and a full shelf is too large to be read in time.
func listedKinds() []string {
	return append(digests.Kinds(), kindShelf, kindSettings, kindReading, locale.Kind, kindLeft, kindGreeting, drafts.Kind, stories.Kind, talk.Kind, reports.Kind, reports.KindCount, sources.Kind, sources.KindStarted)
}

// ownerGuild is the owner for a guild, or for a person named by Alone.
func ownerGuild(id string) string  { return record.Owner(id) }
func ownerPerson(id string) string { return record.Alone(id) }

// Alone names a person in place of a guild, so that they can follow sources and have a digest for themselves.
func Alone(person string) string { return record.Alone(person) }

// get reads one record of an owner.
func (d *Desk) get(ctx context.Context, owner, kind, key string, v any) (bool, error) {
	return get(record.From(ctx, d.kv, owner), kind, key, v)
}
