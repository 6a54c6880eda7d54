package limiter

import (
	"context"
	"errors"
	"runtime"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"lede/briefing"
	"lede/problem"
)

// name is the key of a caller's name in a context.
type name struct{}

// TestWhoComesGivesWay: the gate tells at once that somebody has come, whether or not they have to wait.
func TestWhoComesGivesWay(t *testing.T) {
	g := New(100, time.Now)
	var told []any
	g.GiveWay = func(ctx context.Context) { told = append(told, ctx.Value(name{})) }
	leave, err := g.Enter(context.WithValue(t.Context(), name{}, "first"), Who{"a", "1"}, 50)
	if err != nil {
		t.Fatal(err)
	}
	waiting, cancel := context.WithTimeout(context.WithValue(t.Context(), name{}, "second"), time.Millisecond)
	defer cancel()
	if _, err := g.Enter(waiting, Who{"a", "2"}, 50); err == nil {
		t.Error("a server has all of the room")
	}
	leave()
	if !slices.Equal(told, []any{"first", "second"}) {
		t.Errorf("%v gave way", told)
	}
}

func TestWorkIsBoundedByItsMemory(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := New(100, time.Now)
		var mu sync.Mutex
		var inside, most int64
		var all sync.WaitGroup
		for _, guild := range []string{"a", "b", "c", "d"} {
			for _, person := range []string{"1", "2", "3"} {
				all.Go(func() {
					err := g.Do(t.Context(), Who{guild, guild + person}, 30, func() error {
						mu.Lock()
						inside += 30
						most = max(most, inside)
						mu.Unlock()
						time.Sleep(time.Second)
						mu.Lock()
						inside -= 30
						mu.Unlock()
						return nil
					})
					if err != nil {
						t.Error(err)
					}
				})
			}
		}
		all.Wait()
		if most > 100 || most < 60 {
			t.Errorf("%d of 100 bytes were taken at once", most)
		}
		if g.used != 0 || len(g.servers)+len(g.people)+len(g.queue) != 0 {
			t.Errorf("%+v is left", g)
		}
		if err := g.Do(t.Context(), Who{"a", "1"}, 51, nil); !errors.Is(err, ErrTooMuch) {
			t.Errorf("more than half of the room: %v", err)
		}
	})
}

// TestNobodyWaitsForAnothersQueue: somebody with ten large pages has one of them read at a time, a server has half of the room, and
// who asks once is next.
func TestNobodyWaitsForAnothersQueue(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := New(100, time.Now)
		var all sync.WaitGroup
		defer all.Wait()
		large := func(r Who) {
			all.Go(func() {
				_ = g.Do(t.Context(), r, 50, func() error { time.Sleep(time.Second); return nil })
			})
		}
		for range 10 {
			for _, r := range []Who{{"a", "1"}, {"a", "2"}, {"b", "3"}, {"c", "4"}} {
				large(r)
			}
		}
		time.Sleep(3500 * time.Millisecond)
		for what, c := range map[string]struct {
			r    Who
			need int64
			most time.Duration
		}{
			"large, in a server of its own": {Who{"d", "5"}, 40, time.Second},
			"small, in an attacker's":       {Who{"b", "6"}, 2, time.Second},
			"small, alone":                  {Who{"", "7"}, 2, 0},
		} {
			began := time.Now()
			if err := g.Do(t.Context(), c.r, c.need, func() error { return nil }); err != nil {
				t.Errorf("%s: %v", what, err)
			}
			if waited := time.Since(began); waited > c.most {
				t.Errorf("%s: waited %s", what, waited)
			}
		}
	})
}

func TestWorkIsCalledOff(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := New(100, time.Now)
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		var all sync.WaitGroup
		defer all.Wait()
		all.Go(func() {
			stop := func() bool { return ctx.Err() != nil }
			err := g.Do(ctx, Who{"a", "1"}, 50, func() error {
				time.Sleep(2 * time.Second)
				_, err := briefing.Parse("A bridge fell.", briefing.Options{Stop: stop})
				return err
			})
			if !errors.Is(err, context.DeadlineExceeded) {
				t.Errorf("inside: %v", err)
			}
		})
		synctest.Wait()
		if err := g.Do(ctx, Who{"a", "1"}, 50, nil); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("in the queue: %v", err)
		}
		all.Wait()
		if err := g.Do(t.Context(), Who{"a", "1"}, 50, func() error { return nil }); err != nil || g.used != 0 {
			t.Errorf("afterwards: %v, %d taken", err, g.used)
		}
	})
}

func TestWorkHasABudget(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := New(100, time.Now)
		g.Person, g.Server = 10*time.Second, 30*time.Second
		work := func(r Who, takes time.Duration) error {
			return g.Do(t.Context(), r, 1, func() error { time.Sleep(takes); return nil })
		}
		refused := func(r Who) int {
			var p *problem.Problem
			if err := work(r, 0); !errors.As(err, &p) || !errors.Is(err, problem.New("desk.worked-enough")) {
				t.Errorf("%v is let in: %v", r, err)
				return 0
			}
			return p.Args["seconds"].(int)
		}
		if err := work(Who{"a", "1"}, 11*time.Second); err != nil {
			t.Fatal(err)
		}
		if wait := refused(Who{"a", "1"}); wait != 7 {
			t.Errorf("told to wait %d seconds", wait)
		}
		if refused(Who{"b", "1"}); work(Who{"a", "2"}, 11*time.Second) != nil || work(Who{"a", "3"}, 30*time.Second) != nil {
			t.Error("others of the server are refused too early")
		}
		refused(Who{"a", "4"})
		if work(Who{"", "4"}, 0) != nil {
			t.Error("somebody of a busy server is refused elsewhere")
		}
		time.Sleep(time.Minute)
		for _, person := range []string{"1", "2", "4"} {
			if err := work(Who{"a", person}, 0); err != nil {
				t.Errorf("a minute later: %v", err)
			}
		}
	})
}

// TestSpentTimeIsForgotten when it has come back, so that a flood of people leaves nothing.
func TestSpentTimeIsForgotten(t *testing.T) {
	now := time.Unix(0, 0)
	g := New(100, func() time.Time { return now })
	for i := range 3 * rememberedSpent {
		g.charge(string(rune('a'+i)), time.Second, personBack)
		now = now.Add(time.Second)
	}
	if len(g.spent) > rememberedSpent {
		t.Errorf("%d are remembered", len(g.spent))
	}
}

// TestLargeWorkLeavesProcessorsToOthers: no more large pieces than the limit are done at a time, no matter for whom, and small ones wait for none.
func TestLargeWorkLeavesProcessorsToOthers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := New(1600, time.Now)
		g.Large = 2
		began := time.Now()
		var all sync.WaitGroup
		for _, who := range []string{"1", "2", "3", "4", "5", "6"} {
			all.Go(func() {
				_ = g.Do(t.Context(), Who{"server " + who, who}, 100, func() error { time.Sleep(time.Second); return nil })
			})
		}
		synctest.Wait()
		if err := g.Do(t.Context(), Who{"other", "7"}, 50, func() error { return nil }); err != nil || time.Since(began) > 0 {
			t.Errorf("small work waited for %v, %v", time.Since(began), err)
		}
		all.Wait()
		if took := time.Since(began); took != 3*time.Second {
			t.Errorf("six seconds of large work, two at a time, took %v", took)
		}
		if g.larges != 0 {
			t.Errorf("%d are left", g.larges)
		}
	})
}

// TestEachPersonAndServerHasAPart: a person is worked for once at a time, and a server has half of the room, however much is free.
func TestEachPersonAndServerHasAPart(t *testing.T) {
	for name, second := range map[string]struct {
		who   Who
		need  int64
		waits bool
	}{
		"the same person":                  {Who{"b", "1"}, 1, true},
		"another person of the server":     {Who{"a", "2"}, 70, false},
		"too much for the server":          {Who{"a", "2"}, 71, true},
		"the same by somebody else's":      {Who{"b", "2"}, 71, false},
		"in a direct message":              {Who{"", "2"}, 71, false},
		"who has no server, and the other": {Who{"", "1"}, 1, true},
	} {
		synctest.Test(t, func(t *testing.T) {
			g := New(200, time.Now)
			leave, err := g.Enter(t.Context(), Who{"a", "1"}, 30)
			if err != nil {
				t.Fatal(err)
			}
			time.AfterFunc(time.Second, leave)
			began := time.Now()
			leave, err = g.Enter(t.Context(), second.who, second.need)
			if err != nil {
				t.Fatal(err)
			}
			leave()
			if waited := time.Since(began) > 0; waited != second.waits {
				t.Errorf("%s: waited %v", name, waited)
			}
		})
	}
}

// TestMemoryIsGivenBack to the machine after large work, once nobody is at any.
func TestMemoryIsGivenBack(t *testing.T) {
	g := New(giveBackFrom*4, time.Now)
	forced := func() uint32 {
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return m.NumForcedGC
	}
	before := forced()
	_ = g.Do(t.Context(), Who{"a", "1"}, 1, func() error {
		_ = g.Do(t.Context(), Who{"b", "2"}, giveBackFrom, func() error { return nil })
		if n := forced() - before; n > 0 {
			t.Errorf("memory was given back %d times while work goes on", n)
		}
		return nil
	})
	if n := forced() - before; n != 1 {
		t.Errorf("after large work memory was given back %d times", n)
	}
	before = forced()
	_ = g.Do(t.Context(), Who{"a", "1"}, giveBackFrom-1, func() error { return nil })
	if n := forced() - before; n > 0 {
		t.Errorf("after little work memory was given back %d times", n)
	}
}

// enters reports whether a caller is let in at once, in a bubble where no time passes; the caller stays inside.
func enters(t *testing.T, g *Limiter, r Who, need int64) bool {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Nanosecond)
	defer cancel()
	_, err := g.Enter(ctx, r, need)
	return err == nil
}

func TestRoomIsKeptForWhatIsSmall(t *testing.T) {
	for name, c := range map[string]struct {
		inside []int64 // each of a server of its own
		need   int64
		want   bool
	}{
		"large work up to what is kept":         {[]int64{140}, 140, true},
		"and not beyond":                        {[]int64{140}, 141, false},
		"small work in what is kept":            {[]int64{140, 140}, 10, true},
		"what is a little larger is large":      {[]int64{140, 140}, 11, false},
		"small work up to the whole room":       {[]int64{140, 140, 10, 10, 10}, 10, true},
		"and not beyond it":                     {[]int64{140, 140, 10, 10, 10, 10}, 1, false},
		"as much as a server may have":          {nil, 160, true},
		"more than any work may have":           {nil, 161, false},
		"what needs nothing where all is taken": {[]int64{140, 140, 10, 10, 10, 10}, 0, true},
	} {
		synctest.Test(t, func(t *testing.T) {
			g := New(320, time.Now)
			for i, need := range c.inside {
				if !enters(t, g, Who{string(rune('a' + i)), string(rune('a' + i))}, need) {
					t.Errorf("%s: the %d. waits", name, i+1)
				}
			}
			if got := enters(t, g, Who{"z", "z"}, c.need); got != c.want {
				t.Errorf("%s: let in %v", name, got)
			}
		})
	}
}

func TestAServerHasHalfOfTheRoomAndAPersonOneTurn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := New(320, time.Now)
		for _, c := range []struct {
			who  Who
			need int64
			want bool
		}{
			{Who{"a", "1"}, 100, true}, {Who{"a", "2"}, 61, false}, {Who{"a", "2"}, 60, true}, {Who{"a", "3"}, 1, false},
			{Who{"b", "1"}, 1, false}, {Who{"", "1"}, 1, false}, {Who{"", "4"}, 1, true}, {Who{"b", "5"}, 1, true},
		} {
			if got := enters(t, g, c.who, c.need); got != c.want {
				t.Errorf("%v with %d: let in %v", c.who, c.need, got)
			}
		}
		g.leave(Who{"a", "1"}, 100, 0)
		if g.servers["server:a"] != 60 || !enters(t, g, Who{"b", "1"}, 1) {
			t.Errorf("who left has no turn again, or took the others' room: %v", g.servers)
		}
		g.leave(Who{"a", "2"}, 60, 0)
		if _, there := g.servers["server:a"]; there {
			t.Error("a server for which nobody works is remembered")
		}
	})
}

func TestOthersDoNotWaitBehindWhoGaveUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := New(320, time.Now)
		enters(t, g, Who{"a", "1"}, 150)
		ctx, cancel := context.WithCancel(t.Context())
		var all sync.WaitGroup
		all.Go(func() { _, _ = g.Enter(ctx, Who{"b", "2"}, 160) })
		synctest.Wait()
		all.Go(func() {
			if _, err := g.Enter(t.Context(), Who{"c", "3"}, 100); err != nil {
				t.Error(err)
			}
		})
		synctest.Wait()
		if g.people["3"] {
			t.Error("somebody overtook who waits for room")
		}
		cancel()
		all.Wait()
		if g.used != 250 || len(g.queue) != 0 {
			t.Errorf("%d taken, %d wait", g.used, len(g.queue))
		}
	})
}

// TestWhoIsLetInAndGivesUpAtOnceTakesNoRoom: both may happen at the same moment.
func TestWhoIsLetInAndGivesUpAtOnceTakesNoRoom(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		for range 50 {
			g := New(100, time.Now)
			leave, err := g.Enter(t.Context(), Who{"a", "1"}, 50)
			if err != nil {
				t.Fatal(err)
			}
			ctx, cancel := context.WithCancel(t.Context())
			var waiting sync.WaitGroup
			waiting.Go(func() {
				if leave, err := g.Enter(ctx, Who{"a", "2"}, 50); err == nil {
					leave()
				}
			})
			synctest.Wait()
			cancel()
			leave()
			waiting.Wait()
			if g.used != 0 || len(g.people) != 0 {
				t.Fatalf("%d of the room are taken by nobody", g.used)
			}
		}
	})
}

func TestMemoryIsGivenBackWhenALargeOneAndAllOthersAreDone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := New(64*giveBackFrom, time.Now)
		small, large := Who{"a", "1"}, Who{"b", "2"}
		for _, c := range []struct {
			need int64
			want bool
		}{{giveBackFrom, true}, {giveBackFrom - 1, false}} {
			if !enters(t, g, small, 1) || !enters(t, g, large, c.need) {
				t.Fatal("there is room for both")
			}
			g.leave(large, c.need, 0)
			if g.much != c.want {
				t.Errorf("%d bytes are to be given back: %v", c.need, g.much)
			}
			g.leave(small, 1, 0)
			if g.much {
				t.Error("they are still to be given back when all are done")
			}
		}
	})
}

func TestWhatWorkCameTo(t *testing.T) {
	failed := errors.New("failed")
	for name, c := range map[string]struct{ calledOff, fails, want error }{
		"done": {}, "done although called off": {calledOff: context.Canceled},
		"failed": {fails: failed, want: failed}, "failed because it was called off": {context.Canceled, failed, context.Canceled},
	} {
		ctx, cancel := context.WithCancel(t.Context())
		err := New(100, time.Now).Do(ctx, Who{"a", "1"}, 1, func() error {
			if c.calledOff != nil {
				cancel()
			}
			return c.fails
		})
		cancel()
		if !errors.Is(err, c.want) || (err == nil) != (c.want == nil) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestWhoWasWorkedForLeastIsNext(t *testing.T) {
	now := time.Unix(0, 0)
	g := New(100, func() time.Time { return now })
	waiting := func(r Who) *waiter {
		w := &waiter{r, 1, make(chan struct{})}
		g.queue = append(g.queue, w)
		return w
	}
	g.charge(server("a"), 2*time.Second, serverBack)
	g.charge(person("1"), 3*time.Second, personBack)
	for _, r := range []Who{{"a", "3"}, {"b", "1"}, {"b", "2"}, {"", "1"}} {
		waiting(r)
	}
	g.used = g.room // so that all wait
	g.admit()
	var order []Who
	for _, w := range g.queue {
		order = append(order, w.reader)
	}
	if want := []Who{{"b", "2"}, {"b", "1"}, {"a", "3"}, {"", "1"}}; !slices.Equal(order, want) {
		t.Errorf("%v, want %v", order, want)
	}
	now = now.Add(3 * time.Second)
	for who, want := range map[string]time.Duration{server("a"): 500 * time.Millisecond, person("1"): 2500 * time.Millisecond, person("2"): 0} {
		if got := g.owes(who); got != want {
			t.Errorf("%s owes %s, want %s", who, got, want)
		}
	}
	now = now.Add(time.Hour)
	if g.owes(server("a")) != 0 {
		t.Error("more comes back than was spent")
	}
}

// TestThePartsOfARoom, to the byte: a thirty-second of it is small, an eighth is kept for what is small, and half is for one piece of work.
func TestThePartsOfARoom(t *testing.T) { synctest.Test(t, partsOfARoom) }

func partsOfARoom(t *testing.T) {
	g := New(32000, time.Now)
	for need, want := range map[int64]bool{1000: true, 1001: false} {
		if got := g.small(need); got != want {
			t.Errorf("%d bytes are small: %v", need, got)
		}
	}
	for need, want := range map[int64]bool{16000: true, 16001: false} {
		if got := enters(t, New(32000, time.Now), Who{"a", "1"}, need); got != want {
			t.Errorf("%d bytes are let in: %v", need, got)
		}
	}
	for need, want := range map[int64]bool{12000: true, 12001: false} { // beside 16,000
		g := New(32000, time.Now)
		if !enters(t, g, Who{"a", "1"}, 16000) || enters(t, g, Who{"b", "2"}, need) != want {
			t.Errorf("beside half of the room %d bytes are let in: %v", need, !want)
		}
	}
	now := time.Unix(0, 0)
	for back, want := range map[time.Duration]time.Duration{personBack: 10 * time.Second, serverBack: 6 * time.Second} { // a sixth comes back, and a half
		g := New(1, func() time.Time { return now })
		g.charge("x", 12*time.Second, back)
		if now = now.Add(12 * time.Second); g.owes("x") != want {
			t.Errorf("of twelve seconds %v are owed after twelve", g.owes("x"))
		}
	}
}
