package world

import (
	"slices"

	"lede/playground/wire"
)

// Rule allows or forbids a command in a guild's “Integrations” settings, for a role (1), a person (2) or a channel (3).
type Rule struct {
	ID      string `json:"id"`
	Type    int    `json:"type"`
	Allowed bool   `json:"permission"`
}

// SetRules replaces a guild's rules for a command, or for all commands if command is "". The bot is told. It takes the lock.
func (s *State) SetRules(guildID, command string, rules []Rule) {
	s.Lock()
	defer s.Unlock()
	id := s.BotID
	for _, c := range s.Commands {
		if c["name"] == command {
			id = wire.Text(c, "id")
		}
	}
	list := []any{}
	for _, r := range rules {
		list = append(list, wire.Object{"id": r.ID, "type": r.Type, "permission": r.Allowed})
	}
	ruled := wire.Object{"id": id, "application_id": s.BotID, "guild_id": guildID, "permissions": list}
	s.rules = append(slices.DeleteFunc(s.rules, func(o wire.Object) bool { return o["id"] == id && o["guild_id"] == guildID }), ruled)
	s.Hear(Event{Name: "APPLICATION_COMMAND_PERMISSIONS_UPDATE", Data: ruled, Guild: guildID})
}

// Rules lists a guild's rules, for each command that has any.
func (s *State) Rules(guildID string) []any {
	out := []any{}
	for _, o := range s.rules {
		if o["guild_id"] == guildID {
			out = append(out, o)
		}
	}
	return out
}
