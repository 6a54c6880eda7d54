package desk

import (
	"encoding/json"

	"lede/desk/record"
	"lede/store"
)

// kinds lists how the records of the desk changed; see record.Kinds.
var kinds = record.Kinds{
	kindLedger:  {channelOfEntry, reasonOfEntry},
	kindDigests: {reasonsOfDigest},
}

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

// decode reads a record of any version up to the present one, and refuses one that a newer Lede wrote.
func decode(kind string, b []byte, v any) error { return kinds.Decode(kind, b, v) }

// put encodes a record into an edit.
func put(tx store.Tx, kind, key string, v any) error { return kinds.Put(tx, kind, key, v) }

// get reads a record inside an edit or outside; found is false when there is none.
func get(read func(kind, key string) ([]byte, error), kind, key string, v any) (found bool, err error) {
	return kinds.Get(read, kind, key, v)
}
