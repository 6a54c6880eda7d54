package desk_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"testing"
	"time"

	"lede/desk"
	"lede/desk/stories"
	"lede/problem"
	"lede/store"
	"lede/store/kvtest"
)

// dump returns all that a guild and a person have.
func dump(t *testing.T, kv store.KV, kinds []string) string {
	t.Helper()
	all := map[string][]store.Entry{}
	for _, owner := range []string{"guild:g", "person:sam"} {
		for _, kind := range kinds {
			list, err := kv.List(context.WithoutCancel(t.Context()), owner, kind)
			if err != nil {
				t.Fatal(err)
			}
			all[owner+" "+kind] = list
		}
	}
	at, ok, err := kv.NextDue(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	b, err := json.Marshal(all)
	if err != nil {
		t.Fatal(err)
	}
	return fmt.Sprintf("%s %v %v", b, at, ok)
}

// scene is a desk whose guild has a digest that is due and claimed, with an edition to publish, articles, settings, lines
// and somebody's draft.
type scene struct {
	*desk.Desk
	kv    store.KV
	clock *clock
	claim store.Claim // of the digest
	other store.Claim // of the publishing
}

func newScene(t *testing.T) *scene {
	t.Helper()
	d, kv, c := open(t, article("i1", "Shared"))
	ctx := t.Context()
	s := &scene{Desk: d, kv: kv, clock: c}
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	g := digest(start)
	g.Kind, g.Publish = desk.Announcement, true
	_, err := d.AddDigest(ctx, "g", g, "UTC")
	must(err)
	_, _, err = d.Add(ctx, "g", "ana", article("a", "Of the guild"))
	must(err)
	_, err = d.Brief(ctx, "sam", article("b", "Sam’s own"))
	must(err)
	_, err = d.Open(ctx, desk.Reader{Guild: "g", Person: "sam"}, desk.Ref("a"))
	must(err)
	must(d.KeepDraft(ctx, desk.Reader{Guild: "g", Person: "sam"}, map[string]string{"title": "typed"}))
	first := desk.Entry{Digest: "c1", Channel: "c1", Slot: start, Outcome: desk.OutcomeSent, Message: "m1", At: start}
	must(d.Complete(ctx, claimOne(t, kv), desk.Ending{Entry: first, Next: start.Add(time.Hour), Told: []string{"old"}}))
	c.at = start.Add(time.Minute)
	s.other = claimOne(t, kv)
	c.at = start.Add(time.Hour)
	claims, err := kv.Claim(ctx, 10, time.Hour)
	must(err)
	for _, claim := range claims {
		if task, _ := desk.TaskOf(claim); task == desk.PostDigest {
			s.claim = claim
		}
		if task, _ := desk.TaskOf(claim); task == desk.PublishDigest {
			s.other = claim
		}
	}
	if s.claim.ID == "" || s.other.ID == "" {
		t.Fatalf("claimed %+v", claims)
	}
	must(d.Freeze(ctx, s.claim, desk.Edition{Slot: s.claim.Due, Components: json.RawMessage(`[]`), Articles: []string{"x"}}, c.at))
	return s
}

// TestAFaultOfTheStoreIsToldAndChangesNothing: whichever operation fails or record is
// damaged, the caller is told, and no half of a change is made.
func TestAFaultOfTheStoreIsToldAndChangesNothing(t *testing.T) {
	inGuild, alone := desk.Reader{Guild: "g", Person: "sam"}, desk.Reader{Person: "sam"}
	second := desk.Entry{Digest: "c1", Channel: "c1", Slot: start.Add(time.Hour), Outcome: desk.OutcomeSent, Message: "m2", At: start.Add(time.Hour)}
	refused := desk.Entry{Digest: "c1", Channel: "c1", Slot: start.Add(time.Hour), Outcome: desk.OutcomeRefused, At: start.Add(time.Hour)}
	later := start.Add(25 * time.Hour)
	all := kinds(t)
	// Damaged data can still be erased, and a damaged digest equals no other.
	bears := map[string]bool{"EraseGuild": true, "ErasePerson": true, "AddDigest": true}
	lost := func(d *desk.Desk) error { // takes the digest's claim away from its holder
		_, err := d.ChangeDigest(t.Context(), "g", "c1", func(g *desk.Digest) error { g.Paused = problem.New("desk.paused"); return nil })
		return err
	}
	for name, c := range map[string]struct {
		before func(*desk.Desk) error
		call   func(context.Context, *desk.Desk, *scene) error
	}{
		"Headlines in a guild": {nil, func(ctx context.Context, d *desk.Desk, _ *scene) error {
			_, err := d.Headlines(ctx, inGuild)
			return err
		}},
		"Headlines alone": {nil, func(ctx context.Context, d *desk.Desk, _ *scene) error { _, err := d.Headlines(ctx, alone); return err }},
		"Find by a link": {nil, func(ctx context.Context, d *desk.Desk, _ *scene) error {
			_, err := d.Find(ctx, alone, desk.Ref("b"))
			return err
		}},
		"Open": {nil, func(ctx context.Context, d *desk.Desk, _ *scene) error {
			_, err := d.Open(ctx, alone, desk.Ref("i1"))
			return err
		}},
		"Open what was opened before": {nil, func(ctx context.Context, d *desk.Desk, _ *scene) error {
			_, err := d.Open(ctx, alone, desk.Ref("b"))
			return err
		}},
		"Add": {nil, func(ctx context.Context, d *desk.Desk, _ *scene) error {
			_, _, err := d.Add(ctx, "g", "ana", article("a", "Anew"))
			return err
		}},
		"Remove": {nil, func(ctx context.Context, d *desk.Desk, _ *scene) error {
			_, err := d.Remove(ctx, "g", desk.Ref("a"))
			return err
		}},
		"Brief": {nil, func(ctx context.Context, d *desk.Desk, _ *scene) error {
			_, err := d.Brief(ctx, "sam", article("c", "C"))
			return err
		}},
		"Gist": {nil, func(ctx context.Context, d *desk.Desk, _ *scene) error {
			h, err := d.Find(ctx, inGuild, desk.Ref("a"))
			if err == nil {
				_, err = d.Gist(ctx, inGuild, h)
			}
			return err
		}},
		"Settings": {nil, func(ctx context.Context, d *desk.Desk, _ *scene) error { _, err := d.Settings(ctx, "g"); return err }},
		"ChangeSettings": {nil, func(ctx context.Context, d *desk.Desk, _ *scene) error {
			_, err := d.ChangeSettings(ctx, "g", func(s *desk.Settings) { s.Private = true })
			return err
		}},
		"AddDigest": {nil, func(ctx context.Context, d *desk.Desk, _ *scene) error {
			g := digest(later)
			g.Timetable = "21:00 UTC"
			_, err := d.AddDigest(ctx, "g", g, "UTC")
			return err
		}},
		"Digests": {nil, func(ctx context.Context, d *desk.Desk, _ *scene) error { _, err := d.Digests(ctx, "g"); return err }},
		"Digest": {nil, func(ctx context.Context, d *desk.Desk, _ *scene) error {
			_, err := d.Digest(ctx, "g", "c1")
			return err
		}},
		"ChangeDigest": {nil, func(_ context.Context, d *desk.Desk, _ *scene) error { return lost(d) }},
		"RemoveDigest": {nil, func(ctx context.Context, d *desk.Desk, _ *scene) error { return d.RemoveDigest(ctx, "g", "c1") }},
		"Ledger":       {nil, func(ctx context.Context, d *desk.Desk, _ *scene) error { _, err := d.Ledger(ctx, "g"); return err }},
		"KeepDraft": {nil, func(ctx context.Context, d *desk.Desk, _ *scene) error {
			return d.KeepDraft(ctx, inGuild, map[string]string{"a": "b"})
		}},
		"Draft":     {nil, func(ctx context.Context, d *desk.Desk, _ *scene) error { _, err := d.Draft(ctx, inGuild); return err }},
		"DropDraft": {nil, func(ctx context.Context, d *desk.Desk, _ *scene) error { return d.DropDraft(ctx, "sam") }},
		"Frozen": {nil, func(ctx context.Context, d *desk.Desk, s *scene) error {
			_, _, err := d.Frozen(ctx, s.claim)
			return err
		}},
		"Freeze": {nil, func(ctx context.Context, d *desk.Desk, s *scene) error {
			return d.Freeze(ctx, s.claim, desk.Edition{Slot: s.claim.Due}, later)
		}},
		"Postpone": {nil, func(ctx context.Context, d *desk.Desk, s *scene) error {
			return d.Postpone(ctx, s.claim, desk.Edition{Slot: s.claim.Due}, later)
		}},
		"Complete": {nil, func(ctx context.Context, d *desk.Desk, s *scene) error {
			return d.Complete(ctx, s.claim, desk.Ending{Entry: second, Next: later})
		}},
		"Complete, refused": {nil, func(ctx context.Context, d *desk.Desk, s *scene) error {
			return d.Complete(ctx, s.claim, desk.Ending{Entry: refused, Next: later, Pause: problem.New("desk.said", "text", "no")})
		}},
		"Complete, lost and arrived": {lost, func(ctx context.Context, d *desk.Desk, s *scene) error {
			return d.Complete(ctx, s.claim, desk.Ending{Entry: second, Next: later})
		}},
		"Complete, lost and refused": {lost, func(ctx context.Context, d *desk.Desk, s *scene) error {
			return d.Complete(ctx, s.claim, desk.Ending{Entry: refused, Untold: []string{"x"}})
		}},
		"Postpone, lost": {lost, func(ctx context.Context, d *desk.Desk, s *scene) error {
			return d.Postpone(ctx, s.claim, desk.Edition{Slot: s.claim.Due, Articles: []string{"x"}}, later)
		}},
		"Publishing": {nil, func(ctx context.Context, d *desk.Desk, s *scene) error {
			_, _, err := d.Publishing(ctx, s.other)
			return err
		}},
		"Published": {nil, func(ctx context.Context, d *desk.Desk, s *scene) error {
			return d.Published(ctx, s.other, desk.Entry{Digest: "c1", Slot: start, Outcome: desk.OutcomePublished, Message: "m1"})
		}},
		"Published, lost": {func(d *desk.Desk) error { return d.RemoveDigest(t.Context(), "g", "c1") }, func(ctx context.Context, d *desk.Desk, s *scene) error {
			return d.Published(ctx, s.other, desk.Entry{Digest: "c1", Slot: start, Outcome: desk.OutcomePublished, Message: "m1"})
		}},
		"Dismiss":     {nil, func(ctx context.Context, d *desk.Desk, s *scene) error { return d.Dismiss(ctx, s.other) }},
		"Snooze":      {nil, func(ctx context.Context, d *desk.Desk, s *scene) error { return d.Snooze(ctx, s.other, later) }},
		"Stayed":      {nil, func(ctx context.Context, d *desk.Desk, s *scene) error { return d.Stayed(ctx, s.other) }},
		"Leave":       {nil, func(ctx context.Context, d *desk.Desk, _ *scene) error { return d.Leave(ctx, "g") }},
		"FoundLeft":   {nil, func(ctx context.Context, d *desk.Desk, _ *scene) error { return d.FoundLeft(ctx, "g") }},
		"Return":      {nil, func(ctx context.Context, d *desk.Desk, _ *scene) error { return d.Return(ctx, "g") }},
		"EraseGuild":  {nil, func(ctx context.Context, d *desk.Desk, _ *scene) error { return d.EraseGuild(ctx, "g") }},
		"ErasePerson": {nil, func(ctx context.Context, d *desk.Desk, _ *scene) error { return d.ErasePerson(ctx, "sam") }},
		"Export": {nil, func(ctx context.Context, d *desk.Desk, _ *scene) error {
			_, _, err := d.Export(ctx, "g", 0)
			return err
		}},
		"ExportPerson": {nil, func(ctx context.Context, d *desk.Desk, _ *scene) error {
			_, err := d.ExportPerson(ctx, "sam")
			return err
		}},
		"Import": {nil, func(ctx context.Context, d *desk.Desk, _ *scene) error {
			_, err := d.Import(ctx, "g", desk.Intake{By: "cy", Settings: &desk.Settings{Alerts: "1"}, Digests: []desk.Digest{digest(later)}, Articles: []desk.MovedArticle{}})
			return err
		}},
		"Import of verdicts": {func(d *desk.Desk) error { return d.Judge(t.Context(), "g", desk.Ref("a"), desk.Ref("b"), true) }, func(ctx context.Context, d *desk.Desk, _ *scene) error {
			_, err := d.Import(ctx, "g", desk.Intake{By: "cy", Verdicts: []stories.Verdict{{A: desk.Ref("a"), B: desk.Ref("c")}}})
			return err
		}},
		"Import of an article": {nil, func(ctx context.Context, d *desk.Desk, _ *scene) error {
			tr, err := desk.ReadTransfer([]byte(`{"lede_export":1,"digests":[],"articles":[{"article":{"id":"a","text":"Anew and longer."}}]}`))
			if err == nil {
				_, err = d.Import(ctx, "g", desk.Intake{By: "cy", Digests: []desk.Digest{}, Articles: tr.Articles})
			}
			return err
		}},
	} {
		t.Run(name, func(t *testing.T) {
			for _, torn := range []bool{true, false} {
				for n := 0; ; n++ {
					s := newScene(t)
					if c.before != nil {
						if err := c.before(s.Desk); err != nil {
							t.Fatal(err)
						}
					}
					before := dump(t, s.kv, all)
					f := kvtest.NewFaulty(s.kv, n, "instance") // what all articles take is counted apart, see TestAllArticlesAreCounted
					if torn {
						f = kvtest.NewTorn(s.kv, n, "instance")
					}
					d := desk.New(desk.Options{Store: f, Articles: nil})
					err := c.call(t.Context(), d, s)
					if !f.Struck() {
						if n == 0 && !torn {
							t.Error("it asks nothing of the store")
						}
						if err != nil && !errors.Is(err, store.ErrLost) && !errors.Is(err, desk.ErrNoSuchArticle) && !errors.Is(err, desk.ErrNoDraft) {
							t.Errorf("without a fault: %v", err)
						}
						break
					}
					if torn && err == nil && bears[name] {
						continue
					}
					if told := errors.Is(err, kvtest.ErrFault) || torn && err != nil; !told {
						t.Errorf("operation %d fails (torn %v), and the caller is told %v", n, torn, err)
					}
					if after := dump(t, s.kv, all); after != before {
						t.Errorf("operation %d fails, and yet\n%s\nbecame\n%s", n, before, after)
					}
				}
			}
		})
	}
}
