package desk_test

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"lede/desk"
	"lede/desk/feeds"
	"lede/problem"
	"lede/store"
	"lede/store/boltkv"
)

// settleFollows does all that is due about following, as delivery does.
func settleFollows(t *testing.T, d *desk.Desk, kv store.KV) {
	t.Helper()
	claims, err := kv.Claim(t.Context(), 100, time.Minute)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range claims {
		if task, _ := desk.TaskOf(c); task == desk.FollowFeed {
			if err := d.FollowClaimed(t.Context(), c); err != nil {
				t.Fatal(err)
			}
		}
	}
}

func followed(t *testing.T, d *desk.Desk, s desk.Source) bool {
	t.Helper()
	_, err := d.FeedState(t.Context(), s)
	if err != nil && !errors.Is(err, feeds.ErrNoFeed) {
		t.Fatal(err)
	}
	return err == nil
}

func TestAServersSources(t *testing.T) {
	d, kv, c := open(t)
	ctx := t.Context()
	s, st, err := d.AddSource(ctx, "g", desk.Source{Address: " HTTPS://News.Example.org/rss#top ", Name: "News", By: "ana"})
	if err != nil || s.Address != "https://news.example.org/rss" || s.ID != st.ID || s.From != start.Unix() || !s.Added.Equal(start) {
		t.Fatalf("added %+v, %+v, %v", s, st, err)
	}
	if !st.Next.Equal(start) || st.Site != "example.org" || st.Seeded {
		t.Errorf("the state is %+v", st)
	}
	if same, _, err := d.AddSource(ctx, "g", desk.Source{Address: "https://news.example.org/rss"}); !errors.Is(err, desk.ErrSameSource) || same.Name != "News" {
		t.Errorf("again: %+v, %v", same, err)
	}
	if _, _, err := d.AddSource(ctx, "h", desk.Source{Address: "https://news.example.org/rss"}); err != nil {
		t.Errorf("in another server: %v", err)
	}
	if _, _, err := d.AddSource(ctx, "g", desk.Source{Address: "example"}); !errors.Is(err, feeds.ErrNoAddress) {
		t.Errorf("no address: %v", err)
	}
	if s, err = d.PauseSource(ctx, "g", s.ID, problem.New("desk.paused")); err != nil || s.Paused == nil {
		t.Errorf("paused: %+v, %v", s, err)
	}
	if s, err = d.ResumeSource(ctx, "g", s.ID); err != nil || s.Paused != nil {
		t.Errorf("resumed: %+v, %v", s, err)
	}
	if list, err := d.Sources(ctx, "g"); err != nil || len(list) != 1 || list[0].Name != "News" {
		t.Errorf("listed: %+v, %v", list, err)
	}
	if _, err := d.RemoveSource(ctx, "g", s.ID); err != nil {
		t.Error(err)
	}
	if _, err := d.RemoveSource(ctx, "g", s.ID); !errors.Is(err, desk.ErrNoSource) {
		t.Errorf("removed twice: %v", err)
	}
	c.at = c.at.Add(time.Minute)
	settleFollows(t, d, kv)
	if !followed(t, d, s) {
		t.Error("the other server lost its feed")
	}
	if err := d.EraseGuild(ctx, "h"); err != nil {
		t.Fatal(err)
	}
	settleFollows(t, d, kv)
	if followed(t, d, s) {
		t.Error("a feed that nobody follows is kept")
	}
}

func TestASourceIsFollowedAfterACrash(t *testing.T) {
	c := &clock{start}
	kv := store.NewMemory(c.now)
	defer kv.Close()
	dying := &without{KV: kv, owner: "site:example.org"}
	d := desk.New(desk.Options{Store: dying})
	_, _, err := d.AddSource(t.Context(), "g", desk.Source{Address: "https://example.org/rss"})
	if err == nil {
		t.Fatal("the site's state could be written")
	}
	list, err := d.Sources(t.Context(), "g")
	if err != nil || len(list) != 1 || list[0].From >= 0 {
		t.Fatalf("%+v, %v", list, err)
	}
	dying.owner = ""
	c.at = c.at.Add(time.Minute)
	settleFollows(t, d, kv)
	if list, err = d.Sources(t.Context(), "g"); err != nil || list[0].From != start.Add(time.Minute).Unix() || !followed(t, d, list[0]) {
		t.Errorf("afterwards %+v, %v", list, err)
	}
}

// TestAFeedThatTheStoreForgotIsFollowedAgain, above the numbers that servers remember of it.
func TestAFeedThatTheStoreForgotIsFollowedAgain(t *testing.T) {
	c := &clock{start}
	kv, err := boltkv.Open(filepath.Join(t.TempDir(), "lede.db"), c.now)
	if err != nil {
		t.Fatal(err)
	}
	defer kv.Close()
	d := desk.New(desk.Options{Store: kv})
	forgotten, _, err := d.AddSource(t.Context(), "77", desk.Source{Address: "https://example.org/rss"})
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := d.AddSource(t.Context(), "77", desk.Source{Address: "https://example.net/rss"}); err != nil {
		t.Fatal(err)
	}
	c.at = c.at.Add(time.Hour)
	settleFollows(t, d, kv)
	err = errors.Join(kv.Update(t.Context(), "site:example.org", func(tx store.Tx) error {
		return errors.Join(tx.Delete("feeds", forgotten.ID), tx.Delete("site", "site"), tx.Unschedule("visit"))
	}), kv.Update(t.Context(), "site:example.net", func(tx store.Tx) error { return tx.Unschedule("visit") }))
	if err != nil {
		t.Fatal(err)
	}
	if mended, gone, err := d.Reconcile(t.Context()); mended != 2 || len(gone) != 0 || err != nil {
		t.Errorf("mended %d, %+v, %v", mended, gone, err)
	}
	settleFollows(t, d, kv)
	if st, err := d.FeedState(t.Context(), forgotten); err != nil || st.Newest <= forgotten.From {
		t.Errorf("%+v, %v", st, err)
	}
	due := map[string]bool{}
	if err := kv.WalkDue(t.Context(), func(owner, id string) error { due[owner+" "+id] = true; return nil }); err != nil {
		t.Fatal(err)
	}
	if !due["site:example.org visit"] || !due["site:example.net visit"] {
		t.Errorf("due is %v", due)
	}
	if report, err := desk.CheckStore(t.Context(), kv); err != nil || len(report.Damage) != 0 {
		t.Errorf("%+v, %v", report, err)
	}
}

// TestSourcesGoAlongInAnExport and are those of the server that takes it in.
func TestSourcesGoAlongInAnExport(t *testing.T) {
	d, kv, c := open(t)
	ctx := t.Context()
	s, _, err := d.AddSource(ctx, "1", desk.Source{Address: "https://example.org/rss?key=1", Name: "News", Colour: 0x123456, Tags: []string{"world"}, By: "ana"})
	if err != nil {
		t.Fatal(err)
	}
	g := desk.Digest{Channel: "412", AsItComes: true, PerHour: 2, Sources: []string{s.ID}}
	if _, err := d.AddDigest(ctx, "1", g, "UTC"); err != nil {
		t.Fatal(err)
	}
	file, _, err := d.Export(ctx, "1", 0)
	if err != nil {
		t.Fatal(err)
	}
	read, err := desk.ReadTransfer(file)
	if err != nil || len(read.Sources) != 1 || len(read.Digests) != 1 || read.Digests[0].Sources[0] != s.Address || !read.Digests[0].AsItComes {
		t.Fatalf("%s: %+v, %v", file, read, err)
	}
	if _, _, err := d.AddSource(ctx, "2", desk.Source{Address: "https://example.net/"}); err != nil {
		t.Fatal(err)
	}
	changes, err := d.Import(ctx, "2", desk.Intake{By: "ben", Sources: read.Sources})
	if err != nil || len(changes.Sources.Added) != 1 || len(changes.Sources.Removed) != 1 || !changes.Any() {
		t.Fatalf("%+v, %v", changes, err)
	}
	c.at = c.at.Add(time.Minute)
	settleFollows(t, d, kv)
	list, err := d.Sources(ctx, "2")
	if err != nil || len(list) != 1 || list[0].Name != "News" || list[0].Colour != 0x123456 || list[0].By != "ben" || list[0].From < 0 {
		t.Errorf("%+v, %v", list, err)
	}
	if again, err := d.Import(ctx, "2", desk.Intake{By: "cy", Sources: read.Sources}); err != nil || again.Any() {
		t.Errorf("again %+v, %v", again, err)
	}
}

// TestOnlyADigestThatComesAtOnceWantsAnItemAtOnce, and only of the sources that it tells of.
func TestOnlyADigestThatComesAtOnceWantsAnItemAtOnce(t *testing.T) {
	d, _, _ := open(t)
	ctx := t.Context()
	daily, _, err := d.AddSource(ctx, "1", desk.Source{Address: "https://example.org/daily"})
	if err != nil {
		t.Fatal(err)
	}
	hot, _, err := d.AddSource(ctx, "1", desk.Source{Address: "https://example.org/hot"})
	if err != nil {
		t.Fatal(err)
	}
	for _, g := range []desk.Digest{
		{Channel: "411", Timetable: "07:00 UTC", Sources: []string{daily.ID}},
		{Channel: "412", AsItComes: true, PerHour: 2, Sources: []string{hot.ID}},
	} {
		if _, err := d.AddDigest(ctx, "1", g, "UTC"); err != nil {
			t.Fatal(err)
		}
	}
	for id, want := range map[string]bool{daily.ID: false, hot.ID: true} {
		if wants, err := d.WantsAtOnce(ctx, "1", id); err != nil || wants != want {
			t.Errorf("%s is wanted at once: %t, %v", id, wants, err)
		}
	}
}

// without is a store that cannot write what belongs to an owner.
type without struct {
	store.KV
	owner string
}

func (f *without) Update(ctx context.Context, owner string, edit func(store.Tx) error) error {
	if owner == f.owner {
		return store.ErrUnavailable
	}
	return f.KV.Update(ctx, owner, edit)
}

func TestAServerHasAtMostSoManySources(t *testing.T) {
	kv := store.NewMemory(nil)
	defer kv.Close()
	d := desk.New(desk.Options{Store: kv, Sources: 3, Feeds: feeds.New(feeds.Options{Store: kv, Blocked: []string{"bad.example"}})})
	for i := range 4 {
		_, _, err := d.AddSource(t.Context(), "g", desk.Source{Address: fmt.Sprintf("https://example.org/%d", i)})
		if full := errors.Is(err, desk.ErrSourcesFull); full != (i == 3) {
			t.Errorf("source %d: %v", i, err)
		}
	}
	if _, _, err := d.AddSource(t.Context(), "h", desk.Source{Address: "https://news.bad.example/"}); !errors.Is(err, feeds.ErrBlocked) {
		t.Errorf("blocked: %v", err)
	}
	if list, err := d.Sources(t.Context(), "h"); err != nil || len(list) != 0 {
		t.Errorf("a blocked source is kept: %v, %v", list, err)
	}
	list, err := d.Sources(t.Context(), "g")
	if err != nil || len(list) != 3 {
		t.Errorf("%v, %v", list, err)
	}
}

// TestWhatAPersonFollowsForThemselvesGoesAlongAndIsErased, and their feed is no longer read for them.
func TestWhatAPersonFollowsForThemselvesGoesAlongAndIsErased(t *testing.T) {
	d, kv, c := open(t)
	ctx, me := t.Context(), desk.Alone("7")
	s, _, err := d.AddSource(ctx, me, desk.Source{Address: "https://example.org/rss", Name: "News", By: "7"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.AddDigest(ctx, me, desk.Digest{Timetable: "08:00 Europe/Paris", By: "7", Next: start.Add(time.Hour)}, "Europe/Paris"); err != nil {
		t.Fatal(err)
	}
	if _, err := d.AddDigest(ctx, me, desk.Digest{Timetable: "09:00 UTC", By: "7", Next: start.Add(time.Hour)}, "UTC"); !errors.Is(err, desk.ErrDigestsFull) {
		t.Errorf("a second digest: %v", err)
	}
	for i := range 20 {
		_, _, err = d.AddSource(ctx, me, desk.Source{Address: fmt.Sprintf("https://example.net/%d", i)})
	}
	if !errors.Is(err, desk.ErrSourcesFull) {
		t.Errorf("a 21st source: %v", err)
	}
	file, err := d.ExportPerson(ctx, "7")
	if err != nil || !strings.Contains(string(file), `"https://example.org/rss"`) || !strings.Contains(string(file), "08:00 Europe/Paris") {
		t.Errorf("%s, %v", file, err)
	}
	if list, err := d.Sources(ctx, "7"); err != nil || len(list) != 0 {
		t.Errorf("a server of that id follows %v, %v", list, err)
	}
	if err := d.ErasePerson(ctx, "7"); err != nil {
		t.Fatal(err)
	}
	c.at = c.at.Add(24 * time.Hour)
	settleFollows(t, d, kv)
	if followed(t, d, s) {
		t.Error("a feed that nobody follows any more is kept")
	}
	claims, err := kv.Claim(ctx, 100, time.Minute)
	for _, claim := range claims {
		if claim.Owner == "person:7" {
			t.Errorf("still due: %+v", claim)
		}
	}
	if err != nil {
		t.Error(err)
	}
}

// TestAFeedWithManyFollowersIsNoLongJob: they hear of it a part at a time, each once, though a process dies in between and something new comes.
func TestAFeedWithManyFollowersIsNoLongJob(t *testing.T) {
	d, kv, c := open(t)
	ctx := t.Context()
	const followers = 1200
	var s desk.Source
	for i := range followers {
		who := fmt.Sprintf("%04d", i)
		if i%3 == 0 {
			who = desk.Alone(who)
		}
		var err error
		if s, _, err = d.AddSource(ctx, who, desk.Source{Address: "https://example.org/rss"}); err != nil {
			t.Fatal(err)
		}
	}
	c.at = c.at.Add(time.Minute)
	settleFollows(t, d, kv)
	for {
		claims, err := kv.Claim(ctx, 1000, time.Hour)
		if err != nil {
			t.Fatal(err)
		}
		if len(claims) == 0 {
			break
		}
	}
	tell := func() {
		err := kv.Update(ctx, "site:example.org", func(tx store.Tx) error { return tx.Schedule("tell "+s.ID, c.at) })
		if err != nil {
			t.Fatal(err)
		}
	}
	told, waiting := map[string]bool{}, []store.Claim{}
	heard := func() map[string]bool {
		claims, err := kv.Claim(ctx, 5000, time.Minute)
		if err != nil {
			t.Fatal(err)
		}
		for _, one := range claims {
			switch task, _ := desk.TaskOf(one); task {
			case desk.TellSource:
				told[one.Owner] = true
			case desk.TellFollowers:
				waiting = append(waiting, one)
			}
		}
		return told
	}
	next := func() store.Claim {
		if heard(); len(waiting) == 0 {
			t.Fatal("nothing is due for the followers")
		}
		return waiting[len(waiting)-1]
	}
	tell()
	counts := []int{}
	for part := range 3 {
		one := next()
		if part == 1 { // the first who takes it dies
			c.at = c.at.Add(2 * time.Minute)
			one = next()
		}
		if err := d.TellFollowersClaimed(ctx, one); err != nil {
			t.Fatal(err)
		}
		counts = append(counts, len(heard()))
	}
	if fmt.Sprint(counts) != "[500 1000 1200]" {
		t.Errorf("after each part %v have heard", counts)
	}
	waiting = nil
	if heard(); len(waiting) > 0 {
		t.Errorf("it goes on: %+v", waiting)
	}
}

// TestAdminsAreToldOfATroubleOnce: what they have heard of a source never becomes less, and nothing is written of one that was removed.
func TestAdminsAreToldOfATroubleOnce(t *testing.T) {
	d, _, _ := open(t)
	ctx := t.Context()
	s, _, err := d.AddSource(ctx, "g", desk.Source{Address: "https://news.example.org/rss", By: "ana"})
	if err != nil {
		t.Fatal(err)
	}
	lost := store.Claim{Owner: "guild:g", ID: "x", Token: "t"} // by another process; they have heard of it all the same
	for _, n := range []int64{5, 3} {
		if err := errors.Join(d.Heard(ctx, lost, s.ID, n), d.Heard(ctx, lost, "gone", n)); err != nil {
			t.Fatal(err)
		}
	}
	list, err := d.Sources(ctx, "g")
	if err != nil || len(list) != 1 || list[0].Heard != 5 {
		t.Errorf("%+v, %v; want one that was heard of up to 5", list, err)
	}
}
