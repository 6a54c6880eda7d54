package sources

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"lede/desk/feeds"
	"lede/desk/record"
	"lede/problem"
	"lede/store"
	"lede/store/kvtest"
)

var spring = time.Date(2026, time.March, 1, 8, 0, 0, 0, time.UTC)

// shop is a book over a store in memory, and whether somebody wants to be woken.
type shop struct {
	*Book
	kv      *store.Memory
	touched int
	later   bool // an edition of the guild is on its way
	also    bool // what the digests were told last of the other feed
}

func open(t *testing.T, most int) *shop {
	t.Helper()
	s := &shop{kv: store.NewMemory(func() time.Time { return spring })}
	t.Cleanup(func() { s.kv.Close() })
	kv := kvtest.Twice{KV: s.kv}
	s.Book = New(Options{
		Store: kv, Feeds: feeds.New(feeds.Options{Store: kv, Blocked: []string{"blocked.example"}}), Most: most,
		AtOnce: func(context.Context, string, string) (bool, error) { return false, nil },
		Touch:  func(store.Tx, time.Time) error { s.touched++; return nil },
		Succeed: func(_ store.Tx, _ Source, _ string, also bool, _ feeds.Succession) (func(store.Tx) error, error) {
			if s.also = also; s.later {
				return nil, ErrLater
			}
			return func(store.Tx) error { return nil }, nil
		},
	})
	return s
}

// listed are the sources of a guild by name and address.
func (s *shop) listed(t *testing.T, guild string) string {
	t.Helper()
	list, err := s.Sources(t.Context(), guild)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, one := range list {
		all = append(all, one.Name+"="+strings.TrimPrefix(one.Address, "https://"))
	}
	return strings.Join(all, " ")
}

func TestAServerFollowsEachFeedOnceAndSoManyAtMost(t *testing.T) {
	s := open(t, 2)
	add := func(guild, address string) (Source, error) {
		one, _, err := s.AddSource(t.Context(), guild, Source{Address: address, By: "ana", From: 99})
		return one, err
	}
	one, err := add("g", " https://a.example/feed ")
	if err != nil || one.ID != feeds.ID("https://a.example/feed") || !one.Added.Equal(spring) || one.From < 0 || one.From == 99 || s.touched == 0 {
		t.Errorf("%+v, %v", one, err)
	}
	if there, err := add("g", "https://a.example/feed"); !errors.Is(err, ErrSameSource) || there.By != "ana" {
		t.Errorf("again: %+v, %v", there, err)
	}
	for address, want := range map[string]error{"nonsense": feeds.ErrNoAddress, "https://blocked.example/": feeds.ErrBlocked, "https://sub.blocked.example/": feeds.ErrBlocked} {
		if _, err := add("g", address); !errors.Is(err, want) {
			t.Errorf("%s: %v", address, err)
		}
	}
	if _, err := add("g", "https://b.example/feed"); err != nil {
		t.Error(err)
	}
	var p *problem.Problem
	if _, err := add("g", "https://c.example/feed"); !errors.As(err, &p) || !errors.Is(err, ErrSourcesFull) || p.Args["n"] != 2 {
		t.Errorf("one too many: %v", err)
	}
	if _, err := add("h", "https://c.example/feed"); err != nil {
		t.Errorf("of another server: %v", err)
	}
	if got := s.listed(t, "g"); got != "=a.example/feed =b.example/feed" {
		t.Error(got)
	}
	touched := s.touched
	if _, err := add(record.Alone("ana"), "https://a.example/feed"); err != nil || s.touched != touched {
		t.Errorf("of a person: %v, touched %d times more", err, s.touched-touched)
	}
	if got := follower(record.Alone("ana"), true); got != (feeds.Follower{Person: "ana", AtOnce: true}) {
		t.Errorf("%+v", got)
	}
	for most, want := range map[int][2]int{0: {50, 20}, 3: {3, 3}, 21: {21, 20}} {
		b := New(Options{Most: most})
		if b.MostOf("g") != want[0] || b.MostOf(record.Alone("ana")) != want[1] || b.MostSources() != want[0] {
			t.Errorf("of %d: a server %d, a person %d", most, b.MostOf("g"), b.MostOf(record.Alone("ana")))
		}
	}
}

func TestASourceIsChangedPausedAndRemoved(t *testing.T) {
	s := open(t, 0)
	one, _, err := s.AddSource(t.Context(), "g", Source{Address: "https://a.example/feed"})
	if err != nil {
		t.Fatal(err)
	}
	changed, err := s.ChangeSource(t.Context(), "g", one.ID, func(o *Source) error { o.Name, o.ID = "A", "another"; return nil })
	if err != nil || changed.ID != one.ID || changed.Name != "A" {
		t.Errorf("%+v, %v", changed, err)
	}
	failed := errors.New("failed")
	if _, err := s.ChangeSource(t.Context(), "g", one.ID, func(*Source) error { return failed }); !errors.Is(err, failed) {
		t.Error(err)
	}
	why := problem.New("desk.paused")
	if paused, err := s.PauseSource(t.Context(), "g", one.ID, why); err != nil || paused.Paused == nil {
		t.Errorf("%+v, %v", paused, err)
	}
	if resumed, err := s.ResumeSource(t.Context(), "g", one.ID); err != nil || resumed.Paused != nil {
		t.Errorf("%+v, %v", resumed, err)
	}
	for _, c := range []func(guild, id string) error{
		func(guild, id string) error { _, err := s.RemoveSource(t.Context(), guild, id); return err },
		func(guild, id string) error {
			_, err := s.ChangeSource(t.Context(), guild, id, func(*Source) error { return nil })
			return err
		},
	} {
		if c("g", "none") == nil || !errors.Is(c("other", one.ID), ErrNoSource) {
			t.Error("a source of nobody, or of another server, is there")
		}
	}
	if removed, err := s.RemoveSource(t.Context(), "g", one.ID); err != nil || removed.Name != "A" || s.listed(t, "g") != "" {
		t.Errorf("%+v, %v", removed, err)
	}
}

func TestSourcesStandByTheirNames(t *testing.T) {
	s := open(t, 0)
	for address, name := range map[string]string{"https://a.example/": "b", "https://b.example/": "A", "https://d.example/": "", "https://c.example/": "a"} {
		if _, _, err := s.AddSource(t.Context(), "g", Source{Address: address, Name: name}); err != nil {
			t.Fatal(err)
		}
	}
	if got := s.listed(t, "g"); got != "=d.example/ A=b.example/ a=c.example/ b=a.example/" {
		t.Error(got)
	}
}

func TestAServerStartsWithItsSourcesOnce(t *testing.T) {
	s := open(t, 2)
	start := func(addresses ...string) {
		t.Helper()
		if err := s.StartSources(t.Context(), "g", addresses); err != nil {
			t.Error(err)
		}
	}
	start()
	if _, _, err := s.AddSource(t.Context(), "g", Source{Address: "https://a.example/"}); err != nil {
		t.Fatal(err)
	}
	start("https://a.example/", "https://blocked.example/", "https://b.example/", "https://c.example/")
	if got := s.listed(t, "g"); got != "=a.example/ =b.example/" {
		t.Error(got)
	}
	if _, err := s.RemoveSource(t.Context(), "g", feeds.ID("https://b.example/")); err != nil {
		t.Fatal(err)
	}
	if start("https://b.example/"); s.listed(t, "g") != "=a.example/" {
		t.Errorf("what was removed came back: %s", s.listed(t, "g"))
	}
	if err := s.StartSources(t.Context(), "h", []string{"nonsense"}); !errors.Is(err, feeds.ErrNoAddress) {
		t.Errorf("an address that is none: %v", err)
	}
}

func TestWhatAFileDoesToTheSources(t *testing.T) {
	s := open(t, 0)
	for _, address := range []string{"https://kept.example/", "https://changed.example/", "https://gone.example/"} {
		if _, _, err := s.AddSource(t.Context(), "g", Source{Address: address, By: "ana"}); err != nil {
			t.Fatal(err)
		}
	}
	moved := Source{ID: feeds.ID("https://before.example/"), Address: "https://after.example/"}
	if err := s.kv.Update(t.Context(), record.Owner("g"), func(tx store.Tx) error { return kinds.Put(tx, Kind, moved.ID, moved) }); err != nil {
		t.Fatal(err)
	}
	file := []Moved{{Address: "https://kept.example/"}, {Address: "https://changed.example/", Name: "C", Paused: true}, {Address: "https://new.example/"}, {Address: "nonsense"}, {Address: "https://after.example/"}}
	for _, again := range []string{"https://kept.example/", "https://new.example/", "https://after.example/", "https://before.example/"} {
		file = append(file, Moved{Address: again, Name: "Again"})
	}
	var c Changes
	err := s.kv.Update(t.Context(), record.Owner("g"), func(tx store.Tx) error {
		var writes []func(store.Tx) error
		var err error
		if c, writes, err = Plan(tx, file, "ben", spring.Add(time.Hour)); err != nil {
			return err
		}
		for _, write := range writes {
			err = errors.Join(err, write(tx))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if got := fmt.Sprint(len(c.Added), len(c.Changed), len(c.Removed), len(c.Kept)); got != "1 1 1 2" {
		t.Errorf("added, changed, removed, kept: %s", got)
	}
	if one := c.Changed[0]; one.By != "ana" || !one.Added.Equal(spring) || one.From < 0 || one.Paused == nil || !Moving(one).Paused {
		t.Errorf("what was changed begins anew: %+v", one)
	}
	if one := c.Added[0]; one.By != "ben" || one.From != notFollowed || one.Paused != nil || one.ID != feeds.ID("https://new.example/") {
		t.Errorf("%+v", one)
	}
	if got := s.listed(t, "g"); got != "=after.example/ =kept.example/ =new.example/ C=changed.example/" {
		t.Error(got)
	}
	for _, address := range []string{"https://before.example/", "https://after.example/"} {
		if there, _, err := s.AddSource(t.Context(), "g", Source{Address: address}); !errors.Is(err, ErrSameSource) || there.ID != moved.ID {
			t.Errorf("%s is added beside itself: %+v, %v", address, there, err)
		}
	}
	err = s.kv.Update(t.Context(), record.Owner("g"), func(tx store.Tx) error {
		c, _, err := Plan(tx, []Moved{{Address: "https://before.example/"}}, "ben", spring)
		if len(c.Added) != 0 || len(c.Changed) != 1 || c.Changed[0].ID != moved.ID {
			t.Errorf("by the address that it had: %+v", c)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}

// TestAFeedThatMayNotBeReadIsNotFollowed, and that is not tried for ever.
func TestAFeedThatMayNotBeReadIsNotFollowed(t *testing.T) {
	for _, address := range []string{"https://blocked.example/", "nonsense"} {
		s := open(t, 0)
		err := s.kv.Update(t.Context(), record.Owner("g"), func(tx store.Tx) error {
			return errors.Join(kinds.Put(tx, Kind, "1", Source{ID: "1", Address: address}), tx.Schedule(FollowID("1"), spring))
		})
		if err != nil {
			t.Fatal(err)
		}
		claims, err := s.kv.Claim(t.Context(), 9, time.Minute)
		if err != nil || len(claims) != 1 {
			t.Fatalf("%v, %v", claims, err)
		}
		if err := s.FollowClaimed(t.Context(), claims[0]); err != nil {
			t.Errorf("%s: %v", address, err)
		}
		if held := s.kv.Update(t.Context(), record.Owner("g"), func(tx store.Tx) error { return tx.Held(claims[0]) }); !errors.Is(held, store.ErrLost) {
			t.Errorf("%s: it is still to be followed: %v", address, held)
		}
	}
}

func TestWhatAdminsHaveHeardIsNotToldAgain(t *testing.T) {
	s := open(t, 0)
	one, _, err := s.AddSource(t.Context(), "g", Source{Address: "https://a.example/"})
	if err != nil {
		t.Fatal(err)
	}
	heard := func() int64 {
		kept, _, err := s.Unheard(t.Context(), "g", one.ID)
		if err != nil {
			t.Fatal(err)
		}
		return kept.Heard
	}
	for n, want := range []int64{0, 1, 2} {
		if err := s.Heard(t.Context(), store.Claim{Owner: record.Owner("g"), ID: NoticeID(one.ID), Token: "lost"}, one.ID, int64(n)); err != nil || heard() != want {
			t.Errorf("of %d: %d, %v", n, heard(), err)
		}
	}
	if err := s.Heard(t.Context(), store.Claim{Owner: record.Owner("g"), ID: NoticeID(one.ID)}, one.ID, 1); err != nil || heard() != 2 {
		t.Errorf("an earlier notice: %d, %v", heard(), err)
	}
	if err := s.Heard(t.Context(), store.Claim{Owner: record.Owner("other"), ID: NoticeID(one.ID)}, one.ID, 1); err != nil {
		t.Errorf("of a server that follows it no more: %v", err)
	}
	if kept, notices, err := s.Unheard(t.Context(), "other", one.ID); err != nil || kept.ID != "" || notices != nil {
		t.Errorf("%+v, %v, %v", kept, notices, err)
	}
}

// moves has a feed read in place of another, which somebody else follows.
func (s *shop) moves(t *testing.T, from, to string) {
	t.Helper()
	if _, err := s.feeds.Follow(t.Context(), to, feeds.Follower{Guild: "else"}); err != nil {
		t.Fatal(err)
	}
	err := s.kv.Update(t.Context(), "site:"+strings.Split(from, "/")[2], func(tx store.Tx) error { return kinds.Put(tx, "aliases", feeds.ID(from), feeds.ID(to)) })
	if err != nil {
		t.Fatal(err)
	}
}

// TestASourceThatMovedIsReadWhereItIsNow: as it was set, unless the server has that one too, and later where an edition is on its way.
func TestASourceThatMovedIsReadWhereItIsNow(t *testing.T) {
	const from, to = "https://a.example/feed", "https://b.example/feed"
	for name, c := range map[string]struct {
		mark        int64 // of the source; negative where it is not followed yet
		also, later bool
		gone        bool // the source, meanwhile
		want        string
	}{
		"followed": {3, false, false, false, "Ours=" + to}, "not followed yet": {-1, false, false, false, "Ours=" + to}, "and the other is there": {3, true, false, false, "Theirs=" + to}, "an edition is on its way": {3, false, true, false, "Ours=" + from}, "removed": {3, false, false, true, ""},
	} {
		s := open(t, 0)
		s.moves(t, from, to)
		s.later = c.later
		err := s.kv.Update(t.Context(), record.Owner("g"), func(tx store.Tx) (err error) {
			if !c.gone {
				err = kinds.Put(tx, Kind, feeds.ID(from), Source{ID: feeds.ID(from), Address: from, Name: "Ours", From: c.mark})
			}
			if c.also {
				err = errors.Join(err, kinds.Put(tx, Kind, feeds.ID(to), Source{ID: feeds.ID(to), Address: to, Name: "Theirs", From: 9}))
			}
			return errors.Join(err, tx.Schedule(FollowID(feeds.ID(from)), spring))
		})
		if err != nil {
			t.Fatal(err)
		}
		claims, err := s.kv.Claim(t.Context(), 9, time.Minute)
		if err != nil {
			t.Fatal(err)
		}
		at := slices.IndexFunc(claims, func(one store.Claim) bool { return one.ID == FollowID(feeds.ID(from)) })
		if at < 0 {
			t.Fatalf("%s: %+v are due", name, claims)
		}
		if err := s.FollowClaimed(t.Context(), claims[at]); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		list, err := s.Sources(t.Context(), "g")
		var got []string
		for _, one := range list {
			address := map[string]string{feeds.ID(from): from, feeds.ID(to): to}[one.ID]
			got = append(got, one.Name+"="+address)
			if one.From < 0 || c.also && one.From != 9 || c.later && one.From != c.mark {
				t.Errorf("%s: %+v", name, one)
			}
		}
		if strings.Join(got, " ") != c.want || err != nil || !c.gone && s.also != c.also {
			t.Errorf("%s: %v, %v", name, got, err)
		}
	}
	s := open(t, 0)
	s.moves(t, from, to)
	s.later = true
	if one, _, err := s.AddSource(t.Context(), "g", Source{Address: from}); err != nil || one.ID != feeds.ID(from) {
		t.Errorf("added while an edition is on its way: %+v, %v", one, err)
	}
	s.later = false
	if one, _, err := s.AddSource(t.Context(), "h", Source{Address: from, Name: "N"}); err != nil || one.ID != feeds.ID(to) || one.Name != "N" {
		t.Errorf("added: %+v, %v", one, err)
	}
}

// walked is a store in memory whose owners are known. Nothing but values is walked.
type walked struct {
	store.KV
	owners []string
}

func (w walked) Walk(ctx context.Context, kind string, visit func(owner, kind string, list []store.Entry) error) error {
	for _, owner := range w.owners {
		if list, err := w.List(ctx, owner, kind); err != nil || len(list) > 0 {
			if err = errors.Join(err, visit(owner, kind, list)); err != nil {
				return err
			}
		}
	}
	return nil
}

func (walked) Snapshot(context.Context, func(store.State) error) error     { return nil }
func (walked) WalkDue(context.Context, func(owner, id string) error) error { return nil }

// TestWhatFeedsHaveLostIsFollowedAgain, once, and sites that fell out of what is due are put back.
func TestWhatFeedsHaveLostIsFollowedAgain(t *testing.T) {
	s := open(t, 0)
	one, _, err := s.AddSource(t.Context(), "g", Source{Address: "https://a.example/feed"})
	if err != nil {
		t.Fatal(err)
	}
	lost, asked := feeds.ID("https://b.example/feed"), feeds.ID("https://c.example/feed")
	err = s.kv.Update(t.Context(), record.Owner("g"), func(tx store.Tx) error {
		return errors.Join(kinds.Put(tx, Kind, lost, Source{ID: lost}), kinds.Put(tx, Kind, asked, Source{ID: asked}))
	})
	if err != nil {
		t.Fatal(err)
	}
	owner := record.Owner("g")
	for name, c := range map[string]struct {
		due  map[string]map[string]bool
		want int
	}{
		"one is lost": {map[string]map[string]bool{owner: {FollowID(asked): true}, "site:a.example": {feeds.VisitID: true}}, 1}, "two are": {map[string]map[string]bool{"site:a.example": {feeds.VisitID: true}}, 2},
		"one, and a site": {map[string]map[string]bool{owner: {FollowID(asked): true}}, 2}, "none": {map[string]map[string]bool{owner: {FollowID(asked): true, FollowID(lost): true}, "site:a.example": {feeds.VisitID: true}}, 0},
	} {
		if n, err := s.Reconcile(t.Context(), walked{s.kv, []string{owner, "site:a.example"}}, c.due); err != nil || n != c.want {
			t.Errorf("%s: %d, %v", name, n, err)
		}
	}
	claims, err := s.kv.Claim(t.Context(), 9, time.Minute)
	if err != nil || !slices.ContainsFunc(claims, func(c store.Claim) bool { return c.ID == FollowID(lost) }) || slices.ContainsFunc(claims, func(c store.Claim) bool { return c.ID == FollowID(one.ID) && c.Due.Equal(spring) }) {
		t.Errorf("%+v, %v", claims, err)
	}
}
