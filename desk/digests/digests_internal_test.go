package digests

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"lede/desk/feeds"
	"lede/desk/filter"
	"lede/desk/record"
	"lede/desk/sources"
	"lede/problem"
	"lede/scheduler"
	"lede/store"
)

var day0 = time.Date(2026, time.March, 1, 8, 0, 0, 0, time.UTC)

func minutes(n int) time.Time { return day0.Add(time.Duration(n) * time.Minute) }

func TestTheLedgerForgetsWhatIsOldOrTooMuch(t *testing.T) {
	lines := func(ages ...time.Duration) (list []store.Entry) {
		for _, age := range ages {
			list = append(list, store.Entry{Key: ledgerKey(Entry{Slot: day0.Add(-age), Digest: "1"})})
		}
		return list
	}
	many := func(n int, age time.Duration) []store.Entry { return lines(slices.Repeat([]time.Duration{age}, n)...) }
	for name, c := range map[string]struct {
		lines []store.Entry
		want  int
	}{
		"none": {nil, 0}, "as many as it shows": {many(100, 0), 0}, "two more": {many(102, 0), 2},
		"of 90 days": {lines(LedgerFor), 0}, "older": {lines(LedgerFor + time.Millisecond), 1}, "all": {many(3, 2*LedgerFor), 3},
		"the old and the many": {append(many(5, 2*LedgerFor), many(99, 0)...), 5}, "more than are old": {append(many(1, 2*LedgerFor), many(103, 0)...), 4},
	} {
		if got := outdated(c.lines, day0); got != c.want {
			t.Errorf("%s: %d, want %d", name, got, c.want)
		}
	}
	slot := Entry{Slot: day0.Add(1500 * time.Microsecond).In(time.FixedZone("", 3600)), Digest: "7"}
	for outcome, want := range map[string]string{
		OutcomeSent: "", OutcomePublished: " publishing", OutcomeUnpublished: " publishing", OutcomeUntold: " alert", OutcomeCorrected: " correction", OutcomeUncorrected: " correction",
	} {
		if slot.Outcome = outcome; ledgerKey(slot) != "2026-03-01T08:00:00.001Z 7"+want {
			t.Errorf("%s: %s", outcome, ledgerKey(slot))
		}
	}
	for outcome, want := range map[string]bool{OutcomeSent: true, OutcomeLate: true, OutcomePublished: false, OutcomeUnpublished: false, OutcomeCorrected: false, OutcomeUncorrected: false, OutcomeUncertain: false} {
		if e := (Entry{Outcome: outcome, Message: "m"}); e.posted() != want {
			t.Errorf("a line of what was %s is of a post: %v", outcome, !want)
		}
	}
	if (Entry{Outcome: OutcomeSent}).posted() {
		t.Error("a post without a message can be withdrawn")
	}
	looks := 0
	for i := range 160 * pruneEvery {
		if sometimes(Entry{Slot: minutes(i), Digest: "1"}) {
			looks++
		}
	}
	if looks < 100 || looks > 250 {
		t.Errorf("it is looked at %d times of %d", looks, 160*pruneEvery)
	}
}

func TestEditionsAreCorrectedForTwoDays(t *testing.T) {
	for age, want := range map[time.Duration]int{0: 1, CorrectedFor - 1: 1, CorrectedFor: 0} {
		if got := current([]Posted{{At: day0.Add(-age)}}, day0); len(got) != want {
			t.Errorf("after %s: %d", age, len(got))
		}
	}
	var many []Posted
	for i := range 24 + 1 {
		many = append(many, Posted{At: minutes(i)})
	}
	if got := current(many, minutes(24)); len(got) != 24 || !got[0].At.Equal(minutes(1)) || len(many) != 25 {
		t.Errorf("%d are looked after, from %s", len(got), got[0].At)
	}
	list := []Posted{{Slot: minutes(1), Shown: []Shown{{Ref: "a"}}}, {Slot: minutes(2), Shown: []Shown{{Ref: "a"}}}}
	r := Reply{Slot: minutes(2), Shown: []Shown{{Ref: "b"}}}
	var kept []Shown
	kv := store.NewMemory(nil)
	err := kv.Update(t.Context(), "guild/1", func(tx store.Tx) error {
		return r.takeOver(tx, "d", list)
	})
	if err == nil {
		_, err = kinds.Get(func(kind, key string) ([]byte, error) { return kv.Get(t.Context(), "guild/1", kind, key) }, kindShown, shownKey("d", r.Slot), &kept)
	}
	if err != nil || len(list[0].Shown) != 1 || len(list[1].Shown) != 0 || len(kept) != 1 || kept[0].Ref != "b" {
		t.Errorf("%+v, and kept %+v, %v", list, kept, err)
	}
}

// TestAnEditionIsReadAsItWasKept, byte for byte of what it posts.
func TestAnEditionIsReadAsItWasKept(t *testing.T) {
	whole := Edition{
		Slot: minutes(1), Components: json.RawMessage(`[{"content":"\u003ct:1\u003e }","type":17}]`), Articles: []string{"a"}, Upto: map[string]int64{"f": 7}, Left: true,
		Role: "r", Late: true, Nonce: "n", Tried: minutes(2), TriedThere: minutes(3), Refused: minutes(4), Why: problem.New("feed.unknown"),
		Shown: []Shown{{Ref: `a"b`, Words: json.RawMessage(`{"numbers":[0]}`)}, {Ref: "c", Words: json.RawMessage(`{}`)}},
		Reply: &Reply{Slot: minutes(5), Channel: "c", Message: "m", Shown: []Shown{{Ref: "d", Words: json.RawMessage(`{}`)}}},
	}
	for name, e := range map[string]Edition{"whole": whole, "of nothing": {Slot: minutes(1), Components: json.RawMessage(`[]`)}} {
		kv := store.NewMemory(nil)
		var got, plain Edition
		err := kv.Update(t.Context(), "guild:1", func(tx store.Tx) error { return kinds.Put(tx, kindEditions, "d", e) })
		if err == nil {
			_, err = kinds.Get(func(kind, key string) ([]byte, error) { return kv.Get(t.Context(), "guild:1", kind, key) }, kindEditions, "d", &got)
		}
		written, _ := json.Marshal(e)
		if err := json.Unmarshal(written, &plain); err != nil {
			t.Fatal(err)
		}
		if err != nil || !reflect.DeepEqual(got, plain) {
			t.Errorf("%s: %+v, want %+v (%v)", name, got, plain, err)
		}
		record, _ := kv.Get(t.Context(), "guild:1", kindEditions, "d")
		if !json.Valid(record) || strings.Count(string(record), `"components":`) != 1 {
			t.Errorf("%s: %s", name, record)
		}
		list, _ := json.Marshal(e.Shown)
		if written, err := shownList(e.Shown).AppendJSON(nil); err != nil || len(e.Shown) > 0 && string(written) != string(list) {
			t.Errorf("%s: %s, want %s", name, written, list)
		}
	}
}

func TestADigestRemembersWhatItShowed(t *testing.T) {
	g := Digest{Shown: map[string]time.Time{}}
	before := g.Shown
	for i := range 60 {
		before[fmt.Sprint("r", i)] = minutes(i)
	}
	g.show(Ending{Entry: Entry{Channel: "c", Message: "m", At: minutes(99)}, Shown: []Shown{{Ref: "r5"}}})
	if len(g.Shown) != 60 || !g.Shown["r5"].Equal(minutes(99)) || g.Latest != "c/m" {
		t.Errorf("%d, %s", len(g.Shown), g.Latest)
	}
	g.Kind = Forum
	g.show(Ending{Entry: Entry{Channel: "c", Message: "m", At: minutes(99)}, Shown: []Shown{{Ref: "new"}}})
	if _, oldest := g.Shown["r0"]; len(g.Shown) != 60 || oldest || g.Latest != "m/m" {
		t.Errorf("%d, %s", len(g.Shown), g.Latest)
	}
	if len(before) != 60 || !before["r5"].Equal(minutes(5)) {
		t.Error("the marks of the digest before were changed")
	}
}

func TestHowOftenADigestIsPostedAsNewsComes(t *testing.T) {
	posts := func(at ...int) (list []time.Time) {
		for _, m := range at {
			list = append(list, minutes(m))
		}
		return list
	}
	for perHour, want := range map[int]int{0: 4, 1: 1, 7: 7} {
		if got := (Digest{PerHour: perHour}).Hourly(); got != want {
			t.Errorf("%d: %d", perHour, got)
		}
	}
	for name, c := range map[string]struct {
		g    Digest
		last bool
	}{
		"room for two": {Digest{PerHour: 3, Posts: posts(1)}, false}, "room for one": {Digest{PerHour: 3, Posts: posts(1, 2)}, true}, "one an hour": {Digest{PerHour: 1}, true},
		"an hour ago": {Digest{PerHour: 3, Posts: posts(0, 1)}, false}, // those of minute 0 do not count at minute 60
	} {
		if got := c.g.Last(minutes(60)); got != c.last {
			t.Errorf("%s: %v", name, got)
		}
	}
	for name, c := range map[string]struct {
		g     Digest
		slot  time.Time
		end   Ending
		want  time.Time
		posts int
	}{
		"nothing is left":         {Digest{}, minutes(0), Ending{Entry: Entry{At: minutes(1), Message: "m"}}, time.Time{}, 1},
		"nothing was posted":      {Digest{}, minutes(0), Ending{Entry: Entry{At: minutes(1)}}, time.Time{}, 0},
		"something is left":       {Digest{}, minutes(0), Ending{Left: true, Entry: Entry{At: minutes(1), Message: "m"}}, minutes(1), 1},
		"woken meanwhile":         {Digest{Woken: minutes(2)}, minutes(0), Ending{Entry: Entry{At: minutes(1), Message: "m"}}, minutes(1), 1},
		"woken before":            {Digest{Woken: minutes(1)}, minutes(0), Ending{Entry: Entry{At: minutes(1), Message: "m"}}, time.Time{}, 1},
		"the hour is full":        {Digest{PerHour: 2, Posts: posts(10)}, minutes(0), Ending{Left: true, Entry: Entry{At: minutes(20), Message: "m"}}, minutes(70), 2},
		"the hour has room":       {Digest{PerHour: 3, Posts: posts(10)}, minutes(0), Ending{Left: true, Entry: Entry{At: minutes(20), Message: "m"}}, minutes(20), 2},
		"in the slot's own time":  {Digest{}, minutes(1), Ending{Left: true, Entry: Entry{At: minutes(1), Message: "m"}}, minutes(1).Add(time.Millisecond), 1},
		"fewer an hour than were": {Digest{PerHour: 1, Posts: posts(10, 15)}, minutes(0), Ending{Left: true, Entry: Entry{At: minutes(20), Message: "m"}}, minutes(80), 3},
	} {
		if got := c.g.afterPost(c.slot, c.end); !got.Equal(c.want) || len(c.g.Posts) != c.posts {
			t.Errorf("%s: %s, %d posts", name, got, len(c.g.Posts))
		}
	}
	for _, c := range []struct {
		sources []string
		want    bool
	}{{nil, true}, {[]string{"a"}, true}, {[]string{"b", "a"}, true}, {[]string{"b"}, false}} {
		if got := (Digest{Sources: c.sources}).TellsOf("a"); got != c.want {
			t.Errorf("of %v it tells of a: %v", c.sources, got)
		}
	}
}

// change is one thing that differs between two digests.
type change struct {
	name   string
	change func(*Digest)
}

func TestWhenTwoDigestsAreTheSame(t *testing.T) {
	rule := []filter.Rule{{Kind: filter.Words, Value: "a"}}
	g := Digest{ID: "1", Channel: "c", Timetable: "daily 07:00", Sections: []string{"people"}, Sources: []string{"s"}, Filter: filter.Filter{Rules: rule}}
	for _, c := range []struct {
		change
		alike, settings bool // tell the same; have the same settings
	}{
		{change{"nothing", func(*Digest) {}}, true, true},
		{change{"channel", func(g *Digest) { g.Channel = "d" }}, false, false}, {change{"timetable", func(g *Digest) { g.Timetable = "daily 08:00" }}, false, false},
		{change{"filter", func(g *Digest) { g.Filter = filter.Filter{} }}, false, false}, {change{"as it comes", func(g *Digest) { g.AsItComes = true }}, false, false},
		{change{"sections", func(g *Digest) { g.Sections = nil }}, false, false}, {change{"sources", func(g *Digest) { g.Sources = []string{"t"} }}, false, false},
		{change{"role", func(g *Digest) { g.Role = "r" }}, true, false}, {change{"quiet", func(g *Digest) { g.Quiet = true }}, true, false}, {change{"paused", func(g *Digest) { g.Paused = problem.New("desk.paused") }}, true, false},
		{change{"who and when", func(g *Digest) {
			g.ID, g.By, g.Set, g.Next, g.Spread, g.Done, g.Seen, g.Trouble = "2", "b", day0, day0, 1, day0, []string{"r"}, problem.New("a")
			g.Told, g.Posts, g.Woken, g.Latest, g.Shown = map[string]int64{"s": 1}, []time.Time{day0}, day0, "l", map[string]time.Time{"r": day0}
		}}, true, true},
	} {
		o := g
		c.change.change(&o)
		if g.same(o) != c.alike || same(g, o) != c.settings {
			t.Errorf("%s differs: they tell the same %v, have the same settings %v", c.name, g.same(o), same(g, o))
		}
	}
	a, b := g, g
	a.Paused, b.Paused = problem.New("desk.paused"), problem.New("desk.said")
	if !same(a, b) {
		t.Error("why a digest is paused is no setting")
	}
}

func TestADigestOfAFileContinuesTheOneThatIsMostAlike(t *testing.T) {
	d := func(id, channel, timetable, role string) Digest {
		return Digest{ID: id, Channel: channel, Timetable: timetable, Role: role}
	}
	old := []Digest{d("1", "c", "daily 07:00", ""), d("2", "c", "daily 08:00", ""), d("3", "d", "daily 07:00", "")}
	for name, c := range map[string]struct {
		file []Digest
		want string
	}{
		"the same":                {[]Digest{d("", "c", "daily 08:00", "")}, "2 rest 1 3"},
		"of the same time":        {[]Digest{d("", "c", "daily 08:00", "r")}, "2 rest 1 3"},
		"of the same channel":     {[]Digest{d("", "d", "daily 09:00", "r")}, "3 rest 1 2"},
		"none":                    {[]Digest{d("", "e", "daily 07:00", "")}, "new rest 1 2 3"},
		"each once":               {[]Digest{d("", "d", "daily 07:00", "r"), d("", "d", "daily 07:00", "")}, "new 3 rest 1 2"},
		"the likelier goes first": {[]Digest{d("", "c", "daily 09:00", ""), d("", "c", "daily 07:00", "")}, "2 1 rest 3"},
	} {
		continued, rest := pair(c.file, old)
		var got []string
		for _, g := range continued {
			if g == nil {
				got = append(got, "new")
			} else {
				got = append(got, g.ID)
			}
		}
		got = append(got, "rest")
		for _, g := range rest {
			got = append(got, g.ID)
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
	moved := Moving([]Digest{{Channel: "b", Sources: []string{"s", "gone", "r"}, Paused: problem.New("desk.paused")}, {Channel: "a", Timetable: "2"}, {Channel: "a", Timetable: "1", Seen: slices.Repeat([]string{"x"}, 1001)}}, map[string]string{"s": "https://s", "r": "https://r"})
	if moved[0].Timetable != "1" || moved[1].Timetable != "2" || len(moved[0].Told) != 1000 || moved[0].Paused || !moved[2].Paused || !slices.Equal(moved[2].Sources, []string{"https://r", "https://s"}) {
		t.Errorf("%+v", moved)
	}
}

func TestMarksAreKeptUpToTheirNumber(t *testing.T) {
	for _, c := range []struct {
		seen, told string
		limit      int
		want       string
	}{{"a b", "c", 3, "a b c"}, {"a b", "c", 2, "b c"}, {"a b c", "a", 3, "b c a"}, {"a b", "", 2, "a b"}, {"", "a b", 1, "b"}} {
		if got := remembered(strings.Fields(c.seen), strings.Fields(c.told), c.limit); strings.Join(got, " ") != c.want {
			t.Errorf("%+v: %v", c, got)
		}
	}
	g := Digest{}
	g.tell(nil)
	if g.Told != nil {
		t.Error("nothing was told")
	}
	g.tell(map[string]int64{"a": 5, "b": 2})
	if g.tell(map[string]int64{"a": 3, "b": 4}); !maps.Equal(g.Told, map[string]int64{"a": 5, "b": 4}) {
		t.Errorf("%v", g.Told)
	}
	entries := []store.Entry{{Key: "77"}, {Key: "2"}, {Key: "4"}}
	for channel, want := range map[string]string{"88": "88", "77": "3"} {
		if got := unusedID(entries, channel); got != want {
			t.Errorf("channel %s: %s", channel, got)
		}
	}
	for _, c := range []struct {
		publish bool
		kind    Kind
		want    bool
	}{{true, Announcement, true}, {true, Text, false}, {false, Announcement, false}, {true, Forum, false}} {
		if got := (Digest{Publish: c.publish, Kind: c.kind}).published(); got != c.want {
			t.Errorf("%+v: %v", c, got)
		}
	}
}

func TestWhichRunsWereSkipped(t *testing.T) {
	hourly, err := scheduler.ParseTimetable("cron 0 * * * * UTC")
	if err != nil {
		t.Fatal(err)
	}
	hour := func(n int) time.Time { return day0.Add(time.Duration(n) * time.Hour) }
	for name, c := range map[string]struct {
		after, until time.Time
		runs         int
		next         time.Time
		older        bool
	}{
		"none": {hour(0), minutes(59), 0, hour(1), false}, "one of this moment": {hour(0), hour(1), 1, hour(2), false}, "two": {hour(0), minutes(121), 2, hour(3), false},
		"as far as the ledger goes": {hour(0), hour(0).Add(LedgerFor), 90 * 24, hour(90*24 + 1), false}, "and no further": {hour(-1), hour(0).Add(LedgerFor), 90 * 24, hour(90*24 + 1), true},
	} {
		list, next, older := runs(hourly, c.after, c.until)
		if len(list) != c.runs || !next.Equal(c.next) || older != c.older {
			t.Errorf("%s: %d runs, then %s, older %v", name, len(list), next, older)
		}
	}
	if got := latestRuns(hourly.String(), hour(0), hour(20)); len(got) != 8 || !got[7].Equal(hour(20)) {
		t.Errorf("%v", got)
	}
	if latestRuns("nonsense", hour(0), hour(20)) != nil {
		t.Error("a timetable that cannot be read has runs")
	}
}

func TestWhetherAnOpenSlotGoesOn(t *testing.T) {
	g := Digest{ID: "1", Channel: "c", Timetable: "daily 07:00", Next: minutes(1)}
	waiting, tried := unfinished{Digest: g, open: true}, unfinished{Digest: g, open: true, edition: Edition{Tried: day0}}
	for _, c := range []struct {
		change
		waiting, tried bool
	}{
		{change{"nothing", func(*Digest) {}}, true, true}, {change{"its channel", func(g *Digest) { g.Channel = "d" }}, true, false}, {change{"the kind of its channel", func(g *Digest) { g.Kind = Forum }}, true, false},
		{change{"its time", func(g *Digest) { g.Timetable = "daily 08:00" }}, false, false}, {change{"that it is paused", func(g *Digest) { g.Paused = problem.New("desk.paused") }}, false, false},
	} {
		o := g
		c.change.change(&o)
		if waiting.goesOn(o) != c.waiting || tried.goesOn(o) != c.tried {
			t.Errorf("%s is changed: a slot that waits goes on %v, one that was tried %v", c.name, waiting.goesOn(o), tried.goesOn(o))
		}
	}
	if (unfinished{Digest: g}).goesOn(g) {
		t.Error("a slot that is not open goes on")
	}
	tried.passed = []time.Time{minutes(5)}
	lines := tried.lines(byChange())
	if len(lines) != 2 || lines[0].Outcome != OutcomeUncertain || !lines[0].Open || lines[0].Reason.Code != "desk.changed-during" || lines[1].Outcome != OutcomeDropped || lines[1].Open || !lines[1].Slot.Equal(minutes(5)) {
		t.Errorf("%+v", lines)
	}
	if lines := waiting.lines(byPause()); len(lines) != 1 || lines[0].Outcome != OutcomeDropped || lines[0].Reason.Code != "desk.paused-before" || !lines[0].Slot.Equal(minutes(1)) {
		t.Errorf("%+v", lines)
	}
	for during, want := range map[string]string{"desk.changed-during": "desk.changed-not-arrived", "desk.paused-during": "desk.paused-not-arrived", "desk.removed-during": "desk.removed-not-arrived", "desk.said": "desk.said"} {
		if got := notArrived(problem.New(during)); got.Code != want {
			t.Errorf("%s became %s", during, got.Code)
		}
	}
	if notArrived(nil) != nil {
		t.Error("no reason became one")
	}
}

// TestWhatNobodyLooksAfterIsLeft: of an edition that a digest does not know, and of other digests when the time for corrections was over twice.
func TestWhatNobodyLooksAfterIsLeft(t *testing.T) {
	kv := store.NewMemory(nil)
	t.Cleanup(func() { kv.Close() })
	for key, want := range map[string]bool{
		shownKey("d", day0): false, shownKey("d", minutes(1)): true, shownKey("gone", day0.Add(-2*CorrectedFor)): true,
		shownKey("gone", day0.Add(-2*CorrectedFor+time.Millisecond)): false, "gone never": true,
	} {
		err := kv.Update(t.Context(), "guild/1", func(tx store.Tx) error {
			if _, err := tx.List(kindShown); err != nil {
				return err
			}
			return kinds.Put(tx, kindShown, key, []Shown{})
		})
		if err != nil {
			t.Fatal(err)
		}
		err = kv.Update(t.Context(), "guild/1", func(tx store.Tx) error {
			keys, err := orphans(tx, "d", []Posted{{Slot: day0}}, day0)
			if slices.Contains(keys, key) != want {
				t.Errorf("%q is left: %v", key, keys)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

func TestWhereAPostStands(t *testing.T) {
	for want, e := range map[string]Entry{
		"c/m": {Channel: "c", Message: "m", Outcome: OutcomeSent}, "m/m": {Channel: "c", Message: "m", Outcome: OutcomeLate, Kind: Forum},
		"": {Channel: "c", Message: "m", Outcome: OutcomeWithdrawn},
	} {
		if got := e.Place(); got != want {
			t.Errorf("%+v stands at %q, want %q", e, got, want)
		}
	}
}

// TestAWithdrawalThatWasMadeIsNotedThoughItsClaimIsLost: Discord has done it, and it does not matter who has the claim now. A failure is left to that process.
func TestAWithdrawalThatWasMadeIsNotedThoughItsClaimIsLost(t *testing.T) {
	for name, c := range map[string]struct {
		outcome string
		kept    bool // that it is to be withdrawn
		lines   int
	}{"it is done": {OutcomeWithdrawn, true, 1}, "it is done, and noted": {OutcomeWithdrawn, false, 0}, "it failed": {OutcomeUnwithdrawn, true, 0}} {
		kv := store.NewMemory(nil)
		t.Cleanup(func() { kv.Close() })
		if c.kept {
			if err := kv.Update(t.Context(), "guild:1", func(tx store.Tx) error { return kinds.Put(tx, KindWithdrawals, "m", Entry{Message: "m"}) }); err != nil {
				t.Fatal(err)
			}
		}
		e := Entry{Digest: "7", Message: "m", Outcome: c.outcome, Slot: day0, At: day0}
		err := New(Options{Store: kv}).Withdrawn(t.Context(), store.Claim{Owner: "guild:1", ID: withdrawID("m"), Token: "x"}, e)
		left, _ := kv.List(t.Context(), "guild:1", KindWithdrawals)
		lines, unread := kv.List(t.Context(), "guild:1", kindLedger)
		if unread != nil || !errors.Is(err, store.ErrLost) && (c.kept || err != nil) || len(lines) != c.lines || (len(left) == 1) != (c.kept && c.lines == 0) {
			t.Errorf("%s: %d lines, %d left to do, %v", name, len(lines), len(left), err)
		}
	}
}

// TestWhichDigestsAreRemindedOf: those that run.
func TestWhichDigestsAreRemindedOf(t *testing.T) {
	for name, c := range map[string]struct {
		g    Digest
		want bool
	}{
		"runs": {Digest{ID: "7", Next: day0}, true}, "is paused": {Digest{ID: "7", Next: day0, Paused: problem.New("desk.paused")}, false}, "has no next run": {Digest{ID: "7"}, false}, "is not there": {Digest{ID: "8", Next: day0}, false},
	} {
		d := newDiary(t)
		d.edit(t, func(tx store.Tx) error { return kinds.Put(tx, KindDigests, c.g.ID, c.g) })
		got, err := d.Remind(t.Context(), "guild:1", "7")
		if due := d.due(t, day0); err != nil || got != c.want || (len(due) == 1) != c.want {
			t.Errorf("one that %s: %v, due %v, %v", name, got, due, err)
		}
		forgotten, err := d.Forget(t.Context(), "1", "7")
		if err != nil || forgotten != (c.g.ID != "7") {
			t.Errorf("one that %s is forgotten: %v, %v", name, forgotten, err)
		}
	}
}

// TestWhatADigestIsDoneWith of a source: old news, what was passed over, and what it told.
func TestWhatADigestIsDoneWith(t *testing.T) {
	g := Digest{Told: map[string]int64{"s": 5}, Seen: []string{"seen"}}
	for name, c := range map[string]struct {
		from int64
		item feeds.Item
		want bool
	}{
		"old": {0, feeds.Item{Old: true, Seq: 9}, true}, "up to the mark": {0, feeds.Item{Seq: 5}, true}, "above it": {0, feeds.Item{Seq: 6}, false}, "up to where it follows": {7, feeds.Item{Seq: 7}, true}, "above that": {7, feeds.Item{Seq: 8}, false},
		"seen": {0, feeds.Item{Seq: 9, Ref: "seen"}, true}, "not seen": {0, feeds.Item{Seq: 9, Ref: "new"}, false},
	} {
		if got := g.doneWith(sources.Source{ID: "s", From: c.from}, c.item); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
	d := newDiary(t)
	d.edit(t, func(tx store.Tx) error {
		return kinds.Put(tx, KindDigests, "7", Digest{ID: "7", Sources: []string{"s"}})
	})
	d.edit(t, func(tx store.Tx) error {
		write, err := Succeed(tx, sources.Source{ID: "s"}, "into", false, feeds.Succession{})
		if err != nil {
			return err
		}
		return write(tx)
	})
	var moved Digest
	if d.read(t, KindDigests, "7", &moved); len(moved.Sources) != 1 || moved.Sources[0] != "into" {
		t.Errorf("it tells of %v", moved.Sources)
	}
}

// TestThatAServerUsesLedeIsNoted when a person changes something for it, and for nobody alone.
func TestThatAServerUsesLedeIsNoted(t *testing.T) {
	for guild, want := range map[string]int{"1": 1, record.Alone("sam"): 0} {
		d := newDiary(t)
		g, err := d.AddDigest(t.Context(), guild, Digest{Channel: "c", Timetable: "07:00 UTC", Next: day0}, "UTC")
		if err != nil {
			t.Fatal(err)
		}
		if err := d.RemoveDigest(t.Context(), guild, "none"); !errors.Is(err, ErrNoDigest) || d.touched != 0 {
			t.Errorf("%q: %v, noted %d times", guild, err, d.touched)
		}
		if err := d.RemoveDigest(t.Context(), guild, g.ID); err != nil || d.touched != want {
			t.Errorf("%q: %v, noted %d times", guild, err, d.touched)
		}
	}
}
