package desk

import (
	"context"
	"errors"
	"time"
)

// bestEffortFor is how long an answer waits for something to be noted that was not asked for.
const bestEffortFor = 200 * time.Millisecond

// bestEffort notes something that was not asked for. Nobody's answer is worth less because the store does not take it.
func bestEffort(ctx context.Context, note func(context.Context) error) error {
	limited, cancel := context.WithTimeout(ctx, bestEffortFor)
	defer cancel()
	err := note(limited)
	if errors.Is(err, ErrUnavailable) || ctx.Err() == nil && errors.Is(err, context.DeadlineExceeded) {
		return nil
	}
	return err
}
