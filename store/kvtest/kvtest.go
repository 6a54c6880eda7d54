// Package kvtest checks every store against the laws of package store: one suite, which each backend's test runs.
//
// It refuses to know any backend: it sees a store.KV and a way to open an empty one.
package kvtest

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"lede/store"
)

// Backend is the store that the suite runs on.
type Backend struct {
	// Open returns an empty store that uses the given clock, if it can, and is closed at the test's end.
	Open func(t *testing.T, now func() time.Time) store.KV
	// OwnClock says that the store uses a clock of its own. The suite then waits for real, if briefly.
	OwnClock bool
}

// laws are what every store must obey.
var laws = map[string]func(*testing.T, *fixture){
	"values: what is put is got":               roundTrip,
	"values: an empty one is not missing":      emptyValue,
	"values: listed in byte order":             listOrder,
	"values: places do not mix":                noMixing,
	"values: copied both ways":                 copies,
	"values: deleting nothing is no error":     deleteNothing,
	"ahead: read together, answered once":      gathered,
	"ahead: nothing else is answered":          gatheredForOne,
	"ahead: of several owners":                 gatheredOfAll,
	"names: bad ones are refused":              badNames,
	"names: all others are kept":               oddNames,
	"update: it is noted what was saved":       savingIsNoted,
	"update: an error leaves nothing":          errorLeavesNothing,
	"update: a panic leaves nothing":           panicLeavesNothing,
	"update: reads before writes":              readAfterWrite,
	"update: none is lost in a race":           racingUpdates,
	"update: invariants hold in a race":        racingTransfers,
	"update: all writes are seen at once":      seenAtOnce,
	"due: the longest due first":               dueOrder,
	"due: not before its time":                 notBefore,
	"due: no more than asked for":              dueLimit,
	"due: to the millisecond":                  millisecond,
	"due: scheduling moves":                    scheduleMoves,
	"due: unscheduling removes":                unschedule,
	"due: far instants":                        farInstants,
	"claim: hides for the lease":               leaseHides,
	"claim: tells that the one before lapsed":  lapsed,
	"claim: others see that it is held":        seenByOthers,
	"claim: lost when another took it":         lostToAnother,
	"claim: kept past its lease":               keptPastLease,
	"claim: lost when rescheduled":             lostToSchedule,
	"claim: a forged token holds nothing":      forgedToken,
	"claim: settling schedules the next":       settle,
	"claim: settling and state are one":        settleIsAtomic,
	"claim: retrying keeps the slot":           retry,
	"claim: racing claimers share":             racingClaimers,
	"claim: one of many settles":               racingSettlers,
	"budget: a burst, then by the clock":       takeByTheClock,
	"budget: the wait that is said":            honestWait,
	"budget: never more in a race":             racingTakers,
	"budget: each has its own":                 separateBudgets,
	"budget: bad ones are refused":             badBudgets,
	"next: the earliest there is":              nextDue,
	"walk: all of a kind, and all that is due": walks,
	"snapshot: all that there is":              snapshots,
	"snapshot: an owner as of one moment":      snapshotMoment,
	"snapshot: each owner once":                snapshotWhole,
	"context: an ended one stops each call":    endedContext,
	"context: a stuck edit holds up nobody":    stuckEdit,
	"close: further calls give an error":       closed,
}

// Run checks every law. Where the suite waits for real, it does so for many laws at once; all have ended when Run returns.
func Run(t *testing.T, b Backend) {
	t.Run("laws", func(t *testing.T) {
		for name, law := range laws {
			t.Run(name, func(t *testing.T) {
				if b.OwnClock {
					t.Parallel()
				}
				f := &fixture{T: t, wait: b.OwnClock, lease: time.Hour, at: time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)}
				f.kv = b.Open(t, f.now)
				law(t, f)
			})
		}
	})
}

// fixture is an empty store and its clock, with the queries that laws need most.
type fixture struct {
	*testing.T
	kv   store.KV
	wait bool
	// lease is the length of claims: an hour, unless a law is about its end, so that a slow machine changes nothing.
	lease time.Duration
	mu    sync.Mutex
	at    time.Time
}

const (
	owner = "guild:81384788765712384"
	lease = 400 * time.Millisecond
)

func (f *fixture) now() time.Time {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.at
}

// pass lets time pass on the store's clock.
func (f *fixture) pass(d time.Duration) {
	if f.wait {
		time.Sleep(d)
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.at = f.at.Add(d)
}

// clock reads the store's clock, to the millisecond.
func (f *fixture) clock() time.Time {
	f.Helper()
	at, err := f.kv.Now(f.Context())
	if err != nil {
		f.Fatalf("Now: %v", err)
	}
	return at.UTC().Truncate(time.Millisecond)
}

func (f *fixture) update(edit func(store.Tx) error) {
	f.Helper()
	if err := f.kv.Update(f.Context(), owner, edit); err != nil {
		f.Fatalf("Update: %v", err)
	}
}

func (f *fixture) put(kind, key, value string) {
	f.Helper()
	f.update(func(tx store.Tx) error { return tx.Put(kind, key, []byte(value)) })
}

func (f *fixture) schedule(id string, at time.Time) {
	f.Helper()
	f.update(func(tx store.Tx) error { return tx.Schedule(id, at) })
}

// got returns a value as text, "absent" if there is none.
func (f *fixture) got(kind, key string) string {
	f.Helper()
	v, err := f.kv.Get(f.Context(), owner, kind, key)
	if errors.Is(err, store.ErrNotFound) {
		return "absent"
	}
	if err != nil {
		f.Fatalf("Get: %v", err)
	}
	return fmt.Sprintf("%q", v)
}

// listed returns a kind as "key=value key=value".
func (f *fixture) listed(kind string) string {
	f.Helper()
	list, err := f.kv.List(f.Context(), owner, kind)
	if err != nil {
		f.Fatalf("List: %v", err)
	}
	var all []string
	for _, e := range list {
		all = append(all, e.Key+"="+string(e.Value))
	}
	return strings.Join(all, " ")
}

func (f *fixture) claim(limit int) []store.Claim {
	f.Helper()
	claims, err := f.kv.Claim(f.Context(), limit, f.lease)
	if err != nil {
		f.Fatalf("Claim: %v", err)
	}
	return claims
}

// claimOne claims the one item that must be due.
func (f *fixture) claimOne() store.Claim {
	f.Helper()
	claims := f.claim(10)
	if len(claims) != 1 {
		f.Fatalf("claimed %v, want one item", claims)
	}
	return claims[0]
}

func (f *fixture) claimNone(why string) {
	f.Helper()
	if claims := f.claim(10); len(claims) != 0 {
		f.Fatalf("claimed %v, want nothing: %s", claims, why)
	}
}

func (f *fixture) want(got, want string) {
	f.Helper()
	if got != want {
		f.Errorf("got %s, want %s", got, want)
	}
}

func (f *fixture) wantErr(got, want error) {
	f.Helper()
	if !errors.Is(got, want) {
		f.Errorf("got error %v, want %v", got, want)
	}
}

// attempt makes one change to the owner and returns its error.
func (f *fixture) attempt(edit func(store.Tx) error) error {
	return f.kv.Update(f.Context(), owner, edit)
}
