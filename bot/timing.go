package bot

import (
	"time"

	"lede/bot/gateway"
	"lede/bot/posts"
	"lede/bot/rest"
)

const (
	// answerWithin is how long Discord waits for the first answer to an interaction.
	answerWithin = 3 * time.Second
	// secondTry is how much of that is reserved for a second attempt.
	secondTry = time.Second
	// moreTries is how often a first answer is retried: as often as doubling waits fit into Discord's three seconds.
	moreTries = 3
	// tokenLife is how long Discord accepts the deferred answer, a little less than it says.
	tokenLife = 15*time.Minute - 10*time.Second
	// doubt is how long an answer is retried when Discord says that the interaction is unknown.
	doubt = 5 * time.Second
	// directLife is how long an answer to a direct message is retried: longer than the longest wait that is believed, but not
	// for ever when each wait is followed by another.
	directLife = 2 * time.Hour
	// nonceHolds is how long Discord is trusted to drop a second copy of a direct message.
	nonceHolds = 100 * time.Second
)

// Timing holds the pauses and deadlines of the bot. A zero Timing means DefaultTiming.
type Timing struct {
	Gateway gateway.Timing
	REST    rest.Timing
	Posts   posts.Timing

	Answer   time.Duration // how long Discord waits for the first answer, after which no work is started
	Defer    time.Duration // when an answer is deferred, counted from the person's act
	Hurry    time.Duration // when an answer that cannot be deferred is given up, counted likewise
	Handler  time.Duration // for a handler, out of the fifteen minutes in which Discord accepts the deferred answer
	Direct   time.Duration // for an answer to a direct message, for which Discord sets no limit
	Typing   time.Duration // before the writer of a direct message is shown that the bot is typing
	Retype   time.Duration // a little less than Discord shows the typing sign
	Drain    time.Duration // for answers under way once the bot is asked to stop
	Abandon  time.Duration // for handlers to notice that they were given up
	Claim    time.Duration // for the store to say whether another process has an interaction, while the person waits
	Commands time.Duration // before Discord's list of commands is compared again, for the first time
}

// DefaultTiming returns the times that suit Discord.
func DefaultTiming() Timing {
	return Timing{
		Gateway: gateway.DefaultTiming(), REST: rest.DefaultTiming(), Posts: posts.DefaultTiming(),
		Answer: answerWithin, Defer: 2 * time.Second, Hurry: 2500 * time.Millisecond, Handler: 14 * time.Minute, Direct: 5 * time.Minute,
		Typing: time.Second, Retype: 8 * time.Second,
		Drain: 7 * time.Second, Abandon: 2 * time.Second,
		Claim:    500 * time.Millisecond,
		Commands: time.Second,
	}
}
