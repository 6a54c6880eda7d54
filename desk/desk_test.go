package desk_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"lede/briefing"
	"lede/desk"
	"lede/problem"
	"lede/store"
)

var start = time.Date(2026, 3, 1, 8, 0, 0, 0, time.UTC)

// clock is moved by hand.
type clock struct{ at time.Time }

func (c *clock) now() time.Time { return c.at }

func article(id, title string) *briefing.Article {
	return &briefing.Article{ID: id, Title: title, TitleSource: briefing.TitlePublished, Text: title + "."}
}

func open(t testing.TB, articles ...*briefing.Article) (*desk.Desk, store.KV, *clock) {
	t.Helper()
	c := &clock{start}
	kv := store.NewMemory(c.now)
	t.Cleanup(func() { kv.Close() })
	return desk.New(desk.Options{Store: kv, Articles: articles}), kv, c
}

func titles(list []desk.Headline) []string {
	var out []string
	for _, h := range list {
		out = append(out, h.Title)
	}
	return out
}

func TestAGuildReadsItsOwnArticlesFirstAndTheNewestOfThemByDefault(t *testing.T) {
	d, _, c := open(t, article("i1", "Old shared"), article("i2", "New shared"))
	ctx := t.Context()
	for _, title := range []string{"First", "Second"} {
		c.at = c.at.Add(time.Minute)
		if _, _, err := d.Add(ctx, "g", "ana", article(title, title)); err != nil {
			t.Fatal(err)
		}
	}
	list, err := d.Headlines(ctx, desk.Reader{Guild: "g"})
	if err != nil {
		t.Fatal(err)
	}
	if got := titles(list); !slices.Equal(got, []string{"Second", "First", "New shared", "Old shared"}) {
		t.Errorf("got %v", got)
	}
	other, err := d.Headlines(ctx, desk.Reader{Guild: "other"})
	if err != nil {
		t.Fatal(err)
	}
	if got := titles(other); !slices.Equal(got, []string{"New shared", "Old shared"}) {
		t.Errorf("another guild sees %v", got)
	}
	a, err := d.Open(ctx, desk.Reader{Guild: "g"}, "")
	if err != nil || a.Title != "Second" {
		t.Errorf("the default is %v, %v", a, err)
	}
}

func TestAnArticleIsFoundByRefOrByWordsOfItsTitle(t *testing.T) {
	d, _, _ := open(t, article("i1", "Floods in the north"), article("i2", "Elections"))
	for name, want := range map[string]string{
		"": "Elections", desk.Ref("i1"): "Floods in the north", "floods in the NORTH": "Floods in the north", "north": "Floods in the north", " elections ": "Elections",
	} {
		if h, err := d.Find(t.Context(), desk.Reader{Guild: "g"}, name); err != nil || h.Title != want {
			t.Errorf("%q finds %q, %v", name, h.Title, err)
		}
	}
	if _, err := d.Find(t.Context(), desk.Reader{Guild: "g"}, "south"); !errors.Is(err, desk.ErrNoSuchArticle) {
		t.Errorf("want ErrNoSuchArticle, got %v", err)
	}
	empty, _, _ := open(t)
	if _, err := empty.Find(t.Context(), desk.Reader{Guild: "g"}, "south"); !errors.Is(err, desk.ErrNoSuchArticle) {
		t.Errorf("want ErrNoSuchArticle, got %v", err)
	}
	if _, err := empty.Open(t.Context(), desk.Reader{Guild: "g"}, ""); !errors.Is(err, desk.ErrNothingToRead) {
		t.Errorf("want ErrNothingToRead, got %v", err)
	}
}

func TestADirectMessageGoesOnWithTheArticleLastOpened(t *testing.T) {
	d, _, _ := open(t, article("i1", "Shared"))
	ctx := t.Context()
	if _, _, err := d.Add(ctx, "g", "admin", article("own", "Of the guild")); err != nil {
		t.Fatal(err)
	}
	alone := desk.Reader{Person: "sam"}
	opens := func(want string) {
		t.Helper()
		if a, err := d.Open(ctx, alone, ""); err != nil || a.Title != want {
			t.Errorf("want %q, got %+v, %v", want, a, err)
		}
	}
	opens("Shared")
	if _, err := d.Open(ctx, desk.Reader{Guild: "g", Person: "sam"}, ""); err != nil {
		t.Fatal(err)
	}
	opens("Of the guild")
	if _, err := d.Open(ctx, alone, desk.Ref("i1")); err != nil {
		t.Fatal(err)
	}
	opens("Shared")
	if _, err := d.Open(ctx, desk.Reader{Guild: "g", Person: "sam"}, ""); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Remove(ctx, "g", desk.Ref("own")); err != nil {
		t.Fatal(err)
	}
	opens("Shared") // what was last opened is gone
	if a, err := d.Open(ctx, desk.Reader{Person: "robin"}, ""); err != nil || a.Title != "Shared" {
		t.Errorf("somebody else opens %+v, %v", a, err)
	}
}

func TestTheShelfHasAnEndAndWhatIsSharedStays(t *testing.T) {
	d, _, _ := open(t, article("i1", "Shared"))
	ctx := t.Context()
	for i := range 50 {
		if _, _, err := d.Add(ctx, "g", "ana", article(fmt.Sprint(i), fmt.Sprint("Title ", i))); err != nil {
			t.Fatal(err)
		}
	}
	if _, _, err := d.Add(ctx, "g", "ana", article("50", "One too many")); !errors.Is(err, desk.ErrShelfFull) {
		t.Errorf("want ErrShelfFull, got %v", err)
	}
	for i := range 50 {
		if _, _, err := d.Add(ctx, "g", "ana", article(fmt.Sprint(i), fmt.Sprint("Title ", i, " anew"))); err != nil {
			t.Errorf("replacing one of a full shelf: %v", err)
		}
	}
	if _, _, err := d.Add(ctx, "g", "ana", article("7", "The same, corrected")); err != nil {
		t.Errorf("replacing one of a full shelf: %v", err)
	}
	if _, err := d.Remove(ctx, "g", "Shared"); !errors.Is(err, desk.ErrNotYours) {
		t.Errorf("want ErrNotYours, got %v", err)
	}
	if h, err := d.Remove(ctx, "g", "corrected"); err != nil || h.Ref != desk.Ref("7") {
		t.Errorf("removed %+v, %v", h, err)
	}
}

func digest(next time.Time) desk.Digest {
	return desk.Digest{ID: "c1", Channel: "c1", Timetable: "08:30 UTC", By: "ana", Set: start, Next: next}
}

func claimOne(t *testing.T, kv store.KV) store.Claim {
	t.Helper()
	claims, err := kv.Claim(t.Context(), 10, time.Minute)
	if err != nil || len(claims) != 1 {
		t.Fatalf("claimed %v, %v", claims, err)
	}
	return claims[0]
}

func TestADigestRunsThroughItsSlot(t *testing.T) {
	d, kv, c := open(t)
	ctx := t.Context()
	due := start.Add(30 * time.Minute)
	if _, err := d.AddDigest(ctx, "g", digest(due), "UTC"); err != nil {
		t.Fatal(err)
	}
	c.at = due
	claim := claimOne(t, kv)
	if desk.GuildOf(claim) != "g" || claim.ID != "c1" || !claim.Due.Equal(due) {
		t.Fatalf("claimed %+v", claim)
	}
	first := desk.Edition{Slot: due, Components: json.RawMessage(`["first"]`), Articles: []string{"a"}}
	if _, found, err := d.Frozen(ctx, claim); err != nil || found {
		t.Fatalf("frozen before it was made: %v, %v", found, err)
	}
	if err := d.Freeze(ctx, claim, first, c.at); err != nil {
		t.Fatal(err)
	}
	if e, found, err := d.Frozen(ctx, claim); err != nil || !found || !e.Tried.Equal(due) {
		t.Errorf("while it is being sent: %+v, %v, %v", e, found, err)
	}
	if err := d.Postpone(ctx, claim, first, due.Add(10*time.Second)); err != nil {
		t.Fatal(err)
	}

	c.at = due.Add(10 * time.Second)
	claim = claimOne(t, kv)
	if claim.Attempt != 2 || !claim.Due.Equal(due) {
		t.Errorf("the second claim is %+v", claim)
	}
	kept, found, err := d.Frozen(ctx, claim)
	if err != nil || !found || string(kept.Components) != `["first"]` || !kept.Tried.IsZero() {
		t.Errorf("a retry would send %+v, %v, %v", kept, found, err)
	}

	next := due.Add(24 * time.Hour)
	entry := desk.Entry{Digest: "c1", Slot: due, Outcome: "sent", Message: "m1", Attempts: 2, At: c.at}
	if err := d.Complete(ctx, claim, desk.Ending{Entry: entry, Told: kept.Articles, Next: next}); err != nil {
		t.Fatal(err)
	}
	if err := d.Complete(ctx, claim, desk.Ending{Entry: entry, Next: next}); !errors.Is(err, store.ErrLost) {
		t.Errorf("completing twice: %v", err)
	}
	g, err := d.Digest(ctx, "g", "c1")
	if err != nil || !g.Next.Equal(next) || !slices.Equal(g.Seen, []string{"a"}) {
		t.Errorf("the digest is %+v, %v", g, err)
	}
	ledger, err := d.Ledger(ctx, "g")
	if err != nil || len(ledger) != 1 || ledger[0].Message != "m1" {
		t.Errorf("the ledger is %+v, %v", ledger, err)
	}
	if at, ok, err := kv.NextDue(ctx); err != nil || !ok || !at.Equal(next) {
		t.Errorf("next due %v, %v, %v", at, ok, err)
	}
	c.at = next
	if _, found, err := d.Frozen(ctx, claimOne(t, kv)); err != nil || found {
		t.Errorf("the next slot begins with an old edition: %v, %v", found, err)
	}
}

func TestARemovedDigestRunsNoMore(t *testing.T) {
	d, kv, c := open(t)
	ctx := t.Context()
	if _, err := d.AddDigest(ctx, "g", digest(start), "UTC"); err != nil {
		t.Fatal(err)
	}
	claim := claimOne(t, kv)
	if err := d.RemoveDigest(ctx, "g", "c1"); err != nil {
		t.Fatal(err)
	}
	if err := d.RemoveDigest(ctx, "g", "c1"); !errors.Is(err, desk.ErrNoDigest) {
		t.Errorf("removing twice: %v", err)
	}
	if err := d.Complete(ctx, claim, desk.Ending{Entry: desk.Entry{Digest: "c1", Slot: start}, Next: start.Add(time.Hour)}); !errors.Is(err, store.ErrLost) {
		t.Errorf("completing what was removed: %v", err)
	}
	c.at = c.at.Add(48 * time.Hour)
	if claims, err := kv.Claim(ctx, 10, time.Minute); err != nil || len(claims) != 0 {
		t.Errorf("still claimed: %v, %v", claims, err)
	}
	if _, err := d.Digest(ctx, "g", "c1"); !errors.Is(err, desk.ErrNoDigest) {
		t.Errorf("got %v", err)
	}
}

func TestTheLedgerKeepsTheLatest(t *testing.T) {
	d, kv, c := open(t)
	ctx := t.Context()
	if _, err := d.AddDigest(ctx, "g", digest(start), "UTC"); err != nil {
		t.Fatal(err)
	}
	for i := range 120 {
		claim := claimOne(t, kv)
		c.at = c.at.Add(time.Hour)
		entry := desk.Entry{Digest: "c1", Slot: claim.Due, Outcome: "sent", Message: fmt.Sprint(i), At: c.at}
		if err := d.Complete(ctx, claim, desk.Ending{Entry: entry, Next: c.at}); err != nil {
			t.Fatal(err)
		}
	}
	ledger, err := d.Ledger(ctx, "g")
	if err != nil || len(ledger) != 100 || ledger[0].Message != "119" || ledger[99].Message != "20" {
		t.Errorf("%d lines, %v", len(ledger), err)
	}
}

func TestAChangedDigestKeepsWhatWasTold(t *testing.T) {
	d, kv, _ := open(t)
	ctx := t.Context()
	if _, err := d.AddDigest(ctx, "g", digest(start), "Europe/Paris"); err != nil {
		t.Fatal(err)
	}
	claim := claimOne(t, kv)
	end := desk.Ending{Entry: desk.Entry{Digest: "c1", Slot: start}, Told: []string{"told"}, Next: start.Add(time.Hour)}
	if err := d.Complete(ctx, claim, end); err != nil {
		t.Fatal(err)
	}
	g, err := d.ChangeDigest(ctx, "g", "c1", func(g *desk.Digest) error { g.Channel, g.Next = "c9", start.Add(2*time.Hour); return nil })
	if err != nil || !slices.Equal(g.Seen, []string{"told"}) || g.Channel != "c9" {
		t.Errorf("got %+v, %v", g, err)
	}
	if at, ok, err := kv.NextDue(ctx); err != nil || !ok || !at.Equal(start.Add(2*time.Hour)) {
		t.Errorf("next due %v, %v, %v", at, ok, err)
	}
	if _, err := d.ChangeDigest(ctx, "g", "other", func(*desk.Digest) error { return nil }); !errors.Is(err, desk.ErrNoDigest) {
		t.Errorf("changing what is not there: %v", err)
	}
}

func TestAChannelMayHaveSeveralDigestsAndAServerOnlySoMany(t *testing.T) {
	d, _, _ := open(t)
	ids := map[string]bool{}
	for n := range 25 {
		another := digest(start)
		another.Timetable = fmt.Sprintf("08:%02d UTC", n)
		g, err := d.AddDigest(t.Context(), "g", another, "Asia/Tokyo")
		if err != nil || ids[g.ID] {
			t.Fatalf("%+v, %v", g, err)
		}
		ids[g.ID] = true
	}
	if _, err := d.AddDigest(t.Context(), "g", digest(start), "UTC"); !errors.Is(err, desk.ErrDigestsFull) {
		t.Errorf("one too many: %v", err)
	}
	if s, err := d.Settings(t.Context(), "g"); err != nil || s.Zone != "Asia/Tokyo" {
		t.Errorf("settings %+v, %v", s, err)
	}
}

func TestAPausedDigestIsNotDue(t *testing.T) {
	d, kv, c := open(t)
	ctx := t.Context()
	if _, err := d.AddDigest(ctx, "g", digest(start), "UTC"); err != nil {
		t.Fatal(err)
	}
	if _, err := d.ChangeDigest(ctx, "g", "c1", func(g *desk.Digest) error { g.Paused = problem.New("desk.paused"); return nil }); err != nil {
		t.Fatal(err)
	}
	c.at = start.Add(time.Hour)
	if claims, err := kv.Claim(ctx, 10, time.Minute); err != nil || len(claims) != 0 {
		t.Errorf("claimed %v, %v", claims, err)
	}
	if _, err := d.ChangeDigest(ctx, "g", "c1", func(g *desk.Digest) error { g.Paused = nil; return nil }); err != nil {
		t.Fatal(err)
	}
	if claim := claimOne(t, kv); claim.ID != "c1" {
		t.Errorf("claimed %+v", claim)
	}
}

func TestARecordOfANewerLedeIsRefused(t *testing.T) {
	d, kv, _ := open(t)
	ctx := t.Context()
	err := kv.Update(ctx, "guild:g", func(tx store.Tx) error {
		return tx.Put("settings", "guild", []byte(`{"v":99,"data":{}}`))
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.Settings(ctx, "g"); !errors.Is(err, desk.ErrNewer) {
		t.Errorf("got %v", err)
	}
}

func TestAStoreThatIsGoneIsAnError(t *testing.T) {
	d, kv, _ := open(t)
	kv.Close()
	ctx := context.Background()
	if _, err := d.Headlines(ctx, desk.Reader{Guild: "g"}); err == nil {
		t.Error("Headlines: no error")
	}
	if _, _, err := d.Add(ctx, "g", "a", article("x", "X")); err == nil {
		t.Error("Add: no error")
	}
	if _, err := d.AddDigest(ctx, "g", digest(start), "UTC"); err == nil {
		t.Error("AddDigest: no error")
	}
}

// TestADigestSetTwiceIsOne: a person who was not answered tries again, and nobody wants the same twice.
func TestADigestSetTwiceIsOne(t *testing.T) {
	d, _, _ := open(t)
	first := digest(start)
	first.Sections = []string{"people"}
	kept, err := d.AddDigest(t.Context(), "g", first, "UTC")
	if err != nil {
		t.Fatal(err)
	}
	again := first
	again.By, again.Set, again.Next = "ben", first.Set.Add(time.Hour), first.Next.Add(24*time.Hour)
	if g, err := d.AddDigest(t.Context(), "g", again, "UTC"); !errors.Is(err, desk.ErrSameDigest) || g.ID != kept.ID || g.By != kept.By {
		t.Errorf("again: %+v, %v", g, err)
	}
	for name, change := range map[string]func(*desk.Digest){
		"channel": func(g *desk.Digest) { g.Channel = "c2" }, "timetable": func(g *desk.Digest) { g.Timetable = "09:30 UTC" },
		"sections": func(g *desk.Digest) { g.Sections = nil }, "sources": func(g *desk.Digest) { g.Sources = []string{"s1"} },
		"way": func(g *desk.Digest) { g.AsItComes = true },
	} {
		other := first
		change(&other)
		if _, err := d.AddDigest(t.Context(), "g", other, "UTC"); err != nil {
			t.Errorf("another %s: %v", name, err)
		}
	}
	for name, change := range map[string]func(*desk.Digest){ // what is posted is the same
		"name of the zone": func(g *desk.Digest) { g.Timetable = strings.Replace(g.Timetable, "UTC", "Africa/Abidjan", 1) },
		"role":             func(g *desk.Digest) { g.Role = "5" }, "quiet": func(g *desk.Digest) { g.Quiet = true }, "publish": func(g *desk.Digest) { g.Publish = true },
	} {
		other := first
		change(&other)
		if g, err := d.AddDigest(t.Context(), "g", other, "UTC"); !errors.Is(err, desk.ErrSameDigest) || g.ID != kept.ID {
			t.Errorf("another %s: %+v, %v", name, g, err)
		}
	}
	if list, err := d.Digests(t.Context(), "g"); err != nil || len(list) != 6 {
		t.Errorf("%d digests, %v", len(list), err)
	}
}
