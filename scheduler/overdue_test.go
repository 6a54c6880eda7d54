package scheduler

import (
	"context"
	"errors"
	"log/slog"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"lede/store"
)

// stuck is a cron.Schedule on a wall clock that was set back by an hour: the next run is an hour away.
type stuck struct{}

func (stuck) Next(now time.Time) time.Time { return now.Add(time.Hour) }

// looks is a store that reports each look for due items.
type looks struct {
	store.KV
	seen chan struct{}
}

func (l looks) Claim(context.Context, int, time.Duration) ([]store.Claim, error) {
	l.seen <- struct{}{}
	return nil, nil
}

// TestPromiseLocalTimeAClockThatIsSetBackStopsNothing: cron would look again in an hour.
func TestPromiseLocalTimeAClockThatIsSetBackStopsNothing(t *testing.T) {
	l := looks{store.NewMemory(nil), make(chan struct{})}
	s := New(Options{Store: l, Every: 20 * time.Millisecond})
	s.every = stuck{}
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- s.Run(ctx) }()
	for range 4 {
		select {
		case <-l.seen:
		case <-time.After(10 * time.Second):
			t.Fatal("nothing is looked for")
		}
	}
	stop()
	if err := <-ended; err != nil {
		t.Error(err)
	}
}

// broken is a store whose first look for what is due is a mistake of the program.
type broken struct {
	store.KV
	looks int
}

func (b *broken) Claim(context.Context, int, time.Duration) ([]store.Claim, error) {
	if b.looks++; b.looks == 1 {
		panic("a mistake")
	}
	return nil, nil
}

// TestALookThatPanicsIsToldAndTheNextFollows when it is due, and no sooner.
func TestALookThatPanicsIsToldAndTheNextFollows(t *testing.T) { synctest.Test(t, panicIsTold) }

func panicIsTold(t *testing.T) {
	var log strings.Builder
	kv := &broken{}
	s := New(Options{Store: kv, Every: time.Second, Log: slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))})
	ctx, stop := context.WithTimeout(t.Context(), 9500*time.Millisecond)
	defer stop()
	if err := s.Run(ctx); err != nil || kv.looks != 10 {
		t.Errorf("%d looks, %v", kv.looks, err)
	}
	synctest.Wait() // for cron's last words
	if !strings.Contains(log.String(), "a mistake") || strings.Contains(log.String(), "a look is overdue") {
		t.Errorf("the log says %s", log.String())
	}
}

// TestHealthTellsOfAnOverdueLook: two leases are more than a look takes behind whatever hangs.
func TestHealthTellsOfAnOverdueLook(t *testing.T) { synctest.Test(t, tellsOfAnOverdueLook) }

func tellsOfAnOverdueLook(t *testing.T) {
	s := New(Options{Store: store.NewMemory(nil), Lease: time.Minute})
	if err := s.Health(); err != nil || s.SinceLook() != 0 {
		t.Errorf("before the first look: %v, %s", err, s.SinceLook())
	}
	for ago, well := range map[time.Duration]bool{0: true, 119 * time.Second: true, 121 * time.Second: false} {
		began := time.Now().Add(-ago)
		s.looked.Store(&began)
		if err := s.Health(); (err == nil) != well || s.SinceLook() < ago {
			t.Errorf("%s after a look: %v", ago, err)
		}
	}
}

// shut is a store in which nothing can be claimed, until it is open.
type shut struct {
	store.KV
	open atomic.Bool
}

func (s *shut) Claim(context.Context, int, time.Duration) ([]store.Claim, error) {
	if s.open.Load() {
		return nil, nil
	}
	return nil, store.ErrFull
}

// TestHealthTellsWhyNothingIsClaimed: until something can be. That is no reason for a restart; overdue looks are.
func TestHealthTellsWhyNothingIsClaimed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		full := &shut{KV: store.NewMemory(nil)}
		s := New(Options{Store: full, Lease: time.Minute})
		ctx, stop := context.WithCancel(t.Context())
		ended := make(chan error, 1)
		go func() { ended <- s.Run(ctx) }()
		time.Sleep(time.Minute + time.Millisecond)
		synctest.Wait()
		if err := s.Health(); !errors.Is(err, store.ErrFull) || s.Overdue() {
			t.Errorf("health %v, overdue %v", err, s.Overdue())
		}
		full.open.Store(true)
		time.Sleep(time.Minute)
		synctest.Wait()
		if err := s.Health(); err != nil {
			t.Errorf("afterwards: %v", err)
		}
		stop()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
}
