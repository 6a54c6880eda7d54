package gateway

import (
	"context"
	"errors"
	"net"
	"testing"
	"testing/synctest"
	"time"

	"github.com/bwmarrin/discordgo"
)

func TestIdleConnectionIsDead(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		near, far := net.Pipe()
		defer func() { _ = far.Close() }()
		c := &idleConn{Conn: near}
		c.idle.Store(int64(time.Minute))
		go func() { _, _ = far.Write([]byte("x")) }()
		if n, err := c.Read(make([]byte, 8)); n != 1 || err != nil {
			t.Fatalf("Read = %d, %v", n, err)
		}
		began := time.Now()
		if _, err := c.Read(make([]byte, 8)); err == nil || time.Since(began) != time.Minute {
			t.Fatalf("Read = %v after %v", err, time.Since(began))
		}
		if _, err := c.Write([]byte("goodbye")); !errors.Is(err, net.ErrClosed) {
			t.Errorf("Write = %v on a dead connection", err)
		}
	})
}

// TestALineMayBeSilentBetweenItsHeartbeats: however long Discord's interval is.
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

// TestAConnectionWithoutAcknowledgementsIsGivenUpAtOnce: discordgo may have stopped reading it, so nobody else would notice
// that it has ended.
func TestAConnectionWithoutAcknowledgementsIsGivenUpAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		near, far := net.Pipe()
		timing := DefaultTiming()
		c := &connection{
			Session: &discordgo.Session{LastHeartbeatAck: time.Now()}, line: &idleConn{Conn: near},
			welcome: make(chan struct{}, 1), over: make(chan struct{}),
		}
		c.line.idle.Store(int64(timing.Idle))
		signal(c.welcome)
		ctx, stop := context.WithTimeout(t.Context(), time.Hour)
		defer stop()
		began := time.Now()
		err := (&Shard{gateway: &Gateway{timing: timing}}).hold(ctx, c)
		if waited := time.Since(began); err == nil || ctx.Err() != nil || waited <= timing.Idle || waited > timing.Idle+timing.Idle/10 {
			t.Errorf("hold = %v after %v", err, waited)
		}
		if _, err := far.Read(make([]byte, 1)); err == nil {
			t.Error("the line is still open")
		}
	})
}
