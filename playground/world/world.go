package world

import (
	"slices"
	"time"
)

// World is the guilds and people. Missing ids are assigned by New.
type World struct {
	Guilds []Guild   `json:"guilds"`
	People []Profile `json:"people"`
}

// Guild is what people call a server. Everybody in the world is a member of every guild, and so is the bot.
type Guild struct {
	ID       string    `json:"id"`
	Name     string    `json:"name"`
	Channels []Channel `json:"channels"`
	Roles    []Role    `json:"roles"`   // besides @everyone
	Threads  []*Thread `json:"threads"` // posts of its forums, oldest first

	joined time.Time // when the bot was added
}

// The types of channel that the playground knows.
const (
	TextChannel         = 0
	DirectChannel       = 1
	AnnouncementChannel = 5
	PublicThread        = 11
	ForumChannel        = 15
)

// Channel is a place for messages.
type Channel struct {
	ID   string `json:"id"`
	Name string `json:"name"`
	Type int    `json:"type"`
	// Tags are the tags that posts of a forum may have, and RequireTag makes one mandatory.
	Tags       []Tag `json:"tags,omitempty"`
	RequireTag bool  `json:"require_tag,omitempty"`
}

// Tag is a tag for posts of a forum.
type Tag struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// Profile is a person whom the playground can act as.
type Profile struct {
	ID     string   `json:"id"`
	Name   string   `json:"name"`
	Admin  bool     `json:"admin"`            // may manage every guild
	Locale string   `json:"locale,omitempty"` // such as en-GB, which is the default
	DM     string   `json:"dm"`               // the id of the channel between this person and the bot
	Roles  []string `json:"roles"`            // names of the roles that they have in every guild that knows them
}

// Channel returns the id of the first guild channel with this name, or "".
func (w World) Channel(name string) string {
	for _, g := range w.Guilds {
		for _, c := range g.Channels {
			if c.Name == name {
				return c.ID
			}
		}
	}
	return ""
}

// Guild returns the id of the guild with this name, or "".
func (w World) Guild(name string) string {
	if i := slices.IndexFunc(w.Guilds, func(g Guild) bool { return g.Name == name }); i >= 0 {
		return w.Guilds[i].ID
	}
	return ""
}

// Role returns the id of the first role with this name, or "".
func (w World) Role(name string) string {
	for _, g := range w.Guilds {
		for _, r := range g.Roles {
			if r.Name == name {
				return r.ID
			}
		}
	}
	return ""
}

// Person returns the profile with this name; its ID is empty if there is none.
func (w World) Person(name string) Profile {
	if i := slices.IndexFunc(w.People, func(p Profile) bool { return p.Name == name }); i >= 0 {
		return w.People[i]
	}
	return Profile{}
}

// Default returns a world for trying out a bot: two guilds and two people.
func Default() World {
	return World{
		Guilds: []Guild{
			{Name: "The Newsroom", Channels: []Channel{
				{Name: "general"}, {Name: "digests"}, {Name: "editors"},
				{Name: "announcements", Type: AnnouncementChannel}, {Name: "briefings", Type: ForumChannel},
			}, Roles: []Role{{Name: "Readers", Color: 0x3A7D5B}, {Name: "Editors", Color: 0xA3541F}}},
			{Name: "Book Club", Channels: []Channel{{Name: "lounge"}}},
		},
		People: []Profile{{Name: "Robin", Admin: true, Roles: []string{"Readers", "Editors"}}, {Name: "Sam", Roles: []string{"Readers"}}},
	}
}

// founded is when the world began. Its ids are derived from here, so they are the same at every start.
var founded = time.Date(2024, 1, 2, 9, 0, 0, 0, time.UTC)

// settle assigns an id to everything that has none.
func (w World) settle() World {
	ids := snowflakes{now: func() time.Time { return founded }}
	give := func(id *string) {
		if next := ids.Next(); *id == "" {
			*id = next
		}
	}
	w = w.Copy()
	w.Guilds = slices.Grow(w.Guilds, roomForGuilds)
	w.Guilds = w.Guilds[: len(w.Guilds) : len(w.Guilds)+roomForGuilds]
	for i := range w.Guilds {
		w.Guilds[i].joined = founded
		give(&w.Guilds[i].ID)
		for j := range w.Guilds[i].Channels {
			c := &w.Guilds[i].Channels[j]
			give(&c.ID)
			for k := range c.Tags {
				give(&c.Tags[k].ID)
			}
		}
	}
	for i := range w.People {
		p := &w.People[i]
		give(&p.ID)
		give(&p.DM)
		if p.Locale == "" {
			p.Locale = "en-GB"
		}
		if p.Roles == nil {
			p.Roles = []string{}
		}
	}
	for i := range w.Guilds {
		if w.Guilds[i].Roles == nil {
			w.Guilds[i].Roles = []Role{}
		}
		for j := range w.Guilds[i].Roles {
			give(&w.Guilds[i].Roles[j].ID)
		}
	}
	return w
}

// Copy returns a deep copy, so that neither options nor answers can be used to change the world.
func (w World) Copy() World {
	w.Guilds, w.People = slices.Clone(w.Guilds), slices.Clone(w.People)
	for i := range w.Guilds {
		g := &w.Guilds[i]
		g.Channels, g.Threads, g.Roles = slices.Clone(g.Channels), slices.Clone(g.Threads), slices.Clone(g.Roles)
		for j := range g.Channels {
			g.Channels[j].Tags = slices.Clone(g.Channels[j].Tags)
		}
		for j, t := range g.Threads {
			t := *t
			g.Threads[j] = &t
		}
	}
	for i := range w.People {
		w.People[i].Roles = slices.Clone(w.People[i].Roles)
	}
	return w
}
