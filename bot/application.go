package bot

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"lede/bot/rest"
	"lede/problem"
	"lede/store"
)

// mayAct reports whether the stored data is known to belong to this bot. With another bot's token, digests would be refused,
// and servers erased that it was never on.
func (b *Bot) mayAct() bool { return b.o.Belongs == nil || b.belongs.Load() }

// checkApplication asks Discord which application the token belongs to, and Options.Belongs whether the stored data is that
// application's. It waits until both have answered. A proxy in Discord's place may not know the question; then the gateway's
// READY answers it, and the question is repeated as well: a process without a shard gets no READY, and one odd answer must not
// keep it from posting for good.
func (b *Bot) checkApplication(ctx context.Context) error {
	defer b.checkActing()
	wait := b.timing.Commands
	understood, err := b.askWhose(ctx, wait, false)
	if !understood {
		b.handlers.Track(func() {
			if rest.Pause(ctx, wait) != nil {
				return
			}
			if _, err := b.askWhose(ctx, wait, true); err != nil {
				b.gateway.Fail(err)
			}
		})
	}
	return err
}

// askWhose asks until it is known which application the token belongs to, from whatever source. When the question is not
// understood, it goes on only with insist.
func (b *Bot) askWhose(ctx context.Context, wait time.Duration, insist bool) (understood bool, err error) {
	for ; !b.mayAct(); wait = min(wait*2, b.timing.Gateway.Unreached) {
		var a struct {
			ID string `json:"id"`
		}
		_, err := b.api.Do(rest.Unhurried(ctx), "GET", "/applications/@me", nil, &a)
		if ctx.Err() != nil {
			return true, nil
		}
		trouble := rest.Diagnose(err)
		if rest.Number(a.ID) > 0 {
			if err = b.checkBelongs(ctx, a.ID); err == nil || isFinal(err) {
				return true, err
			}
		} else if !insist && !slices.Contains([]rest.Cause{rest.Unreachable, rest.Limited, rest.Faulty}, trouble.Cause) {
			return false, nil
		}
		wait = max(wait, trouble.After)
		b.log.Warn("whose bot this is cannot be told", "err", fmt.Sprint(cmp.Or(err, rest.ErrSaysNothing)), "again_in", wait.String())
		if rest.Pause(ctx, wait) != nil {
			return true, nil
		}
	}
	return true, nil
}

// isFinal reports whether asking the store again would not help.
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

// checkActing closes Acting once every condition for it is met. It is called when Discord has accepted the token.
func (b *Bot) checkActing() {
	if b.mayAct() {
		b.actingOnce.Do(func() { close(b.acting) })
	}
}

// introduced acts on the application id that the gateway has sent.
func (b *Bot) introduced(run context.Context, application string) {
	if err := b.checkBelongs(run, application); err != nil {
		b.gateway.Fail(err)
		return
	}
	b.syncCommands(run, application)
}

// me returns the bot's own id, which the gateway sends in READY.
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
