package cli

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"time"

	"lede/delivery"
	"lede/desk"
	"lede/store"
)

// unwellFor is how long the health check reports a loss after it is over.
const unwellFor = 10 * time.Minute

// toldAtOnce is how many servers are told of a loss in parallel.
const toldAtOnce = 32

// storeWatch checks regularly that the store still has what was written to it.
type storeWatch struct {
	store store.Watched // nil for a store that cannot lose data to others
	desk  *desk.Desk
	tell  delivery.Deliverer
	every time.Duration
	log   *slog.Logger

	mu     sync.Mutex
	losses uint64
	last   error     // the last loss, or why nothing can be saved now
	at     time.Time // when it was last found
}

// run checks until ctx ends.
func (w *storeWatch) run(ctx context.Context) {
	if w.store == nil {
		return
	}
	again := time.NewTicker(w.every)
	defer again.Stop()
	for {
		w.look(ctx)
		select {
		case <-ctx.Done():
			return
		case <-again.C:
		}
	}
}

func (w *storeWatch) look(ctx context.Context) {
	err := w.store.Check(ctx)
	forgot := errors.Is(err, store.ErrForgot)
	switch {
	case ctx.Err() != nil, errors.Is(err, store.ErrUnavailable):
		return // which is reported by the code that needs the store
	case err == nil:
		if w.clear() {
			w.log.Info("the store has again what was written to it")
		}
		return
	}
	if w.note(err, forgot) {
		w.log.Error("the store has lost what was written to it", "err", words.Line(err))
	}
	if forgot {
		w.mend(ctx)
	}
}

// note records what was found, and reports whether it is news.
func (w *storeWatch) note(err error, forgot bool) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	news := forgot || w.last == nil || w.last.Error() != err.Error()
	if news {
		w.losses++
	}
	w.last, w.at = err, time.Now()
	return news
}

// clear drops an error that has been over for a while, and reports whether a store that could not save works again.
func (w *storeWatch) clear() (well bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	forgot := errors.Is(w.last, store.ErrForgot)
	well = w.last != nil && !forgot
	if !forgot || time.Since(w.at) > unwellFor {
		w.last = nil
	}
	return well
}

// mend restores what the store still has, and tells the admins what it has lost.
func (w *storeWatch) mend(ctx context.Context) {
	mended, gone, err := w.desk.Reconcile(ctx)
	if err != nil {
		w.log.Error("what the store has lost cannot be found out", "err", err)
	}
	w.log.Info("digests after the loss", "scheduled_again", mended, "servers_with_lost_digests", len(gone))
	w.tellAll(ctx, gone)
}

// tellAll tells the admins of each server. If one cannot be told at once, it is retried for minutes, without delaying the
// others.
func (w *storeWatch) tellAll(ctx context.Context, gone []desk.Forgotten) {
	var telling sync.WaitGroup
	defer telling.Wait()
	room := make(chan struct{}, toldAtOnce)
	for _, f := range gone {
		w.log.Error("digests are lost", "guild", f.Guild, "digests", f.Digests)
		room <- struct{}{}
		telling.Go(func() {
			defer func() { <-room }()
			if err := w.tell.TellForgotten(ctx, f); err != nil {
				w.log.Error("a loss cannot be told", "guild", f.Guild, "err", err)
			}
		})
	}
}

// health returns the last loss.
func (w *storeWatch) health() error {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.last
}

// count returns how many losses were found.
func (w *storeWatch) count() uint64 {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.losses
}
