package desk

import (
	"context"
	"errors"
	"time"
)

// bestEffortFor is how long an answer waits while something the person did not ask for is saved.
const bestEffortFor = 200 * time.Millisecond

// bestEffort saves something the person did not ask for. A store that does not take it must not spoil the answer.
func bestEffort(ctx context.Context, note func(context.Context) error) error {
	limited, cancel := context.WithTimeout(ctx, bestEffortFor)
	defer cancel()
	err := note(limited)
	if errors.Is(err, ErrUnavailable) || ctx.Err() == nil && errors.Is(err, context.DeadlineExceeded) {
		return nil
	}
	return err
}
