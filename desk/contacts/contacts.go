// Package contacts remembers in memory whom to tell if the store loses what they set. It refuses to keep anything for longer than the
// process lives.
package contacts

import (
	"maps"
	"sync"
	"time"
)

// maxGuilds bounds the guilds that are remembered.
const maxGuilds = 10_000

// Contacts remembers whom to tell if the store loses a guild's digests, for the guilds this process has worked for. The desks of one
// process share it.
type Contacts struct {
	mu sync.Mutex
	of map[string]Known // by guild
}

// Known is what is remembered about a guild.
type Known struct {
	Alerts  string            // channel
	Digests map[string]Digest // by id
}

// Digest is what is told of a digest that is lost.
type Digest struct {
	By        string // the person who set it
	Channel   string
	Timetable string
	Set       time.Time // by the store's clock
	Hourly    int       // how many posts an hour, if it is posted as news comes; else 0
}

// New returns empty Contacts.
func New() *Contacts { return &Contacts{of: map[string]Known{}} }

// Note remembers digests of a guild, by their ids.
func (r *Contacts) Note(guild string, digests map[string]Digest) {
	if r == nil || len(digests) == 0 {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	known, ok := r.of[guild]
	if !ok && len(r.of) >= maxGuilds {
		return
	}
	if known.Digests == nil {
		known.Digests = map[string]Digest{}
	}
	maps.Copy(known.Digests, digests)
	r.of[guild] = known
}

// NoteAlerts remembers the alerts channel of a guild whose digests are known.
func (r *Contacts) NoteAlerts(guild, channel string) {
	if r == nil {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if known, ok := r.of[guild]; ok {
		known.Alerts = channel
		r.of[guild] = known
	}
}

// Forget forgets a digest, or all of a guild when digest is "".
func (r *Contacts) Forget(guild, digest string) {
	if r == nil {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if delete(r.of[guild].Digests, digest); digest == "" || len(r.of[guild].Digests) == 0 {
		delete(r.of, guild)
	}
}

// Of returns what is remembered about a guild now.
func (r *Contacts) Of(guild string) Known {
	if r == nil {
		return Known{}
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	known := r.of[guild]
	return Known{known.Alerts, maps.Clone(known.Digests)}
}

// Snapshot returns everything remembered now.
func (r *Contacts) Snapshot() map[string]Known {
	all := map[string]Known{}
	if r == nil {
		return all
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	for guild, known := range r.of {
		all[guild] = Known{known.Alerts, maps.Clone(known.Digests)}
	}
	return all
}
