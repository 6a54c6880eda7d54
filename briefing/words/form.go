package words

import (
	"slices"
	"strings"
	"sync"
)

// Form is what is known of a folded word apart from any text.
type Form struct {
	Stem, Root string
	// Tells is true of all but stop words.
	Tells bool
	// Verb is true of forms of a common verb, which may be nouns too.
	Verb bool
	// Faint is true of words that say little of what is asked about.
	Faint bool
	// OpensPhrase is true of the first word of a phrase that [Phrase] knows.
	OpensPhrase bool

	spaced string // the stem, with a space on either side
	groups []int  // of Related
	belong sketch // of those
	kin    string // the word's line of the thesaurus
	has    sketch // of the stems in that line
	bit    int    // where a sketch notes the stem
}

// FormOf looks a folded word up.
func FormOf(word, language string) *Form {
	if language == "" {
		language = "en"
	}
	return formed().of(word, language)
}

// Ruled reports whether the lists may be used for a language: they are English.
func Ruled(language string) bool { return language == "en" || language == "" }

func newForm(word, language string) *Form {
	s := Stem(word, language)
	f := &Form{Stem: s, Root: Root(s), Tells: !Stopword(word, "en"), spaced: " " + s + " ", bit: bitOf(s), OpensPhrase: phrases()[word] != nil}
	if language != "en" {
		return f
	}
	f.groups, f.Verb, f.Faint = Related()[s], verbs()[s], faint()[s]
	for _, g := range f.groups {
		f.belong.add(g % sketchBits)
	}
	if f.Tells {
		f.kin = thesaurus()[s]
		for stem := range strings.FieldsSeq(f.kin) {
			f.has.add(bitOf(stem))
		}
	}
	return f
}

// Shares reports whether two words have a group in common.
func (f *Form) Shares(other *Form) bool {
	return f.belong.meets(&other.belong) && slices.ContainsFunc(other.groups, func(g int) bool { return slices.Contains(f.groups, g) })
}

// Grouped reports whether a word has any group.
func (f *Form) Grouped() bool { return len(f.groups) > 0 }

// Apart tells quickly of most words that have nothing to do with each other that they neither share a group nor are related by the thesaurus.
func (f *Form) Apart(other *Form) bool {
	return !f.has.holds(other.bit) && !other.has.holds(f.bit) && !f.belong.meets(&other.belong)
}

// Kinship returns how the thesaurus relates a word of a question to one of an article.
func (f *Form) Kinship(told *Form) Kinship {
	if !f.mayName(told) && !told.mayName(f) {
		return NoKin
	}
	q, a := meaningsOf(f.kin), meaningsOf(told.kin)
	return kinshipOf(f.spaced, told.spaced, &q, &a)
}

// mayName reports whether a word's line of the thesaurus names another.
func (f *Form) mayName(other *Form) bool {
	return f.has.holds(other.bit) && strings.Contains(f.kin, other.spaced)
}

// sketch tells quickly that a stem is not among some; that it is may be wrong.
type sketch [4]uint64

const sketchBits = 256

// bitOf spreads stems over the bits (FNV-1a).
func bitOf(stem string) int {
	h := uint32(2166136261)
	for i := range len(stem) {
		h = (h ^ uint32(stem[i])) * 16777619
	}
	return int((h>>8 ^ h) % sketchBits)
}

func (s *sketch) add(bit int)        { s[bit/64] |= 1 << (bit % 64) }
func (s *sketch) holds(bit int) bool { return s[bit/64]&(1<<(bit%64)) != 0 }
func (s *sketch) meets(o *sketch) bool {
	return s[0]&o[0]|s[1]&o[1]|s[2]&o[2]|s[3]&o[3] != 0
}

// maxKnown bounds how many words are remembered. The news of a day has a third as many.
const maxKnown = 1 << 15

// memory is what was worked out about the words that were met: it never changes, and working it out takes longer than all else that is
// done with it.
type memory[V any] struct {
	lock    sync.RWMutex
	known   map[spelled]V
	workOut func(word, language string) V
}

// spelled is a folded word and its language.
type spelled struct{ word, language string }

func remember[V any](workOut func(word, language string) V) *memory[V] {
	return &memory[V]{known: map[spelled]V{}, workOut: workOut}
}

func (m *memory[V]) of(word, language string) V {
	m.lock.RLock()
	v, ok := m.known[spelled{word, language}]
	m.lock.RUnlock()
	if ok {
		return v
	}
	word = strings.Clone(word) // which is part of a whole article
	v = m.workOut(word, language)
	m.lock.Lock()
	if len(m.known) >= maxKnown {
		clear(m.known)
	}
	m.known[spelled{word, language}] = v
	m.lock.Unlock()
	return v
}

var (
	formed  = sync.OnceValue(func() *memory[*Form] { return remember(newForm) })
	stemmed = sync.OnceValue(func() *memory[string] { return remember(stem) })
)

// verbs and faint are the stems of asking/verbs.txt and asking/faint.txt.
var (
	verbs = sync.OnceValue(func() Set { return stems(Asking().Verbs) })
	faint = sync.OnceValue(func() Set { return stems(Asking().Faint) })
)

// stems are those of some English words.
func stems(of Set) Set {
	found := Set{}
	for word := range of {
		found[Stem(word, "en")] = true
	}
	return found
}
