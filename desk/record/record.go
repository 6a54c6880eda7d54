// Package record is the format of every value in the store: its JSON with the version of its kind and a checksum.
//
// A later Lede reads an older record by upgrading its JSON one version at a time, and writes it back only when that record is next
// written: an update of Lede touches nothing, however many guilds there are. A record of a later version is refused, because an older
// Lede would drop what it does not know. The package refuses to know what the kinds mean.
package record

import (
	"bytes"
	"context"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"strconv"
	"strings"

	"lede/problem"
	"lede/store"
)

// ErrNewer says that a record was written by a later Lede.
var ErrNewer = problem.New("desk.newer")

// newer is ErrNewer with the versions, for the operator.
type newer struct{ has, known int }

func (n newer) Error() string {
	return fmt.Sprintf("a newer Lede wrote it (version %d, known up to %d)", n.has, n.known)
}

func (newer) Unwrap() error { return ErrNewer }

// Step upgrades the JSON of a record by one version. It is pure.
type Step func(json.RawMessage) (json.RawMessage, error)

// Kinds lists the upgrade steps of each kind: the first step leads from version 1 to 2, and so on. A kind that is not listed has had
// only one version.
type Kinds map[string][]Step

// Version is the version in which records of a kind are written.
func (k Kinds) Version(kind string) int { return len(k[kind]) + 1 }

// ErrDamaged says that a record is not as it was written.
var ErrDamaged = errors.New("its checksum is wrong")

// record is the form of every value in the store. Records of the first Lede have no checksum.
type record struct {
	V    int             `json:"v"`
	Sum  string          `json:"sum"`
	Data json.RawMessage `json:"data"`
}

// check compares a record with its checksum, which at first covered only the kind and not the key.
func (r record) check(kind, key string) error {
	if r.Sum == "" || r.Sum == checksum(kind+"/"+key, r.V, r.Data) || r.Sum == checksum(kind, r.V, r.Data) {
		return nil
	}
	return ErrDamaged
}

// Check returns an error if a record is not as it was written, whatever its kind and version. Values that are not records, and records of the
// first Lede, are not judged; a value that begins like a record counts as one.
func Check(kind string, e store.Entry) error {
	var r record
	if err := json.Unmarshal(e.Value, &r); err != nil {
		if bytes.HasPrefix(e.Value, []byte(begins)) {
			return &Unreadable{kind, e.Key, err}
		}
		return nil
	}
	if err := r.check(kind, e.Key); err != nil {
		return &Unreadable{kind, e.Key, err}
	}
	return nil
}

// Large is a value that writes itself as JSON: most of it is JSON already, which encoding/json would parse again.
type Large interface {
	AppendJSON(b []byte) ([]byte, error)
	Size() int // about how much that is
}

// Parser is a value that reads itself from JSON, in place of what it was. It may refuse, and then is as it was.
type Parser interface{ ParseJSON(data []byte) bool }

// plain is JSON.
type plain []byte

func (p plain) AppendJSON(b []byte) ([]byte, error) { return append(b, p...), nil }
func (p plain) Size() int                           { return len(p) }

// Encode writes a record with the version of its kind, to be kept under a key.
func (k Kinds) Encode(kind, key string, v any) ([]byte, error) {
	large, ok := v.(Large)
	if raw, _ := v.(json.RawMessage); len(raw) > 0 {
		large = plain(raw)
	} else if !ok {
		data, err := json.Marshal(v)
		if err != nil {
			return nil, fmt.Errorf("encoding %T: %w", v, err)
		}
		large = plain(data)
	}
	b := k.head(make([]byte, 0, headSize+large.Size()+len(tail)), kind)
	data := len(b)
	b, err := large.AppendJSON(b)
	if err != nil {
		return nil, fmt.Errorf("encoding %T: %w", v, err)
	}
	sum := checksum(kind+"/"+key, k.Version(kind), b[data:])
	copy(b[data-len(sum)-len(before):], sum)
	return append(b, tail...), nil
}

const (
	begins, before, tail = `{"v":`, `","data":`, `}`
	headSize             = 40 // about
)

// head appends what Encode writes before the data of a record, with zeros for the checksum.
func (k Kinds) head(b []byte, kind string) []byte {
	b = strconv.AppendInt(append(b, begins...), int64(k.Version(kind)), 10)
	return append(append(b, `,"sum":"00000000`...), before...)
}

// checksum detects a record that is damaged but can still be read, for example because one digit became another, even in its name.
func checksum(name string, version int, data []byte) string {
	c := crc32.Update(0, castagnoli, strconv.AppendInt([]byte(name+" "), int64(version), 10))
	var sum [4]byte
	binary.BigEndian.PutUint32(sum[:], crc32.Update(c, castagnoli, data))
	return hex.EncodeToString(sum[:])
}

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// present cuts the data out of a record of the present version as Encode writes it, and returns nil for other records.
// Those are read field by field, which takes two more passes.
func (k Kinds) present(kind string, e store.Entry) []byte {
	var room [headSize]byte
	head := k.head(room[:0], kind)
	if len(e.Value) < len(head) {
		return nil
	}
	data := bytes.TrimSuffix(e.Value[len(head):], []byte(tail))
	copy(head[len(head)-len(before)-8:], checksum(kind+"/"+e.Key, k.Version(kind), data))
	if !bytes.HasPrefix(e.Value, head) {
		return nil
	}
	return data
}

// Unreadable is the error for a record that cannot be read. It names the record, and quotes little of what is in it.
type Unreadable struct {
	kind, key string
	err       error
}

func (u *Unreadable) Error() string {
	return fmt.Sprintf("the record %s / %s cannot be read (%s); `lede store check` lists what is damaged", u.kind, u.key, Why(u))
}

func (u *Unreadable) Unwrap() error { return u.err }

// Why returns why a record cannot be read, without its name.
func Why(err error) string {
	const most = 200 // bytes: a decoder repeats what it could not read
	if u, ok := errors.AsType[*Unreadable](err); ok {
		err = u.err
	}
	why := err.Error()
	if len(why) > most {
		why = strings.ToValidUTF8(why[:most], "") + "…"
	}
	return why
}

// Decode reads a record of any version up to the present one, and refuses one that a newer Lede wrote.
func (k Kinds) Decode(kind string, e store.Entry, v any) error {
	if err := k.decode(kind, e, v); err != nil {
		return &Unreadable{kind, e.Key, err}
	}
	return nil
}

func (k Kinds) decode(kind string, e store.Entry, v any) error {
	// What is cut out may be more than the data and then is no JSON, so a record that fails here is read again.
	data := k.present(kind, e)
	if p, ok := v.(Parser); ok && data != nil && p.ParseJSON(data) {
		return nil
	}
	if json.Unmarshal(data, v) == nil {
		return nil
	}
	var r record
	if err := json.Unmarshal(e.Value, &r); err != nil {
		return err
	}
	if r.V > k.Version(kind) {
		return newer{r.V, k.Version(kind)}
	}
	if r.V < 1 {
		return errors.New("it has no version")
	}
	if err := r.check(kind, e.Key); err != nil {
		return err
	}
	for from, up := range k[kind][r.V-1:] {
		var err error
		if r.Data, err = up(r.Data); err != nil {
			return fmt.Errorf("taking it up from version %d: %w", r.V+from, err)
		}
	}
	return json.Unmarshal(r.Data, v)
}

// Put encodes a record into an edit.
func (k Kinds) Put(tx store.Tx, kind, key string, v any) error {
	b, err := k.Encode(kind, key, v)
	if err != nil {
		return err
	}
	return store.Give(tx, kind, key, b)
}

// From is how records of an owner are read outside an edit; inside, it is the edit's own Get.
func From(ctx context.Context, kv store.Getter, owner string) func(kind, key string) ([]byte, error) {
	return func(kind, key string) ([]byte, error) { return kv.Get(ctx, owner, kind, key) }
}

// Get reads a record inside an edit or outside; found is false when there is none, or when no record can have that name: people may
// type any name.
func (k Kinds) Get(read func(kind, key string) ([]byte, error), kind, key string, v any) (found bool, err error) {
	b, err := read(kind, key)
	if errors.Is(err, store.ErrNotFound) || errors.Is(err, store.ErrBadKey) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	return true, k.Decode(kind, store.Entry{Key: key, Value: b}, v)
}
