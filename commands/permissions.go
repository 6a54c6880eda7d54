package commands

import (
	"strings"

	"github.com/bwmarrin/discordgo"
)

// needed are the permissions that a post takes, by the names that Discord's settings have for them.
var needed = []struct {
	bit               int64
	name              string
	outside, inThread bool // where it is needed
}{
	{discordgo.PermissionViewChannel, "View Channel", true, true},
	{discordgo.PermissionSendMessages, "Send Messages", true, false},
	{discordgo.PermissionSendMessagesInThreads, "Send Messages in Threads", false, true},
	{discordgo.PermissionEmbedLinks, "Embed Links", true, true},
}

// missing names the permissions that the bot lacks to post in the channel where the input comes from.
func (in Input) missing() []string {
	thread := false
	switch in.ChannelTypes[in.Channel] {
	case discordgo.ChannelTypeGuildPublicThread, discordgo.ChannelTypeGuildPrivateThread, discordgo.ChannelTypeGuildNewsThread:
		thread = true
	}
	var names []string
	for _, p := range needed {
		applies := thread && p.inThread || !thread && p.outside
		if applies && in.AppPermissions&(p.bit|discordgo.PermissionAdministrator) == 0 {
			names = append(names, p.name)
		}
	}
	return names
}

// mayPost refuses a channel in which the bot may not post, and names what is missing. Only of the channel that the
// command is used in does Discord say what the bot may do; of another the admin is told what is needed.
func mayPost(in Input, channel string) (hint string, err error) {
	if channel != in.Channel {
		return "I cannot check from here that I may post there: allow me View Channel, Send Messages and Embed Links. ", nil
	}
	if names := in.missing(); len(names) > 0 {
		return "", &Problem{
			Message: "I may not post in <#" + channel + ">: there I lack " + strings.Join(names, ", ") + ".",
			Hint:    "Allow it in the settings of the channel, or choose another channel.",
		}
	}
	return "", nil
}
