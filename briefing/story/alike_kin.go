package story

import (
	"bytes"
	"sync"

	"lede/briefing/words"
)

// A second newsroom tells of the same in other words: of a blaze, a depot and dustmen, not of a fire, a warehouse and refuse collectors. Two events of one
// kind share the words of their kind, and the rest of what stands first in each is told by the other in no words at all.

// kinTable are the groups of related words that a stem is of, by its hash.
type kinTable struct {
	of map[uint32][]int
	// some has a bit for each stem: most words are of no group, and a map takes long to say so.
	some [1 << 12]uint64
}

var kin = sync.OnceValue(func() *kinTable {
	k := &kinTable{of: map[uint32][]int{}}
	for stem, of := range words.Related() {
		h := hash24(stem)
		k.of[h] = append(k.of[h], of...)
		k.some[h>>6%uint32(len(k.some))] |= 1 << (h & 63)
	}
	return k
})

// groups are those of a stem.
func (k *kinTable) groups(h uint32) []int {
	if k.some[h>>6%uint32(len(k.some))]&(1<<(h&63)) == 0 {
		return nil
	}
	return k.of[h]
}

// kinSet is a set of groups of related words.
type kinSet [64]uint64

func (k *kinSet) add(group int)      { k[group/64%len(k)] |= 1 << (group % 64) }
func (k *kinSet) has(group int) bool { return k[group/64%len(k)]&(1<<(group%64)) != 0 }

// kinOf are the groups of what an article tells, without its names.
func kinOf(p *print) (all kinSet) {
	k := kin()
	for _, t := range p.termsOf() {
		if t&inName == 0 {
			for _, group := range k.groups(t >> 8) {
				all.add(group)
			}
		}
	}
	return all
}

func compareKin(s *Signs, a, b *print) {
	leadA, titleA := told(a, b)
	leadB, titleB := told(b, a)
	s[LeadKin] = max(leadA, leadB)
	s[TitleLeast], s[TitleMost] = min(titleA, titleB), max(titleA, titleB)
}

// notTold is which part of no words is told.
const notTold = 0.5

// told is which part of the plain words of the first sentences of p, and of those of its title, q tells in these or related words.
func told(p, q *print) (lead, title float64) {
	var there kinSet
	if words.Ruled(string(bytes.Trim(q.language[:], "\x00"))) {
		there = kinOf(q)
	}
	terms, at := q.termsOf(), 0
	var all, met, titleAll, titleMet float64
	for _, t := range p.leadOf() {
		if t&inName != 0 {
			continue
		}
		for at < len(terms) && terms[at]>>8 < t>>8 {
			at++
		}
		weight, is := float64(t&255), 0.0
		if same := at < len(terms) && terms[at]>>8 == t>>8; same || there.hasAny(kin().groups(t>>8)) {
			is = weight
		}
		all, met = all+weight, met+is
		if t&inTitle != 0 {
			titleAll, titleMet = titleAll+weight, titleMet+is
		}
	}
	return partOf(met, all), partOf(titleMet, titleAll)
}

func partOf(met, all float64) float64 {
	if all == 0 {
		return notTold
	}
	return met / all
}

func (k *kinSet) hasAny(groups []int) bool {
	for _, group := range groups {
		if k.has(group) {
			return true
		}
	}
	return false
}
