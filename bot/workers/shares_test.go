package workers

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// TestAServerLeavesWorkersToOthers: twenty people of one server, each with ten slow questions, do not keep another's waiting.
func TestAServerLeavesWorkersToOthers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := New(400, 32)
		var all sync.WaitGroup
		for person := range 20 {
			for range 10 {
				all.Go(func() {
					_ = p.Work(t.Context(), Asker{fmt.Sprint(person), "attacked"}, func() { time.Sleep(time.Minute) })
				})
			}
		}
		synctest.Wait()
		if n := len(p.workers); n != 16 {
			t.Errorf("%d workers are taken", n)
		}
		began := time.Now()
		for _, who := range []Asker{{"1000", "quiet"}, {"1000", ""}, {}} {
			if err := p.Work(t.Context(), who, func() {}); err != nil || time.Since(began) > 0 {
				t.Errorf("%v waited %s, %v", who, time.Since(began), err)
			}
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if err := p.Work(ctx, Asker{"1000", "attacked"}, func() {}); err == nil {
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
			all.Go(func() { _ = p.Work(t.Context(), Asker{"1", ""}, func() { time.Sleep(time.Minute) }) })
		}
		synctest.Wait()
		if n := len(p.workers); n != 8 {
			t.Errorf("%d workers are taken", n)
		}
		all.Wait()
	})
}
