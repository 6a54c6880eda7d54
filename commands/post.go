package commands

import (
	"context"
	"encoding/json"
	"errors"
	"time"
)

// Post is a message that nobody asked for at this moment: a digest to a channel, or an alert.
type Post struct {
	Guild, Channel string
	// Person is who is written to, in a direct message, when no Channel is given.
	Person string
	// Role is the id of the one role that the message may mention; "" for none.
	Role string
	// Nonce is at most 25 characters and the same for every attempt at the same post, so that Discord drops a second copy.
	Nonce string
	// Forum, unless "", is the title of a new post: Channel is a forum then. A forum post carries no nonce.
	Forum string
	// Marker stands in the custom id of one of the components, by which the message can be recognised.
	Marker string
	// Components are the exact bytes of the Components V2 array; every attempt sends the same.
	Components json.RawMessage
}

// Delivery is how a Post went.
type Delivery struct {
	Outcome   Outcome
	MessageID string        // when sent
	After     time.Duration // when to be retried: how long Discord asks to wait, 0 when it does not say
	Code      int           // Discord's JSON error code, 0 when there is none
	Reason    string        // when not sent: one sentence for an admin
}

// Poster posts to Discord. bot.Bot.Post is the real one.
type Poster func(context.Context, Post) Delivery

// Membership tells whether the bot is in a guild. bot.Bot.Member is the real one.
type Membership func(ctx context.Context, guild string) (bool, error)

// ErrMayNotLook says that the bot may not read what was posted in a channel.
var ErrMayNotLook = errors.New("commands: the channel's history may not be read")

// Finder looks whether a message of our own, recognised by its Marker, was posted after an instant. bot.Bot.Find is
// the real one.
type Finder func(ctx context.Context, p Post, since time.Time) (messageID string, found bool, err error)

// Publisher publishes a message of an announcement channel to those who follow it; it may be repeated without harm.
// bot.Bot.Publish is the real one.
type Publisher func(ctx context.Context, channel, message string) Delivery
