package commands

import (
	"context"
	"time"

	"lede/cards"
	"lede/desk"

	"github.com/bwmarrin/discordgo"
)

// Who sees an answer, as the option says it.
const (
	answersPublic  = "public"
	answersPrivate = "private"

	// settingsWithin is how long the settings may take before an answer is given without them.
	settingsWithin = 700 * time.Millisecond
)

// settings lets admins choose how Lede behaves on their server.
func settings(d *desk.Desk) Command {
	answers := text("answers")
	answers.Choices = []*discordgo.ApplicationCommandOptionChoice{{Value: answersPublic}, {Value: answersPrivate}}
	return Command{
		Definition: adminOnly(slash("settings", answers)),
		Mode:       private,
		Changes:    func(in Input) bool { return in.Text("answers") != "" },
		Handle: func(ctx context.Context, in Input) (Reply, error) {
			if err := requireAdmin(in); err != nil {
				return Reply{}, err
			}
			s, err := d.Settings(ctx, in.Guild)
			if answers := in.Text("answers"); answers != "" && err == nil {
				s, err = d.ChangeSettings(ctx, in.Guild, func(s *desk.Settings) { s.Private = answers == answersPrivate })
			}
			if err != nil {
				return Reply{}, err
			}
			return Reply{Card: cards.Settings(in.Language(), s.Private, s.Alerts, s.Zone)}, nil
		},
	}
}

// answering answers as the server chose. Without knowing it, a person is answered alone, which embarrasses nobody.
func answering(d *desk.Desk) func(context.Context, Input) Mode {
	return func(ctx context.Context, in Input) Mode {
		if in.Guild == "" {
			return Public
		}
		ctx, cancel := context.WithTimeout(ctx, settingsWithin)
		defer cancel()
		if s, err := d.Settings(ctx, in.Guild); err != nil || s.Private {
			return Private
		}
		return Public
	}
}
