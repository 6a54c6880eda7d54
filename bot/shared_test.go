package bot_test

import (
	"context"
	"testing"

	"lede/bot"
	"lede/commands/command"
)

// TestHandlersKnowWhoSeesTheReply, and the server's own language.
func TestHandlersKnowWhoSeesTheReply(t *testing.T) {
	t.Parallel()
	got := make(chan command.Input, 1)
	handle := func(_ context.Context, in command.Input) (command.Reply, error) {
		got <- in
		return text("ok"), nil
	}
	f := newFake(t)
	f.start(bot.Options{Commands: []command.Command{aCommand("open", command.Public, handle), aCommand("shy", command.Private, handle), aCommand("form", command.Form, handle)}})
	for name, c := range map[string]struct {
		event  string
		shared bool
	}{
		"a public command":                 {interaction(2, `"name":"open","type":1`, `,"guild_locale":"de"`), true},
		"a private command":                {interaction(2, `"name":"shy","type":1`, `,"guild_locale":"de"`), false},
		"a form":                           {interaction(2, `"name":"form","type":1`, `,"guild_locale":"de"`), false},
		"a press on one's own card":        {interaction(3, `"component_type":2,"custom_id":"open"`, `,"guild_locale":"de","message":`+ownCard), true},
		"a press on another's card":        {interaction(3, `"component_type":2,"custom_id":"open"`, `,"guild_locale":"de","message":`+othersCard), false},
		"a press on a digest":              {interaction(3, `"component_type":2,"custom_id":"open"`, `,"guild_locale":"de","message":`+digestCard), false},
		"a press on a card for one person": {interaction(3, `"component_type":2,"custom_id":"open"`, `,"guild_locale":"de","message":`+secretCard), false},
	} {
		t.Run(name, func(t *testing.T) {
			f.Dispatch("INTERACTION_CREATE", c.event)
			if in := received(t, "what it is given", got); in.Shared != c.shared || in.GuildLocale != "de" || in.Locale != "en-GB" {
				t.Errorf("shared %v, in %q and %q", in.Shared, in.GuildLocale, in.Locale)
			}
		})
	}
}
