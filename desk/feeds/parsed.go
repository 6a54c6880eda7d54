package feeds

import (
	"context"
	"errors"

	"lede/store"
)

// All servers that follow a feed read the same of it, often within the same second. So what is read from the store is decoded once as
// long as its bytes do not change. Remembered values must not be changed.

// maxParsed bounds the texts of the articles remembered in structured form, and maxListed and maxSigned the records whose decoded form
// is remembered, all in bytes.
const (
	maxParsed = 1 << 20
	maxListed = 2 << 20
	maxSigned = 256 << 10
)

// sheet is everything that the structure of an item's text depends on. It is the key of remembered articles.
type sheet struct {
	id, text, title, link, site, picture, published string

	members, teaser bool
}

// raw is a record as it is in the store; its value is empty if there is none.
type raw struct{ key, value string }

// raw reads a record.
func (f *Feeds) raw(ctx context.Context, id, kind, key string) (raw, error) {
	value, err := f.kv.Get(ctx, ownerOf(id), kind, key)
	if errors.Is(err, store.ErrNotFound) {
		err = nil
	}
	return raw{key, string(value)}, err
}

// read is the getter from which the record is decoded.
func (r raw) read(_, _ string) ([]byte, error) {
	if r.value == "" {
		return nil, store.ErrNotFound
	}
	return []byte(r.value), nil
}
