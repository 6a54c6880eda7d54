package story

import (
	"math"
	"testing"
)

// TestNamesAndActsAreCounted: how many rare words of names both have, how many of those and of the others stand first in either, and what both tell
// together.
func TestNamesAndActsAreCounted(t *testing.T) {
	const (
		name, act    = 80 | inName, 80
		known, usual = 60 | inName, 40 // words that many articles have
	)
	word := func(hash, weight uint32) uint32 { return hash<<8 | weight }
	atLeast := uint32(rareName | inName)
	a := Signature{Terms: []uint32{word(1, name), word(2, name), word(3, act), word(4, known), word(5, usual), word(6, name), word(7, atLeast)}, Lead: []uint32{word(1, name), word(3, act), word(5, usual)}}
	b := Signature{Terms: []uint32{word(1, name), word(2, name), word(3, act), word(4, known), word(5, usual), word(6, act), word(7, atLeast)}, Lead: []uint32{word(2, name), word(4, known)}}
	got := Compare(&a, &b)
	for sign, want := range map[int]float64{NamesRare: math.Log1p(3), NamesTold: math.Log1p(2), ActsTold: math.Log1p(1), NamesActs: math.Log1p(3) * math.Log1p(1)} {
		if math.Abs(got[sign]-want) > 1e-9 {
			t.Errorf("%s: %.3f, not %.3f", SignNames[sign], got[sign], want)
		}
	}
}
