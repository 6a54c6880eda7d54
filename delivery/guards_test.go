package delivery_test

import (
	"testing"
	"time"

	"lede/delivery"
	"lede/desk"
	"lede/scheduler"
)

// TestAForumPostIsLookedForOnlyWhenItMustHaveArrived: what Discord was slow to show is not posted again.
func TestAForumPostIsLookedForOnlyWhenItMustHaveArrived(t *testing.T) {
	r := newRoom(t, delivery.Result{Outcome: delivery.Ambiguous})
	if _, err := r.ChangeDigest(t.Context(), "g", "c", func(g *desk.Digest) error { g.Kind = desk.Forum; return nil }); err != nil {
		t.Fatal(err)
	}
	r.wire.blind = nil
	const shownAfter, arriveWithin = 14 * time.Second, 15 * time.Second
	for after := time.Duration(0); after <= time.Minute; after += time.Second {
		if after >= shownAfter {
			r.wire.found = "m7"
		}
		r.move(t, seven.Add(after))
		if looked := len(r.wire.looks) > 0; looked != (after >= arriveWithin) {
			t.Fatalf("after %v: %d looks", after, len(r.wire.looks))
		}
	}
	if l := r.ledger(t); len(r.wire.posts) != 1 || len(r.wire.looks) != 1 || len(l) != 1 || l[0].Outcome != desk.OutcomeSent || l[0].Message != "m7" {
		t.Errorf("%d posts, %d looks, the ledger says %+v", len(r.wire.posts), len(r.wire.looks), l)
	}
}

// TestWhatMayHaveArrivedIsLookedForThoughTheGraceIsOver: the first attempt was made in its last seconds, and Discord would
// still drop a second copy, but there is not to be one.
func TestWhatMayHaveArrivedIsLookedForThoughTheGraceIsOver(t *testing.T) {
	const grace = 2 * time.Hour
	for found, want := range map[string]string{"m7": desk.OutcomeLate, "": desk.OutcomeMissed} {
		r := newRoom(t, delivery.Result{Outcome: delivery.Ambiguous})
		r.wire.found, r.wire.blind = found, nil
		r.move(t, seven.Add(grace-10*time.Second))
		r.move(t, seven.Add(grace+10*time.Second))
		l := r.ledger(t)
		if len(r.wire.posts) != 1 || len(r.wire.looks) != 1 || len(l) != 1 || l[0].Outcome != want || l[0].Message != found {
			t.Errorf("found %q: %d posts, %d looks, the ledger says %+v", found, len(r.wire.posts), len(r.wire.looks), l)
		}
	}
}

// TestNobodyPostsAfterTheLease: a process that stood still for so long may have been taken over from.
func TestNobodyPostsAfterTheLease(t *testing.T) {
	for left, posts := range map[time.Duration]int{-time.Second: 0, time.Minute: 1} {
		r := newRoom(t)
		r.at = seven
		claims, err := r.kv.Claim(t.Context(), 1, time.Minute)
		if err != nil || len(claims) != 1 {
			t.Fatalf("%v, %v", claims, err)
		}
		d := delivery.Deliverer{
			Desk: r.Desk, Post: r.wire.post, Find: r.wire.find, Publish: r.wire.publish, Member: r.member, Secret: []byte("secret"),
		}
		err = d.Deliver(t.Context(), scheduler.Slot{Claim: claims[0], Until: time.Now().Add(left).Round(0)})
		if (err == nil) != (posts == 1) || len(r.wire.posts) != posts || len(r.ledger(t)) != posts {
			t.Errorf("with %v of the lease left: %d posts, %v", left, len(r.wire.posts), err)
		}
	}
}
