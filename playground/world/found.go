package world

import (
	"slices"
	"time"
)

const (
	// LongestName is the maximum length of a server's name, in bytes.
	LongestName = 100
	// roomForGuilds is how many servers may be added to those of the initial world.
	roomForGuilds = 20
)

// Found creates a guild which the bot joins at an instant, and tells the bot; ok is false if there is no room for another.
func (s *State) Found(name string, at time.Time) (g Guild, ok bool) {
	if len(s.World.Guilds) == cap(s.World.Guilds) {
		return Guild{}, false // pointers into the list must stay valid
	}
	g = Guild{ID: s.IDs.Next(), Name: name, Channels: []Channel{{ID: s.IDs.Next(), Name: "general"}}, Roles: []Role{}, joined: at}
	s.World.Guilds = append(s.World.Guilds, g)
	s.Hear(Event{Name: "GUILD_CREATE", Data: s.GuildObject(g, true), Intent: IntentGuilds, Guild: g.ID})
	s.Publish(Update{Kind: "world"})
	return g, true
}

// system returns the id of the channel in which Discord announces new members, nil if there is none: the first text channel, as in new servers.
func (g *Guild) system() any {
	if i := slices.IndexFunc(g.Channels, func(c Channel) bool { return c.Type == TextChannel }); i >= 0 {
		return g.Channels[i].ID
	}
	return nil
}
