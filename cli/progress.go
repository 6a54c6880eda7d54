package cli

import (
	"fmt"
	"io"
	"time"
)

// patience is how long a person waits without a word.
const patience = time.Second

// progress prints a line when something takes longer than a second. Call what it returns when it is done.
func progress(w io.Writer, line string) (done func()) {
	stop, stopped := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(stopped)
		select {
		case <-time.After(patience):
			fmt.Fprintln(w, line)
		case <-stop:
		}
	}()
	return func() {
		close(stop)
		<-stopped
	}
}
