package gateway

import (
	"fmt"
	"math/rand/v2"
	"testing"
)

// settle lets processes take turns until none takes or hands over a shard, and returns the number of turns.
func settle(t *testing.T, r *table, processes []string, held func(shard int, by string)) int {
	t.Helper()
	for turns := 1; turns < 100; turns++ {
		still := true
		for _, me := range processes {
			take, give := r.plan(me, true)
			for _, shard := range take {
				if x := r.shards[shard]; r.live(x) && x.Of == r.of {
					t.Fatalf("%s takes shard %d, which %s holds", me, shard, x.Holder)
				}
				r.shards[shard] = shardLease{Of: r.of, Holder: me, Until: r.now + 1}
				held(shard, me)
			}
			for _, shard := range give {
				if r.shards[shard].Holder != me {
					t.Fatalf("%s gives shard %d, which it does not have", me, shard)
				}
				r.shards[shard] = shardLease{Of: r.of}
			}
			still = still && len(take)+len(give) == 0
		}
		if still {
			return turns
		}
	}
	t.Fatal("shards go to and fro without end")
	return 0
}

// TestEveryProcessGetsItsShare: when others join, die or leave, whatever each held before.
func TestEveryProcessGetsItsShare(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 7))
	for range 500 {
		r := &table{of: 1 + rng.IntN(40), now: 1000, processes: map[string]int64{}, shards: map[int]shardLease{}}
		var alive []string
		for i := range 1 + rng.IntN(9) {
			id := fmt.Sprint("p", i)
			r.processes[id] = r.now + 1
			alive = append(alive, id)
		}
		for shard := range r.of {
			switch rng.IntN(4) {
			case 0: // never held
			case 1:
				r.shards[shard] = shardLease{Of: r.of}
			case 2:
				r.shards[shard] = shardLease{Of: r.of, Holder: "dead", Until: r.now - 1}
			case 3:
				r.shards[shard] = shardLease{Of: r.of, Holder: alive[rng.IntN(len(alive))], Until: r.now + 1}
			}
		}
		settle(t, r, alive, func(int, string) {})
		n := map[string]int{}
		for shard := range r.of {
			x := r.shards[shard]
			if !r.live(x) {
				t.Fatalf("shard %d of %d has nobody among %d processes", shard, r.of, len(alive))
			}
			n[x.Holder]++
		}
		least, most := share(r.of, len(alive))
		for _, id := range alive {
			if n[id] < least || n[id] > most {
				t.Fatalf("%s has %d of %d shards among %d processes", id, n[id], r.of, len(alive))
			}
		}
		moved := 0
		settle(t, r, alive, func(int, string) { moved++ })
		if moved > 0 {
			t.Fatalf("%d shards moved although all was well", moved)
		}
	}
}

// TestAnImpatientProcessTakesNothingThatIsLate: the holder may be about to renew it.
func TestAnImpatientProcessTakesNothingThatIsLate(t *testing.T) {
	r := &table{of: 2, now: 10, processes: map[string]int64{}, shards: map[int]shardLease{
		0: {Of: 2, Holder: "other", Until: 9}, 1: {Of: 2},
	}}
	if take, _ := r.plan("me", false); len(take) != 1 || take[0] != 1 {
		t.Errorf("takes %v", take)
	}
	if take, _ := r.plan("me", true); len(take) != 2 {
		t.Errorf("takes %v when it has been patient", take)
	}
}

// TestNothingIsTakenWhileAnotherNumberOfShardsIsServed: both would receive the same events.
func TestNothingIsTakenWhileAnotherNumberOfShardsIsServed(t *testing.T) {
	r := &table{of: 2, now: 10, processes: map[string]int64{}, shards: map[int]shardLease{3: {Of: 4, Holder: "other", Until: 11}}}
	if take, give := r.plan("me", true); len(take)+len(give) != 0 {
		t.Errorf("takes %v, gives %v", take, give)
	}
	r.now = 11
	if take, _ := r.plan("me", true); len(take) != 2 {
		t.Errorf("takes %v when it is over", take)
	}
}
