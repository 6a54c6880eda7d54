package doctor

import (
	"fmt"
	"slices"
	"strings"

	"lede/bot"
	"lede/commands"
)

// privileged are the application's flags for the intents that Discord guards, none of which Lede needs.
var privileged = []struct {
	bit  int64
	name string
}{
	{1<<12 | 1<<13, "Presence"}, {1<<14 | 1<<15, "Server Members"}, {1<<18 | 1<<19, "Message Content"},
}

// interactions looks whether Discord sends what people do to where this Lede takes it.
func (x examination) interactions(a bot.Application) (Finding, bool) {
	const check = "application"
	const page = " in the Developer Portal, page “General Information”"
	overHTTP := x.c.InteractionsAddr != ""
	switch {
	case !overHTTP && a.InteractionsEndpoint != "":
		return failure(check, "Empty “Interactions Endpoint URL”"+page+", or set LEDE_INTERACTIONS_ADDR.",
			"Discord sends the commands of %s to an address on the web, so that Lede never sees them", a.Name), true
	case overHTTP && a.PublicKey != "" && !strings.EqualFold(a.PublicKey, x.c.PublicKey):
		return failure(check, "Copy the public key"+page+" into LEDE_DISCORD_PUBLIC_KEY.",
			"its public key is not that of LEDE_DISCORD_PUBLIC_KEY, so that Lede would refuse what Discord sends"), true
	case overHTTP && a.InteractionsEndpoint == "":
		return warning(check, "With `lede run` running, enter the address that leads to LEDE_INTERACTIONS_ADDR as “Interactions Endpoint URL”"+page+".",
			"Discord sends the commands of %s by the gateway, where they are answered all the same", a.Name), true
	}
	return Finding{}, false
}

// judgeApplication looks for the settings of the Developer Portal that keep a bot from working, and for an install
// button that disagrees with the invite link.
func judgeApplication(a bot.Application) Finding {
	const check = "application"
	install := a.Install
	guild, onGuilds := a.Contexts["0"]
	if guild.Install != nil {
		install = guild.Install
	}
	switch {
	case a.CodeGrant:
		return failure(check, "Switch “Requires OAuth2 Code Grant” off in the Developer Portal, page “Bot”.", "%s requires a code grant, so that its invite link does not work", a.Name)
	case len(a.Contexts) > 0 && !onGuilds:
		return failure(check, "Switch “Guild Install” on in the Developer Portal, page “Installation”.", "%s cannot be added to servers", a.Name)
	case install != nil && !slices.Contains(install.Scopes, "bot"):
		return warning(check, "Add the scope `bot` and the permissions in the Developer Portal, page “Installation”, or choose “None” as the install link.",
			"the button “Add App” adds the commands of %s, but not the bot", a.Name)
	case install != nil && install.Permissions&commands.Administrator != 0:
		return warning(check, "Take “Administrator” out in the Developer Portal, page “Installation”: see the invite link for what is enough.",
			"the button “Add App” asks for every permission for %s", a.Name)
	case install != nil && len(lacking(install.Permissions)) > 0:
		return warning(check, "Add them in the Developer Portal, page “Installation”.", "the button “Add App” adds %s without %s", a.Name, names(lacking(install.Permissions)))
	case !a.Public:
		return good(check, "%s; only you can add it to servers", a.Name)
	}
	return good(check, "%s; whoever has the invite link can add it to their server", a.Name)
}

// judgeIntents warns of privileged intents only: the two that Lede asks for are given to every bot.
func judgeIntents(a bot.Application) Finding {
	var on []string
	for _, p := range privileged {
		if a.Flags&p.bit != 0 {
			on = append(on, p.name)
		}
	}
	if len(on) > 0 {
		return warning("intents", "Switch it off in the Developer Portal, page “Bot”: what a bot may not see cannot be lost.", "more than Lede needs is switched on: %s", names(on))
	}
	return good("intents", "GUILDS and DIRECT_MESSAGES are asked for; neither is privileged")
}

// inviteLink adds the bot to a server with no more than it uses.
func inviteLink(application string) string {
	var bits int64
	for _, p := range commands.Permissions() {
		bits |= p.Bit
	}
	return fmt.Sprintf("https://discord.com/oauth2/authorize?client_id=%s&scope=bot+applications.commands&permissions=%d", application, bits)
}
