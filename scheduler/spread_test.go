package scheduler_test

import (
	"fmt"
	"testing"
	"time"

	"lede/scheduler"
)

// TestTheSpreadIsEvenAndStaysWithinTheWindow holds 100,000 servers to the ten minutes that they share.
func TestTheSpreadIsEvenAndStaysWithinTheWindow(t *testing.T) {
	const servers, parts = 100_000, 20
	window := 10 * time.Minute
	var counts [parts]int
	for i := range servers {
		key := fmt.Sprint(1_100_000_000_000_000_000 + int64(i)*4194304)
		spread := scheduler.Spread(key, window)
		if spread < 0 || spread >= window || spread != spread.Truncate(time.Second) || spread != scheduler.Spread(key, window) {
			t.Fatalf("server %s is %v late", key, spread)
		}
		counts[spread*parts/window]++
	}
	for part, n := range counts {
		if want := servers / parts; n < want*95/100 || n > want*105/100 { // 5 % is three and a half standard deviations
			t.Errorf("part %d of %d has %d servers, not about %d", part+1, parts, n, want)
		}
	}
}

func TestWithoutAWindowNothingIsSpread(t *testing.T) {
	for _, window := range []time.Duration{0, -time.Hour, time.Nanosecond, time.Second} {
		if spread := scheduler.Spread("guild", window); spread != 0 {
			t.Errorf("over %v: %v", window, spread)
		}
	}
	if spread := scheduler.Spread("guild", 1<<62); spread < 0 || spread >= 1<<62 {
		t.Errorf("over the longest window: %v", spread)
	}
}
