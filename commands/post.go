package commands

import (
	"context"
	"encoding/json"
	"time"
)

// Post is a message to a channel that nobody asked for at this moment: a digest.
type Post struct {
	Channel string
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
