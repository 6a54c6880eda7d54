package bot

import "slices"

// tenancy is who has a shard, as the store keeps it.
type tenancy struct {
	Of int `json:"of"` // of how many shards it is one
	// Holder is the process that has it; "" when it was handed over for another to take.
	Holder string `json:"holder"`
	// Until is when the lease ends, in milliseconds of the store's clock.
	Until int64 `json:"until"`
	// Sitting is the session to go on with, if there is one.
	Sitting *sitting `json:"sitting,omitempty"`
}

// roll is all that the store knows of processes and shards, at one instant.
type roll struct {
	of        int
	now       int64
	processes map[string]int64 // until when each is taken to be alive
	shards    map[int]tenancy
}

// live tells whether somebody's lease of a shard has not ended.
func (r *roll) live(t tenancy) bool { return t.Holder != "" && t.Until > r.now }

// others tells whether another process is alive, or may be.
func (r *roll) others(me string) bool {
	for id, until := range r.processes {
		if id != me && until > r.now {
			return true
		}
	}
	for _, t := range r.shards {
		if t.Holder != me && r.live(t) {
			return true
		}
	}
	return false
}

// alive counts the processes that are heard of.
func (r *roll) alive() (n int) {
	for _, until := range r.processes {
		if until > r.now {
			n++
		}
	}
	return n
}

// whole tells whether every shard has somebody.
func (r *roll) whole() bool {
	for shard := range r.of {
		if t, known := r.shards[shard]; !known || t.Of != r.of || !r.live(t) {
			return false
		}
	}
	return true
}

// share is the fewest and the most shards that each of some processes should have.
func share(shards, processes int) (least, most int) {
	return shards / processes, (shards + processes - 1) / processes
}

// plan decides for one process which shards it takes and which it hands over, so that all have their share. Shards
// whose holder is late are taken by a patient process only. While shards of another number are still held, as
// before a change of that number, nothing is taken.
func (r *roll) plan(me string, patient bool) (take, give []int) {
	held := map[string]int{me: 0}
	for id, until := range r.processes {
		if until > r.now {
			held[id] = 0
		}
	}
	var free, mine []int
	settled := true
	for _, t := range r.shards {
		settled = settled && (t.Of == r.of || !r.live(t))
	}
	for shard := range r.of {
		t, known := r.shards[shard]
		switch {
		case !known || t.Of != r.of || t.Holder == "":
			free = append(free, shard)
		case t.Holder == me:
			mine = append(mine, shard)
		case r.live(t):
			held[t.Holder]++
		case patient:
			free = append(free, shard)
		}
	}
	held[me] = len(mine)
	least, most := share(r.of, len(held))
	poor := false // somebody else has less than everybody should
	for id, n := range held {
		poor = poor || id != me && n < least
	}
	limit := most
	if poor {
		limit = least
	}
	switch n := len(mine); {
	case !settled:
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
