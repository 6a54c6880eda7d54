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

// enter waits for a place. leave must follow unless it returns an error.
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
	if err := take(ctx, own.places); err != nil {
		s.drop(whose)
		return err
	}
	return nil
}

// take takes a free place, or waits for one until ctx ends. One that is free is taken even if ctx has ended: whoever comes late
// through no fault of ours must not hear that we are busy.
func take(ctx context.Context, places chan<- struct{}) error {
	select {
	case places <- struct{}{}:
		return nil
	default:
	}
	select {
	case places <- struct{}{}:
		return nil
	case <-ctx.Done():
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
