package backup

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"lede/store"
)

// maxLine bounds a line, in bytes: the largest value of a store is some megabytes.
const maxLine = 256 << 20

// Read reads a backup from end to end, and visits each owner as it comes. Only when it returns nil was the file intact, so a
// caller that acts on visits must read twice.
func Read(r io.Reader, visit func(store.State) error) (Header, store.Copied, error) {
	file := bufio.NewReader(r)
	packed, err := gzip.NewReader(file)
	if err != nil {
		return Header{}, store.Copied{}, fmt.Errorf("%w: %w", ErrForeign, err)
	}
	packed.Multistream(false) // data after it is not ours
	b := reader{lines: bufio.NewScanner(packed), visit: visit, seen: map[string]bool{}}
	b.lines.Buffer(nil, maxLine)
	h, err := b.read()
	if err != nil {
		return h, store.Copied(b.n), err
	}
	if _, err := file.ReadByte(); !errors.Is(err, io.EOF) {
		return h, store.Copied(b.n), fmt.Errorf("%w: something follows its end", ErrDamaged)
	}
	return h, store.Copied(b.n), nil
}

type reader struct {
	lines  *bufio.Scanner
	number int // of the line
	visit  func(store.State) error
	state  store.State // of the owner so far
	seen   map[string]bool
	n      counts
}

func (b *reader) read() (Header, error) {
	sum := sha256.New()
	text, err := b.next()
	if err != nil {
		return Header{}, err
	}
	h, err := b.header(text)
	for err == nil {
		line := b.lines.Bytes()
		_, _ = sum.Write(line) // never fails
		_, _ = sum.Write([]byte("\n"))
		if text, err = b.next(); err != nil {
			break
		}
		if bytes.HasPrefix(text, []byte(`{"end":`)) {
			return h, b.end(text, hex.EncodeToString(sum.Sum(nil)))
		}
		err = b.record(text)
	}
	return h, err
}

// next returns the text of the next line, whose checksum is right.
func (b *reader) next() ([]byte, error) {
	b.number++
	if !b.lines.Scan() {
		if err := b.lines.Err(); err != nil {
			return nil, fmt.Errorf("%w in line %d: %w", ErrDamaged, b.number, err)
		}
		return nil, fmt.Errorf("%w: it breaks off at line %d", ErrDamaged, b.number)
	}
	sum, text, ok := bytes.Cut(b.lines.Bytes(), []byte(" "))
	if !ok || string(sum) != checksum(text) {
		if b.number == 1 {
			return nil, ErrForeign
		}
		return nil, b.damaged("its checksum is another")
	}
	return text, nil
}

func (b *reader) damaged(what string) error {
	return fmt.Errorf("%w in line %d: %s", ErrDamaged, b.number, what)
}

func (b *reader) header(text []byte) (Header, error) {
	var h head
	if err := json.Unmarshal(text, &h); err != nil || h.Format < 1 {
		return Header{}, ErrForeign
	}
	if h.Format > format {
		return Header{}, fmt.Errorf("%w: %d, known up to %d", ErrNewer, h.Format, format)
	}
	return Header{Made: h.Made, By: h.By}, nil
}

// record adds a line to its owner's state.
func (b *reader) record(text []byte) error {
	var r record
	if err := strict(text, &r); err != nil {
		return b.damaged(err.Error())
	}
	if r.Owner != b.state.Owner {
		if b.seen[r.Owner] {
			return b.damaged("an owner comes twice")
		}
		b.seen[r.Owner] = true
		if err := b.flush(); err != nil {
			return err
		}
		b.state = store.State{Owner: r.Owner}
	}
	if r.Due == "" {
		v, ok := r.value()
		if !ok || len(b.state.Due) > 0 || !b.follows(v) {
			return b.damaged("it is no value, or not in order")
		}
		b.state.Values = append(b.state.Values, v)
		return nil
	}
	d, ok := r.item()
	if last := len(b.state.Due) - 1; !ok || last >= 0 && d.ID <= b.state.Due[last].ID {
		return b.damaged("it is nothing due, or not in order")
	}
	b.state.Due = append(b.state.Due, d)
	return nil
}

// follows reports whether a value comes after those before it.
func (b *reader) follows(v store.Value) bool {
	if len(b.state.Values) == 0 {
		return true
	}
	last := b.state.Values[len(b.state.Values)-1]
	return v.Kind > last.Kind || v.Kind == last.Kind && v.Key > last.Key
}

func (b *reader) flush() error {
	if b.state.Owner == "" {
		return nil
	}
	b.n.Owners, b.n.Values, b.n.Due = b.n.Owners+1, b.n.Values+len(b.state.Values), b.n.Due+len(b.state.Due)
	return b.visit(b.state)
}

// end checks the file against its last line.
func (b *reader) end(text []byte, sum string) error {
	var e end
	if err := strict(text, &e); err != nil {
		return b.damaged(err.Error())
	}
	if err := b.flush(); err != nil {
		return err
	}
	if e.SHA256 != sum || e.End != b.n {
		return b.damaged("what came before is not what was written")
	}
	if b.lines.Scan() || b.lines.Err() != nil { // gzip's own checksum is read at its end
		return b.damaged("something follows its end, or its checksum is another")
	}
	return nil
}

// strict decodes JSON and rejects unknown fields.
func strict(text []byte, v any) error {
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	if err := d.Decode(v); err != nil {
		return err
	}
	if d.More() {
		return errors.New("there is more than one thing in it")
	}
	return nil
}
