package store

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"time"
	"unicode/utf8"
)

// maxName is the limit of an owner, a kind, a key and an id, in bytes.
const maxName = 200

// usualWrites is how many writes an edit mostly has at most.
const usualWrites = 8

// CheckNames returns ErrBadKey when one of the names may not be an owner, a kind, a key or an id.
func CheckNames(names ...string) error {
	for _, n := range names {
		switch {
		case n == "":
			return fmt.Errorf("%w: empty", ErrBadKey)
		case len(n) > maxName:
			return fmt.Errorf("%w: %d bytes, at most %d", ErrBadKey, len(n), maxName)
		case bytes.IndexByte([]byte(n), 0) >= 0:
			return fmt.Errorf("%w: %q holds a zero byte", ErrBadKey, n)
		case !utf8.ValidString(n):
			return fmt.Errorf("%w: %q is not UTF-8", ErrBadKey, n)
		}
	}
	return nil
}

// Item is an entry of the due index as backends store it. Instants are milliseconds since 1970.
type Item struct {
	Due     int64  // the slot
	Visible int64  // when it can be claimed: the slot, the end of a lease, or when to try again
	Token   string // of the claim that holds it; empty if none does
	Attempt int    // claims of this slot so far
}

// Claimed returns the item as claimed at an instant.
func (it Item) Claimed(now int64, lease time.Duration, token string) Item {
	return Item{Due: it.Due, Visible: now + lease.Milliseconds(), Token: token, Attempt: it.Attempt + 1}
}

// Claim returns the claim that holds the item since an instant.
func (it Item) Claim(owner, id string, now int64) Claim {
	return Claim{Owner: owner, ID: id, Due: time.UnixMilli(it.Due).UTC(), Token: it.Token, Attempt: it.Attempt, At: time.UnixMilli(now).UTC()}
}

// Owned is the state of one owner as a backend shows it to an edit. It does not see that edit's own writes.
type Owned interface {
	Get(kind, key string) ([]byte, error)
	List(kind string) ([]Entry, error)
	// Item returns an item of the due index. One that is not claimed may be reported as missing.
	Item(id string) (it Item, ok bool, err error)
}

// Write is one change that an edit asks for: of an item when ID is set, otherwise of a value.
type Write struct {
	Kind, Key string
	Value     []byte // nil to delete
	ID        string
	Item      *Item // nil to remove
}

// Run runs an edit on an owner's state and returns the writes it asks for, in order. It holds the edit to the laws of Tx, so
// that a backend only has to read, and to apply all writes or none.
func Run(state Owned, edit func(Tx) error) ([]Write, error) {
	e := &editing{state: state}
	if err := edit(e); err != nil {
		return nil, err
	}
	// A broken law fails the edit even if the edit ignored the error.
	if e.broken != nil {
		return nil, e.broken
	}
	e.broken = errOver
	return e.writes, nil
}

var errOver = errors.New("store: the edit is over")

// editing is the one implementation of Tx: reads go to the backend, writes are collected.
type editing struct {
	state  Owned
	writes []Write
	broken error
}

// reading returns an error unless a read is allowed.
func (e *editing) reading(names ...string) error {
	if e.broken == nil && len(e.writes) > 0 {
		e.broken = ErrReadAfterWrite
	}
	if e.broken != nil {
		return e.broken
	}
	return CheckNames(names...)
}

func (e *editing) write(w Write, names ...string) error {
	if e.broken != nil {
		return e.broken
	}
	if err := CheckNames(names...); err != nil {
		return err
	}
	if e.writes == nil {
		e.writes = make([]Write, 0, usualWrites)
	}
	e.writes = append(e.writes, w)
	return nil
}

func (e *editing) Get(kind, key string) ([]byte, error) {
	if err := e.reading(kind, key); err != nil {
		return nil, err
	}
	return e.state.Get(kind, key)
}

func (e *editing) List(kind string) ([]Entry, error) {
	if err := e.reading(kind); err != nil {
		return nil, err
	}
	return e.state.List(kind)
}

func (e *editing) Put(kind, key string, value []byte) error {
	return e.give(kind, key, slices.Clone(value))
}

// Give is Tx.Put of a value that nobody else holds and that is not changed any more, so that it need not be copied.
func Give(tx Tx, kind, key string, value []byte) error {
	if e, ok := tx.(*editing); ok {
		return e.give(kind, key, value)
	}
	return tx.Put(kind, key, value)
}

func (e *editing) give(kind, key string, value []byte) error {
	if value == nil {
		value = []byte{} // an empty value is not a missing one
	}
	return e.write(Write{Kind: kind, Key: key, Value: value}, kind, key)
}

func (e *editing) Delete(kind, key string) error {
	return e.write(Write{Kind: kind, Key: key}, kind, key)
}

func (e *editing) Schedule(id string, at time.Time) error {
	return e.write(Write{ID: id, Item: scheduled(at)}, id)
}

func (e *editing) Place(id string, it Item) error {
	it = it.Unclaimed()
	return e.write(Write{ID: id, Item: &it}, id)
}

func (e *editing) Unschedule(id string) error {
	return e.write(Write{ID: id}, id)
}

func (e *editing) Held(c Claim) error {
	_, err := e.held(c)
	return err
}

func (e *editing) Claimed(id string) (bool, error) {
	if err := e.reading(id); err != nil {
		return false, err
	}
	it, _, err := e.state.Item(id)
	return it.Token != "", err
}

func (e *editing) Settle(c Claim, next time.Time) error {
	if _, err := e.held(c); err != nil {
		return err
	}
	if next.IsZero() {
		return e.Unschedule(c.ID)
	}
	return e.Schedule(c.ID, next)
}

func (e *editing) Retry(c Claim, at time.Time) error {
	it, err := e.held(c)
	if err != nil {
		return err
	}
	again := Item{Due: it.Due, Visible: at.UnixMilli(), Attempt: it.Attempt}
	return e.write(Write{ID: c.ID, Item: &again}, c.ID)
}

// held returns the item of a claim, or ErrLost when another claim or none holds it.
func (e *editing) held(c Claim) (Item, error) {
	if err := e.reading(c.ID); err != nil {
		return Item{}, err
	}
	it, _, err := e.state.Item(c.ID)
	if err != nil {
		return Item{}, err
	}
	if it.Token == "" || it.Token != c.Token {
		return Item{}, fmt.Errorf("%w: %s of %s", ErrLost, c.ID, c.Owner)
	}
	return it, nil
}

func scheduled(at time.Time) *Item {
	return &Item{Due: at.UnixMilli(), Visible: at.UnixMilli()}
}
