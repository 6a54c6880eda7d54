package desk

import (
	"context"
	"fmt"
	"time"

	"lede/store"
)

// What a person typed into a form is lost to them once the form is sent, and Discord opens no form upon a form. So
// when it cannot be used it is kept for a while, to be shown in the form again. That it goes is an item of the due
// index, so that it goes however often the bot was restarted since.

const (
	// DraftFor is how long a draft is kept.
	DraftFor = time.Hour

	maxDraft = 32 << 10 // bytes; the fields of a form that Discord lets through have fewer
	draftKey = "form"   // a person has one: the latest
)

// draft is what was typed, by the names of the fields. It is of one guild: another's admins may be others.
type draft struct {
	Guild  string            `json:"guild"`
	Fields map[string]string `json:"fields"`
	Until  time.Time         `json:"until"`
}

// KeepDraft keeps what a person typed into a form in a guild, in place of what was kept before.
func (d *Desk) KeepDraft(ctx context.Context, r Reader, fields map[string]string) error {
	size := 0
	for name, typed := range fields {
		size += len(name) + len(typed)
	}
	if size > maxDraft {
		return ErrTooLarge
	}
	now, err := d.Now(ctx)
	if err != nil {
		return err
	}
	kept := draft{Guild: r.Guild, Fields: fields, Until: now.Add(DraftFor)}
	err = d.kv.Update(ctx, ownerPerson(r.Person), func(tx store.Tx) error {
		if err := put(tx, kindDrafts, draftKey, kept); err != nil {
			return err
		}
		return tx.Schedule(draftID, kept.Until)
	})
	if err != nil {
		return fmt.Errorf("keeping what person %s typed: %w", r.Person, err)
	}
	return nil
}

// Draft returns what a person typed into a form in a guild, or ErrNoDraft.
func (d *Desk) Draft(ctx context.Context, r Reader) (map[string]string, error) {
	now, err := d.Now(ctx)
	if err != nil {
		return nil, err
	}
	var kept draft
	found, err := d.get(ctx, ownerPerson(r.Person), kindDrafts, draftKey, &kept)
	switch {
	case err != nil:
		return nil, fmt.Errorf("reading what person %s typed: %w", r.Person, err)
	case !found || kept.Guild != r.Guild || !now.Before(kept.Until):
		return nil, ErrNoDraft
	}
	return kept.Fields, nil
}

// DropDraft forgets what a person typed, once it could be used.
func (d *Desk) DropDraft(ctx context.Context, person string) error {
	err := d.kv.Update(ctx, ownerPerson(person), func(tx store.Tx) error {
		if err := tx.Delete(kindDrafts, draftKey); err != nil {
			return err
		}
		return tx.Unschedule(draftID)
	})
	if err != nil {
		return fmt.Errorf("forgetting what person %s typed: %w", person, err)
	}
	return nil
}

// DropDraftClaimed does the same when its time is over.
func (d *Desk) DropDraftClaimed(ctx context.Context, c store.Claim) error {
	err := d.kv.Update(ctx, c.Owner, func(tx store.Tx) error {
		if err := tx.Settle(c, time.Time{}); err != nil {
			return err
		}
		return tx.Delete(kindDrafts, draftKey)
	})
	if err != nil {
		return fmt.Errorf("forgetting what %s typed: %w", c.Owner, err)
	}
	return nil
}
