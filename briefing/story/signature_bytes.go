package story

import (
	"encoding/base64"
	"encoding/binary"
	"errors"
	"math"
	"time"
)

// version is the first byte of a signature. Another version is refused: articles are then signed again.
const version = 5

var errSignature = errors.New("story: not a signature of this version")

// maxBytes is the most bytes of a signature.
const maxBytes = 1024

// MarshalBinary writes a signature in at most 1,024 bytes. The error is always nil.
func (s Signature) MarshalBinary() ([]byte, error) { return s.AppendBinary(make([]byte, 0, maxBytes)) }

// AppendBinary is like MarshalBinary and appends to b.
func (s Signature) AppendBinary(b []byte) ([]byte, error) {
	b = append(b, version)
	var language [2]byte
	copy(language[:], s.Language)
	b = append(b, language[:]...)
	published := int64(0)
	if !s.Published.IsZero() {
		published = s.Published.Unix()
	}
	b = binary.LittleEndian.AppendUint64(b, uint64(published))
	b = binary.LittleEndian.AppendUint32(b, s.Page)
	b = append(b, byte(bit(s.Headline)|bit(s.Roundup)<<1))
	for _, list := range [][]uint32{s.Terms, s.Lead, s.Pairs, s.Said} {
		b = append(b, byte(len(list)))
		for _, n := range list {
			b = binary.LittleEndian.AppendUint32(b, n)
		}
	}
	b = append(b, byte(len(s.Names)))
	for _, n := range s.Names {
		b = binary.LittleEndian.AppendUint32(b, n.Key<<8|uint32(n.Kind)<<1|bit(n.Lead))
		b = binary.LittleEndian.AppendUint16(b, n.Given)
		b = append(append(b, n.Weight, byte(len(n.Name))), n.Name...)
	}
	b = append(b, byte(len(s.Figures)))
	for _, f := range s.Figures {
		b = binary.LittleEndian.AppendUint32(b, math.Float32bits(f.Value))
		b = binary.LittleEndian.AppendUint32(b, f.Thing<<8|bit(f.Lead))
		b = append(append(b, byte(len(f.Text))), f.Text...)
	}
	b = append(b, byte(len(s.Days)))
	for _, d := range s.Days {
		b = binary.LittleEndian.AppendUint16(b, d)
	}
	b = append(b, byte(len(s.Marks)))
	for _, m := range s.Marks {
		b = binary.LittleEndian.AppendUint32(b, m)
	}
	return b, nil
}

func bit(is bool) uint32 {
	if is {
		return 1
	}
	return 0
}

// UnmarshalBinary reads what MarshalBinary wrote.
func (s *Signature) UnmarshalBinary(b []byte) error {
	r := byteReader{rest: b}
	if r.uint8() != version {
		return errSignature
	}
	*s = Signature{}
	language := r.take(2)
	for len(language) > 0 && language[len(language)-1] == 0 {
		language = language[:len(language)-1]
	}
	s.Language = string(language)
	if at := int64(r.uint64()); at != 0 {
		s.Published = time.Unix(at, 0).UTC()
	}
	s.Page = r.uint32()
	flags := r.uint8()
	s.Headline, s.Roundup = flags&1 != 0, flags&2 != 0
	for _, list := range []*[]uint32{&s.Terms, &s.Lead, &s.Pairs, &s.Said} {
		for range r.uint8() {
			*list = append(*list, r.uint32())
		}
	}
	for range r.uint8() {
		key := r.uint32()
		n := NameSign{Key: key >> 8, Kind: NameKind(key >> 1 & 3), Lead: key&1 == 1, Given: r.uint16(), Weight: r.uint8()}
		n.Name = string(r.take(int(r.uint8())))
		s.Names = append(s.Names, n)
	}
	for range r.uint8() {
		f := FigureSign{Value: math.Float32frombits(r.uint32())}
		thing := r.uint32()
		f.Thing, f.Lead = thing>>8, thing&1 == 1
		f.Text = string(r.take(int(r.uint8())))
		s.Figures = append(s.Figures, f)
	}
	for range r.uint8() {
		s.Days = append(s.Days, r.uint16())
	}
	for range r.uint8() {
		s.Marks = append(s.Marks, r.uint32())
	}
	if r.short || len(r.rest) > 0 || s.tooLarge() {
		return errSignature
	}
	return nil
}

// tooLarge reports whether a signature holds more than allowed.
func (s *Signature) tooLarge() bool {
	words := len(s.Terms) > mostTerms || len(s.Lead) > mostLead || len(s.Pairs) > mostPairs || len(s.Said) > mostSaid
	facts := len(s.Names) > mostNames || len(s.Figures) > mostFigures || len(s.Days) > mostDays
	return words || facts || len(s.Marks) > mostMarks
}

// byteReader reads numbers from bytes; beyond their end they are 0.
type byteReader struct {
	rest  []byte
	short bool
}

func (r *byteReader) take(n int) []byte {
	if n > len(r.rest) {
		r.short, r.rest = true, nil
		return make([]byte, n)
	}
	taken := r.rest[:n]
	r.rest = r.rest[n:]
	return taken
}

func (r *byteReader) uint8() uint8   { return r.take(1)[0] }
func (r *byteReader) uint16() uint16 { return binary.LittleEndian.Uint16(r.take(2)) }
func (r *byteReader) uint32() uint32 { return binary.LittleEndian.Uint32(r.take(4)) }
func (r *byteReader) uint64() uint64 { return binary.LittleEndian.Uint64(r.take(8)) }

// MarshalText writes the bytes of a signature in base64, as JSON has it.
func (s Signature) MarshalText() ([]byte, error) {
	b, err := s.MarshalBinary()
	return base64.RawStdEncoding.AppendEncode(nil, b), err
}

// UnmarshalText reads what MarshalText wrote.
func (s *Signature) UnmarshalText(text []byte) error {
	b, err := base64.RawStdEncoding.AppendDecode(nil, text)
	if err != nil {
		return errSignature
	}
	return s.UnmarshalBinary(b)
}
