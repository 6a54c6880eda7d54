package bot

import (
	"slices"
	"sync"
	"time"

	"lede/bot/rest"
)

// shutFor is how long nobody is answered who, as Discord has just said, takes no direct messages.
const shutFor = time.Minute

// shut remembers the people who write to the bot but take no direct messages. Discord would refuse each answer and count that against us:
// two of them, writing all the time, would have posting stop for everybody.
type shut struct {
	mu sync.Mutex
	of map[string]refusal // by channel
}

type refusal struct {
	why   error
	until time.Time
}

// refuses returns why a channel takes no answer now; nil if it may take one.
func (s *shut) refuses(channel string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if r := s.of[channel]; time.Now().Before(r.until) {
		return r.why
	}
	return nil
}

// learn records what became of an answer.
func (s *shut) learn(channel string, err error) {
	if !slices.Contains([]int{rest.CodeNotThisPerson, rest.CodeNoCommonServer}, rest.CodeOf(err)) {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.of == nil || len(s.of) >= mostPeople {
		s.of = map[string]refusal{}
	}
	s.of[channel] = refusal{err, time.Now().Add(shutFor)}
}
