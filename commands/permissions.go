package commands

import (
	"strings"

	"github.com/bwmarrin/discordgo"
)

// needed are the permissions that a post takes, by the names that the settings of each kind of channel have for them:
// in a forum, “Send Messages” is called “Create Posts”. To publish messages of our own takes no more than to send them.
var needed = []struct {
	bit                        int64
	channel, thread, forumPost string // "" where it is not needed
}{
	{discordgo.PermissionViewChannel, "View Channel", "View Channel", "View Channel"},
	{discordgo.PermissionSendMessages, "Send Messages", "", "Create Posts"},
	{discordgo.PermissionSendMessagesInThreads, "", "Send Messages in Threads", ""},
	{discordgo.PermissionEmbedLinks, "Embed Links", "Embed Links", "Embed Links"},
}

// neededIn names those of the permissions that a post takes in a channel of some type which are not among have.
func neededIn(kind discordgo.ChannelType, have int64) (names []string) {
	for _, p := range needed {
		name := p.channel
		switch kind {
		case discordgo.ChannelTypeGuildPublicThread, discordgo.ChannelTypeGuildPrivateThread, discordgo.ChannelTypeGuildNewsThread:
			name = p.thread
		case discordgo.ChannelTypeGuildForum, discordgo.ChannelTypeGuildMedia:
			name = p.forumPost
		}
		if name != "" && have&(p.bit|discordgo.PermissionAdministrator) == 0 {
			names = append(names, name)
		}
	}
	return names
}

// mayPost refuses a channel in which the bot may not post, and names what is missing. Only of the channel that the
// command is used in does Discord say what the bot may do; of another the admin is told what is needed.
func mayPost(in Input, channel string) (hint string, err error) {
	kind := in.ChannelTypes[channel]
	if channel != in.Channel {
		return "I cannot check from here that I may post there: allow me " + series(neededIn(kind, 0)) + ". ", nil
	}
	if names := neededIn(kind, in.AppPermissions); len(names) > 0 {
		return "", &Problem{
			Message: "I may not post in <#" + channel + ">: there I lack " + series(names) + ".",
			Hint:    "Allow it in the settings of the channel, or choose another channel.",
		}
	}
	return "", nil
}

// series writes names as a sentence has them.
func series(names []string) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	return strings.Join(names[:len(names)-1], ", ") + " and " + names[len(names)-1]
}
