package feeds

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"time"

	"lede/briefing"
	"lede/desk/record"
	"lede/source"
	"lede/store"
)

const (
	// visitFor is how long a visit may take if its context has no deadline.
	visitFor = 40 * time.Second
	// comeBack is the average delay before the next visit to a site that somebody else was asking.
	comeBack = 4 * time.Second
	// hopPatience is how long a visit waits for another site that it is redirected to.
	hopPatience = 2 * time.Second
)

// round is one visit to a site, for one of its feeds.
type round struct {
	*Feeds
	claim  store.Claim
	begun  time.Time // on this machine
	id     string
	pages  bool // only for the pages of items
	before entry
	site   kept[site]
	entry  kept[entry]

	answer  source.Answer
	took    time.Duration // until it was there
	verdict verdict
	book    *book // nil when there is no new document
	// resting is until when sites want to be left alone, by name.
	resting map[string]time.Time
	adopted adoption
	fetched int // pages
}

// now returns the time by the store's clock without asking it again, rounded to milliseconds like the store's.
func (v *round) now() time.Time {
	return v.claim.At.Add(time.Since(v.begun)).Truncate(time.Millisecond)
}

// Visit carries out a due visit to a site: it asks for the feed that has waited longest, and stores what is new. The claim is settled,
// or put off, in the same change.
func (f *Feeds) Visit(ctx context.Context, c store.Claim) error {
	v := &round{Feeds: f, claim: c, begun: time.Now(), resting: map[string]time.Time{}}
	v.site.among, v.entry.among = &f.quiet.sites, &f.quiet.entries
	due, err := v.begin(ctx)
	if err != nil || !due {
		return err
	}
	if err = v.make(ctx); errors.Is(err, store.ErrRefused) {
		// A visit put back because the store refused it would be made again at once. The end of its lease shows that the site was
		// asked.
		return fmt.Errorf("keeping what came of a visit: %v", err)
	}
	return err
}

// make is the visit, from its request to what is stored of it.
func (v *round) make(ctx context.Context) (err error) {
	if v.pages {
		v.book, err = v.open(ctx) // for those that are still wanted
	} else {
		err = v.ask(ctx)
	}
	if err != nil {
		return err
	}
	if v.book != nil {
		v.fetchPages(ctx)
	}
	return v.end(ctx)
}

// begin chooses the feed to ask for. The claim alone holds the site, so nothing has to be written. After a claim that lapsed, the feed
// may have been asked for, so it is not asked sooner than after an answer without information.
func (v *round) begin(ctx context.Context) (due bool, err error) {
	err = v.kv.Update(ctx, v.claim.Owner, func(tx store.Tx) error {
		due, v.id, v.pages = false, "", false
		now := v.claim.At
		if err := tx.Held(v.claim); err != nil {
			return err
		}
		s, _, err := v.site.get(tx, kindSite, siteKey)
		if err != nil {
			return err
		}
		switch {
		case s.busy(v.claim.Token, now):
			return tx.Settle(v.claim, now.Add(comeBack/2+rand.N(comeBack)))
		case s.due().After(now) || len(s.Next) == 0:
			return tx.Settle(v.claim, s.due())
		}
		v.id, v.pages = s.first()
		var found bool
		if v.before, found, err = v.entry.get(tx, kindFeeds, v.id); err != nil {
			return err
		}
		v.quiet.recall(&s, v.id, &v.before)
		ended := !found || v.before.Paused != nil
		if due = !ended && !v.claim.Lapsed; due {
			return nil
		}
		s.Next = maps.Clone(s.Next)
		switch {
		case ended:
			s.drop(v.id)
		case v.pages:
			s.set(pagesKey(v.id), now.Add(v.floor))
		default:
			s.set(v.id, now.Add(v.before.wait(v.floor, -1)))
		}
		if err := tx.Settle(v.claim, s.due()); err != nil {
			return err
		}
		return v.site.put(tx, kindSite, siteKey, s)
	})
	if err != nil {
		return false, fmt.Errorf("visiting %s: %w", v.claim.Owner, err)
	}
	return due, nil
}

// remaining returns how much time a context has left.
func remaining(ctx context.Context) time.Duration {
	if until, ok := ctx.Deadline(); ok {
		return max(time.Until(until), 0)
	}
	return visitFor
}

// ask makes the request for the feed, and reads the document that comes.
func (v *round) ask(ctx context.Context) error {
	e := v.before
	o := v.inTurn(ctx, briefing.Options{})
	r := source.Request{Address: e.Address, Enter: v.enterHop, Refuse: v.refuse, More: o.More}
	if !v.wholeIsDue() {
		r.ETag, r.LastModified, r.From = e.ETag, e.LastModified, e.From
	}
	var err error
	asked := time.Now()
	v.answer, err = v.web.Feed(ctx, r)
	v.took = time.Since(asked)
	v.verdict = judge(v.answer, err, e, o)
	if err != nil && v.answer.Status == 0 && v.offline != nil && v.offline() {
		v.verdict.blamed, v.verdict.cutOff = false, true
	}
	v.fetches.Add(v.verdict.came())
	if v.verdict.rests {
		v.resting[answering(e.Address, v.answer)] = v.now().Add(rest(v.floor, v.answer.RetryAfter))
	}
	if v.verdict.doc == nil {
		return nil
	}
	if v.book, err = v.open(ctx); err != nil {
		return err
	}
	v.book.title = shownTitle(v.verdict.doc.Title, e.Title)
	v.book.take(v.verdict.doc, v.now())
	return v.move(ctx)
}

// inTurn adds to how something is read that the site has sent that it is in the site's turn.
func (v *round) inTurn(ctx context.Context, o briefing.Options) briefing.Options {
	if v.turn == nil {
		return o
	}
	return v.turn(ctx, strings.TrimPrefix(v.claim.Owner, ownerPart), o)
}

// wholeIsDue reports whether to ask without conditions: the server of a feed that used to post, and for a day has only said that
// nothing changed, may always say so.
func (v *round) wholeIsDue() bool {
	e := v.before
	return e.Newest > e.First && !e.Same.IsZero() && v.claim.At.Sub(e.Same) >= wholeEvery
}

// enterHop enters another site that a visit is redirected to. The visit holds its own site already.
func (v *round) enterHop(ctx context.Context, name string) (leave func(), err error) {
	if ownerSite(name) == v.claim.Owner {
		return func() {}, nil
	}
	return v.enter(ctx, name, hopPatience)
}

// answering returns the site that gave an answer.
func answering(asked string, a source.Answer) string {
	if a.At != "" {
		return source.Site(a.At)
	}
	if n := len(a.Hops); n > 0 {
		return source.Site(a.Hops[n-1].To)
	}
	return source.Site(asked)
}

// open reads what is known of the feed's items. Only visits change it, and there is one at a time.
func (v *round) open(ctx context.Context) (*book, error) {
	e := v.before
	b := &book{id: v.id, title: e.Title, seeded: e.Seeded, first: time.Unix(e.First, 0), read: e.Read, newest: e.Newest}
	read := record.From(ctx, v.kv, v.claim.Owner)
	_, err := kinds.Get(read, kindMarks, v.id, &b.marks)
	if err == nil {
		b.items, err = readItems(read, v.id)
	}
	if err != nil {
		return nil, fmt.Errorf("reading what is known of %s: %w", v.id, err)
	}
	return b, nil
}

// end stores the result of the visit, and schedules the next, in one change.
func (v *round) end(ctx context.Context) error {
	for name, until := range v.resting {
		if ownerSite(name) != v.claim.Owner {
			if err := v.rest(ctx, name, until, v.verdict); err != nil {
				return err
			}
		}
	}
	v.book.sign(&v.signs)
	var left outcome
	err := v.kv.Update(ctx, v.claim.Owner, func(tx store.Tx) (err error) {
		left, err = v.finish(tx)
		return err
	})
	if err != nil {
		return fmt.Errorf("ending the visit to %s: %w", v.claim.Owner, err)
	}
	v.remember(left)
	return nil
}

// outcome is what a visit leaves behind.
type outcome struct {
	entry    entry
	followed bool  // somebody still follows the feed
	quietly  bool  // nothing of it is written, but when the site is due
	next     int64 // when the feed may be asked
}

// finish settles the claim, and writes what came of the visit.
func (v *round) finish(tx store.Tx) (left outcome, err error) {
	now := v.now()
	s, _, err := v.site.get(tx, kindSite, siteKey)
	if err != nil {
		return left, err
	}
	e, found, err := v.entry.get(tx, kindFeeds, v.id)
	if err != nil {
		return left, err
	}
	v.quiet.recall(&s, v.id, &e)
	siteBefore, before := s, e
	s.Next, e.Notices = maps.Clone(s.Next), slices.Clip(e.Notices)
	if found && (e.Newest != v.before.Newest || e.Seeded != v.before.Seeded) {
		return left, fmt.Errorf("feed %s was read by somebody else meanwhile: %w", v.id, store.ErrLost)
	}
	v.restHere(&s, now)
	due := v.settle(&s, &e, found, now)
	next := s.due()
	if soonest := now.Add(v.gap); !next.IsZero() && next.Before(soonest) {
		next = soonest
	}
	if err := tx.Settle(v.claim, next); err != nil {
		return left, err
	}
	left = outcome{e, found, found && v.bringsNothing(siteBefore, s, before, e), s.Next[v.id]}
	switch {
	case left.quietly:
		return left, nil
	case !found: // nobody follows it any more
		return left, kinds.Put(tx, kindSite, siteKey, s)
	}
	return left, errors.Join(kinds.Put(tx, kindSite, siteKey, s), kinds.Put(tx, kindFeeds, v.id, e), v.keep(tx, due, now))
}

// remember keeps in memory what is to be known of the visit, once it is stored.
func (v *round) remember(left outcome) {
	if left.quietly {
		v.quiet.note(v.id, left.entry.visits, left.next)
	} else {
		v.quiet.drop(v.id)
	}
	if left.followed {
		v.states.note(v.id, left.entry, v.untilNext(left.entry))
	} else {
		v.states.drop(v.id)
	}
}

// restHere leaves the visited site alone for as long as it asked.
func (v *round) restHere(s *site, now time.Time) {
	for name, until := range v.resting {
		if ownerSite(name) == v.claim.Owner && until.After(s.Until) {
			s.Until, s.Why = until.Truncate(time.Millisecond), v.verdict.trouble
		}
	}
	if !s.Until.After(now) {
		s.Until, s.Why = time.Time{}, nil
	}
}

// settle writes the result of the visit into the records of the site and the feed. It returns what follows from it.
func (v *round) settle(s *site, e *entry, found bool, now time.Time) (due followUp) {
	if !found {
		s.drop(v.id)
		return due
	}
	heard := e.Heard
	if !v.pages {
		e.account(v.answer, v.verdict, now)
		v.learn(e, now)
		e.judged(v.verdict, now)
		if e.Paused != nil {
			s.drop(v.id)
		} else {
			s.set(v.id, now.Add(v.untilNext(*e)))
		}
	}
	delete(s.Next, pagesKey(v.id))
	if v.book != nil {
		if v.book.wanting() && e.Paused == nil {
			s.set(pagesKey(v.id), now.Add(v.pagesAgain()))
		}
		due.wake = e.AtOnce && v.book.news > 0
	}
	due.tell = e.Heard > heard
	return due
}

// followUp is what is to be done about the followers of the feed.
type followUp struct{ wake, tell bool }

// A few hundred sites that take all the time they are given must not keep every other feed waiting, since only so many are asked at once. So one
// that took slowFrom or longer is left alone for slowRest times as long: an hour after twenty seconds.
const (
	slowFrom = 5 * time.Second
	slowRest = 180
)

// untilNext returns how long not to ask for the feed.
func (v *round) untilNext(e entry) time.Duration {
	wait := backoff(v.floor, e.Fails)
	if e.Fails == 0 {
		wait = e.wait(v.floor, v.answer.MaxAge)
	}
	if v.verdict.cutOff { // it is asked soon after the machine is back
		wait = v.floor
	}
	wait = jittered(wait)
	if asked := v.answer.RetryAfter; asked > 0 {
		wait = max(wait, jittered(min(asked, longestRest)))
	}
	if v.verdict.rests {
		wait = max(wait, rest(v.floor, v.answer.RetryAfter))
	}
	if v.took >= slowFrom {
		wait = max(wait, jittered(slowRest*v.took))
	}
	return wait
}

// keep writes the items, and schedules what follows from them.
func (v *round) keep(tx store.Tx, due followUp, now time.Time) (err error) {
	if v.book != nil {
		b := v.book
		err = kinds.Put(tx, kindItems, v.id, itemList(b.items))
		if !v.pages {
			err = errors.Join(err, kinds.Put(tx, kindMarks, v.id, b.marks))
		}
		for _, seq := range b.thinned {
			err = errors.Join(err, tx.Delete(kindTexts, textKey(v.id, seq)))
		}
		for _, seq := range b.drop {
			err = errors.Join(err, tx.Delete(kindTexts, textKey(v.id, seq)), tx.Delete(kindSigns, textKey(v.id, seq)))
		}
		for _, t := range b.texts {
			err = errors.Join(err, kinds.Put(tx, kindTexts, textKey(v.id, t.seq), t.words), kinds.Put(tx, kindSigns, textKey(v.id, t.seq), t.sign))
		}
	}
	if v.adopted.into != "" {
		err = errors.Join(err, kinds.Put(tx, kindAliases, v.id, v.adopted.into))
	}
	if due.wake {
		err = errors.Join(err, tx.Schedule(wakePrefix+v.id, now), tx.Delete(kindCursors, wakePrefix+v.id))
	}
	if due.tell || v.adopted.into != "" {
		err = errors.Join(err, tx.Schedule(tellPrefix+v.id, now), tx.Delete(kindCursors, tellPrefix+v.id))
	}
	return err
}
