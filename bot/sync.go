package bot

import (
	"context"
	"log/slog"
	"runtime/debug"
	"sync"
	"time"

	"lede/bot/definitions"
	"lede/bot/rest"
)

// giveBack returns memory to the system: starting takes more than running does. A process starts once, and its bot too; only tests start many.
var giveBack = sync.OnceFunc(debug.FreeOSMemory)

// refusedCommands is how long to wait after Discord has refused the list of commands. One odd refusal must not leave a new bot without
// commands until it connects again.
const refusedCommands = 10 * time.Minute

// syncCommands makes Discord's list of commands equal to ours, and writes only when they differ. Serving does not depend on it:
// a slightly old list still works.
func (b *Bot) syncCommands(ctx context.Context, application string) {
	if !b.syncing.TryLock() {
		b.checkReady() // another shard compares them until it succeeds; waiting for it would pile up
		return
	}
	defer b.syncing.Unlock()
	tried := func() {
		b.tried.Store(true)
		b.checkReady()
	}
	defer tried()
	for wait := b.timing.Commands; !b.synced; wait = min(wait*2, b.timing.Gateway.LongestPause) {
		changed, err := definitions.Write(rest.Unhurried(ctx), b.api, application, b.o.Commands, b.router.rules.learn)
		if err == nil {
			b.synced = true
			b.log.Info("commands", "count", len(b.o.Commands), "changed", changed)
			giveBack()
			return
		}
		if ctx.Err() != nil {
			return
		}
		pause, level := max(wait, rest.AskedToWait(err)), slog.LevelWarn
		if _, again := b.api.Retry(err); !again {
			pause, level = max(pause, refusedCommands), slog.LevelError
		}
		b.log.Log(ctx, level, "commands", "err", err.Error(), "again_in", pause.String())
		tried()
		if rest.Pause(ctx, pause) != nil {
			return
		}
	}
}
