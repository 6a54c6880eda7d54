package cli

import (
	"context"
	"fmt"
	"sync/atomic"
	"time"
)

// progress prints a line when something takes longer than a person's patience. Call done when it is over.
func (w world) progress(line string) (done func()) {
	stop, stopped := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(stopped)
		select {
		case <-time.After(w.times.patience):
			fmt.Fprintln(w.stderr, line)
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
				fmt.Fprintln(w.stderr, words.Text("progress.lines", "n", int(n.Load())))
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
