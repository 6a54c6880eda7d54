package cli

import (
	"context"
	"time"

	"lede/desk"
	"lede/store"
)

// digestsDue is a store that reports only digests as due next: the playground's clock moves from one digest to the next.
// Other things are due too, such as forgetting what was typed into a form, but nobody sees those.
type digestsDue struct {
	store.KV
	guilds func() []string
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
	d, next := desk.New(desk.Options{Store: k.KV}), time.Time{}
	for _, guild := range k.guilds() {
		digests, err := d.Digests(ctx, guild)
		if err != nil {
			return at, false, err
		}
		for _, g := range digests {
			if g.Paused == nil && (next.IsZero() || g.Next.Before(next)) {
				next = g.Next
			}
		}
	}
	if next.After(at) {
		at = next
	}
	return at, !next.IsZero(), nil
}

// zone returns the zone of the digest that was set last on one of the guilds; if its clocks never change, one where they do.
func (k digestsDue) zone(ctx context.Context) *time.Location {
	now, err := k.Now(ctx)
	if err != nil {
		return time.UTC
	}
	d := desk.New(desk.Options{Store: k.KV})
	for _, guild := range k.guilds() {
		if s, err := d.Settings(ctx, guild); err == nil && s.Zone != "" {
			if zone, err := time.LoadLocation(s.Zone); err == nil {
				return changing(now, zone)
			}
		}
	}
	return changing(now, time.UTC)
}
