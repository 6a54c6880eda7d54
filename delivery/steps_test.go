package delivery_test

import (
	"context"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"lede/delivery"
	"lede/desk"
	"lede/scheduler"
	"lede/store"
	"lede/store/boltkv"
)

// shownAfter is how long a message takes until it is seen in a forgetful channel.
const shownAfter = 10 * time.Second

// forgetful is a channel of a Discord that drops copies by their nonce for some minutes, or a forum, which knows none. Its answer to each new message is
// lost.
type forgetful struct {
	clock func() time.Time
	forum bool
	posts []posted
}

type posted struct {
	nonce string
	at    time.Time
}

func (f *forgetful) post(_ context.Context, p delivery.Post) delivery.Result {
	for i, known := range f.posts {
		if !f.forum && known.nonce == p.Nonce && f.clock().Sub(known.at) < 5*time.Minute {
			return delivery.Result{Outcome: delivery.Sent, MessageID: fmt.Sprint(i)}
		}
	}
	f.posts = append(f.posts, posted{p.Nonce, f.clock()})
	return delivery.Result{Outcome: delivery.Ambiguous, Reason: because("lost")}
}

func (f *forgetful) find(_ context.Context, p delivery.Post, since time.Time) (string, bool, error) {
	for i, known := range f.posts {
		if known.nonce == p.Marker && !known.at.Before(since) && f.clock().Sub(known.at) >= shownAfter {
			return fmt.Sprint(i), true, nil
		}
	}
	return "", false, nil
}

// TestPromiseLocalTimeAStepOfTheClockLosesAndDoublesNothing: the store's clock is set an hour forward or back at some moment, and is right
// again later, or never.
func TestPromiseLocalTimeAStepOfTheClockLosesAndDoublesNothing(t *testing.T) {
	t.Parallel()
	for name, open := range map[string]func(*testing.T, func() time.Time) store.KV{
		"memory": func(_ *testing.T, now func() time.Time) store.KV { return store.NewMemory(now) },
		"file": func(t *testing.T, now func() time.Time) store.KV {
			kv, err := boltkv.Open(filepath.Join(t.TempDir(), "lede.db"), now)
			if err != nil {
				t.Fatal(err)
			}
			return kv
		},
	} {
		for _, by := range []time.Duration{time.Hour, -time.Hour} {
			for _, at := range []time.Duration{-time.Minute, time.Second, 10 * time.Minute} {
				for _, lasts := range []time.Duration{20 * time.Minute, 1000 * time.Hour} {
					for _, forum := range []bool{false, true} {
						t.Run(fmt.Sprint(name, " ", by, " at ", at, " for ", lasts, " forum ", forum), func(t *testing.T) {
							t.Parallel()
							step(t, open, forum, seven.Add(at), lasts, by)
						})
					}
				}
			}
		}
	}
}

// step lets two days pass.
func step(t *testing.T, open func(*testing.T, func() time.Time) store.KV, forum bool, at time.Time, lasts, by time.Duration) {
	real := now
	wall := func() time.Time {
		if real.Before(at) || !real.Before(at.Add(lasts)) {
			return real
		}
		return real.Add(by)
	}
	there := func() time.Time { return real }
	kv, channel := open(t, wall), &forgetful{clock: there, forum: forum}
	t.Cleanup(func() { kv.Close() })
	d := desk.New(desk.Options{Store: kv})
	contains(t, run(t, d, admin("digest", "set", map[string]string{"empty": "say", "time": "7:00", "zone": "UTC"})), "Digest set")
	if _, err := d.ChangeDigest(t.Context(), "g", "c", func(g *desk.Digest) error {
		if forum {
			g.Kind = desk.Forum
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	s := scheduler.New(scheduler.Options{Store: kv, Deliver: delivery.Deliverer{
		Desk: d, Post: channel.post, Find: channel.find, Secret: []byte("secret"), There: there,
	}.Deliver})
	for end := now.Add(46 * time.Hour); real.Before(end); {
		if _, err := s.Tick(t.Context()); err != nil {
			t.Fatal(err)
		}
		pause := 30 * time.Minute
		switch h, m, _ := real.Clock(); {
		case h == 7 && m == 0:
			pause = 3 * time.Second
		case h >= 6 && h < 9:
			pause = 30 * time.Second
		}
		real = real.Add(pause)
	}
	list, err := d.Ledger(t.Context(), "g")
	if err != nil {
		t.Fatal(err)
	}
	slots := map[time.Time]bool{}
	for _, l := range list {
		slots[l.Slot] = l.Outcome == desk.OutcomeSent || l.Outcome == desk.OutcomeLate
	}
	if len(channel.posts) != 2 || len(list) != 2 || !slots[seven] || !slots[seven.AddDate(0, 0, 1)] {
		t.Errorf("posted %+v, the ledger says %+v", channel.posts, list)
	}
}
