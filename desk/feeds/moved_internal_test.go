package feeds

import (
	"fmt"
	"slices"
	"testing"

	"lede/source"
	"lede/store"
)

func TestWhereAFeedMoves(t *testing.T) {
	good, forNow := source.Hop{Permanent: true}, source.Hop{}
	for name, c := range map[string]struct {
		at   string
		hops []source.Hop
		want string // "" when it has not moved
	}{
		"nowhere":                       {harbour, nil, ""},
		"elsewhere without a redirect":  {"https://a.example/", nil, ""},
		"elsewhere for good":            {"https://A.example", []source.Hop{good, good}, "https://a.example/"},
		"elsewhere for now":             {"https://a.example/", []source.Hop{good, forNow}, ""},
		"in a circle":                   {harbour, []source.Hop{good, good}, ""},
		"to what is no address":         {"ftp://a.example/", []source.Hop{good}, ""},
		"to an address that is nowhere": {"", []source.Hop{good}, ""},
	} {
		to, ok := moves(entry{Address: harbour}, source.Answer{At: c.at, Hops: c.hops})
		if ok != (c.want != "") || ok && to != c.want {
			t.Errorf("%s: %q, %v", name, to, ok)
		}
	}
}

// TestAFeedKnowsTheLastOfThoseThatMovedToIt, and one that moves twice once.
func TestAFeedKnowsTheLastOfThoseThatMovedToIt(t *testing.T) {
	s := openShelf(t)
	st, err := s.Follow(t.Context(), harbour, Follower{Guild: "g"})
	if err != nil {
		t.Fatal(err)
	}
	for i := range mostFormer + 2 {
		for range 2 {
			v := round{Feeds: s.Feeds, id: fmt.Sprint(i)}
			if into, err := v.claimAddress(t.Context(), harbour); err != nil || into != st.ID {
				t.Fatal(into, err)
			}
		}
	}
	var formerly []string
	err = s.kv.Update(t.Context(), ownerOf(st.ID), func(tx store.Tx) error {
		_, e, _, err := readEntry(tx, st.ID)
		formerly = e.Formerly
		return err
	})
	if err != nil || len(formerly) != mostFormer || formerly[0] != "2" || !slices.Contains(formerly, fmt.Sprint(mostFormer+1)) {
		t.Errorf("%d are known, from %q: %v", len(formerly), formerly[0], err)
	}
}

// TestAFeedThatWasForgottenWhileItWasTriedStaysForgotten.
func TestAFeedThatWasForgottenWhileItWasTriedStaysForgotten(t *testing.T) {
	s := openShelf(t)
	if err := s.tried(t.Context(), ID(harbour), s.now, source.Answer{}, verdict{}); err != nil {
		t.Fatal(err)
	}
	if st, err := s.State(t.Context(), ID(harbour)); err == nil {
		t.Errorf("it is back: %+v", st)
	}
}
