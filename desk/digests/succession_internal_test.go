package digests

import (
	"errors"
	"slices"
	"testing"
	"time"

	"lede/desk/feeds"
	"lede/desk/sources"
	"lede/store"
)

// kept puts a digest of a guild into a store, and what else an edit says.
func kept(t *testing.T, g Digest, more func(store.Tx) error) *store.Memory {
	t.Helper()
	kv := store.NewMemory(nil)
	t.Cleanup(func() { kv.Close() })
	err := kv.Update(t.Context(), "guild:1", func(tx store.Tx) error {
		return errors.Join(kinds.Put(tx, KindDigests, g.ID, g), more(tx))
	})
	if err != nil {
		t.Fatal(err)
	}
	return kv
}

// TestASourceIsReadElsewhereWhenNoEditionOfItIsOnItsWay: what that tells of is not known yet.
func TestASourceIsReadElsewhereWhenNoEditionOfItIsOnItsWay(t *testing.T) {
	for name, c := range map[string]struct {
		sources []string
		slot    time.Time // of the edition that is kept; zero for none
		later   bool
	}{
		"none": {nil, time.Time{}, false}, "of this slot": {nil, day0, true}, "of this source": {[]string{"s"}, day0, true}, "of another source": {[]string{"t"}, day0, false}, "of an earlier slot": {nil, minutes(-5), false},
	} {
		g := Digest{ID: "7", Next: day0, Sources: c.sources}
		kv := kept(t, g, func(tx store.Tx) error {
			if c.slot.IsZero() {
				return nil
			}
			return kinds.Put(tx, kindEditions, "7", Edition{Slot: c.slot})
		})
		err := kv.Update(t.Context(), "guild:1", func(tx store.Tx) error {
			write, err := Succeed(tx, sources.Source{ID: "s"}, "into", false, feeds.Succession{})
			if err != nil {
				return err
			}
			return write(tx)
		})
		if errors.Is(err, sources.ErrLater) != c.later || !c.later && err != nil {
			t.Errorf("with an edition %s: %v", name, err)
		}
		list, err := New(Options{Store: kv, Contacts: nil}).kv.List(t.Context(), "guild:1", KindDigests)
		var now Digest
		if err != nil || len(list) != 1 || kinds.Decode(KindDigests, list[0], &now) != nil {
			t.Fatalf("%v, %v", list, err)
		}
		if moved := len(now.Sources) == 1 && now.Sources[0] == "into"; moved || now.Told["into"] != 0 {
			t.Errorf("with an edition %s it tells of %v, up to %v", name, now.Sources, now.Told)
		}
	}
	g := Digest{Sources: []string{"a", "s", "b"}}
	if g.succeed(sources.Source{ID: "s"}, "into", false, feeds.Succession{}); len(g.Sources) != 3 || g.Sources[1] != "into" {
		t.Errorf("in the place of a source: %v", g.Sources)
	}
	g = Digest{Sources: []string{"a", "s", "into", "b"}}
	if g.succeed(sources.Source{ID: "s"}, "into", true, feeds.Succession{}); len(g.Sources) != 3 || g.Sources[1] != "into" || g.Sources[2] != "b" {
		t.Errorf("beside the other: %v", g.Sources)
	}
}

// TestWhatArrivedThoughItsSlotWasLostIsPublished where an admin ended the slot, and by nobody else; erased data is not brought back.
func TestWhatArrivedThoughItsSlotWasLostIsPublished(t *testing.T) {
	g := Digest{ID: "7", Channel: "c", Kind: Announcement, Publish: true}
	arrived := Entry{Digest: "7", Channel: "c", Slot: day0, Outcome: OutcomeSent, Message: "m", At: minutes(1)}
	open := Entry{Digest: "7", Channel: "c", Slot: day0, Outcome: OutcomeUncertain, Open: true}
	ended := open
	ended.Open = false
	for name, c := range map[string]struct {
		change    func(*Digest)
		line      *Entry // of the ledger
		busy      bool   // with another edition that is to be published
		published bool
		lines     int
	}{
		"an admin ended it":               {nil, &open, false, true, 1},
		"another process ended it":        {nil, &ended, false, false, 1},
		"nobody did":                      {nil, nil, false, false, 1},
		"another is to be published":      {nil, &open, true, false, 1},
		"it stands in another channel":    {func(g *Digest) { g.Channel = "d" }, &open, false, false, 1},
		"it is not published any more":    {func(g *Digest) { g.Publish = false }, &open, false, false, 1},
		"the channel announces nothing":   {func(g *Digest) { g.Kind = Text }, &open, false, false, 1},
		"the digest is gone":              {func(g *Digest) { g.ID = "8" }, &open, false, false, 1},
		"digest and history are gone too": {func(g *Digest) { g.ID = "8" }, nil, false, false, 0},
	} {
		now := g
		if c.change != nil {
			c.change(&now)
		}
		other := Publishing{Message: "another"}
		kv := kept(t, now, func(tx store.Tx) (err error) {
			if c.line != nil {
				err = kinds.Put(tx, kindLedger, ledgerKey(*c.line), *c.line)
			}
			if c.busy {
				err = errors.Join(err, kinds.Put(tx, kindPublishing, "7", other))
			}
			return err
		})
		lost := store.Claim{Owner: "guild:1", ID: "7", Due: day0, Token: "x"}
		err := New(Options{Store: kv, Most: 10}).Complete(t.Context(), lost, Ending{Entry: arrived, Told: []string{"ref"}})
		if !errors.Is(err, store.ErrLost) {
			t.Errorf("where %s: %v", name, err)
		}
		var p Publishing
		get := func(kind, key string) ([]byte, error) { return kv.Get(t.Context(), "guild:1", kind, key) }
		if _, err := kinds.Get(get, kindPublishing, "7", &p); err != nil || (p.Message == "m") != c.published {
			t.Errorf("where %s: %q is to be published, %v", name, p.Message, err)
		}
		lines, err := kv.List(t.Context(), "guild:1", kindLedger)
		if err != nil || len(lines) != c.lines {
			t.Errorf("where %s: %d lines, %v", name, len(lines), err)
		}
		var after Digest
		if found, err := kinds.Get(get, KindDigests, "7", &after); err != nil || found && (len(after.Seen) != 1 || after.Seen[0] != "ref") {
			t.Errorf("where %s the digest remembers %v, %v", name, after.Seen, err)
		}
	}
}

// TestWhatADigestIsToldOfWhenItsSourceMoves: a feed that it already tells of has its own mark, and another begins with what was told.
func TestWhatADigestIsToldOfWhenItsSourceMoves(t *testing.T) {
	for name, c := range map[string]struct {
		sources []string
		also    bool
		marked  bool // from where it tells of the other feed
	}{
		"all sources": {nil, false, true}, "all sources, and the other among them": {nil, true, false},
		"the source": {[]string{"s"}, false, true}, "the source, of a server that has both": {[]string{"s"}, true, true},
		"both": {[]string{"s", "into"}, true, false}, "the other": {[]string{"into"}, true, false}, "neither": {[]string{"x"}, true, false}, "neither, of a server that has one": {[]string{"x"}, false, false},
	} {
		g := Digest{Sources: c.sources, Told: map[string]int64{"s": 5}}
		g.succeed(sources.Source{ID: "s"}, "into", c.also, feeds.Succession{})
		_, marked := g.Told["into"]
		_, before := g.Told["s"]
		if marked != c.marked || before || slices.Contains(g.Sources, "s") {
			t.Errorf("%s: told %v, of %v", name, g.Told, g.Sources)
		}
	}
}

// TestHowManyMarksAMergeMayAdd: a hundred beyond those that there are.
func TestHowManyMarksAMergeMayAdd(t *testing.T) {
	if mostMerged != 100 || newDiary(t).seen != 10+100 {
		t.Errorf("%d, %d", mostMerged, newDiary(t).seen)
	}
}
