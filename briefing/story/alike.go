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

// SignNames are the names of the signs in weights.txt.
var SignNames = [signs]string{"always", "terms-cosine", "terms-shared", "heavy-least", "heavy-most", "lead-cosine", "lead-told", "rare-shared",
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

	lead, pairs, said, names, figures, days, marks uint8 // where they begin
	heavy                                          uint8 // the weight from which a term is among the heaviest
	few                                            bool  // little more than a title
	roundup                                        bool
}

// weights are sums over words.
type weights struct{ sum, squares float32 }

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
	p.terms, p.leadTerms = weigh(s.Terms), weigh(s.Lead)
	p.heavy = nthHeaviest(s.Terms, heaviestTerms)
	return p
}

func (p *print) termsOf() []uint32   { return p.packed[:p.lead] }
func (p *print) leadOf() []uint32    { return p.packed[p.lead:p.pairs] }
func (p *print) pairsOf() []uint32   { return p.packed[p.pairs:p.said] }
func (p *print) saidOf() []uint32    { return p.packed[p.said:p.names] }
func (p *print) figuresOf() []uint32 { return p.packed[p.figures:p.days] }
func (p *print) daysOf() []uint32    { return p.packed[p.days:p.marks] }
func (p *print) marksOf() []uint32   { return p.packed[p.marks:] }

func weigh(words []uint32) (w weights) {
	for _, t := range words {
		n := float32(t & 255)
		w.sum += n
		w.squares += n * n
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
	var s Signs
	s[Always] = 1
	compareTerms(&s, a, b)
	compareLeads(&s, a, b)
	compareNames(&s, a, b)
	compareFigures(&s, a, b)
	compareDays(&s, a, b)
	compareKin(&s, a, b)
	s[Short] = 4 / math.Sqrt(float64(max(4, min(len(a.termsOf()), len(b.termsOf())))))
	return s
}

// eachShared calls do with each word that two sorted lists have in common.
func eachShared(a, b []uint32, do func(x, y uint32)) {
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch x, y := a[i]>>8, b[j]>>8; {
		case x < y:
			i++
		case x > y:
			j++
		default:
			do(a[i], b[j])
			i++
			j++
		}
	}
}

func compareTerms(s *Signs, a, b *print) {
	var dot, shared, metA, metB, sharedProper float32
	rare := 0.0
	eachShared(a.termsOf(), b.termsOf(), func(x, y uint32) {
		u, v := x&255, y&255
		dot += float32(u * v)
		if u&v&1 == 1 {
			sharedProper += float32(min(u, v))
		}
		shared += float32(min(u, v))
		if u >= uint32(a.heavy) {
			metA += float32(u)
		}
		if v >= uint32(b.heavy) {
			metB += float32(v)
		}
		if min(u, v) >= rareFrom {
			rare++
		}
	})
	if dot == 0 {
		return
	}
	if least := min(properOf(a.termsOf()), properOf(b.termsOf())); least > 0 {
		s[ProperShared] = float64(sharedProper / least)
	}
	s[TermsCosine] = float64(dot) / math.Sqrt(float64(a.terms.squares)*float64(b.terms.squares))
	s[TermsShared] = float64(shared / min(a.terms.sum, b.terms.sum))
	metA, metB = metA/heavyOf(a), metB/heavyOf(b)
	s[HeavyLeast], s[HeavyMost] = float64(min(metA, metB)), float64(max(metA, metB))
	s[PlainCosine] = plainCosine(a.termsOf(), b.termsOf())
	if s[PlainCosine] < namesAlone {
		s[NamesAlone] = 1
	}
	s[RareShared] = math.Log1p(rare)
	pairs := 0
	eachShared(a.pairsOf(), b.pairsOf(), func(uint32, uint32) { pairs++ })
	s[PairsShared] = math.Log1p(float64(pairs))
	if fewest := min(len(a.pairsOf()), len(b.pairsOf())); fewest > 0 {
		s[Copied] = float64(pairs) / float64(fewest)
	}
}

// heavyOf returns the sum of the weights of the heaviest terms.
func heavyOf(p *print) (sum float32) {
	for _, t := range p.termsOf() {
		if t&255 >= uint32(p.heavy) {
			sum += float32(t & 255)
		}
	}
	return sum
}

func compareLeads(s *Signs, a, b *print) {
	if a.leadTerms.sum == 0 || b.leadTerms.sum == 0 {
		return
	}
	var dot, toldA, toldB float32
	eachShared(a.leadOf(), b.leadOf(), func(x, y uint32) { dot += float32((x & 255) * (y & 255)) })
	eachShared(a.leadOf(), b.termsOf(), func(x, _ uint32) { toldA += float32(x & 255) })
	eachShared(b.leadOf(), a.termsOf(), func(x, _ uint32) { toldB += float32(x & 255) })
	pa, pb := properTold(a, b), properTold(b, a)
	s[ProperLeast], s[ProperMost] = min(pa, pb), max(pa, pb)
	s[LeadCosine] = float64(dot) / math.Sqrt(float64(a.leadTerms.squares)*float64(b.leadTerms.squares))
	s[PlainLead] = plainCosine(a.leadOf(), b.leadOf())
	s[LeadTold] = float64(min(toldA/a.leadTerms.sum, toldB/b.leadTerms.sum))
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

func properOf(words []uint32) (sum float32) {
	for _, t := range words {
		if t&1 == 1 {
			sum += float32(t & 255)
		}
	}
	return sum
}

func properTold(a, b *print) float64 {
	all := properOf(a.leadOf())
	if all == 0 {
		return 0.5
	}
	told := float32(0)
	eachShared(a.leadOf(), b.termsOf(), func(x, _ uint32) {
		if x&1 == 1 {
			told += float32(x & 255)
		}
	})
	return float64(told / all)
}

// plainCosine returns how alike words are apart from names: what happened, not where or to which person.
func plainCosine(a, b []uint32) float64 {
	dot := 0.0
	eachShared(a, b, func(x, y uint32) {
		if (x|y)&1 == 0 {
			dot += float64((x & 255) * (y & 255))
		}
	})
	if dot == 0 {
		return 0
	}
	return dot / math.Sqrt(plainSquares(a)*plainSquares(b))
}

func plainSquares(words []uint32) (sum float64) {
	for _, t := range words {
		if t&1 == 0 {
			sum += float64((t & 255) * (t & 255))
		}
	}
	return sum
}
