package world

import (
	"slices"
	"time"
)

const keptNonces = 10_000 // more than are sent within a window, so that none is forgotten too soon

// sentNonce records the message of a nonce.
type sentNonce struct {
	channel, nonce string
	at             time.Time // real time: a test that moves the clock does not want to send twice
	message        *Message
}

// Before returns the message that was sent with this nonce within Waits.Nonce, nil if there is none.
func (s *State) Before(channel, nonce string) *Message {
	now := time.Now()
	s.sent = slices.DeleteFunc(s.sent, func(n sentNonce) bool { return now.Sub(n.at) > s.Waits.Nonce })
	for _, n := range s.sent {
		if n.channel == channel && n.nonce == nonce {
			return n.message
		}
	}
	return nil
}

// Remember records the message of a nonce.
func (s *State) Remember(nonce string, m *Message) {
	s.sent = append(s.sent, sentNonce{m.Channel, nonce, time.Now(), m})
	if len(s.sent) > keptNonces {
		s.sent = s.sent[1:]
	}
}
