package desk

import (
	"context"
	"fmt"

	"lede/problem"
	"lede/store"
)

// The store is of one bot. Another one would find its digests refused, and take the servers it is not on for servers that
// were left.

const (
	ownerInstance = "instance"    // Lede itself
	ofApplication = "application" // a kind: "discord" → application
)

// application is the bot on Discord that the store is of.
type application struct {
	ID string `json:"id"`
}

// Belongs makes the store that of an application of Discord's, by its id, unless it is another's already. Then it returns a
// problem, and nothing is to be done with the store.
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

// ApplicationOf returns whose bot a store is of; "" when it is nobody's yet.
func ApplicationOf(ctx context.Context, kv store.Getter) (id string, err error) {
	var of application
	_, err = get(func(kind, key string) ([]byte, error) { return kv.Get(ctx, ownerInstance, kind, key) }, ofApplication, "discord", &of)
	return of.ID, err
}
