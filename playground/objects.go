package playground

import (
	"maps"
	"time"
)

// This file draws the world as Discord's objects.

func (s *Server) botObject() object {
	return object{
		"id": s.botID, "username": s.o.Name, "global_name": nil, "discriminator": "0000", "avatar": nil, "bot": true, "flags": 0,
		"public_flags": 0, "primary_guild": nil, "verified": true, "mfa_enabled": true, "locale": "en-US",
	}
}

func userObject(p *Profile) object {
	return object{"id": p.ID, "username": p.Name, "global_name": p.Name, "discriminator": "0", "avatar": nil, "flags": 0, "public_flags": 0, "primary_guild": nil}
}

func (s *Server) userObject(id string) object {
	if p, ok := s.world.profile(id); ok {
		return userObject(p)
	}
	return s.botObject()
}

func memberObject(g *Guild, p *Profile) object {
	return object{
		"user": userObject(p), "roles": g.rolesOf(p), "nick": nil, "avatar": nil, "joined_at": stampOf(founded), "deaf": false,
		"mute": false, "flags": 0, "pending": false, "premium_since": nil, "permissions": bits(permissionsOf(p)),
		"banner": nil, "communication_disabled_until": nil,
	}
}

// botMember is the bot as a member of a guild, from which libraries read what it may do.
func (s *Server) botMember() object {
	m := memberObject(&Guild{}, &Profile{})
	m["user"], m["permissions"] = s.botObject(), bits(everyones)
	return m
}

// channelObject shows what the bot is denied as an overwrite, which is where a bot would look for it.
func (s *Server) channelObject(p place) object {
	o := object{"id": p.ID, "type": p.Type, "flags": 0, "last_message_id": s.lastMessage(p.ID)}
	if p.with != nil {
		o["recipients"] = []any{userObject(p.with)}
		return o
	}
	overwrites := []any{}
	if denied := s.denied[p.ID]; denied != 0 {
		overwrites = append(overwrites, object{"id": s.botID, "type": 1, "allow": "0", "deny": bits(denied)})
	}
	maps.Copy(o, object{
		"name": p.Name, "guild_id": p.guild.ID, "position": 0, "topic": nil, "nsfw": false, "parent_id": nil,
		"rate_limit_per_user": 0, "permission_overwrites": overwrites,
	})
	if p.thread != nil {
		return s.threadObject(o, p.thread)
	}
	if p.Type == ForumChannel {
		s.forumObject(o, p)
	}
	return o
}

func (s *Server) lastMessage(channel string) any {
	if list := s.messages[channel]; len(list) > 0 {
		return list[len(list)-1].id
	}
	return nil
}

// guildObject is a guild as REST gives it, or whole as the gateway does, with its channels and members.
func (s *Server) guildObject(g Guild, whole bool) object {
	o := object{
		"id": g.ID, "name": g.Name, "icon": nil, "owner_id": s.ownerID(), "preferred_locale": "en-US", "features": []any{},
		"roles": g.roleObjects(), "emojis": []any{}, "stickers": []any{}, "verification_level": 0, "premium_tier": 0, "nsfw_level": 0,
		// What nobody has set, as Discord gives it.
		"description": nil, "home_header": nil, "splash": nil, "discovery_splash": nil, "banner": nil, "application_id": nil,
		"region": "deprecated", "afk_channel_id": nil, "afk_timeout": 300, "system_channel_id": nil, "system_channel_flags": 0,
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
		channels = append(channels, s.channelObject(place{Channel: c, guild: &g}))
	}
	for i := range s.world.People {
		members = append(members, memberObject(&g, &s.world.People[i]))
	}
	members = append(members, s.botMember())
	maps.Copy(o, object{
		"channels": channels, "members": members, "threads": s.threadObjects(&g, s.threads(&g, "", false)), "presences": []any{}, "voice_states": []any{},
		"stage_instances": []any{}, "guild_scheduled_events": []any{}, "joined_at": stampOf(founded), "large": false,
		"unavailable": false, "member_count": len(members),
	})
	return o
}

// ownerID is the first person who may manage guilds.
func (s *Server) ownerID() string {
	for _, p := range s.world.People {
		if p.Admin {
			return p.ID
		}
	}
	return s.botID
}

func stampOf(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000000+00:00") }
