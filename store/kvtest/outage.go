//go:build unix

package kvtest

import (
	"syscall"
	"testing"
)

// Outage is a Redis that keeps its data in a file and can be made to hang.
type Outage struct {
	*Redis
	URL string
}

// StartOutage starts a Redis. It ends with the test.
func StartOutage(tb testing.TB) *Outage {
	tb.Helper()
	r := StartServer(tb, "--appendonly", "yes", "--appendfsync", "always")
	return &Outage{r, r.URL()}
}

// Freeze makes it hang: requests are accepted but not answered.
func (o *Outage) Freeze() { o.signal(syscall.SIGSTOP) }

// Thaw lets it continue where it was.
func (o *Outage) Thaw() { o.signal(syscall.SIGCONT) }

func (o *Outage) signal(s syscall.Signal) {
	o.tb.Helper()
	if err := o.process.Process.Signal(s); err != nil {
		o.tb.Fatalf("sending %v to redis-server: %v", s, err)
	}
}
