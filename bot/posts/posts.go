// Package posts sends unrequested messages to channels: digests and alerts. It also looks for a message of our own whose fate
// is unknown.
//
// An attempt makes one request and returns how it ended; only its caller knows what was tried before. The package refuses to
// draw a message, to retry by itself, and to call "not there" what it could not look up.
package posts

import (
	"context"
	"log/slog"
	"time"

	"lede/bot/rest"
)

// Timing holds how long a post may wait. A zero Timing means DefaultTiming.
type Timing struct {
	// Channel is how long Post waits for a channel that is known to be full, or for the budget; beyond that its caller waits.
	// Step is how long it waits before asking the budget again, which may have become free.
	Channel, Step time.Duration
}

// DefaultTiming returns the times that suit Discord.
func DefaultTiming() Timing { return Timing{Channel: 5 * time.Second, Step: 250 * time.Millisecond} }

// Options configures a Sender.
type Options struct {
	REST *rest.Client
	// Self returns the bot's own id.
	Self func(context.Context) (string, error)
	// Lists reports whether the gateway lists a guild among the bot's, and whether as one that Discord itself cannot reach now. nil lists
	// none.
	Lists func(guild string) (listed, away bool)
	// Budget takes one message off the budget that all processes of this bot share. It returns 0 on success, and otherwise how
	// long to wait before asking again. nil means that this process is alone.
	Budget func(context.Context) (wait time.Duration, err error)
	Log    *slog.Logger
	Timing Timing
}

// Sender makes the posts of one process.
type Sender struct {
	api    *rest.Client
	self   func(context.Context) (string, error)
	lists  func(string) (listed, away bool)
	budget func(context.Context) (time.Duration, error)
	log    *slog.Logger
	timing Timing
}

// New returns a sender; it makes no request.
func New(o Options) *Sender {
	if o.Timing == (Timing{}) {
		o.Timing = DefaultTiming()
	}
	if o.Lists == nil {
		o.Lists = func(string) (bool, bool) { return false, false }
	}
	return &Sender{api: o.REST, self: o.Self, lists: o.Lists, budget: o.Budget, log: o.Log, timing: o.Timing}
}
