package doctor

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"lede/bot/inspect"
	"lede/commands/command"
	"lede/problem"
)

// privileged lists the application's flags for privileged intents. Lede needs none.
var privileged = []struct {
	bit  int64
	name string
}{
	{1<<12 | 1<<13, "Presence"}, {1<<14 | 1<<15, "Server Members"}, {1<<18 | 1<<19, "Message Content"},
}

// interactions checks that Discord sends interactions to where this Lede receives them.
func (x examination) interactions(a inspect.Application) (Finding, bool) {
	overHTTP := x.c.InteractionsAddr != ""
	switch {
	case !overHTTP && a.InteractionsEndpoint != "":
		return failure("application", problem.New("doctor.interactions-elsewhere", "name", a.Name)), true
	case overHTTP && a.PublicKey != "" && !strings.EqualFold(a.PublicKey, x.c.PublicKey):
		return failure("application", problem.New("doctor.public-key")), true
	case overHTTP && a.InteractionsEndpoint == "":
		return warning("application", problem.New("doctor.interactions-gateway", "name", a.Name)), true
	}
	return Finding{}, false
}

// judgeApplication looks for what keeps this bot from working here.
func (x examination) judgeApplication(ctx context.Context, a inspect.Application) Finding {
	if err := x.anothersStore(ctx, a.ID); err != nil {
		return finding("application", Fail, err)
	}
	if f, wrong := x.interactions(a); wrong {
		return f
	}
	return judgePortal(a)
}

// judgePortal looks for settings of the Developer Portal that keep a bot from working, and for an install
// button that disagrees with the invite link.
func judgePortal(a inspect.Application) Finding {
	const check = "application"
	install := a.Install
	guild, onGuilds := a.Contexts["0"]
	if guild.Install != nil {
		install = guild.Install
	}
	switch {
	case a.CodeGrant:
		return failure(check, problem.New("doctor.code-grant", "name", a.Name))
	case len(a.Contexts) > 0 && !onGuilds:
		return failure(check, problem.New("doctor.no-guild-install", "name", a.Name))
	case install != nil && !slices.Contains(install.Scopes, "bot"):
		return warning(check, problem.New("doctor.install-no-bot", "name", a.Name))
	case install != nil && install.Permissions&command.Administrator != 0:
		return warning(check, problem.New("doctor.install-administrator", "name", a.Name))
	case install != nil && len(lacking(install.Permissions)) > 0:
		return warning(check, problem.New("doctor.install-without", "name", a.Name, "permissions", lacking(install.Permissions)))
	case !a.Public:
		return good(check, problem.New("doctor.application-private", "name", a.Name))
	}
	return good(check, problem.New("doctor.application", "name", a.Name))
}

// judgeIntents only warns of privileged intents: the two that Lede asks for are granted to every bot.
func judgeIntents(a inspect.Application) Finding {
	var on []string
	for _, p := range privileged {
		if a.Flags&p.bit != 0 {
			on = append(on, p.name)
		}
	}
	if len(on) > 0 {
		return warning("intents", problem.New("doctor.intents-more", "intents", on))
	}
	return good("intents", problem.New("doctor.intents"))
}

// inviteLink returns the link that adds the bot to a server with only the permissions it uses.
func inviteLink(application string) string {
	var bits int64
	for _, p := range command.Permissions() {
		bits |= p.Bit
	}
	return fmt.Sprintf("https://discord.com/oauth2/authorize?client_id=%s&scope=bot+applications.commands&permissions=%d", application, bits)
}
