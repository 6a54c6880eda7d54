package feeds

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"lede/problem"
	"lede/store"
)

// shelf is feeds over a store in memory, at a time that the test moves; nothing is ever fetched.
type shelf struct {
	*Feeds
	kv  *store.Memory
	now time.Time
}

func openShelf(t *testing.T) *shelf {
	t.Helper()
	s := &shelf{now: day0}
	s.kv = store.NewMemory(func() time.Time { return s.now })
	t.Cleanup(func() { s.kv.Close() })
	s.Feeds = New(Options{Store: s.kv, Blocked: []string{"Blocked.example", ".müll.example."}})
	return s
}

// claim takes what is due, which must be one thing or nothing.
func (s *shelf) claim(t *testing.T) (c store.Claim, due bool) {
	t.Helper()
	claims, err := s.kv.Claim(t.Context(), 9, time.Minute)
	if err != nil || len(claims) > 1 {
		t.Fatalf("%v, %v", claims, err)
	}
	if len(claims) == 0 {
		return c, false
	}
	return claims[0], true
}

const harbour = "https://harbour.example/feed"

func TestAnAddressNamesItsFeed(t *testing.T) {
	for address, want := range map[string]string{
		"https://a.example": "https://a.example/", " HTTPS://A.Example/F#x ": "https://a.example/F", "feed://a.example/f": "https://a.example/f", "feed:http://a.example/f": "http://a.example/f", "ftp://a.example/": "", "https://": "", "a.example": "", "%zz": "", "http://a.example:80/": "http://a.example:80/",
	} {
		if got, ok := Clean(address); got != want || ok != (want != "") {
			t.Errorf("%q: %q, %v", address, got, ok)
		}
	}
	if ID("https://A.example") != ID("https://a.example/#x") || ID("https://a.example/1") == ID("https://a.example/2") {
		t.Error("a feed is not named by its address")
	}
	for id, want := range map[string]string{ID(harbour): "site:harbour.example", "x@": "", "x": "", "": "", "x@a@b": "site:a@b"} {
		if got := ownerOf(id); got != want {
			t.Errorf("%q is kept under %q", id, got)
		}
	}
	for n, want := range map[int]int{longSite: longSite, longSite + 1: idLength} {
		if got := siteName(strings.Repeat("a", n)); len(got) != want {
			t.Errorf("a site of %d bytes is named by %d", n, len(got))
		}
	}
	s := openShelf(t)
	for address, want := range map[string]bool{"https://blocked.example/": true, "https://SUB.blocked.example./": true, "https://notblocked.example/": false,
		"https://ｂlocked.example/": true, "https://sub.blocked。example/": true, "https://xn--mll-hoa.example/": true, "https://MÜLL.example/": true,
		"https://example/": false, "%zz": true, "https://blocked.example.org/": false} {
		if got := s.IsBlocked(address); got != want {
			t.Errorf("%s is left alone: %v", address, got)
		}
	}
	for who, want := range map[Follower]string{{Guild: "1"}: "guild:1", {Person: "2"}: "person:2"} {
		if who.Owner() != want || followerOf(want) != who {
			t.Errorf("%+v is kept under %s", who, who.Owner())
		}
	}
	for claim, want := range map[[2]string]Task{{"site:a", VisitID}: Visit, {"site:a", "wake x"}: Wake, {"site:a", "tell x"}: Tell, {"guild:a", VisitID}: NoTask} {
		task, id := TaskOf(store.Claim{Owner: claim[0], ID: claim[1]})
		if task != want || (id == "x") != (want == Wake || want == Tell) {
			t.Errorf("%v: %d, %q", claim, task, id)
		}
	}
}

func TestAFeedIsReadWhileSomebodyFollowsIt(t *testing.T) {
	s := openShelf(t)
	id := ID(harbour)
	follow := func(r Follower) State {
		t.Helper()
		st, err := s.Follow(t.Context(), harbour, r)
		if err != nil {
			t.Fatal(err)
		}
		return st
	}
	waiting := func() int {
		list, err := s.kv.List(t.Context(), ownerOf(id), kindWaiting+id)
		if err != nil {
			t.Fatal(err)
		}
		return len(list)
	}
	for address, want := range map[string]error{"nonsense": ErrNoAddress, "https://blocked.example/": ErrBlocked} {
		if _, err := s.Follow(t.Context(), address, Follower{Guild: "1"}); !errors.Is(err, want) {
			t.Errorf("%s: %v", address, err)
		}
	}
	st := follow(Follower{Guild: "1"})
	if st.ID != id || st.Newest != day0.Unix() || !st.Next.Equal(day0) || waiting() != 0 {
		t.Errorf("%+v", st)
	}
	s.now = day0.Add(time.Hour)
	if again := follow(Follower{Guild: "2", AtOnce: true}); again.Newest != st.Newest || waiting() != 1 {
		t.Errorf("%+v, %d wait", again, waiting())
	}
	if !isAtOnce(t, s, id) {
		t.Error("nobody is woken")
	}
	if follow(Follower{Guild: "3"}); !isAtOnce(t, s, id) {
		t.Error("one who does not wait made the feed forget that another does")
	}
	if err := s.Unfollow(t.Context(), id, Follower{Guild: "3"}); err != nil {
		t.Fatal(err)
	}
	if follow(Follower{Guild: "2"}); waiting() != 0 {
		t.Errorf("%d wait who want it no more", waiting())
	}
	follow(Follower{Guild: "2", AtOnce: true})
	for _, r := range []Follower{{Guild: "9"}, {Guild: "2"}} {
		if err := s.Unfollow(t.Context(), id, r); err != nil {
			t.Fatal(err)
		}
		if _, err := s.State(t.Context(), id); err != nil || r.Guild == "2" && waiting() != 0 {
			t.Errorf("after %+v: %v, %d wait", r, err, waiting())
		}
	}
	if err := s.Unfollow(t.Context(), id, Follower{Guild: "9"}); err != nil {
		t.Fatal(err)
	}
	if _, err := s.State(t.Context(), id); err != nil {
		t.Errorf("forgotten by one who did not follow: %v", err)
	}
	if err := s.Unfollow(t.Context(), id, Follower{Guild: "1"}); err != nil {
		t.Fatal(err)
	}
	if list, err := s.kv.List(t.Context(), ownerOf(id), kindSite); err != nil || len(list) != 0 {
		t.Errorf("the site that nobody follows is still known: %v, %v", list, err)
	}
	if _, err := s.State(t.Context(), id); !errors.Is(err, ErrNoFeed) {
		t.Errorf("nobody follows it: %v", err)
	}
	if _, due := s.claim(t); due {
		t.Error("a feed that nobody follows is asked for")
	}
	if err := s.Unfollow(t.Context(), "nonsense", Follower{Guild: "1"}); err != nil {
		t.Error(err)
	}
}

// isAtOnce reports whether a feed knows that somebody wants its items at once.
func isAtOnce(t *testing.T, s *shelf, id string) bool {
	t.Helper()
	var e entry
	if _, err := kinds.Get(func(kind, key string) ([]byte, error) { return s.kv.Get(t.Context(), ownerOf(id), kind, key) }, kindFeeds, id, &e); err != nil {
		t.Fatal(err)
	}
	return e.AtOnce
}

func TestFollowersAreDealtWithInParts(t *testing.T) {
	s := openShelf(t)
	id := ID(harbour)
	var all []Follower
	for i := range 500 + 1 {
		all = append(all, Follower{Guild: fmt.Sprintf("%04d", i), AtOnce: i < 2})
		if _, err := s.Follow(t.Context(), harbour, all[i]); err != nil {
			t.Fatal(err)
		}
	}
	due := func(id string) store.Claim {
		t.Helper()
		err := s.kv.Update(t.Context(), ownerOf(ID(harbour)), func(tx store.Tx) error { return errors.Join(tx.Schedule(id, s.now), tx.Unschedule(VisitID)) })
		if err != nil {
			t.Fatal(err)
		}
		c, ok := s.claim(t)
		if !ok {
			t.Fatal("nothing is due")
		}
		return c
	}
	c := due(tellPrefix + id)
	first, err := s.Followers(t.Context(), c)
	if err != nil || len(first.List) != 500 || !first.More || first.List[0].Guild != "0000" {
		t.Fatalf("%d, more %v, %v", len(first.List), first.More, err)
	}
	if err := s.Dealt(t.Context(), c, first, false); err != nil {
		t.Fatal(err)
	}
	c, again := s.claim(t)
	if !again {
		t.Fatal("the rest are not due")
	}
	rest, err := s.Followers(t.Context(), c)
	if err != nil || len(rest.List) != 1 || rest.More || rest.List[0].Guild != "0500" {
		t.Fatalf("%+v, %v", rest, err)
	}
	if err := s.Dealt(t.Context(), c, rest, false); err != nil {
		t.Fatal(err)
	}
	if _, more := s.claim(t); more {
		t.Error("it is due when all were dealt with")
	}
	waits := func() bool {
		t.Helper()
		var e entry
		if _, err := kinds.Get(func(kind, key string) ([]byte, error) { return s.kv.Get(t.Context(), ownerOf(id), kind, key) }, kindFeeds, id, &e); err != nil {
			t.Fatal(err)
		}
		return e.AtOnce
	}
	if !waits() {
		t.Error("nobody waits to be woken when nobody wanted to be told")
	}
	wakes := func(wanted bool) bool {
		t.Helper()
		c := due(wakePrefix + id)
		part, err := s.Followers(t.Context(), c)
		if err != nil || len(part.List) != 2 {
			t.Fatalf("%+v, %v", part, err)
		}
		if err := s.Dealt(t.Context(), c, part, wanted); err != nil {
			t.Fatal(err)
		}
		return waits()
	}
	if !wakes(true) || wakes(false) {
		t.Error("whether somebody wants to be woken is not what the last time showed")
	}
}

// TestWhoComesWhileOthersAreWokenIsNotForgotten: of those who were asked none wants to be woken, but another does by then, or one of them.
func TestWhoComesWhileOthersAreWokenIsNotForgotten(t *testing.T) {
	id := ID(harbour)
	for name, c := range map[string]struct {
		comes string // while the others are asked
		want  bool
	}{"nobody": {"", false}, "another": {"2", true}, "one of them": {"1", true}} {
		s := openShelf(t)
		if _, err := s.Follow(t.Context(), harbour, Follower{Guild: "1", AtOnce: true}); err != nil {
			t.Fatal(err)
		}
		err := s.kv.Update(t.Context(), ownerOf(id), func(tx store.Tx) error { return errors.Join(tx.Schedule(wakePrefix+id, s.now), tx.Unschedule(VisitID)) })
		if err != nil {
			t.Fatal(err)
		}
		claim, _ := s.claim(t)
		part, err := s.Followers(t.Context(), claim)
		if err != nil || len(part.List) != 1 {
			t.Fatalf("%+v, %v", part, err)
		}
		s.now = s.now.Add(time.Second)
		if c.comes != "" {
			if _, err := s.Follow(t.Context(), harbour, Follower{Guild: c.comes, AtOnce: true}); err != nil {
				t.Fatal(err)
			}
		}
		if err := s.Dealt(t.Context(), claim, part, false); err != nil {
			t.Fatal(err)
		}
		if got := isAtOnce(t, s, id); got != c.want {
			t.Errorf("%s: somebody is to be woken: %v", name, got)
		}
	}
}

// TestASiteOfWhichNobodyFollowsAnythingIsNotDue, not even for the pages that were still wanted.
func TestASiteOfWhichNobodyFollowsAnythingIsNotDue(t *testing.T) {
	s := openShelf(t)
	id, r := ID(harbour), Follower{Guild: "1"}
	if _, err := s.Follow(t.Context(), harbour, r); err != nil {
		t.Fatal(err)
	}
	err := s.kv.Update(t.Context(), ownerOf(id), func(tx store.Tx) error {
		var there site
		_, err := kinds.Get(tx.Get, kindSite, siteKey, &there)
		there.set(pagesKey(id), s.now)
		return errors.Join(err, kinds.Put(tx, kindSite, siteKey, there))
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Unfollow(t.Context(), id, r); err != nil {
		t.Fatal(err)
	}
	s.now = s.now.Add(time.Hour)
	if c, due := s.claim(t); due {
		t.Errorf("%+v", c)
	}
}

// TestTheItemsAfterOneAreListed, the newest last.
func TestTheItemsAfterOneAreListed(t *testing.T) {
	s := openShelf(t)
	id := ID(harbour)
	err := s.kv.Update(t.Context(), ownerOf(id), func(tx store.Tx) error {
		return kinds.Put(tx, kindItems, id, []Item{{Seq: 3}, {Seq: 4}, {Seq: 7}})
	})
	if err != nil {
		t.Fatal(err)
	}
	for after, want := range map[int64][]int64{0: {3, 4, 7}, 3: {4, 7}, 5: {7}, 7: nil} {
		list, err := s.Items(t.Context(), id, after)
		var got []int64
		for _, i := range list {
			got = append(got, i.Seq)
		}
		if err != nil || !slices.Equal(got, want) {
			t.Errorf("after %d: %d, %v; want %d", after, got, err, want)
		}
	}
}

// TestAVisitThatIsDueHoldsItsSiteToo: nobody enters it meanwhile. Nothing is kept of a site with nothing due.
func TestAVisitThatIsDueHoldsItsSiteToo(t *testing.T) {
	s := openShelf(t)
	owner := ownerSite("harbour.example")
	if err := s.kv.Update(t.Context(), owner, func(tx store.Tx) error { return tx.Schedule(VisitID, s.now) }); err != nil {
		t.Fatal(err)
	}
	c, ok := s.claim(t)
	if !ok {
		t.Fatal("nothing is due")
	}
	if err := s.hold(t.Context(), "harbour.example", "a"); !errors.Is(err, ErrBusy) {
		t.Errorf("while it is visited: %v", err)
	}
	if err := s.Visit(t.Context(), c); err != nil {
		t.Error(err)
	}
	if list, err := s.kv.List(t.Context(), owner, kindSite); err != nil || len(list) != 0 {
		t.Errorf("%d records are kept, %v", len(list), err)
	}
	if err := s.hold(t.Context(), "harbour.example", "a"); err != nil {
		t.Errorf("after the visit: %v", err)
	}
}

func TestASiteIsHeldByOneAtATime(t *testing.T) {
	s := openShelf(t)
	hold := func(token string) error { return s.hold(t.Context(), "harbour.example", token) }
	if err := hold("a"); err != nil {
		t.Fatal(err)
	}
	if err := hold("b"); !errors.Is(err, ErrBusy) {
		t.Errorf("while it is held: %v", err)
	}
	s.release(t.Context(), "harbour.example", "b")
	if err := hold("b"); !errors.Is(err, ErrBusy) {
		t.Errorf("given back by another: %v", err)
	}
	s.release(t.Context(), "harbour.example", "a")
	if list, err := s.kv.List(t.Context(), ownerSite("harbour.example"), kindSite); err != nil || len(list) != 0 {
		t.Errorf("of a site without feeds %d records are kept, %v", len(list), err)
	}
	if err := hold("b"); err != nil {
		t.Errorf("given back: %v", err)
	}
	s.now = day0.Add(enterFor)
	if err := hold("c"); err != nil {
		t.Errorf("when its time is over: %v", err)
	}
	s.release(t.Context(), "harbour.example", "c")
	rest := func(minutes int) {
		t.Helper()
		if err := s.rest(t.Context(), "harbour.example", s.now.Add(time.Duration(minutes)*time.Minute), verdict{trouble: ErrNoFeed}); err != nil {
			t.Fatal(err)
		}
	}
	if err := hold("c"); err != nil {
		t.Fatal(err)
	}
	rest(10)
	s.release(t.Context(), "harbour.example", "c")
	rest(5)
	var p *problem.Problem
	if err := hold("d"); !errors.As(err, &p) || !errors.Is(err, ErrResting) || p.Args["minutes"] != 10 {
		t.Errorf("while it wants to be left alone: %v", err)
	}
	rest(20)
	s.now = s.now.Add(20*time.Minute - time.Second)
	if err := hold("d"); !errors.As(err, &p) || p.Args["minutes"] != 1 {
		t.Errorf("a second before its end: %v", err)
	}
	s.now = s.now.Add(time.Second)
	if err := hold("d"); err != nil {
		t.Errorf("at its end: %v", err)
	}
	for name, want := range map[string]error{"": ErrNoAddress, "blocked.example": ErrBlocked} {
		if _, err := s.Enter(t.Context(), name); !errors.Is(err, want) {
			t.Errorf("%q: %v", name, err)
		}
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := s.Enter(ended, "else.example"); err == nil {
		t.Error("a site is entered for nobody")
	}
}

func TestASiteThatFellOutOfWhatIsDueIsPutBack(t *testing.T) {
	s := openShelf(t)
	id, owner := ID(harbour), ownerOf(ID(harbour))
	if _, err := s.Follow(t.Context(), harbour, Follower{Guild: "1"}); err != nil {
		t.Fatal(err)
	}
	forget := func(paused *problem.Problem) {
		t.Helper()
		err := s.kv.Update(t.Context(), owner, func(tx store.Tx) error {
			return errors.Join(kinds.Put(tx, kindSite, siteKey, site{}), kinds.Put(tx, kindFeeds, id, entry{Address: harbour, Paused: paused, visits: visits{Tried: day0}}), tx.Unschedule(VisitID))
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	for name, c := range map[string]struct {
		paused *problem.Problem
		want   bool
	}{"one that goes on": {nil, true}, "one that has ended": {ErrNoFeed, false}} {
		forget(c.paused)
		mended, err := s.Remind(t.Context(), owner)
		at, due, _ := s.kv.NextDue(t.Context())
		if err != nil || mended != c.want || due != c.want || due && !at.Equal(day0.Add(defaultFloor)) {
			t.Errorf("%s: %v, due %v at %s, %v", name, mended, due, at, err)
		}
	}
	if mended, err := s.Remind(t.Context(), "site:none.example"); mended || err != nil {
		t.Errorf("a site without feeds: %v, %v", mended, err)
	}
}
