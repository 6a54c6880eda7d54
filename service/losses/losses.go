// Package losses notices when the store has lost what was written to it, as a Redis without its append-only file can. It schedules
// again what is left, and tells the admins of every server what is gone.
//
// It refuses to guess at what was lost: the desk knows that, and delivery does the telling.
package losses

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"time"

	"lede/delivery"
	"lede/desk"
	"lede/languages"
	"lede/store"
)

// unwellFor is how long the health check reports a loss after it is over.
const unwellFor = 10 * time.Minute

// toldAtOnce is how many servers are told of a loss in parallel.
const toldAtOnce = 32

// words is the language of the log.
var words languages.Language

// Watch checks regularly that the store still has what was written to it.
type Watch struct {
	Store store.Watched // nil for a store that cannot lose data to others
	Desk  *desk.Desk
	Tell  delivery.Deliverer
	Every time.Duration
	Log   *slog.Logger

	mu     sync.Mutex
	found  []desk.Forgotten // and not told yet
	losses uint64
	last   error     // the last loss, or why nothing can be saved now
	at     time.Time // when it was last found
}

// Run checks until ctx ends.
func (w *Watch) Run(ctx context.Context) {
	if w.Store == nil {
		return
	}
	again := time.NewTicker(w.Every)
	defer again.Stop()
	for {
		w.Look(ctx)
		select {
		case <-ctx.Done():
			return
		case <-again.C:
		}
	}
}

// Look checks once.
func (w *Watch) Look(ctx context.Context) {
	err := w.Store.Check(ctx)
	away := errors.Is(err, store.ErrUnavailable) && !errors.Is(err, store.ErrUnsaved)
	if ctx.Err() != nil || away {
		return // which is reported by the code that needs the store
	}
	w.record(err)
	if found := w.taken(); len(found) > 0 || errors.Is(err, store.ErrForgot) {
		w.mend(ctx, found)
	}
}

// record notes and logs what a check found.
func (w *Watch) record(err error) {
	if err == nil {
		if w.clear() {
			w.Log.Info("the store has again what was written to it, and can be written")
		}
		return
	}
	news := w.note(err, errors.Is(err, store.ErrForgot))
	switch {
	case news && errors.Is(err, store.ErrUnsaved):
		w.Log.Error("the disk of the store refuses changes, so they are not saved", "err", words.Line(err))
	case news:
		w.Log.Error("the store has lost what was written to it", "err", words.Line(err))
	}
}

// Found is called when a digest that is due turns out to be lost. The next look tells of it, and looks for what else is lost: one seldom is
// alone.
func (w *Watch) Found(lost desk.Forgotten) {
	err := fmt.Errorf("digests %q of guild %s are due, and not kept: %w", lost.Digests, lost.Guild, store.ErrForgot)
	w.note(err, true)
	w.Log.Error("the store has lost what was written to it", "err", words.Line(err))
	w.mu.Lock()
	defer w.mu.Unlock()
	w.found = append(w.found, lost)
}

// taken returns what was found since it was last called.
func (w *Watch) taken() []desk.Forgotten {
	w.mu.Lock()
	defer w.mu.Unlock()
	found := w.found
	w.found = nil
	return found
}

// note records what was found, and reports whether it is news.
func (w *Watch) note(err error, forgot bool) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	news := forgot || w.last == nil || w.last.Error() != err.Error()
	if news && !errors.Is(err, store.ErrUnsaved) {
		w.losses++
	}
	w.last, w.at = err, time.Now()
	return news
}

// clear drops an error that has been over for a while, and reports whether a store that could not save works again.
func (w *Watch) clear() (well bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	forgot := errors.Is(w.last, store.ErrForgot)
	well = w.last != nil && !forgot
	if !forgot || time.Since(w.at) > unwellFor {
		w.last = nil
	}
	return well
}

// mend restores what the store still has, and tells the admins what it has lost, with what was found before.
func (w *Watch) mend(ctx context.Context, found []desk.Forgotten) {
	mended, gone, err := w.Desk.Reconcile(ctx)
	for _, f := range found {
		gone = with(gone, f)
	}
	if err != nil {
		w.Log.Error("what the store has lost cannot be found out", "err", err)
	}
	w.Log.Info("digests after the loss", "scheduled_again", mended, "servers_with_lost_digests", len(gone))
	w.tellAll(ctx, gone)
}

// with returns what is lost with some more, so that each server is told once.
func with(gone []desk.Forgotten, more desk.Forgotten) []desk.Forgotten {
	i := slices.IndexFunc(gone, func(f desk.Forgotten) bool { return f.Guild == more.Guild })
	if i < 0 {
		return append(gone, more)
	}
	gone[i].Digests, gone[i].Known = append(gone[i].Digests, more.Digests...), append(gone[i].Known, more.Known...)
	return gone
}

// tellAll tells the admins of each server. If one cannot be told at once, it is retried for minutes, without delaying the
// others.
func (w *Watch) tellAll(ctx context.Context, gone []desk.Forgotten) {
	var telling sync.WaitGroup
	defer telling.Wait()
	room := make(chan struct{}, toldAtOnce)
	for _, f := range gone {
		w.Log.Error("digests are lost", "guild", f.Guild, "digests", len(f.Digests))
		room <- struct{}{}
		telling.Go(func() {
			defer func() { <-room }()
			if err := w.Tell.TellForgotten(ctx, f); err != nil {
				w.Log.Error("a loss cannot be told", "guild", f.Guild, "err", err)
			}
		})
	}
}

// Health returns the last loss.
func (w *Watch) Health() error {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.last
}

// Count returns how many losses were found.
func (w *Watch) Count() uint64 {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.losses
}
