package desk_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"lede/desk"
	"lede/store"
)

// TestErasingTakesNothingOfAnother guild or person, whose id may begin alike.
func TestErasingTakesNothingOfAnother(t *testing.T) {
	for owner, erase := range map[string]func(*desk.Desk, store.Claim) error{
		"guild:1":  func(d *desk.Desk, _ store.Claim) error { return d.EraseGuild(t.Context(), "1") },
		"person:1": func(d *desk.Desk, _ store.Claim) error { return d.ErasePerson(t.Context(), "1") },
		"guild:2":  func(d *desk.Desk, c store.Claim) error { return d.EraseClaimed(t.Context(), c) },
	} {
		d, kv, c := open(t)
		if err := d.Leave(t.Context(), "2"); err != nil {
			t.Fatal(err)
		}
		c.at = c.at.Add(30 * 24 * time.Hour)
		claim := claimOne(t, kv)
		swapped := strings.NewReplacer("guild", "person", "person", "guild").Replace(owner)
		for _, one := range []string{owner, owner + "1", swapped} {
			err := kv.Update(t.Context(), one, func(tx store.Tx) error {
				for _, kind := range kinds(t) {
					if err := tx.Put(kind, "key", []byte("{}")); err != nil {
						return err
					}
				}
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		if err := erase(d, claim); err != nil {
			t.Fatal(err)
		}
		for one, want := range map[string]int{owner: 0, owner + "1": 1, swapped: 1} {
			for _, kind := range kinds(t) {
				if left, err := kv.List(t.Context(), one, kind); err != nil || len(left) != want {
					t.Errorf("after erasing %s, %s has %d of %s: %v", owner, one, len(left), kind, err)
				}
			}
		}
	}
}

// TestErasingEndsAllThatIsDue: digests with what they have to publish and to tell, the question of membership, and forms.
func TestErasingEndsAllThatIsDue(t *testing.T) {
	d, kv, c := open(t)
	ctx := t.Context()
	announced := digest(start)
	announced.Kind, announced.Publish = desk.Announcement, true
	if _, err := d.AddDigest(ctx, "g", announced, "UTC"); err != nil {
		t.Fatal(err)
	}
	sent := desk.Entry{Digest: "c1", Channel: "c1", Slot: start, Outcome: desk.OutcomeSent, Message: "m", At: start}
	if err := d.Complete(ctx, claimOne(t, kv), desk.Ending{Entry: sent, Next: start.Add(time.Hour)}); err != nil {
		t.Fatal(err)
	}
	if _, err := d.ChangeSettings(ctx, "g", func(s *desk.Settings) { s.Private = true }); err != nil {
		t.Fatal(err)
	}
	if err := d.KeepDraft(ctx, desk.Reader{Guild: "g", Person: "sam"}, map[string]string{"title": "x"}); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Withdraw(ctx, "g", "m"); err != nil {
		t.Fatal(err)
	}
	if err := d.Tray.Report(ctx, desk.Reader{Guild: "g", Person: "sam"}, json.RawMessage("[]")); err != nil {
		t.Fatal(err)
	}
	if err := d.EraseGuild(ctx, "g"); err != nil {
		t.Fatal(err)
	}
	if err := d.ErasePerson(ctx, "sam"); err != nil {
		t.Fatal(err)
	}
	c.at = start.AddDate(1, 0, 0)
	if claims, err := kv.Claim(ctx, 10, time.Minute); err != nil || len(claims) != 0 {
		t.Errorf("still due: %+v, %v", claims, err)
	}
}
