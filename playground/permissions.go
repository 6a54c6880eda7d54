package playground

import "strconv"

// The permissions that the playground knows, as bits.
const (
	PermissionAdministrator  int64 = 1 << 3
	PermissionManageGuild    int64 = 1 << 5
	PermissionView           int64 = 1 << 10
	PermissionSend           int64 = 1 << 11
	PermissionManageMessages int64 = 1 << 13
	PermissionEmbedLinks     int64 = 1 << 14
	PermissionAttachFiles    int64 = 1 << 15
	PermissionReadHistory    int64 = 1 << 16
	PermissionUseCommands    int64 = 1 << 31
	PermissionSendInThreads  int64 = 1 << 38

	// everyones are what a member has; a bot has them too, as far as they are not denied in a channel.
	everyones = PermissionView | PermissionSend | PermissionEmbedLinks | PermissionAttachFiles | PermissionReadHistory |
		PermissionUseCommands | PermissionSendInThreads
	admins = everyones | PermissionAdministrator | PermissionManageGuild | PermissionManageMessages
)

// Deny takes permissions away from the bot in a channel; 0 gives all of them back.
func (s *Server) Deny(channelID string, permissions int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	p, ok := s.world.place(channelID)
	if !ok {
		return
	}
	s.denied[channelID] = permissions
	if p.guild != nil {
		s.dispatch(event{name: "CHANNEL_UPDATE", data: s.channelObject(p), intent: intentGuilds, guild: p.guild.ID})
	}
}

func (s *Server) botPermissions(p place) int64 {
	have := everyones &^ s.denied[p.ID]
	if p.thread != nil {
		have &^= s.denied[p.thread.Parent]
	}
	if have&PermissionView == 0 {
		return 0 // who does not see a channel can do nothing in it
	}
	return have
}

// sending is the permission that it takes to write in a place.
func sending(p place) int64 {
	if p.thread != nil {
		return PermissionSendInThreads
	}
	return PermissionSend
}

func permissionsOf(p *Profile) int64 {
	if p.Admin {
		return admins
	}
	return everyones
}

func bits(n int64) string { return strconv.FormatInt(n, 10) }
