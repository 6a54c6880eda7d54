package rest

import (
	"context"
	"fmt"
	"net/url"

	"github.com/bwmarrin/discordgo"
)

// ServerOf returns the server that a channel belongs to, and the channel's type. The server is "" when the bot cannot see the
// channel, when the channel belongs to none, and for an invalid id.
func (c *Client) ServerOf(ctx context.Context, channel string) (string, discordgo.ChannelType, error) {
	var found struct {
		Object
		GuildID string                `json:"guild_id"`
		Type    discordgo.ChannelType `json:"type"`
	}
	if Number(channel) == 0 {
		return "", 0, nil
	}
	_, err := c.Do(ctx, "GET", "/channels/"+url.PathEscape(channel), nil, &found)
	if code := CodeOf(err); code == CodeUnknownChannel || code == CodeMissingAccess {
		return "", 0, nil
	}
	if err != nil {
		return "", 0, fmt.Errorf("asking for channel %s: %w", channel, err)
	}
	return found.GuildID, found.Type, nil
}

// DirectChannel opens the direct messages with a person and returns their channel, which is always the same one.
func (c *Client) DirectChannel(ctx context.Context, person string) (string, error) {
	var channel Object
	_, err := c.Do(ctx, "POST", "/users/@me/channels", map[string]string{"recipient_id": person}, &channel)
	return channel.ID, err
}
