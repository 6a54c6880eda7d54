package gateway

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"time"

	"lede/bot/rest"
)

// Shard is one shard of Discord's events and the connection over which they come in. It decides itself when to reconnect:
// discordgo's own loop cannot be stopped, and goes on for ever with a token that is no longer valid.
type Shard struct {
	// ID is the shard's number, and Of how many there are.
	ID, Of int
	// Guilds are the servers of this shard.
	Guilds Guilds

	gateway   *Gateway
	log       *slog.Logger
	up        atomic.Bool // a session is open: READY or RESUMED came
	replaying atomic.Bool
	asked     bool // for the address, at least once

	mu      sync.Mutex
	conn    *connection // the newest
	resume  ResumePoint // of Discord's session; another process's until it is resumed
	adopted bool        // it came from the store
	retired bool        // no further events are taken
}

func (g *Gateway) newShard(id, of int) *Shard {
	return &Shard{ID: id, Of: of, gateway: g, log: g.log}
}

// Replaying reports whether Discord is repeating events after a RESUME: people may already have been told that there is no
// answer, or the process that had the session may have answered.
func (s *Shard) Replaying() bool { return s.replaying.Load() }

// signal never waits: one unread signal says as much as two.
func signal(c chan struct{}) {
	select {
	case c <- struct{}{}:
	default:
	}
}

// run keeps the connection until ctx ends. It returns an error when Discord rejects this bot.
func (s *Shard) run(ctx context.Context) error {
	t := s.gateway.timing
	back := newReconnect(t)
	for ctx.Err() == nil {
		if !s.gateway.mayConnect() {
			if rest.Pause(ctx, t.FirstPause) != nil {
				return nil
			}
			continue
		}
		began, resuming := time.Now(), s.ResumePoint().Session != ""
		c, err := s.connect(ctx)
		if err == nil {
			err = s.hold(ctx, c)
		}
		var f *fatal
		if errors.As(err, &f) {
			return f
		}
		if ctx.Err() != nil {
			return nil
		}
		end := c.ending(err, resuming, time.Since(began))
		end.plenty = s.gateway.where.known().plenty
		wait, anew := back.after(end, t)
		if anew {
			s.forget()
		}
		jittered := max(wait/2+rand.N(wait), rest.AskedToWait(err))
		s.log.Warn("gateway lost", "shard", s.ID, "err", fmt.Sprint(err), "new_session", anew, "again_in", jittered.Round(time.Millisecond).String())
		if rest.Pause(ctx, jittered) != nil {
			return nil
		}
	}
	return nil
}

// hold waits until a connection is lost. Without a READY in time it counts as lost.
func (s *Shard) hold(ctx context.Context, c *connection) error {
	t := s.gateway.timing
	late := time.NewTimer(t.Open)
	defer late.Stop()
	defer s.up.Store(false)
	beats := time.NewTicker(t.Idle / 10)
	defer beats.Stop()
	for {
		select {
		case <-beats.C:
			if c.unacknowledged() {
				c.cut() // its reader may be stuck, so its end is not waited for
				return errors.New("the gateway does not acknowledge heartbeats")
			}
		case <-ctx.Done():
			return ctx.Err()
		case <-c.over:
			c.cut() // discordgo lets go of it a second later
			return fatalClose(c.why)
		case <-c.welcome:
			late.Stop()
			s.up.Store(true)
		case <-late.C:
			c.cut()
			return errors.New("the gateway sent no READY")
		}
	}
}

// connect asks where the gateway is, which also shows whether the token is still valid, and opens a connection. The session is
// resumed when there is one; a new one waits until Discord allows it. With an error it returns the connection that was tried,
// if any.
func (s *Shard) connect(ctx context.Context) (*connection, error) {
	if err := s.locate(ctx); err != nil {
		return nil, err
	}
	target, elsewhere := s.target()
	within := s.gateway.timing.Open
	if elsewhere {
		within = s.gateway.timing.Resume
	}
	c, err := s.newConnection(target)
	if err != nil {
		return nil, err
	}
	if err := s.prepare(ctx, c); err != nil {
		return nil, err
	}
	if err := c.dialThrough(within); err != nil {
		return nil, err
	}
	err = c.open(ctx, within)
	switch {
	case ctx.Err() != nil:
		return c, ctx.Err()
	case err != nil && elsewhere:
		s.forgetResumeURL()
	}
	if err != nil {
		return c, fatalClose(fmt.Errorf("opening the gateway: %w", c.because(err)))
	}
	return c, nil
}

// prepare makes discordgo resume the session, or waits until a new one may be started.
func (s *Shard) prepare(ctx context.Context, c *connection) error {
	at := s.ResumePoint()
	s.replaying.Store(at.Session != "")
	if at.Session != "" {
		return c.prime(at)
	}
	return s.gateway.awaitIdentify(ctx, s.ID)
}

// relocate is how long a shard that was told where the gateway is waits for newer word. What people ask meanwhile is lost.
const relocate = 2 * time.Second

// locate asks where the gateway is. Without an answer the previous one holds, whichever shard asked for it.
func (s *Shard) locate(ctx context.Context) error {
	within := time.Duration(0)
	if !s.asked {
		within = s.gateway.timing.Fresh // many shards start together
	}
	s.asked = true
	if s.gateway.where.known().address != "" {
		soon, cancel := context.WithTimeout(ctx, relocate)
		defer cancel()
		ctx = soon
	}
	_, err := s.gateway.where.locate(ctx, within)
	var f *fatal
	switch {
	case errors.As(err, &f):
		return f
	case s.gateway.where.known().address == "":
		return err
	}
	return nil
}

// close leaves the gateway for good: with closeForGood, or with a code after which the session can be resumed.
func (s *Shard) close(code int) {
	s.mu.Lock()
	s.retired = true
	c := s.conn
	s.mu.Unlock()
	if c != nil {
		c.leave(code)
	}
}
