package desk

import (
	"context"
	"errors"
	"time"
)

// byTheWayFor is how long an answer waits for something to be noted that was not asked for.
const byTheWayFor = 200 * time.Millisecond

// byTheWay notes something that was not asked for. Nobody's answer is worth less because the store does not take it.
func byTheWay(ctx context.Context, note func(context.Context) error) error {
	limited, cancel := context.WithTimeout(ctx, byTheWayFor)
	defer cancel()
	err := note(limited)
	if errors.Is(err, ErrUnavailable) || ctx.Err() == nil && errors.Is(err, context.DeadlineExceeded) {
		return nil
	}
	return err
}
