// Package delivery does what falls due and must happen once: it posts digests, publishes them, tells admins what
// failed, and erases the data of a server that the bot has left.
//
// The scheduler claims what is due and hands it over; the desk keeps what has to survive a restart, and a Poster sends the message
// itself. It refuses to decide when something is due again on a clock of its own, to hold a session of Discord's, and to send other
// bytes in a second attempt than in the first.
package delivery

import (
	"cmp"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"math/rand/v2"
	"time"

	"lede/desk"
	"lede/languages"
	"lede/scheduler"
)

const (
	nonceLength = 25 // Discord's limit, in characters

	defaultNonceWindow = 100 * time.Second
	defaultBackoff     = 5 * time.Second
	maxBackoff         = 5 * time.Minute
	// digestBackoff is the longest wait before another attempt to post a digest: when Discord is back, readers should not wait much longer.
	digestBackoff = time.Minute
)

// Deliverer delivers what is due. All fields down to Secret must be set.
type Deliverer struct {
	Desk    *desk.Desk
	Post    Poster
	Find    Finder
	Publish Publisher
	Replace Replacer
	Member  Membership
	Secret  []byte // makes nonces that nobody else can predict; the same in all processes
	// There is Discord's clock, which dates its messages. Default is this machine's.
	There func() time.Time
	// Answered remembers the posts whose outcome could not be stored; nil remembers none.
	Answered *Answered
	// Cache keeps what is made of articles that many servers receive; nil makes it anew for each.
	Cache *Cache
	// Lost is called for a digest that is due and that the store has lost, and Done for each finished task. Either may be nil.
	Lost    func(desk.Forgotten)
	Done    func(Job)
	outcome *string // of the task being worked on
	// NonceWindow is how long after the first attempt another may be made when it is unclear whether an earlier one arrived: Discord
	// drops a second copy by its nonce for some minutes only. Default 100 s.
	NonceWindow time.Duration
	// Backoff is the wait before the second attempt; it roughly doubles with each further attempt. Default 5 s.
	Backoff time.Duration
}

// Deliver handles one due task, which the scheduler has claimed.
func (d Deliverer) Deliver(ctx context.Context, s scheduler.Slot) (err error) {
	if d.Done != nil {
		outcome, began := JobDone, time.Now()
		d.outcome = &outcome
		defer func() { d.done(s, began, err) }()
	}
	switch task, id := desk.TaskOf(s.Claim); task {
	case desk.PublishDigest:
		return d.publish(ctx, s, id)
	case desk.TellPaused, desk.TellHeld, desk.TellRecovered:
		return d.tell(ctx, s, task, id)
	case desk.CorrectDigest:
		return d.correct(ctx, s, id)
	case desk.WithdrawPost:
		return d.withdraw(ctx, s)
	case desk.TellReport:
		return d.report(ctx, s)
	case desk.EraseLeft:
		return d.erase(ctx, s)
	case desk.GreetGuild:
		return d.greet(ctx, s)
	case desk.AskMember:
		return d.ask(ctx, s)
	case desk.DropDraft:
		return d.Desk.DropDraftClaimed(ctx, s.Claim)
	case desk.DropTurn:
		return d.Desk.DropTurnClaimed(ctx, s.Claim)
	case desk.DropBriefs:
		return d.Desk.DropBriefsClaimed(ctx, s.Claim)
	case desk.FollowFeed, desk.TellSource, desk.VisitSite, desk.WakeFollowers, desk.TellFollowers:
		return d.feed(ctx, s, task, id)
	default:
		return d.digest(ctx, s)
	}
}

// there returns the time by Discord's clock.
func (d Deliverer) there() time.Time {
	if d.There == nil {
		return time.Now()
	}
	return d.There()
}

// language returns the language in which a server reads messages that nobody asked for.
func (d Deliverer) language(ctx context.Context, guild string) languages.Language {
	l, _ := d.manner(ctx, guild)
	return l
}

// manner returns how a server is addressed unasked: the language, and the colour that its admins chose for cards. If they are unknown
// it returns Lede's own: they hold up nothing.
func (d Deliverer) manner(ctx context.Context, guild string) (l languages.Language, colour int) {
	if guild == "" {
		return l, 0
	}
	s, err := d.Desk.Settings(ctx, guild)
	if err != nil {
		return l, 0
	}
	if tag, err := d.Desk.LanguageBy(ctx, guild, s); err == nil {
		l = languages.For(tag)
	}
	return l, s.Colour
}

// backoff returns how long to wait before the next attempt: twice as long each time, at least as long as Discord asks, and with jitter,
// so that what failed together is not retried together.
func (d Deliverer) backoff(s scheduler.Slot, result Result) time.Duration {
	return d.wait(s, result, maxBackoff)
}

// wait does so for waits of at most a given length, unless Discord asks for more.
func (d Deliverer) wait(s scheduler.Slot, result Result, most time.Duration) time.Duration {
	wait := min(cmp.Or(d.Backoff, defaultBackoff)<<min(s.Attempt-1, 10), most)
	return max(wait-rand.N(wait/4), result.After)
}

// believed reports whether Discord has refused something for good: the first refusal was long enough ago. since records the first
// refusal.
func believed(r Result, since *time.Time, now time.Time) bool {
	if r.Outcome != Refused && r.Outcome != Held {
		return false
	}
	*since = cmp.Or(*since, now)
	return now.Sub(*since) >= refusedFor
}

// nonce returns the same nonce for every attempt at a slot, on every replica.
func (d Deliverer) nonce(s scheduler.Slot) string {
	mac := hmac.New(sha256.New, d.Secret)
	fmt.Fprintf(mac, "%s\x00%s\x00%d", s.Owner, s.ID, s.Due.UnixMilli())
	return base64.RawURLEncoding.EncodeToString(mac.Sum(nil))[:nonceLength]
}
