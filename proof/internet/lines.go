package internet

import (
	"net"
	"net/http"
	"sync"
	"time"
)

// lines holds the open connections, by the other end's address.
type lines struct {
	mu   sync.Mutex
	open map[string]bool
}

func (l *lines) note(c net.Conn, s http.ConnState) {
	l.mu.Lock()
	defer l.mu.Unlock()
	switch s {
	case http.StateNew:
		l.open[c.RemoteAddr().String()] = true
	case http.StateClosed, http.StateHijacked:
		delete(l.open, c.RemoteAddr().String())
	}
}

// wait waits until the open connections satisfy a condition.
func (l *lines) wait(done func(open map[string]bool) bool) {
	for deadline := time.Now().Add(patience); time.Now().Before(deadline); time.Sleep(time.Millisecond) {
		l.mu.Lock()
		ok := done(l.open)
		l.mu.Unlock()
		if ok {
			return
		}
	}
}

// settle waits until everything that was sent has been answered. A listener accepts connections in order: when it has accepted one of
// ours, it has accepted those before.
func (in *Internet) settle() error {
	for _, l := range []net.Listener{in.plain, in.safe} {
		c, err := net.Dial("tcp", l.Addr().String())
		if err != nil {
			return err
		}
		in.lines.wait(func(open map[string]bool) bool { return open[c.LocalAddr().String()] })
		if err := c.Close(); err != nil {
			return err
		}
	}
	in.lines.wait(func(open map[string]bool) bool { return len(open) == 0 })
	return nil
}
