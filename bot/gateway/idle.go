package gateway

import (
	"net"
	"sync/atomic"
	"time"
)

// idleConn is a connection that notices when the other side has gone quiet. After its first failed read it refuses to write,
// because discordgo would say goodbye, and Discord would forget the session that we want to resume.
type idleConn struct {
	net.Conn
	idle  atomic.Int64 // how long it may be silent, in nanoseconds
	write time.Duration
	dead  atomic.Bool
}

// usualBeat is the interval of Discord's heartbeats that Timing.Idle is based on.
const usualBeat = 41_250 * time.Millisecond

// beat takes the heartbeat interval. With a longer interval, the line may be silent for longer.
func (c *idleConn) beat(every time.Duration) {
	if every > usualBeat {
		c.idle.Store(int64(float64(c.idle.Load()) * (float64(every) / float64(usualBeat))))
	}
}

// Read fails when nothing has come for the idle time.
func (c *idleConn) Read(p []byte) (int, error) {
	if err := c.SetReadDeadline(time.Now().Add(time.Duration(c.idle.Load()))); err != nil {
		c.dead.Store(true)
		return 0, err
	}
	n, err := c.Conn.Read(p)
	if err != nil {
		c.dead.Store(true)
	}
	return n, err
}

// Write fails at once on a dead connection, and in bounded time on any other.
func (c *idleConn) Write(p []byte) (int, error) {
	if c.dead.Load() {
		return 0, net.ErrClosed
	}
	if err := c.SetWriteDeadline(time.Now().Add(c.write)); err != nil {
		return 0, err
	}
	return c.Conn.Write(p)
}
