package backup

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"hash"
	"hash/crc32"
	"io"

	"lede/store"
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// Write writes a backup of everything in a source.
func Write(ctx context.Context, w io.Writer, h Header, from store.Source) (store.Copied, error) {
	packed := gzip.NewWriter(w)
	b := writer{w: packed, sum: sha256.New()}
	b.line(head{format, h.Made.UTC(), h.By})
	err := from(ctx, func(s store.State) error {
		for _, v := range s.Values {
			b.line(valueRecord(s.Owner, v))
		}
		for _, d := range s.Due {
			b.line(dueRecord(s.Owner, d))
		}
		b.n.Owners, b.n.Values, b.n.Due = b.n.Owners+1, b.n.Values+len(s.Values), b.n.Due+len(s.Due)
		return b.err
	})
	if err != nil {
		return store.Copied(b.n), err
	}
	b.line(end{b.n, hex.EncodeToString(b.sum.Sum(nil))})
	if b.err == nil {
		b.err = packed.Close()
	}
	return store.Copied(b.n), b.err
}

// writer writes lines, and keeps the first error.
type writer struct {
	w   io.Writer
	sum hash.Hash
	n   counts
	err error
}

func (b *writer) line(v any) {
	if b.err != nil {
		return
	}
	var line bytes.Buffer
	line.WriteString("00000000 ") // placeholder for the checksum
	e := json.NewEncoder(&line)
	e.SetEscapeHTML(false)
	if b.err = e.Encode(v); b.err != nil { // which ends the line
		return
	}
	all := line.Bytes()
	copy(all, checksum(all[len("00000000 "):len(all)-1]))
	_, _ = b.sum.Write(all) // never fails
	_, b.err = b.w.Write(all)
}

func checksum(text []byte) string { return fmt.Sprintf("%08x", crc32.Checksum(text, castagnoli)) }
