// Package locale remembers the last known language of a person or a guild. It refuses to know what is said in it.
package locale

import (
	"context"
	"fmt"

	"lede/desk/record"
	"lede/store"
)

const (
	// Kind is the kind of the records: "heard" → language.
	Kind = "tongue"
	// English is the default if no language is known, and so is not written down.
	English = "en"

	heard = "heard"
)

// kinds says how the records changed; see record.Kinds. They have not yet.
var kinds = record.Kinds{}

// Spot is where the language of an owner is.
var Spot = store.Spot{Kind: Kind, Key: heard}

// Of reads the language of an owner, inside an edit or outside.
func Of(read func(kind, key string) ([]byte, error)) (string, error) {
	language := English
	_, err := kinds.Get(read, Kind, heard, &language)
	return language, err
}

// Kept is the language of an owner.
func Kept(ctx context.Context, kv store.KV, owner string) (string, error) {
	language, err := Of(record.From(ctx, kv, owner))
	if err != nil {
		return English, fmt.Errorf("reading the language of %s: %w", owner, err)
	}
	return language, nil
}

// Remember remembers the language of an owner, by an edit of the owner's records. Only a change is written.
func Remember(ctx context.Context, kv store.KV, owner, language string, change func(func(store.Tx) error) error) error {
	known, err := Kept(ctx, kv, owner)
	if err != nil || known == language {
		return err
	}
	err = change(func(tx store.Tx) error {
		if language == English {
			return tx.Delete(Kind, heard)
		}
		return kinds.Put(tx, Kind, heard, language)
	})
	if err != nil {
		return fmt.Errorf("remembering the language of %s: %w", owner, err)
	}
	return nil
}
