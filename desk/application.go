package desk

import (
	"context"
	"fmt"

	"lede/desk/record"
	"lede/problem"
	"lede/store"
)

// A store belongs to one bot. Another bot would find its digests refused, and would take the servers it is not on for servers that it
// has left.

const (
	ownerInstance = "instance"    // Lede itself
	ofApplication = "application" // a kind: "discord" → application
)

// application is the Discord bot the store belongs to.
type application struct {
	ID string `json:"id"`
}

// Belongs assigns the store to a Discord application, by its id, unless it belongs to another. Then it returns a problem, and the store
// must not be used.
func (d *Desk) Belongs(ctx context.Context, id string) error {
	var of application
	err := d.kv.Update(ctx, ownerInstance, func(tx store.Tx) error {
		of = application{}
		if found, err := get(tx.Get, ofApplication, "discord", &of); found || err != nil {
			return err
		}
		of.ID = id
		return put(tx, ofApplication, "discord", of)
	})
	switch {
	case err != nil:
		return fmt.Errorf("looking whose bot the store is of: %w", err)
	case of.ID != id:
		return problem.New("desk.another-bot", "store", of.ID, "token", id)
	}
	return nil
}

// ApplicationOf returns the application a store belongs to; "" if it belongs to none yet.
func ApplicationOf(ctx context.Context, kv store.Getter) (id string, err error) {
	var of application
	_, err = get(record.From(ctx, kv, ownerInstance), ofApplication, "discord", &of)
	return of.ID, err
}
