package feeds

import (
	"context"
	"errors"

	"lede/store"
)

// All servers that follow a feed read the same of it, often within the same second. So what is read of the store is decoded once as long as it is
// the same to the byte. Nobody may change what is remembered.

// maxParsed bounds the texts of the articles that are remembered as they were structured, and maxListed and maxSigned what is remembered of
// records, in bytes of those.
const (
	maxParsed = 1 << 20
	maxListed = 2 << 20
	maxSigned = 256 << 10
)

// sheet is all that the structure of an item's text depends on. By it articles are remembered.
type sheet struct {
	id, text, title, link, site, picture, published string

	members, teaser bool
}

// raw is a record as it stands in the store; its value is empty when there is none.
type raw struct{ key, value string }

// raw reads a record.
func (f *Feeds) raw(ctx context.Context, id, kind, key string) (raw, error) {
	value, err := f.kv.Get(ctx, ownerOf(id), kind, key)
	if errors.Is(err, store.ErrNotFound) {
		err = nil
	}
	return raw{key, string(value)}, err
}

// read is the record for those who decode it.
func (r raw) read(_, _ string) ([]byte, error) {
	if r.value == "" {
		return nil, store.ErrNotFound
	}
	return []byte(r.value), nil
}
