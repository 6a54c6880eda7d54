package source

import (
	"cmp"
	"context"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"time"

	"lede/briefing"
	"lede/source/when"
)

const (
	maxFeed      = 5 << 20 // bytes
	maxValidator = 4 << 10
	maxRobots    = 500 << 10 // bytes; RFC 9309 requires crawlers to read that much
	// feedTypes is the Accept header for feeds: some sites choose by that.
	feedTypes = "application/rss+xml, application/atom+xml, application/feed+json, application/rdf+xml;q=0.9, application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, */*;q=0.1"
)

// Request is a request for one document of a site on a timetable, such as a feed.
type Request struct {
	// Address may hold a name and password, which are sent to its own origin and nowhere else.
	Address string
	// ETag and LastModified come from the last answer, byte for byte; both are sent. "" if it had none, or to ask without
	// conditions.
	ETag, LastModified string
	// From is where that answer was found (Answer.At): the conditions are sent there and not on the way to it, lest a notice
	// that a site redirects to answers that it did not change. "" sends them to every address.
	From string
	// Enter is called before the first request to each site, including the first site, and whenever the redirects return to
	// one. The func it returns is called when that site has answered, before the next is entered: one site is held at a time.
	// An error ends the request and is returned unchanged. It may wait, within ctx. nil holds nothing.
	Enter func(ctx context.Context, site string) (leave func(), err error)
	// Refuse is called before each request with its address, on every hop: an error ends the fetch and is returned unchanged. nil
	// refuses none.
	Refuse func(address string) error
	// Room lets Find read a feed that takes so much memory, in bytes, once there is room for it, like briefing.Options.Room.
	// nil reads at once.
	Room func(need int64, read func() error) error
	// More is called once, before more than a megabyte of the answer is kept, and leave when all of it has been read. It may
	// wait; an error ends the request and is returned unchanged. nil sets no limit.
	More func() (leave func(), err error)
}

// Answer is a site's answer. Any status is an answer; Trouble puts it into words.
type Answer struct {
	Status      int    // of HTTP, such as 200, 304, 404, 410, 429, 503
	Body        []byte // of a 200 or the like, decompressed, at most 5 MB
	ContentType string
	// ETag and LastModified are for the next request: those of a 200, or those of a 304, or the request's own if a 304 has
	// none. Keep them only with a body that was a feed.
	ETag, LastModified string
	At                 string // the final address of the document
	Hops               []Hop  // the redirects on the way
	// MaxAge is how long the site says that there will be nothing new, by Cache-Control or Expires, less its Age; below 0 if it
	// does not say.
	MaxAge time.Duration
	// RetryAfter is how long the site wants to be left alone; below 0 if it does not say. It may come with any status: with a
	// 200 it means that this was the last request that the site allows for now.
	RetryAfter time.Duration
	Bytes      int64    // size of the body as received
	Links      []string // the Link headers
	Challenge  bool     // visitors must prove that they are human
	// Conditional says that the request was conditional; Cut says that the document exceeds 5 MB or broke off, so that Body is
	// only its beginning.
	Conditional, Cut bool

	asked string // the requested address, as it may be shown
}

// Hop is a redirect. Those with status 301 and 308 are permanent.
type Hop struct {
	From, To  string
	Permanent bool
}

// Feed makes one conditional request for a feed, and follows redirects. Errors are problems feed.*, or what Enter returned; the
// answer returned with an error has the hops so far.
func (w *Web) Feed(ctx context.Context, r Request) (Answer, error) {
	return w.document(ctx, r, "reads feeds", feedTypes, maxFeed)
}

// Robots fetches robots.txt of the address's host, for package robots.
func (w *Web) Robots(ctx context.Context, r Request) (Answer, error) {
	u, err := url.Parse(r.Address)
	if err != nil {
		return Answer{}, unfetched(nameOf(r.Address), errScheme)
	}
	r.Address = (&url.URL{Scheme: u.Scheme, Host: u.Host, Path: "/robots.txt"}).String()
	return w.document(ctx, r, "reads feeds", "text/plain, */*;q=0.1", maxRobots)
}

// Page fetches and reads the page of an item, on a timetable: the caller must check whether the site allows that (robots.txt).
// The answer holds the status and when to come again, even with an error.
func (w *Web) Page(ctx context.Context, r Request, o briefing.Options) (*briefing.Article, Answer, error) {
	return w.article(ctx, r, "reads the pages of a feed", o)
}

// document fetches a document of any type.
func (w *Web) document(ctx context.Context, r Request, does, accept string, limit int64) (Answer, error) {
	address, login := loginOf(strings.TrimSpace(r.Address))
	u, err := webAddress(address)
	if err != nil {
		return Answer{}, unfetched(nameOf(r.Address), err)
	}
	ctx, cancel := context.WithTimeout(ctx, webPatience)
	defer cancel()
	t := w.newFetcher(r, w.agent(does), accept)
	defer t.site.unlock()
	defer t.memory.release()
	t.limit, t.login = limit, login
	f, err := t.fetch(ctx, u)
	return t.answered(f, err)
}

// answered returns the result of fetching a document: one that broke off or is too long is used as far as it came.
func (t *fetcher) answered(f fetched, err error) (Answer, error) {
	a := t.answer(f)
	broke := errors.Is(err, errDamaged) && len(f.data) > 0
	if broke { // it may have changed since: the next request has to bring the whole
		a.ETag, a.LastModified = t.asked.ETag, t.asked.LastModified
	}
	if broke || errors.Is(err, errOver) {
		a.Cut, err = true, nil
	}
	if err != nil {
		return a, unfetched(a.asked, err)
	}
	return a, nil
}

// answer converts what a site sent to an Answer.
func (t *fetcher) answer(f fetched) Answer {
	h, now := f.header, time.Now()
	a := Answer{Status: f.status, Body: f.data, ContentType: h.Get("Content-Type"), Hops: t.hops, Bytes: f.came, Links: h.Values("Link"), Conditional: f.conditional,
		MaxAge: when.MaxAge(h, now), RetryAfter: when.RetryAfter(f.status, h, now), asked: nameOf(t.asked.Address)}
	if f.at != nil {
		a.At = f.at.String()
	}
	for _, challenge := range []string{h.Get("Cf-Mitigated"), h.Get("X-Amzn-Waf-Action")} {
		a.Challenge = a.Challenge || strings.EqualFold(challenge, "challenge") || strings.EqualFold(challenge, "captcha")
	}
	if hasDocument(f.status) || f.status == http.StatusNotModified {
		a.ETag, a.LastModified = validator(h, "Etag"), validator(h, "Last-Modified")
	}
	if f.status == http.StatusNotModified { // what it leaves out holds on
		a.ETag, a.LastModified = cmp.Or(a.ETag, t.asked.ETag), cmp.Or(a.LastModified, t.asked.LastModified)
	}
	return a
}

// validator returns a header that can be sent back unchanged.
func validator(h http.Header, name string) string {
	v := h.Get(name)
	if len(v) > maxValidator || strings.ContainsFunc(v, func(r rune) bool { return r < ' ' && r != '\t' || r == 0x7f }) {
		return ""
	}
	return v
}
