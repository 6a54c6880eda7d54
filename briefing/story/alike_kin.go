package story

import (
	"bytes"
	"sync"

	"lede/briefing/words"
)

// A second newsroom tells the same in other words: a blaze, a depot and dustmen instead of a fire, a warehouse and refuse collectors. Two events
// of one kind share the words of their kind, and the rest of what stands first in each is nowhere in the other.

// kinTable maps the hash of a stem to its groups of related words.
type kinTable struct {
	of map[uint32][]int
	// some is a bit filter over stems: most words are in no group, and a map is slow to say so.
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

// groups returns the groups of a stem.
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

// kinOf returns the groups of all words of an article outside names.
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

// notTold is the share that counts as told if there are no words.
const notTold = 0.5

// told returns the share of p's plain words, in the first sentences and in the title, that q has, or a related word.
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
