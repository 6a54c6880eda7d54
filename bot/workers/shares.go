package workers

import (
	"context"
	"sync"
)

// Asker is who a handler runs for. Both fields are empty for work that nobody waits for.
type Asker struct{ Person, Server string }

// shares bounds how many handlers run for each person or server, so that none takes all the workers.
type shares struct {
	each int

	mu sync.Mutex
	of map[string]*share
}

// share belongs to one of them, for as long as a handler of theirs runs or waits.
type share struct {
	places  chan struct{}
	holders int
}

func newShares(each int) *shares { return &shares{each: max(1, each), of: map[string]*share{}} }

// enter waits for a place. leave must follow unless ctx has ended.
func (s *shares) enter(ctx context.Context, whose string) error {
	if whose == "" {
		return nil
	}
	s.mu.Lock()
	own, known := s.of[whose]
	if !known {
		own = &share{places: make(chan struct{}, s.each)}
		s.of[whose] = own
	}
	own.holders++
	s.mu.Unlock()
	select {
	case own.places <- struct{}{}:
		return nil
	case <-ctx.Done():
		s.drop(whose)
		return ctx.Err()
	}
}

func (s *shares) leave(whose string) {
	if whose == "" {
		return
	}
	s.mu.Lock()
	<-s.of[whose].places
	s.mu.Unlock()
	s.drop(whose)
}

// drop removes a share that is no longer used.
func (s *shares) drop(whose string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.of[whose].holders--; s.of[whose].holders == 0 {
		delete(s.of, whose)
	}
}
