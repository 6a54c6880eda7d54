package gateway

import "sync"

// maxGuilds is how many guilds of a shard are remembered. Discord makes a bot shard before it is in 2,500; more can only be
// made up.
const maxGuilds = 5000

// Guilds holds the known guilds of a shard, so that the list after every connection and the end of an outage are not taken for
// invitations. The zero value is ready for use.
type Guilds struct {
	mu    sync.Mutex
	known map[string]bool // nil before the first list
}

// Reset takes the list that comes with a new session and returns the guilds gone since the previous one. It returns none when
// the list is missing, too long or has invalid ids: then it does not show which are gone.
func (g *Guilds) Reset(list []Guild) (left []string) {
	g.mu.Lock()
	defer g.mu.Unlock()
	whole := list != nil && len(list) <= maxGuilds
	now := map[string]bool{}
	for _, x := range list[:min(len(list), maxGuilds)] {
		if x.ID == "" || CheckIDs(x.ID) != nil {
			whole = false
			continue
		}
		now[x.ID] = true
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
	g.known = now
	return left
}

// Add records a guild, and reports whether the bot has joined it just now.
func (g *Guilds) Add(id string) (joined bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	joined = g.known != nil && !g.known[id] && len(g.known) < maxGuilds
	if joined {
		g.known[id] = true
	}
	return joined
}

// Remove forgets a guild that the bot has left.
func (g *Guilds) Remove(id string) {
	g.mu.Lock()
	defer g.mu.Unlock()
	delete(g.known, id)
}

// takeOver starts with no guilds, after another process has reported its own: any that comes now may be a new one.
func (g *Guilds) takeOver() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.known = map[string]bool{}
}
