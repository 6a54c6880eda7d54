package words

import (
	"hash/maphash"
	"math/bits"
)

// Numbering gives different words numbers, from 0 on. It finds a word by a hash that nobody can foresee, so no text makes it slow. It takes
// less than a map, and the collector of garbage has less to look at.
type Numbering struct {
	seed   maphash.Seed
	slots  []int32 // one more than the number of the last word in each slot
	known  []string
	before []int32 // one more than the number of the word before in the same slot
}

// NewNumbering returns a numbering for about so many different words.
func NewNumbering(about int) Numbering {
	n := Numbering{seed: maphash.MakeSeed()}
	n.Expect(about)
	return n
}

// Expect makes room in a numbering without words for about so many.
func (n *Numbering) Expect(about int) {
	if n.seed == (maphash.Seed{}) {
		n.seed = maphash.MakeSeed()
	}
	if len(n.slots) < about || len(n.slots) == 0 {
		n.slots = make([]int32, 1<<bits.Len(uint(about)))
	}
	n.known, n.before = Room(n.known, about), Room(n.before, about)
}

// Room returns an empty list for so many things, in the memory of an old one if that suffices. Unlike [slices.Grow] it takes no more than
// that.
func Room[T any](old []T, size int) []T {
	if cap(old) >= size {
		return old[:0]
	}
	return make([]T, 0, size)
}

// Forget takes all words out, and keeps the room.
func (n *Numbering) Forget() {
	clear(n.slots)
	clear(n.known)
	n.known, n.before = n.known[:0], n.before[:0]
}

// Len returns how many words have a number.
func (n *Numbering) Len() int { return len(n.known) }

// Word returns the word with a number.
func (n *Numbering) Word(number int) string { return n.known[number] }

// Of returns the number of a word, and whether it has one.
func (n *Numbering) Of(word string) (number int, ok bool) { return n.in(n.slot(word), word) }

// Enter returns the number of a word, and whether it had none before.
func (n *Numbering) Enter(word string) (number int, isNew bool) {
	slot := n.slot(word)
	if number, ok := n.in(slot, word); ok {
		return number, false
	}
	if len(n.known) == len(n.slots) {
		n.grow()
		slot = n.slot(word)
	}
	n.known, n.before = append(n.known, word), append(n.before, *slot)
	*slot = int32(len(n.known))
	return len(n.known) - 1, true
}

func (n *Numbering) slot(word string) *int32 {
	return &n.slots[maphash.String(n.seed, word)&uint64(len(n.slots)-1)]
}

func (n *Numbering) in(slot *int32, word string) (number int, ok bool) {
	for at := *slot; at > 0; at = n.before[at-1] {
		if n.known[at-1] == word {
			return int(at - 1), true
		}
	}
	return 0, false
}

// grow doubles the slots, so that few words share one.
func (n *Numbering) grow() {
	n.slots = make([]int32, 2*len(n.slots))
	for i := range n.known {
		slot := n.slot(n.known[i])
		n.before[i], *slot = *slot, int32(i)+1
	}
}
