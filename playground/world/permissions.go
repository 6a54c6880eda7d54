package world

import "strconv"

// The permissions that the playground knows, as bits.
const (
	PermissionAdministrator  int64 = 1 << 3
	PermissionManageGuild    int64 = 1 << 5
	PermissionAddReactions   int64 = 1 << 6
	PermissionView           int64 = 1 << 10
	PermissionSend           int64 = 1 << 11
	PermissionManageMessages int64 = 1 << 13
	PermissionEmbedLinks     int64 = 1 << 14
	PermissionAttachFiles    int64 = 1 << 15
	PermissionReadHistory    int64 = 1 << 16
	PermissionUseCommands    int64 = 1 << 31
	PermissionSendInThreads  int64 = 1 << 38

	// MemberPermissions are the permissions of a member; a bot has them too, unless they are denied in a channel.
	MemberPermissions = PermissionView | PermissionSend | PermissionEmbedLinks | PermissionAttachFiles | PermissionReadHistory |
		PermissionUseCommands | PermissionSendInThreads | PermissionAddReactions
	admins = MemberPermissions | PermissionAdministrator | PermissionManageGuild | PermissionManageMessages
)

// Deny takes permissions away from the bot in a channel; 0 gives all of them back. It takes the lock.
func (s *State) Deny(channelID string, permissions int64) {
	s.Lock()
	defer s.Unlock()
	p, ok := s.World.Place(channelID)
	if !ok {
		return
	}
	s.denied[channelID] = permissions
	if p.Guild != nil {
		s.Hear(Event{Name: "CHANNEL_UPDATE", Data: s.ChannelObject(p), Intent: IntentGuilds, Guild: p.Guild.ID})
	}
}

// BotPermissions returns the bot's permissions in a place.
func (s *State) BotPermissions(p Place) int64 {
	have := MemberPermissions &^ s.denied[p.ID]
	if p.Thread != nil {
		have &^= s.denied[p.Thread.Parent]
	}
	if have&PermissionView == 0 {
		return 0 // nothing is permitted in a channel one does not see
	}
	return have
}

// SendPermission returns the permission needed to write in a place.
func SendPermission(p Place) int64 {
	if p.Thread != nil {
		return PermissionSendInThreads
	}
	return PermissionSend
}

// PermissionsOf returns a person's permissions in every guild.
func PermissionsOf(p *Profile) int64 {
	if p.Admin {
		return admins
	}
	return MemberPermissions
}

// FormatPermissions formats permissions as Discord does: a decimal number in a string.
func FormatPermissions(n int64) string { return strconv.FormatInt(n, 10) }
