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
