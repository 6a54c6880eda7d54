package story

import (
	"bytes"
	"slices"
	"sync"

	"lede/briefing/words"
)

// A second newsroom tells the same in other words: a blaze, a depot and dustmen instead of a fire, a warehouse and refuse collectors. Two events
// of one kind share the words of their kind, and the rest of what stands first in each is nowhere in the other.

// kinTable maps the hash of a stem to its groups of related words.
type kinTable struct {
	of   map[uint32][]uint16
	most uint16 // the last group
	// some is a bit filter over stems: most words are in no group, and a map is slow to say so.
	some [1 << 12]uint64
}

var kin = sync.OnceValue(func() *kinTable {
	k := &kinTable{of: map[uint32][]uint16{}}
	for stem, of := range words.Related() {
		h := hash24(stem)
		for _, group := range of {
			k.of[h] = append(k.of[h], uint16(group))
			k.most = max(k.most, uint16(group))
		}
		k.some[h>>6%uint32(len(k.some))] |= 1 << (h & 63)
	}
	return k
})

// groups returns the groups of a stem.
func (k *kinTable) groups(h uint32) []uint16 {
	if k.some[h>>6%uint32(len(k.some))]&(1<<(h&63)) == 0 {
		return nil
	}
	return k.of[h]
}

// kinOf are the groups of all words of an article outside names: a bit for each.
type kinOf []uint64

// kinOf returns those of an article; none in a language without such groups. They are found when they are first asked for.
func (p *print) kinOf() kinOf {
	if p.kin != nil {
		return p.kin
	}
	k := kin()
	p.kin = make(kinOf, k.most/64+1)
	if !words.Ruled(string(bytes.Trim(p.language[:], "\x00"))) {
		return p.kin
	}
	for _, t := range p.termsOf() {
		if t&inName != 0 {
			continue
		}
		for _, group := range k.groups(t >> 8) {
			p.kin[group/64] |= 1 << (group & 63)
		}
	}
	return p.kin
}

// kinOfLead returns the groups of each word of its first sentences.
func (p *print) kinOfLead() [][]uint16 {
	if p.leadKin == nil {
		p.leadKin = make([][]uint16, len(p.leadOf()))
		for i, t := range p.leadOf() {
			p.leadKin[i] = kin().groups(t >> 8)
		}
	}
	return p.leadKin
}

func (k kinOf) has(group uint16) bool { return k[group/64]&(1<<(group&63)) != 0 }

// told sums up the weights of the words in an article's first sentences: of those that another article has, and of the ones in names. Of
// the plain words, and of those in the title, it sums up all, and those that the other has, or a related word of.
type told struct {
	met, properMet                   uint32
	plain, kinMet, inTitle, titleMet uint32
}

// toldOf compares the first sentences of p with q.
func toldOf(p, q *print) (n told) {
	terms, kin, at := q.termsOf(), p.kinOfLead(), 0
	for i, t := range p.leadOf() {
		for at < len(terms) && terms[at]>>8 < t>>8 {
			at++
		}
		same := at < len(terms) && terms[at]>>8 == t>>8
		n.count(t, same, kin[i], q)
	}
	return n
}

// count counts one word of the first sentences, of some groups; same reports whether q has it.
func (n *told) count(t uint32, same bool, groups []uint16, q *print) {
	weight := t & 255
	if same {
		n.met += weight
	}
	if t&inName != 0 {
		if same {
			n.properMet += weight
		}
		return
	}
	n.plain += weight
	there := same || q.hasKin(groups)
	if there {
		n.kinMet += weight
	}
	if t&inTitle != 0 {
		n.inTitle += weight
		if there {
			n.titleMet += weight
		}
	}
}

// notTold is the share that counts as told if there are no words.
const notTold = 0.5

func (n *told) kin() float64   { return partOf(n.kinMet, n.plain) }
func (n *told) title() float64 { return partOf(n.titleMet, n.inTitle) }

// proper returns the share of the names of p's first sentences that were met.
func (n *told) proper(p *print) float64 {
	if p.leadTerms.proper == 0 {
		return notTold
	}
	return float64(float32(n.properMet) / p.leadTerms.proper)
}

// sameNames reports whether the first sentences of one article have a name that the other has too.
func sameNames(a, b *print) bool {
	left, right := toldOf(a, b), toldOf(b, a)
	return max(left.proper(a), right.proper(b)) > 0
}

func partOf(met, all uint32) float64 {
	if all == 0 {
		return notTold
	}
	return float64(met) / float64(all)
}

// hasKin reports whether an article has a word of one of some groups.
func (p *print) hasKin(groups []uint16) bool {
	return len(groups) > 0 && slices.ContainsFunc(groups, p.kinOf().has)
}
