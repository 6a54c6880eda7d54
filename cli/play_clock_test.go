package cli

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"lede/playground"
	"lede/store"
	"lede/store/boltkv"
)

func TestTheClockTellsWhatComesNext(t *testing.T) {
	t.Parallel()
	paris, err := time.LoadLocation("Europe/Paris")
	if err != nil {
		t.Fatal(err)
	}
	now := time.Date(2030, 5, 6, 8, 0, 0, 0, time.FixedZone("", 3600))
	for _, s := range []struct {
		next time.Time
		set  bool
		zone *time.Location
		want []string
	}{
		{time.Time{}, false, paris, []string{`It is <time datetime="2030-05-06T07:00:00Z">Mon 6 May 08:00</time>.`, "No digest has a time.", `value="next" disabled>`}},
		{now.Add(time.Hour), true, paris, []string{`Next digest: <time datetime="2030-05-06T08:00:00Z">Mon 6 May 10:00</time> (Europe/Paris)`, `value="next">`, `Clocks in Europe/Paris change on <time datetime="2030-10-27T01:00:00Z">`}},
		{now.Add(time.Hour), true, time.UTC, []string{`Mon 6 May 08:00</time> (UTC)`, `Clocks in Europe/Paris change on <time datetime="2030-10-27T01:00:00Z">`}}, // where clocks never change
		{now, true, paris, []string{"Catching up with what is due …", `http-equiv="refresh"`, `value="next" disabled>`}},
	} {
		page := clockPage(now, s.next, s.set, s.zone)
		for _, want := range s.want {
			if !strings.Contains(page, want) {
				t.Errorf("%q is not in %s", want, page)
			}
		}
		if strings.Contains(page, "%!") {
			t.Error(page)
		}
	}
}

// TestTheClockWaitsForASlowMachine as long as something moves, and no longer: of three items each takes most of the patience, the last all of it.
func TestTheClockWaitsForASlowMachine(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		clock := playground.NewClock(time.Time{})
		kv := store.NewMemory(clock.Now)
		schedule := func(id string, in time.Duration) {
			if err := kv.Update(t.Context(), "o", func(tx store.Tx) error { return tx.Schedule(id, clock.Now().Add(in)) }); err != nil {
				t.Error(err)
			}
		}
		for i, id := range []string{"a", "b", "c"} {
			schedule(id, time.Duration(i)*time.Second-time.Minute)
		}
		began := time.Now()
		go func() {
			for _, id := range []string{"a", "b"} {
				time.Sleep(8 * time.Second)
				schedule(id, time.Hour)
			}
		}()
		settle(t.Context(), clock, kv, 10*time.Second)
		if took := time.Since(began).Round(time.Second); took != 26*time.Second {
			t.Errorf("it waited for %v, want twice 8 s and then 10", took)
		}
	})
}

// TestAPressLeadsToWhatIsNext although earlier work is still in progress.
func TestAPressLeadsToWhatIsNext(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		clock := playground.NewClock(time.Time{})
		kv := store.NewMemory(clock.Now)
		begin := clock.Now()
		schedule := func(id string, in time.Duration) {
			if err := kv.Update(t.Context(), "o", func(tx store.Tx) error { return tx.Schedule(id, begin.Add(in)) }); err != nil {
				t.Error(err)
			}
		}
		schedule("under way", -time.Second)
		schedule("next", time.Hour)
		go func() {
			time.Sleep(3 * time.Second)
			schedule("under way", 24*time.Hour)
		}()
		moveClock(t.Context(), clock, kv, "next", 10*time.Second)
		if moved := clock.Now().Sub(begin); moved < time.Hour || moved > 2*time.Hour {
			t.Errorf("the clock has moved by %v, want an hour", moved)
		}
	})
}

// TestTomorrowIsTomorrow however many digests come before: the clock stops at each, and goes on.
func TestTomorrowIsTomorrow(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		clock := playground.NewClock(time.Time{})
		kv := store.NewMemory(clock.Now)
		begin := clock.Now()
		var came []time.Duration // when each was due, or later
		put := func(in time.Duration) {
			if err := kv.Update(t.Context(), "o", func(tx store.Tx) error { return tx.Schedule("digest", begin.Add(in)) }); err != nil {
				t.Error(err)
			}
		}
		put(time.Hour)
		clock.OnMove(func(at time.Time) {
			if due := time.Duration(len(came)+1) * time.Hour; at.Sub(begin) >= due && len(came) < 3 {
				came = append(came, at.Sub(begin))
				put(due + time.Hour + 20*time.Hour*time.Duration(len(came)/3)) // the fourth comes after that day
			}
		})
		moveClock(t.Context(), clock, kv, "day", 10*time.Second)
		if want := []time.Duration{time.Hour, 2 * time.Hour, 3 * time.Hour}; !slices.Equal(came, want) {
			t.Errorf("digests came after %v, want %v", came, want)
		}
		if moved := clock.Now().Sub(begin); moved < 24*time.Hour || moved > 25*time.Hour {
			t.Errorf("the clock has moved by %v, want a day", moved)
		}
	})
}

// TestWhatIsUnderWay is what is due and what is held under a lease, and not what will only be due soon.
func TestWhatIsUnderWay(t *testing.T) {
	t.Parallel()
	now := morning
	kv, err := boltkv.Open(filepath.Join(t.TempDir(), "a.db"), func() time.Time { return now })
	if err != nil {
		t.Fatal(err)
	}
	defer kv.Close()
	schedule := func(at time.Time) {
		if err := kv.Update(t.Context(), "o", func(tx store.Tx) error { return tx.Schedule("a", at) }); err != nil {
			t.Fatal(err)
		}
	}
	see := func(what string, want bool) {
		if got := underWay(t.Context(), kv, now); (got != "") != want {
			t.Errorf("%s: %q is under way", what, got)
		}
	}
	see("nothing", false)
	schedule(now.Add(time.Second))
	see("due soon", false)
	schedule(now)
	see("due", true)
	claims, err := kv.Claim(t.Context(), 1, time.Minute)
	if err != nil || len(claims) != 1 {
		t.Fatal(claims, err)
	}
	see("held", true)
	if err := kv.Update(t.Context(), "o", func(tx store.Tx) error { return tx.Retry(claims[0], now.Add(time.Second)) }); err != nil {
		t.Fatal(err)
	}
	see("put off", false)
}

// TestTheNextChangeOfTheClocks is found to the hour, passes one that is about to come, and there is none where clocks never change.
func TestTheNextChangeOfTheClocks(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ zone, now, want string }{
		{"Europe/Paris", "2030-05-06T08:10:00Z", "2030-10-27T01:00:00Z"},
		{"Europe/Paris", "2030-10-27T00:00:00Z", "2031-03-30T01:00:00Z"},
		{"America/New_York", "2030-01-01T00:00:00Z", "2030-03-10T07:00:00Z"},
		{"Asia/Tokyo", "2030-05-06T08:00:00Z", "0001-01-01T00:00:00Z"},
	} {
		zone, err := time.LoadLocation(c.zone)
		if err != nil {
			t.Fatal(err)
		}
		now, err := time.Parse(time.RFC3339, c.now)
		if err != nil {
			t.Fatal(err)
		}
		if got := nextChange(now, zone).UTC().Format(time.RFC3339); got != c.want {
			t.Errorf("%s after %s: %s, want %s", c.zone, c.now, got, c.want)
		}
		if nextChange(now, changing(now, zone)).IsZero() {
			t.Errorf("no change is shown for %s", c.zone)
		}
	}
}
