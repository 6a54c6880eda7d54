package bot

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"time"

	"lede/commands"
	"lede/languages"
	"lede/problem"
)

// The outcomes in the log.
const (
	outcomeAnswered  = "answered"
	outcomeProblem   = "problem"   // a Problem, told to the person
	outcomeApology   = "apology"   // something else went wrong, and the person was told so
	outcomeUnsent    = "unsent"    // the person got nothing
	outcomeElsewhere = "elsewhere" // another process has answered, which is as it should be
)

// turn is one interaction being answered. It knows what has been said to Discord so far, because that decides
// what may be said next. One goroutine uses it.
type turn struct {
	api      *client
	it       *interaction
	acted    time.Time
	deadline time.Duration
	ref      string

	mode     commands.Mode
	update   bool // the card that was pressed is replaced
	private  bool // a new message is for the person alone
	deferred bool // Discord shows “thinking”, and waits for an edit
	unsure   bool // a deferral was sent, but Discord's answer to it was lost
}

// settle fixes how the reply will be given. A card belongs to the person whom it answered: it changes under
// their hands only; anybody else who presses it gets a message of their own.
func (t *turn) settle(mode commands.Mode) {
	if mode == commands.Form && t.it.Type == kindForm {
		mode = commands.Private // Discord does not open a form upon a form
	}
	t.mode = mode
	t.private = mode == commands.Private
	if t.it.Message == nil {
		return
	}
	secret := t.private && !t.it.hidden()
	t.update = t.it.own() && !secret
	t.private = !t.update
}

// manner is the mode as it is written in the log.
func (t *turn) manner() string {
	s := "public"
	switch {
	case t.mode == commands.Form:
		s = "form"
	case t.update:
		s = "update"
	case t.private:
		s = "private"
	}
	if t.deferred {
		s += ", deferred"
	}
	return s
}

// lastMoment is when the handler's context ends.
func (t *turn) lastMoment(received time.Time) time.Time {
	if t.mode == commands.Form {
		return t.acted.Add(hurryWithin)
	}
	return received.Add(handlerFor)
}

// await returns what the handler replied, and defers the answer meanwhile if it takes long. work is the
// handler's context; ctx outlives it, because somebody who waited fourteen minutes still has to be told.
func (t *turn) await(ctx, work context.Context, done <-chan result) (commands.Reply, error) {
	patience := t.deadline
	if t.mode == commands.Form {
		patience = hurryWithin
	}
	late := time.NewTimer(time.Until(t.acted.Add(patience)))
	defer late.Stop()
	select {
	case res := <-done:
		return res.reply, excuse(ctx, work, res.err)
	case <-late.C:
	}
	if t.mode == commands.Form {
		<-work.Done() // which is at the same moment
		return commands.Reply{}, excuse(ctx, work, work.Err())
	}
	if err := t.postpone(ctx); err != nil {
		return commands.Reply{}, err
	}
	select {
	case res := <-done:
		return res.reply, excuse(ctx, work, res.err)
	case <-work.Done():
		return commands.Reply{}, excuse(ctx, work, work.Err())
	}
}

// excuse says in words why a handler was given up: ctx ends when the bot stops, work when time is up.
func excuse(ctx, work context.Context, err error) error {
	switch {
	case errors.Is(err, context.Canceled) && ctx.Err() != nil:
		return problem.New("bot.restarting").Because(err)
	case errors.Is(err, context.DeadlineExceeded) && work.Err() != nil:
		return problem.New("bot.took-too-long").Because(err)
	}
	return err
}

// gone means that nobody is waiting for our answer.
type gone struct{ err error }

func (g *gone) Error() string { return g.err.Error() }

// postpone tells Discord that the answer will come. Its only error is gone: after any other failure the answer
// itself is still worth a try.
func (t *turn) postpone(ctx context.Context) error {
	cb := callback{Type: deferUpdate}
	if !t.update {
		cb.Type = deferMessage
		if t.private {
			cb.Data = flags{Flags: flagEphemeral}
		}
	}
	err := t.callback(ctx, cb)
	switch code := codeOf(err); {
	case err == nil:
		t.deferred = true
	case code == codeAcknowledged, code == codeUnknownInteraction:
		return &gone{err: fmt.Errorf("deferring the answer: %w", err)}
	default:
		t.unsure = true
	}
	return nil
}

// finish sends the reply, or the words for the error. It returns the outcome and, when there was one, the cause.
func (t *turn) finish(ctx context.Context, reply commands.Reply, err error) (outcome string, cause error) {
	var g *gone
	if errors.As(err, &g) {
		if codeOf(g.err) == codeAcknowledged {
			return outcomeElsewhere, nil
		}
		return outcomeUnsent, g.err
	}
	if err == nil {
		err = t.send(ctx, reply, false)
		if err == nil {
			return outcomeAnswered, nil
		}
		switch code := codeOf(err); {
		case code == codeAcknowledged:
			return outcomeElsewhere, nil
		case !t.mayApologise(err):
			return outcomeUnsent, err
		}
	}
	words, expected := commands.Explain(languages.For(t.it.Locale), err, t.ref)
	outcome = outcomeApology
	if expected {
		outcome = outcomeProblem
		err = errors.Unwrap(err) // what the person was told is no cause
	}
	if sendErr := t.send(ctx, words, true); sendErr != nil {
		return outcomeUnsent, errors.Join(err, sendErr)
	}
	return outcome, err
}

// mayApologise tells whether, after the reply failed to go out, an apology could: when the reply itself was at
// fault, rather than the line or the interaction.
func (t *turn) mayApologise(err error) bool {
	var r *refusal
	var s *silence
	return !errors.As(err, &s) && (!errors.As(err, &r) || r.status == 400 && r.code != codeUnknownInteraction)
}

// send gives the reply in the way that is still open. trouble marks words about a failure: those are for the
// person alone where that is still possible, and never take the place of a good card.
func (t *turn) send(ctx context.Context, reply commands.Reply, trouble bool) error {
	if reply.Modal != nil {
		if t.deferred || t.unsure || t.it.Type == kindForm {
			return errors.New("opening a form: it can only be the first answer to a command or a button")
		}
		return t.callback(ctx, callback{Type: replyForm, Data: formModal(reply.Modal)})
	}
	m, err := cardMessage(reply.Card, t.private || trouble)
	if err != nil {
		return err
	}
	m.attach(reply.Files)
	if !t.deferred && weight(reply.Files) > largeReply {
		if err := t.postpone(ctx); err != nil {
			return err
		}
	}
	if !t.deferred {
		cb := callback{Type: replyMessage, Data: m}
		if t.update && !trouble {
			cb.Type = replyUpdate
		}
		err := t.callback(ctx, cb)
		if !t.unsure || codeOf(err) != codeAcknowledged {
			return err
		}
		t.deferred = true // the deferral had arrived after all
	}
	path := "/webhooks/" + url.PathEscape(t.it.ApplicationID) + "/" + url.PathEscape(t.it.Token)
	if t.update && trouble {
		_, err = t.api.do(ctx, "POST", path, m, nil)
		return err
	}
	m.Flags &^= flagEphemeral // the deferral has fixed it
	return t.edit(ctx, path+"/messages/@original", m)
}

func callbackPath(it *interaction) string {
	return "/interactions/" + url.PathEscape(it.ID) + "/" + url.PathEscape(it.Token) + "/callback"
}

// callback gives the first answer. When the first attempt fails in a way that a second may mend, and the person
// has not been shown a failure yet, there is a second; that one being told “already acknowledged” means that the
// first had arrived.
func (t *turn) callback(ctx context.Context, cb callback) error {
	path := callbackPath(t.it)
	_, err := t.api.do(ctx, "POST", path, cb, nil)
	wait, again := retry(err)
	if !again || time.Now().Add(wait).After(t.acted.Add(answerWithin)) {
		return err
	}
	if pause(ctx, wait) != nil {
		return err
	}
	if _, err = t.api.do(ctx, "POST", path, cb, nil); codeOf(err) == codeAcknowledged {
		return nil
	}
	return err
}

// edit replaces the deferral by the answer. It may be repeated without harm.
func (t *turn) edit(ctx context.Context, path string, m message) error {
	_, err := t.api.do(ctx, "PATCH", path, m, nil)
	if wait, again := retry(err); again && pause(ctx, wait) == nil {
		_, err = t.api.do(ctx, "PATCH", path, m, nil)
	}
	return err
}

// retry tells whether a failed request is worth one more, and how long to wait before.
func retry(err error) (wait time.Duration, again bool) {
	const longest = 5 * time.Second
	const breath = 200 * time.Millisecond
	var r *refusal
	var s *silence
	switch {
	case errors.As(err, &s):
		return breath, !errors.Is(err, context.Canceled)
	case errors.As(err, &r) && r.status == 429:
		return max(r.after, breath), r.after <= longest
	case errors.As(err, &r) && r.status >= 500:
		return breath, true
	}
	return 0, false
}

// pause waits, unless ctx ends before.
func pause(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
