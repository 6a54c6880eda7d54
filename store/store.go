// Package store is what Lede remembers, as bytes.
//
// State belongs to an owner (a guild, a person, the instance itself) and is kept by kind and key, as in
// guild:81384788765712384 / digests / 3f2a. Besides, each owner may put items in a due index: "call me at
// this instant". Claiming a due item takes it under a lease, so that only one of several replicas acts.
//
// The laws, which every backend obeys and kvtest holds them to:
//
//   - Everything of one owner changes together: Update is atomic, and durable when it returns nil.
//   - An edit sees its owner's state as of one moment, even if it writes nothing.
//   - An edit may run more than once, so it must be pure; it reads first and writes afterwards. A read after
//     a write is a programming error and fails the edit with ErrReadAfterWrite.
//   - An error from the edit is returned as it is (errors.Is holds), and nothing is changed.
//   - ErrNotFound comes from Get alone; deleting or unscheduling a missing thing is no error.
//   - An empty value is a value: it is not the same as a missing one.
//   - Values are copies, both ways. List is in byte order of the keys.
//   - Owners, kinds, keys, ids and budgets are 1 to 200 bytes of UTF-8 without a zero byte; others give ErrBadKey.
//   - Instants are kept to the millisecond, rounded down.
//   - A context that ends stops a call soon, with the context's error.
//   - Settling and retrying both read and write: what they check comes before the writes of an edit, and
//     nothing can be read after them. So an edit ends at most one claim.
//   - A claim stays its holder's until another takes the item or it is rescheduled, even past its lease.
//   - A budget that gains one every d never gives out more than burst + t/d in a time t, to all callers together.
//     It is kept as long as the store is up, and may be full again after a restart.
//   - An edit must not call the store itself (Now excepted).
//
// The package refuses to know what the bytes mean: types live in desk.
package store

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// The errors of the contract. Backends wrap them; compare with errors.Is.
var (
	ErrNotFound       = errors.New("store: not found")
	ErrBadKey         = errors.New("store: bad owner, kind, key, id or budget")
	ErrReadAfterWrite = errors.New("store: an edit must read before it writes")
	// ErrLost says that a claim is no longer held: its lease ran out and another took it, or it was rescheduled.
	ErrLost = errors.New("store: claim lost")
	// ErrBadBudget says that Take was given a rate or a burst that is out of range.
	ErrBadBudget = errors.New("store: bad budget")
	// ErrClosed says that the store was closed before the call.
	ErrClosed = errors.New("store: closed")
	// ErrUnavailable says that the backend could not be reached; nothing is known to have changed.
	ErrUnavailable = errors.New("store: unavailable")
	// ErrRefused says that the backend accepts no changes now, so this one was not made. It is a kind of ErrUnavailable.
	ErrRefused = fmt.Errorf("%w: it makes no changes", ErrUnavailable)
	// ErrUnsaved says that the backend can be read, and its disk refused the last change, which was not made. It is a kind of
	// ErrRefused.
	ErrUnsaved = fmt.Errorf("%w: its disk refuses them", ErrRefused)
	// ErrFull says that the backend has no room for a change, which was not made; a later one may find some. It is a kind
	// of ErrUnsaved.
	ErrFull = fmt.Errorf("%w: no room is left", ErrUnsaved)
	// ErrForgot says that something that was written is no longer there.
	ErrForgot = errors.New("store: it has forgotten something")
	// ErrUncertain says that the backend was lost while it was saving: the change was made completely, or not at all.
	ErrUncertain = errors.New("store: not known whether it was saved")
)

// Entry is one key of a kind with its value.
type Entry struct {
	Key   string
	Value []byte
}

// Claim is a due item held under a lease.
type Claim struct {
	Owner string
	ID    string
	// Due is the instant for which the item was scheduled: the slot. Retries keep it.
	Due time.Time
	// Token is random and new for each claim; it proves who holds the lease.
	Token string
	// Attempt counts the claims of this slot, from 1.
	Attempt int
	// At is when it was claimed, by the store's clock.
	At time.Time
	// Lapsed says that the previous holder neither settled nor retried it, and may have died at any point of the work.
	Lapsed bool
	// Doubt says that the store may have lost writes since the slot fell due, so that the slot may have been
	// settled before: its server restarted, another took over, or a backup was put back.
	Doubt bool
}

// Getter reads one value.
type Getter interface {
	// Get returns the value of a key, or ErrNotFound.
	Get(ctx context.Context, owner, kind, key string) ([]byte, error)
}

// KV is a place where state is kept.
type KV interface {
	Getter
	// List returns all entries of a kind, in byte order of their keys.
	List(ctx context.Context, owner, kind string) ([]Entry, error)
	// Update makes one atomic, durable change of an owner's state.
	Update(ctx context.Context, owner string, edit func(Tx) error) error

	// Claim takes up to limit items that are due by Now, the longest due first as far as the backend can tell, and hides each
	// from other claims for the length of the lease. It costs O(what is due).
	Claim(ctx context.Context, limit int, lease time.Duration) ([]Claim, error)
	// NextDue returns the earliest instant at which Claim can find something; ok is false when nothing is scheduled.
	NextDue(ctx context.Context) (at time.Time, ok bool, err error)

	// Take takes one from a budget that all users of the store share. The budget gains one per each, up to burst. When it is
	// empty nothing is taken, and wait, above zero, is how long to wait before asking again. All callers must pass the same
	// each and burst for a budget.
	Take(ctx context.Context, budget string, each time.Duration, burst int) (wait time.Duration, err error)

	// Now is the store's clock, which due times and leases are measured by.
	Now(ctx context.Context) (time.Time, error)
	// Close releases the backend's resources. Further calls return ErrClosed.
	Close() error
}

// Watched is a KV that can check whether it still has what was written to it.
type Watched interface {
	KV
	// Check fails with ErrForgot when something that was written has disappeared since the last call, as far as a cheap check
	// can show; with another error when it cannot tell, or nothing can be written any more.
	Check(ctx context.Context) error
	// Doubt has every slot up to now claimed with Claim.Doubt, as after a backup was restored.
	Doubt(ctx context.Context) error
	Walker
}

// Walker shows all that a store has. It costs O(all), and different owners are not shown as of one moment.
type Walker interface {
	Getter
	// Snapshot visits each owner that has something, once, as of one moment of it. A visit may change the store.
	Snapshot(ctx context.Context, visit func(State) error) error
	// Walk visits the values of each owner and kind, or of one kind alone, and WalkDue all items of the due index.
	Walk(ctx context.Context, kind string, visit func(owner, kind string, list []Entry) error) error
	WalkDue(ctx context.Context, visit func(owner, id string) error) error
}

// Tx is the view of one owner's state inside Update.
type Tx interface {
	Get(kind, key string) ([]byte, error)
	List(kind string) ([]Entry, error)

	Put(kind, key string, value []byte) error
	Delete(kind, key string) error

	// Schedule puts id into the due index at an instant, moving it when it is there already and ending any
	// claim on it.
	Schedule(id string, at time.Time) error
	// Place puts an item into the due index as it stood in another store: with its slot, when to retry it and how often it was
	// tried, and without its claim.
	Place(id string, it Item) error
	// Unschedule takes id out of the due index and ends any claim on it.
	Unschedule(id string) error
	// Held fails with ErrLost unless a claim is held. It is a read.
	Held(c Claim) error
	// Claimed reports whether anybody holds a claim on an item, even past its lease. It is a read.
	Claimed(id string) (bool, error)
	// Settle ends a claim whose work is done and schedules the item anew, or removes it when next is zero.
	// It counts as a read of the claim, which may fail with ErrLost, and so comes before the writes.
	Settle(c Claim, next time.Time) error
	// Retry ends a claim whose work is not done: the same slot may be claimed again from an instant on. Like Settle, it comes
	// before the writes.
	Retry(c Claim, at time.Time) error
}
