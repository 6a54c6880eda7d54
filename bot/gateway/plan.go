package gateway

import "slices"

// shardLease records who holds a shard, as the store keeps it.
type shardLease struct {
	Of int `json:"of"` // of how many shards it is one
	// Holder is the process that has it; "" when it was handed over for another to take.
	Holder string `json:"holder"`
	// Until is when the lease expires, in milliseconds of the store's clock.
	Until int64 `json:"until"`
	// Resume is the session to go on with, if there is one. Stores know it by an older name.
	Resume *ResumePoint `json:"sitting,omitempty"`
	Away
}

// table is all that the store knows about processes and shards, at one instant.
type table struct {
	of        int              // total number of shards
	now       int64            // of the store's clock, in milliseconds
	processes map[string]int64 // until when each counts as alive
	shards    map[int]shardLease
}

// live reports whether a lease has a holder and has not expired.
func (t *table) live(l shardLease) bool { return l.Holder != "" && l.Until > t.now }

// others reports whether another process is alive, or may be.
func (t *table) others(me string) bool {
	for id, until := range t.processes {
		if id != me && until > t.now {
			return true
		}
	}
	for _, l := range t.shards {
		if l.Holder != me && t.live(l) {
			return true
		}
	}
	return false
}

// alive counts the processes that count as alive.
func (t *table) alive() (n int) {
	for _, until := range t.processes {
		if until > t.now {
			n++
		}
	}
	return n
}

// away returns, by shard, which guilds their processes say are away.
func (t *table) away() map[int]Away {
	all := map[int]Away{}
	for shard, l := range t.shards {
		if l.Of == t.of {
			all[shard] = l.Away
		}
	}
	return all
}

// whole reports whether every shard has a holder.
func (t *table) whole() bool {
	for shard := range t.of {
		if l, known := t.shards[shard]; !known || l.Of != t.of || !t.live(l) {
			return false
		}
	}
	return true
}

// share returns the fewest and the most shards that each of a number of processes should have.
func share(shards, processes int) (least, most int) {
	return shards / processes, (shards + processes - 1) / processes
}

// limits returns how many shards one process should have, and how many it may keep, given how many each has: the minimum share
// while another has less than that.
func limits(shards int, me string, held map[string]int) (limit, most int) {
	least, most := share(shards, len(held))
	for id, n := range held {
		if id != me && n < least {
			return least, most
		}
	}
	return most, most
}

// renumbering reports whether shards of another total are still held, as while the number is being changed.
func (t *table) renumbering() bool {
	for _, l := range t.shards {
		if l.Of != t.of && t.live(l) {
			return true
		}
	}
	return false
}

// plan decides for one process which shards it takes and which it hands over, so that all have their share. Only a patient
// process takes shards whose lease has expired. While the number of shards is being changed, none are taken.
func (t *table) plan(me string, patient bool) (take, give []int) {
	held := map[string]int{me: 0}
	for id, until := range t.processes {
		if until > t.now {
			held[id] = 0
		}
	}
	var free, mine []int
	for shard := range t.of {
		l, known := t.shards[shard]
		switch {
		case !known || l.Of != t.of || l.Holder == "":
			free = append(free, shard)
		case l.Holder == me:
			mine = append(mine, shard)
		case t.live(l):
			held[l.Holder]++
		case patient:
			free = append(free, shard)
		}
	}
	held[me] = len(mine)
	limit, most := limits(t.of, me, held)
	switch n := len(mine); {
	case t.renumbering():
	case n < limit:
		take = free[:min(len(free), limit-n)]
	case len(free) > 0: // others will take them, and then it is seen who has too many
	case n > most:
		give = mine[most:]
	case n > limit:
		give = mine[n-1:]
	}
	return slices.Clip(take), slices.Clip(give)
}
