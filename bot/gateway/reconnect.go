package gateway

import (
	"errors"
	"time"
)

// maxFailed is how many RESUMEs in a row may fail, for any reason, before a new session is started.
const maxFailed = 3

// worthwhile is how many times the preceding wait a connection must last to be resumed at once when it is lost.
const worthwhile = 4

// ending is how a connection ended.
type ending struct {
	held    time.Duration // how long it lasted, from the first attempt to reach it
	reached bool          // the gateway greeted us
	asked   bool          // we asked Discord to resume a session
	resumed bool          // and it did
	begun   bool          // Discord started a new session, by READY
	void    bool          // it says that the session is no more
	plenty  bool          // and allows many more starts today
}

// ending describes a connection that ended with an error. resuming says that there was a session to resume. c is nil when no
// connection was tried.
func (c *connection) ending(why error, resuming bool, held time.Duration) ending {
	if c == nil {
		return ending{held: held}
	}
	e := ending{held: held, reached: c.greeted.Load(), asked: resuming && c.greeted.Load(), resumed: c.resumed.Load(), begun: c.begun.Load(), void: c.void.Load()}
	var by *closed
	if errors.As(why, &by) && by.endsSession(!e.asked || e.resumed) {
		e.void = true
	}
	return e
}

// reconnect decides how a shard comes back after it has lost its connection.
type reconnect struct {
	wait   time.Duration // before the next attempt
	brief  time.Duration // the same, after Discord gave us a session
	anew   time.Duration // before the next session is started
	failed int           // RESUMEs in a row
	good   bool          // there was a session since the last new one was started
}

func newReconnect(t Timing) reconnect {
	return reconnect{wait: t.FirstPause, brief: t.FirstPause, anew: t.NewSession}
}

// after returns how long to wait, and whether a new session has to be started. A session that Discord has started or resumed
// can be resumed at once, unless it is lost within moments each time. Failed attempts are spaced out, and so are new sessions,
// unless sessions work and Discord allows many more of the day's thousand.
func (b *reconnect) after(e ending, t Timing) (wait time.Duration, anew bool) {
	switch {
	case e.resumed:
		b.failed = 0
	case e.asked:
		b.failed++
	}
	if e.held > t.Stable {
		failed, good := b.failed, b.good
		*b = newReconnect(t)
		b.failed, b.good = failed, good
	}
	b.good = b.good || e.begun || e.resumed
	if e.void || b.failed >= maxFailed {
		if wait = b.anew; !b.good || !e.plenty {
			b.anew = min(b.anew*2, t.LongestPause)
		}
		b.failed, b.good, b.wait, b.brief = 0, false, t.FirstPause, t.FirstPause
		return wait, true
	}
	if e.resumed || e.begun {
		b.wait = t.FirstPause
		if e.held > worthwhile*b.brief {
			b.brief = t.FirstPause
		}
		wait, b.brief = b.brief, min(b.brief*2, max(t.FirstPause, t.LongestPause/20))
		return wait, false
	}
	wait, b.wait = b.wait, min(b.wait*2, t.LongestPause)
	if !e.reached {
		wait = min(wait, t.Unreached)
	}
	return wait, false
}
