package feeds

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"lede/briefing"
	"lede/desk/record"
	"lede/problem"
	"lede/source"
	"lede/source/robots"
	"lede/store"
)

const (
	pagesOfVisit = 5 // pages that one visit fetches
	seedPages    = 3 // how many of the newest items of a new feed have their pages fetched
	mostWanted   = 30
	pageTime     = 8 * time.Second // no page is begun with less time left
	robotsFor    = 24 * time.Hour
	robotsAgain  = time.Hour // when the last attempt gave no answer
	pagesSoon    = 30 * time.Second
	pagesAnewFor = 48 * time.Hour // for so long after its item came, a page is fetched anew when the feed says it was edited
)

const pagesSuffix = " pages"

// pagesKey is the key in site.Next of the next visit for the pages of a feed's items.
func pagesKey(id string) string { return id + pagesSuffix }

// first returns the feed that has waited longest, and whether for the pages of its items.
func (s site) first() (id string, pages bool) {
	best := ""
	for key, at := range s.Next {
		if best == "" || at < s.Next[best] || at == s.Next[best] && key < best {
			best = key
		}
	}
	return strings.CutSuffix(best, pagesSuffix)
}

// drop removes a feed from what is due.
func (s *site) drop(id string) {
	delete(s.Next, id)
	delete(s.Next, pagesKey(id))
}

// want marks the items whose pages are to be fetched: new ones without a full text in the feed.
func (b *book) want() {
	newest := 0
	for _, place := range slices.Backward(b.fresh) {
		i := &b.items[place]
		newest++
		fetched := i.Text == FullText || i.Link == ""
		if !fetched && (!i.Old || newest <= seedPages) && newest <= mostWanted {
			i.Wanted = true
		}
	}
}

// wanting reports whether pages are still to be fetched.
func (b *book) wanting() bool {
	return slices.ContainsFunc(b.items, func(i Item) bool { return i.Wanted })
}

// fetchPages fetches pages of items, the newest first, as many as a visit may and has time for.
func (v *round) fetchPages(ctx context.Context) {
	if !v.pages {
		v.book.want()
	}
	for place := range slices.Backward(v.book.items) {
		if !v.book.items[place].Wanted {
			continue
		}
		if v.fetched == pagesOfVisit || remaining(ctx) < pageTime {
			return
		}
		if v.fetched++; !v.pause(ctx) {
			return
		}
		if !v.fetchPage(ctx, place) {
			return
		}
	}
}

// pause waits for the least time between two requests to a site.
func (v *round) pause(ctx context.Context) bool {
	select {
	case <-ctx.Done():
		return false
	case <-time.After(v.gap):
		return true
	}
}

// fetchPage fetches one page. It returns false if the others have to wait as well.
func (v *round) fetchPage(ctx context.Context, place int) bool {
	i := &v.book.items[place]
	if v.IsBlocked(i.Link) {
		i.Wanted = false
		return true
	}
	allowed, err := v.allowed(ctx, i.Link)
	if err != nil {
		return false
	}
	if !allowed {
		i.Wanted = false
		return true
	}
	o := v.inTurn(ctx, briefing.Options{Published: i.Published})
	a, answer, err := v.web.Page(ctx, source.Request{Address: i.Link, Enter: v.enterHop, Refuse: v.refuse, More: o.More}, o)
	if canBeLater(err) {
		return false
	}
	i.Wanted = false
	if rests(answer.Status) {
		v.resting[answering(i.Link, answer)] = v.now().Add(rest(v.floor, answer.RetryAfter))
		i.Wanted = true
		return false
	}
	fault := answer.Status == 0 || answer.Status >= http.StatusInternalServerError
	i.Again = err != nil && fault && !i.Again && !errors.Is(err, ErrBlocked)
	if i.Wanted = i.Again; err != nil || !i.suits(a.Text) {
		return true // the teaser, or the text there was before, has to do
	}
	if i.Text == PageText {
		now := v.now()
		i.Edited = &now
	}
	if i.Picture == "" && len(a.Image) <= maxLink {
		i.Picture = a.Image
	}
	v.book.write(place, PageText, a.Text)
	return true
}

// suits reports whether the text of its page may become an item's.
func (i Item) suits(text string) bool {
	return len(text) >= i.least() && len(text) <= maxWords && briefing.Need(text) <= maxNeed
}

// least returns how many bytes a page needs to replace the existing text: as much as a teaser, which is the whole article if its page says
// no more, and most of what the page had before.
func (i Item) least() int {
	if i.Text == PageText {
		return int(i.Bytes) / 2
	}
	return int(i.Bytes)
}

// pagesAgain returns the delay before the next visit for pages. Those that gave no answer are not asked for again at once.
func (v *round) pagesAgain() time.Duration {
	more := slices.ContainsFunc(v.book.items, func(i Item) bool { return i.Wanted && !i.Again })
	if more && v.fetched > 0 && len(v.resting) == 0 {
		return jittered(pagesSoon)
	}
	return jittered(v.floor)
}

// keptRobots is a host's robots.txt rules, and when they were fetched.
type keptRobots struct {
	At    time.Time    `json:"at"`
	Rules robots.Rules `json:"rules"`
}

// allowed reports whether the robots.txt of a page's host lets it be fetched on a timetable.
func (v *round) allowed(ctx context.Context, address string) (bool, error) {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return false, nil
	}
	owner, key := ownerSite(source.Site(address)), cut(u.Scheme+"://"+u.Host, 150)
	var kept keptRobots
	found, err := kinds.Get(record.From(ctx, v.kv, owner), kindRobots, key, &kept)
	if err != nil {
		return false, fmt.Errorf("reading what %s wants left alone: %w", key, err)
	}
	age := v.now().Sub(kept.At)
	if found && age < robotsFor && (!kept.Rules.Closed || age < robotsAgain) {
		return kept.Rules.Allows(address), nil
	}
	a, err := v.web.Robots(ctx, source.Request{Address: address, Enter: v.enterHop, Refuse: v.refuse})
	if canBeLater(err) {
		return false, err
	}
	kept = keptRobots{v.now(), robots.Of(a.Status, a.Body)}
	err = v.kv.Update(ctx, owner, func(tx store.Tx) error { return kinds.Put(tx, kindRobots, key, kept) })
	if err != nil {
		return false, fmt.Errorf("keeping what %s wants left alone: %w", key, err)
	}
	return kept.Rules.Allows(address), nil
}

// errStopped is source's: nobody waited for the answer any more.
var errStopped = problem.New("feed.stopped")

// errCrowded and errWorked are the desk's: what came could not be read now, for all else that is being read, and because what the
// site has sent has lately taken long to read.
var (
	errCrowded = problem.New("bot.busy")
	errWorked  = problem.New("desk.worked-enough")
)

// rests reports whether a status asks to be left alone.
func rests(status int) bool {
	return slices.Contains([]int{http.StatusTooManyRequests, http.StatusForbidden, http.StatusServiceUnavailable}, status)
}

// isOurs reports whether Lede itself declined to send the request, or to read the answer.
func isOurs(err error) bool { return canBeLater(err) || errors.Is(err, ErrBlocked) }

// canBeLater reports whether Lede did not send a request now, or not read what came, and may another time.
func canBeLater(err error) bool {
	return slices.ContainsFunc([]error{ErrBusy, ErrResting, errStopped, errCrowded, errWorked, store.ErrUnavailable}, func(is error) bool { return errors.Is(err, is) })
}
