package cli

import (
	"fmt"
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
