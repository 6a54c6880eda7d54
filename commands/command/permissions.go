package command

import (
	"slices"
	"strings"

	"lede/languages"
	"lede/problem"

	"github.com/bwmarrin/discordgo"
)

// Administrator is the permission that includes all others.
const Administrator = discordgo.PermissionAdministrator

// Permission is one of Discord's permissions that Lede uses. Discord's settings show it under several names: in a forum, “Send
// Messages” is called “Create Posts”.
type Permission struct {
	Bit    int64
	Name   string // in the settings of a server
	Needed bool   // required to post at all; without the others Lede works less well
	// The names in the settings of each kind of channel; "" where a post does not need it.
	channel, thread, forumPost string
}

// Permissions returns every permission that Lede uses, in the order in which they are named. Publishing one's own message takes no more
// than sending it, and links in components need no Embed Links, which is about previews. Reading the history lets Lede see whether a
// digest has arrived after Discord's answer was lost.
func Permissions() []Permission {
	return []Permission{
		{discordgo.PermissionViewChannel, "View Channels", true, "View Channel", "View Channel", "View Channel"},
		{discordgo.PermissionSendMessages, "Send Messages", true, "Send Messages", "", "Create Posts"},
		{discordgo.PermissionSendMessagesInThreads, "Send Messages in Threads", true, "", "Send Messages in Threads", ""},
		{discordgo.PermissionReadMessageHistory, "Read Message History", false, "", "", ""},
	}
}

// Given reports whether the permission is among have.
func (p Permission) Given(have int64) bool { return have&(p.Bit|Administrator) != 0 }

// in returns the permission's name in the settings of a kind of channel; "" where a post does not need it.
func (p Permission) in(kind discordgo.ChannelType) string {
	switch kind {
	case discordgo.ChannelTypeGuildPublicThread, discordgo.ChannelTypeGuildPrivateThread, discordgo.ChannelTypeGuildNewsThread:
		return p.thread
	case discordgo.ChannelTypeGuildForum, discordgo.ChannelTypeGuildMedia:
		return p.forumPost
	}
	return p.channel
}

// neededIn returns Discord's names, in a language, of the permissions that a post in a kind of channel needs and have lacks.
func neededIn(l languages.Language, kind discordgo.ChannelType, have int64) (names []string) {
	for _, p := range Permissions() {
		if name := p.in(kind); name != "" && !p.Given(have) {
			names = append(names, l.Text("permission."+strings.ReplaceAll(strings.ToLower(name), " ", "-")))
		}
	}
	return names
}

// appPermissions returns what the bot may do in a channel; told is false if Discord has not sent it.
func (in Input) appPermissions(channel string) (have int64, told bool) {
	if have, told = in.AppPermissionsIn[channel]; !told && channel == in.Channel {
		return in.AppPermissions, in.AppPermissions != 0
	}
	return have, told
}

// takesPosts reports whether people write into a kind of channel. Discord offers only such for an option, but a button, a forged choice
// or an imported file can name any.
func takesPosts(kind discordgo.ChannelType) bool {
	return slices.Contains([]discordgo.ChannelType{
		discordgo.ChannelTypeGuildText, discordgo.ChannelTypeGuildNews, discordgo.ChannelTypeGuildVoice, discordgo.ChannelTypeGuildStageVoice,
		discordgo.ChannelTypeGuildPublicThread, discordgo.ChannelTypeGuildPrivateThread, discordgo.ChannelTypeGuildNewsThread,
		discordgo.ChannelTypeGuildForum, discordgo.ChannelTypeGuildMedia,
	}, kind)
}

// Unfit is the problem of a channel of another kind than is needed.
func Unfit(channel string) error { return problem.New("commands.channel-unfit", "channel", channel) }

// Fit refuses a channel in which nobody writes.
func Fit(in Input, channel string) error {
	if !takesPosts(in.ChannelTypes[channel]) {
		return Unfit(channel)
	}
	return nil
}

// MayPost refuses a channel in which nobody writes or the bot may not post, and names what is missing. If Discord has not sent the bot's
// permissions, hint tells the admin what is needed.
func MayPost(in Input, channel string) (hint string, err error) {
	kind := in.ChannelTypes[channel]
	if err := Fit(in, channel); err != nil {
		return "", err
	}
	have, told := in.appPermissions(channel)
	if !told {
		return in.Language().Text("command.channel.unchecked", "permissions", neededIn(in.Language(), kind, 0)), nil
	}
	if names := neededIn(in.Language(), kind, have); len(names) > 0 {
		return "", problem.New("commands.channel-forbidden", "channel", channel, "permissions", names)
	}
	return "", nil
}

// SilentRole warns that mentioning a role will notify nobody; "" if it will notify, or if that is unknown. A digest mentions no @everyone,
// a role that has the server's id; a button gives that role to say that there is to be none.
func SilentRole(in Input, channel string) string {
	role := in.Text("mention")
	mentionable, told := in.Mentionable[role]
	switch {
	case told && role == in.Guild:
		return in.Language().Text("command.digest.role-everyone")
	case !told || mentionable:
		return ""
	}
	have, told := in.appPermissions(channel)
	if told && have&(discordgo.PermissionMentionEveryone|Administrator) != 0 {
		return ""
	}
	return in.Language().Text("command.digest.role-silent", "role", role)
}
