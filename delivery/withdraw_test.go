package delivery_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"lede/delivery"
	"lede/desk"
)

// withdraw presses the button and confirms, as an admin.
func (r *room) withdraw(t *testing.T, message string) string {
	t.Helper()
	contains(t, run(t, r.Desk, admin("digest", "withdraw", map[string]string{"post": message})), "Withdraw this digest for good?")
	return run(t, r.Desk, admin("digest", "withdraw", map[string]string{"post": message, "sure": "1"}))
}

// TestAPostIsWithdrawn: its message becomes a line, once; it is neither corrected nor posted again, and nothing leads to it.
func TestAPostIsWithdrawn(t *testing.T) {
	r := corrected(t)
	contains(t, r.withdraw(t, "https://discord.com/channels/g/c/edition"), "withdrawing the digest in <#c>")
	r.move(t, r.at.Add(time.Minute))
	if len(r.wire.replaced) != 1 || r.wire.replaced[0].Channel != "c" || r.wire.replaced[0].Reply != "edition" {
		t.Fatalf("replaced: %+v", r.wire.replaced)
	}
	if got := r.ended[len(r.ended)-1]; got != "withdraw: withdrawn" {
		t.Errorf("it is counted as %s", got)
	}
	line := string(r.wire.replaced[0].Components)
	contains(t, line, "have withdrawn this digest")
	if strings.Contains(line, "Harwick") {
		t.Errorf("the news is still there: %s", line)
	}
	for range 30 { // into the next day, over the times of corrections and of the next edition
		r.move(t, r.at.Add(time.Hour))
	}
	for _, p := range r.wire.posts[1:] {
		if p.Reply != "" || strings.Contains(string(p.Components), "Harwick") || strings.Contains(string(p.Components), "/edition") {
			t.Errorf("after it was withdrawn: %+v, %s", p, p.Components)
		}
	}
	if got := strings.Join(r.outcomes(t), " "); got != "late withdrawn sent" || len(r.wire.replaced) != 1 {
		t.Errorf("the ledger has %s, after %d edits", got, len(r.wire.replaced))
	}
	contains(t, run(t, r.Desk, admin("digest", "withdraw", map[string]string{"post": "edition", "sure": "1"})), "withdrawn already")
	contains(t, run(t, r.Desk, admin("digest", "withdraw", map[string]string{"post": strings.Repeat("*", 200)})), "o digest of this server")
	contains(t, run(t, r.Desk, admin("digest", "withdraw", map[string]string{"post": "another", "sure": "1"})), "o digest of this server")
}

// TestACorrectionOfWhatIsWithdrawnIsNotSent: neither one that is frozen, nor one whose process has the claim.
func TestACorrectionOfWhatIsWithdrawnIsNotSent(t *testing.T) {
	t.Run("frozen", func(t *testing.T) {
		r := corrected(t, delivery.Result{Outcome: delivery.Retry})
		r.move(t, seven.Add(30*time.Minute))
		if len(r.wire.posts) != 2 {
			t.Fatalf("%d posts", len(r.wire.posts))
		}
		r.withdraw(t, "edition")
		for range 6 {
			r.move(t, r.at.Add(30*time.Minute))
		}
		if len(r.wire.posts) != 2 || len(r.wire.replaced) != 1 {
			t.Errorf("%d posts, %d edits", len(r.wire.posts), len(r.wire.replaced))
		}
	})
	t.Run("claimed", func(t *testing.T) {
		r := corrected(t)
		r.at = seven.Add(30 * time.Minute)
		claims, err := r.kv.Claim(t.Context(), 10, time.Minute)
		if err != nil || len(claims) != 1 {
			t.Fatalf("%v, %v", claims, err)
		}
		r.withdraw(t, "edition")
		if err := r.Freeze(t.Context(), claims[0], desk.Edition{Slot: claims[0].Due}, r.at); err == nil {
			t.Error("the correction may still be sent")
		}
	})
}

// TestAnotherPostIsStillCorrected: withdrawing one ends nothing of the others.
func TestAnotherPostIsStillCorrected(t *testing.T) {
	r := newRoom(t)
	r.move(t, seven)
	r.put(t, from(t, "herald", "The Herald", "Fire in Harwick", fire, now))
	r.wire.answers = []delivery.Result{{Outcome: delivery.Sent, MessageID: "second"}}
	r.move(t, seven.Add(24*time.Hour))
	r.at = r.at.Add(15 * time.Minute)
	r.withdraw(t, "m")
	r.put(t, from(t, "herald", "The Herald", "Fire in Harwick", fireCorrected, now))
	for range 8 {
		r.move(t, r.at.Add(30*time.Minute))
	}
	if last := r.wire.posts[len(r.wire.posts)-1]; last.Reply != "second" || len(r.wire.replaced) != 1 {
		t.Errorf("%d posts, the last replies to %q; %+v", len(r.wire.posts), last.Reply, r.wire.replaced)
	}
}

// TestWithdrawingGoesOnUntilDiscordHasDoneIt, and says when Discord will not. The withdrawing may also outlive its digest.
func TestWithdrawingGoesOnUntilDiscordHasDoneIt(t *testing.T) {
	refused := delivery.Result{Outcome: delivery.Refused, Reason: because("no access")}
	for name, test := range map[string]struct {
		answers []delivery.Result
		edits   int
		want    string
	}{
		"at the third":   {[]delivery.Result{{Outcome: delivery.Retry}, refused}, 3, "withdrawn"},
		"refused always": {[]delivery.Result{refused, refused, refused, refused}, 2, "unwithdrawn"},
		"refused late":   {append(slices.Repeat([]delivery.Result{{Outcome: delivery.Retry}}, 7), refused), 9, "withdrawn"},
	} {
		t.Run(name, func(t *testing.T) {
			r := newRoom(t)
			r.move(t, seven)
			r.wire.answers = test.answers
			r.withdraw(t, "m")
			if err := r.RemoveDigest(t.Context(), "g", "c"); err != nil {
				t.Fatal(err)
			}
			for range 10 {
				r.move(t, r.at.Add(5*time.Minute))
			}
			if e := r.ledger(t)[0]; e.Outcome != test.want || len(r.wire.replaced) != test.edits || e.Message != "m" {
				t.Errorf("%+v after %d edits", e, len(r.wire.replaced))
			}
			if i := slices.Index(r.ended, "withdraw: "+test.want); i < test.edits-1 || r.ended[i-1] != "withdraw: retry" {
				t.Errorf("it is counted as %v", r.ended)
			}
		})
	}
}

// TestWhatIsWithdrawnIsNotPublished to those who follow the channel.
func TestWhatIsWithdrawnIsNotPublished(t *testing.T) {
	r := newRoom(t)
	if _, err := r.ChangeDigest(t.Context(), "g", "c", func(g *desk.Digest) error { g.Kind, g.Publish = desk.Announcement, true; return nil }); err != nil {
		t.Fatal(err)
	}
	r.move(t, seven)
	r.withdraw(t, "m")
	r.move(t, r.at.Add(time.Minute))
	if len(r.wire.published) != 0 || len(r.wire.replaced) != 1 {
		t.Errorf("published %v, replaced %v", r.wire.published, r.wire.replaced)
	}
	if got := strings.Join(r.outcomes(t), " "); got != "withdrawn unpublished sent" {
		t.Errorf("the ledger has %s", got)
	}
}

// TestAForumPostIsWithdrawnInItsThread, which is named after its message.
func TestAForumPostIsWithdrawnInItsThread(t *testing.T) {
	r := newRoom(t)
	if _, err := r.ChangeDigest(t.Context(), "g", "c", func(g *desk.Digest) error { g.Kind = desk.Forum; return nil }); err != nil {
		t.Fatal(err)
	}
	r.move(t, seven)
	r.withdraw(t, "m")
	r.move(t, r.at)
	if len(r.wire.replaced) != 1 || r.wire.replaced[0].Channel != "m" {
		t.Errorf("replaced: %+v", r.wire.replaced)
	}
}

// TestWithdrawingIsForAdmins: a reader is refused, and sees no button; an admin finds it where a post's story says why it is here.
func TestWithdrawingIsForAdmins(t *testing.T) {
	r := newRoom(t)
	r.put(t, from(t, "herald", "The Herald", "Fire in Harwick", fire, now))
	r.move(t, seven)
	in := admin("digest", "withdraw", map[string]string{"post": "m", "sure": "1"})
	in.Permissions = 0
	if _, err := handle(t, r.Desk, in); err == nil {
		t.Error("a reader may withdraw")
	}
	if _, err := r.Withdraw(t.Context(), "another guild", "m"); !errors.Is(err, desk.ErrNoPost) {
		t.Errorf("another server withdraws it: %v", err)
	}
	list, err := r.Headlines(t.Context(), desk.Reader{Guild: "g", Person: "p"})
	if err != nil {
		t.Fatal(err)
	}
	why := admin("story", "", map[string]string{"article": list[0].Ref, "why": "1"})
	contains(t, run(t, r.Desk, why), "Withdraw", "digest/withdraw?post=m")
	why.Permissions = 0
	if said := run(t, r.Desk, why); strings.Contains(said, "digest/withdraw") {
		t.Errorf("a reader sees the button: %s", said)
	}
	contains(t, run(t, r.Desk, admin("digest", "withdraw", nil)), "Which digest is to be withdrawn?", "Monday 2 March 2026, 07:00")
	past := admin("digest", "history", nil)
	contains(t, run(t, r.Desk, past), "https://discord.com/channels/g/c/m", "digest/withdraw")
	r.withdraw(t, "m")
	r.move(t, r.at)
	contains(t, run(t, r.Desk, admin("digest", "withdraw", nil)), "No digest that was posted on this server")
	why.Permissions = -1
	if said := run(t, r.Desk, why); strings.Contains(said, "digest/withdraw") {
		t.Errorf("what is withdrawn is offered again: %s", said)
	}
	if said := run(t, r.Desk, past); !strings.Contains(said, "withdrawn") || strings.Contains(said, "channels/g/c/m") || strings.Contains(said, "digest/withdraw") {
		t.Errorf("the history offers what is withdrawn: %s", said)
	}
}
