package bot

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"time"

	"lede/bot/rest"
	"lede/bot/workers"
	"lede/commands/command"
	"lede/languages"
	"lede/problem"
)

// messageCommand stands for the command in the log.
const messageCommand = "direct message"

// converse answers one direct message.
func (r *router) converse(ctx context.Context, in command.Message) {
	began, ref := time.Now(), newReference()
	in.IDOf = r.rules.idOf
	work, cancel := context.WithTimeout(ctx, r.timing.Direct)
	defer cancel()
	task := r.attempt(work, work, workers.Asker{Person: in.Person.ID}, func(ctx context.Context) (command.Reply, error) { return r.dm(ctx, in) })
	res := r.awaitTyping(ctx, work, in.Channel, task.done)

	ctx, end := outlive(ctx, r.timing.Abandon) // the answer is sent even when the handler was given up
	defer end()
	outcome, cause := r.respond(ctx, in, res, ref)
	r.counts.outcome(messageAnswered, outcome)
	r.note(outcome, cause, ref, "command", messageCommand, "ms", time.Since(began).Milliseconds())
}

// respond sends the reply, or the words for the error. It returns the outcome and, when there was one, the cause.
func (r *router) respond(ctx context.Context, in command.Message, res result, ref string) (outcome string, cause error) {
	cause = res.err
	if cause == nil {
		cause = r.say(ctx, in, res.reply)
		switch {
		case cause == nil:
			return outcomeAnswered, nil
		case !ofReply(cause):
			return outcomeUnsent, cause
		}
	}
	words, expected := command.Explain(r.spoken(ctx, in), cause, ref)
	outcome = outcomeApology
	if expected {
		outcome, cause = outcomeProblem, behind(cause)
	}
	if err := r.say(ctx, in, words); err != nil {
		return outcomeUnsent, err
	}
	return outcome, cause
}

// turnAwayDirect tells the writer of a direct message why they get no answer.
func (r *router) turnAwayDirect(ctx context.Context, in command.Message, why *problem.Problem) {
	began := time.Now()
	words, _ := command.Explain(r.spoken(ctx, in), why, "")
	args := []any{"command", messageCommand, "outcome", "turned away", "why", why.Code}
	if err := r.say(ctx, in, words); err != nil {
		args = append(args, "err", err.Error())
	}
	r.log.Warn("interaction", append(args, "ms", time.Since(began).Milliseconds())...)
}

// spoken returns the language of the writer of a direct message, for words about an answer that does not come.
func (r *router) spoken(ctx context.Context, in command.Message) languages.Language {
	if r.locale == nil {
		return languages.Language{}
	}
	ctx, cancel := context.WithTimeout(ctx, r.timing.Hurry)
	defer cancel()
	locale, err := r.locale(ctx, in.Person.ID)
	if err != nil {
		return languages.Language{}
	}
	return languages.For(locale)
}

// awaitTyping waits for the answer and shows the bot as typing meanwhile.
func (r *router) awaitTyping(ctx, work context.Context, channel string, done <-chan result) result {
	typing := time.NewTimer(r.timing.Typing)
	defer typing.Stop()
	for {
		select {
		case res := <-done:
			res.err = excuse(ctx, work, res.err)
			return res
		case <-work.Done():
			return result{err: excuse(ctx, work, work.Err())}
		case <-typing.C:
			if r.shut.refuses(channel) == nil { // failing to show it is not worth reporting
				_, err := r.api.Do(ctx, "POST", "/channels/"+url.PathEscape(channel)+"/typing", nil, nil)
				r.shut.learn(channel, err)
			}
			typing.Reset(r.timing.Retype)
		}
	}
}

// say replies to a direct message, for which Discord sets no limit, within directLife. The nonce comes from the message, so
// that a retry cannot post it twice; once Discord may have forgotten the nonce, say looks for the answer first.
func (r *router) say(ctx context.Context, in command.Message, reply command.Reply) error {
	m, err := cardMessage(reply.Card, false)
	if err != nil {
		return err
	}
	m.attach(reply.Files)
	m.Nonce, m.EnforceNonce = "dm"+in.ID, true
	m.Reference = &reference{MessageID: in.ID}
	path := "/channels/" + url.PathEscape(in.Channel) + "/messages"
	var tried time.Time // when the first copy that may have arrived was sent
	var place held
	defer place.leave()
	return r.api.Persist(ctx, time.Now().Add(directLife), func(ctx context.Context) error {
		if err := r.shut.refuses(in.Channel); err != nil {
			return err
		}
		if wait := r.api.TokenRefused(ctx); wait > 0 {
			return place.wait(r.held, wait)
		}
		now := time.Now()
		if !tried.IsZero() && now.Sub(tried) > nonceHolds {
			if said, err := r.said(ctx, path, in.ID); said || err != nil {
				return err
			}
			tried = time.Time{}
		}
		if wait := r.spent(ctx); wait > 0 {
			return heldFor(wait)
		}
		_, err := r.api.Do(ctx, "POST", path, m, nil)
		r.shut.learn(in.Channel, err)
		if tried.IsZero() && rest.MayHaveArrived(err) {
			tried = now
		}
		return err
	})
}

// heldFor is the refusal of an answer that is not sent yet.
func heldFor(wait time.Duration) error {
	return &rest.Refusal{Status: http.StatusTooManyRequests, After: wait, Held: true}
}

// mostHeld is how many answers wait at once until Discord accepts the token: those who wrote keep their places meanwhile, and
// commands, which need no token, must find some.
const mostHeld = mostPeople / 10

// held is an answer's place among those that wait for the token.
type held struct{ among chan struct{} }

// wait holds an answer back for some time, unless too many wait.
func (h *held) wait(among chan struct{}, wait time.Duration) error {
	if h.among != nil {
		return heldFor(wait)
	}
	select {
	case among <- struct{}{}:
		h.among = among
		return heldFor(wait)
	default:
		return errors.New("too many answers wait for a token that Discord takes")
	}
}

func (h *held) leave() {
	if h.among != nil {
		<-h.among
	}
}

// spent takes one off the budget of messages, or returns how long to wait: many people who write at once must not make Discord
// refuse so much that digests stop. If the budget cannot be read, the answer is sent anyway.
func (r *router) spent(ctx context.Context) time.Duration {
	if r.budget == nil {
		return 0
	}
	wait, err := r.budget(ctx)
	if err != nil || wait <= 0 {
		return 0
	}
	return max(wait, r.timing.Posts.Step)
}

// said reports whether a direct message has been replied to. Its channel has only the person and the bot in it.
func (r *router) said(ctx context.Context, path, id string) (bool, error) {
	var since []struct {
		Author    struct{ Bot bool }
		Reference reference `json:"message_reference"`
	}
	_, err := r.api.Do(ctx, "GET", path+"?limit=100&after="+url.QueryEscape(id), nil, &since)
	for _, m := range since {
		if m.Author.Bot && m.Reference.MessageID == id {
			return true, nil
		}
	}
	return false, err
}
