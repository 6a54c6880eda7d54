package store

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// whole is a store in memory that can be walked, like those on disk.
type whole struct {
	*Memory
	doubted, updates atomic.Int32
	fails            error // of each change
}

func open(t *testing.T, states ...State) *whole {
	t.Helper()
	w := &whole{Memory: NewMemory(func() time.Time { return time.UnixMilli(1_800_000_000_000) })}
	t.Cleanup(func() { w.Close() })
	for _, s := range states {
		if err := put(t.Context(), w, s); err != nil {
			t.Fatal(err)
		}
	}
	w.updates.Store(0)
	return w
}

func (w *whole) Update(ctx context.Context, owner string, edit func(Tx) error) error {
	w.updates.Add(1)
	if w.fails != nil {
		return w.fails
	}
	return w.Memory.Update(ctx, owner, edit)
}

func (w *whole) Check(context.Context) error { return nil }
func (w *whole) Doubt(context.Context) error { w.doubted.Add(1); return nil }

func (w *whole) Snapshot(ctx context.Context, visit func(State) error) error {
	states := map[string]*State{}
	of := func(owner string) *State {
		if states[owner] == nil {
			states[owner] = &State{Owner: owner}
		}
		return states[owner]
	}
	err := w.use(ctx, func(m *memory) error {
		for p, values := range m.values {
			for key, value := range values {
				of(p.owner).Values = append(of(p.owner).Values, Value{p.kind, key, value})
			}
		}
		for n, q := range m.items {
			of(n.owner).Due = append(of(n.owner).Due, Scheduled{n.id, q.Item})
		}
		return nil
	})
	for _, owner := range slices.Sorted(maps.Keys(states)) {
		s := states[owner]
		slices.SortFunc(s.Values, func(a, b Value) int { return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Key, b.Key)) })
		slices.SortFunc(s.Due, func(a, b Scheduled) int { return cmp.Compare(a.ID, b.ID) })
		if err == nil {
			err = visit(*s)
		}
	}
	return err
}

func (w *whole) Walk(context.Context, string, func(owner, kind string, list []Entry) error) error {
	return errors.ErrUnsupported
}
func (w *whole) WalkDue(context.Context, func(owner, id string) error) error {
	return errors.ErrUnsupported
}

func (w *whole) owners(t *testing.T) string {
	t.Helper()
	var list []string
	if err := w.Snapshot(t.Context(), func(s State) error {
		list = append(list, fmt.Sprintf("%s:%d+%d", s.Owner, len(s.Values), len(s.Due)))
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	return strings.Join(list, " ")
}

func ownedState(owner string, values, due int) State {
	s := State{Owner: owner}
	for i := range values {
		s.Values = append(s.Values, Value{"k", fmt.Sprintf("%04d", i), []byte("v")})
	}
	for i := range due {
		s.Due = append(s.Due, Scheduled{fmt.Sprintf("%04d", i), Item{Due: int64(i), Visible: int64(i)}})
	}
	return s
}

func TestACopyIsTheSameAndMarked(t *testing.T) {
	from, to := open(t, ownedState("a", 2, 1), ownedState("b", 0, 2), ownedState("c", 1, 0)), open(t)
	n, err := Copy(t.Context(), from.Snapshot, to, "the first")
	if err != nil || n != (Copied{3, 3, 3}) {
		t.Fatalf("%+v, %v", n, err)
	}
	if got := to.owners(t); got != "a:2+1 b:0+2 c:1+0 copy:1+0" {
		t.Error(got)
	}
	m, ok, err := readMark(t.Context(), to)
	if err != nil || !ok || m.Of != "the first" || !m.Done || m.At.IsZero() {
		t.Errorf("%+v, %v, %v", m, ok, err)
	}
	if _, err := Copy(t.Context(), from.Snapshot, to, "the first"); !errors.Is(err, ErrNotEmpty) {
		t.Errorf("over a copy that is done: %v", err)
	}
	// A copy of a copy has no mark of the first.
	second := open(t)
	if n, err := Copy(t.Context(), to.Snapshot, second, "the copy"); err != nil || n.Owners != 3 {
		t.Errorf("%+v, %v", n, err)
	}
	for i, want := range []bool{true, false} {
		copied, err := Adopt(t.Context(), to)
		if err != nil || copied != want || to.doubted.Load() != 1 {
			t.Errorf("%d: it was a copy %v, doubted %d times, %v", i, copied, to.doubted.Load(), err)
		}
	}
	if copied, err := Adopt(t.Context(), from); err != nil || copied || from.doubted.Load() != 0 {
		t.Errorf("a store that is no copy: %v, %v", copied, err)
	}
}

func TestACopyThatWasBegunIsGoneOnWith(t *testing.T) {
	from := open(t, ownedState("a", 2, 1), ownedState("b", 600, 0), ownedState("c", 1, 0))
	to := open(t, ownedState("a", 2, 1), ownedState("b", 500, 0), ownedState("stale", 1, 1))
	if _, err := Copy(t.Context(), from.Snapshot, to, "it"); !errors.Is(err, ErrNotEmpty) {
		t.Errorf("over a store that is none: %v", err)
	}
	mark := func(m Mark) {
		t.Helper()
		if err := writeMark(t.Context(), to, m); err != nil {
			t.Fatal(err)
		}
	}
	mark(Mark{Of: "another"})
	if _, err := Copy(t.Context(), from.Snapshot, to, "it"); !errors.Is(err, ErrNotEmpty) {
		t.Errorf("over a copy of another: %v", err)
	}
	if copied, err := Adopt(t.Context(), to); err != nil || copied {
		t.Errorf("half a copy is adopted: %v, %v", copied, err)
	}
	mark(Mark{Of: "it"})
	to.updates.Store(0)
	if n, err := Copy(t.Context(), from.Snapshot, to, "it"); err != nil || n.Owners != 3 {
		t.Fatalf("%+v, %v", n, err)
	}
	if got := to.owners(t); got != "a:2+1 b:600+0 c:1+0 copy:1+0" {
		t.Error(got)
	}
	if got := to.updates.Load(); got != 1+1+2+1+1 { // stale and b are taken away, b and c written, and the mark; a is there
		t.Errorf("%d changes", got)
	}
}

func TestACopyThatDiffersIsNoneAndOneThatFailsSaysSo(t *testing.T) {
	a, b := ownedState("a", 2, 1), ownedState("b", 1, 0)
	failed := errors.New("failed")
	if err := compare(t.Context(), open(t, a, b), map[string]sum{"a": a.Sum(), "b": b.Sum()}); err != nil {
		t.Errorf("the same: %v", err)
	}
	for name, sums := range map[string]map[string]sum{
		"more": {"a": a.Sum()}, "less": {"a": a.Sum(), "b": b.Sum(), "c": b.Sum()}, "other": {"a": a.Sum(), "b": a.Sum()},
	} {
		if err := compare(t.Context(), open(t, a, b), sums); !errors.Is(err, ErrUnequal) {
			t.Errorf("%s: %v", name, err)
		}
	}
	to := open(t)
	to.fails = failed
	if _, err := Copy(t.Context(), open(t, a).Snapshot, to, "it"); !errors.Is(err, failed) {
		t.Errorf("a store that takes nothing: %v", err)
	}
	if _, err := Copy(t.Context(), func(context.Context, func(State) error) error { return failed }, open(t), "it"); !errors.Is(err, failed) {
		t.Errorf("a source that fails: %v", err)
	}
	if _, _, err := fill(t.Context(), open(t, a, b).Snapshot, to, nil); !errors.Is(err, failed) {
		t.Errorf("a change that fails: %v", err)
	}
	damaged := open(t)
	if err := damaged.Memory.Update(t.Context(), OwnerCopy, func(tx Tx) error { return tx.Put(kindMark, kindMark, []byte("{")) }); err != nil {
		t.Fatal(err)
	}
	if _, ok, err := readMark(t.Context(), damaged); ok || err == nil {
		t.Error("a damaged mark is read")
	}
	if _, err := Adopt(t.Context(), damaged); err == nil {
		t.Error("a store with a damaged mark is adopted")
	}
	if _, err := Copy(t.Context(), open(t, a).Snapshot, damaged, "it"); err == nil {
		t.Error("a store with a damaged mark is written to")
	}
}

func TestAChangeOfACopyIsBounded(t *testing.T) {
	large := func(sizes ...int) State {
		s := State{Owner: "a"}
		for i, n := range sizes {
			s.Values = append(s.Values, Value{"k", fmt.Sprint(i), bytes.Repeat([]byte("a"), n)})
		}
		return s
	}
	for name, c := range map[string]struct {
		s    State
		want int32
	}{
		"nothing": {State{Owner: "a"}, 0}, "as many values": {ownedState("a", mostWrites, 0), 1}, "one more": {ownedState("a", mostWrites+1, 0), 2}, "as many items": {ownedState("a", 0, mostWrites), 1}, "one item more": {ownedState("a", 0, mostWrites+1), 2}, "both": {ownedState("a", mostWrites-1, 1), 1}, "both, and one more": {ownedState("a", mostWrites-1, 2), 2},
		"as many bytes": {large(mostBytes, 1), 2}, "not quite as many": {large(mostBytes-1, 1), 1}, "not quite, then more": {large(mostBytes-1, 1, 1), 2},
	} {
		to := open(t)
		if err := put(t.Context(), to, c.s); err != nil || to.updates.Load() != c.want {
			t.Errorf("%s: %d changes, %v", name, to.updates.Load(), err)
		}
		if got := to.owners(t); !c.s.Empty() && got != fmt.Sprintf("a:%d+%d", len(c.s.Values), len(c.s.Due)) {
			t.Errorf("%s: %s", name, got)
		}
	}
}

func TestTheSumOfAStateIsOfAllOfIt(t *testing.T) {
	base := func() State { return ownedState("a", 2, 2) }
	sums := map[sum]string{}
	for name, change := range map[string]func(*State){
		"nothing": func(*State) {}, "owner": func(s *State) { s.Owner = "b" }, "kind": func(s *State) { s.Values[0].Kind = "l" }, "key": func(s *State) { s.Values[0].Key = "x" }, "value": func(s *State) { s.Values[0].Value = []byte("w") }, "one value less": func(s *State) { s.Values = s.Values[1:] }, "id": func(s *State) { s.Due[0].ID = "x" },
		"slot": func(s *State) { s.Due[0].Due = 7 }, "attempt": func(s *State) { s.Due[0].Attempt = 1 }, "when it can be claimed": func(s *State) { s.Due[0].Attempt, s.Due[0].Visible = 1, 9 }, "where a name ends": func(s *State) { s.Values[0].Kind, s.Values[0].Key = "k0", "000" },
	} {
		s := base()
		change(&s)
		if other, twice := sums[s.Sum()]; twice {
			t.Errorf("%s makes no difference to %s", name, other)
		}
		sums[s.Sum()] = name
	}
	claimed := base()
	claimed.Due[0].Token, claimed.Due[0].Visible = "t", 99
	if claimed.Sum() != base().Sum() {
		t.Error("a token, and the lease of an item that was never claimed, make a difference")
	}
	if !(State{Owner: "a"}).Empty() || ownedState("a", 1, 0).Empty() || ownedState("a", 0, 1).Empty() {
		t.Error("a state is empty that has something")
	}
}

func TestABudgetIsCheckedAndSpent(t *testing.T) {
	for _, c := range []struct {
		each  time.Duration
		burst int
		want  bool
	}{{time.Second, 1, true}, {0, 1, false}, {-1, 1, false}, {time.Second, 0, false}, {1, 1, true}, {24 * time.Hour, 366, true}, {24 * time.Hour, 367, false}, {maxSpan, 1, true}, {maxSpan + 1, 1, false}} {
		if err := CheckBudget("b", c.each, c.burst); (err == nil) != c.want || err != nil && !errors.Is(err, ErrBadBudget) {
			t.Errorf("%d, one every %s: %v", c.burst, c.each, err)
		}
	}
	if err := CheckBudget("", time.Second, 1); !errors.Is(err, ErrBadKey) {
		t.Error(err)
	}
	now := time.UnixMilli(1_800_000_000_000)
	for name, c := range map[string]struct{ full, after, wait time.Duration }{ // from now
		"never used": {-time.Hour, time.Second, 0}, "full": {0, time.Second, 0}, "one is left": {2 * time.Second, 3 * time.Second, 0}, "none is left": {3 * time.Second, 3 * time.Second, time.Second}, "half of one is left": {2500 * time.Millisecond, 2500 * time.Millisecond, 500 * time.Millisecond}, "the clock was set back": {time.Hour, 3 * time.Second, time.Second},
	} {
		after, wait := TakeOne(now, now.Add(c.full), time.Second, 3)
		if !after.Equal(now.Add(c.after)) || wait != c.wait {
			t.Errorf("%s: full in %s, after a wait of %s", name, after.Sub(now), wait)
		}
	}
	var b Budgets
	for i := range 64 {
		b.Take(func() time.Time { return now }, fmt.Sprint(i), time.Second, 1)
	}
	later := func() time.Time { return now.Add(time.Second) }
	if b.Take(later, "new", time.Second, 1); len(b.full) != 1 {
		t.Errorf("%d budgets are kept that are full again", len(b.full)-1)
	}
	for i := range 200 {
		b.Take(later, fmt.Sprint(i), time.Second, 1)
	}
	if len(b.full) != 201 {
		t.Errorf("%d budgets are kept of 201 that are not", len(b.full))
	}
}

func TestNamesAreCheckedToTheirLastByte(t *testing.T) {
	for name, want := range map[string]bool{"a": true, strings.Repeat("a", maxName): true, strings.Repeat("a", maxName+1): false, "": false, "a\x00": false, "\x00": false, "\xff": false, "é": true} {
		if err := CheckNames("fine", name); (err == nil) != want {
			t.Errorf("%.9q of %d bytes: %v", name, len(name), err)
		}
	}
	for name, c := range map[string]struct{ it, want Item }{
		"never claimed": {Item{Due: 5, Visible: 9, Token: "t"}, Item{Due: 5, Visible: 5}}, "claimed": {Item{Due: 5, Visible: 9, Token: "t", Attempt: 1}, Item{Due: 5, Visible: 9, Attempt: 1}}, "below zero": {Item{Due: 5, Visible: 9, Attempt: -1}, Item{Due: 5, Visible: 5}},
	} {
		if got := c.it.Unclaimed(); got != c.want {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

func TestReadingsAreBelievedWhileNothingChanged(t *testing.T) {
	at := func(key string) spot { return spot{place{"o", "k"}, key} }
	entries := func(keys ...string) (list []Entry) {
		for _, k := range keys {
			list = append(list, Entry{Key: k, Value: []byte("v")})
		}
		return list
	}
	r := newReadings(1<<20, time.Hour)
	said := func(key string) string {
		list, known, fresh, _ := r.recall(at(key))
		return fmt.Sprint(len(list), " known ", known, " fresh ", fresh)
	}
	_, _, _, b := r.recall(at("a"))
	if r.keep(at("a"), entries("a"), b); said("a") != "1 known true fresh false" {
		t.Errorf("before changes are followed: %s", said("a"))
	}
	r.follow(true)
	_, _, _, b = r.recall(at(""))
	if r.keep(at(""), entries("a", "b"), b); said("a") != "1 known true fresh true" || said("b") != "1 known true fresh true" || said("c") != "0 known true fresh true" || said("") != "2 known true fresh true" {
		t.Errorf("all keys are known: %s, %s, %s, %s", said("a"), said("b"), said("c"), said(""))
	}
	if r.follow(false); said("") != "2 known true fresh false" || said("c") != "0 known true fresh false" || said("a") != "1 known true fresh false" {
		t.Errorf("when changes are followed no more: %s, %s", said(""), said("c"))
	}
	if r.follow(true); said("") != "2 known true fresh false" {
		t.Errorf("when they are followed again: %s", said(""))
	}
	_, _, _, b = r.recall(at(""))
	if gone := r.forget("o", []string{"k"}); len(gone) != 2 || r.bytes != 0 || len(r.known) != 0 || r.used.Len() != 0 {
		t.Errorf("%v was forgotten, %d bytes are left", gone, r.bytes)
	}
	if r.keep(at(""), entries("a"), b); said("") != "0 known false fresh false" {
		t.Errorf("what was read before a change is kept: %s", said(""))
	}
	_, _, _, b = r.recall(at("a"))
	r.keep(at("a"), entries("a"), b)
	if r.doubt("o", []string{"k"}); said("a") != "1 known true fresh false" {
		t.Errorf("what may have changed: %s", said("a"))
	}
	r.freshFor = -time.Second
	_, _, _, b = r.recall(at("a"))
	if r.keep(at("a"), entries("a"), b); said("a") != "1 known true fresh false" {
		t.Errorf("what was read too long ago: %s", said("a"))
	}
}

func TestReadingsThatWereUsedLongestAgoMakeRoom(t *testing.T) {
	const one = 300 + len("ok1") + 60 + len("1") + len("v")
	r := newReadings(2*one, time.Hour)
	r.follow(true)
	keep := func(key string) {
		s := spot{place{"o", "k"}, key}
		_, _, _, b := r.recall(s)
		r.keep(s, []Entry{{Key: key, Value: []byte("v")}}, b)
	}
	has := func(key string) bool { _, known, _, _ := r.recall(spot{place{"o", "k"}, key}); return known }
	keep("1")
	keep("2")
	if !has("2") || !has("1") || r.bytes != 2*one {
		t.Errorf("two that fit: %d bytes of %d", r.bytes, 2*one)
	}
	keep("3")
	if !has("1") || has("2") || !has("3") || r.bytes != 2*one {
		t.Errorf("which are kept of three: %v, %v, %v, %d bytes", has("1"), has("2"), has("3"), r.bytes)
	}
	keep("3")
	if r.bytes != 2*one || r.used.Len() != 2 {
		t.Errorf("the same again counts twice: %d bytes", r.bytes)
	}
	if r.forget("o", []string{"k"}); r.bytes != 0 || len(r.known) != 0 || r.used.Len() != 0 {
		t.Errorf("%d bytes of %d owners are left", r.bytes, len(r.known))
	}
	small := newReadings(one-1, time.Hour)
	s := spot{place{"o", "k"}, "1"}
	_, _, _, b := small.recall(s)
	if small.keep(s, []Entry{{Key: "1", Value: []byte("v")}}, b); small.bytes != 0 {
		t.Error("what does not fit is kept")
	}
}

func TestAnEditThatIsOverReadsAndWritesNoMore(t *testing.T) {
	m := open(t)
	var kept Tx
	err := m.Update(t.Context(), "o", func(tx Tx) error { kept = tx; return tx.Put("k", "y", []byte("v")) })
	if err != nil {
		t.Fatal(err)
	}
	if _, err := kept.Get("k", "y"); !errors.Is(err, errOver) {
		t.Errorf("read: %v", err)
	}
	if _, err := kept.List("k"); !errors.Is(err, errOver) {
		t.Errorf("listed: %v", err)
	}
	if err := kept.Put("k", "y", nil); !errors.Is(err, errOver) {
		t.Errorf("written: %v", err)
	}
}

// TestWhatIsDueFirstStandsFirst: by when it can be claimed, then by its slot; of two that are due together, neither comes before the
// other.
func TestWhatIsDueFirstStandsFirst(t *testing.T) {
	q := queue{{Item: Item{Visible: 1, Due: 5}}, {Item: Item{Visible: 2, Due: 1}}, {Item: Item{Visible: 2, Due: 2}}, {Item: Item{Visible: 2, Due: 2}}}
	for i := range q {
		for j := range q {
			want := i < j && !(i == 2 && j == 3)
			if got := q.Less(i, j); got != want {
				t.Errorf("%d stands before %d: %v", i, j, got)
			}
		}
	}
}

// deaf is a store that announces no changes.
type deaf struct{ *Memory }

func (deaf) Follow(context.Context, func(string, []string), func(bool)) {}

// TestHowMuchACacheRemembers unless it is said otherwise: 64 MB, and a thousand changes that are still to be read.
func TestHowMuchACacheRemembers(t *testing.T) {
	for most, want := range map[int]int{0: 64 << 20, 5: 5} {
		if c := NewCache(deaf{NewMemory(nil)}, CacheOptions{Bytes: most}); c.memory.most != want || cap(c.stale) != 1000 {
			t.Errorf("%d bytes and %d changes", c.memory.most, cap(c.stale))
		}
	}
}

// TestAStoreThatAnswersIsNotLeftAlone, whatever it answers: that it is full, too.
func TestAStoreThatAnswersIsNotLeftAlone(t *testing.T) {
	for err, rests := range map[error]bool{ErrUnavailable: true, ErrFull: false, ErrNotFound: false, nil: false, context.Canceled: false} {
		c := NewCache(deaf{NewMemory(nil)}, CacheOptions{ReadPatience: 2})
		got := c.within(t.Context(), &c.updates, func(context.Context) error { return err })
		if !errors.Is(got, err) || c.rested.IsZero() == rests && err != context.Canceled {
			t.Errorf("after %v: it is left alone until %v, %v", err, c.rested, got)
		}
	}
}
