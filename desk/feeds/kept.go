package feeds

import (
	"bytes"
	"errors"

	"lede/memo"
	"lede/store"
)

// kept is a record as a visit last saw it. If nobody has changed it since, it is not decoded again. Anything its value refers to by a
// pointer or in a map must not be changed in place.
type kept[T any] struct {
	raw   []byte
	value T
	among *memo.Memo[string, T] // records that other visits decoded
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
	value, err = k.among.Of(string(raw), len(raw), maxRead, func() (value T, err error) {
		return value, kinds.Decode(kind, store.Entry{Key: key, Value: raw}, &value)
	})
	if err != nil {
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
