package desk_test

import (
	"context"
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

// tasks returns the kinds of due items.
func tasks(t *testing.T, kv store.KV) map[desk.Task]int {
	t.Helper()
	claims, err := kv.Claim(t.Context(), 50, time.Minute)
	if err != nil {
		t.Fatal(err)
	}
	due := map[desk.Task]int{}
	for _, c := range claims {
		task, _ := desk.TaskOf(c)
		due[task]++
	}
	return due
}

// TestWhatFollowsFromTheEndOfASlot: the next run, unless the digest is paused or gone, and what the admins are told.
func TestWhatFollowsFromTheEndOfASlot(t *testing.T) {
	no, done := problem.New("desk.said", "text", "no"), start.Add(30*time.Minute)
	sent := desk.Entry{Outcome: desk.OutcomeSent, Message: "m"}
	for name, c := range map[string]struct {
		trouble *problem.Problem
		end     desk.Ending
		gone    bool // of the store, with its claim held still
		due     map[desk.Task]int
		after   *problem.Problem // the trouble then
		done    time.Time
	}{
		"sent":                   {nil, desk.Ending{Entry: sent}, false, map[desk.Task]int{desk.PostDigest: 1}, nil, start},
		"sent, others skipped":   {nil, desk.Ending{Entry: sent, Done: done}, false, map[desk.Task]int{desk.PostDigest: 1}, nil, done},
		"sent after trouble":     {no, desk.Ending{Entry: sent}, false, map[desk.Task]int{desk.PostDigest: 1, desk.TellRecovered: 1}, nil, start},
		"missed after trouble":   {no, desk.Ending{Entry: desk.Entry{Outcome: desk.OutcomeMissed}}, false, map[desk.Task]int{desk.PostDigest: 1}, no, start},
		"refused":                {nil, desk.Ending{Entry: desk.Entry{Outcome: desk.OutcomeRefused}, Pause: no}, false, map[desk.Task]int{desk.TellPaused: 1}, no, start},
		"sent for the last time": {no, desk.Ending{Entry: sent, Pause: no}, false, map[desk.Task]int{desk.TellPaused: 1}, no, start},
		"gone":                   {nil, desk.Ending{Entry: sent}, true, map[desk.Task]int{}, nil, time.Time{}},
	} {
		d, kv, clock := open(t)
		g := digest(start)
		g.Trouble = c.trouble
		if _, err := d.AddDigest(t.Context(), "g", g, "UTC"); err != nil {
			t.Fatal(err)
		}
		claim := claimOne(t, kv)
		if c.gone {
			if err := kv.Update(t.Context(), "guild:g", func(tx store.Tx) error { return tx.Delete("digests", "c1") }); err != nil {
				t.Fatal(err)
			}
		}
		c.end.Entry.Digest, c.end.Entry.Channel, c.end.Entry.Slot, c.end.Entry.At, c.end.Next = "c1", "c1", start, start, start.Add(time.Hour)
		if err := d.Complete(t.Context(), claim, c.end); err != nil {
			t.Fatal(name, err)
		}
		clock.at = start.Add(2 * time.Hour)
		if due := tasks(t, kv); fmt.Sprint(due) != fmt.Sprint(c.due) {
			t.Errorf("%s: due are %v, want %v", name, due, c.due)
		}
		if g, err := d.Digest(t.Context(), "g", "c1"); c.gone != errors.Is(err, desk.ErrNoDigest) || !g.Trouble.Equal(c.after) || !g.Done.Equal(c.done) {
			t.Errorf("%s: the digest is %+v, %v", name, g, err)
		}
		lines(t, d, c.end.Entry.Outcome)
	}
}

// TestAfterAPauseItIsAskedWhetherTheBotIsStillThere; after other slots only now and then.
func TestAfterAPauseItIsAskedWhetherTheBotIsStillThere(t *testing.T) {
	const slots = 64
	asked := map[string]int{}
	for name, pause := range map[string]*problem.Problem{"paused": problem.New("desk.said", "text", "no"), "quiet": nil} {
		for i := range slots {
			d, kv, c := open(t)
			c.at = start.Add(time.Duration(i) * time.Hour)
			if _, err := d.AddDigest(t.Context(), "g", digest(c.at), "UTC"); err != nil {
				t.Fatal(err)
			}
			e := desk.Entry{Digest: "c1", Channel: "c1", Slot: c.at, Outcome: desk.OutcomeQuiet, At: c.at}
			if err := d.Complete(t.Context(), claimOne(t, kv), desk.Ending{Entry: e, Next: c.at.AddDate(1, 0, 0), Pause: pause}); err != nil {
				t.Fatal(err)
			}
			c.at = c.at.AddDate(0, 0, 30)
			asked[name] += tasks(t, kv)[desk.AskMember]
		}
	}
	if asked["paused"] != slots || asked["quiet"] == 0 || asked["quiet"] > slots/4 {
		t.Errorf("of %d slots each, asked after %v", slots, asked)
	}
}

// TestAnEditionOfAnotherSlotIsNotFrozenForThisOne.
func TestAnEditionOfAnotherSlotIsNotFrozenForThisOne(t *testing.T) {
	d, kv, _ := open(t)
	if _, err := d.AddDigest(t.Context(), "g", digest(start), "UTC"); err != nil {
		t.Fatal(err)
	}
	claim := claimOne(t, kv)
	for slot, want := range map[string]bool{"2026-03-01T08:00:00Z": true, "2026-03-01T07:00:00Z": false} {
		record(t, kv, "editions", "c1", `{"v":1,"data":{"slot":"`+slot+`","nonce":"n"}}`)
		if e, found, err := d.Frozen(t.Context(), claim); err != nil || found != want || (e.Nonce == "n") != want {
			t.Errorf("of %s: %+v, %v, %v", slot, e, found, err)
		}
	}
}

// TestWhatIsToBePublishedNoMoreIsNotGivenUpForTheNext: the digest publishes nothing now, so that nothing takes its place.
func TestWhatIsToBePublishedNoMoreIsNotGivenUpForTheNext(t *testing.T) {
	s := newScene(t)
	if _, err := s.ChangeDigest(t.Context(), "g", "c1", func(g *desk.Digest) error { g.Publish = false; return nil }); err != nil {
		t.Fatal(err)
	}
	e := desk.Entry{Digest: "c1", Channel: "c1", Slot: s.claim.Due, Outcome: desk.OutcomeSent, Message: "m2", At: s.clock.at}
	if err := s.Complete(t.Context(), s.claim, desk.Ending{Entry: e, Next: start.AddDate(0, 0, 1)}); err != nil {
		t.Fatal(err)
	}
	lines(t, s.Desk, desk.OutcomeSent, desk.OutcomeSent)
	if p, found, err := s.Publishing(t.Context(), s.other); err != nil || !found || p.Message != "m1" {
		t.Errorf("to publish is %+v, %v, %v", p, found, err)
	}
}

// TestWhatArrivedThoughItsClaimWasLost takes the line that names it, or has one of its own; and is published by nobody
// twice, nor in place of another.
func TestWhatArrivedThoughItsClaimWasLost(t *testing.T) {
	for name, c := range map[string]struct {
		before  func(s *scene) error
		want    []string
		publish string // the message that is to be published then
	}{
		"paused": {func(s *scene) error {
			_, err := s.ChangeDigest(t.Context(), "g", "c1", func(g *desk.Digest) error { g.Paused = problem.New("desk.paused"); return nil })
			return err
		}, []string{"sent", "sent"}, "m1"},
		"removed": {func(s *scene) error { return s.RemoveDigest(t.Context(), "g", "c1") }, []string{"sent", "unpublished", "sent"}, ""},
		"taken over": {func(s *scene) error {
			s.clock.at = s.clock.at.Add(2 * time.Hour)
			_, err := s.kv.Claim(t.Context(), 10, time.Minute)
			return err
		}, []string{"sent", "sent"}, "m1"},
		"erased": {func(s *scene) error { return s.EraseGuild(t.Context(), "g") }, nil, ""},
	} {
		s := newScene(t)
		if err := c.before(s); err != nil {
			t.Fatal(name, err)
		}
		e := desk.Entry{Digest: "c1", Channel: "c1", Slot: s.claim.Due, Outcome: desk.OutcomeSent, Message: "m2", At: s.clock.at}
		if err := s.Complete(t.Context(), s.claim, desk.Ending{Entry: e, Told: []string{"x"}}); !errors.Is(err, store.ErrLost) {
			t.Errorf("%s: %v", name, err)
		}
		lines(t, s.Desk, c.want...)
		if p, _, err := s.Publishing(t.Context(), s.other); err != nil || p.Message != c.publish {
			t.Errorf("%s: to publish is %+v, %v", name, p, err)
		}
	}
}

// TestALineOfANewerLedeIsNotWrittenOver by who lost the claim and would replace it.
func TestALineOfANewerLedeIsNotWrittenOver(t *testing.T) {
	const newer = `{"v":99,"data":{"open":true}}`
	slot := start.Format("2006-01-02T15:04:05.000Z") + " c1"
	arrived := desk.Entry{Digest: "c1", Channel: "c1", Slot: start, Outcome: desk.OutcomeSent, Message: "m"}
	for name, c := range map[string]struct {
		key  string
		call func(d *desk.Desk, c store.Claim, e desk.Edition) error
	}{
		"arrived": {slot, func(d *desk.Desk, c store.Claim, _ desk.Edition) error {
			return d.Complete(t.Context(), c, desk.Ending{Entry: arrived})
		}},
		"failed": {slot, func(d *desk.Desk, c store.Claim, e desk.Edition) error { return d.Postpone(t.Context(), c, e, start) }},
		"published": {slot + " publishing", func(d *desk.Desk, c store.Claim, _ desk.Edition) error {
			e := arrived
			e.Outcome = desk.OutcomePublished
			return d.Published(t.Context(), c, e)
		}},
	} {
		d, kv, _, claim, e := underWay(t, true)
		if _, err := d.ChangeDigest(t.Context(), "g", "c1", func(g *desk.Digest) error { g.Paused = problem.New("desk.paused"); return nil }); err != nil {
			t.Fatal(err)
		}
		record(t, kv, "ledger", c.key, newer)
		if err := c.call(d, claim, e); !errors.Is(err, desk.ErrNewer) {
			t.Errorf("%s: %v", name, err)
		}
		if kept, err := kv.Get(t.Context(), "guild:g", "ledger", c.key); err != nil || string(kept) != newer {
			t.Errorf("%s: it became %s, %v", name, kept, err)
		}
	}
}

// TestWhyASlotThatAnAdminEndedDidNotArrive: each kind of change says so of itself.
func TestWhyASlotThatAnAdminEndedDidNotArrive(t *testing.T) {
	for code, end := range map[string]func(d *desk.Desk) error{
		"desk.changed": func(d *desk.Desk) error {
			_, err := d.ChangeDigest(t.Context(), "g", "c1", func(g *desk.Digest) error { g.Channel, g.Next = "c9", start.Add(time.Hour); return nil })
			return err
		},
		"desk.paused": func(d *desk.Desk) error {
			_, err := d.ChangeDigest(t.Context(), "g", "c1", func(g *desk.Digest) error { g.Paused = problem.New("desk.paused"); return nil })
			return err
		},
		"desk.removed": func(d *desk.Desk) error { return d.RemoveDigest(t.Context(), "g", "c1") },
	} {
		for _, tried := range []bool{true, false} {
			d, _, c, claim, e := underWay(t, tried)
			if !tried { // with another time, since a change of the channel leaves the slot its course
				if code == "desk.changed" {
					end = func(d *desk.Desk) error {
						_, err := d.ChangeDigest(t.Context(), "g", "c1", func(g *desk.Digest) error { g.Timetable, g.Next = "09:00 UTC", start.Add(time.Hour); return nil })
						return err
					}
				}
				if err := end(d); err != nil {
					t.Fatal(err)
				}
				if l := lines(t, d, desk.OutcomeDropped); l[0].Reason.Code != code+"-before" || l[0].Open {
					t.Errorf("before an attempt: %+v", l[0])
				}
				continue
			}
			if err := end(d); err != nil {
				t.Fatal(err)
			}
			if l := lines(t, d, desk.OutcomeUncertain); l[0].Reason.Code != code+"-during" || !l[0].Open {
				t.Errorf("during an attempt: %+v", l[0])
			}
			if err := d.Postpone(t.Context(), claim, e, c.at); !errors.Is(err, store.ErrLost) {
				t.Error(err)
			}
			if l := lines(t, d, desk.OutcomeDropped); l[0].Reason.Code != code+"-not-arrived" || l[0].Open {
				t.Errorf("once it failed: %+v", l[0])
			}
		}
	}
	d, kv, c, claim, e := underWay(t, true)
	if err := d.RemoveDigest(t.Context(), "g", "c1"); err != nil {
		t.Fatal(err)
	}
	record(t, kv, "ledger", start.Format("2006-01-02T15:04:05.000Z")+" c1", `{"v":3,"data":{"digest":"c1","slot":"2026-03-01T08:00:00Z","outcome":"uncertain","open":true}}`)
	if err := d.Postpone(t.Context(), claim, e, c.at); !errors.Is(err, store.ErrLost) {
		t.Error(err)
	}
	if l := lines(t, d, desk.OutcomeDropped); l[0].Reason != nil {
		t.Errorf("a line without a reason became %+v", l[0])
	}
}

// TestAChangeOfTheChannelLeavesAnOpenSlotItsCourse, unless an attempt may be in the channel as it was.
func TestAChangeOfTheChannelLeavesAnOpenSlotItsCourse(t *testing.T) {
	for name, c := range map[string]struct {
		tried  bool
		change func(*desk.Digest)
		want   []string
	}{
		"moved":                    {false, func(g *desk.Digest) { g.Channel = "c9" }, nil},
		"of another kind":          {false, func(g *desk.Digest) { g.Kind = desk.Forum }, nil},
		"tried, moved":             {true, func(g *desk.Digest) { g.Channel = "c9" }, []string{desk.OutcomeUncertain}},
		"tried, of another kind":   {true, func(g *desk.Digest) { g.Kind = desk.Forum }, []string{desk.OutcomeUncertain}},
		"tried, with another role": {true, func(g *desk.Digest) { g.Role = "7" }, nil},
	} {
		d, kv, clock, _, e := underWay(t, c.tried)
		g, err := d.ChangeDigest(t.Context(), "g", "c1", func(g *desk.Digest) error { g.Next = start.AddDate(0, 0, 1); c.change(g); return nil })
		if err != nil {
			t.Fatal(name, err)
		}
		lines(t, d, c.want...)
		if goesOn := g.Next.Equal(start); goesOn != (c.want == nil) || slices.Contains(g.Seen, e.Articles[0]) != (c.want != nil) {
			t.Errorf("%s: the digest is %+v", name, g)
		}
		clock.at = start.Add(time.Hour)
		if due := tasks(t, kv)[desk.PostDigest] == 1; due != (c.want == nil) {
			t.Errorf("%s: the slot is due: %v", name, due)
		}
	}
}

// TestWhatWasPutOffWasNotTold: the stories of a frozen edition that is known not to have arrived are told later.
func TestWhatWasPutOffWasNotTold(t *testing.T) {
	d, _, _, claim, e := underWay(t, true)
	if err := d.Postpone(t.Context(), claim, e, start.Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	g, err := d.ChangeDigest(t.Context(), "g", "c1", func(g *desk.Digest) error { g.Paused = problem.New("desk.paused"); return nil })
	if err != nil || len(g.Seen) != 0 {
		t.Errorf("%+v, %v", g, err)
	}
	lines(t, d, desk.OutcomeDropped)
}

// TestALineOfPublishingStandsBesideThatOfItsSlot, whatever became of it.
func TestALineOfPublishingStandsBesideThatOfItsSlot(t *testing.T) {
	for _, outcome := range []string{desk.OutcomePublished, desk.OutcomeUnpublished} {
		s := newScene(t)
		if err := s.Published(t.Context(), s.other, desk.Entry{Digest: "c1", Channel: "c1", Slot: start, Outcome: outcome, Message: "m1"}); err != nil {
			t.Fatal(err)
		}
		lines(t, s.Desk, outcome, desk.OutcomeSent)
		if _, found, err := s.Publishing(t.Context(), s.other); err != nil || found {
			t.Errorf("it is still to be published: %v", err)
		}
	}
}

// TestANoteByTheWayHolds200Milliseconds: an answer waits no longer for it.
func TestANoteByTheWayHolds200Milliseconds(t *testing.T) {
	const most = 200 * time.Millisecond
	_, kv, _ := open(t)
	begun := time.Now()
	timed := timing{kv, func(until time.Time) {
		if left := time.Until(until); left > most || until.Before(begun.Add(most)) {
			t.Errorf("it may last for %v", left)
		}
	}}
	d := desk.New(desk.Options{Store: timed, Articles: []*briefing.Article{article("i1", "Shared")}})
	if _, err := d.Open(t.Context(), desk.Reader{Person: "sam"}, ""); err != nil {
		t.Fatal(err)
	}
}

// timing is a store that records the deadline of an edit.
type timing struct {
	store.KV
	look func(until time.Time)
}

func (k timing) Update(ctx context.Context, owner string, edit func(store.Tx) error) error {
	until, _ := ctx.Deadline()
	k.look(until)
	return k.KV.Update(ctx, owner, edit)
}

// TestTheNewestIsMeantByNoName, even if another article has no title.
func TestTheNewestIsMeantByNoName(t *testing.T) {
	d, _, _ := open(t, article("i1", ""), article("i2", "Newest"))
	if h, err := d.Find(t.Context(), desk.Reader{Guild: "g"}, ""); err != nil || h.Title != "Newest" {
		t.Errorf("%+v, %v", h, err)
	}
}

// TestWhatAPersonHadBriefedIsFoundAtOnceWhereverTheyAre: the button of its card is pressed in a guild.
func TestWhatAPersonHadBriefedIsFoundAtOnceWhereverTheyAre(t *testing.T) {
	d, _, _ := open(t)
	h, err := d.Brief(t.Context(), "sam", article("brief", "Of Sam’s own"))
	if err != nil {
		t.Fatal(err)
	}
	if a, err := d.Open(t.Context(), desk.Reader{Guild: "g", Person: "sam"}, h.Ref); err != nil || a.ID != "brief" {
		t.Errorf("%+v, %v", a, err)
	}
}

// TestARecordWithMoreThanItsDataIsRead: another Lede of this version may have written a field that is not known here.
func TestARecordWithMoreThanItsDataIsRead(t *testing.T) {
	for _, value := range []string{
		`{"v":1,"data":{"zone":"Asia/Tokyo"},"later":{}}`, `{"later":{},"v":1,"data":{"zone":"Asia/Tokyo"}}`, `{ "v": 1, "data": {"zone":"Asia/Tokyo"} }`,
	} {
		d, kv, _ := open(t)
		record(t, kv, "settings", "guild", value)
		if s, err := d.Settings(t.Context(), "g"); err != nil || s.Zone != "Asia/Tokyo" {
			t.Errorf("%s is read as %+v, %v", value, s, err)
		}
	}
	d, kv, _ := open(t)
	for i, data := range []string{`null`, `{"digest":"412","reason":""}`, `{"digest":"412","reason":null}`, `{"digest":"412"}`} {
		record(t, kv, "ledger", fmt.Sprintf("2026-02-27T06:30:00.00%dZ 412", i), `{"v":1,"data":`+data+`}`)
	}
	list, err := d.Ledger(t.Context(), "g")
	if err != nil || len(list) != 4 || slices.ContainsFunc(list, func(e desk.Entry) bool { return e.Reason != nil }) || list[0].Channel != "412" || list[3].Digest != "" {
		t.Errorf("%+v, %v", list, err)
	}
}

// TestAnExportIsInTheOrderOfItsChannelsAndTimes, whatever the ids are; its articles are in the order in which they came.
func TestAnExportIsInTheOrderOfItsChannelsAndTimes(t *testing.T) {
	d, _, c := open(t)
	for _, g := range []desk.Digest{
		{Channel: hall, Timetable: "18:00 UTC"}, {Channel: hall, Timetable: "07:00 UTC"}, {Channel: "1", Timetable: "19:00 UTC"}, {Channel: hall, Timetable: "07:00 UTC", Sections: []string{"quotes"}, Quiet: true},
	} {
		g.Next = start.Add(time.Hour)
		if _, err := d.AddDigest(t.Context(), guild, g, "UTC"); err != nil {
			t.Fatal(err)
		}
	}
	for _, id := range []string{"x", "a", "m"} {
		c.at = c.at.Add(time.Minute)
		if _, _, err := d.Add(t.Context(), guild, "ana", article(id, "Title "+id)); err != nil {
			t.Fatal(err)
		}
	}
	file := export(t, d)
	tr, err := desk.ReadTransfer([]byte(file))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, g := range tr.Digests {
		got = append(got, fmt.Sprint(g.Channel[:1], " ", g.Timetable, " ", g.Quiet))
	}
	if want := "1 19:00 UTC false, 4 07:00 UTC false, 4 07:00 UTC true, 4 18:00 UTC false"; strings.Join(got, ", ") != want {
		t.Errorf("the digests are %q, want %s", got, want)
	}
	last := 0
	for _, id := range []string{"x", "a", "m"} {
		at := strings.Index(file, `"Title `+id+`"`)
		if at < last || len(tr.Articles) != 3 {
			t.Errorf("article %s stands at %d, after %d, of %d", id, at, last, len(tr.Articles))
		}
		last = at
	}
}

// TestAnExportIsAsLargeAsAFileMayBe, to the byte; nor is a larger file read.
func TestAnExportIsAsLargeAsAFileMayBe(t *testing.T) {
	d, _, _ := open(t)
	with := func(sizes ...int) string {
		t.Helper()
		for i, size := range sizes {
			a := article(fmt.Sprint(i), "A")
			a.Text = strings.Repeat("x", size)
			if _, _, err := d.Add(t.Context(), guild, "ana", a); err != nil {
				t.Fatal(err)
			}
		}
		file, _, err := d.Export(t.Context(), guild, 0)
		if err != nil {
			t.Fatal(err)
		}
		return string(file)
	}
	const large = 4_000_000
	rest := desk.MaxTransfer - len(with(0, 0, 0)) - 2*large
	if file := with(large, large, rest); len(file) != desk.MaxTransfer || strings.Contains(file, "left_out") {
		t.Fatalf("the file has %d bytes", len(file))
	}
	const small = `{"lede_export":1}`
	for size, ok := range map[int]bool{desk.MaxTransfer: true, desk.MaxTransfer + 1: false} {
		if _, err := desk.ReadTransfer([]byte(small + strings.Repeat(" ", size-len(small)))); (err == nil) != ok {
			t.Errorf("a file of %d bytes: %v", size, err)
		}
	}
}

// TestHowLongTheListsAndNamesOfAFileMayBe: 1000 entries; the error repeats 60 bytes of an unknown name.
func TestHowLongTheListsAndNamesOfAFileMayBe(t *testing.T) {
	for entries, ok := range map[int]bool{1000: true, 1001: false} {
		told := strings.TrimSuffix(strings.Repeat(`"0123456789ab",`, entries), ",")
		if _, err := desk.ReadTransfer([]byte(`{"lede_export":1,"digests":[{"channel":"1","timetable":"07:30","told":[` + told + `]}]}`)); (err == nil) != ok {
			t.Errorf("%d entries: %v", entries, err)
		}
	}
	for size, want := range map[int]string{60: strings.Repeat("n", 60), 61: strings.Repeat("n", 60) + "…"} {
		_, err := desk.ReadTransfer([]byte(`{"lede_export":1,"` + strings.Repeat("n", size) + `":1}`))
		var mistake *problem.Problem
		if !errors.As(err, &mistake) || mistake.Args["path"] != want {
			t.Errorf("a name of %d bytes: %v", size, err)
		}
	}
	const most = 4 << 20
	for size, ok := range map[int]bool{most: true, most + 1: false} {
		one := `{"text":"A b.","id":"x"`
		one += strings.Repeat(" ", size-len(one)-1) + "}"
		_, err := desk.ReadTransfer([]byte(`{"lede_export":1,"articles":[{"article":` + one + `}]}`))
		var mistake *problem.Problem
		if (err == nil) != ok || err != nil && (!errors.As(err, &mistake) || mistake.Code != "desk.file-article-too-large") {
			t.Errorf("an article of %d bytes: %v", size, err)
		}
	}
}

// TestAnImportedArticleIsTheSameOnlyWithItsDateAndItsWords.
func TestAnImportedArticleIsTheSameOnlyWithItsDateAndItsWords(t *testing.T) {
	file := func(added, text string) string {
		if added != "" {
			added = `"added":"` + added + `",`
		}
		return `{"lede_export":1,"articles":[{` + added + `"article":{"id":"x","title":"T","text":"` + text + `"}}]}`
	}
	const day = "2026-02-01T00:00:00Z"
	for name, c := range map[string]struct {
		file    string
		changed bool
		added   time.Time
	}{
		"the same":       {file(day, "A b."), false, time.Date(2026, 2, 1, 0, 0, 0, 0, time.UTC)},
		"other words":    {file(day, "A c."), true, time.Date(2026, 2, 1, 0, 0, 0, 0, time.UTC)},
		"another date":   {file("2026-02-02T00:00:00Z", "A b."), true, time.Date(2026, 2, 2, 0, 0, 0, 0, time.UTC)},
		"no date":        {file("", "A b."), true, start},
		"a date to come": {file("2126-02-02T00:00:00Z", "A b."), true, start},
	} {
		d, _, _ := open(t)
		if _, err := d.Import(t.Context(), "g", intake(t, file(day, "A b."))); err != nil {
			t.Fatal(err)
		}
		changes, err := d.Import(t.Context(), "g", intake(t, c.file))
		if err != nil || (len(changes.ArticlesChanged) == 1) != c.changed || (len(changes.ArticlesKept) == 1) == c.changed || changes.Any() != c.changed {
			t.Errorf("%s: %+v, %v", name, changes, err)
		}
		if list, err := d.Headlines(t.Context(), desk.Reader{Guild: "g"}); err != nil || len(list) != 1 || !list[0].Added.Equal(c.added) {
			t.Errorf("%s: %+v, %v", name, list, err)
		}
	}
}

// TestWhatAnImportChanges: each part counts by itself, and one that changes nothing plans nothing.
func TestWhatAnImportChanges(t *testing.T) {
	g := digest(start.Add(time.Hour))
	for name, c := range map[string]struct {
		in   desk.Intake
		want bool
	}{
		"nothing":          {desk.Intake{}, false},
		"empty lists":      {desk.Intake{Digests: []desk.Digest{}, Articles: []desk.MovedArticle{}}, false},
		"settings":         {desk.Intake{Settings: &desk.Settings{Alerts: "1"}}, true},
		"the same of them": {desk.Intake{Settings: &desk.Settings{}}, false},
		"digests":          {desk.Intake{Digests: []desk.Digest{g}}, true},
	} {
		d, kv, clock := open(t)
		changes, err := d.Import(t.Context(), "g", c.in)
		if err != nil || changes.Any() != c.want {
			t.Errorf("%s: %+v, %v", name, changes, err)
		}
		clock.at = start.AddDate(1, 0, 0)
		if due := tasks(t, kv); (len(due) > 0) != c.want {
			t.Errorf("%s: due are %v", name, due)
		}
	}
	d, _, _ := open(t)
	g.Paused = problem.New("desk.said", "text", "of the guild's own")
	if _, err := d.AddDigest(t.Context(), "g", g, "UTC"); err != nil {
		t.Fatal(err)
	}
	g.Paused = problem.New("desk.paused")
	if changes, err := d.Import(t.Context(), "g", desk.Intake{Digests: []desk.Digest{g}}); err != nil || changes.Any() || len(changes.DigestsKept) != 1 {
		t.Errorf("paused for another reason: %+v, %v", changes, err)
	}
	g.Paused = nil
	if changes, err := d.Import(t.Context(), "g", desk.Intake{Digests: []desk.Digest{g}}); err != nil || len(changes.DigestsChanged) != 1 {
		t.Errorf("not paused: %+v, %v", changes, err)
	}
	if changes, err := d.Import(t.Context(), "g", desk.Intake{Digests: []desk.Digest{}}); err != nil || len(changes.DigestsRemoved) != 1 || !changes.Any() {
		t.Errorf("removed: %+v, %v", changes, err)
	}
}
