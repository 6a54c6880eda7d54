package feeds

import (
	"fmt"
	"slices"
	"testing"
	"time"

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

// TestWhenAFeedHasMoved: the same address was found from there for six days, as what this feed has become.
func TestWhenAFeedHasMoved(t *testing.T) {
	s := openShelf(t)
	const to = "https://a.example/feed"
	since := func(ago time.Duration) *moving { return &moving{To: to, Since: s.now.Add(-ago), Ours: true} }
	for name, c := range map[string]struct {
		moving *moving
		want   bool
	}{
		"for six days":           {since(movedFor), true},
		"not quite":              {since(movedFor - time.Minute), false},
		"for the first time":     {nil, false},
		"elsewhere until now":    {&moving{To: "https://b.example/feed", Since: s.now.Add(-movedFor), Ours: true}, false},
		"to what others publish": {&moving{To: to, Since: s.now.Add(-movedFor)}, false},
	} {
		v := round{Feeds: s.Feeds, id: ID(harbour), begun: time.Now(), claim: store.Claim{At: s.now}, before: entry{Address: harbour, Moving: c.moving}}
		v.answer = source.Answer{At: to, Hops: []source.Hop{{Permanent: true}}}
		if err := v.move(t.Context()); err != nil || (v.adopted == adoption{to: to}) != c.want || !c.want && v.adopted != (adoption{}) {
			t.Errorf("%s: %+v, %v", name, v.adopted, err)
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
	for i := range 50 + 2 {
		for range 2 {
			v := round{Feeds: s.Feeds, id: fmt.Sprint(i)}
			if into, err := v.claimAddress(t.Context(), harbour); err != nil || into != st.ID {
				t.Fatal(into, err)
			}
		}
	}
	if into, err := (&round{Feeds: s.Feeds, id: st.ID}).claimAddress(t.Context(), harbour); err != nil || into != "" {
		t.Errorf("a feed is read in place of itself: %q, %v", into, err)
	}
	var formerly []string
	err = s.kv.Update(t.Context(), ownerOf(st.ID), func(tx store.Tx) error {
		_, e, _, err := readEntry(tx, st.ID)
		formerly = e.Formerly
		return err
	})
	if err != nil || len(formerly) != 50 || formerly[0] != "2" || !slices.Contains(formerly, fmt.Sprint(51)) {
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

// TestAnAddressLeadsOnWhileSomebodyIsStillToBeLed from there, and to no other feed than was said.
func TestAnAddressLeadsOnWhileSomebodyIsStillToBeLed(t *testing.T) {
	for name, c := range map[string]struct {
		followed bool
		into     string
		want     bool
	}{"nobody is": {false, "x", true}, "somebody is": {true, "x", false}, "elsewhere": {false, "y", false}} {
		s := openShelf(t)
		if c.followed {
			if _, err := s.Follow(t.Context(), harbour, Follower{Guild: "g"}); err != nil {
				t.Fatal(err)
			}
		}
		id := ID(harbour)
		if err := s.kv.Update(t.Context(), ownerOf(id), func(tx store.Tx) error { return kinds.Put(tx, kindAliases, id, c.into) }); err != nil {
			t.Fatal(err)
		}
		ended, err := s.unalias(t.Context(), id, "x")
		if _, gone := s.kv.Get(t.Context(), ownerOf(id), kindAliases, id); err != nil || ended != c.want || (gone != nil) != c.want {
			t.Errorf("%s: ended %v, %v, %v", name, ended, gone, err)
		}
	}
}

// TestWhenAFeedIsAskedForWhole: one that used to post and has said for a day that nothing changed.
func TestWhenAFeedIsAskedForWhole(t *testing.T) {
	for name, c := range map[string]struct {
		newest int64
		same   time.Duration // for how long; below 0 for not at all
		want   bool
	}{"after a day": {2, wholeEvery, true}, "before": {2, wholeEvery - 1, false}, "it never posted": {1, wholeEvery, false}, "it did not say so": {2, -1, false}} {
		e := entry{First: 1, Newest: c.newest}
		if c.same >= 0 {
			e.Same = day0.Add(-c.same)
		}
		if got := (&round{before: e, claim: store.Claim{At: day0}}).wholeIsDue(); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}
