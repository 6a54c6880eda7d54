// Package drafts keeps what a person typed into a form that could not be used.
//
// It refuses to keep it for long.
package drafts

import (
	"context"
	"fmt"
	"time"

	"lede/desk/limiter"
	"lede/desk/record"
	"lede/problem"
	"lede/store"
)

// What a person typed into a form is lost to them once the form is sent, and Discord opens no form upon a form. So
// when it cannot be used it is kept for a while, to be shown in the form again. That it goes is an item of the due
// index, so that it goes however often the bot was restarted since.

// The errors of the package. Compare with errors.Is.
var (
	ErrNoDraft  = problem.New("desk.no-draft")
	ErrTooLarge = problem.New("desk.too-large")
)

// Where a draft is kept, and the id in the due index under which its end stands.
const (
	Kind  = "drafts"
	Key   = "form" // a person has one: the latest
	DueID = "draft"
)

const (
	// DraftFor is how long a draft is kept.
	DraftFor = time.Hour

	maxDraft = 32 << 10 // bytes; the fields of a form that Discord lets through have fewer
)

// Form is what was typed, by the names of the fields. It is of one guild: another's admins may be others.
type Form struct {
	Guild  string            `json:"guild"`
	Fields map[string]string `json:"fields"`
	Until  time.Time         `json:"until"`
}

// Box is where drafts are kept. It is safe for concurrent use.
type Box struct{ kv store.KV }

// New returns the drafts that a store has.
func New(kv store.KV) *Box { return &Box{kv} }

// kinds says how the records changed; see record.Kinds. They have not yet.
var kinds = record.Kinds{}

func owner(person string) string { return "person:" + person }

// KeepDraft keeps what a person typed into a form in a guild, in place of what was kept before.
func (b *Box) KeepDraft(ctx context.Context, r limiter.Who, fields map[string]string) error {
	size := 0
	for name, typed := range fields {
		size += len(name) + len(typed)
	}
	if size > maxDraft {
		return ErrTooLarge
	}
	now, err := b.kv.Now(ctx)
	if err != nil {
		return err
	}
	kept := Form{Guild: r.Guild, Fields: fields, Until: now.Add(DraftFor)}
	err = b.kv.Update(ctx, owner(r.Person), func(tx store.Tx) error {
		if err := kinds.Put(tx, Kind, Key, kept); err != nil {
			return err
		}
		return tx.Schedule(DueID, kept.Until)
	})
	if err != nil {
		return fmt.Errorf("keeping what person %s typed: %w", r.Person, err)
	}
	return nil
}

// Draft returns what a person typed into a form in a guild, or ErrNoDraft.
func (b *Box) Draft(ctx context.Context, r limiter.Who) (map[string]string, error) {
	now, err := b.kv.Now(ctx)
	if err != nil {
		return nil, err
	}
	var kept Form
	found, err := kinds.Get(func(kind, key string) ([]byte, error) { return b.kv.Get(ctx, owner(r.Person), kind, key) }, Kind, Key, &kept)
	switch {
	case err != nil:
		return nil, fmt.Errorf("reading what person %s typed: %w", r.Person, err)
	case !found || kept.Guild != r.Guild || !now.Before(kept.Until):
		return nil, ErrNoDraft
	}
	return kept.Fields, nil
}

// DropDraft forgets what a person typed, once it could be used.
func (b *Box) DropDraft(ctx context.Context, person string) error {
	err := b.kv.Update(ctx, owner(person), func(tx store.Tx) error {
		if err := tx.Delete(Kind, Key); err != nil {
			return err
		}
		return tx.Unschedule(DueID)
	})
	if err != nil {
		return fmt.Errorf("forgetting what person %s typed: %w", person, err)
	}
	return nil
}

// DropDraftClaimed does the same when its time is over.
func (b *Box) DropDraftClaimed(ctx context.Context, c store.Claim) error {
	err := b.kv.Update(ctx, c.Owner, func(tx store.Tx) error {
		if err := tx.Settle(c, time.Time{}); err != nil {
			return err
		}
		return tx.Delete(Kind, Key)
	})
	if err != nil {
		return fmt.Errorf("forgetting what %s typed: %w", c.Owner, err)
	}
	return nil
}
