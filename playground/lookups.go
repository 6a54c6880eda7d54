package playground

// This file answers what a bot may look up.

// getGateway leads back to the address that was asked, whatever name it was asked by.
func (s *Server) getGateway(a *ask) (any, error) {
	return object{"url": "ws://" + a.Host + "/gateway"}, nil
}

func (s *Server) getGatewayBot(a *ask) (any, error) {
	return object{
		"url": "ws://" + a.Host + "/gateway", "shards": s.o.Shards,
		"session_start_limit": object{"total": 1000, "remaining": 999, "reset_after": 86400000, "max_concurrency": max(1, s.o.Concurrency)},
	}, nil
}

func (s *Server) getMe(*ask) (any, error) { return s.botObject(), nil }

func (s *Server) getMyGuilds(*ask) (any, error) {
	out := []any{}
	for _, g := range s.world.Guilds {
		out = append(out, object{"id": g.ID, "name": g.Name, "icon": nil, "banner": nil, "owner": false, "permissions": bits(everyones), "features": []any{}})
	}
	return out, nil
}

func (s *Server) getApplication(*ask) (any, error) {
	return object{
		"id": s.botID, "name": s.o.Name, "icon": nil, "description": "", "bot_public": true, "bot_require_code_grant": false,
		"flags": 0, "bot": s.botObject(), "verify_key": s.PublicKey(), "approximate_guild_count": len(s.world.Guilds),
		"owner": s.userObject(s.ownerID()), "team": nil, "integration_types_config": object{"0": object{}}, "type": nil, "flags_new": "0",
		"redirect_uris": []any{}, "interactions_endpoint_url": s.poster.address(), "role_connections_verification_url": nil,
		"approximate_user_install_count": 0, "approximate_user_authorization_count": 0, "explicit_content_filter": 0, "eligible_oauth2_scopes": []any{},
	}, nil
}

// postDM opens a direct message, which here is always open already.
func (s *Server) postDM(a *ask) (any, error) {
	o, err := a.object()
	if err != nil {
		return nil, err
	}
	if !present(o, "recipient_id") {
		return nil, invalid("recipient_id", "BASE_TYPE_REQUIRED", "This field is required")
	}
	p, ok := s.world.profile(textOf(o, "recipient_id"))
	if !ok {
		return nil, unknown("User", 10013)
	}
	return s.channelObject(place{Channel: Channel{ID: p.DM, Type: DirectChannel}, with: p}), nil
}

func (s *Server) getGuild(a *ask) (any, error) {
	g, ok := s.world.guild(a.PathValue("guild"))
	if !ok {
		return nil, unknown("Guild", 10004)
	}
	return s.guildObject(*g, false), nil
}

func (s *Server) getGuildChannels(a *ask) (any, error) {
	g, ok := s.world.guild(a.PathValue("guild"))
	if !ok {
		return nil, unknown("Guild", 10004)
	}
	out := []any{}
	for _, c := range g.Channels {
		out = append(out, s.channelObject(place{Channel: c, guild: g}))
	}
	return out, nil
}

// visible is the channel of a route, if it exists and the bot may see it.
func (s *Server) visible(a *ask) (place, error) {
	p, ok := s.world.place(a.PathValue("channel"))
	if !ok {
		return place{}, unknown("Channel", 10003)
	}
	if s.botPermissions(p)&PermissionView == 0 {
		return place{}, missingAccess()
	}
	return p, nil
}

func (s *Server) getChannel(a *ask) (any, error) {
	p, err := s.visible(a)
	if err != nil {
		return nil, err
	}
	return s.channelObject(p), nil
}

func (s *Server) postTyping(a *ask) (any, error) {
	p, err := s.visible(a)
	if err != nil {
		return nil, err
	}
	if s.botPermissions(p)&sending(p) == 0 {
		return nil, missingPermissions()
	}
	s.publishLocked(update{Kind: "typing", Channel: p.ID, only: p.withID()})
	return nil, nil
}
