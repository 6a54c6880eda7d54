package words

import (
	"slices"
	"strings"
	"sync"
)

// Form is what is known about a folded word, whatever text it is in.
type Form struct {
	Stem, Root string
	// Tells is true for all words but stop words.
	Tells bool
	// Verb is true for forms of a common verb, which may be nouns too.
	Verb bool
	// Faint is true for words that say little about what is asked.
	Faint bool
	// OpensPhrase is true for the first word of a phrase that [Phrase] knows.
	OpensPhrase bool
	// Digit is true for words that begin with a digit, Number for words for numbers, and Light for words too ambiguous to stand for another.
	Digit, Number, Light bool
	// Withholds is true for words with which a sentence may say that something is not known.
	Withholds bool

	spaced string // the stem, with a space on either side
	groups []int  // the word's groups in Related
	belong sketch // of the groups
	kin    string // the word's line of the thesaurus
	has    sketch // of the stems in kin
	bit    int    // the stem's bit in a sketch
}

// FormOf returns the form of a folded word. An empty language means English.
func FormOf(word, language string) *Form {
	if language == "" {
		language = "en"
	}
	return formed().of(word, language)
}

// FormsOf finds the forms of all words of a numbering: quicker than one at a time.
func FormsOf(list *Numbering, language string, set func(number int, form *Form)) {
	if language == "" {
		language = "en"
	}
	var strange []int
	m := formed()
	m.lock.RLock()
	known := m.known[language]
	for i := range list.Len() {
		if f := known[list.Word(i)]; f != nil {
			set(i, f)
		} else {
			strange = append(strange, i)
		}
	}
	m.lock.RUnlock()
	for _, i := range strange {
		set(i, m.of(list.Word(i), language))
	}
}

// Ruled reports whether the lists, which are English, may be used for a language.
func Ruled(language string) bool { return language == "en" || language == "" }

func newForm(word, language string) *Form {
	s := Stem(word, language)
	f := &Form{Stem: s, Root: root(s), Tells: !Stopword(word, "en"), spaced: " " + s + " ", bit: bitOf(s), OpensPhrase: phrases()[word] != nil}
	lists := Asking()
	f.Digit, f.Number, f.Light = Digit(word), lists.Numbers[word], lists.Light[word]
	f.Withholds = lists.Unsaid[word] || lists.Withheld[word]
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

// Apart reports whether two words certainly share no group and are not related by the thesaurus. It is quick, and may
// report false for words that are apart.
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

// Buckets is how many buckets stems are divided into, for looking them up.
const Buckets = sketchBits

// Bucket returns the bucket of the form's stem.
func (f *Form) Bucket() int { return f.bit }

// BucketOf returns the bucket of a stem.
func BucketOf(stem string) int { return bitOf(stem) }

// sketch is a Bloom filter with one hash: it tells for certain only that something is not in a set.
type sketch [4]uint64

const sketchBits = 256

// bitOf returns the bit of a stem, by a hash (FNV-1a).
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

// maxKnown bounds how many words are remembered: three times those in a day's news.
const maxKnown = 1 << 15

// memory caches what was worked out about words. That never changes, and working it out takes longer than anything else
// done with it.
type memory[V any] struct {
	lock    sync.RWMutex
	known   map[string]map[string]V // by language
	size    int
	workOut func(word, language string) V
}

func remember[V any](workOut func(word, language string) V) *memory[V] {
	return &memory[V]{known: map[string]map[string]V{}, workOut: workOut}
}

func (m *memory[V]) of(word, language string) V {
	m.lock.RLock()
	v, ok := m.known[language][word]
	m.lock.RUnlock()
	if ok {
		return v
	}
	word = strings.Clone(word) // lest it keep a whole article in memory
	v = m.workOut(word, language)
	m.lock.Lock()
	defer m.lock.Unlock()
	m.keep(word, language, v)
	return v
}

// keep forgets everything if too much is known.
func (m *memory[V]) keep(word, language string, v V) {
	if m.size >= maxKnown {
		clear(m.known)
		m.size = 0
	}
	if m.known[language] == nil {
		m.known[strings.Clone(language)] = map[string]V{}
	}
	m.known[language][word] = v
	m.size++
}

var (
	formed  = sync.OnceValue(func() *memory[*Form] { return remember(newForm) })
	stemmed = sync.OnceValue(func() *memory[string] { return remember(stem) })
)

// verbs and faint hold the stems of asking/verbs.txt and asking/faint.txt.
var (
	verbs = sync.OnceValue(func() Set { return stems(Asking().Verbs) })
	faint = sync.OnceValue(func() Set { return stems(Asking().Faint) })
)

// stems returns the stems of English words.
func stems(of Set) Set {
	found := Set{}
	for word := range of {
		found[Stem(word, "en")] = true
	}
	return found
}
