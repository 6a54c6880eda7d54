package internet

import (
	"fmt"
	"hash/fnv"
	"net/http"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"lede/playground/papers"
)

// Feed is one feed of a site.
type Feed struct {
	Format          Format
	Title, Language string
	Paper           Paper
	Most            int           // items that it shows; 0 for 20
	Full            bool          // it contains the whole text of each item
	TTL             time.Duration // an RSS document's ttl; 0 for none
	MaxAge          time.Duration // the same in Cache-Control; 0 for none
	Validators      Validators
	// Sent is called with the items of each document that was sent whole; may be nil.
	Sent func(now time.Time, items []Item)

	site *Site
	path string

	served atomic.Int64 // answers so far

	mu       sync.Mutex
	troubles []Trouble
}

// saysTTL returns the TTL if the document states it: only RSS has an element for it.
func (f *Feed) saysTTL() time.Duration {
	if f.Format == RSS {
		return f.TTL
	}
	return 0
}

// Address returns its http address.
func (f *Feed) Address() string { return f.site.Address(f.path) }

// Suffer gives the feed troubles, which apply in this order.
func (f *Feed) Suffer(t ...Trouble) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.troubles = append(f.troubles, t...)
}

// Recover removes all of them.
func (f *Feed) Recover() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.troubles = nil
}

// suffered returns the troubles that it has at a moment.
func (f *Feed) suffered(now time.Time) (at []Trouble) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, t := range f.troubles {
		if t.at(now) {
			at = append(at, t)
		}
	}
	return at
}

// items returns what it shows at a moment.
func (f *Feed) items(now time.Time) []Item {
	items := f.Paper(now, f.Most)
	for _, t := range f.suffered(now) {
		if t.Items != nil {
			items = t.Items(now, items)
		}
	}
	return items
}

// press returns the feed's metadata.
func (f *Feed) press() papers.Feed {
	return papers.Feed{
		Format: f.Format, Title: f.Title, Language: f.Language, Full: f.Full, TTL: f.TTL, Home: f.site.Address("/"), Address: f.Address(),
	}
}

// Shows returns the items that the feed shows at a moment, newest first, with its troubles applied.
func (f *Feed) Shows(now time.Time) []Item { return f.items(now) }

func (f *Feed) answer(now time.Time, r *http.Request) *Answer {
	items, troubles := f.items(now), f.suffered(now)
	body := f.press().Write(items)
	for _, t := range troubles {
		if t.Document != nil {
			body = t.Document(body)
		}
	}
	a := &Answer{Status: http.StatusOK, Header: http.Header{"Content-Type": {f.Format.ContentType()}}, Body: body, asked: r}
	if f.MaxAge > 0 {
		a.Header.Set("Cache-Control", "max-age="+strconv.Itoa(int(f.MaxAge.Seconds())))
	}
	f.Validators.apply(a, r, fingerprint(body), lastChange(now, items, troubles), f.served.Add(1))
	for _, t := range troubles {
		t.spoil(now, a)
	}
	a.items = items
	return a
}

// tell reports the items of an answer that is about to be sent.
func (f *Feed) tell(now time.Time, a *Answer) {
	if f == nil || f.Sent == nil {
		return
	}
	if whole := a.Status == http.StatusOK && !a.damaged && !a.isNoFeed(f); whole {
		f.Sent(now, a.items)
	}
}

func fingerprint(body []byte) string {
	h := fnv.New64a()
	_, _ = h.Write(body) // cannot fail
	return fmt.Sprintf(`"%016x"`, h.Sum64())
}

// lastChange returns when the document last changed.
func lastChange(now time.Time, items []Item, troubles []Trouble) (at time.Time) {
	later := func(t time.Time) {
		if t.After(at) && !t.After(now) {
			at = t
		}
	}
	for _, it := range items {
		later(it.At)
		later(it.Changed)
	}
	for _, t := range troubles {
		later(t.From)
	}
	return at
}
