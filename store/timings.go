package store

import (
	"time"

	"lede/tally"
)

// Operation is a kind of call of a store.
type Operation int

// The operations.
const (
	Getting Operation = iota
	Listing
	Updating
	Claiming
	operations
)

// operationNames are their names in the metrics.
var operationNames = [operations]string{Getting: "get", Listing: "list", Updating: "update", Claiming: "claim"}

// Timings counts how long a store's operations take, failures included. Backends embed it.
type Timings struct{ took [operations]tally.Times }

// Timed is a store that counts how long its operations take.
type Timed interface {
	// Spreads returns what was counted so far, by operation.
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
