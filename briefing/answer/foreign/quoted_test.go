package foreign

import (
	"testing"

	"lede/briefing"
)

func TestQuotedHoldsWhatAnyQuotationHolds(t *testing.T) {
	quote := func(start, end int) briefing.Quote {
		return briefing.Quote{Span: briefing.Span{Start: start, End: end}}
	}
	quotes := []briefing.Quote{quote(30, 40), quote(5, 20), quote(5, 8), quote(10, 12), quote(40, 50)} // some within others, in no order
	q := quotedIn(&briefing.Article{Quotes: quotes})
	for start := range 60 {
		for end := start + 1; end < 60; end++ {
			want := false
			for _, one := range quotes {
				want = want || one.Start <= start && end <= one.End
			}
			if got := q.holds(briefing.Span{Start: start, End: end}); got != want {
				t.Errorf("%d to %d: %v", start, end, got)
			}
		}
	}
}
