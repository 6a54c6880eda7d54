package desk_test

import (
	"encoding/json"
	"errors"
	"testing"
	"time"

	"lede/desk"
	"lede/problem"
	"lede/store"
)

// underWay is a desk with a digest whose slot is claimed; its edition is frozen for an attempt, if it is tried.
func underWay(t *testing.T, tried bool) (*desk.Desk, store.KV, *clock, store.Claim, desk.Edition) {
	t.Helper()
	d, kv, c := open(t)
	if _, err := d.AddDigest(t.Context(), "g", digest(start), "UTC"); err != nil {
		t.Fatal(err)
	}
	claim := claimOne(t, kv)
	e := desk.Edition{Slot: start, Components: json.RawMessage(`["first"]`), Articles: []string{"a"}}
	if tried {
		if err := d.Freeze(t.Context(), claim, e, c.at); err != nil {
			t.Fatal(err)
		}
	}
	c.at = c.at.Add(time.Minute)
	return d, kv, c, claim, e
}

func lines(t *testing.T, d *desk.Desk, want ...string) []desk.Entry {
	t.Helper()
	list, err := d.Ledger(t.Context(), "g")
	if err != nil || len(list) != len(want) {
		t.Fatalf("the ledger is %+v, %v", list, err)
	}
	for i, e := range list {
		if e.Outcome != want[i] {
			t.Errorf("line %d is %+v, not %s", i, e, want[i])
		}
	}
	return list
}

// TestAnImportEndsAnOpenSlotAsAnAdminDoes, or leaves it its course.
func TestAnImportEndsAnOpenSlotAsAnAdminDoes(t *testing.T) {
	same := desk.Digest{Channel: "c1", Timetable: "08:30 UTC"}
	quiet, later, paused, other := same, same, same, same
	quiet.Quiet, later.Timetable, paused.Paused, other.Channel = true, "09:30 UTC", problem.New("desk.paused"), "c2"
	for name, c := range map[string]struct {
		digests []desk.Digest
		tried   bool
		want    []string
	}{
		"the same":                {[]desk.Digest{same}, true, nil},
		"quiet":                   {[]desk.Digest{quiet}, false, nil},
		"quiet, perhaps there":    {[]desk.Digest{quiet}, true, nil},
		"another time":            {[]desk.Digest{later}, false, []string{"dropped"}},
		"paused, perhaps there":   {[]desk.Digest{paused}, true, []string{"uncertain"}},
		"removed":                 {[]desk.Digest{}, false, []string{"dropped"}},
		"another in its place":    {[]desk.Digest{other}, false, []string{"dropped"}},
		"another, perhaps there":  {[]desk.Digest{other}, true, []string{"uncertain"}},
		"a second one of channel": {[]desk.Digest{same, later}, true, nil},
	} {
		t.Run(name, func(t *testing.T) {
			d, kv, _, _, _ := underWay(t, c.tried)
			if _, err := d.Preview(t.Context(), "g", desk.Intake{By: "cy", Digests: c.digests}); err != nil {
				t.Fatal(err)
			}
			lines(t, d)
			if _, err := d.Import(t.Context(), "g", desk.Intake{By: "cy", Digests: c.digests}); err != nil {
				t.Fatal(err)
			}
			lines(t, d, c.want...)
			at, ok, err := kv.NextDue(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			if goesOn := ok && at.Before(start.Add(10*time.Minute)); goesOn != (c.want == nil) {
				t.Errorf("due at %v, %v", at, ok)
			}
		})
	}
}

// TestANewDigestOwesNothingToTheOneWhoseIDItTakes: what was to be published and the line of the open slot are the old one's.
func TestANewDigestOwesNothingToTheOneWhoseIDItTakes(t *testing.T) {
	d, kv, c, _, _ := underWay(t, false)
	ctx := t.Context()
	published := desk.Entry{Digest: "c1", Channel: "c1", Slot: start, Outcome: "sent", Message: "m1", At: c.at}
	if _, err := d.ChangeDigest(ctx, "g", "c1", func(g *desk.Digest) error { g.Kind, g.Publish = desk.Announcement, true; return nil }); err != nil {
		t.Fatal(err)
	}
	claim := claimOne(t, kv)
	if err := d.Complete(ctx, claim, desk.Ending{Entry: published, Next: start.Add(time.Hour)}); err != nil {
		t.Fatal(err)
	}
	if err := d.RemoveDigest(ctx, "g", "c1"); err != nil {
		t.Fatal(err)
	}
	l := lines(t, d, "unpublished", "sent")
	if l[0].Reason == nil || l[0].Message != "m1" {
		t.Errorf("the line is %+v", l[0])
	}
	if g, err := d.AddDigest(ctx, "g", digest(start.Add(time.Hour)), "UTC"); err != nil || g.ID != "c1" {
		t.Fatal(g, err)
	}
	c.at = start.Add(2 * time.Hour)
	if next := claimOne(t, kv); next.ID != "c1" {
		t.Errorf("claimed %+v", next)
	}
}

// TestALostClaimChangesNothingThatIsSettled: two processes held a slot one after the other, and the slower has nothing to add.
func TestALostClaimChangesNothingThatIsSettled(t *testing.T) {
	d, kv, c, slow, e := underWay(t, true)
	ctx := t.Context()
	c.at = c.at.Add(time.Hour)
	quick := claimOne(t, kv)
	sent := desk.Entry{Digest: "c1", Channel: "c1", Slot: start, Outcome: "sent", Message: "m1", At: c.at}
	if err := d.Complete(ctx, quick, desk.Ending{Entry: sent, Told: e.Articles, Next: c.at.Add(time.Hour)}); err != nil {
		t.Fatal(err)
	}
	refused := desk.Entry{Digest: "c1", Slot: start, Outcome: "refused", At: c.at}
	if err := d.Complete(ctx, slow, desk.Ending{Entry: refused, Untold: e.Articles, Pause: problem.New("desk.said", "text", "no")}); !errors.Is(err, store.ErrLost) {
		t.Errorf("the slower: %v", err)
	}
	if err := d.Postpone(ctx, slow, e, c.at); !errors.Is(err, store.ErrLost) {
		t.Errorf("the slower: %v", err)
	}
	lines(t, d, "sent")
	if g, err := d.Digest(ctx, "g", "c1"); err != nil || g.Paused != nil || len(g.Seen) != 1 {
		t.Errorf("the digest is %+v, %v", g, err)
	}
}
