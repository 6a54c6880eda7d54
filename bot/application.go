package bot

import (
	"context"
	"errors"

	"lede/bot/rest"
	"lede/problem"
	"lede/store"
)

// mayAct tells whether it is known that what is stored is this bot's. A token of another bot would have digests refused and
// servers erased that it never was on.
func (b *Bot) mayAct() bool { return b.o.Belongs == nil || b.belongs.Load() }

// checkApplication asks Discord whose the token is, and Options.Belongs whether that is the bot of what is stored. It waits
// until both have answered. What speaks for Discord may know no such question; then the gateway's READY says it.
func (b *Bot) checkApplication(ctx context.Context) error {
	defer b.checkActing()
	for wait := b.timing.Commands; !b.mayAct(); wait = min(wait*2, b.timing.Gateway.LongestPause) {
		var a struct {
			ID string `json:"id"`
		}
		_, err := b.api.Do(ctx, "GET", "/applications/@me", nil, &a)
		if ctx.Err() != nil {
			return nil
		}
		trouble := rest.Diagnose(err)
		switch trouble.Cause {
		case rest.None:
			if err = b.checkBelongs(ctx, a.ID); err == nil || isFinal(err) {
				return err
			}
		case rest.Unreachable, rest.Limited, rest.Faulty:
			wait = max(wait, trouble.After)
		default:
			return nil
		}
		b.log.Warn("whose bot this is cannot be told", "err", err.Error(), "again_in", wait.String())
		if rest.Pause(ctx, wait) != nil {
			return nil
		}
	}
	return nil
}

// isFinal tells whether asking the store again would not help.
func isFinal(err error) bool {
	var p *problem.Problem
	return errors.As(err, &p) && !errors.Is(err, store.ErrUnavailable)
}

func (b *Bot) checkBelongs(ctx context.Context, application string) error {
	if b.mayAct() || application == "" {
		return nil
	}
	err := b.o.Belongs(ctx, application)
	b.belongs.Store(err == nil)
	b.checkActing()
	return err
}

// checkActing closes Acting once all that it waits for has come about. It is called when Discord has accepted the token.
func (b *Bot) checkActing() {
	if b.mayAct() {
		b.actingOnce.Do(func() { close(b.acting) })
	}
}

// introduced acts on the id of the application, which the gateway has told.
func (b *Bot) introduced(run context.Context, application string) {
	if err := b.checkBelongs(run, application); err != nil {
		b.gateway.Fail(err)
		return
	}
	b.syncCommands(run, application)
}

// me is the bot's own id, which the gateway tells with its welcome.
func (b *Bot) me(ctx context.Context) (string, error) {
	if id := b.self.Load(); id != nil && *id != "" {
		return *id, nil
	}
	var u rest.Object
	if _, err := b.api.Do(ctx, "GET", "/users/@me", nil, &u); err != nil {
		return "", err
	}
	b.self.Store(&u.ID)
	return u.ID, nil
}
