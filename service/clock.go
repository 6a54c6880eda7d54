package service

import (
	"context"
	"time"

	"lede/problem"
)

// clockOff is how far the store's clock may be from Discord's. Digests come as much too early or too late.
const clockOff = 30 * time.Second

// ahead returns how far the clock that digests go by is before Discord's, by which their readers see them come, give or take a second. It
// is 0 before Discord has answered, and for a clock that is not meant to be right.
func (s *Service) ahead(ctx context.Context) (time.Duration, error) {
	now, err := s.store.Now(ctx)
	if err != nil {
		return 0, problem.New("service.store-silent").Because(err)
	}
	there, known := s.Bot.Clock()
	if !known || !s.trueTime {
		return 0, nil
	}
	return now.Sub(there), nil
}

// wrongBy returns what is wrong with a clock that is so far ahead; nil when it is right.
func wrongBy(ahead time.Duration) error {
	switch {
	case ahead > clockOff:
		return problem.New("service.clock-ahead", "off", ahead.Round(time.Second))
	case ahead < -clockOff:
		return problem.New("service.clock-behind", "off", -ahead.Round(time.Second))
	}
	return nil
}

// watchClock logs when the clock begins to be wrong, and when it is right again.
func (s *Service) watchClock(ctx context.Context) {
	again := time.NewTicker(s.times.Watch)
	defer again.Stop()
	wrong, after := false, aftermath{}
	for {
		by, err := s.ahead(ctx)
		off := wrongBy(by)
		switch {
		case err != nil: // which is reported by the code that needs the store
		case off != nil && !wrong:
			s.Losses.Log.Error("digests come at the wrong time", "err", words.Line(off))
		case off == nil && wrong:
			s.Losses.Log.Info("the clock that digests go by is right again")
		}
		if err == nil {
			wrong = off != nil
			s.windBack(ctx, &after, by)
		}
		select {
		case <-ctx.Done():
			return
		case <-again.C:
		}
	}
}

// settled is how long the clock has to be right before what it did while it was ahead is mended: whatever was claimed by it has ended then.
const settled = time.Minute

// aftermath is what is known of a clock that was ahead.
type aftermath struct {
	noted bool      // in the store
	right time.Time // since when it is right; zero while it is not, and before Discord has answered
	over  bool      // what it did is mended
}

// windBack notes that the clock is ahead, and mends what it did once it is right again.
func (s *Service) windBack(ctx context.Context, a *aftermath, by time.Duration) {
	if _, known := s.Bot.Clock(); !known || !s.trueTime {
		return
	}
	switch {
	case by > clockOff:
		if !a.noted {
			a.noted = s.Losses.Desk.NoteClockAhead(ctx) == nil // the code that needs the store reports why not
		}
		a.right, a.over = time.Time{}, false
	case wrongBy(by) != nil:
		a.right = time.Time{}
	case a.right.IsZero():
		a.right = time.Now()
	case !a.over && time.Since(a.right) >= settled:
		n, err := s.Losses.Desk.Rewind(ctx)
		if err != nil {
			s.Losses.Log.Error("what the clock put off while it was ahead cannot be scheduled again; trying again", "err", err)
		} else if n > 0 {
			s.Losses.Log.Warn("what the clock put off while it was ahead is scheduled again: digests, and visits to sites", "scheduled_again", n)
		}
		a.over, a.noted = err == nil, a.noted && err != nil
	}
}
