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

// losing is a store that takes nothing in while it is down.
type losing struct {
	store.KV
	down bool
}

func (l *losing) Update(ctx context.Context, owner string, f func(store.Tx) error) error {
	if l.down {
		return errors.New("the store is away")
	}
	return l.KV.Update(ctx, owner, f)
}

// TestWhatDiscordHasAcceptedIsNotUncertain: the store was away when it should have been told, and the channel cannot be looked into.
func TestWhatDiscordHasAcceptedIsNotUncertain(t *testing.T) {
	for _, remembers := range []bool{true, false} {
		r := newRoom(t)
		kv := &losing{KV: r.kv}
		r.wire.blind = because("Discord answered 500")
		d := delivery.Deliverer{
			Desk: desk.New(desk.Options{Store: kv}), Find: r.wire.find, Publish: r.wire.publish, Member: r.member, Secret: []byte("secret"),
			There: func() time.Time { return r.at },
			Post: func(ctx context.Context, p delivery.Post) delivery.Result {
				kv.down = true
				return r.wire.post(ctx, p)
			},
		}
		if remembers {
			d.Answered = new(delivery.Answered)
		}
		s := scheduler.New(scheduler.Options{Store: kv, Deliver: d.Deliver})
		for _, after := range []time.Duration{0, 10 * time.Minute, 3 * time.Hour} {
			r.at = seven.Add(after)
			if _, err := s.Tick(t.Context()); err != nil {
				t.Fatal(err)
			}
			kv.down = false
		}
		l := oneLine(t, r)
		switch {
		case len(r.wire.posts) != 1:
			t.Errorf("%d posts", len(r.wire.posts))
		case remembers && (l.Outcome != desk.OutcomeSent || l.Message != "m" || len(r.wire.looks) != 0):
			t.Errorf("%d looks, the ledger says %+v", len(r.wire.looks), l)
		case !remembers && (l.Outcome != desk.OutcomeUncertain || !strings.Contains(words(l.Reason), "could not be looked into: Discord answered 500")):
			t.Errorf("the ledger says %q of %+v", words(l.Reason), l)
		}
	}
}

// TestASlotThatIsMissedSaysWhatKeptItBack.
func TestASlotThatIsMissedSaysWhatKeptItBack(t *testing.T) {
	r := newRoom(t, delivery.Result{Outcome: delivery.Retry, After: 3 * time.Hour, Reason: because("Discord asks to wait")})
	r.move(t, seven)
	r.move(t, seven.Add(3*time.Hour))
	if l := oneLine(t, r); l.Outcome != desk.OutcomeMissed || !strings.Contains(words(l.Reason), "before it was too late: Discord asks to wait") {
		t.Errorf("the ledger says %q of %+v", words(l.Reason), l)
	}
}

// TestWhatAutoModBlocksIsHeldAndTheDigestGoesOn: the same articles would be blocked again.
func TestWhatAutoModBlocksIsHeldAndTheDigestGoesOn(t *testing.T) {
	r := newRoom(t, delivery.Result{Outcome: delivery.Held, Reason: because("AutoMod blocked it")})
	r.move(t, seven)
	if l := oneLine(t, r); l.Outcome != desk.OutcomeHeld || words(l.Reason) != "AutoMod blocked it" {
		t.Errorf("the ledger says %+v", l)
	}
	contains(t, run(t, r.Desk, admin("digest", "history", nil)), "held (AutoMod blocked it)")
	r.move(t, seven.Add(24*time.Hour))
	digests := slices.DeleteFunc(r.wire.posts, func(p delivery.Post) bool { return p.Channel != "c" }) // the admins are told apart
	if len(digests) != 2 {
		t.Fatalf("%d digests", len(digests))
	}
	contains(t, string(digests[1].Components), "Nothing new since the last digest")
}

// TestWhatAutoModBlocksMayHaveArrivedBefore: what it says of the second attempt says nothing of the first.
func TestWhatAutoModBlocksMayHaveArrivedBefore(t *testing.T) {
	r := newRoom(t, delivery.Result{Outcome: delivery.Ambiguous}, delivery.Result{Outcome: delivery.Held, Reason: because("AutoMod blocked it")})
	r.wire.blind, r.wire.found = nil, "m7"
	r.move(t, seven)
	r.move(t, seven.Add(10*time.Second))
	if l := r.ledger(t); len(l) != 0 {
		t.Fatalf("the ledger says %+v", l)
	}
	r.move(t, seven.Add(3*time.Minute))
	if l := oneLine(t, r); l.Outcome != desk.OutcomeSent || l.Message != "m7" || len(r.wire.posts) != 2 {
		t.Errorf("%d posts, the ledger says %+v", len(r.wire.posts), l)
	}
}

// TestAnEditionIsSentWhileItIsInTime: a process that waits for the budget is told for how long, since a later edition says so.
func TestAnEditionIsSentWhileItIsInTime(t *testing.T) {
	r := newRoom(t, delivery.Result{Outcome: delivery.Retry})
	r.move(t, seven.Add(90*time.Second))
	r.move(t, seven.Add(3*time.Minute))
	if p := r.wire.posts; len(p) != 2 || p[0].Patience <= 0 || p[0].Patience > 30*time.Second || p[1].Patience != 0 {
		t.Errorf("patience: %+v", p)
	}
	if l := oneLine(t, r); l.Outcome != desk.OutcomeLate {
		t.Errorf("the ledger says %+v", l)
	}
}

// TestTheChannelIsLookedIntoFromWhenDiscordHadTheMessage: its clock dates what is there, and the store's may be wrong.
func TestTheChannelIsLookedIntoFromWhenDiscordHadTheMessage(t *testing.T) {
	for name, c := range map[string]struct {
		there time.Duration // Discord's clock, less the store's
		back  time.Duration // how far the store's clock is set back between the attempts
		lost  bool          // the store has lost the edition
	}{
		"both are right":            {},
		"the store's is fast":       {there: -10 * time.Minute},
		"the store's is slow":       {there: 10 * time.Minute},
		"it was fast, and is right": {there: -10 * time.Minute, back: 10 * time.Minute},
		"fast, and the store lost":  {there: -10 * time.Minute, lost: true},
	} {
		r := newRoom(t, delivery.Result{Outcome: delivery.Ambiguous})
		var real time.Time // on Discord's clock
		kv := r.kv
		if c.lost {
			kv = doubting{r.kv}
		}
		var since []time.Time
		d := delivery.Deliverer{
			Desk: r.Desk, Publish: r.wire.publish, Member: r.member, Secret: []byte("secret"),
			There: func() time.Time { return real },
			Post:  func(ctx context.Context, p delivery.Post) delivery.Result { return r.wire.post(ctx, p) },
			Find: func(_ context.Context, _ delivery.Post, from time.Time) (string, bool, error) {
				since = append(since, from)
				return "m7", true, nil
			},
		}
		s := scheduler.New(scheduler.Options{Store: kv, Deliver: d.Deliver})
		first := seven.Add(c.there) // when Discord had the message
		if !c.lost {
			r.at, real = seven, first
			if _, err := s.Tick(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		r.at, real = seven.Add(30*time.Minute-c.back), first.Add(30*time.Minute)
		if _, err := s.Tick(t.Context()); err != nil {
			t.Fatal(err)
		}
		if len(since) != 1 || since[0].After(first) || first.Sub(since[0]) > 15*time.Minute {
			t.Errorf("%s: looked from %v, the message is of %v", name, since, first)
		}
	}
}
