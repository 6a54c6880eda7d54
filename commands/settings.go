package commands

import (
	"context"
	"strings"
	"time"

	"lede/cards/panels"
	"lede/commands/command"
	"lede/desk"
	"lede/languages"
	"lede/scheduler"

	"github.com/bwmarrin/discordgo"
)

// The values of the option that says who sees an answer.
const (
	answersPublic  = "public"
	answersPrivate = "private"

	quietOff     = "off"  // ends the quiet hours
	languageAuto = "auto" // the language that Discord's settings of the server name

	// settingsWithin is how long the settings may take before an answer is given without them.
	settingsWithin = 700 * time.Millisecond
)

// settings lets admins choose how Lede behaves on their server.
func settings(d *desk.Desk) command.Command {
	answers := command.TextOption("answers")
	answers.Choices = []*discordgo.ApplicationCommandOptionChoice{{Value: answersPublic}, {Value: answersPrivate}}
	return command.Command{
		Definition: command.AdminOnly(command.Slash("settings", answers, command.Completing(command.TextOption("quiet")), languageOption(), command.ColourOption())),
		Mode:       command.Privately,
		Changes: func(in command.Input) bool {
			return in.Text("answers")+in.Text("quiet")+in.Text("language")+in.Text("colour") != ""
		},
		Complete: func(_ context.Context, in command.Input) ([]command.Choice, error) {
			typed, off := in.Text("quiet"), in.Language().Text("quiet.off")
			choices := command.CompleteFrom([]string{"22:00-07:00", "23:00-06:00", "21:00-08:00", "00:00-07:00"}, typed)
			if command.Matches(off, typed) || command.Matches(quietOff, typed) {
				choices = append(choices, command.Choice{Name: off, Value: quietOff})
			}
			return choices, nil
		},
		Handle: func(ctx context.Context, in command.Input) (command.Reply, error) {
			if err := command.RequireAdmin(in); err != nil {
				return command.Reply{}, err
			}
			change, err := settingsChange(in)
			if err != nil {
				return command.Reply{}, err
			}
			s, err := d.Settings(ctx, in.Guild)
			if change != nil && err == nil {
				s, err = d.ChangeSettings(ctx, in.Guild, change)
			}
			if err != nil {
				return command.Reply{}, err
			}
			chosen := panels.Chosen{
				Private: s.Private, Alerts: s.Alerts, Zone: scheduler.ShownZone(s.Zone), Quiet: s.Quiet.String(), Language: s.Language,
				Colour: colourWord(in.Language(), s.Colour),
			}
			return command.Reply{Card: panels.Settings(in.Language(), chosen)}, nil
		},
	}
}

// colourWord returns the name of a colour; Lede's own if a server has none.
func colourWord(l languages.Language, rgb int) string {
	if rgb == 0 {
		return l.Text("command.settings.colour.none")
	}
	return l.Text("option.colour." + command.ColourName(rgb))
}

// languageOption offers each language by its own name.
func languageOption() *discordgo.ApplicationCommandOption {
	o := command.TextOption("language")
	o.Choices = []*discordgo.ApplicationCommandOptionChoice{{Value: languageAuto}}
	for _, l := range append([]languages.Language{{}}, languages.Others()...) {
		o.Choices = append(o.Choices, &discordgo.ApplicationCommandOptionChoice{Name: l.Text("language.name"), Value: l.Tag()})
	}
	return o
}

// settingsChange reads the options. The func it returns applies them; nil for none.
func settingsChange(in command.Input) (func(*desk.Settings), error) {
	answers, typed, language, colour := in.Text("answers"), in.Text("quiet"), in.Text("language"), in.Text("colour")
	if answers+typed+language+colour == "" {
		return nil, nil
	}
	var quiet scheduler.Hours
	ends := strings.EqualFold(typed, quietOff) || strings.EqualFold(typed, in.Language().Text("quiet.off"))
	if typed != "" && !ends {
		var err error
		if quiet, err = scheduler.ParseHours(typed); err != nil {
			return nil, err
		}
	}
	return func(s *desk.Settings) {
		if answers != "" {
			s.Private = answers == answersPrivate
		}
		if typed != "" {
			s.Quiet = quiet
		}
		if language != "" {
			s.Language = strings.TrimPrefix(language, languageAuto)
		}
		if colour != "" {
			s.Colour = command.Colour(colour)
		}
	}, nil
}

// answering answers as the server chose. If the choice is unknown, only the person sees the answer, which embarrasses nobody. So it is in a
// group where no article is named: what is meant then is what the person has read or follows for themselves.
func answering(d *desk.Desk) func(context.Context, command.Input) command.Mode {
	return func(ctx context.Context, in command.Input) command.Mode {
		switch {
		case in.Group && in.ArticleName() == "":
			return command.Private
		case in.Guild == "":
			return command.Public
		}
		ctx, cancel := context.WithTimeout(ctx, settingsWithin)
		defer cancel()
		if s, err := d.Settings(ctx, in.Guild); err != nil || s.Private {
			return command.Private
		}
		return command.Public
	}
}
