// Package backup is a store as one file: written, verified and read back. The file is packed by gzip; unpacked it is text, with a line for
// each thing:
//
//	<checksum> {"lede_backup":1,"made":"2026-03-01T12:00:00Z","by":"0.1.0"}
//	<checksum> {"owner":"guild:81384788765712384","kind":"digests","key":"3f2a","value":"…"}
//	<checksum> {"owner":"guild:81384788765712384","due":"3f2a","slot":1772366400000,"visible":1772366400000}
//	<checksum> {"end":{"owners":1,"values":1,"due":1},"sha256":"…"}
//
// The checksum is the CRC-32C of the JSON behind it, in eight hexadecimal digits; sha256 is of all lines before the last. An owner's lines
// stand together: values by kind and key, then what is due. A value that is not UTF-8 stands as "bytes", in base64. Instants are
// milliseconds since 1970.
//
// The package refuses a file that was cut, changed or added to anywhere, and one of a newer format.
package backup

import (
	"errors"
	"time"
	"unicode/utf8"

	"lede/store"
)

// format is the number of the format that this package writes and reads.
const format = 1

var (
	// ErrDamaged says that a file is not what was written, or no longer.
	ErrDamaged = errors.New("backup: damaged")
	// ErrForeign says that a file is not a backup.
	ErrForeign = errors.New("backup: not a backup of Lede's")
	// ErrNewer says that a newer Lede wrote the file.
	ErrNewer = errors.New("backup: of a newer format")
)

// Header is what a backup says about itself.
type Header struct {
	Made time.Time // by the store's clock
	By   string    // the version of Lede
}

// head, record and end are the lines of a file.
type head struct {
	Format int       `json:"lede_backup"`
	Made   time.Time `json:"made"`
	By     string    `json:"by"`
}

type record struct {
	Owner   string  `json:"owner"`
	Kind    string  `json:"kind,omitempty"`
	Key     string  `json:"key,omitempty"`
	Value   *string `json:"value,omitempty"`
	Bytes   []byte  `json:"bytes,omitempty"`
	Due     string  `json:"due,omitempty"`
	Slot    int64   `json:"slot,omitempty"`
	Visible int64   `json:"visible,omitempty"`
	Attempt int     `json:"attempt,omitempty"`
}

type end struct {
	End    counts `json:"end"`
	SHA256 string `json:"sha256"`
}

type counts struct {
	Owners int `json:"owners"`
	Values int `json:"values"`
	Due    int `json:"due"`
}

// valueRecord is the line of a value.
func valueRecord(owner string, v store.Value) record {
	r := record{Owner: owner, Kind: v.Kind, Key: v.Key}
	if text := string(v.Value); utf8.ValidString(text) {
		r.Value = &text
	} else {
		r.Bytes = v.Value
	}
	return r
}

// dueRecord is the line of an item.
func dueRecord(owner string, d store.Scheduled) record {
	it := d.Unclaimed()
	return record{Owner: owner, Due: d.ID, Slot: it.Due, Visible: it.Visible, Attempt: it.Attempt}
}

// value returns what valueRecord was given.
func (r record) value() (store.Value, bool) {
	v := store.Value{Kind: r.Kind, Key: r.Key, Value: r.Bytes}
	if r.Value != nil {
		v.Value = []byte(*r.Value)
	}
	whole := (r.Value == nil) != (len(r.Bytes) == 0) && r.Due == "" && r.Slot == 0
	return v, whole && r.Visible == 0 && r.Attempt == 0 && store.CheckNames(r.Owner, r.Kind, r.Key) == nil
}

// item returns what dueRecord was given.
func (r record) item() (store.Scheduled, bool) {
	d := store.Scheduled{ID: r.Due, Item: store.Item{Due: r.Slot, Visible: r.Visible, Attempt: r.Attempt}}
	whole := r.Kind == "" && r.Key == "" && r.Value == nil && len(r.Bytes) == 0
	return d, whole && d.Item == d.Unclaimed() && store.CheckNames(r.Owner, r.Due) == nil
}
