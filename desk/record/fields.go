package record

import (
	"encoding/base64"
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Records that each delivery, or each visit to a feed, reads and writes do so field by field, in the very form of encoding/json, which
// took a fifth of a delivery.

// Fields appends the fields of a JSON object, as encoding/json writes them.
type Fields struct {
	B   []byte
	Err error // the first one
}

// name begins a field, or an object if it is the first.
func (f *Fields) name(name string) {
	if f.B[len(f.B)-1] != '{' {
		f.B = append(f.B, ',')
	}
	f.B = append(append(append(f.B, '"'), name...), `":`...)
}

// String appends a string.
func (f *Fields) String(name, value string) {
	f.name(name)
	f.B = AppendString(f.B, value)
}

// Text appends a string unless it is empty.
func (f *Fields) Text(name, value string) {
	if value != "" {
		f.String(name, value)
	}
}

// Bytes appends bytes unless there are none.
func (f *Fields) Bytes(name string, b []byte) { f.Text(name, base64.StdEncoding.EncodeToString(b)) }

// Texts appends strings unless there are none.
func (f *Fields) Texts(name string, list []string) {
	for i, s := range list {
		if i == 0 {
			f.name(name)
			f.B = append(f.B, '[')
		} else {
			f.B = append(f.B, ',')
		}
		f.B = AppendString(f.B, s)
	}
	if len(list) > 0 {
		f.B = append(f.B, ']')
	}
}

// Time appends an instant.
func (f *Fields) Time(name string, at time.Time) {
	f.name(name)
	f.B = f.instant(f.B, at)
}

func (f *Fields) instant(b []byte, at time.Time) []byte {
	b, err := at.AppendText(append(b, '"'))
	if f.Err == nil {
		f.Err = err
	}
	return append(b, '"')
}

// Moment appends an instant unless it is zero.
func (f *Fields) Moment(name string, at time.Time) {
	if !at.IsZero() {
		f.Time(name, at)
	}
}

// Int appends a number unless it is 0.
func (f *Fields) Int(name string, n int64) {
	if n != 0 {
		f.Number(name, n)
	}
}

// Number appends a number.
func (f *Fields) Number(name string, n int64) {
	f.name(name)
	f.B = strconv.AppendInt(f.B, n, 10)
}

// Uint appends a number unless it is 0.
func (f *Fields) Uint(name string, n uint64) {
	if n != 0 {
		f.name(name)
		f.B = strconv.AppendUint(f.B, n, 10)
	}
}

// Yes appends true if it is so.
func (f *Fields) Yes(name string, so bool) {
	if so {
		f.name(name)
		f.B = append(f.B, "true"...)
	}
}

// Times appends instants by name, unless there are none.
func (f *Fields) Times(name string, of map[string]time.Time) {
	each(f, name, of, f.instant)
}

// Ints appends numbers by name, unless there are none.
func (f *Fields) Ints(name string, of map[string]int64) {
	each(f, name, of, func(b []byte, n int64) []byte { return strconv.AppendInt(b, n, 10) })
}

func each[V any](f *Fields, name string, of map[string]V, write func([]byte, V) []byte) {
	if len(of) == 0 {
		return
	}
	f.name(name)
	f.B = append(f.B, '{')
	for _, key := range slices.Sorted(maps.Keys(of)) {
		if f.B[len(f.B)-1] != '{' {
			f.B = append(f.B, ',')
		}
		f.B = write(append(AppendString(f.B, key), ':'), of[key])
	}
	f.B = append(f.B, '}')
}

// Other appends any value.
func (f *Fields) Other(name string, v any) {
	b, err := json.Marshal(v)
	if f.Err == nil {
		f.Err = err
	}
	f.name(name)
	f.B = append(f.B, b...)
}

// appendString writes a string as JSON. Most are names and ids, which need no escapes.
func AppendString(b []byte, s string) []byte {
	for i := range len(s) {
		if !plainByte(s[i]) || s[i] == '<' || s[i] == '>' || s[i] == '&' {
			written, _ := json.Marshal(s) // cannot fail
			return append(b, written...)
		}
	}
	return append(append(append(b, '"'), s...), '"')
}

// plainByte reports whether a byte stands for itself in a JSON string.
func plainByte(c byte) bool { return c >= ' ' && c <= '~' && c != '"' && c != '\\' }

// Scan reads a JSON object as Fields writes it, field by field in the order of writing. Whatever else there is, be it good JSON, makes
// End report false; the record is then left to encoding/json.
type Scan struct {
	text  string
	at    int
	first bool // nothing was read of an object yet
	bad   bool
}

// NewScan begins to read some JSON.
func NewScan(data []byte) *Scan { return &Scan{text: string(data)} }

// End reports whether all was read, and as it should be.
func (s *Scan) End() bool { return !s.bad && s.at == len(s.text) }

// take reads a certain text, if it is next.
func (s *Scan) take(text string) bool {
	if !strings.HasPrefix(s.text[s.at:], text) {
		return false
	}
	s.at += len(text)
	return true
}

// must reads what has to be next.
func (s *Scan) must(text string) {
	if !s.take(text) {
		s.bad = true
	}
}

// Open begins an object, and Close ends it.
func (s *Scan) Open() {
	s.must("{")
	s.first = true
}

// Close ends an object.
func (s *Scan) Close() { s.must("}") }

// field reports whether a field comes next, and reads its name.
func (s *Scan) field(name string) bool {
	begun := s.at
	if !s.first && !s.take(",") {
		return false
	}
	if s.take(`"`) && s.take(name) && s.take(`":`) {
		s.first = false
		return true
	}
	s.at = begun
	return false
}

// List reads the elements of a list that is not empty.
func (s *Scan) List(element func()) { s.several("[", "]", element) }

func (s *Scan) several(open, end string, element func()) {
	for s.must(open); !s.bad; s.must(",") {
		if element(); s.bad || s.take(end) {
			return
		}
	}
}

// string reads a string. One with more than plain bytes is left to encoding/json.
func (s *Scan) string() (text string) {
	begun, plain := s.at, true
	for s.must(`"`); s.at < len(s.text) && s.text[s.at] != '"'; s.at++ {
		if !plainByte(s.text[s.at]) {
			plain = false
		}
		if s.text[s.at] == '\\' {
			s.at++ // what it escapes may be a quotation mark
		}
	}
	s.at = min(s.at, len(s.text))
	s.must(`"`)
	switch {
	case s.bad:
	case plain:
		return s.text[begun+1 : s.at-1]
	case json.Unmarshal([]byte(s.text[begun:s.at]), &text) != nil:
		s.bad = true
	}
	return text
}

func (s *Scan) bytes() []byte {
	b, err := base64.StdEncoding.DecodeString(s.string())
	if err != nil {
		s.bad = true
	}
	return b
}

func (s *Scan) time() (at time.Time) {
	if at.UnmarshalText([]byte(s.string())) != nil {
		s.bad = true
	}
	return at
}

// digits reads what may be a whole number.
func (s *Scan) digits() string {
	begun := s.at
	for s.at < len(s.text) && strings.IndexByte("-0123456789", s.text[s.at]) >= 0 {
		s.at++
	}
	return s.text[begun:s.at]
}

func (s *Scan) int() int64 {
	digits := s.digits()
	n, err := strconv.ParseInt(digits, 10, 64)
	if err != nil || strconv.FormatInt(n, 10) != digits {
		s.bad = true
	}
	return n
}

func (s *Scan) uint() uint64 {
	digits := s.digits()
	n, err := strconv.ParseUint(digits, 10, 64)
	if err != nil || strconv.FormatUint(n, 10) != digits {
		s.bad = true
	}
	return n
}

// Text reads a string, if that field comes next; so do the others.
func (s *Scan) Text(name string, into *string) { value(s, name, into, s.string) }

// Time reads an instant.
func (s *Scan) Time(name string, into *time.Time) { value(s, name, into, s.time) }

// Int reads a whole number.
func (s *Scan) Int(name string, into *int64) { value(s, name, into, s.int) }

// Moment reads an instant that may be nil.
func (s *Scan) Moment(name string, into **time.Time) {
	value(s, name, into, func() *time.Time { at := s.time(); return &at })
}

// Uint reads a whole number.
func (s *Scan) Uint(name string, into *uint64) { value(s, name, into, s.uint) }

// Bytes reads bytes.
func (s *Scan) Bytes(name string, into *[]byte) { value(s, name, into, s.bytes) }

// Yes reads true.
func (s *Scan) Yes(name string, into *bool) {
	value(s, name, into, func() bool { s.must("true"); return true })
}

// Texts reads strings.
func (s *Scan) Texts(name string, into *[]string) { values(s, name, into, s.string) }

// Moments reads instants.
func (s *Scan) Moments(name string, into *[]time.Time) { values(s, name, into, s.time) }

// Times reads instants by name.
func (s *Scan) Times(name string, into *map[string]time.Time) { byName(s, name, into, s.time) }

// Ints reads numbers by name.
func (s *Scan) Ints(name string, into *map[string]int64) { byName(s, name, into, s.int) }

func value[V any](s *Scan, name string, into *V, read func() V) {
	if s.field(name) {
		*into = read()
	}
}

func values[V any](s *Scan, name string, into *[]V, read func() V) {
	if s.field(name) {
		s.List(func() { *into = append(*into, read()) })
	}
}

func byName[V any](s *Scan, name string, into *map[string]V, read func() V) {
	if !s.field(name) {
		return
	}
	*into = map[string]V{}
	s.several("{", "}", func() {
		key := s.string()
		s.must(":")
		(*into)[key] = read()
	})
}
