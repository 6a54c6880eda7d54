package feeds

import (
	"bytes"
	"errors"

	"lede/store"
)

// kept is a record as a visit last saw it. If nobody has changed it since, it is not decoded again. Anything its value refers to by a
// pointer or in a map must not be changed in place.
type kept[T any] struct {
	raw   []byte
	value T
}

// get reads the record; found is false when there is none.
func (k *kept[T]) get(tx store.Tx, kind, key string) (value T, found bool, err error) {
	raw, err := tx.Get(kind, key)
	switch {
	case errors.Is(err, store.ErrNotFound):
		return value, false, nil
	case err != nil:
		return value, false, err
	case bytes.Equal(raw, k.raw):
		return k.value, true, nil
	}
	if err := kinds.Decode(kind, store.Entry{Key: key, Value: raw}, &value); err != nil {
		return value, false, err
	}
	k.raw, k.value = raw, value
	return value, true, nil
}

// put writes the record.
func (k *kept[T]) put(tx store.Tx, kind, key string, value T) error {
	raw, err := kinds.Encode(kind, key, value)
	if err != nil {
		return err
	}
	k.raw, k.value = raw, value
	return tx.Put(kind, key, raw)
}
