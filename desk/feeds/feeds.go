// Package feeds is what is known of feeds, once for all servers and processes: who follows each, when it may be asked again, what it
// held last, and the texts of its items.
//
// State belongs to the site of a feed (its registrable domain). A site has one item in the due index, at the earliest instant at which
// one of its feeds may be asked. Every request to a site is made while holding the site's visit, so no two requests to a site are ever
// under way, whichever process makes them. The package refuses to send a request without it, and to identify an item by its date.
package feeds

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"net/url"
	"strings"
	"time"

	"lede/briefing"
	"lede/briefing/story"
	"lede/desk/record"
	"lede/memo"
	"lede/problem"
	"lede/source"
	"lede/store"
	"lede/tally"
)

// The errors of the package. Compare with errors.Is.
var (
	ErrNoFeed    = problem.New("feed.unknown")
	ErrNoAddress = problem.New("feed.no-address")
	ErrBlocked   = problem.New("feed.blocked")
	ErrBusy      = problem.New("feed.busy")
	ErrResting   = problem.New("feed.resting")
	ErrNoText    = problem.New("feed.no-text")
)

// Web is how feeds and pages are fetched: a source.Web.
type Web interface {
	Feed(ctx context.Context, r source.Request) (source.Answer, error)
	Page(ctx context.Context, r source.Request, o briefing.Options) (*briefing.Article, source.Answer, error)
	Robots(ctx context.Context, r source.Request) (source.Answer, error)
}

// Options are the settings and dependencies of Feeds. Store must be given.
type Options struct {
	Store store.KV
	Web   Web
	// Floor is the least time between two requests for a feed. Default 15 min.
	Floor time.Duration
	// Blocked are hosts that are never asked, including their subdomains.
	Blocked []string
	// Alone is true if no other process uses the store. Then a visit that brings nothing is written later, at the latest by Flush.
	Alone bool
	// Gap is the least time between two requests to a site. Default 1 s.
	Gap time.Duration
	// Turn adds to how something is read that a visited site has sent whose turn that is, and until when; nil reads at once.
	Turn func(ctx context.Context, site string, o briefing.Options) briefing.Options
	// Offline reports whether this machine seems cut off from the internet: no site is to blame then for giving no answer. nil: never.
	Offline func() bool
}

const (
	defaultFloor = 15 * time.Minute
	defaultGap   = time.Second
)

// Feeds is safe for concurrent use.
type Feeds struct {
	kv      store.KV
	web     Web
	floor   time.Duration
	gap     time.Duration
	alone   bool
	turn    func(ctx context.Context, site string, o briefing.Options) briefing.Options
	offline func() bool
	blocked []string
	fetches tally.Counts[string] // requests for feeds, by result
	signs   tally.Counts[string] // signatures of items, by how they came about

	states feedStates
	quiet  quiet
	parsed memo.Memo[sheet, *briefing.Article]
	listed memo.Memo[raw, []Item]
	signed memo.Memo[raw, story.Signature]
}

// New returns the Feeds of a store.
func New(o Options) *Feeds {
	f := &Feeds{kv: o.Store, web: o.Web, floor: cmp.Or(o.Floor, defaultFloor), gap: cmp.Or(o.Gap, defaultGap), alone: o.Alone, turn: o.Turn, offline: o.Offline}
	for _, host := range o.Blocked {
		f.blocked = append(f.blocked, source.Host(strings.TrimLeft(strings.TrimSpace(host), ".")))
	}
	return f
}

// TextKind is where the text of an item comes from.
type TextKind string

// The kinds of text.
const (
	FullText   TextKind = "full"   // of the feed
	PageText   TextKind = "page"   // of the page that the item links to
	TeaserText TextKind = "teaser" // all that the feed says
	GoneText   TextKind = "gone"   // no longer kept, but what its article is recognised by is
	NoText     TextKind = ""       // nothing but the title
)

// Item is one entry of a feed in stored form.
type Item struct {
	Feed      string     `json:"-"`   // the ID of its feed
	Ref       string     `json:"ref"` // names it in buttons and options, as that of an article does
	Seq       int64      `json:"seq"` // counts the items of the feed, in the order in which they were first seen
	Title     string     `json:"title,omitempty"`
	Link      string     `json:"link,omitempty"`
	Site      string     `json:"site,omitempty"`       // title of the feed, for display
	TitleMade bool       `json:"title_made,omitempty"` // it has no title, and these are the first words of its text
	Published *time.Time `json:"published,omitempty"`  // nil when the feed gives no date
	Seen      time.Time  `json:"seen"`
	Text      TextKind   `json:"text,omitempty"`
	Members   bool       `json:"members,omitempty"` // the publisher says that only members can read the whole
	Picture   string     `json:"picture,omitempty"`
	Bytes     int64      `json:"bytes,omitempty"` // of its text
	// Old items were in the feed when it was first read, or when it was renumbered: they are not news to anybody.
	Old bool `json:"old,omitempty"`
	// Pruned is set on the oldest stored item: the sequence number of the newest item that was news and is no longer stored; 0 for
	// none.
	Pruned int64 `json:"pruned,omitempty"`
	// Edited is when a changed text was last seen; nil if it never changed.
	Edited *time.Time `json:"edited,omitempty"`

	Wanted bool   `json:"wanted,omitempty"` // its page is still to be fetched
	Again  bool   `json:"again,omitempty"`  // it is, a second time: it gave no answer, or the site had a fault
	Lines  []byte `json:"lines,omitempty"`  // what is remembered of its whole text, see furniture.Text.Sums

	Main  string `json:"main"`            // its key in the feed, see feed.Keys
	Hash  string `json:"hash"`            // of its title and text
	Print uint64 `json:"print,omitempty"` // near-identical texts have near-identical prints; 0 for a short text
}

// State is how a feed is doing.
type State struct {
	ID, Address, Site, Title, Link string
	Newest                         int64 // the sequence number of the newest item
	LastNew, LastTried, Next       time.Time
	Pace                           time.Duration // between two new items; 0 when not known
	// Trouble is why the last request returned no items, and Since when the trouble began; nil if all is well.
	Trouble *problem.Problem
	Since   time.Time
	// Paused is why the feed, or all of its site until Next, is not asked; nil while it is.
	Paused *problem.Problem
	// Ended reports whether that is because the feed has said that it ended for good; AskAgain has it asked once more.
	Ended bool
	// Requests counts the requests, NotModified those answered with 304 and TooMany those answered with 429. Bytes is how much was
	// received.
	Requests, NotModified, TooMany, Bytes int64
	Partly                                bool // the last document could be read in part only
	Seeded                                bool // it was read once at least
	// Heard numbers the latest of Notices.
	Heard int64
}

// Follower is a follower of a feed: a guild, or a person alone.
type Follower struct {
	Guild, Person string
	// AtOnce has the follower woken for new items.
	AtOnce bool
}

// Owner is the key under which the follower's state is stored, and the follower at the feed.
func (r Follower) Owner() string {
	if r.Guild != "" {
		return "guild:" + r.Guild
	}
	return "person:" + r.Person
}

func followerOf(key string) Follower {
	if guild, ok := strings.CutPrefix(key, "guild:"); ok {
		return Follower{Guild: guild}
	}
	return Follower{Person: strings.TrimPrefix(key, "person:")}
}

// kinds says how the records of feeds changed; see record.Kinds. None has changed yet.
var kinds = record.Kinds{}

const (
	idLength  = 12  // hexadecimal digits
	longSite  = 120 // bytes; a longer name is replaced by its hash
	sitePart  = "@"
	ownerPart = "site:"
)

// Clean returns an address in stored form: of a web page, without the fragment. ok is false for anything else.
func Clean(address string) (clean string, ok bool) {
	address = strings.TrimSpace(address)
	if rest, is := strings.CutPrefix(address, "feed://"); is {
		address = "https://" + rest
	}
	address = strings.TrimPrefix(address, "feed:")
	u, err := url.Parse(address)
	if err != nil || u.Hostname() == "" || u.Scheme != "http" && u.Scheme != "https" {
		return "", false
	}
	u.Host, u.Fragment = strings.ToLower(u.Host), ""
	if u.Path == "" {
		u.Path = "/"
	}
	return u.String(), true
}

// InASCII returns an address with its host as requests name it: bücher.example and xn--bcher-kva.example are one.
func InASCII(address string) string {
	if u, err := url.Parse(address); err == nil {
		u.Host = strings.Replace(u.Host, u.Hostname(), source.Host(u.Hostname()), 1)
		address = u.String()
	}
	return address
}

// ID returns the ID of the feed at an address: a hash of the address, and the site under which it is stored.
func ID(address string) string {
	if clean, ok := Clean(address); ok {
		address = clean
	}
	return hash(address)[:idLength] + sitePart + siteName(source.Site(address))
}

func hash[T string | []byte](of T) string {
	sum := sha256.Sum256([]byte(of)) // of bytes that is no copy
	return hex.EncodeToString(sum[:])
}

// siteName returns a site as a part of ids: whole, unless it is long.
func siteName(site string) string {
	if len(site) > longSite {
		return hash(site)[:idLength]
	}
	return site
}

func ownerSite(site string) string { return ownerPart + siteName(site) }

// ownerOf returns the owner under which a feed is stored; "" if id is not the ID of a feed.
func ownerOf(id string) string {
	_, site, ok := strings.Cut(id, sitePart)
	if !ok || site == "" {
		return ""
	}
	return ownerPart + site
}

// refuse returns an error for an address whose host the operator wants left alone. It suits source.Request.Refuse.
func (f *Feeds) refuse(address string) error {
	if f.IsBlocked(address) {
		return ErrBlocked
	}
	return nil
}

// IsBlocked reports whether the operator wants the host of an address left alone.
func (f *Feeds) IsBlocked(address string) bool {
	u, err := url.Parse(address)
	if err != nil {
		return true
	}
	host := source.Host(u.Hostname())
	for _, b := range f.blocked {
		if host == b || strings.HasSuffix(host, "."+b) {
			return true
		}
	}
	return false
}
