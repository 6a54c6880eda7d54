package soak

import (
	"context"

	"lede/desk/feeds"
	"lede/scheduler"
)

func visiting(f *feeds.Feeds, deliver func(context.Context, scheduler.Slot) error) func(context.Context, scheduler.Slot) error {
	return func(ctx context.Context, s scheduler.Slot) error {
		switch task, _ := feeds.TaskOf(s.Claim); task {
		case feeds.Visit:
			return f.Visit(ctx, s.Claim)
		}
		return deliver(ctx, s)
	}
}
