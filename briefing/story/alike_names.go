package story

import (
	"slices"

	"lede/briefing/story/wording"
)

// packedName is a name as a print keeps it.
type packedName struct{ key, more uint32 }

func (n packedName) kind() NameKind  { return NameKind(n.key >> 1 & 3) }
func (n packedName) lead() bool      { return n.key&1 == 1 }
func (n packedName) given() uint32   { return n.more >> 8 }
func (n packedName) weight() float64 { return float64(n.more&255) / 12 }

// nameAt returns the i-th name.
func (p *print) nameAt(i int) packedName {
	return packedName{p.packed[int(p.names)+2*i], p.packed[int(p.names)+2*i+1]}
}

func (p *print) nameCount() int { return int(p.figures-p.names) / wordsPerName }

// same reports whether two names may be one person's, and differ whether they belong to two people with one surname.
func (n packedName) same(o packedName) (same, differ bool) {
	if n.key>>8 != o.key>>8 {
		return false, false
	}
	if n.given() == 0 || o.given() == 0 || n.given() == o.given() {
		return true, false
	}
	return false, true
}

// sideNames counts the names of one side.
type sideNames struct {
	all, lead, unmet float64
	places, met      int // of the first sentences
}

// share returns the share of the names in the first sentences that the other side lacks.
func (n sideNames) share() float64 {
	if n.lead == 0 {
		return 0
	}
	return n.unmet / n.lead
}

func compareNames(s *Signs, a, b *print) {
	shared, rarest := 0.0, 0.0
	meet := func(x, y packedName) {
		shared += x.weight()
		rarest = max(rarest, x.weight())
	}
	left := s.side(a, b, meet)
	right := s.side(b, a, func(packedName, packedName) {})
	if left.all > 0 && right.all > 0 {
		s[NamesShared] = shared / max(left.all, right.all)
	}
	s[NameRarest] = rarest / wording.Rarest
	s[LeadUnmetBoth], s[LeadUnmetOne] = min(left.share(), right.share()), max(left.share(), right.share())
	if left.met+right.met > 0 {
		s[PlaceShared] = 1
	} else if left.places > 0 && right.places > 0 {
		s[PlacesApart] = 1
	}
}

// side weighs the names of p against those of q, and calls meet with each name that both have.
func (s *Signs) side(p, q *print, meet func(x, y packedName)) (n sideNames) {
	for i := range p.nameCount() {
		x := p.nameAt(i)
		n.all += x.weight()
		met := false
		for j := range q.nameCount() {
			y := q.nameAt(j)
			same, differ := x.same(y)
			if same && !met {
				met = true
				meet(x, y)
			}
			if differ && (x.lead() || y.lead()) {
				s[GivenDiffers] = 1
			}
		}
		switch {
		case !x.lead():
		case x.kind() == PlaceName:
			n.places++
			if met || q.says(x) {
				n.met++
			}
		default:
			n.lead += x.weight()
			if !met && !q.says(x) {
				n.unmet += x.weight()
			}
		}
	}
	return n
}

// says reports whether a name is one of the terms, as names of one word are.
func (p *print) says(n packedName) bool {
	terms := p.termsOf()
	i, _ := slices.BinarySearch(terms, n.key&^255)
	return i < len(terms) && terms[i]>>8 == n.key>>8
}
