package delivery_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"lede/briefing"
	"lede/delivery"
	"lede/desk"
	"lede/scheduler"
	"lede/store"
)

// counted is a store that notes what is read from it one by one.
type counted struct {
	*store.Memory
	reads []string
}

func (c *counted) Get(ctx context.Context, owner, kind, key string) ([]byte, error) {
	if value, ok, err := store.GatheredOne(ctx, c, owner, kind, key); ok {
		return value, err
	}
	c.reads = append(c.reads, kind+"/"+key)
	return c.Memory.Get(ctx, owner, kind, key)
}

func (c *counted) List(ctx context.Context, owner, kind string) ([]store.Entry, error) {
	if list, ok := store.Gathered(ctx, c, owner, store.Spot{Kind: kind}); ok {
		return list, nil
	}
	c.reads = append(c.reads, kind)
	return c.Memory.List(ctx, owner, kind)
}

// TestADigestIsReadTogether: the first attempt asks the store for nothing on its own, and the next one only for what it needs, as it
// is then.
func TestADigestIsReadTogether(t *testing.T) {
	at := now
	kv := &counted{Memory: store.NewMemory(func() time.Time { return at })}
	d := desk.New(desk.Options{Store: kv, Articles: []*briefing.Article{bridge(t)}})
	answers := []delivery.Outcome{delivery.Retry, delivery.Sent}
	tick := scheduler.New(scheduler.Options{Store: kv, Deliver: delivery.Deliverer{
		Desk: d, Secret: []byte("secret"),
		Post: func(context.Context, delivery.Post) delivery.Result {
			answer := answers[0]
			answers = answers[1:]
			return delivery.Result{Outcome: answer, MessageID: "m"}
		},
	}.Deliver})
	if _, err := d.AddDigest(t.Context(), "g", desk.Digest{Channel: "c", Timetable: "07:00 UTC", By: "p", Next: seven}, "UTC"); err != nil {
		t.Fatal(err)
	}
	for i, want := range [][]string{nil, {"digests/c", "editions/c"}} {
		kv.reads, at = nil, seven.Add(time.Duration(i)*10*time.Second)
		if n, err := tick.Tick(t.Context()); n != 1 || err != nil {
			t.Fatalf("%d delivered, %v", n, err)
		}
		if !slices.Equal(kv.reads, want) {
			t.Errorf("%q was read on its own, want %q", kv.reads, want)
		}
	}
	if list, err := d.Ledger(t.Context(), "g"); err != nil || len(list) != 1 || list[0].Outcome != desk.OutcomeSent {
		t.Errorf("%+v, %v", list, err)
	}
}
