package commands

import (
	"context"
	"encoding/json"
	"time"
)

// Post is a message that nobody asked for at this moment: a digest to a channel, or an alert.
type Post struct {
	Channel string
	// Person is who is written to, in a direct message, when no Channel is given.
	Person string
	// Role is the id of the one role that the message may mention; "" for none.
	Role string
	// Nonce is at most 25 characters and the same for every attempt at the same post, so that Discord drops a second copy.
	Nonce string
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
