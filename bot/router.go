package bot

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"strings"
	"time"

	"lede/bot/gateway"
	"lede/bot/rest"
	"lede/bot/workers"
	"lede/commands/command"
	"lede/problem"
	"lede/store"
	"lede/tally"

	"github.com/bwmarrin/discordgo"
)

// router finds the command that an interaction asks for and makes sure that the person gets an answer.
type router struct {
	api      *rest.Client
	timing   Timing
	handlers *workers.Pool
	byName   map[string]command.Command
	dm       func(context.Context, command.Message) (command.Reply, error)
	locale   func(ctx context.Context, person string) (string, error)
	log      *slog.Logger
	counts   *counts
	acks     tally.Times // from an interaction's arrival until Discord has taken our first answer to it
	// firstHere reports whether no other process has taken an interaction that may change something.
	firstHere func(context.Context, *interaction) bool
	// budget takes one message off what all processes may send, if they share it.
	budget func(context.Context) (wait time.Duration, err error)
	// rules holds what servers allow under “Integrations”.
	rules *integrations
	// shut holds who takes no direct messages.
	shut shut
	// held has a place for each answer to a direct message that waits until Discord accepts the token.
	held chan struct{}
}

func newRouter(api *rest.Client, p *workers.Pool, o Options) (*router, error) {
	r := &router{rules: &integrations{api: api}, api: api, timing: o.Timing, handlers: p, byName: map[string]command.Command{}, dm: o.DM, locale: o.Locale, budget: o.Budget, held: make(chan struct{}, mostHeld), log: o.Log}
	for i, c := range o.Commands {
		if c.Definition == nil || c.Handle == nil {
			return nil, fmt.Errorf("preparing the commands: number %d has no definition or no handler", i+1)
		}
		if _, twice := r.byName[c.Definition.Name]; twice {
			return nil, fmt.Errorf("preparing the commands: there are two called %q", c.Definition.Name)
		}
		r.byName[c.Definition.Name] = c
	}
	return r, nil
}

// find returns the command and its input.
func (r *router) find(it *interaction) (command.Command, command.Input, error) {
	var in command.Input
	if it.Type == kindCommand {
		in, _ = it.input()
	} else {
		from, ok := command.FromCustomID(it.Data.CustomID)
		if !ok {
			return command.Command{}, from, problem.New("bot.unknown-button")
		}
		in = from
		it.chosen(&in)
	}
	in.Options = withoutZeros(in.Options)
	cmd, ok := r.byName[in.Command]
	switch {
	case !ok:
		return cmd, in, problem.New("bot.unknown-command")
	case !idsHold(cmd.Definition.Options, in):
		return cmd, in, problem.New("bot.unknown-button")
	}
	return cmd, in, nil
}

// idsHold reports whether each option that should be a channel's or role's id is one. Discord checks what a person chooses; a
// button or a form only names it, and it would be shown, kept, and sent back to Discord with every digest.
func idsHold(options []*discordgo.ApplicationCommandOption, in command.Input) bool {
	for _, o := range options {
		isID := o.Type == discordgo.ApplicationCommandOptionChannel || o.Type == discordgo.ApplicationCommandOptionRole
		if isID && gateway.CheckIDs(in.Options[o.Name]) != nil || !idsHold(o.Options, in) {
			return false
		}
	}
	return true
}

// withoutZeros removes zero bytes from a person's input, since the store accepts none in keys.
func withoutZeros(given map[string]string) map[string]string {
	for name, text := range given {
		given[name] = strings.ReplaceAll(text, "\x00", "")
	}
	return given
}

// serve answers one interaction. Every error ends as words for the person.
func (r *router) serve(ctx context.Context, it interaction, received time.Time) {
	if it.Type == kindComplete {
		r.complete(ctx, &it, received)
		return
	}
	t := r.turn(&it, received)
	cmd, in, err := r.find(&it)
	t.changes = err == nil && cmd.Changes != nil && cmd.Changes(in)
	if t.changes && !r.firstHere(ctx, &it) {
		r.counts.add(interactionElsewhere)
		r.note(outcomeElsewhere, nil, t.ref, "command", name(in), "guild", in.Guild, "ms", time.Since(received).Milliseconds())
		return
	}
	var reply command.Reply
	if err == nil {
		reply, err = r.handle(ctx, t, cmd, in)
	}
	// The reply is sent even if the handlers are given up because the bot stops.
	sending, end := outlive(ctx, r.timing.Abandon)
	defer end()
	outcome, cause := t.finish(sending, reply, err)
	r.counts.outcome(interactionAnswered, outcome)
	r.note(outcome, cause, t.ref,
		"command", name(in), "guild", in.Guild, "ms", time.Since(received).Milliseconds(), "mode", t.manner())
}

// handle carries out a command for a person who may use it; one that changes something, only once Discord has accepted the
// acknowledgement.
func (r *router) handle(ctx context.Context, t *turn, cmd command.Command, in command.Input) (command.Reply, error) {
	if err := r.permit(ctx, t.it, cmd, &in); err != nil {
		return command.Reply{}, err
	}
	mode, err := modeOf(ctx, cmd, in)
	t.settle(mode)
	if err != nil {
		return command.Reply{}, err
	}
	if mode == command.Form && t.it.Type == kindForm {
		return command.Reply{}, problem.New("bot.unknown-button") // Discord lets no form open another, and this one lacks fields
	}
	in.Shared = mode == command.Posted || mode != command.Form && !t.private && !t.it.hidden()
	if t.changes {
		if err := t.acknowledge(ctx); err != nil {
			return command.Reply{}, err
		}
	}
	in.ServerOf, in.IDOf = r.serverOf(in.Guild), r.rules.idOf
	saving, saved := store.Saving(ctx)
	work, cancel := context.WithDeadline(saving, t.lastMoment())
	defer cancel()
	waiting, giveUp := context.WithDeadline(work, t.lastCall())
	defer giveUp()
	task := r.attempt(waiting, work, workers.Asker{Person: in.Person.ID, Server: in.Guild}, func(ctx context.Context) (command.Reply, error) { return cmd.Handle(ctx, in) })
	reply, err := t.await(ctx, work, task)
	if t.changes && saved() && cutShort(err) {
		err = fmt.Errorf("%w: %v", store.ErrUncertain, err) // this may have been all there was to save
	}
	return reply, err
}

// serverOf returns how to ask Discord for a channel on behalf of a server. Each channel that is hidden from the bot counts as refused, and a
// file may name many.
func (r *router) serverOf(guild string) func(context.Context, string) (string, discordgo.ChannelType, error) {
	return func(ctx context.Context, channel string) (string, discordgo.ChannelType, error) {
		if r.api.Breaker.WaitFor(guild) > 0 {
			return "", 0, problem.New("bot.too-many-refused-here")
		}
		return r.api.ServerOf(rest.For(ctx, guild), channel)
	}
}

// turn starts answering an interaction.
func (r *router) turn(it *interaction, received time.Time) *turn {
	return &turn{api: r.api, timing: r.timing, it: it, acted: it.acted(received), ref: newReference(), received: received, acks: &r.acks}
}

// cutShort reports whether a handler could not go on, as when what it saved could not be read again. A store without room can be read, and
// says for certain that it did not save. A handler that says itself what took too long, such as a site, has come to its end.
func cutShort(err error) bool {
	switch {
	case errors.Is(err, store.ErrFull):
		return false
	case errors.Is(err, store.ErrUnavailable):
		return true
	case saysItself(err):
		return false
	}
	return errors.Is(err, context.DeadlineExceeded) || errors.Is(err, context.Canceled)
}

// saysItself reports whether an error has a handler's own words, rather than ours for one whose time was over.
func saysItself(err error) bool {
	p, ok := errors.AsType[*problem.Problem](err)
	return ok && !errors.Is(p, errRestarting) && !errors.Is(p, errTookTooLong)
}

// outlive returns a context that goes on for a time after ctx has ended.
func outlive(ctx context.Context, by time.Duration) (context.Context, context.CancelFunc) {
	longer, end := context.WithCancel(context.WithoutCancel(ctx))
	stop := context.AfterFunc(ctx, func() { time.AfterFunc(by, end) })
	return longer, func() {
		stop()
		end()
	}
}

// maxName is how many characters of a name the log shows, since a name can be anything.
const maxName = 64

// name returns the command as the log shows it.
func name(in command.Input) string {
	return rest.Clip(strings.TrimSuffix(in.Command+"/"+in.Sub, "/"), maxName)
}

// modeOf asks a command how it will reply.
func modeOf(ctx context.Context, cmd command.Command, in command.Input) (mode command.Mode, err error) {
	if cmd.Mode == nil {
		return command.Public, nil
	}
	err = guarded(func() error {
		mode = cmd.Mode(ctx, in)
		return nil
	})
	return mode, err
}

// note writes the one log line for each interaction and message.
func (r *router) note(outcome string, cause error, ref string, args ...any) {
	args = append(args, "outcome", outcome, "reference", ref)
	level := slog.LevelInfo
	if cause != nil {
		args = append(args, "err", cause.Error())
		if outcome != outcomeProblem {
			level = slog.LevelError
		}
		var p *panicked
		if errors.As(cause, &p) {
			args = append(args, "stack", string(p.stack))
		}
	}
	r.log.Log(context.Background(), level, "interaction", args...)
}

type result struct {
	reply command.Reply
	err   error
}

// task is a handler that waits for a worker, is running, or has ended.
type task struct {
	begun chan struct{} // closed when a worker has it, and never when none was free in time
	done  chan result
}

// attempt runs a handler in its own goroutine, so that a handler that ignores its context delays no answer. It waits for a
// worker until waiting ends, and runs until ctx does.
func (r *router) attempt(waiting, ctx context.Context, who workers.Asker, handle func(context.Context) (command.Reply, error)) task {
	t := task{begun: make(chan struct{}), done: make(chan result, 1)}
	tracked := r.handlers.Track(func() {
		var res result
		err := r.handlers.Work(waiting, ctx, who, func(ctx context.Context) {
			close(t.begun)
			res.err = guarded(func() (err error) {
				res.reply, err = handle(ctx)
				return err
			})
		})
		switch {
		case errors.Is(err, context.DeadlineExceeded):
			res.err = busy()
		case err != nil:
			res.err = fmt.Errorf("waiting for a free worker: %w", err)
		}
		t.done <- res
	})
	if !tracked {
		t.done <- result{err: context.Canceled} // the bot is about to stop
	}
	return t
}

// panicked is a handler's panic as an error.
type panicked struct {
	value any
	stack []byte
}

func (p *panicked) Error() string { return fmt.Sprintf("panic: %v", p.value) }

// guarded turns a panic of f into an error.
func guarded(f func() error) (err error) {
	defer func() {
		if v := recover(); v != nil {
			err = &panicked{value: v, stack: debug.Stack()}
		}
	}()
	return f()
}

// newReference returns a code that appears in an apology and in its log line.
func newReference() string { return strings.ToLower(rand.Text()[:8]) }

// complete offers values for the option being typed, to people who may use the command. After any error the person sees an
// empty list.
func (r *router) complete(ctx context.Context, it *interaction, received time.Time) {
	in, optionType := it.input()
	in.Options = withoutZeros(in.Options)
	cmd := r.byName[in.Command]
	var found []command.Choice
	var err error
	if cmd.Complete != nil {
		err = r.permit(ctx, it, cmd, &in)
	}
	if cmd.Complete != nil && err == nil {
		work, cancel := context.WithDeadline(ctx, it.acted(received).Add(r.timing.Hurry))
		defer cancel()
		// The list is passed over the channel, because a late handler must not write to it any more.
		list := make(chan []command.Choice, 1)
		task := r.attempt(work, work, workers.Asker{Person: in.Person.ID, Server: in.Guild}, func(ctx context.Context) (command.Reply, error) {
			c, err := cmd.Complete(ctx, in)
			list <- c
			return command.Reply{}, err
		})
		select {
		case res := <-task.done:
			if err = res.err; err == nil {
				found = <-list
			}
		case <-work.Done():
			err = work.Err()
		}
	}
	as := interactionAnswered
	if sendErr := r.turn(it, received).callback(ctx, callback{Type: replyChoices, Data: offered(found, optionType)}); sendErr != nil {
		as = interactionUnsent
		err = errors.Join(err, sendErr)
	}
	r.counts.add(as)
	args := []any{"command", name(in), "option", rest.Clip(in.Focused, maxName), "guild", in.Guild, "ms", time.Since(received).Milliseconds(), "outcome", outcomes[as]}
	level := slog.LevelDebug // there is one for each key that a person presses
	if err != nil {
		level, args = slog.LevelWarn, append(args, "err", err.Error())
	}
	r.log.Log(ctx, level, "completion", args...)
}
