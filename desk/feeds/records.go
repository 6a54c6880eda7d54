package feeds

import (
	"slices"
	"strings"
	"time"

	"lede/problem"
	"lede/store"
)

// The kinds under which the state of a site and of its feeds is stored. Those that end with a slash are followed by the id of a feed.
const (
	kindSite    = "site"       // "site" → site
	kindFeeds   = "feeds"      // id → record
	kindItems   = "items"      // id → []Item, the oldest first
	kindMarks   = "marks"      // id → marks
	kindTexts   = "texts"      // id and sequence number → text
	kindSigns   = "signs"      // id and sequence number → what its article is recognised by
	kindRobots  = "robots"     // host → robots
	kindAliases = "aliases"    // id → the id of the feed that is read in its place
	kindCursors = "cursors"    // id in the due index → cursor
	kindReaders = "followers/" // key of the follower → followed
	kindWaiting = "at-once/"   // key of the follower who is to be woken → followed

	siteKey = "site"
)

// followed is what is stored of a follower.
type followed struct {
	Since time.Time `json:"since"`
}

// site is what all feeds of a site share.
type site struct {
	// Next is when each feed may be asked, in milliseconds since 1970.
	Next map[string]int64 `json:"next,omitempty"`
	// Until is when the site may be asked again after it wanted to be left alone, and Why the reason.
	Until time.Time        `json:"until,omitzero"`
	Why   *problem.Problem `json:"why,omitempty"`
	// Visit is the present visit to the site, unless a claim of its visit holds it.
	Visit visit `json:"visit,omitzero"`
}

// visit is the right to ask a site, until it is given back or ends.
type visit struct {
	Token string    `json:"token"`
	Until time.Time `json:"until"`
}

// busy reports whether another visit to the site is under way.
func (s site) busy(token string, now time.Time) bool {
	return s.Visit.Token != "" && s.Visit.Token != token && now.Before(s.Visit.Until)
}

// keep writes what is known of a site, or forgets it when nothing is worth keeping: its name alone would tell what somebody followed.
func (s site) keep(tx store.Tx, now time.Time) error {
	if len(s.Next) == 0 && s.Visit.Token == "" && !now.Before(s.Until) {
		return tx.Delete(kindSite, siteKey)
	}
	return kinds.Put(tx, kindSite, siteKey, s)
}

// due returns when the site is to be visited next; zero for not at all.
func (s site) due() (at time.Time) {
	first := int64(0)
	for _, next := range s.Next {
		if first == 0 || next < first {
			first = next
		}
	}
	if first == 0 {
		return time.Time{}
	}
	at = time.UnixMilli(first).UTC()
	if s.Until.After(at) {
		at = s.Until
	}
	return at
}

// set records when a feed may be asked.
func (s *site) set(id string, at time.Time) {
	if s.Next == nil {
		s.Next = map[string]int64{}
	}
	s.Next[id] = at.UnixMilli()
}

// entry is a feed in stored form.
type entry struct {
	Address string `json:"address"`
	Title   string `json:"title,omitempty"`
	Link    string `json:"link,omitempty"`

	// ETag, LastModified and From are what the latest answer gave; see source.Request.
	ETag         string `json:"etag,omitempty"`
	LastModified string `json:"last_modified,omitempty"`
	From         string `json:"from,omitempty"`
	Body         string `json:"body,omitempty"` // hash of the document that was read last

	// Newest is the sequence number of the newest item, and First its initial value: the second in which the feed was first followed.
	// So the numbers of a feed that the store has lost continue above those remembered elsewhere.
	Newest  int64         `json:"newest,omitempty"`
	First   int64         `json:"first,omitempty"`
	Seeded  bool          `json:"seeded,omitempty"`
	LastNew time.Time     `json:"last_new,omitzero"`
	Pace    time.Duration `json:"pace,omitempty"`
	Every   time.Duration `json:"every,omitempty"` // how often its publisher says that it changes

	Fails   int              `json:"fails,omitempty"` // in a row
	Since   time.Time        `json:"since,omitzero"`
	Trouble *problem.Problem `json:"trouble,omitempty"`
	Told    bool             `json:"told,omitempty"` // the followers' admins have been told of the trouble
	Paused  *problem.Problem `json:"paused,omitempty"`
	Partly  bool             `json:"partly,omitempty"`
	Moving  *moving          `json:"moving,omitempty"`
	// Formerly are the ids of feeds that this one replaces, the latest last.
	Formerly []string `json:"formerly,omitempty"`

	TooMany int64 `json:"too_many,omitempty"`
	visits

	AtOnce  bool     `json:"at_once,omitempty"` // somebody wants to be woken
	Notices []Notice `json:"notices,omitempty"`
	Heard   int64    `json:"heard,omitempty"`
}

// visits is the part of an entry that every visit changes.
type visits struct {
	Tried time.Time `json:"tried,omitzero"`
	Read  time.Time `json:"read,omitzero"` // when the last document came, or was found unchanged
	// Same is since when the site has only said that nothing changed; zero when a document came last.
	Same time.Time `json:"same,omitzero"`

	Requests    int64 `json:"requests,omitempty"`
	NotModified int64 `json:"not_modified,omitempty"`
	Bytes       int64 `json:"bytes,omitempty"`
}

// moving is where a feed's address has led for good, and since when. Ours reports whether what was there first had items of the feed.
type moving struct {
	To    string    `json:"to"`
	Since time.Time `json:"since"`
	Ours  bool      `json:"ours"`
}

// Notice is something the admins of a server that follows a feed should be told.
type Notice struct {
	N    int64            `json:"n"` // counts the notices of a feed, from 1
	What *problem.Problem `json:"what"`
	At   time.Time        `json:"at"`
	// Recovered reports that the trouble of an earlier notice is over.
	Recovered bool `json:"recovered,omitempty"`
}

// state returns an entry as others see it.
func (e entry) state(id string, s site, now time.Time) State {
	st := State{
		ID: id, Address: e.Address, Title: e.Title, Link: e.Link, Site: ownerOf(id)[len(ownerPart):], Newest: e.Newest, LastNew: e.LastNew,
		LastTried: e.Tried, Pace: e.Pace, Trouble: e.Trouble, Since: e.Since, Paused: e.Paused, Requests: e.Requests,
		NotModified: e.NotModified, TooMany: e.TooMany, Bytes: e.Bytes, Partly: e.Partly, Seeded: e.Seeded, Heard: e.Heard,
		Ended: e.ended(),
	}
	if e.revived() {
		st.Trouble, st.Since = nil, time.Time{}
	}
	if next, ok := s.Next[id]; ok {
		st.Next = time.UnixMilli(next).UTC()
	}
	if s.Until.After(now) {
		if s.Until.After(st.Next) {
			st.Next = s.Until
		}
		if st.Paused == nil {
			st.Paused = s.Why
		}
	}
	return st
}

// readEntry reads what a change of a feed needs.
func (f *Feeds) readEntry(read func(kind, key string) ([]byte, error), id string) (s site, e entry, found bool, err error) {
	if _, err = kinds.Get(read, kindSite, siteKey, &s); err != nil {
		return s, e, false, err
	}
	found, err = kinds.Get(read, kindFeeds, id, &e)
	f.quiet.recall(&s, id, &e)
	return s, e, found, err
}

// Readable returns why a record of a kind of this package cannot be read; ours is false for other kinds.
func Readable(kind string, e store.Entry) (ours bool, err error) {
	var into any
	switch {
	case kind == kindSite:
		into = &site{}
	case kind == kindFeeds:
		into = &entry{}
	case kind == kindItems:
		into = &[]Item{}
	case slices.Contains([]string{kindMarks, kindTexts, kindSigns, kindRobots, kindAliases, kindCursors}, kind), strings.HasPrefix(kind, kindReaders),
		strings.HasPrefix(kind, kindWaiting):
		into = new(any)
	default:
		return false, nil
	}
	return true, kinds.Decode(kind, e, into)
}
