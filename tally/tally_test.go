package tally

import (
	"sync"
	"testing"
	"time"
)

func TestTimesAreCountedUpToTheirBound(t *testing.T) {
	t.Parallel()
	var times Times
	var adding sync.WaitGroup
	for _, took := range []time.Duration{0, time.Millisecond, time.Millisecond + 1, 3 * time.Second, 2 * time.Hour} {
		adding.Go(func() { times.Add(took) })
	}
	adding.Wait()
	s := times.Read()
	if want := [len(Bounds)]uint64{2, 3, 3, 3, 3, 3, 3, 3, 4, 4, 4, 4, 4}; s.UpTo != want || s.Count != 5 || s.Sum != 2*time.Hour+3*time.Second+2*time.Millisecond+1 {
		t.Errorf("read %+v", s)
	}
}

func TestNilAndZeroCountNothing(t *testing.T) {
	t.Parallel()
	var times *Times
	times.Add(time.Second)
	var none *Counts[string]
	none.Add("x")
	var some Counts[string]
	some.Add("x")
	read := some.Read()
	read["x"] = 7
	if times.Read().Count != 0 || len(none.Read()) != 0 || some.Read()["x"] != 1 {
		t.Error("what was read is not what was counted")
	}
}
