package world

import "slices"

// Place is a channel with its location: in a guild, or between a person and the bot.
type Place struct {
	Channel
	Guild  *Guild
	Thread *Thread // nil if the place is not a thread
	With   *Profile
}

// GuildID returns the id of the guild, "" in a direct message.
func (p Place) GuildID() string {
	if p.Guild == nil {
		return ""
	}
	return p.Guild.ID
}

// WithID returns the id of the person in a direct message, "" in a guild.
func (p Place) WithID() string {
	if p.With == nil {
		return ""
	}
	return p.With.ID
}

// Place finds a channel, a thread or a direct message by its id.
func (w World) Place(id string) (Place, bool) {
	for i, g := range w.Guilds {
		for _, c := range g.Channels {
			if c.ID == id {
				return Place{Channel: c, Guild: &w.Guilds[i]}, true
			}
		}
		for _, t := range g.Threads {
			if t.ID == id {
				return Place{Channel: t.Channel, Guild: &w.Guilds[i], Thread: t}, true
			}
		}
	}
	for i, p := range w.People {
		if p.DM == id {
			return Place{Channel: Channel{ID: id, Type: DirectChannel}, With: &w.People[i]}, true
		}
	}
	return Place{}, false
}

// Profile finds a person by id.
func (w World) Profile(id string) (*Profile, bool) {
	if i := slices.IndexFunc(w.People, func(p Profile) bool { return p.ID == id }); i >= 0 {
		return &w.People[i], true
	}
	return nil, false
}

// GuildByID finds a guild by id.
func (w World) GuildByID(id string) (*Guild, bool) {
	if i := slices.IndexFunc(w.Guilds, func(g Guild) bool { return g.ID == id }); i >= 0 {
		return &w.Guilds[i], true
	}
	return nil, false
}
