package desk

import (
	"lede/desk/record"
	"lede/store"
)

// kinds says how the records of the desk itself changed; see record.Kinds. They have not yet.
var kinds = record.Kinds{}

// decode reads a record of any version up to the present one, and refuses one that a newer Lede wrote.
func decode(kind string, e store.Entry, v any) error { return kinds.Decode(kind, e, v) }

// put encodes a record into an edit.
func put(tx store.Tx, kind, key string, v any) error { return kinds.Put(tx, kind, key, v) }

// get reads a record inside an edit or outside; found is false when there is none.
func get(read func(kind, key string) ([]byte, error), kind, key string, v any) (found bool, err error) {
	return kinds.Get(read, kind, key, v)
}
