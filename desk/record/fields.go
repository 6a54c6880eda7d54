package record

import (
	"encoding/base64"
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
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

// AppendString writes a string as JSON. Most stand for themselves; the others are left to encoding/json.
func AppendString(b []byte, s string) []byte {
	if strings.ContainsAny(s, "<>&") || strings.Contains(s, "\u2028") || strings.Contains(s, "\u2029") || !literal(s) {
		written, _ := json.Marshal(s) // cannot fail
		return append(b, written...)
	}
	return append(append(append(b, '"'), s...), '"')
}

// literal reports whether a text stands for itself in a JSON string.
func literal(s string) bool {
	for i := range len(s) {
		if s[i] < ' ' || s[i] == '"' || s[i] == '\\' {
			return false
		}
	}
	return utf8.ValidString(s)
}

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

// string reads a string. One that does not stand for itself is left to encoding/json.
func (s *Scan) string() (text string) {
	begun := s.at
	for s.must(`"`); s.at < len(s.text) && s.text[s.at] != '"'; s.at++ {
		if s.text[s.at] == '\\' {
			s.at++ // what it escapes may be a quotation mark
		}
	}
	s.at = min(s.at, len(s.text))
	if s.must(`"`); s.bad {
		return ""
	}
	if text = s.text[begun+1 : s.at-1]; !literal(text) {
		s.bad = json.Unmarshal([]byte(s.text[begun:s.at]), &text) != nil
	}
	return text
}

func (s *Scan) bytes() []byte {
	b, err := base64.StdEncoding.DecodeString(s.string())
	s.bad = s.bad || err != nil
	return b
}

func (s *Scan) time() (at time.Time) {
	if at.UnmarshalText([]byte(s.string())) != nil {
		s.bad = true
	}
	return at
}

// digits reads a whole number as Fields writes it.
func (s *Scan) digits() string {
	begun := s.at
	for s.at < len(s.text) && strings.IndexByte("-0123456789", s.text[s.at]) >= 0 {
		s.at++
	}
	digits := s.text[begun:s.at]
	if zeros := strings.HasPrefix(strings.TrimPrefix(digits, "-"), "0"); zeros && digits != "0" {
		s.bad = true
	}
	return digits
}

func (s *Scan) int() int64 {
	n, err := strconv.ParseInt(s.digits(), 10, 64)
	s.bad = s.bad || err != nil
	return n
}

func (s *Scan) uint() uint64 {
	n, err := strconv.ParseUint(s.digits(), 10, 64)
	s.bad = s.bad || err != nil
	return n
}

// Text reads a string, if that field comes next; so do the others.
func (s *Scan) Text(name string, into *string) {
	if s.field(name) {
		*into = s.string()
	}
}

// Bytes reads bytes.
func (s *Scan) Bytes(name string, into *[]byte) {
	if s.field(name) {
		*into = s.bytes()
	}
}

// Time reads an instant.
func (s *Scan) Time(name string, into *time.Time) {
	if s.field(name) {
		*into = s.time()
	}
}

// Moment reads an instant that may be missing.
func (s *Scan) Moment(name string, into **time.Time) {
	if s.field(name) {
		at := s.time()
		*into = &at
	}
}

// Int reads a whole number.
func (s *Scan) Int(name string, into *int64) {
	if s.field(name) {
		*into = s.int()
	}
}

// Uint reads a whole number that is never negative.
func (s *Scan) Uint(name string, into *uint64) {
	if s.field(name) {
		*into = s.uint()
	}
}

// Yes reads true.
func (s *Scan) Yes(name string, into *bool) {
	if s.field(name) {
		s.must("true")
		*into = true
	}
}

// Texts reads strings.
func (s *Scan) Texts(name string, into *[]string) {
	if s.field(name) {
		s.List(func() { *into = append(*into, s.string()) })
	}
}

// Moments reads instants.
func (s *Scan) Moments(name string, into *[]time.Time) {
	if s.field(name) {
		s.List(func() { *into = append(*into, s.time()) })
	}
}

// Times reads instants by name.
func (s *Scan) Times(name string, into *map[string]time.Time) {
	if s.field(name) {
		*into = byName(s, s.time)
	}
}

// Ints reads numbers by name.
func (s *Scan) Ints(name string, into *map[string]int64) {
	if s.field(name) {
		*into = byName(s, s.int)
	}
}

func byName[V any](s *Scan, read func() V) map[string]V {
	of := map[string]V{}
	s.several("{", "}", func() {
		key := s.string()
		s.must(":")
		of[key] = read()
	})
	return of
}
