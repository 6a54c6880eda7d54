package desk

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"lede/briefing"
	"lede/store"
)

// larder is a desk with room for few articles, and a clock that a test sets.
type larder struct {
	*Desk
	kv  *store.Memory
	now time.Time
}

func newLarder(t *testing.T, s Space) *larder {
	t.Helper()
	l := &larder{now: time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC)}
	l.kv = store.NewMemory(func() time.Time { return l.now })
	t.Cleanup(func() { l.kv.Close() })
	l.Desk = New(Options{Store: l.kv, Space: s})
	return l
}

// kilobytes is an article of about this size.
func kilobytes(t *testing.T, id string, n int) *briefing.Article {
	t.Helper()
	return &briefing.Article{ID: id, Title: id, Text: "Of the day. " + strings.Repeat("x", n<<10)}
}

// counted is how many bytes are counted, and held how many there are.
func (l *larder) counted(t *testing.T, owners ...string) (counted, held int64) {
	t.Helper()
	if _, err := l.get(t.Context(), ownerInstance, ofSpace, spaceKey, &counted); err != nil {
		t.Fatal(err)
	}
	for _, owner := range owners {
		for _, kind := range []string{kindArticles, kindGists} {
			list, err := l.kv.List(t.Context(), owner, kind)
			if err != nil {
				t.Fatal(err)
			}
			for _, e := range list {
				var data json.RawMessage
				if err := decode(kind, e, &data); err != nil {
					t.Fatal(err)
				}
				held += int64(len(data))
			}
		}
	}
	return counted, held
}

func TestAPersonsSpaceIsBounded(t *testing.T) {
	l := newLarder(t, Space{Person: 100 << 10})
	for i := range 6 {
		l.now = l.now.Add(time.Hour)
		if _, err := l.Brief(t.Context(), "1", kilobytes(t, fmt.Sprint(i), 30)); err != nil {
			t.Fatal(err)
		}
		if counted, held := l.counted(t, ownerPerson("1")); counted != held || held > 100<<10 {
			t.Errorf("after %d: %d bytes are kept, %d counted", i, held, counted)
		}
	}
	// The newest three are there, and one of them takes no more when it is briefed again.
	for i, there := range []bool{false, false, false, true, true, true} {
		_, err := l.Find(t.Context(), Reader{Person: "1"}, Ref(fmt.Sprint(i)))
		if (err == nil) != there {
			t.Errorf("article %d: %v", i, err)
		}
	}
	if _, err := l.Brief(t.Context(), "1", kilobytes(t, "4", 30)); err != nil {
		t.Fatal(err)
	}
	if _, err := l.Find(t.Context(), Reader{Person: "1"}, Ref("3")); err != nil {
		t.Error(err)
	}
	if _, err := l.Brief(t.Context(), "1", kilobytes(t, "large", 101)); !errors.Is(err, ErrTooLarge) {
		t.Errorf("got %v", err)
	}
	if _, err := l.Brief(t.Context(), "2", kilobytes(t, "of another", 60)); err != nil {
		t.Error(err)
	}
}

func TestAServersSpaceIsBounded(t *testing.T) {
	l := newLarder(t, Space{Server: 100 << 10})
	for i := range 4 {
		_, _, err := l.Add(t.Context(), "7", "1", kilobytes(t, fmt.Sprint(i), 30))
		if i < 3 && err != nil || i == 3 && !errors.Is(err, ErrServerFull) {
			t.Fatalf("article %d: %v", i, err)
		}
	}
	if _, replaced, err := l.Add(t.Context(), "7", "1", kilobytes(t, "0", 35)); err != nil || replaced != "0" {
		t.Errorf("what takes another's place is refused: %v", err)
	}
	file, _, err := l.Export(t.Context(), "7", 0)
	if err != nil {
		t.Fatal(err)
	}
	moved, err := ReadTransfer(file)
	if err != nil {
		t.Fatal(err)
	}
	large := newLarder(t, Space{Server: 300 << 10})
	if _, err := large.Import(t.Context(), "8", Intake{By: "1", Articles: moved.Articles}); err != nil {
		t.Error(err)
	}
	small := newLarder(t, Space{Server: 90 << 10})
	for what, act := range map[string]func(context.Context, string, Intake) (Changes, error){"Import": small.Import, "Preview": small.Preview} {
		if _, err := act(t.Context(), "8", Intake{By: "1", Articles: moved.Articles}); !errors.Is(err, ErrServerFull) {
			t.Errorf("%s: %v", what, err)
		}
	}
	if counted, _ := small.counted(t); counted != 0 {
		t.Errorf("%d bytes are counted of what was refused", counted)
	}
}

// TestAServersSpaceIsUsedToTheByte.
func TestAServersSpaceIsUsedToTheByte(t *testing.T) {
	a := kilobytes(t, "a", 1)
	h, _, err := newLarder(t, Space{}).Add(t.Context(), "7", "1", a)
	if err != nil {
		t.Fatal(err)
	}
	for space, want := range map[int64]error{h.Bytes: nil, h.Bytes - 1: ErrServerFull} {
		if _, _, err := newLarder(t, Space{Server: space}).Add(t.Context(), "7", "1", a); !errors.Is(err, want) {
			t.Errorf("%d bytes in a space of %d: %v", h.Bytes, space, err)
		}
	}
	for space, want := range map[int64]error{h.Bytes: nil, h.Bytes - 1: ErrTooLarge} {
		if _, err := newLarder(t, Space{Person: space}).Brief(t.Context(), "1", a); !errors.Is(err, want) {
			t.Errorf("%d bytes in a person's space of %d: %v", h.Bytes, space, err)
		}
	}
}

// TestAllArticlesAreCounted, whatever becomes of them.
func TestAllArticlesAreCounted(t *testing.T) {
	l := newLarder(t, Space{All: 200 << 10})
	owners := []string{ownerGuild("7"), ownerGuild("8"), ownerPerson("1"), ownerPerson("2")}
	agree := func(step string) {
		t.Helper()
		if counted, held := l.counted(t, owners...); counted != held {
			t.Errorf("%s: %d bytes are kept, %d counted", step, held, counted)
		}
	}
	must := func(step string, err error) {
		t.Helper()
		if err != nil {
			t.Fatalf("%s: %v", step, err)
		}
		agree(step)
	}
	add := func(guild, id string, n int) error {
		_, _, err := l.Add(t.Context(), guild, "1", kilobytes(t, id, n))
		return err
	}
	must("adding", add("7", "a", 40))
	must("adding", add("7", "b", 40))
	must("replacing", add("7", "a", 20))
	_, err := l.Brief(t.Context(), "1", kilobytes(t, "c", 40))
	must("briefing", err)
	_, err = l.Brief(t.Context(), "1", kilobytes(t, "c", 50))
	must("briefing again", err)
	file, _, err := l.Export(t.Context(), "7", 0)
	must("exporting", err)
	moved, err := ReadTransfer(file)
	must("reading", err)
	_, err = l.Import(t.Context(), "8", Intake{By: "1", Articles: moved.Articles})
	must("importing", err)
	_, err = l.Preview(t.Context(), "8", Intake{By: "1", Articles: []MovedArticle{}})
	must("looking", err)
	if _, err = l.Brief(t.Context(), "2", kilobytes(t, "d", 40)); !errors.Is(err, ErrStoreFull) {
		t.Errorf("beyond the space of all: %v", err)
	}
	agree("refusing")
	_, err = l.Import(t.Context(), "8", Intake{By: "1", Articles: []MovedArticle{}})
	must("importing nothing", err)
	_, err = l.Remove(t.Context(), "7", Ref("b"))
	must("removing", err)
	_, err = l.Brief(t.Context(), "2", kilobytes(t, "d", 40))
	must("briefing for another", err)
	must("forgetting a person", l.ErasePerson(t.Context(), "1"))
	must("erasing a server", l.EraseGuild(t.Context(), "7"))
	must("forgetting the other", l.ErasePerson(t.Context(), "2"))
	if counted, _ := l.counted(t); counted != 0 {
		t.Errorf("%d bytes are counted where there is nothing", counted)
	}
}

// TestALookIsNotedOnceADay: it is a write to disk.
func TestALookIsNotedOnceADay(t *testing.T) {
	l := newLarder(t, Space{})
	if _, err := l.Brief(t.Context(), "1", kilobytes(t, "a", 1)); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		after time.Duration
		noted bool
	}{{24*time.Hour - time.Millisecond, false}, {time.Millisecond, true}, {24*time.Hour - time.Millisecond, false}, {time.Millisecond, true}} {
		l.now = l.now.Add(c.after)
		if _, err := l.Open(t.Context(), Reader{Person: "1"}, Ref("a")); err != nil {
			t.Fatal(err)
		}
		h, err := l.Find(t.Context(), Reader{Person: "1"}, Ref("a"))
		if noted := h.Looked != nil && h.Looked.Equal(l.now); err != nil || noted != c.noted {
			t.Errorf("%v later it is noted: %v, %v", c.after, noted, err)
		}
	}
}

func TestWhatWasBriefedIsKeptWhileItIsLookedAt(t *testing.T) {
	l := newLarder(t, Space{})
	day := 24 * time.Hour
	for _, id := range []string{"looked at", "forgotten"} {
		if _, err := l.Brief(t.Context(), "1", kilobytes(t, id, 1)); err != nil {
			t.Fatal(err)
		}
	}
	l.now = l.now.Add(20 * day)
	if _, err := l.Open(t.Context(), Reader{Person: "1"}, Ref("looked at")); err != nil {
		t.Fatal(err)
	}
	if _, err := l.Brief(t.Context(), "1", kilobytes(t, "new", 1)); err != nil {
		t.Fatal(err)
	}
	drop := func(want int) {
		t.Helper()
		claims, err := l.kv.Claim(t.Context(), 10, time.Minute)
		if err != nil || len(claims) != want {
			t.Fatalf("%v are due, %v", claims, err)
		}
		for _, c := range claims {
			if task, _ := TaskOf(c); task != DropBriefs {
				t.Fatalf("%v is due", c)
			}
			if err := l.DropBriefsClaimed(t.Context(), c); err != nil {
				t.Fatal(err)
			}
		}
	}
	there := func(want ...string) {
		t.Helper()
		list, err := l.kv.List(t.Context(), ownerPerson("1"), kindArticles)
		if err != nil || len(list) != len(want) {
			t.Errorf("%d are kept, %v", len(list), err)
		}
		for _, id := range want {
			if _, err := l.Find(t.Context(), Reader{Person: "1"}, Ref(id)); err != nil {
				t.Errorf("%s: %v", id, err)
			}
		}
	}
	l.now = l.now.Add(10*day - time.Second)
	drop(0)
	l.now = l.now.Add(time.Second)
	drop(1)
	there("looked at", "new")
	l.now = l.now.Add(20*day - time.Second)
	drop(0)
	l.now = l.now.Add(time.Second)
	drop(1)
	there()
	if counted, _ := l.counted(t); counted != 0 {
		t.Errorf("%d bytes are counted", counted)
	}
	l.now = l.now.Add(100 * day)
	drop(0)
}

// full has no room.
type full struct{ store.KV }

func (full) Update(context.Context, string, func(store.Tx) error) error {
	return fmt.Errorf("writing: %w", store.ErrFull)
}

func TestAFullStoreIsToldAsFull(t *testing.T) {
	l := newLarder(t, Space{})
	d := New(Options{Store: full{l.kv}})
	if _, err := d.Brief(t.Context(), "1", kilobytes(t, "a", 1)); !errors.Is(err, ErrFull) {
		t.Errorf("got %v", err)
	}
}

// meanwhile is a store where something else happens just before an edit of a guild.
type meanwhile struct {
	store.KV
	act func()
}

func (m *meanwhile) Update(ctx context.Context, owner string, edit func(store.Tx) error) error {
	if act := m.act; act != nil && owner == ownerGuild("7") {
		m.act = nil
		act()
	}
	return m.KV.Update(ctx, owner, edit)
}

// TestWhatGoesIsCountedOnce, though two admins remove it in one moment, or one replaces what the other removes.
func TestWhatGoesIsCountedOnce(t *testing.T) {
	for what, act := range map[string]func(*larder) error{
		"removed": func(l *larder) error {
			_, err := l.Remove(t.Context(), "7", Ref("a"))
			return err
		},
		"replaced": func(l *larder) error {
			_, _, err := l.Add(t.Context(), "7", "1", kilobytes(t, "a", 10))
			return err
		},
	} {
		l := newLarder(t, Space{})
		busy := &meanwhile{KV: l.kv}
		l.Desk = New(Options{Store: busy})
		for _, id := range []string{"a", "b"} {
			if _, _, err := l.Add(t.Context(), "7", "1", kilobytes(t, id, 40)); err != nil {
				t.Fatal(err)
			}
		}
		busy.act = func() {
			if err := act(l); err != nil {
				t.Error(err)
			}
		}
		if _, err := l.Remove(t.Context(), "7", Ref("a")); err != nil {
			t.Errorf("%s: %v", what, err)
		}
		if counted, held := l.counted(t, ownerGuild("7")); counted != held {
			t.Errorf("%s meanwhile: %d bytes are kept, %d counted", what, held, counted)
		}
	}
}

// unsure is a store that makes no edit of a guild, but cannot tell that it did not.
type unsure struct{ store.KV }

func (u unsure) Update(ctx context.Context, owner string, edit func(store.Tx) error) error {
	if owner != ownerGuild("7") {
		return u.KV.Update(ctx, owner, edit)
	}
	none := errors.New("not done")
	if err := u.KV.Update(ctx, owner, func(tx store.Tx) error { return errors.Join(edit(tx), none) }); !errors.Is(err, none) {
		return err
	}
	return store.ErrUncertain
}

func TestWhatMayBeKeptStillIsCounted(t *testing.T) {
	l := newLarder(t, Space{})
	if _, _, err := l.Add(t.Context(), "7", "1", kilobytes(t, "a", 40)); err != nil {
		t.Fatal(err)
	}
	l.Desk = New(Options{Store: unsure{l.kv}})
	if _, _, err := l.Add(t.Context(), "7", "1", kilobytes(t, "a", 10)); !errors.Is(err, store.ErrUncertain) {
		t.Fatal(err)
	}
	if counted, held := l.counted(t, ownerGuild("7")); counted < held {
		t.Errorf("%d bytes are kept, %d counted", held, counted)
	}
}

// TestAPersonBriefsWhatFits: an article as large as their whole shelf, and none that is a byte larger.
func TestAPersonBriefsWhatFits(t *testing.T) {
	a := kilobytes(t, "a", 1)
	h, err := newLarder(t, Space{}).Brief(t.Context(), "sam", a)
	if err != nil {
		t.Fatal(err)
	}
	for less, want := range map[int64]error{0: nil, 1: ErrTooLarge} {
		if _, err := newLarder(t, Space{Person: h.Bytes - less}).Brief(t.Context(), "sam", a); !errors.Is(err, want) {
			t.Errorf("%d bytes in %d: %v", h.Bytes, h.Bytes-less, err)
		}
	}
}
