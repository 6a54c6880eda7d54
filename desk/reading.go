package desk

import (
	"context"
	"fmt"

	"lede/store"
)

// opened is the article that a person last opened; Guild is empty for one of the instance's.
type opened struct {
	Guild string `json:"guild,omitempty"`
	Ref   string `json:"ref"`
}

func (d *Desk) lastOpened(ctx context.Context, person string) (opened, error) {
	var o opened
	if person == "" {
		return o, nil
	}
	if _, err := d.get(ctx, ownerPerson(person), kindReading, "opened", &o); err != nil {
		return opened{}, fmt.Errorf("reading what person %s last opened: %w", person, err)
	}
	return o, nil
}

// remember writes only what changes: most questions are about the article that is open already, and a
// durable write costs far more than a read.
func (d *Desk) remember(ctx context.Context, person string, o opened) error {
	last, err := d.lastOpened(ctx, person)
	if err != nil || last == o {
		return err
	}
	err = d.kv.Update(ctx, ownerPerson(person), func(tx store.Tx) error {
		return put(tx, kindReading, "opened", o)
	})
	if err != nil {
		return fmt.Errorf("remembering what person %s opened: %w", person, err)
	}
	return nil
}
