package rest

import (
	"maps"
	"slices"

	"lede/playground/rules"
	"lede/playground/wire"
)

// scope returns the guild whose commands a route is about, "" for global commands.
func (s *API) scope(a *ask) (string, error) {
	if a.PathValue("application") != s.BotID {
		return "", rules.Unknown("Application", 10002)
	}
	guild := a.PathValue("guild")
	if guild == "" {
		return "", nil
	}
	if _, ok := s.World.GuildByID(guild); !ok {
		return "", rules.MissingAccess()
	}
	return guild, nil
}

func (s *API) getCommands(a *ask) (any, error) {
	guild, err := s.scope(a)
	if err != nil {
		return nil, err
	}
	return s.CommandsOf(guild), nil
}

// putCommands replaces all commands of its scope, or none if one is invalid.
func (s *API) putCommands(a *ask) (any, error) {
	guild, err := s.scope(a)
	if err != nil {
		return nil, err
	}
	given, ok := a.body.([]any)
	if !ok {
		return nil, rules.NotAList("")
	}
	sent := wire.Objects(given)
	if len(sent) != len(given) {
		return nil, rules.NotAnObject("")
	}
	if err := rules.CheckCommands(sent); err != nil {
		return nil, err
	}
	old := s.CommandsOf(guild)
	out := []wire.Object{}
	for _, c := range sent {
		out = append(out, s.Register(c, guild, old))
	}
	s.Replace(guild, out)
	return out, nil
}

// getRules lists a guild's command permissions from “Integrations”.
func (s *API) getRules(a *ask) (any, error) {
	guild, err := s.scope(a)
	if err != nil {
		return nil, err
	}
	return s.Rules(guild), nil
}

// postCommand adds a command, or replaces the one with the same name and type.
func (s *API) postCommand(a *ask) (any, error) {
	guild, err := s.scope(a)
	if err != nil {
		return nil, err
	}
	sent, err := a.object()
	if err != nil {
		return nil, err
	}
	old := s.CommandsOf(guild)
	c := s.Register(sent, guild, old)
	rest := slices.DeleteFunc(slices.Clone(old), func(o wire.Object) bool { return o["id"] == c["id"] })
	if err := rules.CheckCommands(append([]wire.Object{sent}, rest...)); err != nil {
		return nil, err
	}
	s.Replace(guild, append(rest, c))
	return c, nil
}

// command finds the command of a route within its scope.
func (s *API) command(a *ask) (guild string, list []wire.Object, at int, err error) {
	if guild, err = s.scope(a); err != nil {
		return "", nil, 0, err
	}
	list = s.CommandsOf(guild)
	at = slices.IndexFunc(list, func(c wire.Object) bool { return c["id"] == a.PathValue("command") })
	if at < 0 {
		return "", nil, 0, rules.Unknown("application command", 10063)
	}
	return guild, list, at, nil
}

func (s *API) getCommand(a *ask) (any, error) {
	_, list, at, err := s.command(a)
	if err != nil {
		return nil, err
	}
	return list[at], nil
}

func (s *API) patchCommand(a *ask) (any, error) {
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
	list[at] = s.Register(merged, guild, nil)
	list[at]["id"] = id
	if err := rules.CheckCommands(list); err != nil {
		return nil, err
	}
	s.Replace(guild, list)
	return list[at], nil
}

func (s *API) deleteCommand(a *ask) (any, error) {
	guild, list, at, err := s.command(a)
	if err != nil {
		return nil, err
	}
	s.Replace(guild, slices.Delete(list, at, at+1))
	return nil, nil
}
