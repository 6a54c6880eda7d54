package rest

import (
	"time"

	"lede/playground/rules"
	"lede/playground/wire"
	"lede/playground/world"
)

// getGateway returns the gateway's address under the host that the bot used.
func (s *API) getGateway(a *ask) (any, error) {
	return wire.Object{"url": "ws://" + a.Host + "/gateway"}, nil
}

func (s *API) getGatewayBot(a *ask) (any, error) {
	left, reset, shards := 999, 24*time.Hour, int64(s.o.Shards)
	if until := time.Until(s.spent); until > 0 {
		left, reset = 0, until
		if s.untold {
			reset = 0
		}
	}
	if time.Now().Before(s.crowded) {
		shards = 1_000_000_000_000
	}
	return wire.Object{
		"url": "ws://" + a.Host + "/gateway", "shards": shards,
		"session_start_limit": wire.Object{"total": 1000, "remaining": left, "reset_after": reset.Milliseconds(), "max_concurrency": max(1, s.o.Concurrency)},
	}, nil
}

// Spend uses up the session start limit for Waits.Line, as if a day's thousand were spent. told is whether bots are told for how long.
func (s *API) Spend(told bool) {
	s.Lock()
	defer s.Unlock()
	s.spent, s.untold = time.Now().Add(s.Waits.Line), !told
}

// Crowd recommends more shards than any bot has, for Waits.Line.
func (s *API) Crowd() {
	s.Lock()
	defer s.Unlock()
	s.crowded = time.Now().Add(s.Waits.Line)
}

func (s *API) getMe(*ask) (any, error) { return s.BotObject(), nil }

func (s *API) getMyGuilds(*ask) (any, error) {
	out := []any{}
	for _, g := range s.World.Guilds {
		out = append(out, wire.Object{"id": g.ID, "name": g.Name, "icon": nil, "banner": nil, "owner": false, "permissions": world.FormatPermissions(world.MemberPermissions), "features": []any{}})
	}
	return out, nil
}

func (s *API) getApplication(*ask) (any, error) {
	return wire.Object{
		"id": s.BotID, "name": s.BotName, "icon": nil, "description": "", "bot_public": true, "bot_require_code_grant": false,
		"flags": 0, "bot": s.BotObject(), "verify_key": s.PublicKey(), "approximate_guild_count": len(s.World.Guilds),
		"owner": s.UserObject(s.OwnerID()), "team": nil, "integration_types_config": wire.Object{"0": wire.Object{}}, "type": nil, "flags_new": "0",
		"redirect_uris": []any{}, "interactions_endpoint_url": s.poster.address(), "role_connections_verification_url": nil,
		"approximate_user_install_count": 0, "approximate_user_authorization_count": 0, "explicit_content_filter": 0, "eligible_oauth2_scopes": []any{},
	}, nil
}

// postDM returns the direct message with a person, which always exists here.
func (s *API) postDM(a *ask) (any, error) {
	o, err := a.object()
	if err != nil {
		return nil, err
	}
	if !wire.Present(o, "recipient_id") {
		return nil, rules.Invalid("recipient_id", "BASE_TYPE_REQUIRED", "This field is required")
	}
	p, ok := s.World.Profile(wire.Text(o, "recipient_id"))
	if !ok {
		return nil, rules.Unknown("User", 10013)
	}
	return s.ChannelObject(world.Place{Channel: world.Channel{ID: p.DM, Type: world.DirectChannel}, With: p}), nil
}

// guild returns the guild of a route.
func (s *API) guild(a *ask) (*world.Guild, error) {
	g, ok := s.World.GuildByID(a.PathValue("guild"))
	if !ok {
		return nil, rules.Unknown("Guild", 10004)
	}
	return g, nil
}

func (s *API) getGuild(a *ask) (any, error) {
	g, err := s.guild(a)
	if err != nil {
		return nil, err
	}
	return s.GuildObject(*g, false), nil
}

func (s *API) getGuildChannels(a *ask) (any, error) {
	g, err := s.guild(a)
	if err != nil {
		return nil, err
	}
	out := []any{}
	for _, c := range g.Channels {
		out = append(out, s.ChannelObject(world.Place{Channel: c, Guild: g}))
	}
	return out, nil
}

// visible returns the channel of a route, which the bot must be able to see.
func (s *API) visible(a *ask) (world.Place, error) {
	p, ok := s.World.Place(a.PathValue("channel"))
	if !ok {
		return world.Place{}, rules.Unknown("Channel", 10003)
	}
	if s.BotPermissions(p)&world.PermissionView == 0 {
		return world.Place{}, rules.MissingAccess()
	}
	return p, nil
}

func (s *API) getChannel(a *ask) (any, error) {
	p, err := s.visible(a)
	if err != nil {
		return nil, err
	}
	return s.ChannelObject(p), nil
}

func (s *API) postTyping(a *ask) (any, error) {
	p, err := s.visible(a)
	if err != nil {
		return nil, err
	}
	if s.BotPermissions(p)&world.SendPermission(p) == 0 {
		return nil, rules.MissingPermissions()
	}
	s.Publish(world.Update{Kind: "typing", Channel: p.ID, Only: p.WithID()})
	return nil, nil
}
