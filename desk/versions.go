package desk

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"

	"lede/store"
)

// Every record carries the version of its kind. A later Lede reads an older record by taking its JSON up one
// version after the other, and writes it back only when that record is next written: an update of Lede touches
// nothing, however many guilds there are. A record of a later version is refused, because what an older Lede does
// not know it would drop.

// step takes the JSON of a record up by one version. It is pure.
type step func(json.RawMessage) (json.RawMessage, error)

// steps lists for each kind how its versions follow: the first leads from version 1 to 2, and so on. A kind that is
// not here has had one version only.
var steps = map[string][]step{
	kindLedger:  {channelOfEntry, reasonOfEntry},
	kindDigests: {reasonsOfDigest},
}

// versionOf is the version in which records of a kind are written.
func versionOf(kind string) int { return len(steps[kind]) + 1 }

// channelOfEntry gives a line of the ledger its channel. At first a guild had one digest for each channel, which had
// the channel's id.
func channelOfEntry(data json.RawMessage) (json.RawMessage, error) {
	var entry map[string]json.RawMessage
	if err := json.Unmarshal(data, &entry); err != nil {
		return nil, err
	}
	if _, given := entry["channel"]; given || entry == nil {
		return data, nil
	}
	entry["channel"] = entry["digest"]
	return json.Marshal(entry)
}

// record is how every value stands in the store.
type record struct {
	V    int             `json:"v"`
	Data json.RawMessage `json:"data"`
}

// encode writes a record with the version of its kind.
func encode(kind string, v any) ([]byte, error) {
	data, _ := v.(json.RawMessage) // encoded already; large data is not encoded twice
	if len(data) == 0 {
		var err error
		if data, err = json.Marshal(v); err != nil {
			return nil, fmt.Errorf("encoding %T: %w", v, err)
		}
	}
	head := recordHead(kind)
	return append(append(append(make([]byte, 0, len(head)+len(data)+len(recordTail)), head...), data...), recordTail...), nil
}

const recordTail = `}`

// recordHead is what encode writes before the data of a record.
func recordHead(kind string) []byte {
	return append(strconv.AppendInt([]byte(`{"v":`), int64(versionOf(kind)), 10), `,"data":`...)
}

// present cuts the data out of a record of the present version as encode writes it, and returns nil for other records.
// Those are read field by field, which takes two more passes.
func present(kind string, b []byte) []byte {
	data, ok := bytes.CutPrefix(b, recordHead(kind))
	if !ok {
		return nil
	}
	return bytes.TrimSuffix(data, []byte(recordTail))
}

// decode reads a record of any version up to the present one, and refuses one that a newer Lede wrote.
func decode(kind string, b []byte, v any) error {
	// What is cut out may be more than the data and then is no JSON, so a record that fails here is read again.
	if json.Unmarshal(present(kind, b), v) == nil {
		return nil
	}
	var r record
	if err := json.Unmarshal(b, &r); err != nil {
		return fmt.Errorf("reading a record of %s: %w", kind, err)
	}
	if r.V > versionOf(kind) {
		return fmt.Errorf("%w: a record of %s has version %d, known up to %d", ErrNewer, kind, r.V, versionOf(kind))
	}
	if r.V < 1 {
		return fmt.Errorf("reading a record of %s: it has no version", kind)
	}
	for from, up := range steps[kind][r.V-1:] {
		var err error
		if r.Data, err = up(r.Data); err != nil {
			return fmt.Errorf("taking a record of %s up from version %d: %w", kind, r.V+from, err)
		}
	}
	if err := json.Unmarshal(r.Data, v); err != nil {
		return fmt.Errorf("reading a %T: %w", v, err)
	}
	return nil
}

// put encodes a record into an edit.
func put(tx store.Tx, kind, key string, v any) error {
	b, err := encode(kind, v)
	if err != nil {
		return err
	}
	return tx.Put(kind, key, b)
}

// get reads a record inside an edit or outside; found is false when there is none.
func get(read func(kind, key string) ([]byte, error), kind, key string, v any) (found bool, err error) {
	b, err := read(kind, key)
	if errors.Is(err, store.ErrNotFound) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	return true, decode(kind, b, v)
}
