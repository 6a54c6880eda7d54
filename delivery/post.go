package delivery

import (
	"context"
	"encoding/json"
	"time"

	"lede/problem"
)

// ErrMayNotLook says that the bot may not read a channel's history, so it cannot tell what was posted there.
var ErrMayNotLook = problem.New("delivery.may-not-look")

// Post is a message that nobody asked for: a digest to a channel, a correction of one, or an alert.
type Post struct {
	Guild   string
	Channel string
	// Forum is the title of a new forum post. Channel is then a forum, in which a thread with this title is made; Discord supports no
	// nonce there. "" for a message in the channel itself.
	Forum string
	// Person is the person to write to, in a direct message, when no Channel is given.
	Person string
	// Reply is the message of the same channel that it replies to; "" for none.
	Reply string
	// Role is the id of the one role that the message may mention; "" for none.
	Role string
	// Nonce is at most 25 characters and the same for every attempt, so that Discord drops a second copy.
	Nonce string
	// Marker is a short id in a custom id of the components, by which a message is recognised after it was sent; "" if nobody will ever
	// look for the message.
	Marker string
	// Components are the exact bytes of the Components V2 array; every attempt sends the same.
	Components json.RawMessage
	// Again says that an earlier attempt may have arrived: the answer to this one is worth waiting for.
	Again bool
	// Patience is how long the attempt may wait for its turn before it is given up, because the message would be out of date; 0 leaves
	// it to the Poster.
	Patience time.Duration
}

// Outcome is how an attempt to post ended.
type Outcome string

// The outcomes. After an Ambiguous one the message may or may not have been posted.
const (
	Sent      Outcome = "sent"
	Retry     Outcome = "retry"     // not posted; may succeed later
	Refused   Outcome = "refused"   // not posted; will not succeed until somebody changes something
	Ambiguous Outcome = "ambiguous" // posted or not: the answer was lost
	Held      Outcome = "held"      // not posted, because of what it says; another message may be
)

// Result is how a Post went.
type Result struct {
	Outcome   Outcome
	MessageID string           // when sent
	After     time.Duration    // how long Discord asks to wait before a retry, 0 when it does not say
	Code      int              // Discord's JSON error code, 0 when there is none
	Reason    *problem.Problem // when not sent: why, for an admin
}

// Poster posts to Discord. bot.Bot.Post is the real one.
type Poster func(context.Context, Post) Result

// Finder looks for a message of our own that holds the marker of p and was sent after an instant: in the channel, or among the posts of
// the forum. Its error is ErrMayNotLook if it is not allowed to look. bot.Bot.Find is the real one.
type Finder func(ctx context.Context, p Post, since time.Time) (messageID string, found bool, err error)

// Publisher makes a message of an announcement channel known to the channels that follow it. It may be called
// again: a message that is published already counts as sent. bot.Bot.Publish is the real one.
type Publisher func(ctx context.Context, channel, message string) Result

// Replacer replaces the components of one of our messages. It may be called again. bot.Bot.Replace is the real one.
type Replacer func(ctx context.Context, channel, message string, components json.RawMessage) Result

// Membership reports whether the bot is in a guild. bot.Bot.Member is the real one.
type Membership func(ctx context.Context, guild string) (bool, error)
