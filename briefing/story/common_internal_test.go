package story

import (
	"testing"
)

// printWith is a text of some words; the odd numbers are parts of names.
func printWith(words ...uint32) *print {
	var s Signature
	for _, w := range words {
		s.Terms = append(s.Terms, w<<8|100|w&1)
	}
	p := printOf(&s)
	return &p
}

// TestASharedTownIsNoLikeness: ten events in one town are not alike because of the town; ten reports of one event there
// are.
func TestASharedTownIsNoLikeness(t *testing.T) {
	const town = 1
	var events, tellings []print
	for i := range uint32(10) {
		events = append(events, *printWith(town, 10+10*i, 12+10*i, 14+10*i))
		tellings = append(tellings, *printWith(town, 10, 12, 14+10*i))
	}
	likeness := func(prints []print) float64 {
		g := &grouping{weights: Learned(), prints: prints, articles: make([]Article, len(prints))}
		for i := range prints {
			g.order = append(g.order, i)
		}
		return g.commonOf(g.ties()).likeness(&prints[0], &prints[1])
	}
	if l := likeness(events); l >= leastOwn {
		t.Errorf("ten events of one town are alike by %.2f", l)
	}
	if l := likeness(tellings); l < leastOwn {
		t.Errorf("ten tellings of one event are alike by %.2f", l)
	}
}

// TestOnlyWhatNewsLeadsToIsCompared: what was told of another event is not, however many articles told it.
func TestOnlyWhatNewsLeadsToIsCompared(t *testing.T) {
	g := &grouping{weights: Learned()}
	for n, event := range []uint32{10, 10, 10, 50, 50, 50} {
		p := printWith(2, event, event+2, event+4, event+6, event+8, event+10, event+12, event+14, event+16)
		p.published = int64(n + 1)
		g.prints, g.order = append(g.prints, *p), append(g.order, n)
		g.articles = append(g.articles, Article{Told: n < 5})
	}
	compared := 0
	for _, x := range g.ties() {
		if !x.alike && (x.a < 3) == (x.b < 3) {
			t.Errorf("%d and %d are not counted as alike", x.a, x.b)
		}
		if x.compared {
			compared++
		}
		if x.compared && x.a < 3 && x.b < 3 {
			t.Errorf("%d and %d were compared", x.a, x.b)
		}
	}
	if compared < 3 {
		t.Errorf("%d pairs were compared", compared)
	}
}
