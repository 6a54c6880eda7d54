package delivery_test

import (
	"path/filepath"
	"testing"
	"time"

	"lede/delivery"
	"lede/desk"
	"lede/problem"
	"lede/store"
	"lede/store/boltkv"
)

// TestOneRefusalPausesNothingOverARestart: what Discord said is kept with the edition, so a process that has just begun neither believes one
// odd answer nor forgets it.
func TestOneRefusalPausesNothingOverARestart(t *testing.T) {
	for name, c := range map[string]struct {
		second delivery.Result
		posts  int // to the channel, in ten minutes
		end    string
	}{
		"it is refused again": {no("no")[0], 2, "refused"},
		"it is taken":         {delivery.Result{Outcome: delivery.Sent, MessageID: "m"}, 2, "late"},
	} {
		t.Run(name, func(t *testing.T) {
			r := &room{at: now, in: true, wire: wire{answers: []delivery.Result{no("no")[0], c.second}, blind: delivery.ErrMayNotLook}}
			path := filepath.Join(t.TempDir(), "lede.db")
			begin := func() store.KV {
				kv, err := boltkv.Open(path, func() time.Time { return r.at })
				if err != nil {
					t.Fatal(err)
				}
				r.kv, r.Desk = kv, desk.New(desk.Options{Store: kv})
				r.tick = r.scheduler(r.wire.post)
				return kv
			}
			kv := begin()
			contains(t, run(t, r.Desk, admin("digest", "set", map[string]string{"empty": "say", "time": "7:00", "zone": "UTC"})), "Digest set")
			for at := seven; at.Before(seven.Add(10 * time.Minute)); at = at.Add(time.Minute) {
				r.move(t, at)
				if err := kv.Close(); err != nil {
					t.Fatal(err)
				}
				kv = begin()
				if l := r.ledger(t); at.Before(seven.Add(3*time.Minute)) && len(l) != 0 {
					t.Fatalf("%v after one refusal the ledger says %+v", at.Sub(seven), l)
				}
			}
			defer kv.Close()
			posts := 0
			for _, p := range r.wire.posts {
				if p.Channel == "c" {
					posts++
				}
			}
			if l := r.ledger(t); posts != c.posts || len(l) != 1 || l[0].Outcome != c.end {
				t.Errorf("%d posts, the ledger says %+v", posts, l)
			}
		})
	}
}

// TestAnAdminSeesWhyAPostHasNotComeYet: for as long as it is tried again, the ledger says nothing.
func TestAnAdminSeesWhyAPostHasNotComeYet(t *testing.T) {
	r := newRoom(t, delivery.Result{Outcome: delivery.Retry, Reason: problem.New("bot.threads-full", "channel", "c")})
	r.move(t, seven)
	for _, sub := range []string{"history", "show"} {
		contains(t, run(t, r.Desk, admin("digest", sub, nil)), "being posted (the server has as many open threads as Discord allows, so I could not post in <#c>)")
	}
}
