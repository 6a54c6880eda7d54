package workers

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// TestAServerLeavesWorkersToOthers: twenty people of one server with ten slow questions each do not make another server wait.
func TestAServerLeavesWorkersToOthers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := New(400, 32)
		var all sync.WaitGroup
		for person := range 20 {
			for range 10 {
				all.Go(func() {
					_ = p.Work(t.Context(), t.Context(), Asker{fmt.Sprint(person), "attacked"}, func(context.Context) { time.Sleep(time.Minute) })
				})
			}
		}
		synctest.Wait()
		if n := len(p.workers); n != 16 {
			t.Errorf("%d workers are taken", n)
		}
		began := time.Now()
		for _, who := range []Asker{{"1000", "quiet"}, {"1000", ""}, {}} {
			if err := p.Work(t.Context(), t.Context(), who, func(context.Context) {}); err != nil || time.Since(began) > 0 {
				t.Errorf("%v waited %s, %v", who, time.Since(began), err)
			}
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if err := p.Work(ctx, ctx, Asker{"1000", "attacked"}, func(context.Context) {}); err == nil {
			t.Error("somebody of the same server does not wait")
		}
		all.Wait()
		if len(p.people.of)+len(p.servers.of) > 0 {
			t.Errorf("%v and %v are left", p.people.of, p.servers.of)
		}
	})
}

func TestAPersonHasFewWorkers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := New(400, 32)
		var all sync.WaitGroup
		for range 10 {
			all.Go(func() {
				_ = p.Work(t.Context(), t.Context(), Asker{"1", ""}, func(context.Context) { time.Sleep(time.Minute) })
			})
		}
		synctest.Wait()
		if n := len(p.workers); n != 8 {
			t.Errorf("%d workers are taken", n)
		}
		all.Wait()
	})
}

// TestAWaitingHandlerTakesNoWorker: handlers that wait for something other than a worker keep nobody from one, not even in
// their own server.
func TestAWaitingHandlerTakesNoWorker(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := New(400, 32)
		var all sync.WaitGroup
		for person := range 20 {
			for range 10 {
				who := Asker{fmt.Sprint(person), fmt.Sprint("server ", person%10)}
				all.Go(func() {
					_ = p.Work(t.Context(), t.Context(), who, func(ctx context.Context) {
						GiveWay(ctx)
						GiveWay(ctx) // which frees nothing more
						time.Sleep(time.Minute)
					})
				})
			}
		}
		synctest.Wait()
		began := time.Now()
		for _, who := range []Asker{{"1000", "server 1"}, {"1000", "quiet"}, {"1000", ""}, {}} {
			err := p.Work(t.Context(), t.Context(), who, func(context.Context) { time.Sleep(time.Second) })
			if err != nil || time.Since(began) > time.Second {
				t.Errorf("%v waited %s, %v", who, time.Since(began), err)
			}
			began = time.Now()
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if err := p.Work(ctx, ctx, Asker{"1", "quiet"}, func(context.Context) {}); err == nil {
			t.Error("a person has more than their share of handlers")
		}
		all.Wait()
		if len(p.workers)+len(p.people.of)+len(p.servers.of) > 0 {
			t.Errorf("%d workers, %v and %v are left", len(p.workers), p.people.of, p.servers.of)
		}
	})
}

// TestAFreeWorkerIsTakenAtTheLastMoment: whoever comes late to a bot that has nothing to do does not hear that it is busy.
func TestAFreeWorkerIsTakenAtTheLastMoment(t *testing.T) {
	over, end := context.WithCancel(t.Context())
	end()
	p := New(4, 4)
	ran := 0
	for range 100 { // each of three waits would end by chance
		if err := p.Work(over, t.Context(), Asker{"1", "2"}, func(context.Context) { ran++ }); err != nil {
			t.Fatal(err)
		}
	}
	if ran != 100 || len(p.people.of)+len(p.servers.of)+len(p.workers) > 0 {
		t.Errorf("%d of 100 ran; left are %v, %v and %d workers", ran, p.people.of, p.servers.of, len(p.workers))
	}
	for range cap(p.workers) {
		p.workers <- struct{}{}
	}
	if err := p.Work(over, t.Context(), Asker{"1", "2"}, func(context.Context) {}); err == nil || len(p.people.of)+len(p.servers.of) > 0 {
		t.Errorf("without a free worker: %v, left are %v and %v", err, p.people.of, p.servers.of)
	}
}
