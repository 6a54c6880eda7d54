package gateway

import (
	"errors"
	"net"
	"testing"
	"time"
)

func TestIdleConnectionIsDead(t *testing.T) {
	near, far := net.Pipe()
	defer func() { _ = far.Close() }()
	c := &idleConn{Conn: near}
	c.idle.Store(int64(30 * time.Millisecond))
	go func() { _, _ = far.Write([]byte("x")) }()
	if n, err := c.Read(make([]byte, 8)); n != 1 || err != nil {
		t.Fatalf("Read = %d, %v", n, err)
	}
	began := time.Now()
	if _, err := c.Read(make([]byte, 8)); err == nil || time.Since(began) > 5*time.Second {
		t.Fatalf("Read = %v after %v", err, time.Since(began))
	}
	if _, err := c.Write([]byte("goodbye")); !errors.Is(err, net.ErrClosed) {
		t.Errorf("Write = %v on a dead connection", err)
	}
}

// TestALineMayBeSilentBetweenItsHeartbeats, however far apart Discord wants them.
func TestALineMayBeSilentBetweenItsHeartbeats(t *testing.T) {
	for every, want := range map[string]time.Duration{"41250": 65 * time.Second, "82500": 130 * time.Second, "1000": 65 * time.Second} {
		line := &idleConn{}
		line.idle.Store(int64(DefaultTiming().Idle))
		read(t, line, 1<<20, upgrade+frame(0x81, `{"op":10,"d":{"heartbeat_interval":`+every+`}}`)+frame(0x81, welcomes)+frame(0x81, welcomes))
		if got := time.Duration(line.idle.Load()); got != want {
			t.Errorf("with a heartbeat every %s ms a line may be silent for %v, want %v", every, got, want)
		}
	}
}
