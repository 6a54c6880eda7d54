package world

import (
	"slices"
	"time"
)

const (
	// LongestName is how long the name of a server may be, in bytes.
	LongestName = 100
	// roomForGuilds is how many servers may be made besides those that the world began with.
	roomForGuilds = 20
)

// Found makes a guild to which the bot is added at an instant, and tells the bot; ok is false when there is no room for another.
func (s *State) Found(name string, at time.Time) (g Guild, ok bool) {
	if len(s.World.Guilds) == cap(s.World.Guilds) {
		return Guild{}, false // pointers into the list stay what they are
	}
	g = Guild{ID: s.IDs.Next(), Name: name, Channels: []Channel{{ID: s.IDs.Next(), Name: "general"}}, Roles: []Role{}, joined: at}
	s.World.Guilds = append(s.World.Guilds, g)
	s.Hear(Event{Name: "GUILD_CREATE", Data: s.GuildObject(g, true), Intent: IntentGuilds, Guild: g.ID})
	s.Publish(Update{Kind: "world"})
	return g, true
}

// system is the id of the channel in which Discord tells of newcomers, nil where there is none: the first of text, as in new servers.
func (g *Guild) system() any {
	if i := slices.IndexFunc(g.Channels, func(c Channel) bool { return c.Type == TextChannel }); i >= 0 {
		return g.Channels[i].ID
	}
	return nil
}
