package delivery_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"lede/delivery"
	"lede/desk"
)

// added has a server greeted that the bot was added to so long ago.
func added(t *testing.T, r *room, ago time.Duration) {
	t.Helper()
	if err := r.Greet(t.Context(), "g", "welcome", now.Add(-ago), now); err != nil {
		t.Fatal(err)
	}
}

// TestAServerIsGreetedOnce: whatever Discord answers, every attempt has the same nonce and is made while Discord still drops a second copy.
func TestAServerIsGreetedOnce(t *testing.T) {
	sent, lost := delivery.Result{Outcome: delivery.Sent}, delivery.Result{Outcome: delivery.Ambiguous}
	for name, c := range map[string]struct {
		ago     time.Duration
		answers []delivery.Result
		want    int
	}{
		"at once":                        {0, []delivery.Result{sent}, 1},
		"a minute later":                 {time.Minute, []delivery.Result{sent}, 1},
		"when that time is over":         {desk.GreetWithin, []delivery.Result{sent}, 0},
		"five minutes later":             {5 * time.Minute, []delivery.Result{sent}, 0},
		"by a clock that is ahead":       {-5 * time.Second, []delivery.Result{sent}, 1},
		"by a clock of nonsense":         {-24 * time.Hour, []delivery.Result{sent}, 0},
		"where the bot may not speak":    {0, []delivery.Result{{Outcome: delivery.Refused, Reason: because("no")}, sent}, 1},
		"when the answer is lost":        {0, []delivery.Result{lost, sent}, 2},
		"when Discord asks to wait long": {0, []delivery.Result{{Outcome: delivery.Retry, After: 10 * time.Minute}, sent}, 1},
	} {
		r := newRoom(t, c.answers...)
		added(t, r, c.ago)
		added(t, r, c.ago) // Discord repeats what it has told
		for range 60 {
			r.move(t, r.at.Add(15*time.Second))
			added(t, r, c.ago)
		}
		if len(r.wire.posts) != c.want {
			t.Errorf("%s: %d attempts, want %d", name, len(r.wire.posts), c.want)
		}
		for i, p := range r.wire.posts {
			if p.Again != (i > 0) {
				t.Errorf("%s: attempt %d, and whether an earlier one may have arrived: %t", name, i+1, p.Again)
			}
			if p.Channel != "welcome" || p.Person != "" || p.Nonce == "" || p.Nonce != r.wire.posts[0].Nonce || !strings.Contains(string(p.Components), "sources/add") {
				t.Errorf("%s: posted %+v", name, p)
			}
		}
	}
}

// TestAGreetingThatMayHaveArrivedIsNotSentLate: the process that posted it was killed, and its lease ends while Discord still knows the nonce, or later.
func TestAGreetingThatMayHaveArrivedIsNotSentLate(t *testing.T) {
	for back, want := range map[time.Duration]int{50 * time.Second: 2, 3 * time.Minute: 1} {
		r := newRoom(t)
		added(t, r, 0)
		killed := r.scheduler(func(ctx context.Context, p delivery.Post) delivery.Result {
			r.wire.post(ctx, p)
			panic("killed")
		})
		if _, err := killed.Tick(t.Context()); err != nil {
			t.Fatal(err)
		}
		r.move(t, r.at.Add(back))
		if len(r.wire.posts) != want || r.wire.posts[0].Nonce != r.wire.posts[want-1].Nonce {
			t.Errorf("after %v: %+v", back, r.wire.posts)
		}
	}
}

// TestAServerThatRemovedTheBotIsNotGreeted, and one that adds it again is.
func TestAServerThatRemovedTheBotIsNotGreeted(t *testing.T) {
	r := newRoom(t)
	added(t, r, 0)
	if err := r.Leave(t.Context(), "g"); err != nil {
		t.Fatal(err)
	}
	r.move(t, r.at.Add(time.Second))
	if len(r.wire.posts) != 0 {
		t.Fatalf("posted %+v", r.wire.posts)
	}
	if err := r.Greet(t.Context(), "g", "welcome", r.at, r.at); err != nil {
		t.Fatal(err)
	}
	r.move(t, r.at.Add(time.Second))
	if len(r.wire.posts) != 1 {
		t.Errorf("posted %+v", r.wire.posts)
	}
}
