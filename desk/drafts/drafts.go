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

// What a person typed into a form is lost once the form is sent, and Discord opens no form in reply to a form. So input that cannot be
// used is kept for a while, to be shown in the form again. Its end is an item of the due index, so that it goes however often the bot
// was restarted since.

// The errors of the package. Compare with errors.Is.
var (
	ErrNoDraft  = problem.New("desk.no-draft")
	ErrTooLarge = problem.New("desk.too-large")
)

// The kind of the drafts, and the id in the due index under which their end is scheduled.
const (
	Kind  = "drafts"
	Key   = "form" // a person has one: the latest
	DueID = "draft"
)

const (
	// DraftFor is how long a draft is kept.
	DraftFor = time.Hour

	maxDraft = 32 << 10 // bytes; the fields of a form that Discord accepts have fewer
)

// Form is what was typed, by the names of the fields. It belongs to one guild: another guild's admins may be different people.
type Form struct {
	Guild  string            `json:"guild"`
	Fields map[string]string `json:"fields"`
	Until  time.Time         `json:"until"`
}

// Box holds drafts. It is safe for concurrent use.
type Box struct{ kv store.KV }

// New returns the Box of a store.
func New(kv store.KV) *Box { return &Box{kv} }

// kinds says how the records changed; see record.Kinds. They have not yet.
var kinds = record.Kinds{}

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
	err = b.kv.Update(ctx, record.Alone(r.Person), func(tx store.Tx) error {
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
	found, err := kinds.Get(record.From(ctx, b.kv, record.Alone(r.Person)), Kind, Key, &kept)
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
	err := b.kv.Update(ctx, record.Alone(person), func(tx store.Tx) error {
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
	if err := record.Expire(ctx, b.kv, c, Kind, Key); err != nil {
		return fmt.Errorf("forgetting what %s typed: %w", c.Owner, err)
	}
	return nil
}
