package world

import (
	"slices"

	"lede/playground/rules"
	"lede/playground/wire"
)

// CommandsOf lists the commands of a guild, or with "" the global ones.
func (s *State) CommandsOf(guild string) []wire.Object {
	out := []wire.Object{}
	for _, c := range s.Commands {
		if wire.Text(c, "guild_id") == guild {
			out = append(out, c)
		}
	}
	return out
}

// Register returns a command as Discord returns it. If one of this name existed, its id is kept.
func (s *State) Register(sent wire.Object, guild string, old []wire.Object) wire.Object {
	c := wire.Object{
		"default_member_permissions": nil, "nsfw": false, "dm_permission": true, "contexts": nil, "integration_types": []any{0.0},
		"name_localizations": nil, "description_localizations": nil, "description": "", "type": float64(rules.ChatCommand),
	}
	for _, field := range []string{
		"name", "description", "type", "options", "default_member_permissions", "contexts", "integration_types", "nsfw",
		"dm_permission", "name_localizations", "description_localizations",
	} {
		if sent[field] != nil {
			c[field] = sent[field]
		}
	}
	if f, ok := c["default_member_permissions"].(float64); ok {
		c["default_member_permissions"] = FormatPermissions(int64(f))
	}
	c["id"], c["application_id"], c["version"] = s.IDs.Next(), s.BotID, s.IDs.Next()
	if guild != "" {
		c["guild_id"] = guild
		delete(c, "dm_permission")
		delete(c, "contexts")
		delete(c, "integration_types")
	}
	for _, o := range old {
		if o["name"] == c["name"] && o["type"] == c["type"] {
			c["id"] = o["id"]
		}
	}
	return c
}

// Replace replaces all commands of a guild, or with "" all global ones.
func (s *State) Replace(guild string, list []wire.Object) {
	s.Commands = append(slices.DeleteFunc(s.Commands, func(c wire.Object) bool { return wire.Text(c, "guild_id") == guild }), list...)
	s.Publish(Update{Kind: "commands"})
}
