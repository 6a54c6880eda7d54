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
	c := &idleConn{Conn: near, idle: 30 * time.Millisecond}
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
