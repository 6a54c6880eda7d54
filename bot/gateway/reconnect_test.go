package gateway

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"
)

// times holds the intervals that decide the pauses.
var times = Timing{FirstPause: time.Second, LongestPause: 8 * time.Second, Stable: time.Minute, NewSession: 2 * time.Second, Unreached: 3 * time.Second}

// TestASessionThatIsResumedWaitsForNothing: as long as Discord resumes the session, a lost connection is replaced at once,
// however often it is lost.
func TestASessionThatIsResumedWaitsForNothing(t *testing.T) {
	b := newReconnect(times)
	for range 20 {
		if wait, anew := b.after(ending{asked: true, resumed: true, held: 5 * time.Second}, times); wait != times.FirstPause || anew {
			t.Fatalf("waits %s, a new session: %t", wait, anew)
		}
	}
}

// TestAnUnsteadySessionIsResumedLessOften: Discord would ban a bot that comes four times a second. The pause stays
// short, as somebody may be waiting, and once a connection holds, the next loss costs nothing again.
func TestAnUnsteadySessionIsResumedLessOften(t *testing.T) {
	real := DefaultTiming()
	b := newReconnect(real)
	var took time.Duration
	var longest time.Duration
	for range 20 {
		wait, _ := b.after(ending{asked: true, resumed: true, held: 100 * time.Millisecond}, real)
		took, longest = took+wait, max(longest, wait)
	}
	if took < 3*time.Minute || longest > 15*time.Second {
		t.Errorf("20 times in %s, at most %s apart", took, longest)
	}
	for _, held := range []time.Duration{real.Stable + 1, 3 * time.Second} {
		if wait, _ := b.after(ending{asked: true, resumed: true, held: held}, real); wait != real.FirstPause {
			t.Errorf("waits %s after a connection that held for %s", wait, held)
		}
	}
}

// TestPausesGrowUntilAConnectionHolds: while the gateway cannot be reached, less than after sessions that were not begun.
func TestPausesGrowUntilAConnectionHolds(t *testing.T) {
	for reached, want := range map[bool]string{true: "[1ns 2ns 4ns 8ns 8ns 1ns 2ns]", false: "[1ns 2ns 3ns 3ns 3ns 1ns 2ns]"} {
		b := newReconnect(times)
		var waits []time.Duration
		for _, held := range []time.Duration{0, 0, 0, 0, times.Stable, times.Stable + 1, 0} {
			wait, anew := b.after(ending{held: held, reached: reached}, times)
			if waits = append(waits, wait/time.Second); anew {
				t.Error("a new session although nothing was resumed")
			}
		}
		if got := fmt.Sprint(waits); got != want {
			t.Errorf("the gateway was reached: %t; waits are %s", reached, got)
		}
	}
}

// TestASessionThatHasBegunIsResumedAtOnce: however long Discord took to begin it. New sessions are still spaced out.
func TestASessionThatHasBegunIsResumedAtOnce(t *testing.T) {
	b := newReconnect(times)
	for range 5 {
		b.after(ending{}, times) // Discord cannot be reached
	}
	for n, want := range []time.Duration{2, 4, 8, 8, 8} {
		if wait, anew := b.after(ending{begun: true, held: time.Second}, times); wait != times.FirstPause || anew {
			t.Errorf("waits %s before RESUME, a new session: %t", wait, anew)
		}
		if wait, anew := b.after(ending{asked: true, void: true}, times); wait != want*time.Second || !anew {
			t.Errorf("waits %s before session %d, a new one: %t", wait, n, anew)
		}
	}
	if wait, _ := b.after(ending{void: true, held: times.Stable + 1}, times); wait != times.NewSession {
		t.Errorf("waits %s after a connection that held", wait)
	}
}

// TestSessionsThatWorkAreBegunAnewAtOnce: while Discord allows many more, so that an unsteady line costs people as little as it
// can.
func TestSessionsThatWorkAreBegunAnewAtOnce(t *testing.T) {
	void := ending{asked: true, void: true, plenty: true}
	for name, c := range map[string]struct {
		before []ending // each new session
		end    ending
		want   string // seconds before the next
	}{
		"sessions that work":    {[]ending{{begun: true}, {asked: true, resumed: true}}, void, "2 2 2 2"},
		"none works":            {nil, void, "2 4 8 8"},
		"Discord allows few":    {[]ending{{begun: true}}, ending{asked: true, void: true}, "2 4 8 8"},
		"RESUME fails silently": {[]ending{{begun: true}, {asked: true}, {asked: true}}, ending{asked: true, plenty: true}, "2 2 2 2"},
	} {
		b, waits := newReconnect(times), []string{}
		for range 4 {
			for _, e := range c.before {
				b.after(e, times)
			}
			wait, anew := b.after(c.end, times)
			if !anew {
				t.Errorf("%s: no new session", name)
			}
			waits = append(waits, fmt.Sprint(int(wait.Seconds())))
		}
		if got := strings.Join(waits, " "); got != c.want {
			t.Errorf("%s: waits %s, want %s", name, got, c.want)
		}
	}
}

func TestThreeResumesThatFailEndTheSession(t *testing.T) {
	failed, resumed, unasked := ending{asked: true}, ending{asked: true, resumed: true}, ending{}
	for name, c := range map[string]struct {
		endings []ending
		anew    string
	}{
		"in a row":                  {[]ending{failed, failed, failed, failed, failed, failed}, "..x..x"},
		"with a success between":    {[]ending{failed, failed, resumed, failed, failed, failed}, ".....x"},
		"Discord cannot be reached": {[]ending{failed, unasked, failed, unasked, unasked, failed}, ".....x"},
		"Discord says so":           {[]ending{{void: true}, failed, failed, {asked: true, void: true}, failed, failed}, "x..x.."},
	} {
		b, got := newReconnect(times), ""
		for _, e := range c.endings {
			wait, anew := b.after(e, times)
			if anew {
				got += "x"
			} else {
				got += "."
			}
			if anew && wait < times.NewSession {
				t.Errorf("%s: a new session begins after %s", name, wait)
			}
		}
		if got != c.anew {
			t.Errorf("%s: %s, want %s", name, got, c.anew)
		}
	}
}

// TestWhatEndsASession: the close code decides, and whether Discord had resumed the session.
func TestWhatEndsASession(t *testing.T) {
	for _, c := range []struct {
		why               error
		resuming, greeted bool
		resumed, says     bool
		want              ending
	}{
		{&closed{code: 4009}, true, true, false, false, ending{asked: true, void: true}},
		{&closed{code: 4007}, true, true, false, false, ending{asked: true, void: true}},
		{&closed{code: 4003}, true, true, true, false, ending{asked: true, resumed: true, void: true}},
		{&closed{code: 1000}, true, true, false, false, ending{asked: true, void: true}},
		{&closed{code: 1000}, true, true, true, false, ending{asked: true, resumed: true}},
		{&closed{code: 1000}, false, true, false, false, ending{}},
		{fmt.Errorf("opening: %w", &closed{code: 1000}), true, true, false, false, ending{asked: true, void: true}},
		{&closed{code: 4000}, true, true, false, false, ending{asked: true}},
		{&closed{code: 1001}, true, true, false, false, ending{asked: true}},
		{errors.New("reset"), true, false, false, false, ending{}},
		{errDoubted, true, true, false, true, ending{asked: true, void: true}},
	} {
		conn := &connection{}
		conn.greeted.Store(c.greeted)
		conn.resumed.Store(c.resumed)
		conn.void.Store(c.says)
		c.want.reached = c.greeted
		if got := conn.ending(c.why, c.resuming, 0); got != c.want {
			t.Errorf("%v (resuming %t, resumed %t): %+v", c.why, c.resuming, c.resumed, got)
		}
	}
	if got := (*connection)(nil).ending(errors.New("no address"), true, time.Second); got != (ending{held: time.Second}) {
		t.Errorf("without a connection: %+v", got)
	}
}

func TestCloseCodesAreLoggedWithTheirNames(t *testing.T) {
	for code, want := range map[int]string{4009: "code 4009, session timed out (bye)", 1000: "code 1000, normal (bye)", 4999: "code 4999 (bye)"} {
		if got := (&closed{code: code, text: "bye"}).Error(); got != "the gateway closed the connection with "+want {
			t.Error(got)
		}
	}
}
