package source

import (
	"context"
	"errors"
	"time"

	"lede/briefing"
)

// Request asks for one document of a site on a timetable, such as a feed.
type Request struct {
	// Address may hold a name and password, which are sent to its own origin and nowhere else.
	Address string
	// ETag and LastModified are what the last answer gave, byte for byte; both are sent. "" where there was none, or to ask without conditions.
	ETag, LastModified string
	// From is where that answer was found (Answer.At): the conditions are put there and not on the way to it, lest a notice that a
	// site redirects to answers that it did not change. "" puts them to every address.
	From string
	// Enter is asked before the first request to each site, the first site too, and whenever the way comes back to one. What it
	// returns is called when that site has answered, before the next is entered: one site is held at a time. An error ends the
	// request and is returned as it is. It may wait, within ctx. nil holds nothing.
	Enter func(ctx context.Context, site string) (leave func(), err error)
}

// Answer is what a site said. Any status is an answer; Trouble puts it into words.
type Answer struct {
	Status      int    // of HTTP, such as 200, 304, 404, 410, 429, 503
	Body        []byte // of a 200, unpacked, at most 5 MB
	ContentType string
	// ETag and LastModified are for the next request: those of a 200, or those of a 304 with the request's own where it has none. Keep
	// them only with a body that was a feed.
	ETag, LastModified string
	At                 string // the address of the document in the end
	Hops               []Hop  // the redirects on the way
	// MaxAge is for how long the site says that nothing new is to be had, by Cache-Control or Expires, less its Age; below 0 when it does not say.
	MaxAge time.Duration
	// RetryAfter is for how long the site wants to be left alone; below 0 when it does not say. It may come with any status: a 200 says
	// it when it was the last that the site allows for now.
	RetryAfter time.Duration
	Bytes      int64 // of the body as it came
	Challenge  bool  // visitors are to prove that they are human
}

// Hop is a redirect. Permanent are 301 and 308.
type Hop struct {
	From, To  string
	Permanent bool
}

// Feed makes one conditional request for a feed, redirects included. Errors are problems feed.*, or what Enter returned.
func (w *Web) Feed(ctx context.Context, r Request) (Answer, error) {
	return Answer{}, errors.ErrUnsupported
}

// Page fetches and reads the page of an item, on a timetable: whether the site wants that (robots.txt) is for the caller to ask. The
// answer tells the status and when to come again, also beside an error.
func (w *Web) Page(ctx context.Context, r Request, o briefing.Options) (*briefing.Article, Answer, error) {
	return nil, Answer{}, errors.ErrUnsupported
}

// Robots fetches robots.txt of the address's host, for robots.Read.
func (w *Web) Robots(ctx context.Context, r Request) (Answer, error) {
	return Answer{}, errors.ErrUnsupported
}

// Found is a feed that Find came upon.
type Found struct {
	Address string // to follow
	Answer  Answer // of the one request for it
}

// Find looks for the feeds of a site or page, the likeliest first. Of the request it uses Address and Enter.
func (w *Web) Find(ctx context.Context, r Request) ([]Found, error) {
	return nil, errors.ErrUnsupported
}
