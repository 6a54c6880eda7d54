package digests

import (
	"testing"
	"time"

	"lede/desk/feeds"
	"lede/desk/sources"
	"lede/problem"
	"lede/store"
)

// TestADigestThatIsPostedAsNewsComesBeginsNow: what its sources have is old news, and they are asked to wake it.
func TestADigestThatIsPostedAsNewsComesBeginsNow(t *testing.T) {
	for _, comes := range []bool{true, false} {
		d := newDiary(t)
		s, st, err := d.sources.AddSource(t.Context(), "1", sources.Source{Address: "https://a.example/feed", By: "ana"})
		if err != nil {
			t.Fatal(err)
		}
		lost := sources.Source{ID: feeds.ID("https://lost.example/feed"), Address: "https://lost.example/feed"}
		d.edit(t, func(tx store.Tx) error { return kinds.Put(tx, sources.Kind, lost.ID, lost) })
		g, err := d.AddDigest(t.Context(), "1", Digest{Channel: "c", Timetable: "07:00 UTC", Next: minutes(60), AsItComes: comes}, "UTC")
		if err != nil {
			t.Fatal(err)
		}
		told, marked := g.Told[s.ID]
		if _, known := g.Told[lost.ID]; marked != comes || comes && told != st.Newest || known {
			t.Errorf("as it comes %v: told %v", comes, g.Told)
		}
		if want := map[bool]time.Time{true: day0.Add(firstLook), false: minutes(60)}[comes]; !g.Next.Equal(want) {
			t.Errorf("as it comes %v: due at %v", comes, g.Next)
		}
		for id, want := range map[string]bool{s.ID: comes, "other": comes} {
			if got, err := d.WantsAtOnce(t.Context(), "1", id); err != nil || got != want {
				t.Errorf("as it comes %v: wants %s at once: %v, %v", comes, id, got, err)
			}
		}
		if due := d.due(t, day0); !due[sources.FollowID(s.ID)].IsZero() != comes {
			t.Errorf("as it comes %v: %v are due", comes, due)
		}
	}
}

// TestWhichDigestsAFeedWakes: those that run, tell of it and are posted as news comes. One that is due already stays due when it was.
func TestWhichDigestsAFeedWakes(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*Digest)
		woken  bool
		due    time.Time
	}{
		"waits": {func(*Digest) {}, true, day0}, "is due": {func(g *Digest) { g.Next = minutes(5) }, true, minutes(5)},
		"has a timetable": {func(g *Digest) { g.AsItComes = false }, false, time.Time{}}, "is paused": {func(g *Digest) { g.Paused = problem.New("desk.paused") }, false, time.Time{}},
		"tells of others": {func(g *Digest) { g.Sources = []string{"other"} }, false, time.Time{}}, "tells of it": {func(g *Digest) { g.Sources = []string{"f"} }, true, day0},
	} {
		d := newDiary(t)
		g := Digest{ID: "7", AsItComes: true}
		c.change(&g)
		woken := false
		d.edit(t, func(tx store.Tx) (err error) {
			if err := tx.Put(KindDigests, "damaged", []byte("x")); err != nil {
				return err
			}
			return kinds.Put(tx, KindDigests, "7", g)
		})
		d.edit(t, func(tx store.Tx) (err error) {
			woken, err = d.wake(t.Context(), tx, "f")
			return err
		})
		var after Digest
		if d.read(t, KindDigests, "7", &after); woken != c.woken || after.Woken.After(day0) != c.woken || c.woken && !after.Next.Equal(c.due) {
			t.Errorf("one that %s: woken %v, %+v", name, woken, after)
		}
		if due := d.due(t, minutes(60)); (len(due) == 1) != (name == "waits" || name == "tells of it") {
			t.Errorf("one that %s: %v are due", name, due)
		}
	}
}
