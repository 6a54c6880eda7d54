package cli

import (
	"context"
	"time"

	"lede/desk"
	"lede/scheduler"
	"lede/store"
)

// digestsDue is a store that reports only digests as due next: the playground's clock moves from one digest to the next.
// Other things are due too, such as forgetting what was typed into a form, but nobody sees those.
type digestsDue struct {
	store.KV
	owners func() []string // of digests: guilds, and readers as desk.Alone names them
}

// NextDue implements store.KV. Anything due by now is reported, whatever it is, so that it can be waited for.
func (k digestsDue) NextDue(ctx context.Context) (time.Time, bool, error) {
	at, ok, err := k.KV.NextDue(ctx)
	if err != nil || !ok {
		return at, ok, err
	}
	now, err := k.Now(ctx)
	if err != nil || !at.After(now) {
		return at, err == nil, err
	}
	g, found, err := k.next(ctx)
	if found && g.Next.After(at) {
		at = g.Next
	}
	return at, found, err
}

// next returns the digest whose time comes next, of a guild or of a reader who follows something; found is false if none has a time: what is posted as it
// comes is looked for every few minutes, and each of these would stop the clock.
func (k digestsDue) next(ctx context.Context) (next desk.Digest, found bool, err error) {
	d := desk.New(desk.Options{Store: k.KV})
	for _, owner := range k.owners() {
		digests, err := d.Digests(ctx, owner)
		if err != nil {
			return next, false, err
		}
		for _, g := range digests {
			sooner := !found || g.Next.Before(next.Next)
			if g.Paused == nil && !g.AsItComes && sooner {
				next, found = g, true
			}
		}
	}
	return next, found, nil
}

// zone returns the zone that the next digest was set in, UTC if there is none.
func (k digestsDue) zone(ctx context.Context) *time.Location {
	next, _, err := k.next(ctx)
	if err != nil {
		return time.UTC
	}
	t, err := scheduler.ParseTimetable(next.Timetable)
	if err != nil {
		return time.UTC
	}
	zone, err := time.LoadLocation(t.Zone)
	if err != nil {
		return time.UTC
	}
	return zone
}
