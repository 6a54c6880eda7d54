package bot

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"

	"lede/delivery"
)

// maxTitle is how long the title of a forum post may be, in characters.
const maxTitle = 100

// Post makes one attempt to put a message into a channel, and says how it ended. It never posts twice: only its
// caller knows what was tried before.
func (b *Bot) Post(ctx context.Context, p delivery.Post) delivery.Result {
	if !json.Valid(p.Components) {
		return delivery.Result{Outcome: delivery.Refused, Reason: "The message is not in the form that Discord wants; please tell the bot's operator."}
	}
	if d, ok := b.mayPost(ctx); !ok {
		return d
	}
	if p.Channel == "" {
		if d, ok := b.spend(ctx); !ok {
			return d
		}
		channel, err := b.directChannel(ctx, p.Person)
		if err != nil {
			d := judge("", "", err)
			if d.Outcome == delivery.Ambiguous { // nothing was sent yet
				d.Outcome, d.Reason = delivery.Retry, "Discord did not open the direct message."
			}
			return b.noted(p, d, err)
		}
		p.Channel = channel
	}
	lane := p.Channel
	if p.Forum != "" {
		lane += "/threads" // another route, which Discord counts apart
	}
	if d, ok := b.clearToSend(ctx, lane, p.Channel); !ok {
		return d
	}
	var header http.Header
	var id string
	var err error
	if p.Forum != "" {
		header, id, err = b.startThread(ctx, p)
	} else {
		header, id, err = b.sendMessage(ctx, p)
	}
	b.pace.learn(lane, header, err)
	d := judge(p.Channel, id, err)
	if p.Forum != "" && d.Code == codeMissingPermission {
		d.Reason = "I may not post in the forum <#" + p.Channel + ">: allow “Create Posts” there." // Discord's name for it in a forum
	}
	return b.noted(p, d, err)
}

// noted logs an attempt that did not succeed.
func (b *Bot) noted(p delivery.Post, d delivery.Result, err error) delivery.Result {
	if d.Outcome != delivery.Sent {
		b.log.Warn("post", "channel", p.Channel, "outcome", string(d.Outcome), "code", d.Code, "err", err)
	}
	return d
}

// mayPost says no while Discord refuses the token or too much else. Whoever has asked something is answered
// all the same: somebody is waiting.
func (b *Bot) mayPost(ctx context.Context) (delivery.Result, bool) {
	if wait := b.api.breaker.wait(); wait > 0 {
		return delivery.Result{Outcome: delivery.Retry, After: wait, Reason: "Discord has refused too many of the bot's requests, so it posts nothing for some minutes."}, false
	}
	wait, ask := b.api.breaker.tokenRefused()
	if ask {
		if _, err := b.api.do(ctx, "GET", "/users/@me", nil, nil); err == nil {
			return delivery.Result{}, true
		}
	}
	if wait > 0 {
		return delivery.Result{Outcome: delivery.Retry, After: wait, Reason: "Discord does not accept the bot's token any more: its operator has to renew it."}, false
	}
	return delivery.Result{}, true
}

// sendMessage posts into a channel. The nonce keeps a second copy away, for some minutes.
func (b *Bot) sendMessage(ctx context.Context, p delivery.Post) (http.Header, string, error) {
	m := messageOf(p)
	m.Nonce, m.EnforceNonce = p.Nonce, p.Nonce != ""
	var posted struct {
		ID string `json:"id"`
	}
	header, err := b.api.do(ctx, "POST", "/channels/"+url.PathEscape(p.Channel)+"/messages", m, &posted)
	return header, posted.ID, err
}

// startThread posts into a forum: a thread with its first message, in one request. Nothing there keeps a second
// copy away.
func (b *Bot) startThread(ctx context.Context, p delivery.Post) (http.Header, string, error) {
	var thread struct {
		ID      string `json:"id"`
		Message struct {
			ID string `json:"id"`
		} `json:"message"`
	}
	body := forumPost{Name: clip(p.Forum, maxTitle), Message: messageOf(p)}
	header, err := b.api.do(ctx, "POST", "/channels/"+url.PathEscape(p.Channel)+"/threads", body, &thread)
	if thread.Message.ID == "" {
		thread.Message.ID = thread.ID // in a forum they are the same
	}
	return header, thread.Message.ID, err
}

func messageOf(p delivery.Post) message {
	m := newMessage(p.Components, false)
	if p.Role != "" {
		m.AllowedMentions.Roles = []string{p.Role}
	}
	return m
}

// Publish makes a message of an announcement channel known to the channels that follow it. Asking twice does no
// harm, so whatever is unclear is to be tried again.
func (b *Bot) Publish(ctx context.Context, channel, message string) delivery.Result {
	if d, ok := b.mayPost(ctx); !ok {
		return d
	}
	lane := channel + "/crosspost"
	if d, ok := b.clearToSend(ctx, lane, channel); !ok {
		return d
	}
	path := "/channels/" + url.PathEscape(channel) + "/messages/" + url.PathEscape(message) + "/crosspost"
	header, err := b.api.do(ctx, "POST", path, nil, nil)
	b.pace.learn(lane, header, err)
	if codeOf(err) == codePublished {
		err = nil
	}
	d := judge(channel, message, err)
	if d.Outcome == delivery.Ambiguous {
		d.Outcome, d.Reason = delivery.Retry, "Discord did not say whether the message was published."
	}
	return b.noted(delivery.Post{Channel: channel}, d, err)
}

// directChannel opens the channel of the direct messages with a person; Discord gives the same one every time.
func (b *Bot) directChannel(ctx context.Context, person string) (string, error) {
	var channel struct {
		ID string `json:"id"`
	}
	_, err := b.api.do(ctx, "POST", "/users/@me/channels", map[string]string{"recipient_id": person}, &channel)
	return channel.ID, err
}

// Member tells whether the bot is in a guild. That it is not has to be in Discord's own words: what is kept of the guild
// is erased for it, and a bare 404 may be a proxy's.
func (b *Bot) Member(ctx context.Context, guild string) (bool, error) {
	_, err := b.api.do(ctx, "GET", "/guilds/"+url.PathEscape(guild), nil, nil)
	var r *refusal
	if errors.As(err, &r) && r.message != "" && (r.status == http.StatusNotFound || r.status == http.StatusForbidden) {
		return false, nil
	}
	return err == nil, err
}
