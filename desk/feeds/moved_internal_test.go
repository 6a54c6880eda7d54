package feeds

import (
	"fmt"
	"slices"
	"strings"
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
		_, e, _, err := s.readEntry(tx.Get, st.ID)
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

// TestSinceWhenAnAddressLeadsElsewhere: from the first answer that came from there, and from now if it came from a third place.
func TestSinceWhenAnAddressLeadsElsewhere(t *testing.T) {
	const to, there = "https://a.example/feed", "https://b.example/feed"
	now, before := day0.Add(time.Hour), &moving{To: to, Since: day0, Ours: true}
	led := func(at string) source.Answer { return source.Answer{At: at, Hops: []source.Hop{{Permanent: true}}} }
	for name, c := range map[string]struct {
		moving *moving
		answer source.Answer
		want   *moving
	}{
		"for the first time":  {nil, led(to), &moving{To: to, Since: now}},
		"as before":           {before, led(to), before},
		"to another place":    {before, led(there), &moving{To: there, Since: now}},
		"nowhere any more":    {before, source.Answer{At: harbour}, nil},
		"nowhere, as always":  {nil, source.Answer{At: harbour}, nil},
		"to itself in circle": {before, led(harbour), nil},
	} {
		e := entry{Address: harbour, Moving: c.moving}
		adoption{}.write(&e, c.answer, false, now)
		if (e.Moving == nil) != (c.want == nil) || c.want != nil && *e.Moving != *c.want || e.Address != harbour || e.Heard != 0 {
			t.Errorf("%s: %+v, %+v", name, e.Moving, e)
		}
	}
	moved := entry{Address: harbour, Moving: before}
	if (adoption{to: to}).write(&moved, led(to), true, now); moved.Address != to || moved.Moving != nil || moved.Heard != 1 || moved.Paused != nil {
		t.Errorf("moved: %+v", moved)
	}
	merged := entry{Address: harbour}
	if (adoption{to: to, into: ID(to)}).write(&merged, led(to), true, now); merged.Address != harbour || merged.Paused == nil || merged.Heard != 0 {
		t.Errorf("merged: %+v", merged)
	}
}

// TestWhoseRestIsKeptHere: of the visited site, the longest; others are told to theirs.
func TestWhoseRestIsKeptHere(t *testing.T) {
	at := func(minutes int) time.Time { return day0.Add(time.Duration(minutes) * time.Minute) }
	for name, c := range map[string]struct {
		before  time.Time
		resting map[string]time.Time
		want    time.Time
	}{
		"longer than it asked before": {at(5), map[string]time.Time{"harbour.example": at(9)}, at(9)},
		"not as long":                 {at(9), map[string]time.Time{"harbour.example": at(5)}, at(9)},
		"another site":                {time.Time{}, map[string]time.Time{"a.example": at(5)}, time.Time{}},
		"it is over":                  {at(0), nil, time.Time{}},
		"until this moment":           {at(0), map[string]time.Time{"harbour.example": at(0)}, time.Time{}},
	} {
		v := round{claim: store.Claim{Owner: ownerSite("harbour.example")}, resting: c.resting, verdict: verdict{trouble: ErrResting}}
		s := site{Until: c.before, Why: ErrBusy}
		if v.restHere(&s, at(0)); !s.Until.Equal(c.want) || (s.Why == nil) != c.want.IsZero() {
			t.Errorf("%s: until %v, %v", name, s.Until, s.Why)
		}
	}
}

// TestWhatFollowsFromAVisitIsScheduled: followers are woken by news, and told of notices and of a merge.
func TestWhatFollowsFromAVisitIsScheduled(t *testing.T) {
	for name, c := range map[string]struct {
		due  followUp
		into string
		want string
	}{
		"nothing": {followUp{}, "", ""}, "news": {followUp{wake: true}, "", "wake f"}, "a notice": {followUp{tell: true}, "", "tell f"},
		"a merge": {followUp{}, "other", "tell f"}, "all": {followUp{true, true}, "other", "tell f wake f"},
	} {
		s := openShelf(t)
		v := round{Feeds: s.Feeds, id: "f", adopted: adoption{into: c.into}}
		if err := s.kv.Update(t.Context(), "site:a", func(tx store.Tx) error { return v.keep(tx, c.due, day0) }); err != nil {
			t.Fatal(err)
		}
		claims, err := s.kv.Claim(t.Context(), 9, time.Minute)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, one := range claims {
			got = append(got, one.ID)
		}
		slices.Sort(got)
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s: %v are due", name, got)
		}
	}
}
