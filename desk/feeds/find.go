package feeds

import (
	"context"
	"errors"
	"net/url"
	"slices"
	"strings"
	"time"

	"lede/problem"
	"lede/source"
	"lede/source/feed"
)

// Finder looks for the feeds of a site: a source.Web. It is apart from Web because only people ask for it.
type Finder interface {
	Find(ctx context.Context, r source.Request) ([]source.Found, error)
}

// Candidate is a feed as it was found, not yet read.
type Candidate = source.Found

// Found is a feed that stands at an address which a person gave, and what it holds.
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

// Address is an address as people type it, made whole: without a scheme it is one of https.
func Address(typed string) string {
	typed = strings.Trim(strings.TrimSpace(typed), "<>")
	if u, err := url.Parse(typed); err == nil && u.Scheme == "" && strings.Contains(strings.SplitN(typed, "/", 2)[0], ".") {
		return "https://" + strings.TrimPrefix(typed, "//")
	}
	return typed
}

// Find asks a site for its feeds, the likeliest first. What it returns is as it came: see Read.
func (f *Feeds) Find(ctx context.Context, typed string) ([]Candidate, error) {
	address, ok := Clean(Address(typed))
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
	list, err := finder.Find(ctx, source.Request{Address: address})
	if err != nil {
		return nil, err
	}
	list = slices.DeleteFunc(list, func(one source.Found) bool { return f.IsBlocked(one.Address) })
	if len(list) == 0 {
		return nil, ErrNoneHere
	}
	return list, nil
}

// Read tells what a feed that was found holds.
func Read(found Candidate) (Found, error) {
	doc, err := feed.Parse(found.Answer.Body, feed.Options{Address: found.Answer.At, ContentType: found.Answer.ContentType})
	if err != nil {
		return Found{}, err
	}
	out := Found{ID: ID(found.Address), Address: found.Address, Title: doc.Title, Link: doc.Link, Partly: doc.Partly || found.Answer.Cut}
	out.Pace, out.Text = paceOf(doc), textOf(doc)
	for _, i := range doc.Items {
		item := Item{Feed: out.ID, Ref: hash(articleID(out.ID, i.Keys.Main))[:idLength], Title: i.Title, TitleMade: i.TitleMade, Link: i.Link, Site: doc.Title}
		if !i.Published.IsZero() {
			item.Published = &i.Published
		}
		out.Newest = append(out.Newest, item)
	}
	if dated(doc) == len(doc.Items) {
		slices.SortStableFunc(out.Newest, func(a, b Item) int { return b.Published.Compare(*a.Published) })
	}
	return out, nil
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

// paceOf is the time between two items, as far as their dates tell.
func paceOf(doc *feed.Feed) time.Duration {
	var first, last time.Time
	for _, i := range doc.Items {
		if at := i.Published; !at.IsZero() {
			if first.IsZero() || at.Before(first) {
				first = at
			}
			if at.After(last) {
				last = at
			}
		}
	}
	if n := dated(doc); n > 1 {
		return last.Sub(first) / time.Duration(n-1)
	}
	return 0
}

// wholeText is how long the content of an item is, in bytes, that is taken for the whole text of an article.
const wholeText = 1500

// textOf is where the text of most items would come from.
func textOf(doc *feed.Feed) TextKind {
	whole, linked := 0, 0
	for _, i := range doc.Items {
		if len(i.Content) >= wholeText {
			whole++
		}
		if i.Link != "" {
			linked++
		}
	}
	switch n := len(doc.Items); {
	case n == 0:
		return NoText
	case 2*whole >= n:
		return FullText
	case 2*linked >= n:
		return PageText
	}
	return TeaserText
}

// Tried is what one fetch of a feed brought.
type Tried struct {
	Status     int              // of HTTP; 0 when there was no answer
	Problem    *problem.Problem // why it could not be read; nil when it could
	Items, New int              // in the document, and of them those that were not known
	Partly     bool
}

// Try fetches a feed now, without conditions, and keeps nothing of it.
func (f *Feeds) Try(ctx context.Context, id string) (Tried, error) {
	st, err := f.State(ctx, id)
	if err == nil && f.web == nil {
		err = ErrNoFeed
	}
	if err != nil {
		return Tried{}, err
	}
	known, err := f.Items(ctx, id, 0)
	if err != nil {
		return Tried{}, err
	}
	a, err := f.web.Feed(ctx, source.Request{Address: st.Address})
	var said *problem.Problem
	if errors.As(err, &said) {
		return Tried{Status: a.Status, Problem: said}, nil
	}
	if err != nil {
		return Tried{}, err
	}
	t := Tried{Status: a.Status, Problem: a.Trouble()}
	if t.Problem != nil || len(a.Body) == 0 {
		return t, nil
	}
	doc, err := feed.Parse(a.Body, feed.Options{Address: a.At, ContentType: a.ContentType})
	if errors.As(err, &said) {
		t.Problem = said
		return t, nil
	}
	if err != nil {
		return t, err
	}
	t.Items, t.Partly = len(doc.Items), doc.Partly || a.Cut
	for _, i := range doc.Items {
		if !slices.ContainsFunc(known, func(k Item) bool { return k.Main == i.Keys.Main }) {
			t.New++
		}
	}
	return t, nil
}
