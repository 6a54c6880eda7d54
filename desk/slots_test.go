package desk_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"lede/desk"
	"lede/problem"
	"lede/store"
)

// TestWhoLostTheClaimWritesOnlyWhatIsKnown: an admin paused the digest while it was being posted, and its slot is open still.
func TestWhoLostTheClaimWritesOnlyWhatIsKnown(t *testing.T) {
	for _, c := range []struct {
		name    string
		end     desk.Ending
		outcome string
		open    bool
		seen    bool // what it told of is not to be told again
	}{
		{"refused", desk.Ending{Entry: desk.Entry{Outcome: desk.OutcomeRefused}, Untold: []string{"a"}}, desk.OutcomeDropped, false, false},
		{"not known", desk.Ending{Entry: desk.Entry{Outcome: desk.OutcomeUncertain}, Untold: []string{"a"}}, desk.OutcomeUncertain, true, true},
		{"arrived", desk.Ending{Entry: desk.Entry{Outcome: desk.OutcomeSent, Message: "m"}, Told: []string{"a"}}, desk.OutcomeSent, false, true},
	} {
		d, _, c2, claim, _ := underWay(t, true)
		if _, err := d.ChangeDigest(t.Context(), "g", "c1", func(g *desk.Digest) error { g.Paused = problem.New("desk.paused"); return nil }); err != nil {
			t.Fatal(err)
		}
		c.end.Entry.Digest, c.end.Entry.Channel, c.end.Entry.Slot, c.end.Entry.At = "c1", "c1", start, c2.at
		if err := d.Complete(t.Context(), claim, c.end); !errors.Is(err, store.ErrLost) {
			t.Errorf("%s: %v", c.name, err)
		}
		if l := lines(t, d, c.outcome); l[0].Open != c.open {
			t.Errorf("%s: the line is %+v", c.name, l[0])
		}
		if g, err := d.Digest(t.Context(), "g", "c1"); err != nil || slices.Contains(g.Seen, "a") != c.seen {
			t.Errorf("%s: seen are %q, %v", c.name, g.Seen, err)
		}
	}
}

func TestAnAttemptThatWasPutOffWithoutItsClaim(t *testing.T) {
	for tried, outcome := range map[bool]string{false: desk.OutcomeDropped, true: desk.OutcomeUncertain} {
		d, _, c, claim, e := underWay(t, true)
		if _, err := d.ChangeDigest(t.Context(), "g", "c1", func(g *desk.Digest) error { g.Paused = problem.New("desk.paused"); return nil }); err != nil {
			t.Fatal(err)
		}
		if tried {
			e.Tried = start
		}
		if err := d.Postpone(t.Context(), claim, e, c.at); !errors.Is(err, store.ErrLost) {
			t.Errorf("got %v", err)
		}
		lines(t, d, outcome)
	}
}

// TestWhatArrivedAfterAllIsPublished only in the channel that the digest still has, once, and where it is to be.
func TestWhatArrivedAfterAllIsPublished(t *testing.T) {
	for name, c := range map[string]struct {
		change    func(*desk.Digest)
		published bool
	}{
		"paused":           {func(g *desk.Digest) { g.Paused = problem.New("desk.paused") }, true},
		"moved":            {func(g *desk.Digest) { g.Channel = "c9" }, false},
		"no more to be":    {func(g *desk.Digest) { g.Paused, g.Publish = problem.New("desk.paused"), false }, false},
		"no announcements": {func(g *desk.Digest) { g.Paused, g.Kind = problem.New("desk.paused"), desk.Text }, false},
	} {
		d, kv, clock := open(t)
		g := digest(start)
		g.Kind, g.Publish = desk.Announcement, true
		if _, err := d.AddDigest(t.Context(), "g", g, "UTC"); err != nil {
			t.Fatal(err)
		}
		claim := claimOne(t, kv)
		if err := d.Freeze(t.Context(), claim, desk.Edition{Slot: start}, start); err != nil {
			t.Fatal(err)
		}
		if _, err := d.ChangeDigest(t.Context(), "g", "c1", func(g *desk.Digest) error { g.Next = start.AddDate(0, 0, 1); c.change(g); return nil }); err != nil {
			t.Fatal(err)
		}
		e := desk.Entry{Digest: "c1", Channel: "c1", Slot: start, Outcome: desk.OutcomeSent, Message: "m", At: start}
		for range 2 {
			if err := d.Complete(t.Context(), claim, desk.Ending{Entry: e}); !errors.Is(err, store.ErrLost) {
				t.Errorf("%s: %v", name, err)
			}
		}
		clock.at = start.Add(time.Minute)
		claims, err := kv.Claim(t.Context(), 10, time.Minute)
		if got := len(claims) == 1; err != nil || got != c.published {
			t.Errorf("%s: due are %+v, %v", name, claims, err)
		}
	}
}

// TestOnlyWhatArrivedIsPublishedAndEndsTrouble: what was missed or quiet does neither.
func TestOnlyWhatArrivedIsPublishedAndEndsTrouble(t *testing.T) {
	for outcome, arrived := range map[string]bool{desk.OutcomeSent: true, desk.OutcomeMissed: false, desk.OutcomeQuiet: false} {
		d, kv, c := open(t)
		g := digest(start)
		g.Kind, g.Publish, g.Trouble = desk.Announcement, true, problem.New("desk.said", "text", "trouble")
		if _, err := d.AddDigest(t.Context(), "g", g, "UTC"); err != nil {
			t.Fatal(err)
		}
		e := desk.Entry{Digest: "c1", Channel: "c1", Slot: start, Outcome: outcome, At: start}
		if arrived {
			e.Message = "m"
		}
		if err := d.Complete(t.Context(), claimOne(t, kv), desk.Ending{Entry: e, Next: start.Add(time.Hour)}); err != nil {
			t.Fatal(err)
		}
		c.at = start.Add(time.Minute)
		claims, err := kv.Claim(t.Context(), 10, time.Minute)
		tasks := map[desk.Task]bool{}
		for _, claim := range claims {
			task, _ := desk.TaskOf(claim)
			tasks[task] = true
		}
		g, getErr := d.Digest(t.Context(), "g", "c1")
		if errors.Join(err, getErr) != nil || tasks[desk.PublishDigest] != arrived || tasks[desk.TellRecovered] != arrived || (g.Trouble == nil) != arrived {
			t.Errorf("%s: due are %v, the digest is %+v, %v", outcome, tasks, g, err)
		}
	}
}

// TestASlotThatWasMissedLeavesTheLastEditionToBePublished: only another that is posted takes its place.
func TestASlotThatWasMissedLeavesTheLastEditionToBePublished(t *testing.T) {
	for outcome, want := range map[string]string{
		desk.OutcomeMissed: "missed, sent", desk.OutcomeSent: "sent, unpublished, sent",
	} {
		s := newScene(t)
		e := desk.Entry{Digest: "c1", Channel: "c1", Slot: s.claim.Due, Outcome: outcome, At: s.clock.at}
		if outcome == desk.OutcomeSent {
			e.Message = "m2"
		}
		if err := s.Complete(t.Context(), s.claim, desk.Ending{Entry: e, Next: start.AddDate(0, 0, 1)}); err != nil {
			t.Fatal(err)
		}
		list, err := s.Ledger(t.Context(), "g")
		var got []string
		for _, line := range list {
			got = append(got, line.Outcome)
		}
		if err != nil || strings.Join(got, ", ") != want {
			t.Errorf("%s: the ledger says %q, %v", outcome, got, err)
		}
		if p, found, err := s.Publishing(t.Context(), s.other); err != nil || !found || (p.Message == "m2") != (e.Message == "m2") {
			t.Errorf("%s: to publish is %+v, %v, %v", outcome, p, found, err)
		}
	}
}

// TestWhoLostTheClaimOfPublishingWritesOnlyThatItWasDone.
func TestWhoLostTheClaimOfPublishingWritesOnlyThatItWasDone(t *testing.T) {
	for outcome, want := range map[string]string{desk.OutcomePublished: desk.OutcomePublished, desk.OutcomeUnpublished: desk.OutcomeUnpublished} {
		s := newScene(t)
		if err := s.RemoveDigest(t.Context(), "g", "c1"); err != nil {
			t.Fatal(err)
		}
		err := s.Published(t.Context(), s.other, desk.Entry{Digest: "c1", Channel: "c1", Slot: start, Outcome: outcome, Message: "m1", Reason: problem.New("desk.said", "text", "told by the loser")})
		list, listErr := s.Ledger(t.Context(), "g")
		i := slices.IndexFunc(list, func(e desk.Entry) bool { return e.Outcome == want && e.Message == "m1" })
		if !errors.Is(err, store.ErrLost) || listErr != nil || i < 0 || (said(list[i]) == "told by the loser") != (outcome == desk.OutcomePublished) {
			t.Errorf("%s: %v, the ledger says %+v", outcome, err, list)
		}
	}
}

// TestHowManyMarksADigestKeeps: those of a full shelf, of what may wait in line, the instance's, and 100 more, the latest.
func TestHowManyMarksADigestKeeps(t *testing.T) {
	d, kv, _ := open(t, article("i1", "Shared"))
	if _, err := d.AddDigest(t.Context(), "g", digest(start), "UTC"); err != nil {
		t.Fatal(err)
	}
	var told []string
	for i := range 400 {
		told = append(told, fmt.Sprint(i))
	}
	e := desk.Entry{Digest: "c1", Channel: "c1", Slot: start, Outcome: desk.OutcomeSent, Message: "m", At: start}
	if err := d.Complete(t.Context(), claimOne(t, kv), desk.Ending{Entry: e, Told: told, Next: start.Add(time.Hour)}); err != nil {
		t.Fatal(err)
	}
	if g, err := d.Digest(t.Context(), "g", "c1"); err != nil || len(g.Seen) != 50+200+1+100 || g.Seen[0] != "49" || g.Seen[350] != "399" {
		t.Errorf("%d marks are kept, %v", len(g.Seen), err)
	}
}

// said is the text of an entry's reason, "" when it has none.
func said(e desk.Entry) string {
	if e.Reason == nil {
		return ""
	}
	text, _ := e.Reason.Args["text"].(string)
	return text
}

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
		"held":                   {nil, desk.Ending{Entry: desk.Entry{Outcome: desk.OutcomeHeld, Reason: no}}, false, map[desk.Task]int{desk.PostDigest: 1, desk.TellHeld: 1}, no, start},
		"held again":             {no, desk.Ending{Entry: desk.Entry{Outcome: desk.OutcomeHeld, Reason: no}}, false, map[desk.Task]int{desk.PostDigest: 1}, no, start},
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
