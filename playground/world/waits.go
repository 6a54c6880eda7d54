package world

import (
	"cmp"
	"time"
)

// Waits holds the pauses and deadlines of Discord, in real time: moving the clock makes no bot slower. A value of 0 means Discord's own.
// Tests shorten them.
type Waits struct {
	Answer    time.Duration // for an interaction's first answer; 3 s
	Token     time.Duration // in which an interaction's token accepts edits and follow-ups; 15 minutes
	Nonce     time.Duration // in which a second message with the same nonce is dropped; 5 minutes
	Heartbeat time.Duration // between two heartbeats; 41.25 s
	Identify  time.Duration // between two IDENTIFYs with the same rate limit key; 5 s
	Invalid   time.Duration // in which answers 401, 403 and 429 are counted; 10 minutes
	Window    time.Duration // in which messages to a channel are counted, unless Limits say; 5 s
	Ban       time.Duration // for an address that was refused too often, unless Limits say; 1 minute
	Limited   time.Duration // that the weather's 429 asks for; 2 s
	Slow      time.Duration // how long the weather delays an answer; 2 s
	Hang      time.Duration // until the weather breaks a connection without an answer; 30 s
	Line      time.Duration // for which a lost line to the gateway stays lost; 6 s
}

// filled fills in Discord's own values.
func (w Waits) filled() Waits {
	return Waits{
		Answer:    cmp.Or(w.Answer, 3*time.Second),
		Token:     cmp.Or(w.Token, 15*time.Minute),
		Nonce:     cmp.Or(w.Nonce, 5*time.Minute),
		Heartbeat: cmp.Or(w.Heartbeat, 41250*time.Millisecond),
		Identify:  cmp.Or(w.Identify, 5*time.Second),
		Invalid:   cmp.Or(w.Invalid, 10*time.Minute),
		Window:    cmp.Or(w.Window, 5*time.Second),
		Ban:       cmp.Or(w.Ban, time.Minute),
		Limited:   cmp.Or(w.Limited, 2*time.Second),
		Slow:      cmp.Or(w.Slow, 2*time.Second),
		Hang:      cmp.Or(w.Hang, 30*time.Second),
		Line:      cmp.Or(w.Line, 6*time.Second),
	}
}
