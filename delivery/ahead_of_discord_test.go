package delivery_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"lede/delivery"
	"lede/desk"
	"lede/scheduler"
)

// TestADigestIsLateByDiscordsClock: where the store's is ahead, it came no later for that.
func TestADigestIsLateByDiscordsClock(t *testing.T) {
	for there, want := range map[time.Duration]string{-59 * time.Minute: desk.OutcomeSent, time.Minute: desk.OutcomeSent, scheduler.OnTime: desk.OutcomeLate, time.Hour: desk.OutcomeLate} {
		r := newRoom(t)
		r.at = seven.Add(time.Hour)
		claims, err := r.kv.Claim(t.Context(), 1, time.Minute)
		if err != nil || len(claims) != 1 {
			t.Fatalf("%v, %v", claims, err)
		}
		d := delivery.Deliverer{Desk: r.Desk, Secret: []byte("s"), There: func() time.Time { return seven.Add(there) }, Post: func(context.Context, delivery.Post) delivery.Result {
			return delivery.Result{Outcome: delivery.Sent, MessageID: "1"}
		}}
		s := scheduler.Slot{Claim: claims[0], Late: time.Hour, Grace: 2 * time.Hour, Until: time.Now().Add(time.Hour)}
		if err := d.Deliver(t.Context(), s); err != nil {
			t.Fatal(err)
		}
		past := r.ledger(t)
		if !slices.ContainsFunc(past, func(e desk.Entry) bool { return e.Slot.Equal(seven) && e.Outcome == want }) {
			t.Errorf("%v after its time by Discord's clock: %+v, want %s", there, past, want)
		}
	}
}
