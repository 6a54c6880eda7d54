package source

import (
	"cmp"
	"context"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"time"

	"lede/problem"
	"lede/source/discover"
	"lede/source/feed"
)

// Found is a feed that Find came upon.
type Found struct {
	Address string     // to follow: where it moved to for good, if it did
	Answer  Answer     // of the one request for it
	Feed    *feed.Feed // what it holds
}

// Limits on a search.
const (
	findPatience = 60 * time.Second
	mostAsked    = 24       // requests
	mostFound    = 6        // feeds
	mostHeld     = 10 << 20 // bytes of feeds
)

// Find looks for the feeds of a site or page, the likeliest first: the address may be a feed's itself or a site's whose addresses tell (see
// discover.Known); else its page or the canonical one says where they are; else they stand where feeds tend to. Each is read once. Those that hold
// the same are one, and empty ones come last. Of the request it uses Address, which need not have a scheme, Enter, Room and More. None, and no error,
// is the result for a page that has no feed. Requests follow one another, so that there are never two at once to a site.
func (w *Web) Find(ctx context.Context, r Request) ([]Found, error) {
	ctx, cancel := context.WithTimeout(ctx, findPatience)
	defer cancel()
	address, login := loginOf(feed.Address(r.Address))
	s := &search{web: w, request: r, login: login, site: &siteLock{enter: r.Enter}, memory: &memory{more: r.More}, tried: map[string]bool{}, busy: map[string]bool{}}
	defer s.site.unlock()
	defer s.memory.release()
	if _, err := webAddress(address); err != nil {
		return nil, unfetched(nameOf(r.Address), err)
	}
	err := s.from(ctx, address)
	if len(s.found) > 0 {
		return s.ranked(), nil
	}
	return nil, cmp.Or(err, s.trouble)
}

// search is what Find has done so far.
type search struct {
	web     *Web
	request Request
	login   *login
	site    *siteLock
	memory  *memory
	tried   map[string]bool // addresses
	busy    map[string]bool // sites that want to be left alone
	held    int
	found   []Found
	trouble error // why the address itself led to nothing
}

// from searches in the order of likelihood, and no further once something was found. Its error is why there is no sense in searching on.
func (s *search) from(ctx context.Context, address string) error {
	if s.try(ctx, discover.Known(address)); len(s.found) > 0 {
		return nil
	}
	page, err := s.page(ctx, address)
	if insecure, is := plainly(s.request.Address, address); err != nil && is && codeOf(err) == "feed.failed" {
		address = insecure
		page, err = s.page(ctx, address)
	}
	if err != nil {
		return err
	}
	at, wrong := page.At, s.take(ctx, address, page)
	if codeOf(wrong) != "feed.page" { // a page that sites show for its own sake is no trouble
		s.because(wrong)
	}
	if len(s.found) > 0 {
		return nil
	}
	if page.Trouble() != nil {
		at = address
	}
	list, canonical := discover.In(page.Body, page.ContentType, at)
	if s.try(ctx, list); len(s.found) > 0 {
		return nil
	}
	if canonical != "" && canonical != at {
		at = s.renamed(ctx, canonical, at)
	}
	if ailing := page.Challenge || page.Status >= http.StatusInternalServerError; !ailing {
		s.wellKnown(ctx, at)
	}
	return nil
}

// renamed searches a page under the address that it calls its own, and returns where it is.
func (s *search) renamed(ctx context.Context, canonical, at string) string {
	page, err := s.page(ctx, canonical)
	if wrong := s.take(ctx, canonical, page); err != nil || wrong != nil && codeOf(wrong) != "feed.page" {
		return at
	}
	list, _ := discover.In(page.Body, page.ContentType, page.At)
	s.try(ctx, list)
	return page.At
}

// wellKnown looks where sites of a page's kind have their feeds. A site that leads to its front page from there has none.
func (s *search) wellKnown(ctx context.Context, at string) {
	for _, known := range discover.WellKnown(at) {
		if len(s.found) == 0 {
			s.one(ctx, known, func(to *url.URL) bool { return strings.Trim(to.Path, "/") == "" || to.String() == at })
		}
	}
}

// plainly is the address without encryption of one whose scheme is a guess.
func plainly(typed, address string) (insecure string, is bool) {
	rest, encrypted := strings.CutPrefix(address, "https:")
	return "http:" + rest, encrypted && !strings.Contains(strings.ToLower(typed), "https:")
}

// page asks for a page. Its error is for an address at which nothing is to be found, nor near it.
func (s *search) page(ctx context.Context, address string) (Answer, error) {
	u, err := webAddress(address)
	if err != nil {
		return Answer{}, unfetched(nameOf(address), err)
	}
	if s.busy[Site(address)] {
		return Answer{}, s.trouble
	}
	s.tried[address] = true
	t := s.fetcher(address, "text/html, application/xhtml+xml, "+feedTypes)
	ctx, cancel := context.WithTimeout(ctx, webPatience)
	defer cancel()
	f, err := t.follow(ctx, u)
	a, err := t.answered(f, err)
	if err != nil {
		return a, err
	}
	s.note(a)
	return a, nil
}

// take adds an answer to what was found, or tells what it is instead of a feed.
func (s *search) take(ctx context.Context, address string, a Answer) error {
	if p := a.Trouble(); p != nil {
		return p
	}
	return s.read(ctx, address, a)
}

// because keeps the first reason for which nothing is found.
func (s *search) because(trouble error) {
	if s.trouble == nil {
		s.trouble = trouble
	}
}

func (s *search) fetcher(address, accept string) *fetcher {
	t := s.web.newFetcher(Request{Address: address}, s.web.agent("looks for a feed when a person asks for it"), accept)
	t.site, t.memory, t.login, t.limit = s.site, s.memory, s.login, maxFeed
	return t
}

// try asks for what may be feeds.
func (s *search) try(ctx context.Context, list []discover.Candidate) {
	for _, c := range list {
		s.one(ctx, c.Address, nil)
	}
}

// one asks for what may be a feed. no are addresses to which no redirect is followed; nil for none.
func (s *search) one(ctx context.Context, address string, no func(*url.URL) bool) {
	u, err := webAddress(address)
	full := len(s.found) == mostFound || s.held > mostHeld || len(s.tried) >= mostAsked
	known := s.tried[address] || s.busy[Site(address)]
	if err != nil || full || known || ctx.Err() != nil {
		return
	}
	s.tried[address] = true
	t := s.fetcher(address, feedTypes)
	t.avoid = no
	ctx, cancel := context.WithTimeout(ctx, webPatience)
	defer cancel()
	f, err := t.fetch(ctx, u)
	if held, ok := errors.AsType[*notEntered](err); ok {
		s.because(held.err)
	}
	a, err := t.answered(f, err)
	if err != nil {
		return
	}
	s.note(a)
	_ = s.take(ctx, address, a) // a guess that was wrong is no news
}

// note notes a site that wants to be left alone.
func (s *search) note(a Answer) {
	if a.Status == http.StatusTooManyRequests || a.RetryAfter > 0 {
		s.busy[Site(a.At)] = true
		s.because(problem.New("feed.too-many-requests", "name", a.asked, "status", a.Status))
	}
}

// read adds an answer to what was found if it is a feed.
func (s *search) read(ctx context.Context, address string, a Answer) (err error) {
	var f *feed.Feed
	begun := false
	read := func() error {
		begun = true
		f, err = feed.Parse(a.Body, feed.Options{Address: a.At, ContentType: a.ContentType})
		return err
	}
	if s.request.Room != nil {
		err = s.request.Room(feedCost*int64(len(a.Body)), read)
	} else {
		err = read()
	}
	if !begun {
		s.because(err)
	}
	if err != nil {
		return err
	}
	for _, other := range s.found {
		if len(f.Items) > 0 && newest(f) == newest(other.Feed) {
			return nil // in another format
		}
	}
	s.held += len(a.Body)
	s.found = append(s.found, Found{Address: s.login.into(moved(address, a)), Answer: a, Feed: f})
	return nil
}

// newest are the first items of a feed, to compare.
func newest(f *feed.Feed) string {
	var b strings.Builder
	for _, i := range f.Items[:min(len(f.Items), 3)] {
		b.WriteString(i.Title + "\n" + i.Link + "\n")
	}
	return b.String()
}

// moved is where a feed is to be asked for from now on.
func moved(address string, a Answer) string {
	for _, hop := range a.Hops {
		if !hop.Permanent {
			return address
		}
	}
	return a.At
}

// ranked is what was found, empty feeds last.
func (s *search) ranked() []Found {
	var some, none []Found
	for _, f := range s.found {
		if len(f.Feed.Items) > 0 {
			some = append(some, f)
		} else {
			none = append(none, f)
		}
	}
	return append(some, none...)
}

func codeOf(err error) string {
	if p, ok := errors.AsType[*problem.Problem](err); ok {
		return p.Code
	}
	return ""
}
