package soak

import (
	"context"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"

	"lede/proof/internet"
	"lede/store"
)

// TestASoakOfDays is a soak of a few days in memory: two schedulers share the store, and the clock jumps from one due item to
// the next.
func TestASoakOfDays(t *testing.T) {
	t.Parallel()
	s := size{feeds: 30, servers: 6, days: 2, perServer: 5}
	clock := &jumping{}
	clock.to(began)
	in, err := internet.Open(clock.now)
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	p, told := newPlan(in, s), newChannels(clock.now)
	var log strings.Builder
	o := outside{
		kv: store.NewMemory(clock.now), now: clock.now, local: in.Local, post: told.post,
		log: slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelWarn})), lease: 45 * time.Second, grace: 2 * time.Hour,
	}
	rooms := []newsroom{newNewsroom(o), newNewsroom(o)}
	if err := p.subscribe(t.Context(), rooms[0].desk); err != nil {
		t.Fatal(err)
	}
	end := began.Add(time.Duration(s.days) * 24 * time.Hour)
	if err := jump(t.Context(), clock, o.kv, rooms, end); err != nil {
		t.Fatal(err)
	}
	p.report(t, told, end)
	if log.Len() > 0 {
		t.Errorf("logged: %.2000s", log.String())
	}
}

// jump moves the clock from one due item to the next until end.
func jump(ctx context.Context, clock *jumping, kv store.KV, rooms []newsroom, end time.Time) error {
	for {
		at, ok, err := kv.NextDue(ctx)
		if err != nil {
			return err
		}
		if !ok || at.After(end) {
			return nil
		}
		if at.After(clock.now()) {
			clock.to(at)
		}
		var ticking sync.WaitGroup
		failed := make([]error, len(rooms))
		for i, r := range rooms {
			ticking.Go(func() { _, failed[i] = r.scheduler.Tick(ctx) })
		}
		ticking.Wait()
		for _, err := range failed {
			if err != nil {
				return err
			}
		}
	}
}

// report fails the test for everything that was wrong.
func (p *plan) report(t *testing.T, told *channels, end time.Time) {
	t.Helper()
	v, tally := p.check(told, end), p.net.Tally()
	t.Logf("%d requests, %d of them conditional, %d not modified, %d refused; %d posts; %d items due, %d told, %d left out after a notice, %d by digests that say so",
		tally.Requests, tally.Conditional, tally.NotModified, tally.Refused, told.posts, v.due, v.told, v.excused, v.said)
	most(t, "lost without a notice", v.lost)
	most(t, "told twice", v.twice)
	p.account(t, told, v.repeated)
	var rude []string
	for _, b := range p.net.Breaches() {
		rude = append(rude, b.String())
	}
	most(t, "impolite", rude)
	if v.told == 0 {
		t.Error("nothing was told")
	}
}

// most fails the test for a list, and shows the start of it.
func most(t *testing.T, what string, list []string) {
	t.Helper()
	if len(list) > 0 {
		t.Errorf("%d %s:\n  %s", len(list), what, strings.Join(list[:min(len(list), 20)], "\n  "))
	}
}
