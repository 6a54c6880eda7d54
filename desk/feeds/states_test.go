package feeds_test

import (
	"net/http"
	"testing"
	"time"
)

// TestHowFeedsStandIsTheLatestVisit: each is counted once, as the latest visit found it, and those in trouble are named.
func TestHowFeedsStandIsTheLatestVisit(t *testing.T) {
	r := open(t)
	p := r.press("a")
	site := r.follow(p, "g").Site
	for _, c := range []struct {
		status   int
		state    string
		troubled int
	}{{0, "well", 0}, {500, "failing", 1}, {0, "well", 0}, {410, "ended", 1}} {
		p.set(func() {
			p.answer = nil
			if c.status != 0 {
				p.answer = func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(c.status) }
			}
		})
		r.run(25*time.Hour, 15*time.Minute)
		counts, troubled := r.States()
		total := uint64(0)
		for _, n := range counts {
			total += n
		}
		if counts[c.state] != 1 || total != 1 || len(troubled) != c.troubled {
			t.Errorf("after %d: %v, %+v", c.status, counts, troubled)
		}
		for _, one := range troubled {
			if one.Site != site || one.What == nil || one.Since.IsZero() {
				t.Errorf("in trouble: %+v", one)
			}
		}
	}
}
