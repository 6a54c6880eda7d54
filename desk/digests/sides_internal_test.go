package digests

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"lede/desk/contacts"
	"lede/desk/feeds"
	"lede/desk/record"
	"lede/desk/sources"
	"lede/problem"
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

// TestWhoSetADigestIsKnown, and where the server's alerts go; of a person's own, nothing is.
func TestWhoSetADigestIsKnown(t *testing.T) {
	d := newDiary(t)
	g := Digest{Channel: "c", Timetable: "07:00 UTC", By: "ana", Next: day0}
	if _, err := d.AddDigest(t.Context(), "1", g, "UTC"); err != nil {
		t.Fatal(err)
	}
	if got := d.known.Snapshot()["1"]; got.Alerts != "alerts" || got.Digests["c"] != (contacts.Digest{By: "ana", Channel: "c", Timetable: "07:00 UTC"}) {
		t.Errorf("%+v", got)
	}
	own := g
	own.Channel = ""
	for n := range 2 { // and a person has one
		own.Timetable = []string{"07:00 UTC", "08:00 UTC"}[n]
		if added, err := d.AddDigest(t.Context(), record.Alone("sam"), own, "UTC"); n == 0 && (err != nil || added.ID != Own) || n == 1 && !errors.Is(err, ErrDigestsFull) {
			t.Errorf("digest %d of a person: %+v, %v", n+1, added, err)
		}
	}
	if all := d.known.Snapshot(); len(all) != 1 {
		t.Errorf("%+v", all)
	}
	for n := 2; n <= 26; n++ {
		g.Channel = fmt.Sprint("c", n)
		if _, err := d.AddDigest(t.Context(), "1", g, "UTC"); (err == nil) != (n <= 25) || n > 25 && !errors.Is(err, ErrDigestsFull) {
			t.Errorf("digest %d of a server: %v", n, err)
		}
	}
}

// TestAPostThatIsWithdrawnIsCorrectedNoMore: the other posts are, and a correction of one of those that is on its way goes on.
func TestAPostThatIsWithdrawnIsCorrectedNoMore(t *testing.T) {
	both := []Posted{{Slot: day0, At: day0, Message: "m"}, {Slot: minutes(1), At: day0, Message: "n"}}
	for name, c := range map[string]struct {
		posted []Posted
		reply  *Reply // on its way; nil for none
		left   int
		frozen bool // the correction is still on its way
		due    time.Time
	}{
		"of two":                            {both, nil, 1, false, day0.Add(correctedFirst)},
		"of two, and it is being corrected": {both, &Reply{Message: "m"}, 1, false, day0.Add(correctedFirst)},
		"of two, and the other is being corrected": {both, &Reply{Message: "n"}, 1, true, minutes(9)},
		"the only one":                  {both[:1], &Reply{Message: "m"}, 0, false, time.Time{}},
		"one that is corrected no more": {both[1:], &Reply{Message: "n"}, 1, true, minutes(9)},
	} {
		d := newDiary(t)
		d.edit(t, func(tx store.Tx) (err error) {
			if c.reply != nil {
				err = kinds.Put(tx, kindEditions, correctID("7"), Edition{Reply: c.reply})
			}
			return errors.Join(err, kinds.Put(tx, kindPosted, "7", c.posted), tx.Schedule(correctID("7"), minutes(9)))
		})
		d.edit(t, func(tx store.Tx) error {
			write, err := uncorrect(tx, Entry{Digest: "7", Message: "m"}, day0)
			if err != nil {
				return err
			}
			return write(tx)
		})
		var list []Posted
		d.read(t, kindPosted, "7", &list)
		frozen := d.read(t, kindEditions, correctID("7"), &Edition{})
		if at := d.due(t, day0.Add(time.Hour))[correctID("7")]; len(list) != c.left || frozen != c.frozen || !at.Equal(c.due) {
			t.Errorf("%s: %d are left, on its way %v, due at %v", name, len(list), frozen, at)
		}
	}
}

// TestTheKindOfAChannelThatAnOlderLedeDidNotNote is that of the digest, as long as it is in the same channel.
func TestTheKindOfAChannelThatAnOlderLedeDidNotNote(t *testing.T) {
	for name, c := range map[string]struct {
		noted   Kind
		channel string // of the digest
		want    Kind
	}{"noted": {Announcement, "c", Announcement}, "not noted": {Text, "c", Forum}, "moved since": {Text, "d", Text}} {
		d := newDiary(t)
		d.edit(t, func(tx store.Tx) error {
			return errors.Join(kinds.Put(tx, KindWithdrawals, "m", Withdrawing{Entry: Entry{Digest: "7", Channel: "c", Kind: c.noted, Message: "m"}}), kinds.Put(tx, KindDigests, "7", Digest{ID: "7", Channel: c.channel, Kind: Forum}))
		})
		if post, found, err := d.Withdrawing(t.Context(), store.Claim{Owner: "guild:1", ID: withdrawID("m")}); err != nil || !found || post.Kind != c.want {
			t.Errorf("%s: %q, %v, %v", name, post.Kind, found, err)
		}
	}
}

// TestWhatBecameOfAWithdrawalIsNoted: by who holds its claim, and of a message that was changed by anybody, unless the data was erased.
func TestWhatBecameOfAWithdrawalIsNoted(t *testing.T) {
	for name, c := range map[string]struct {
		held, kept bool
		outcome    string
		noted      bool
	}{
		"withdrawn": {true, true, OutcomeWithdrawn, true}, "not withdrawn": {true, true, OutcomeUnwithdrawn, true},
		"withdrawn by another": {false, true, OutcomeWithdrawn, true}, "not withdrawn by another": {false, true, OutcomeUnwithdrawn, false}, "withdrawn and erased": {false, false, OutcomeWithdrawn, false},
	} {
		d := newDiary(t)
		post := Entry{Digest: "7", Channel: "c", Slot: day0, Message: "m", Outcome: OutcomeSent}
		d.edit(t, func(tx store.Tx) (err error) {
			if c.kept {
				err = kinds.Put(tx, KindWithdrawals, "m", post)
			}
			return errors.Join(err, tx.Schedule(withdrawID("m"), day0))
		})
		claims, err := d.kv.Claim(t.Context(), 9, time.Minute)
		if err != nil || len(claims) != 1 {
			t.Fatal(claims, err)
		}
		if !c.held {
			claims[0].Token = "another"
		}
		line := post.Withdrawal(c.outcome, minutes(1))
		if err := d.Withdrawn(t.Context(), claims[0], line); errors.Is(err, store.ErrLost) == c.held || c.held && err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if noted := d.read(t, kindLedger, ledgerKey(line), &Entry{}); noted != c.noted {
			t.Errorf("%s: noted %v", name, noted)
		}
		if left := d.read(t, KindWithdrawals, "m", &Entry{}); left == c.noted && c.kept {
			t.Errorf("%s: still to be withdrawn %v", name, left)
		}
	}
}

// TestHowManyMarksAMergeMayAdd: a hundred beyond those that there are.
func TestHowManyMarksAMergeMayAdd(t *testing.T) {
	if mostMerged != 100 || newDiary(t).seen != 10+100 {
		t.Errorf("%d, %d", mostMerged, newDiary(t).seen)
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

// TestWhichPostsCanBeWithdrawn: what was posted and is not withdrawn, the latest first.
func TestWhichPostsCanBeWithdrawn(t *testing.T) {
	d := newDiary(t)
	line := func(digest, outcome, message string, at int) Entry {
		return Entry{Digest: digest, Channel: "c", Slot: minutes(at), Outcome: outcome, Message: message, At: minutes(at)}
	}
	withdrawn := line("7", OutcomeSent, "m1", 1)
	d.edit(t, func(tx store.Tx) error {
		return errors.Join(
			putLines(tx, withdrawn, withdrawn.Withdrawal(OutcomeWithdrawn, minutes(9)), line("7", OutcomeSent, "m2", 2), line("8", OutcomeLate, "m3", 3), line("7", OutcomeQuiet, "", 4), line("7", OutcomeRefused, "m5", 5), line("9", OutcomeSent, "m6", 1)),
			kinds.Put(tx, KindDigests, "7", Digest{ID: "7", Latest: "c/m2", Shown: map[string]time.Time{"a": minutes(2), "b": minutes(1), "c": minutes(3)}}),
			kinds.Put(tx, KindDigests, "8", Digest{ID: "8", Latest: "c/m3", Shown: map[string]time.Time{"d": minutes(3)}}),
		)
	})
	d.now = minutes(10)
	posts, err := d.Posts(t.Context(), "1")
	var got []string
	for _, e := range posts {
		got = append(got, e.Message)
	}
	if strings.Join(got, " ") != "m3 m2 m6" || err != nil {
		t.Errorf("%v, %v", got, err)
	}
	for ref, want := range map[string]string{"a": "m2", "b": "", "c": "", "d": "m3", "e": ""} {
		if post, found, err := d.PostOf(t.Context(), "1", ref); err != nil || post.Message != want || found != (want != "") {
			t.Errorf("article %s is shown by %q, %v, %v", ref, post.Message, found, err)
		}
	}
	for message, want := range map[string]error{"m1": ErrWithdrawn, "m2": nil, "m5": ErrNoPost, "": ErrNoPost, "m9": ErrNoPost} {
		if post, err := d.Withdraw(t.Context(), "1", message); !errors.Is(err, want) || want == nil && (err != nil || post.Message != message) {
			t.Errorf("%q: %+v, %v", message, post, err)
		}
	}
	for id, want := range map[string]string{"7": "", "8": "c/m3"} { // the next edition leads to none that was withdrawn
		var g Digest
		if d.read(t, KindDigests, id, &g); g.Latest != want {
			t.Errorf("digest %s leads to %q", id, g.Latest)
		}
	}
	if _, err := d.Withdraw(t.Context(), "1", "m6"); err != nil { // its digest is gone
		t.Error(err)
	}
	if due := d.due(t, minutes(10)); len(due) != 2 {
		t.Errorf("%v are due", due)
	}
}

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
