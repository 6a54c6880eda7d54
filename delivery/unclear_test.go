package delivery_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"lede/delivery"
	"lede/desk"
	"lede/scheduler"
	"lede/store"
)

// unclear is a room whose first post was cut off, at seven.
func unclear(t *testing.T) *room {
	t.Helper()
	r := newRoom(t, delivery.Result{Outcome: delivery.Ambiguous}, delivery.Result{Outcome: delivery.Retry, After: 10 * time.Minute})
	r.move(t, seven)
	r.move(t, seven.Add(10*time.Second))
	if len(r.wire.posts) != 2 || len(r.wire.looks) != 0 {
		t.Fatalf("%d posts, %d looks", len(r.wire.posts), len(r.wire.looks))
	}
	if r.wire.posts[0].Again || !r.wire.posts[1].Again {
		t.Error("whether an earlier attempt may have arrived is not said")
	}
	return r
}

// TestPromiseDeliveredEffectivelyOnceLooksBeforeItSendsAgain: minutes later Discord has forgotten the nonce, and
// the channel says what became of the message.
func TestPromiseDeliveredEffectivelyOnceLooksBeforeItSendsAgain(t *testing.T) {
	for name, c := range map[string]struct {
		found   string
		blind   error
		posts   int
		outcome string
	}{
		"it is there":     {found: "m7", posts: 2, outcome: "sent"},
		"it is not there": {posts: 3, outcome: "late"},
		"not allowed":     {blind: delivery.ErrMayNotLook, posts: 2, outcome: "uncertain"},
	} {
		t.Run(name, func(t *testing.T) {
			r := unclear(t)
			r.wire.found, r.wire.blind = c.found, c.blind
			r.move(t, seven.Add(12*time.Minute))
			l := r.ledger(t)
			if len(l) != 1 || !strings.Contains("sent late uncertain", l[0].Outcome) || (l[0].Outcome == "uncertain") != (c.outcome == "uncertain") {
				t.Fatalf("the ledger says %+v", l)
			}
			if len(r.wire.posts) != c.posts || len(r.wire.looks) != 1 {
				t.Errorf("%d posts, %d looks", len(r.wire.posts), len(r.wire.looks))
			}
			marker := r.wire.looks[0].Marker
			if marker == "" || !strings.Contains(string(r.wire.posts[0].Components), "edition="+marker) {
				t.Errorf("the message cannot be recognised by %q", marker)
			}
			if c.found != "" && l[0].Message != c.found {
				t.Errorf("the ledger says %+v", l)
			}
			r.move(t, seven.Add(24*time.Hour)) // what was told of is not told of again
			contains(t, string(r.wire.posts[len(r.wire.posts)-1].Components), "Nothing new")
		})
	}
}

func TestAChannelThatCannotBeReadYetIsLookedAtAgain(t *testing.T) {
	r := unclear(t)
	r.wire.blind = errors.New("Discord answered 500")
	r.move(t, seven.Add(12*time.Minute))
	if len(r.ledger(t)) != 0 {
		t.Fatalf("the ledger says %+v", r.ledger(t))
	}
	r.wire.blind, r.wire.found = nil, "m7"
	r.move(t, seven.Add(20*time.Minute))
	if l := r.ledger(t); len(l) != 1 || l[0].Message != "m7" || len(r.wire.posts) != 2 {
		t.Errorf("%d posts, the ledger says %+v", len(r.wire.posts), l)
	}
}

// TestAForumPostIsNeverRepeatedBlindly: it carries no nonce, so every unclear attempt is followed by a look.
func TestAForumPostIsNeverRepeatedBlindly(t *testing.T) {
	r := newRoom(t, delivery.Result{Outcome: delivery.Ambiguous})
	if _, err := r.ChangeDigest(t.Context(), "g", "c", func(g *desk.Digest) error { g.Kind = desk.Forum; return nil }); err != nil {
		t.Fatal(err)
	}
	r.wire.blind = nil
	for at := seven; at.Before(seven.Add(time.Minute)); at = at.Add(time.Second) {
		r.move(t, at)
		if len(r.wire.looks) == 0 && len(r.wire.posts) > 1 {
			t.Fatal("posted twice without looking")
		}
	}
	if len(r.wire.posts) != 2 || len(r.wire.looks) != 1 || r.wire.posts[0].Forum != "Digest · Monday 2 March 2026" {
		t.Errorf("%d posts, %d looks, %+v", len(r.wire.posts), len(r.wire.looks), r.wire.posts[0])
	}
	if l := r.ledger(t); len(l) != 1 || l[0].Outcome != "sent" {
		t.Errorf("the ledger says %+v", l)
	}
}

// doubting is a store that has lost writes.
type doubting struct{ store.KV }

func (d doubting) Claim(ctx context.Context, limit int, lease time.Duration) ([]store.Claim, error) {
	claims, err := d.KV.Claim(ctx, limit, lease)
	for i := range claims {
		claims[i].Doubt = true
	}
	return claims, err
}

// TestPromiseDeliveredEffectivelyOnceAfterTheStoreLostWrites: an attempt that the store has forgotten is counted as
// one made when the slot fell due.
func TestPromiseDeliveredEffectivelyOnceAfterTheStoreLostWrites(t *testing.T) {
	r := newRoom(t)
	r.wire.found, r.wire.blind = "m7", nil
	d := delivery.Deliverer{
		Desk: r.Desk, Post: r.wire.post, Find: r.wire.find, Publish: r.wire.publish, Member: r.member, Secret: []byte("secret"),
	}
	s := scheduler.New(scheduler.Options{Store: doubting{r.kv}, Deliver: d.Deliver})
	r.at = seven.Add(5 * time.Minute)
	if _, err := s.Tick(t.Context()); err != nil {
		t.Fatal(err)
	}
	if l := r.ledger(t); len(r.wire.posts) != 0 || len(l) != 1 || l[0].Message != "m7" {
		t.Errorf("%d posts, the ledger says %+v", len(r.wire.posts), l)
	}
	r.at = seven.Add(24*time.Hour + time.Second) // Discord's nonce protects so soon after
	if _, err := s.Tick(t.Context()); err != nil {
		t.Fatal(err)
	}
	if len(r.wire.posts) != 1 || len(r.wire.looks) != 1 {
		t.Fatalf("%d posts, %d looks", len(r.wire.posts), len(r.wire.looks))
	}
	contains(t, string(r.wire.posts[0].Components), "Nothing new")
}

// TestPublishingIsAStepOfItsOwn: it is tried until Discord has done it, without the digest being posted again.
func TestPublishingIsAStepOfItsOwn(t *testing.T) {
	posted, refused := delivery.Result{Outcome: delivery.Sent, MessageID: "m"}, delivery.Result{Outcome: delivery.Refused, Reason: because("no")}
	for name, c := range map[string]struct {
		answers []delivery.Result
		tries   int
		outcome string
	}{
		"a filter takes it":         {append([]delivery.Result{posted}, slices.Repeat([]delivery.Result{{Outcome: delivery.Held, Reason: because("no")}}, 9)...), 7, "unpublished"},
		"at once":                   {nil, 1, "published"},
		"later":                     {[]delivery.Result{posted, {Outcome: delivery.Retry}, {Outcome: delivery.Retry}}, 3, "published"},
		"refused by one odd answer": {[]delivery.Result{posted, refused}, 2, "published"},
		"refused once, but late":    {append(append([]delivery.Result{posted}, slices.Repeat([]delivery.Result{{Outcome: delivery.Retry}}, 7)...), refused), 9, "published"},
		"not at all":                {append([]delivery.Result{posted}, slices.Repeat([]delivery.Result{refused}, 9)...), 7, "unpublished"},
	} {
		t.Run(name, func(t *testing.T) {
			r := newRoom(t, c.answers...)
			if _, err := r.ChangeDigest(t.Context(), "g", "c", func(g *desk.Digest) error { g.Kind, g.Publish = desk.Announcement, true; return nil }); err != nil {
				t.Fatal(err)
			}
			for at := seven; at.Before(seven.Add(30 * time.Minute)); at = at.Add(5 * time.Second) {
				r.move(t, at)
			}
			if len(r.wire.posts) != 1 || len(r.wire.published) != c.tries || r.wire.published[0] != "c/m" {
				t.Errorf("%d posts, published %q", len(r.wire.posts), r.wire.published)
			}
			l := r.ledger(t)
			if len(l) != 2 || l[0].Outcome != c.outcome || l[1].Outcome != "sent" {
				t.Errorf("the ledger says %+v", l)
			}
			if got, want := r.ended[0]+", "+strings.Join(r.ended[1:], ", ")+".", "digest: sent, "+strings.Repeat("publish: retry, ", c.tries-1)+"publish: "+c.outcome+"."; got != want {
				t.Errorf("it is counted as %s, want %s", got, want)
			}
		})
	}
}

// announcing is a room whose digest runs every hour and is published; Discord does not publish the first.
func announcing(t *testing.T, answer delivery.Result) *room {
	t.Helper()
	r := newRoom(t, delivery.Result{Outcome: delivery.Sent, MessageID: "m1"}, answer)
	change(t, r, "edit", map[string]string{"cron": "@hourly"})
	if _, err := r.ChangeDigest(t.Context(), "g", "c", func(g *desk.Digest) error { g.Kind, g.Publish = desk.Announcement, true; return nil }); err != nil {
		t.Fatal(err)
	}
	return r
}

// TestWhatTheNextDigestKeepsFromBeingPublishedHasALine: one step at a time is kept, that of the last.
func TestWhatTheNextDigestKeepsFromBeingPublishedHasALine(t *testing.T) {
	r := announcing(t, delivery.Result{Outcome: delivery.Retry, After: 65 * time.Minute})
	for _, after := range []time.Duration{0, time.Second, time.Hour, time.Hour + time.Second, 66 * time.Minute} {
		r.move(t, seven.Add(after))
	}
	if p := r.wire.published; len(p) != 2 || p[0] != "c/m1" || p[1] != "c/m" {
		t.Errorf("published %q", p)
	}
	var got []string
	for _, e := range r.ledger(t) {
		got = append(got, e.Outcome+" "+e.Message+" "+e.Slot.Format("15:04"))
	}
	if want := "published m 08:00, sent m 08:00, unpublished m1 07:00, sent m1 07:00"; strings.Join(got, ", ") != want {
		t.Errorf("the ledger says %q", got)
	}
	contains(t, change(t, r, "history", nil), "Discord had not published it when the next digest was posted")
}

// TestWhatDiscordDidPublishIsNotCalledUnpublished: the next digest, or the end of all, came while Discord was asked.
func TestWhatDiscordDidPublishIsNotCalledUnpublished(t *testing.T) {
	for _, sub := range []string{"remove", "pause"} {
		r := announcing(t, delivery.Result{})
		r.move(t, seven)
		d := delivery.Deliverer{
			Desk: r.Desk, Post: r.wire.post, Find: r.wire.find, Member: r.member, Secret: []byte("secret"),
			Publish: func(context.Context, string, string) delivery.Result {
				change(t, r, sub, nil)
				return delivery.Result{Outcome: delivery.Sent}
			},
		}
		r.at = seven.Add(time.Second)
		if _, err := scheduler.New(scheduler.Options{Store: r.kv, Deliver: d.Deliver}).Tick(t.Context()); err != nil {
			t.Fatal(err)
		}
		if l := r.ledger(t); len(l) != 2 || l[0].Outcome != "published" || l[1].Outcome != "sent" {
			t.Errorf("%s: the ledger says %+v", sub, l)
		}
	}
}

// TestPromiseQuietAboutFailureTellsOfTheRecovery: once, when the first edition is posted again.
func TestPromiseQuietAboutFailureTellsOfTheRecovery(t *testing.T) {
	r := newRoom(t, no("I may not send messages there.")...)
	r.refused(t, seven)
	r.move(t, seven.Add(4*time.Minute))
	contains(t, run(t, r.Desk, admin("digest", "resume", nil)), "Digest resumed")
	for day := 1; day < 4; day++ {
		r.move(t, seven.Add(time.Duration(day)*24*time.Hour))
		r.move(t, seven.Add(time.Duration(day)*24*time.Hour+time.Minute))
	}
	var told []string
	for _, p := range r.wire.posts {
		if p.Person != "" {
			told = append(told, string(p.Components))
		}
	}
	if len(told) != 2 {
		t.Fatalf("the admin was told %q", told)
	}
	contains(t, told[0], "A digest is paused")
	contains(t, told[1], "A digest is posted again")
}

// TestPromiseDeliveredEffectivelyOnceARefusalDoesNotHideAnAttemptThatMayHaveArrived: Discord's answer to the first attempt was
// lost, and it refuses the second. Only the channel says what became of the slot.
func TestPromiseDeliveredEffectivelyOnceARefusalDoesNotHideAnAttemptThatMayHaveArrived(t *testing.T) {
	for name, c := range map[string]struct {
		found   string
		blind   error
		outcome string
		paused  bool
	}{
		"it is there":     {found: "m7", outcome: desk.OutcomeSent},
		"it is not there": {outcome: desk.OutcomeRefused, paused: true},
		"not allowed":     {blind: delivery.ErrMayNotLook, outcome: desk.OutcomeUncertain},
	} {
		t.Run(name, func(t *testing.T) {
			r := newRoom(t, append([]delivery.Result{{Outcome: delivery.Ambiguous}}, no("no")...)...)
			r.wire.found, r.wire.blind = c.found, c.blind
			r.move(t, seven)
			r.move(t, seven.Add(10*time.Second)) // too early to look: it may still be on its way
			if l := r.ledger(t); len(l) != 0 || len(r.wire.looks) != 0 {
				t.Fatalf("%d looks, the ledger says %+v", len(r.wire.looks), l)
			}
			r.move(t, seven.Add(4*time.Minute))
			l := r.ledger(t)
			g, err := r.Digest(t.Context(), "g", l[0].Digest)
			if err != nil || len(l) != 1 || l[0].Outcome != c.outcome || l[0].Message != c.found || len(r.wire.looks) != 1 {
				t.Fatalf("%d looks, the ledger says %+v, %v", len(r.wire.looks), l, err)
			}
			if (g.Paused != nil) != c.paused || c.paused && words(g.Paused) != "no" {
				t.Errorf("paused: %v", g.Paused)
			}
		})
	}
}

// TestARefusalHidesNothingWhileTheNonceIsTrusted: as long as Discord would drop a second copy nobody looks, and nobody may call the slot refused.
func TestARefusalHidesNothingWhileTheNonceIsTrusted(t *testing.T) {
	r := newRoom(t, append([]delivery.Result{{Outcome: delivery.Ambiguous}}, no("no")...)...)
	r.trusting(10 * time.Minute)
	r.wire.found, r.wire.blind = "m7", nil
	for _, after := range []time.Duration{0, 10 * time.Second, 4 * time.Minute} {
		r.move(t, seven.Add(after))
	}
	if l := r.ledger(t); len(l) != 0 {
		t.Fatalf("the ledger says %+v", l)
	}
	r.move(t, seven.Add(11*time.Minute))
	if l := r.ledger(t); len(l) != 1 || l[0].Outcome != desk.OutcomeSent || l[0].Message != "m7" {
		t.Errorf("the ledger says %+v", l)
	}
}

// TestAChannelThatCannotBeReadIsLookedAtAgainAfterARefusal: whether the attempt arrived is not guessed.
func TestAChannelThatCannotBeReadIsLookedAtAgainAfterARefusal(t *testing.T) {
	r := newRoom(t, append([]delivery.Result{{Outcome: delivery.Ambiguous}}, no("no")...)...)
	r.wire.blind = errors.New("Discord answered 500")
	r.move(t, seven)
	r.move(t, seven.Add(10*time.Second))
	r.move(t, seven.Add(4*time.Minute))
	if l := r.ledger(t); len(l) != 0 || len(r.wire.looks) != 1 {
		t.Fatalf("%d looks, the ledger says %+v", len(r.wire.looks), l)
	}
	r.wire.blind, r.wire.found = nil, "m7"
	r.move(t, seven.Add(8*time.Minute))
	if l := r.ledger(t); len(l) != 1 || l[0].Message != "m7" {
		t.Errorf("the ledger says %+v", l)
	}
}
