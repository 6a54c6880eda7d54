package cli

import (
	"context"
	"time"

	"lede/playground"
)

// patience is how long people wait where a test is not about the three seconds. A person who asked while the bot was away asks again after it.
var patience = playground.Waits{Answer: 10 * time.Second}

// patient is a person who waits for the answer while the bot is “thinking”: commands that change something are acknowledged first.
type patient struct{ *playground.Person }

func (p patient) settled(ctx context.Context, i *playground.Interaction, err error) (*playground.Interaction, error) {
	if err != nil || !i.Deferred {
		return i, err
	}
	return p.Settle(ctx, i)
}

func (p patient) Slash(ctx context.Context, channel, command string, options map[string]any) (*playground.Interaction, error) {
	i, err := p.Person.Slash(ctx, channel, command, options)
	return p.settled(ctx, i, err)
}

func (p patient) Press(ctx context.Context, message, customID string) (*playground.Interaction, error) {
	i, err := p.Person.Press(ctx, message, customID)
	return p.settled(ctx, i, err)
}

func (p patient) Select(ctx context.Context, message, customID string, values []string) (*playground.Interaction, error) {
	i, err := p.Person.Select(ctx, message, customID, values)
	return p.settled(ctx, i, err)
}

func (p patient) Submit(ctx context.Context, interaction string, fields map[string]string, files ...playground.Upload) (*playground.Interaction, error) {
	i, err := p.Person.Submit(ctx, interaction, fields, files...)
	return p.settled(ctx, i, err)
}
