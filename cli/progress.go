package cli

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"
	"time"
)

// telling is held while progress is printed, so that work which is abandoned prints no more.
var telling sync.Mutex

// tell prints a line of progress, unless the work was called off.
func (w world) tell(ctx context.Context, line string) {
	telling.Lock()
	defer telling.Unlock()
	if ctx.Err() == nil {
		fmt.Fprintln(w.stderr, harmless(line))
	}
}

// hush waits for a line that is just being printed. Once the context has ended, no other follows.
func hush() {
	telling.Lock()
	defer telling.Unlock()
}

// progress prints a line when something takes longer than a person's patience. Call done when it is over.
func (w world) progress(ctx context.Context, line string) (done func()) {
	stop, stopped := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(stopped)
		select {
		case <-time.After(w.times.patience):
			w.tell(ctx, line)
		case <-stop:
		}
	}()
	return func() {
		close(stop)
		<-stopped
	}
}

// counting prints how many lines are done when they take longer than a person's patience, and then at growing intervals. Call one for each line, and
// done when it is over.
func (w world) counting(ctx context.Context) (one, done func()) {
	var n atomic.Int64
	stop, stopped := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(stopped)
		for wait := w.times.patience; ; wait *= 2 {
			select {
			case <-time.After(wait):
				w.tell(ctx, words.Text("progress.lines", "n", int(n.Load())))
			case <-stop:
				return
			case <-ctx.Done():
				return
			}
		}
	}()
	return func() { n.Add(1) }, func() {
		close(stop)
		<-stopped
	}
}
