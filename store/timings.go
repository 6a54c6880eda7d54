package store

import (
	"time"

	"lede/tally"
)

// Operation is what a store is asked for.
type Operation int

// The operations.
const (
	Getting Operation = iota
	Listing
	Updating
	Claiming
	operations
)

// operationNames are what they are called in the metrics.
var operationNames = [operations]string{Getting: "get", Listing: "list", Updating: "update", Claiming: "claim"}

// Timings are how long a store takes for what, failures too. Backends embed it.
type Timings struct{ took [operations]tally.Times }

// Timed is a store that counts how long it takes.
type Timed interface {
	// Spreads returns what was counted so far, by what was done.
	Spreads() map[string]tally.Spread
}

// Took counts a call that began at an instant.
func (t *Timings) Took(o Operation, began time.Time) { t.took[o].Since(began) }

// Spreads implements Timed.
func (t *Timings) Spreads() map[string]tally.Spread {
	all := map[string]tally.Spread{}
	for o := range t.took {
		all[operationNames[o]] = t.took[o].Read()
	}
	return all
}
