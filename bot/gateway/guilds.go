package gateway

import (
	"maps"
	"slices"
	"sync"
)

// maxGuilds is how many guilds of a shard are remembered. Discord makes a bot shard before it is in 2,500; more can only be
// made up.
const maxGuilds = 5000

// Guilds holds the known guilds of a shard, so that the list after every connection and the end of an outage are not taken for
// invitations. The zero value is ready for use.
type Guilds struct {
	mu    sync.Mutex
	known map[string]bool // nil before the first list
	unmet map[string]bool // those of the first list that Discord has yet to describe
	away  map[string]bool // those that Discord itself cannot reach, in an outage
	// partial says that known is not the whole list: another process has had it.
	partial bool
}

// mostAway is how many guilds that Discord cannot reach a process names to the others. More is an outage of all.
const mostAway = 100

// Away says which guilds of a shard Discord itself cannot reach, for the processes that have other shards.
type Away struct {
	Guilds []string `json:"away,omitempty"`
	Outage bool     `json:"outage,omitempty"` // too many to be named
}

func (a Away) has(guild string) bool { return a.Outage || slices.Contains(a.Guilds, guild) }

// Away returns those of this shard.
func (g *Guilds) Away() Away {
	g.mu.Lock()
	defer g.mu.Unlock()
	if len(g.away) > mostAway {
		return Away{Outage: true}
	}
	return Away{Guilds: slices.Sorted(maps.Keys(g.away))}
}

// Reset takes the list that comes with a new session and returns the guilds gone since the previous one. It returns none when
// the list is missing, too long or has invalid ids: then it does not show which are gone.
func (g *Guilds) Reset(list []Guild) (left []string) {
	g.mu.Lock()
	defer g.mu.Unlock()
	whole := list != nil && len(list) <= maxGuilds
	now, away := map[string]bool{}, map[string]bool{}
	for _, x := range list[:min(len(list), maxGuilds)] {
		if x.ID == "" || CheckIDs(x.ID) != nil {
			whole = false
			continue
		}
		now[x.ID] = true
		if x.Unavailable {
			away[x.ID] = true
		}
	}
	for id := range g.known {
		switch {
		case now[id]:
		case whole:
			left = append(left, id)
		case len(now) < maxGuilds:
			now[id] = true
		}
	}
	if len(g.known) == 0 {
		g.unmet = maps.Clone(now)
	}
	g.known, g.away, g.partial = now, away, false
	return left
}

// Add records a guild, and reports whether the bot has joined it just now. unmet reports that it was on the first list, so that
// nobody knows whether the bot joined it while nothing was running; it does so once.
func (g *Guilds) Add(id string) (joined, unmet bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	unmet = g.unmet[id]
	delete(g.unmet, id)
	delete(g.away, id)
	joined = g.known != nil && !g.known[id] && len(g.known) < maxGuilds
	if joined {
		g.known[id] = true
	}
	return joined, unmet
}

// has reports whether a guild is known, and whether Discord itself cannot reach it.
func (g *Guilds) has(id string) (known, away bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.known[id], g.away[id]
}

// Remove forgets a guild that the bot has left.
func (g *Guilds) Remove(id string) {
	g.mu.Lock()
	defer g.mu.Unlock()
	delete(g.known, id)
	delete(g.away, id)
}

// Lose records that Discord itself cannot reach a guild now.
func (g *Guilds) Lose(id string) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.partial && len(g.known) < maxGuilds {
		g.known[id] = true
	}
	if g.known[id] && g.away != nil {
		g.away[id] = true
	}
}

// takeOver starts with no guilds but those that are named as away, after another process has reported its own: any that comes now may be a new one.
func (g *Guilds) takeOver(away Away) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.known, g.away, g.partial = map[string]bool{}, map[string]bool{}, true
	for _, id := range away.Guilds {
		g.known[id], g.away[id] = true, true
	}
}
