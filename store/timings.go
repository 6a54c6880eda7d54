package store

import (
	"time"

	"lede/tally"
)

// Timings are how long a store takes for what, failures too. Backends embed it.
type Timings struct{ gets, lists, updates, claims tally.Times }

// Timed is a store that counts how long it takes.
type Timed interface {
	// Spreads returns what was counted so far, by what was done.
	Spreads() map[string]tally.Spread
}

// Spreads implements Timed.
func (t *Timings) Spreads() map[string]tally.Spread {
	return map[string]tally.Spread{"get": t.gets.Read(), "list": t.lists.Read(), "update": t.updates.Read(), "claim": t.claims.Read()}
}

// GotSince, ListedSince, UpdatedSince and ClaimedSince count one call that began at an instant.
func (t *Timings) GotSince(began time.Time)     { t.gets.Since(began) }
func (t *Timings) ListedSince(began time.Time)  { t.lists.Since(began) }
func (t *Timings) UpdatedSince(began time.Time) { t.updates.Since(began) }
func (t *Timings) ClaimedSince(began time.Time) { t.claims.Since(began) }
