package bot

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"sync"
	"time"

	"lede/commands"
)

// longestWait is how long Post itself waits for a channel that is known to be full; beyond, its caller does.
const longestWait = 5 * time.Second

// Post makes one attempt to put a message into a channel, and says how it ended. It never posts twice: only its
// caller knows what was tried before.
func (b *Bot) Post(ctx context.Context, p commands.Post) commands.Delivery {
	if !json.Valid(p.Components) {
		return commands.Delivery{Outcome: commands.Refused, Reason: "The message is not in the form that Discord wants; please tell the bot's operator."}
	}
	if p.Channel == "" {
		channel, err := b.directChannel(ctx, p.Person)
		if err != nil {
			return judge("", "", err)
		}
		p.Channel = channel
	}
	if full := b.pace.wait(p.Channel); full > 0 {
		if until, ok := ctx.Deadline(); full > longestWait || ok && time.Until(until) <= full || pause(ctx, full) != nil {
			return commands.Delivery{Outcome: commands.Retry, After: full, Reason: "Discord asks to wait before posting in <#" + p.Channel + "> again."}
		}
	}
	m := newMessage(p.Components, false)
	m.Nonce, m.EnforceNonce = p.Nonce, p.Nonce != ""
	if p.Role != "" {
		m.AllowedMentions.Roles = []string{p.Role}
	}
	var posted struct {
		ID string `json:"id"`
	}
	header, err := b.api.do(ctx, "POST", "/channels/"+url.PathEscape(p.Channel)+"/messages", m, &posted)
	b.pace.learn(p.Channel, header, err)
	d := judge(p.Channel, posted.ID, err)
	if d.Outcome != commands.Sent {
		b.log.Warn("post", "channel", p.Channel, "outcome", string(d.Outcome), "code", d.Code, "err", err)
	}
	return d
}

// directChannel opens the channel of the direct messages with a person; Discord gives the same one every time.
func (b *Bot) directChannel(ctx context.Context, person string) (string, error) {
	var channel struct {
		ID string `json:"id"`
	}
	_, err := b.api.do(ctx, "POST", "/users/@me/channels", map[string]string{"recipient_id": person}, &channel)
	return channel.ID, err
}

// Member tells whether the bot is in a guild.
func (b *Bot) Member(ctx context.Context, guild string) (bool, error) {
	_, err := b.api.do(ctx, "GET", "/guilds/"+url.PathEscape(guild), nil, nil)
	var r *refusal
	if errors.As(err, &r) && (r.status == http.StatusNotFound || r.status == http.StatusForbidden) {
		return false, nil
	}
	return err == nil, err
}

// judge turns the end of an attempt into a Delivery.
func judge(channel, id string, err error) commands.Delivery {
	var r *refusal
	var s *silence
	switch {
	case err == nil && id != "":
		return commands.Delivery{Outcome: commands.Sent, MessageID: id}
	case errors.As(err, &s) && !s.written:
		return commands.Delivery{Outcome: commands.Retry, Reason: "Discord could not be reached."}
	case errors.As(err, &r) && r.status == http.StatusTooManyRequests:
		return commands.Delivery{Outcome: commands.Retry, After: r.after, Code: r.code, Reason: "Discord asks to wait before posting again."}
	case errors.As(err, &r) && r.status == http.StatusUnauthorized: // the operator's to mend, not the admin's
		return commands.Delivery{Outcome: commands.Retry, Code: r.code, Reason: reason(channel, r)}
	case errors.As(err, &r) && r.status >= 400 && r.status < 500:
		return commands.Delivery{Outcome: commands.Refused, Code: r.code, Reason: reason(channel, r)}
	case errors.As(err, &r):
		return commands.Delivery{Outcome: commands.Ambiguous, Code: r.code, Reason: "Discord had a fault of its own, so the message may or may not have been posted."}
	}
	return commands.Delivery{Outcome: commands.Ambiguous, Reason: "Discord's answer was lost, so the message may or may not have been posted."}
}

// reason is one sentence for an admin: the cause and the way out.
func reason(channel string, r *refusal) string {
	place := "<#" + channel + ">"
	switch {
	case r.code == codeMissingAccess:
		return "I may not see " + place + ": allow “View Channel” there."
	case r.code == codeMissingPermission:
		return "I may not send messages in " + place + ": allow “Send Messages” there."
	case r.code == codeUnknownChannel || r.code == 0 && r.status == http.StatusNotFound:
		return "The channel " + place + " does not exist any more: choose another one."
	case r.status == http.StatusUnauthorized:
		return "Discord does not accept the bot's token any more: its operator has to renew it."
	case r.code == 0 && r.status == http.StatusForbidden:
		return "I may not post in " + place + ": allow “View Channel” and “Send Messages” there."
	case r.code == codeInvalidForm || r.status == http.StatusBadRequest && r.message == "":
		return "Discord does not accept the message, which is a fault of the bot: please tell its operator."
	}
	return "I could not post in " + place + ": " + r.Error() + "."
}

// pace remembers which channels are full, so that a request which would be refused is not made. It holds only
// channels that are full at this moment.
type pace struct {
	mu     sync.Mutex
	full   map[string]time.Time
	global time.Time
}

// wait is how long the channel still has to be left alone.
func (p *pace) wait(channel string) time.Duration {
	p.mu.Lock()
	defer p.mu.Unlock()
	until := p.full[channel]
	if p.global.After(until) {
		until = p.global
	}
	return max(time.Until(until), 0)
}

// learn takes what Discord said about the limits.
func (p *pace) learn(channel string, h http.Header, err error) {
	var after time.Duration
	var global bool
	var r *refusal
	if errors.As(err, &r) && r.status == http.StatusTooManyRequests {
		after, global = r.after, r.global
	} else if h.Get("X-RateLimit-Remaining") == "0" {
		n, _ := strconv.ParseFloat(h.Get("X-RateLimit-Reset-After"), 64) // unreadable means no wait
		after = seconds(n)
	}
	if after <= 0 {
		return
	}
	now := time.Now()
	p.mu.Lock()
	defer p.mu.Unlock()
	if global {
		p.global = now.Add(after)
		return
	}
	if p.full == nil {
		p.full = map[string]time.Time{}
	}
	for c, until := range p.full {
		if until.Before(now) {
			delete(p.full, c)
		}
	}
	p.full[channel] = now.Add(after)
}
