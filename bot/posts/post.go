package posts

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"net/url"
	"time"

	"lede/bot/rest"
	"lede/delivery"
	"lede/problem"
)

const (
	// maxTitle is how long the title of a forum post may be, in characters.
	maxTitle = 100
	// awayFor is how long a post waits that was refused in a server which Discord cannot reach. Each refusal counts against us.
	awayFor = 10 * time.Minute
)

// Post makes one attempt to post a message into a channel, and returns how it ended. It never posts twice: only its caller
// knows what was tried before.
func (s *Sender) Post(ctx context.Context, p delivery.Post) delivery.Result {
	if !json.Valid(p.Components) {
		return delivery.Result{Outcome: delivery.Refused, Reason: problem.New("bot.message-malformed")}
	}
	ctx, d, ok := s.mayPost(ctx, owner(p))
	if !ok {
		return d
	}
	where := p.Channel // "" for a direct message, which is refused for other reasons
	if where == "" {
		channel, d, ok := s.openDirect(ctx, p)
		if !ok {
			return d
		}
		p.Channel = channel
	}
	if p.Again {
		ctx = rest.Unhurried(ctx)
	}
	path, send := s.way(p)
	if d, ok := s.clearToSend(ctx, path, p); !ok {
		return d
	}
	id, err := send(ctx, path, p)
	if rest.CodeOf(err) == rest.CodeReplyUnread {
		p.Reply = "" // it says of itself what it is about
		id, err = send(ctx, path, p)
	}
	if rest.CodeOf(err) == rest.CodeThreadArchived && s.unarchive(ctx, p.Channel) == nil {
		id, err = send(ctx, path, p)
	}
	d = judge(where, id, err)
	var r *rest.Refusal
	if errors.As(err, &r) && r.OfAnother() && p.Reply == "" {
		d = delivery.Result{Outcome: delivery.Ambiguous, After: r.After, Code: r.Code, Reason: problem.New("bot.discord-faulty")}
	}
	if p.Forum != "" && d.Code == rest.CodeMissingPermission {
		d.Reason = problem.New("bot.may-not-post-in-forum", "channel", p.Channel) // in a forum, the permission has another name
	}
	return s.noted(p, s.doubted(p.Guild, d), err)
}

// way returns how a post is sent, and the path that it is sent to.
func (s *Sender) way(p delivery.Post) (path string, send func(ctx context.Context, path string, p delivery.Post) (id string, err error)) {
	channel := "/channels/" + url.PathEscape(p.Channel)
	if p.Forum != "" {
		return channel + "/threads", s.startThread
	}
	return channel + "/messages", s.sendMessage
}

// doubted does not believe a refusal while Discord itself cannot reach the server: it may say then of channels that they do not exist,
// and the digest would be paused for an outage.
func (s *Sender) doubted(guild string, d delivery.Result) delivery.Result {
	if _, away := s.lists(guild); away && d.Outcome == delivery.Refused {
		d.Outcome, d.After, d.Reason = delivery.Retry, max(d.After, awayFor), problem.New("bot.discord-faulty")
	}
	return d
}

// openDirect opens the channel for a direct message; d is the outcome of the post when that failed.
func (s *Sender) openDirect(ctx context.Context, p delivery.Post) (channel string, d delivery.Result, ok bool) {
	if d, ok := s.spend(ctx, s.timing.Channel); !ok {
		return "", d, false
	}
	channel, err := s.api.DirectChannel(rest.Unhurried(ctx), p.Person)
	if err != nil {
		d := judge("", "", err)
		if d.Outcome == delivery.Ambiguous { // nothing was sent yet
			d.Outcome, d.Reason = delivery.Retry, problem.New("bot.direct-unopened")
		}
		return "", s.noted(p, d, err), false
	}
	return channel, d, true
}

// unarchive opens a thread that is archived for inactivity or was closed. A locked one stays closed to a bot that may not
// manage threads.
func (s *Sender) unarchive(ctx context.Context, thread string) error {
	if d, ok := s.spend(ctx, s.timing.Channel); !ok {
		return d.Reason
	}
	_, err := s.api.Do(ctx, "PATCH", "/channels/"+url.PathEscape(thread), map[string]bool{"archived": false}, nil)
	return err
}

// noted logs an attempt that did not succeed.
func (s *Sender) noted(p delivery.Post, d delivery.Result, err error) delivery.Result {
	if d.Outcome != delivery.Sent {
		s.log.Warn("post", "channel", p.Channel, "outcome", string(d.Outcome), "code", d.Code, "err", err)
	}
	return d
}

// owner is who answers for a post that Discord refuses.
func owner(p delivery.Post) string { return cmp.Or(p.Guild, p.Person) }

// mayPost refuses while Discord refuses the token or too many requests, of all or of the owner's. People who ask something are still
// answered. The requests that follow are made in the context that it returns.
func (s *Sender) mayPost(ctx context.Context, owner string) (of context.Context, d delivery.Result, ok bool) {
	later := func(after time.Duration, why string) (context.Context, delivery.Result, bool) {
		return ctx, delivery.Result{Outcome: delivery.Retry, After: after, Reason: problem.New(why)}, false
	}
	if wait := s.api.Breaker.Wait(); wait > 0 {
		return later(wait, "bot.too-many-refused")
	}
	if wait := s.api.Breaker.WaitFor(owner); wait > 0 {
		return later(wait, "bot.too-many-refused-here")
	}
	if wait := s.api.TokenRefused(ctx); wait > 0 {
		return later(wait, "bot.token-refused")
	}
	return rest.For(ctx, owner), d, true
}

// sendMessage posts into a channel. The nonce prevents a second copy for some minutes.
func (s *Sender) sendMessage(ctx context.Context, path string, p delivery.Post) (string, error) {
	m := messageOf(p)
	m.Nonce, m.EnforceNonce = p.Nonce, p.Nonce != ""
	var posted rest.Object
	_, err := s.api.Do(ctx, "POST", path, m, &posted)
	return posted.ID, err
}

// startThread posts into a forum: a thread with its first message, in one request. Nothing prevents a second copy there.
func (s *Sender) startThread(ctx context.Context, path string, p delivery.Post) (string, error) {
	var thread struct {
		rest.Object
		Message rest.Object `json:"message"`
	}
	body := forumPost{Name: rest.Clip(p.Forum, maxTitle), Message: messageOf(p)}
	_, err := s.api.Do(ctx, "POST", path, body, &thread)
	if thread.Message.Tells() {
		return thread.Message.ID, err
	}
	return thread.ID, err // in a forum they are the same
}

// There returns the time by Discord's clock, which its messages are dated by.
func (s *Sender) There() time.Time { return time.Now().Add(-s.api.Ahead()) }

// Clock returns the same, and whether Discord has answered yet; before that it is this machine's.
func (s *Sender) Clock() (there time.Time, known bool) { return s.There(), s.api.ClockKnown() }

// Publish sends a message of an announcement channel to the channels that follow it. Repeating it does no harm, so after an
// unclear outcome it should be retried.
func (s *Sender) Publish(ctx context.Context, channel, message string) delivery.Result {
	ctx, d, ok := s.mayPost(ctx, channel)
	if !ok {
		return d
	}
	path := "/channels/" + url.PathEscape(channel) + "/messages/" + url.PathEscape(message) + "/crosspost"
	if d, ok := s.clearToSend(ctx, path, delivery.Post{Channel: channel}); !ok {
		return d
	}
	ctx = rest.Unhurried(ctx)
	_, err := s.api.Do(ctx, "POST", path, nil, nil)
	if rest.CodeOf(err) == rest.CodeAlreadyPublished {
		err = nil
	}
	d = judge(channel, message, err)
	if d.Outcome == delivery.Ambiguous {
		d.Outcome, d.Reason = delivery.Retry, problem.New("bot.publishing-unclear")
	}
	return s.noted(delivery.Post{Channel: channel}, d, err)
}

// errDoubted is the error for an answer that contradicts what Discord says on the gateway.
var errDoubted = errors.New("the bot is not in a server, says Discord, and lists it among the bot's")

// Member reports whether the bot is in a guild. A no causes the guild's data to be erased. So it must carry one of Discord's codes, since a
// bare 404 may be a proxy's; it must come twice, as when a message is looked for; and it counts for nothing while the gateway lists the
// guild.
func (s *Sender) Member(ctx context.Context, guild string) (bool, error) {
	err := s.asked(ctx, "/guilds/"+url.PathEscape(guild), nil)
	listed, _ := s.lists(guild)
	switch code := rest.CodeOf(err); {
	case code != rest.CodeUnknownGuild && code != rest.CodeMissingAccess:
		return err == nil, err
	case listed:
		return false, errDoubted
	}
	return false, nil
}

// Replace replaces the components of a message of ours. Repeating it does no harm, so after an unclear outcome it should be
// retried. A message that is gone counts as success: it cannot be seen any more.
func (s *Sender) Replace(ctx context.Context, channel, message string, components json.RawMessage) delivery.Result {
	ctx, d, ok := s.mayPost(ctx, channel)
	if !ok {
		return d
	}
	path := "/channels/" + url.PathEscape(channel) + "/messages/" + url.PathEscape(message)
	p := delivery.Post{Channel: channel, Components: components}
	if d, ok := s.clearToSend(ctx, path, p); !ok {
		return d
	}
	ctx = rest.Unhurried(ctx)
	_, err := s.api.Do(ctx, "PATCH", path, messageOf(p), nil)
	if rest.CodeOf(err) == rest.CodeThreadArchived && s.unarchive(ctx, channel) == nil {
		_, err = s.api.Do(ctx, "PATCH", path, messageOf(p), nil)
	}
	d = judge(channel, message, err)
	switch {
	case d.Code == rest.CodeUnknownMessage, d.Code == rest.CodeUnknownChannel:
		return delivery.Result{Outcome: delivery.Sent, MessageID: message, Reason: problem.New("bot.message-gone", "channel", channel)}
	case d.Outcome == delivery.Ambiguous:
		d.Outcome = delivery.Retry
	}
	return s.noted(p, d, err)
}
