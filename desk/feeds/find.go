package feeds

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"lede/briefing"
	"lede/desk/record"
	"lede/problem"
	"lede/source"
	"lede/source/feed"
	"lede/store"
)

// What a person asks of a site is asked in their turn, and while nobody else asks it.

// Finder looks for the feeds of a site: a source.Web. It is separate from Web because only people ask for it.
type Finder interface {
	Find(ctx context.Context, r source.Request) ([]source.Found, error)
}

// Found is a feed at an address that a person gave, and what it holds.
type Found struct {
	ID, Address string
	Title, Link string
	Pace        time.Duration // between two items, as far as their dates tell; 0 when they do not
	Text        TextKind      // where the text of most of its items would come from
	Partly      bool
	Newest      []Item // the newest first
}

// ErrNoneHere says that a site has no feed that can be read.
var ErrNoneHere = problem.New("feed.none-here")

// Find asks a site for its feeds, the likeliest first, with the room of o.
func (f *Feeds) Find(ctx context.Context, typed string, o briefing.Options) ([]Found, error) {
	address, ok := Clean(feed.Address(typed))
	if !ok {
		return nil, ErrNoAddress
	}
	if f.IsBlocked(address) {
		return nil, ErrBlocked
	}
	finder, ok := f.web.(Finder)
	if !ok {
		return nil, ErrNoneHere
	}
	list, err := finder.Find(ctx, source.Request{Address: typed, Enter: f.Enter, Refuse: f.refuse, Room: o.Room, More: o.More})
	if err != nil {
		return nil, err
	}
	now, err := f.kv.Now(ctx)
	if err != nil {
		return nil, err
	}
	var found []Found
	for _, one := range list {
		if !f.IsBlocked(one.Address) {
			found = append(found, readFound(one, now))
		}
	}
	if len(found) == 0 {
		return nil, ErrNoneHere
	}
	return found, nil
}

// readFound reads what a feed that was found holds.
func readFound(one source.Found, now time.Time) Found {
	doc := one.Feed
	one.Address = InASCII(one.Address)
	out := Found{ID: ID(one.Address), Address: one.Address, Title: doc.Title, Link: doc.Link, Partly: lacks(doc)}
	out.Pace, out.Text = paceOf(doc, now), textOf(doc)
	b := book{id: out.ID, title: doc.Title}
	for _, i := range doc.Items {
		out.Newest = append(out.Newest, b.make(i, 0))
	}
	if dated(doc) == len(doc.Items) {
		slices.SortStableFunc(out.Newest, func(a, b Item) int { return b.Published.Compare(*a.Published) })
	}
	return out
}

// dated counts the items of a document that have a date.
func dated(doc *feed.Feed) (n int) {
	for _, i := range doc.Items {
		if !i.Published.IsZero() {
			n++
		}
	}
	return n
}

// lacks reports whether a document may lack news. Of one that is longer than what is read only the oldest are left out, as dates show.
func lacks(doc *feed.Feed) bool {
	long := doc.Problem != nil && doc.Problem.Code == "feed.long"
	return doc.Partly && !(long && dated(doc) == len(doc.Items))
}

// paceOf returns the time between two items, as far as their dates show.
func paceOf(doc *feed.Feed, now time.Time) time.Duration {
	var at []time.Time
	for _, i := range doc.Items {
		if p := i.Published; !p.IsZero() && !p.After(now) {
			at = append(at, p)
		}
	}
	if at = regular(at, now); len(at) > 1 {
		return at[len(at)-1].Sub(at[0]) / time.Duration(len(at)-1)
	}
	return 0
}

// textOf returns where the text of most items would come from: if an item has a teaser and a link, its page is read.
func textOf(doc *feed.Feed) TextKind {
	count := map[TextKind]int{}
	for _, i := range doc.Items {
		kind, _ := wordsOf(i)
		if kind != FullText && i.Link != "" {
			kind = PageText
		}
		count[kind]++
	}
	for _, kind := range []TextKind{FullText, PageText, TeaserText} {
		if 2*count[kind] >= len(doc.Items) && count[kind] > 0 {
			return kind
		}
	}
	return NoText
}

// Tried is the result of one fetch of a feed.
type Tried struct {
	Status     int              // of HTTP; 0 when there was no answer
	Problem    *problem.Problem // why it could not be read; nil when it could
	Items, New int              // in the document, and how many of them were not known
	Partly     bool
}

// tryAgain is the delay before a feed may be tried again.
const tryAgain = time.Minute

// Try fetches a feed now, without conditions and with the room of o. It stores nothing except that the feed was asked; one
// that had ended and is there is followed again. If the site may not be asked now, that is its error.
func (f *Feeds) Try(ctx context.Context, id string, o briefing.Options) (Tried, error) {
	st, err := f.State(ctx, id)
	if err != nil {
		return Tried{}, err
	}
	if f.web == nil {
		return Tried{}, ErrNoFeed
	}
	now, err := f.kv.Now(ctx)
	if err != nil {
		return Tried{}, err
	}
	if left := tryAgain - now.Sub(st.LastTried); left > 0 && left <= tryAgain {
		return Tried{}, problem.New("feed.just-asked", "seconds", int(left/time.Second)+1)
	}
	a, err := f.web.Feed(ctx, source.Request{Address: st.Address, Enter: f.Enter, Refuse: f.refuse, More: o.More})
	v := judge(a, err, entry{}, o)
	if v.trouble != nil && (errors.Is(v.trouble, ErrBusy) || errors.Is(v.trouble, ErrResting)) {
		return Tried{}, v.trouble // it was not asked
	}
	if err := f.tried(ctx, id, now, a, v); err != nil {
		return Tried{}, err
	}
	t := Tried{Status: a.Status, Problem: v.trouble}
	if v.doc == nil {
		return t, nil
	}
	var known marks
	if _, err := kinds.Get(record.From(ctx, f.kv, ownerOf(id)), kindMarks, id, &known); err != nil {
		return t, fmt.Errorf("reading what is known of %s: %w", id, err)
	}
	known.open()
	for _, at := range known.find(v.doc.Items) {
		if at < 0 {
			t.New++
		}
	}
	t.Items, t.Partly = len(v.doc.Items), lacks(v.doc)
	return t, nil
}

// tried counts a request that a person made, and leaves the site alone if it asked for that.
func (f *Feeds) tried(ctx context.Context, id string, now time.Time, a source.Answer, v verdict) error {
	if v.rests {
		if err := f.rest(ctx, answering(cmp.Or(a.At, id), a), now.Add(rest(f.floor, a.RetryAfter)), v); err != nil {
			return err
		}
	}
	err := f.kv.Update(ctx, ownerOf(id), func(tx store.Tx) error {
		s, e, found, err := f.readEntry(tx.Get, id)
		if err != nil || !found {
			return err
		}
		e.Tried = now
		e.Requests++
		e.Bytes += a.Bytes
		if v.rests {
			e.TooMany++
		}
		if v.trouble == nil && e.ended() {
			if err := f.revive(tx, id, s, &e, now); err != nil {
				return err
			}
		}
		return kinds.Put(tx, kindFeeds, id, e)
	})
	if err != nil {
		return fmt.Errorf("noting that %s was tried: %w", id, err)
	}
	return nil
}
