package story

import "math"

// The signs that two articles report one event, or two.
const (
	Always        = iota
	TermsCosine   // how alike their words are
	TermsShared   // share of the words of the shorter one that the other has
	HeavyLeast    // share of either's heaviest words that the other has: the lesser
	HeavyMost     // and the greater
	LeadCosine    // how alike the words of their first sentences are
	LeadTold      // share of those that the other has anywhere
	RareShared    // rare words of both
	PairsShared   // word pairs of both
	NamesShared   // names of both
	NameRarest    // weight of the rarest of them
	LeadUnmetBoth // share of the names in one's first sentences that the other lacks: the lesser
	LeadUnmetOne  // and the greater
	GivenDiffers  // a surname with two given names
	PlaceShared   // a place of the first sentences
	PlacesApart   // both name places there, and none the other has
	FiguresShared // figures for one thing with the same value
	FiguresApart  // figures for one thing with two values, and none with the same
	ValuesApart   // figures for any thing, and no common value
	DaysShared    // a day that both name
	DaysApart     // both name days, none near one of the other's
	FirstDayApart // both are dated, and the first days they name differ
	Copied        // nearly all word pairs are the same
	Short         // there are few words to go by
	ProperShared
	ProperLeast
	ProperMost
	PlainCosine // how alike the words outside names are
	PlainLead   // and those of the first sentences
	NamesAlone  // next to nothing but names is alike
	LeadKin     // share of one's plain words in the first sentences that the other has, or a related word: the greater
	TitleLeast  // the same of the titles: the lesser
	TitleMost   // and the greater
	HoursApart  // time between their publication
	signs
)

// signNames are the names of the signs in weights.txt.
var signNames = [signs]string{"always", "terms-cosine", "terms-shared", "heavy-least", "heavy-most", "lead-cosine", "lead-told", "rare-shared",
	"pairs-shared", "names-shared", "name-rarest", "lead-unmet-both", "lead-unmet-one", "given-differs", "place-shared", "places-apart",
	"figures-shared", "figures-apart", "values-apart", "days-shared", "days-apart", "first-day-apart", "copied", "short", "proper-shared", "proper-least", "proper-most", "plain-cosine", "plain-lead", "names-alone",
	"lead-kin", "title-least", "title-most", "hours-apart"}

// Signs are the values of the signs.
type Signs [signs]float64

// Compare computes the signs of two articles.
func Compare(a, b *Signature) Signs {
	p, q := printOf(a), printOf(b)
	return compare(&p, &q)
}

// print is what is compared of a signature: the least that grouping must keep.
type print struct {
	published int64 // seconds, or 0
	// packed are terms, lead, pairs, what is quoted, names, figures, days and marks, one after the other.
	packed           []uint32
	terms, leadTerms weights
	page             uint32
	language         [2]byte // zero if unknown

	kin     kinOf      // nil until it is asked for
	leadKin [][]uint16 // the same

	lead, pairs, said, names, figures, days, marks uint8 // where they begin
	heavy                                          uint8 // the weight from which a term is among the heaviest
	few                                            bool  // little more than a title
	roundup                                        bool
}

// weights are sums over words: of their weights, of those of at least some weight, and of those in names; and of the squares of all weights,
// and of those outside names.
type weights struct{ sum, heavy, proper, squares, plain float32 }

const (
	heaviestTerms = 12 // of an article
	fewWords      = 16 // at most in a title
	wordsPerName  = 2  // of uint32, packed
	rareFrom      = 66 // the weight of a rare word, in steps of a twelfth
	namesAlone    = 0.1
	longApart     = 72 * 60 * 60 // seconds
	nearDays      = 10           // most days that two articles of one event may name
)

func printOf(s *Signature) print {
	p := print{few: s.Headline, roundup: s.Roundup, page: s.Page}
	copy(p.language[:], s.Language)
	if !s.Published.IsZero() {
		p.published = s.Published.Unix()
	}
	p.packed = make([]uint32, 0, len(s.Terms)+len(s.Lead)+len(s.Pairs)+len(s.Said)+wordsPerName*(len(s.Names)+len(s.Figures))+len(s.Days)+len(s.Marks))
	p.packed = append(p.packed, s.Terms...)
	p.lead = uint8(len(p.packed))
	p.packed = append(p.packed, s.Lead...)
	p.pairs = uint8(len(p.packed))
	p.packed = append(p.packed, s.Pairs...)
	p.said = uint8(len(p.packed))
	p.packed = append(p.packed, s.Said...)
	p.names = uint8(len(p.packed))
	for _, n := range s.Names {
		flags := uint32(n.Kind) << 1
		if n.Lead {
			flags |= 1
		}
		p.packed = append(p.packed, n.Key<<8|flags, uint32(n.Given)<<8|uint32(n.Weight))
	}
	p.figures = uint8(len(p.packed))
	for _, f := range s.Figures {
		lead := uint32(0)
		if f.Lead {
			lead = 1
		}
		p.packed = append(p.packed, math.Float32bits(f.Value), f.Thing<<8|lead)
	}
	p.days = uint8(len(p.packed))
	for _, d := range s.Days {
		p.packed = append(p.packed, uint32(d))
	}
	p.marks = uint8(len(p.packed))
	p.packed = append(p.packed, s.Marks...)
	p.heavy = nthHeaviest(s.Terms, heaviestTerms)
	p.terms, p.leadTerms = weigh(s.Terms, p.heavy), weigh(s.Lead, p.heavy)
	return p
}

func (p *print) termsOf() []uint32   { return p.packed[:p.lead] }
func (p *print) leadOf() []uint32    { return p.packed[p.lead:p.pairs] }
func (p *print) pairsOf() []uint32   { return p.packed[p.pairs:p.said] }
func (p *print) saidOf() []uint32    { return p.packed[p.said:p.names] }
func (p *print) figuresOf() []uint32 { return p.packed[p.figures:p.days] }
func (p *print) daysOf() []uint32    { return p.packed[p.days:p.marks] }
func (p *print) marksOf() []uint32   { return p.packed[p.marks:] }

func weigh(words []uint32, heavy uint8) (w weights) {
	for _, t := range words {
		n := float32(t & 255)
		w.sum += n
		w.squares += n * n
		if t&255 >= uint32(heavy) {
			w.heavy += n
		}
		if t&inName != 0 {
			w.proper += n
		} else {
			w.plain += n * n
		}
	}
	return w
}

// nthHeaviest returns the weight of the n-th heaviest word, 0 if there are fewer.
func nthHeaviest(words []uint32, n int) uint8 {
	if len(words) < n {
		return 0
	}
	var times [256]int
	for _, t := range words {
		times[t&255]++
	}
	for w := 255; w > 0; w-- {
		if n -= times[w]; n <= 0 {
			return uint8(w)
		}
	}
	return 0
}

// compare computes the signs of two prints.
func compare(a, b *print) Signs {
	return compareGiven(overlapOf(a.termsOf(), b.termsOf(), a.heavy, b.heavy), a, b)
}

// compareGiven is compare, given which terms the two have in common.
func compareGiven(o overlap, a, b *print) Signs {
	var s Signs
	s[Always] = 1
	compareTerms(&s, o, a, b)
	compareLeads(&s, a, b)
	compareNames(&s, a, b)
	compareFigures(&s, a, b)
	compareDays(&s, a, b)
	s[Short] = 4 / math.Sqrt(float64(max(4, min(len(a.termsOf()), len(b.termsOf())))))
	return s
}

// eachShared calls do with each word that two sorted lists have in common. Which list goes on is computed and not branched on: nobody can
// foresee it, a processor neither.
func eachShared(a, b []uint32, do func(x, y uint32)) {
	for i, j := 0, 0; i < len(a) && j < len(b); {
		x, y := a[i]>>8, b[j]>>8
		if x == y {
			do(a[i], b[j])
		}
		nextA, nextB := 0, 0
		if x <= y {
			nextA = 1
		}
		if y <= x {
			nextB = 1
		}
		i, j = i+nextA, j+nextB
	}
}

// overlap sums up the words that two sorted lists have in common. The sums are of whole numbers, and far from overflowing.
type overlap struct {
	dot, plain     uint32 // products of the weights, of all words and of those outside names
	least, proper  uint32 // the lesser weights, of all words and of those in names
	heavyA, heavyB uint32 // weights of those that are among the heaviest of either
	rare           int
}

// overlapOf compares two sorted lists of words, given the weights from which words are among the heaviest.
func overlapOf(a, b []uint32, heavyA, heavyB uint8) (o overlap) {
	eachShared(a, b, func(x, y uint32) {
		u, v := x&255, y&255
		o.dot += u * v
		if (x|y)&inName == 0 {
			o.plain += u * v
		}
		o.least += min(u, v)
		if x&y&inName != 0 {
			o.proper += min(u, v)
		}
		if u >= uint32(heavyA) {
			o.heavyA += u
		}
		if v >= uint32(heavyB) {
			o.heavyB += v
		}
		if min(u, v) >= rareFrom {
			o.rare++
		}
	})
	return o
}

// cosines returns how alike two lists of words are, and how alike apart from names: what happened, not where or to which person.
func (o overlap) cosines(a, b weights) (all, plain float64) {
	if o.dot > 0 {
		all = float64(o.dot) / math.Sqrt(float64(a.squares)*float64(b.squares))
	}
	if o.plain > 0 {
		plain = float64(o.plain) / math.Sqrt(float64(a.plain)*float64(b.plain))
	}
	return all, plain
}

func compareTerms(s *Signs, o overlap, a, b *print) {
	if o.dot == 0 {
		return
	}
	if least := min(a.terms.proper, b.terms.proper); least > 0 {
		s[ProperShared] = float64(float32(o.proper) / least)
	}
	s[TermsCosine], s[PlainCosine] = o.cosines(a.terms, b.terms)
	s[TermsShared] = float64(float32(o.least) / min(a.terms.sum, b.terms.sum))
	metA, metB := float32(o.heavyA)/a.terms.heavy, float32(o.heavyB)/b.terms.heavy
	s[HeavyLeast], s[HeavyMost] = float64(min(metA, metB)), float64(max(metA, metB))
	if s[PlainCosine] < namesAlone {
		s[NamesAlone] = 1
	}
	s[RareShared] = math.Log1p(float64(o.rare))
	pairs := 0
	eachShared(a.pairsOf(), b.pairsOf(), func(uint32, uint32) { pairs++ })
	s[PairsShared] = math.Log1p(float64(pairs))
	if fewest := min(len(a.pairsOf()), len(b.pairsOf())); fewest > 0 {
		s[Copied] = float64(pairs) / float64(fewest)
	}
}

// compareLeads compares the words of either's first sentences with all of the other's.
func compareLeads(s *Signs, a, b *print) {
	left, right := toldOf(a, b), toldOf(b, a)
	s[LeadKin] = max(left.kin(), right.kin())
	s[TitleLeast], s[TitleMost] = min(left.title(), right.title()), max(left.title(), right.title())
	if a.leadTerms.sum == 0 || b.leadTerms.sum == 0 {
		return
	}
	pa, pb := left.proper(a), right.proper(b)
	s[ProperLeast], s[ProperMost] = min(pa, pb), max(pa, pb)
	s[LeadCosine], s[PlainLead] = overlapOf(a.leadOf(), b.leadOf(), a.heavy, b.heavy).cosines(a.leadTerms, b.leadTerms)
	s[LeadTold] = float64(min(float32(left.met)/a.leadTerms.sum, float32(right.met)/b.leadTerms.sum))
}

func compareFigures(s *Signs, a, b *print) {
	s[ValuesApart] = valuesApart(a, b)
	shared, apart := 0.0, 0.0
	for i := 0; i < len(a.figuresOf()); i += 2 {
		value, thing := a.figuresOf()[i], a.figuresOf()[i+1]
		for j := 0; j < len(b.figuresOf()); j += 2 {
			other := b.figuresOf()[j+1]
			switch {
			case thing>>8 == 0 || thing>>8 != other>>8:
			case value == b.figuresOf()[j]:
				shared++
			case thing&other&1 == 1:
				apart++
			}
		}
	}
	s[FiguresShared] = math.Log1p(shared)
	if shared == 0 {
		s[FiguresApart] = math.Log1p(apart)
	}
}

// valuesApart returns how many figures both have if they have no common value, else 0.
func valuesApart(a, b *print) float64 {
	for i := 0; i < len(a.figuresOf()); i += 2 {
		for j := 0; j < len(b.figuresOf()); j += 2 {
			if a.figuresOf()[i] == b.figuresOf()[j] {
				return 0
			}
		}
	}
	return math.Log1p(float64(min(len(a.figuresOf()), len(b.figuresOf())) / 2))
}

func compareDays(s *Signs, a, b *print) {
	if dated(a, b) {
		s[HoursApart] = min(1, float64(max(a.published-b.published, b.published-a.published))/float64(longApart))
	}
	if dated(a, b) && len(a.daysOf()) > 0 && len(b.daysOf()) > 0 && a.daysOf()[0] != b.daysOf()[0] {
		s[FirstDayApart] = 1
	}
	least := uint32(math.MaxUint32)
	for _, x := range a.daysOf() {
		for _, y := range b.daysOf() {
			least = min(least, max(x, y)-min(x, y))
		}
	}
	switch {
	case least == math.MaxUint32:
	case least == 0:
		s[DaysShared] = 1
	case least > nearDays:
		s[DaysApart] = min(3, math.Log10(float64(least)))
	}
}
