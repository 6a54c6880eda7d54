package feeds

import (
	"context"
	"fmt"
	"slices"
	"time"

	"lede/problem"
	"lede/source"
	"lede/source/feed"
	"lede/store"
)

// A feed that has moved for good says so with each answer. The redirect is followed at once and believed late: a site in maintenance
// redirects to its front page in the same way.

// adoption is a change of the address at which a feed is asked.
type adoption struct {
	to   string // the address
	into string // the ID of the feed already read there by others; "" if there is none
}

// moves returns where an answer came from, if every redirect on the way was permanent and it is elsewhere.
func moves(e entry, a source.Answer) (to string, ok bool) {
	if len(a.Hops) == 0 || slices.ContainsFunc(a.Hops, func(h source.Hop) bool { return !h.Permanent }) {
		return "", false
	}
	to, ok = Clean(a.At)
	return to, ok && to != e.Address
}

// write records where a feed's address leads, or that it is another from now on.
func (d adoption) write(e *entry, a source.Answer, ours bool, now time.Time) {
	if d.into != "" {
		e.Paused = problem.New("feed.merged")
		return
	}
	if d.to != "" {
		e.notice(Notice{What: problem.New("feed.moved", "from", feed.Shown(e.Address), "to", feed.Shown(d.to))}, now)
		e.Address, e.Moving = d.to, nil
		return
	}
	to, ok := moves(*e, a)
	switch {
	case !ok:
		e.Moving = nil
	case e.Moving == nil || e.Moving.To != to:
		e.Moving = &moving{to, now, ours}
	}
}

// move decides whether the feed has moved for good: for six days each redirect was permanent, and the target has items of this feed.
func (v *round) move(ctx context.Context) error {
	e := v.before
	to, ok := moves(e, v.answer)
	long := e.Moving != nil && e.Moving.To == to && v.now().Sub(e.Moving.Since) >= movedFor
	if !ok || !long || !e.Moving.Ours {
		return nil
	}
	into, err := v.claimAddress(ctx, to)
	if err != nil {
		return err
	}
	v.adopted = adoption{to, into}
	return nil
}

// claimAddress makes future followers of the address read this feed, unless there is a feed there already, which is returned.
func (v *round) claimAddress(ctx context.Context, to string) (into string, err error) {
	id := ID(to)
	err = v.kv.Update(ctx, ownerOf(id), func(tx store.Tx) error {
		into = ""
		var e entry
		found, err := kinds.Get(tx.Get, kindFeeds, id, &e)
		if err != nil {
			return err
		}
		if !found {
			return kinds.Put(tx, kindAliases, id, v.id)
		}
		if into = id; id == v.id || slices.Contains(e.Formerly, v.id) {
			return nil
		}
		e.Formerly = append(e.Formerly[max(0, len(e.Formerly)+1-mostFormer):], v.id)
		return kinds.Put(tx, kindFeeds, id, e)
	})
	if err != nil {
		return "", fmt.Errorf("moving %s to %s: %w", v.id, id, err)
	}
	if into == v.id {
		into = ""
	}
	return into, nil
}

// mostFormer bounds how many feeds one feed can replace and remember.
const mostFormer = 50

// leadNowhere removes the aliases of other addresses for a feed that is forgotten. Later followers of one of them begin anew.
func (f *Feeds) leadNowhere(ctx context.Context, id string, e entry) error {
	former := e.Formerly
	if now := ID(e.Address); now != id {
		former = append(former, now)
	}
	for _, other := range former {
		if _, err := f.unalias(ctx, other, id); err != nil {
			return err
		}
	}
	return nil
}

// unalias stops reading one feed in place of another, unless that one still has followers to be moved.
func (f *Feeds) unalias(ctx context.Context, id, into string) (ended bool, err error) {
	err = f.kv.Update(ctx, ownerOf(id), func(tx store.Tx) error {
		ended = false
		var to string
		if _, err := kinds.Get(tx.Get, kindAliases, id, &to); err != nil || to != into {
			return err
		}
		there, err := kinds.Get(tx.Get, kindFeeds, id, &entry{})
		if err != nil || there {
			return err
		}
		ended = true
		return tx.Delete(kindAliases, id)
	})
	if err != nil {
		return false, fmt.Errorf("forgetting that %s is read in place of %s: %w", into, id, err)
	}
	return ended, nil
}
