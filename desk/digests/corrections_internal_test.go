package digests

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"lede/desk/contacts"
	"lede/desk/feeds"
	"lede/desk/sources"
	"lede/store"
)

// diary is a Diary over a store in memory, at a time that the test moves.
type diary struct {
	*Diary
	kv    *store.Memory
	known *contacts.Contacts
	now   time.Time

	touched int // how often it was noted that a server uses Lede
}

func newDiary(t *testing.T) *diary {
	t.Helper()
	d := &diary{now: day0, known: contacts.New()}
	d.kv = store.NewMemory(func() time.Time { return d.now })
	t.Cleanup(func() { d.kv.Close() })
	read := feeds.New(feeds.Options{Store: d.kv})
	book := sources.New(sources.Options{
		Store: d.kv, Feeds: read, AtOnce: func(context.Context, string, string) (bool, error) { return true, nil }, Touch: func(store.Tx, time.Time) error { return nil },
	})
	d.Diary = New(Options{
		Store: d.kv, Feeds: read, Sources: book, Contacts: d.known, Most: 10,
		Zoned: func(store.Tx, string) (string, error) { return "alerts", nil }, Touch: func(store.Tx, time.Time) error { d.touched++; return nil },
	})
	return d
}

// edit makes an edit of a guild's data.
func (d *diary) edit(t *testing.T, edit func(store.Tx) error) {
	t.Helper()
	if err := d.kv.Update(t.Context(), "guild:1", edit); err != nil {
		t.Fatal(err)
	}
}

// read reads a record of the guild.
func (d *diary) read(t *testing.T, kind, key string, v any) bool {
	t.Helper()
	found, err := d.get(t.Context(), "guild:1", kind, key, v)
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// due is what is due of the guild until an instant, with its time.
func (d *diary) due(t *testing.T, until time.Time) map[string]time.Time {
	t.Helper()
	d.now = until
	claims, err := d.kv.Claim(t.Context(), 50, time.Minute)
	if err != nil {
		t.Fatal(err)
	}
	list := map[string]time.Time{}
	for _, c := range claims {
		list[c.ID] = c.Due
	}
	return list
}

// TestWhichEditionsAreWatched: those that were posted by a digest of a name, and show something.
func TestWhichEditionsAreWatched(t *testing.T) {
	posted := Ending{Entry: Entry{Slot: day0, At: day0, Channel: "c", Message: "m"}, Shown: []Shown{{Ref: "r"}}}
	change := func(how func(*Ending)) Ending { e := posted; how(&e); return e }
	for name, c := range map[string]struct {
		digest string
		end    Ending
		want   bool
	}{
		"posted": {"7", posted, true}, "of no name": {"", posted, false},
		"not posted": {"7", change(func(e *Ending) { e.Entry.Message = "" }), false}, "of nothing": {"7", change(func(e *Ending) { e.Shown = nil }), false},
	} {
		d := newDiary(t)
		d.edit(t, func(tx store.Tx) error {
			write, err := watch(tx, Digest{ID: c.digest}, c.end)
			if err != nil {
				return err
			}
			return write(tx)
		})
		var list []Posted
		if got := d.read(t, kindPosted, c.digest, &list); got != c.want || len(list) > 1 {
			t.Errorf("%s: watched %v, %+v", name, got, list)
		}
		if due := d.due(t, day0.Add(correctedFirst)); (len(due) == 1) != c.want {
			t.Errorf("%s: %v are due", name, due)
		}
	}
}

// TestWhenAnEditionIsLookedAt: half an hour after it was posted, then at half its age, up to every two hours; at once after a correction, and
// no more when it is two days old.
func TestWhenAnEditionIsLookedAt(t *testing.T) {
	for name, c := range map[string]struct {
		age   time.Duration
		reply *Reply
		want  time.Duration // -1 for never
	}{
		"at once":             {0, nil, 30 * time.Minute},
		"after an hour":       {time.Hour, nil, 30 * time.Minute},
		"after two":           {2 * time.Hour, nil, time.Hour},
		"after four":          {4 * time.Hour, nil, 2 * time.Hour},
		"after a day":         {24 * time.Hour, nil, 2 * time.Hour},
		"after two days":      {CorrectedFor, nil, -1},
		"a moment before":     {CorrectedFor - time.Minute, nil, 2 * time.Hour},
		"which was corrected": {4 * time.Hour, &Reply{Slot: day0}, 0},
		"corrected at last":   {CorrectedFor, &Reply{Slot: day0}, -1},
	} {
		d := newDiary(t)
		d.edit(t, func(tx store.Tx) error {
			return errors.Join(kinds.Put(tx, kindPosted, "7", []Posted{{Slot: day0, At: day0}}), kinds.Put(tx, kindShown, shownKey("7", day0), []Shown{{Ref: "r"}}), tx.Schedule(correctID("7"), day0))
		})
		d.now = day0.Add(c.age)
		claims, err := d.kv.Claim(t.Context(), 9, time.Minute)
		if err != nil || len(claims) != 1 {
			t.Fatalf("%+v, %v", claims, err)
		}
		d.edit(t, func(tx store.Tx) error { return d.watched(t.Context(), tx, claims[0], c.reply) })
		at, ok, err := d.kv.NextDue(t.Context())
		if err != nil || ok != (c.want >= 0) || ok && !at.Equal(d.now.Add(c.want)) {
			t.Errorf("%s: in %v, %v, %v", name, at.Sub(d.now), ok, err)
		}
		var list []Posted
		if kept := d.read(t, kindPosted, "7", &list); kept != (c.want >= 0) {
			t.Errorf("%s: looked after %v", name, kept)
		}
		var shown []Shown
		if kept := d.read(t, kindShown, shownKey("7", day0), &shown); kept != (c.want >= 0) {
			t.Errorf("%s: what it shows is kept %v", name, kept)
		}
	}
}

// TestAPostIsTakenOutOfWhatIsCorrected: a correction of another goes on, and one of this post loses its claim and its bytes.
func TestAPostIsTakenOutOfWhatIsCorrected(t *testing.T) {
	one, two := Posted{Slot: day0, At: day0, Message: "1"}, Posted{Slot: minutes(60), At: minutes(60), Message: "2"}
	other, own := &Edition{Reply: &Reply{Message: "2"}}, &Edition{Reply: &Reply{Message: "1"}}
	for name, c := range map[string]struct {
		list   []Posted
		frozen *Edition
		left   int
		bytes  bool // of the correction are kept
		due    time.Duration
	}{
		"another post":                        {[]Posted{two}, other, 1, true, 0},
		"the only post":                       {[]Posted{one}, own, 0, false, -1},
		"one of two, none is corrected":       {[]Posted{one, two}, nil, 1, false, correctedFirst},
		"one of two, that is corrected":       {[]Posted{one, two}, own, 1, false, correctedFirst},
		"one of two, the other is corrected":  {[]Posted{one, two}, other, 1, true, 0},
		"one of two, an edition is no answer": {[]Posted{one, two}, &Edition{}, 1, false, correctedFirst},
	} {
		kv := store.NewMemory(nil)
		t.Cleanup(func() { kv.Close() })
		id := correctID("7")
		err := kv.Update(t.Context(), "guild:1", func(tx store.Tx) error {
			err := errors.Join(kinds.Put(tx, kindPosted, "7", c.list), tx.Schedule(id, day0))
			if c.frozen != nil {
				err = errors.Join(err, kinds.Put(tx, kindEditions, id, *c.frozen))
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		err = kv.Update(t.Context(), "guild:1", func(tx store.Tx) error {
			write, err := uncorrect(tx, Entry{Digest: "7", Message: "1"}, day0)
			if err != nil {
				return err
			}
			return write(tx)
		})
		if err != nil {
			t.Fatal(err)
		}
		var left []Posted
		get := func(kind, key string) ([]byte, error) { return kv.Get(t.Context(), "guild:1", kind, key) }
		if _, err := kinds.Get(get, kindPosted, "7", &left); err != nil {
			t.Fatal(err)
		}
		frozen, err := kinds.Get(get, kindEditions, id, &Edition{})
		if err != nil {
			t.Fatal(err)
		}
		at, ok, err := kv.NextDue(t.Context())
		if err != nil || len(left) != c.left || frozen != c.bytes || ok != (c.due >= 0) || ok && at.Sub(day0) != c.due {
			t.Errorf("%s: %d left, bytes kept %v, due %v after %v, %v", name, len(left), frozen, ok, at.Sub(day0), err)
		}
	}
}

// TestACheckThatFindsNothingIsDueAgainWhileEditionsAreCorrected, more rarely as they age.
func TestACheckThatFindsNothingIsDueAgainWhileEditionsAreCorrected(t *testing.T) {
	for age, want := range map[time.Duration]time.Duration{time.Minute: correctedFirst, 2 * correctedFirst: correctedFirst, 2*correctedFirst + 2*time.Minute: correctedFirst + time.Minute, CorrectedFor - time.Hour: correctedLast, CorrectedFor: -1} {
		now := day0.Add(age)
		kv := store.NewMemory(func() time.Time { return now })
		t.Cleanup(func() { kv.Close() })
		shown := shownKey("7", day0)
		err := kv.Update(t.Context(), "guild:1", func(tx store.Tx) error {
			return errors.Join(kinds.Put(tx, kindPosted, "7", []Posted{{Slot: day0, At: day0, Message: "1"}}), kinds.Put(tx, kindShown, shown, []Shown{{Ref: "a"}}), tx.Schedule(correctID("7"), now))
		})
		if err != nil {
			t.Fatal(err)
		}
		claims, err := kv.Claim(t.Context(), 1, time.Minute)
		if err != nil || len(claims) != 1 {
			t.Fatal(claims, err)
		}
		if err := New(Options{Store: kv}).Watched(t.Context(), claims[0]); err != nil {
			t.Fatal(err)
		}
		at, ok, err := kv.NextDue(t.Context())
		if err != nil || ok != (want >= 0) || ok && at.Sub(now) != min(max(age/2, correctedFirst), correctedLast) || ok && want != at.Sub(now) {
			t.Errorf("after %v: due %v after %v, want %v (%v)", age, ok, at.Sub(now), want, err)
		}
		var kept []string
		for _, kind := range []string{kindPosted, kindShown} {
			list, err := kv.List(t.Context(), "guild:1", kind)
			if err != nil {
				t.Fatal(err)
			}
			if len(list) > 0 {
				kept = append(kept, kind)
			}
		}
		if ok != slices.Equal(kept, []string{kindPosted, kindShown}) || !ok && len(kept) > 0 {
			t.Errorf("after %v: kept %v", age, kept)
		}
	}
}
