package bot

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"time"

	"lede/bot/rest"
	"lede/cards"
	"lede/commands/command"
	"lede/languages"
	"lede/problem"
	"lede/store"
	"lede/tally"
)

// The outcomes as the log names them.
const (
	outcomeAnswered  = "answered"
	outcomeProblem   = "problem"   // a Problem, told to the person
	outcomeApology   = "apology"   // something else went wrong, and the person was told so
	outcomeBusy      = "busy"      // no worker was free in time, and the person was told to try again
	outcomeUnsent    = "unsent"    // the person got nothing
	outcomeElsewhere = "elsewhere" // another process has answered, which is as it should be
)

// turn is one interaction being answered. It knows which calls were made so far, because Discord allows only some after them.
// One goroutine uses it.
type turn struct {
	api    *rest.Client
	timing Timing
	it     *interaction
	acted  time.Time
	ref    string
	// received is when the interaction came, and acks counts how long after that Discord had accepted the first answer.
	received time.Time
	acks     *tally.Times
	// changes says that the handler changes stored data: whether it did decides what the person is told.
	changes bool

	mode     command.Mode
	update   bool // the card whose button was pressed is replaced
	private  bool // a new message is for the person alone
	deferred bool // Discord shows “thinking”, and waits for an edit
	unsure   bool // a deferral was sent, but Discord's answer to it was lost
	doubted  bool // Discord says that it does not know the interaction any more
}

// settle decides how the reply will be given. A card is updated only when the person it answered presses a button; anyone else
// gets a message of their own.
func (t *turn) settle(mode command.Mode) {
	if mode == command.Form && t.it.Type == kindForm {
		mode = command.Private // Discord does not open a form upon a form
	}
	t.mode = mode
	t.private = mode != command.Public && mode != command.Posted // a card in place of a form is private too
	if t.it.Message == nil || mode == command.Posted || mode == command.Beside {
		return
	}
	secret := t.private && !t.it.hidden()
	t.update = t.it.own() && !secret
	t.private = !t.update
}

// manner returns the mode as the log names it.
func (t *turn) manner() string {
	s := "public"
	switch {
	case t.mode == command.Form:
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

// lastMoment returns when the handler's context ends.
func (t *turn) lastMoment() time.Time {
	if t.mode == command.Form {
		return t.acted.Add(t.timing.Hurry)
	}
	return t.received.Add(t.timing.Handler)
}

// lastCall returns until when the handler may wait for a worker. Once its answer is deferred, the person is no longer told
// anything after three seconds: however long Discord took to accept the deferral, there is as much time again.
func (t *turn) lastCall() time.Time {
	if t.deferred {
		return time.Now().Add(t.timing.Hurry)
	}
	return t.acted.Add(t.timing.Hurry)
}

// await returns the handler's reply, and defers the answer if that takes long. Nothing is deferred before a worker has the
// handler, or it is too late for one. work is the handler's context; ctx outlives it, because a person who has waited fourteen
// minutes still has to be answered.
func (t *turn) await(ctx, work context.Context, task task) (command.Reply, error) {
	patience := t.timing.Defer
	if t.mode == command.Form {
		patience = t.timing.Hurry
	}
	late := time.NewTimer(time.Until(t.acted.Add(patience)))
	defer late.Stop()
	select {
	case res := <-task.done:
		return res.reply, excuse(ctx, work, res.err)
	case <-late.C:
	}
	select {
	case res := <-task.done:
		return res.reply, excuse(ctx, work, res.err)
	case <-task.begun:
	}
	if t.mode == command.Form {
		<-work.Done() // ends at the same moment
		return command.Reply{}, excuse(ctx, work, work.Err())
	}
	if !t.deferred {
		if err := t.postpone(ctx); err != nil {
			return command.Reply{}, err
		}
	}
	select {
	case res := <-task.done:
		return res.reply, excuse(ctx, work, res.err)
	case <-work.Done():
		return t.lastWord(ctx, work, task.done)
	}
}

// lastWord returns what a handler says after its context has ended. One that changes something may have done so at that moment,
// so it is asked; if it does not reply, nobody knows.
func (t *turn) lastWord(ctx, work context.Context, done <-chan result) (command.Reply, error) {
	if !t.changes {
		return command.Reply{}, excuse(ctx, work, work.Err())
	}
	patience := time.NewTimer(t.timing.Abandon / 2)
	defer patience.Stop()
	select {
	case res := <-done:
		return res.reply, excuse(ctx, work, res.err)
	case <-patience.C:
		return command.Reply{}, fmt.Errorf("%w: %w", store.ErrUncertain, work.Err())
	}
}

// What a person is told whose command was given up, because the bot stops or time is up.
var (
	errRestarting  = problem.New("bot.restarting")
	errTookTooLong = problem.New("bot.took-too-long")
)

// excuse turns the end of a handler's context into words: ctx ends when the bot stops, work when time is up. The person is not
// told to retry at once what may have been saved.
func excuse(ctx, work context.Context, err error) error {
	switch {
	case errors.Is(err, store.ErrUncertain):
		return err
	case errors.Is(err, context.Canceled) && ctx.Err() != nil:
		return errRestarting.Because(err)
	case errors.Is(err, context.DeadlineExceeded) && work.Err() != nil:
		return errTookTooLong.Because(err)
	}
	return err
}

// gone is an error after which Discord accepts no answer from us any more.
type gone struct{ err error }

func (g *gone) Error() string { return g.err.Error() }

// acknowledge defers the answer of a command that changes something, before it does. After any error nothing must be done: the
// person is told that it failed, by us or by Discord.
func (t *turn) acknowledge(ctx context.Context) error {
	if t.mode == command.Form {
		return nil // a form changes nothing before it is submitted
	}
	err := t.deferAnswer(ctx)
	var g *gone
	if err == nil || errors.As(err, &g) {
		return err
	}
	return problem.New("bot.not-done").Because(err)
}

// postpone tells Discord that the answer will come later. Its only error is gone: after any other failure the answer itself is
// still worth a try.
func (t *turn) postpone(ctx context.Context) error {
	var g *gone
	if err := t.deferAnswer(ctx); errors.As(err, &g) {
		return err
	}
	return nil
}

// deferAnswer makes the request that has Discord show the bot as thinking.
func (t *turn) deferAnswer(ctx context.Context) error {
	cb := callback{Type: deferUpdate}
	if !t.update {
		cb.Type = deferMessage
		if t.private {
			cb.Data = flags{Flags: flagEphemeral}
		}
	}
	err := t.callback(ctx, cb)
	switch code := rest.CodeOf(err); {
	case err == nil:
		t.deferred = true
	case code == rest.CodeAcknowledged, code == rest.CodeUnknownInteraction:
		return &gone{err: fmt.Errorf("deferring the answer: %w", err)}
	default:
		t.unsure = true
	}
	return err
}

// finish sends the reply, or the words for the error. It returns the outcome and, when there was one, the cause.
func (t *turn) finish(ctx context.Context, reply command.Reply, err error) (outcome string, cause error) {
	var g *gone
	if errors.As(err, &g) {
		switch {
		case rest.CodeOf(g.err) == rest.CodeAcknowledged:
			return outcomeElsewhere, nil
		case t.changes && t.disown(ctx):
			return outcomeProblem, g.err
		}
		return outcomeUnsent, g.err
	}
	if err == nil {
		err = t.send(ctx, reply, false)
		if err == nil {
			return outcomeAnswered, nil
		}
		switch code := rest.CodeOf(err); {
		case code == rest.CodeAcknowledged:
			return outcomeElsewhere, nil
		case !ofReply(err):
			return outcomeUnsent, err
		case t.changes && reply.Modal == nil: // a form changes nothing before it is submitted
			err = problem.New("bot.done-unshown").Because(err)
		}
	}
	words, expected := command.Explain(languages.For(t.it.Locale), err, t.ref)
	outcome = outcomeApology
	if expected {
		outcome = outcomeProblem
		if errors.Is(err, busy()) {
			outcome = outcomeBusy
		}
		err = behind(err)
	}
	if sendErr := t.send(ctx, words, true); sendErr != nil {
		return outcomeUnsent, errors.Join(err, sendErr)
	}
	return outcome, err
}

// disown tells a person that nothing was done, although Discord says that their interaction is over: if that is wrong, the
// deferral may have arrived, and they would see “thinking”. Mostly it is right, and nobody sees the words.
func (t *turn) disown(ctx context.Context) bool {
	t.deferred, t.doubted = true, true
	words, _ := command.Explain(languages.For(t.it.Locale), problem.New("bot.not-done"), t.ref)
	return t.send(ctx, words, true) == nil
}

// ofReply reports whether sending a reply failed because of the reply itself, so that an apology may succeed, and not because
// of the interaction or the connection.
func ofReply(err error) bool {
	var r *rest.Refusal
	var s *rest.Silence
	switch {
	case errors.As(err, &s):
		return false
	case !errors.As(err, &r):
		return true
	}
	wrong := r.Status == http.StatusBadRequest || r.Status == http.StatusRequestEntityTooLarge
	return (wrong || r.Moderated()) && r.Code != rest.CodeUnknownInteraction
}

// send sends the reply by the call that Discord still allows. trouble marks words about a failure: only the person sees them,
// where that is still possible, and they never replace a good card.
func (t *turn) send(ctx context.Context, reply command.Reply, trouble bool) error {
	if reply.Modal != nil {
		return t.openForm(ctx, reply.Modal)
	}
	m, err := cardMessage(reply.Card, t.private || trouble)
	if err != nil {
		return err
	}
	m.attach(reply.Files)
	if !t.deferred && weight(reply.Files) > rest.LargeUpload {
		if err := t.postpone(ctx); err != nil {
			return err
		}
	}
	if !t.deferred {
		cb := callback{Type: replyMessage, Data: m}
		if t.update && !trouble {
			cb.Type = replyUpdate
		}
		if err := t.callback(ctx, cb); err == nil || !t.unsure {
			return err
		}
		t.deferred = true // the deferral may have arrived after all
	}
	path := "/webhooks/" + url.PathEscape(t.it.ApplicationID) + "/" + url.PathEscape(t.it.Token)
	if t.update && trouble {
		return t.follow(ctx, path, m)
	}
	m.Flags &^= flagEphemeral // the deferral has fixed it
	return t.edit(ctx, path+"/messages/@original", m)
}

// openForm answers with a form, which Discord accepts only as the first answer.
func (t *turn) openForm(ctx context.Context, form *cards.Modal) error {
	if t.deferred || t.unsure || t.it.Type == kindForm {
		return errors.New("opening a form: it can only be the first answer to a command or a button")
	}
	return t.callback(ctx, callback{Type: replyForm, Data: formModal(form)})
}

func callbackPath(it *interaction) string {
	return "/interactions/" + url.PathEscape(it.ID) + "/" + url.PathEscape(it.Token) + "/callback"
}

// callback gives the first answer. It retries while that may help and Discord has not told the person yet that the bot did not
// answer. If Discord then says “already acknowledged”, an earlier attempt had arrived.
func (t *turn) callback(ctx context.Context, cb callback) (err error) {
	defer func() {
		if err == nil {
			t.acks.Since(t.received)
		}
	}()
	path := callbackPath(t.it)
	err = t.firstTry(ctx, path, cb)
	var pause time.Duration
	for range moreTries {
		wait, again := t.api.Retry(err)
		pause = max(wait, 2*pause)
		late := time.Now().Add(pause).After(t.acted.Add(t.timing.Answer))
		if !again || late || rest.Pause(ctx, pause) != nil {
			return err
		}
		if _, err = t.api.Do(ctx, "POST", path, cb, nil); rest.CodeOf(err) == rest.CodeAcknowledged && !t.unsure {
			return nil
		}
	}
	return err
}

// firstTry makes the first attempt at a callback, and gives it up while there is time for another: a request that hangs is more
// likely lost than slow. Files may take long to send.
func (t *turn) firstTry(ctx context.Context, path string, cb callback) error {
	until := t.acted.Add(t.timing.Answer - secondTry)
	if time.Until(until) > 0 && len(cb.Carried()) == 0 {
		var end context.CancelFunc
		ctx, end = context.WithDeadline(ctx, until)
		defer end()
	}
	_, err := t.api.Do(ctx, "POST", path, cb, nil)
	return err
}

// until returns when the token expires, or must be assumed to.
func (t *turn) until() time.Time {
	if t.doubted {
		return time.Now().Add(doubt)
	}
	return t.acted.Add(tokenLife)
}

// follow sends a message after the first answer. One that may have arrived is not sent again.
func (t *turn) follow(ctx context.Context, path string, m message) error {
	var unclear error
	err := t.api.Persist(ctx, t.until(), func(ctx context.Context) error {
		_, err := t.api.Do(ctx, "POST", path, m, nil)
		if rest.MayHaveArrived(err) {
			unclear, err = err, nil
		}
		return err
	})
	return cmp.Or(err, unclear)
}

// edit replaces the deferral with the answer. It may be repeated without harm, and the person sees “thinking” until then.
func (t *turn) edit(ctx context.Context, path string, m message) error {
	return t.api.Persist(ctx, t.until(), func(ctx context.Context) error {
		_, err := t.api.Do(ctx, "PATCH", path, m, nil)
		return err
	})
}
