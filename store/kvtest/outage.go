//go:build unix

package kvtest

import (
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"time"
)

// Outage is a Redis of its own for a test, which can be made to fail. It keeps its data in a file.
type Outage struct {
	URL     string
	tb      testing.TB
	dir, at string
	server  *exec.Cmd
}

// StartOutage starts a Redis. It ends with the test.
func StartOutage(tb testing.TB) *Outage {
	tb.Helper()
	o := &Outage{tb: tb, dir: tb.TempDir(), at: "127.0.0.1:" + freePort(tb)}
	o.URL = "redis://" + o.at + "/0"
	tb.Cleanup(func() {
		_ = o.server.Process.Kill()
		_ = o.server.Wait()
	})
	o.Start()
	return o
}

// Start starts it again after Kill, on the same port and with the same data.
func (o *Outage) Start() {
	o.tb.Helper()
	_, port, _ := strings.Cut(o.at, ":")
	o.server = exec.Command("redis-server", "--bind", "127.0.0.1", "--port", port, "--dir", o.dir, "--save", "", "--appendonly", "yes", "--appendfsync", "always")
	if err := o.server.Start(); err != nil {
		o.tb.Fatalf("starting redis-server: %v", err)
	}
	for deadline := time.Now().Add(10 * time.Second); !answers(o.at); time.Sleep(10 * time.Millisecond) {
		if time.Now().After(deadline) {
			o.tb.Fatalf("redis-server does not answer on %s", o.at)
		}
	}
}

// Freeze makes it hang: what is sent to it is taken and not answered.
func (o *Outage) Freeze() { o.signal(syscall.SIGSTOP) }

// Thaw lets it go on where it was.
func (o *Outage) Thaw() { o.signal(syscall.SIGCONT) }

// Kill ends it with no chance to tidy up.
func (o *Outage) Kill() {
	o.tb.Helper()
	o.signal(syscall.SIGKILL)
	_ = o.server.Wait() // it was killed
}

func (o *Outage) signal(s syscall.Signal) {
	o.tb.Helper()
	if err := o.server.Process.Signal(s); err != nil {
		o.tb.Fatalf("sending %v to redis-server: %v", s, err)
	}
}
