package world

import (
	"maps"
	"time"

	"lede/playground/wire"
)

// BotObject returns the bot as a user.
func (s *State) BotObject() wire.Object {
	return wire.Object{
		"id": s.BotID, "username": s.BotName, "global_name": nil, "discriminator": "0000", "avatar": nil, "bot": true, "flags": 0,
		"public_flags": 0, "primary_guild": nil, "verified": true, "mfa_enabled": true, "locale": "en-US",
	}
}

// UserObject returns a person as a user.
func UserObject(p *Profile) wire.Object {
	return wire.Object{"id": p.ID, "username": p.Name, "global_name": p.Name, "discriminator": "0", "avatar": nil, "flags": 0, "public_flags": 0, "primary_guild": nil}
}

// UserObject returns the user with this id: a person, else the bot.
func (s *State) UserObject(id string) wire.Object {
	if p, ok := s.World.Profile(id); ok {
		return UserObject(p)
	}
	return s.BotObject()
}

// MemberObject returns a person as a member of a guild.
func MemberObject(g *Guild, p *Profile) wire.Object {
	return wire.Object{
		"user": UserObject(p), "roles": g.rolesOf(p), "nick": nil, "avatar": nil, "joined_at": stamp(founded), "deaf": false,
		"mute": false, "flags": 0, "pending": false, "premium_since": nil, "permissions": FormatPermissions(PermissionsOf(p)),
		"banner": nil, "communication_disabled_until": nil,
	}
}

// botMember returns the bot as a member of a guild, from which libraries read its permissions.
func (s *State) botMember() wire.Object {
	m := MemberObject(&Guild{}, &Profile{})
	m["user"], m["permissions"] = s.BotObject(), FormatPermissions(MemberPermissions)
	return m
}

// ChannelObject returns a channel, a direct message or a thread. The bot's denied permissions are an overwrite, where bots look for them.
func (s *State) ChannelObject(p Place) wire.Object {
	o := wire.Object{"id": p.ID, "type": p.Type, "flags": 0, "last_message_id": s.lastMessage(p.ID)}
	if p.With != nil {
		o["recipients"] = []any{UserObject(p.With)}
		return o
	}
	overwrites := []any{}
	if denied := s.denied[p.ID]; denied != 0 {
		overwrites = append(overwrites, wire.Object{"id": s.BotID, "type": 1, "allow": "0", "deny": FormatPermissions(denied)})
	}
	maps.Copy(o, wire.Object{
		"name": p.Name, "guild_id": p.Guild.ID, "position": 0, "topic": nil, "nsfw": false, "parent_id": nil,
		"rate_limit_per_user": 0, "permission_overwrites": overwrites,
	})
	if p.Thread != nil {
		return s.threadObject(o, p.Thread)
	}
	if p.Type == ForumChannel {
		s.forumObject(o, p)
	}
	return o
}

// lastMessage returns the id of a channel's last message, nil if there is none.
func (s *State) lastMessage(channel string) any {
	if list := s.Messages[channel]; len(list) > 0 {
		return list[len(list)-1].ID
	}
	return nil
}

// GuildObject returns a guild: as REST returns it, or, if whole, with channels and members, as the gateway does.
func (s *State) GuildObject(g Guild, whole bool) wire.Object {
	o := wire.Object{
		"id": g.ID, "name": g.Name, "icon": nil, "owner_id": s.OwnerID(), "preferred_locale": "en-US", "features": []any{},
		"roles": g.RoleObjects(), "emojis": []any{}, "stickers": []any{}, "verification_level": 0, "premium_tier": 0, "nsfw_level": 0,
		// The rest are defaults.
		"description": nil, "home_header": nil, "splash": nil, "discovery_splash": nil, "banner": nil, "application_id": nil,
		"region": "deprecated", "afk_channel_id": nil, "afk_timeout": 300, "system_channel_id": g.system(), "system_channel_flags": 0,
		"widget_enabled": false, "widget_channel_id": nil, "default_message_notifications": 0, "mfa_level": 0,
		"explicit_content_filter": 0, "max_presences": nil, "max_members": 500000, "max_stage_video_channel_users": 50,
		"max_video_channel_users": 25, "vanity_url_code": nil, "premium_subscription_count": 0, "rules_channel_id": nil,
		"safety_alerts_channel_id": nil, "public_updates_channel_id": nil, "premium_progress_bar_enabled": false, "nsfw": false,
		"incidents_data": nil,
	}
	if !whole {
		return o
	}
	channels, members := []any{}, []any{}
	for _, c := range g.Channels {
		channels = append(channels, s.ChannelObject(Place{Channel: c, Guild: &g}))
	}
	for i := range s.World.People {
		members = append(members, MemberObject(&g, &s.World.People[i]))
	}
	members = append(members, s.botMember())
	maps.Copy(o, wire.Object{
		"channels": channels, "members": members, "threads": s.ThreadObjects(&g, s.Threads(&g, "", false)), "presences": []any{}, "voice_states": []any{},
		"stage_instances": []any{}, "guild_scheduled_events": []any{}, "joined_at": stamp(g.joined), "large": false,
		"unavailable": false, "member_count": len(members),
	})
	return o
}

// OwnerID returns the first person who may manage guilds.
func (s *State) OwnerID() string {
	for _, p := range s.World.People {
		if p.Admin {
			return p.ID
		}
	}
	return s.BotID
}

// stamp formats a time as Discord does.
func stamp(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000000+00:00") }
