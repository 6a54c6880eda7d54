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

// A feed that has moved for good says so with each answer. It is followed at once and believed late: a site in maintenance says the same of
// its front page.

// adoption is that a feed is asked for elsewhere from now on.
type adoption struct {
	to   string // the address
	into string // the ID of the feed that is read there already, by others; "" when there is none
}

// moves tells where an answer came from, if every redirect on the way was permanent and it is elsewhere.
func moves(e entry, a source.Answer) (to string, ok bool) {
	if len(a.Hops) == 0 || slices.ContainsFunc(a.Hops, func(h source.Hop) bool { return !h.Permanent }) {
		return "", false
	}
	to, ok = Clean(a.At)
	return to, ok && to != e.Address
}

// write notes where a feed's address leads, or that it is another from now on.
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
	case ok && (e.Moving == nil || e.Moving.To != to):
		e.Moving = &moving{to, now, ours}
	}
}

// move decides whether the feed has moved for good: for six days each redirect was permanent, and what stands there has items of this feed.
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

// claimAddress has whoever follows the address from now on read this feed; unless there is a feed there already, which is returned.
func (v *round) claimAddress(ctx context.Context, to string) (into string, err error) {
	id := ID(to)
	err = v.kv.Update(ctx, ownerOf(id), func(tx store.Tx) error {
		into = ""
		var e entry
		found, err := kinds.Get(tx.Get, kindFeeds, id, &e)
		if err != nil {
			return err
		}
		if found {
			into = id
			return nil
		}
		return kinds.Put(tx, kindAliases, id, v.id)
	})
	if err != nil {
		return "", fmt.Errorf("moving %s to %s: %w", v.id, id, err)
	}
	if into == v.id {
		into = ""
	}
	return into, nil
}
