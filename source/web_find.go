package source

import (
	"cmp"
	"context"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"lede/briefing"
	"lede/problem"
	"lede/source/discover"
	"lede/source/feed"
)

// Found is a feed that Find has found.
type Found struct {
	Address string     // to follow: the permanent new address, if it moved
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

// Find looks for the feeds of a site or page, the likeliest first. The address may be a feed's own or a site's with known feeds
// (see discover.Known); otherwise its page, its Link header or the canonical page says where they are; otherwise they are in the
// usual places. Each is read once. Those with the same items are one, and empty ones come last. Of the request it uses Address,
// which need not have a scheme, Enter, Room and More. It returns none, and no error, for a page that has no feed; for one that
// names a feed which cannot be read, it returns why. Requests follow one another, so that there are never two at once to a site.
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

// search is the state of a Find.
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
	list    Answer // the first page that was taken for a feed: it may be a list of them
	trouble error  // why the address itself gave nothing
}

// from searches in order of likelihood, and stops once something was found. Its error says why further searching is pointless.
func (s *search) from(ctx context.Context, address string) error {
	if s.try(ctx, discover.Known(address)); len(s.found) > 0 {
		return nil
	}
	page, err := s.page(ctx, address)
	if insecure, is := plainly(s.request.Address, address); is && codeOf(err) == "feed.failed" {
		address = insecure
		page, err = s.page(ctx, address)
	}
	if err != nil {
		return err
	}
	at, wrong := page.At, s.take(address, page)
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
	if s.try(ctx, append(list, discover.InHeader(page.Links, at)...)); len(s.found) > 0 {
		return nil
	}
	if s.listed(ctx, page, at); len(s.found) > 0 {
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

// listed searches the list of feeds that a page is, or leads to.
func (s *search) listed(ctx context.Context, page Answer, at string) {
	if discover.IsList(at) {
		s.list = page
	}
	s.try(ctx, discover.Listed(s.list.Body, s.list.ContentType, s.list.At))
}

// renamed searches a page under its canonical address, and returns that.
func (s *search) renamed(ctx context.Context, canonical, at string) string {
	page, err := s.page(ctx, canonical)
	if wrong := s.take(canonical, page); err != nil || wrong != nil && codeOf(wrong) != "feed.page" {
		return at
	}
	list, _ := discover.In(page.Body, page.ContentType, page.At)
	s.try(ctx, list)
	return page.At
}

// wellKnown tries the usual places for feeds near a page. A site that redirects to its front page from there has none.
func (s *search) wellKnown(ctx context.Context, at string) {
	for _, known := range discover.WellKnown(at) {
		if len(s.found) == 0 {
			s.one(ctx, known, func(to *url.URL) bool { return strings.Trim(to.Path, "/") == "" || to.String() == at })
		}
	}
}

// plainly returns the unencrypted form of an address whose scheme was a guess.
func plainly(typed, address string) (insecure string, is bool) {
	rest, encrypted := strings.CutPrefix(address, "https:")
	return "http:" + rest, encrypted && !strings.Contains(strings.ToLower(typed), "https:")
}

// page fetches a page. Its error is for an address with nothing to be found at it or near it.
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

// take adds an answer to what was found, or returns what it is instead of a feed.
func (s *search) take(address string, a Answer) error {
	if p := a.Trouble(); p != nil {
		return p
	}
	return s.read(address, a)
}

// because keeps the first reason why nothing was found.
func (s *search) because(trouble error) {
	if s.trouble == nil {
		s.trouble = trouble
	}
}

func (s *search) fetcher(address, accept string) *fetcher {
	t := s.web.newFetcher(Request{Address: address, Refuse: s.request.Refuse}, s.web.agent("looks for a feed when a person asks for it"), accept)
	t.site, t.memory, t.login, t.limit = s.site, s.memory, s.login, maxFeed
	t.reading = briefing.Options{Room: s.request.Room}
	return t
}

// try requests addresses that may be feeds; those of comments only if there is no news. What is wrong with a guess is not worth
// reporting.
func (s *search) try(ctx context.Context, list []discover.Candidate) {
	for _, c := range list {
		if !c.Comments || !s.hasItems() {
			if wrong := s.one(ctx, c.Address, nil); c.Named && codeOf(wrong) != "feed.page" {
				s.because(wrong)
			}
		}
	}
}

func (s *search) hasItems() bool {
	return slices.ContainsFunc(s.found, func(f Found) bool { return len(f.Feed.Items) > 0 })
}

// one requests what may be a feed, and returns why it is none. no reports the addresses to which no redirect is followed; nil for none.
func (s *search) one(ctx context.Context, address string, no func(*url.URL) bool) error {
	u, err := webAddress(address)
	full := len(s.found) == mostFound || s.held > mostHeld || len(s.tried) >= mostAsked
	known := s.tried[address] || s.busy[Site(address)]
	if err != nil || full || known || ctx.Err() != nil {
		return nil
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
		return err
	}
	s.note(a)
	wrong := s.take(address, a)
	if codeOf(wrong) == "feed.page" && s.list.At == "" {
		s.list = a
	}
	return wrong
}

// note records a site that wants to be left alone.
func (s *search) note(a Answer) {
	if a.Status == http.StatusTooManyRequests || a.RetryAfter > 0 {
		s.busy[Site(a.At)] = true
		s.because(problem.New("feed.too-many-requests", "name", a.asked, "status", a.Status))
	}
}

// read adds an answer to what was found if it is a feed.
func (s *search) read(address string, a Answer) (err error) {
	var f *feed.Feed
	begun := false
	read := func() error {
		begun = true
		f, err = feed.Parse(a.Body, feed.Options{Address: a.At, ContentType: a.ContentType})
		return err
	}
	if s.request.Room != nil {
		err = s.request.Room(feed.Need(a.Body), read)
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
			return nil // the same feed in another format
		}
	}
	s.held += len(a.Body)
	s.found = append(s.found, Found{Address: s.login.into(moved(address, a)), Answer: a, Feed: f})
	return nil
}

// newest returns the first items of a feed, for comparison.
func newest(f *feed.Feed) string {
	var b strings.Builder
	for _, i := range f.Items[:min(len(f.Items), 3)] {
		b.WriteString(i.Title + "\n" + i.Link + "\n")
	}
	return b.String()
}

// moved returns the address to request a feed at from now on.
func moved(address string, a Answer) string {
	for _, hop := range a.Hops {
		if !hop.Permanent {
			return address
		}
	}
	return a.At
}

// ranked returns what was found, empty feeds last.
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
