package playground

import (
	"maps"
	"slices"
)

// This file keeps the commands of the bot, global ones and those of a guild.

// scope is whose commands a route speaks of: a guild's, or with "" everybody's.
func (s *Server) scope(a *ask) (string, error) {
	if a.PathValue("application") != s.botID {
		return "", unknown("Application", 10002)
	}
	guild := a.PathValue("guild")
	if guild == "" {
		return "", nil
	}
	if _, ok := s.world.guild(guild); !ok {
		return "", missingAccess()
	}
	return guild, nil
}

func (s *Server) commandsOf(guild string) []object {
	out := []object{}
	for _, c := range s.commands {
		if textOf(c, "guild_id") == guild {
			out = append(out, c)
		}
	}
	return out
}

func (s *Server) getCommands(a *ask) (any, error) {
	guild, err := s.scope(a)
	if err != nil {
		return nil, err
	}
	return s.commandsOf(guild), nil
}

// putCommands replaces all commands of its scope; if one is bad, none is changed.
func (s *Server) putCommands(a *ask) (any, error) {
	guild, err := s.scope(a)
	if err != nil {
		return nil, err
	}
	given, ok := a.body.([]any)
	if !ok {
		return nil, invalid("", wants[list][0], wants[list][1])
	}
	sent := objects(given)
	if len(sent) != len(given) {
		return nil, invalid("", wants[thing][0], wants[thing][1])
	}
	if err := checkCommands(sent); err != nil {
		return nil, err
	}
	old := s.commandsOf(guild)
	out := []object{}
	for _, c := range sent {
		out = append(out, s.register(c, guild, old))
	}
	s.replace(guild, out)
	return out, nil
}

// register is a command as Discord gives it back. One that was there under this name keeps its id.
func (s *Server) register(sent object, guild string, old []object) object {
	c := object{
		"default_member_permissions": nil, "nsfw": false, "dm_permission": true, "contexts": nil, "integration_types": []any{0.0},
		"name_localizations": nil, "description_localizations": nil, "description": "", "type": float64(chatCommand),
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
		c["default_member_permissions"] = bits(int64(f))
	}
	c["id"], c["application_id"], c["version"] = s.ids.next(), s.botID, s.ids.next()
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

func (s *Server) replace(guild string, list []object) {
	s.commands = append(slices.DeleteFunc(s.commands, func(c object) bool { return textOf(c, "guild_id") == guild }), list...)
	s.publishLocked(update{Kind: "commands"})
}

// postCommand replaces a command of the same name, which is what makes it safe to repeat.
func (s *Server) postCommand(a *ask) (any, error) {
	guild, err := s.scope(a)
	if err != nil {
		return nil, err
	}
	sent, err := a.object()
	if err != nil {
		return nil, err
	}
	old := s.commandsOf(guild)
	c := s.register(sent, guild, old)
	rest := slices.DeleteFunc(slices.Clone(old), func(o object) bool { return o["id"] == c["id"] })
	if err := checkCommands(append([]object{sent}, rest...)); err != nil {
		return nil, err
	}
	s.replace(guild, append(rest, c))
	return c, nil
}

// command finds the command of a route among its scope's.
func (s *Server) command(a *ask) (guild string, list []object, at int, err error) {
	if guild, err = s.scope(a); err != nil {
		return "", nil, 0, err
	}
	list = s.commandsOf(guild)
	at = slices.IndexFunc(list, func(c object) bool { return c["id"] == a.PathValue("command") })
	if at < 0 {
		return "", nil, 0, unknown("application command", 10063)
	}
	return guild, list, at, nil
}

func (s *Server) getCommand(a *ask) (any, error) {
	_, list, at, err := s.command(a)
	if err != nil {
		return nil, err
	}
	return list[at], nil
}

func (s *Server) patchCommand(a *ask) (any, error) {
	guild, list, at, err := s.command(a)
	if err != nil {
		return nil, err
	}
	sent, err := a.object()
	if err != nil {
		return nil, err
	}
	id := list[at]["id"]
	merged := maps.Clone(list[at])
	maps.Copy(merged, sent)
	list[at] = s.register(merged, guild, nil)
	list[at]["id"] = id
	if err := checkCommands(list); err != nil {
		return nil, err
	}
	s.replace(guild, list)
	return list[at], nil
}

func (s *Server) deleteCommand(a *ask) (any, error) {
	guild, list, at, err := s.command(a)
	if err != nil {
		return nil, err
	}
	s.replace(guild, slices.Delete(list, at, at+1))
	return nil, nil
}
