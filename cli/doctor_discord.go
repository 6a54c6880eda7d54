package cli

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"lede/bot"
	"lede/commands"
	"lede/desk"
	"lede/store"
)

// This file checks what Discord knows of the bot. Its questions follow each other where one answer decides whether the
// next can be asked: a refused token is asked about once, since Discord counts refused requests.

// permission is Discord's bit and the name that Discord's settings show.
type permission struct {
	bit  int64
	name string
}

// needed are the permissions without which Lede cannot post. With wanted it can also look, after Discord's answer
// to a digest was lost, whether the digest has arrived.
var (
	needed = []permission{{1 << 10, "View Channels"}, {1 << 11, "Send Messages"}, {1 << 14, "Embed Links"}, {1 << 38, "Send Messages in Threads"}}
	wanted = permission{1 << 16, "Read Message History"}
)

// administrator has every permission.
const administrator = 1 << 3

// privileged are the application's flags for the intents that Discord guards, none of which Lede needs.
var privileged = []permission{
	{1<<12 | 1<<13, "Presence"}, {1<<14 | 1<<15, "Server Members"}, {1<<18 | 1<<19, "Message Content"},
}

// gatewayLow is how few connections of the day are too few for a bad hour.
const gatewayLow = 50

// discord makes every check for which Discord is asked.
func (d doctor) discord(ctx context.Context) []finding {
	afterReach := []string{"clock", "token", "application", "intents", "gateway", "commands", "servers", "invite"}
	if d.mistaken("LEDE_DISCORD_API") {
		return skipped("the setting LEDE_DISCORD_API comes first", append([]string{"discord"}, afterReach...)...)
	}
	i := bot.NewInspector(bot.Options{
		Token: d.c.DiscordToken.Reveal(), API: d.c.DiscordAPI, Version: Version,
		Commands: commands.All(desk.New(desk.Options{Store: store.NewMemory(nil)})),
	})
	defer i.Close()
	reached, err := asked(ctx, i.Reach)
	list := []finding{good("discord", "answers in %s", reached.Took.Round(time.Millisecond))}
	if err != nil {
		list[0] = d.trouble("discord", err)
	}
	if reached.Dated {
		list = append(list, judgeClock("clock", "Discord's", reached.Ahead, time.Second, reached.Took))
	} else {
		list = append(list, skipped("Discord did not tell the time", "clock")...)
	}
	if err != nil {
		if f, sure := d.tokenByForm(); sure {
			return append(append(list, f), skipped("the token comes first", afterReach[2:]...)...)
		}
		return append(list, skipped("Discord comes first", afterReach[1:]...)...)
	}
	account, f := d.token(ctx, i)
	if list = append(list, f); f.Status != statusOK {
		return append(list, skipped("the token comes first", afterReach[2:]...)...)
	}
	return append(list, d.bot(ctx, i, account)...)
}

// asked asks one question within its time.
func asked[T any](ctx context.Context, question func(context.Context) (T, error)) (T, error) {
	ctx, cancel := context.WithTimeout(ctx, checkFor)
	defer cancel()
	return question(ctx)
}

// token asks whose it is.
func (d doctor) token(ctx context.Context, i *bot.Inspector) (bot.Account, finding) {
	if f, sure := d.tokenUnset(); sure {
		return bot.Account{}, f
	}
	account, err := asked(ctx, i.Account)
	if err != nil {
		return account, d.trouble("token", err)
	}
	return account, good("token", "it is that of %s", account.Name)
}

// tokenUnset finds a token missing for which no question is needed.
func (d doctor) tokenUnset() (finding, bool) {
	switch {
	case d.mistaken("LEDE_DISCORD_TOKEN"):
		return skipped("the setting LEDE_DISCORD_TOKEN comes first", "token")[0], true
	case !d.c.DiscordToken.IsSet():
		return failure("token", "Copy it from the Developer Portal, page “Bot”, into LEDE_DISCORD_TOKEN, or into a file that LEDE_DISCORD_TOKEN_FILE names.", "there is none"), true
	}
	return finding{}, false
}

// tokenByForm judges the token without Discord, as far as its form leaves no doubt.
func (d doctor) tokenByForm() (finding, bool) {
	if f, sure := d.tokenUnset(); sure {
		return f, true
	}
	if what := mistakenFor(d.c.DiscordToken.Reveal()); what != "" {
		return badToken(what), true
	}
	return finding{}, false
}

// badToken never repeats the value, which may be the secret of something else.
func badToken(what string) finding {
	if what == "" {
		return failure("token", "Copy a new one from the Developer Portal, page “Bot”, “Reset Token”: this one was reset, belongs to a bot that was deleted, or is not whole.",
			"Discord does not accept it")
	}
	return failure("token", "Copy the bot token from the Developer Portal, page “Bot”, “Reset Token”.", "it is not a bot token but %s", what)
}

// mistakenFor names the field of the Developer Portal that a value comes from when it is not the token's; "" when
// it may be the token.
func mistakenFor(value string) string {
	value = strings.TrimSpace(value)
	if strings.HasPrefix(value, "LEDE_") || strings.HasPrefix(value, "DISCORD_") {
		return "a whole line of settings: leave only what stands behind the ="
	}
	if strings.ContainsAny(value, "\"'") { // as `docker run --env-file` hands them on
		return "one in quotation marks, which do not belong to it"
	}
	only := func(letters string) bool { return strings.Trim(strings.ToLower(value), letters) == "" }
	switch n := len(value); {
	case n >= 15 && n <= 21 && only("0123456789"):
		return "the application ID (page “General Information”)"
	case n == 64 && only("0123456789abcdef"):
		return "the public key (page “General Information”)"
	case n == 32 && only("0123456789abcdefghijklmnopqrstuvwxyz-_"):
		return "the client secret (page “OAuth2”)"
	case strings.HasPrefix(value, "http://"), strings.HasPrefix(value, "https://"):
		return "an address"
	}
	return ""
}

// trouble tells what an error in asking Discord means. Only one of them is about the token.
func (d doctor) trouble(check string, err error) finding {
	t := bot.Diagnose(err)
	where, mend := "Discord", "Look for a proxy or a sign-in page between this machine and Discord."
	if d.c.DiscordAPI != "" {
		where, mend = "LEDE_DISCORD_API", "Correct LEDE_DISCORD_API, or see to the proxy there; without the setting, Discord itself is asked."
	}
	about := ""
	if check == "token" {
		about = ", which says nothing about the token"
	}
	switch t.Cause {
	case bot.BadToken:
		if t.Status == 0 { // it was not even sent
			found, fix := split(err.Error())
			return failure("token", fix, "%s", found)
		}
		f := badToken(mistakenFor(d.c.DiscordToken.Reveal()))
		f.Check = check
		return f
	case bot.Limited:
		wait := "a minute"
		if t.After > 0 {
			wait = t.After.Round(time.Second).String()
		}
		return warning(check, "Wait "+wait+" and look again. When it comes back, see whether another program uses the same token or the same address.",
			"%s asks to wait (status 429)%s", where, about)
	case bot.Faulty:
		return warning(check, "Look again in a few minutes; discordstatus.com tells how Discord is.", "%s has a fault of its own (status %d)%s", where, t.Status, about)
	case bot.Foreign:
		if t.Status == 403 && d.c.DiscordAPI == "" {
			mend = "After many refused requests Discord shuts an address out for an hour: end the program that makes them. Otherwise look for a proxy in between."
		}
		return failure(check, mend, "what answers is not Discord%s", statusNote(t.Status))
	case bot.Refused:
		return failure(check, mend, "%v", t.Err)
	}
	if check == "gateway" { // Discord itself has answered before
		where, mend = "the gateway", "Let WebSocket connections out to gateway.discord.gg, port 443."
	}
	return unreachable(check, where, mend, t.Err)
}

func statusNote(code int) string {
	if code == 0 {
		return " (its answer cannot be read)"
	}
	return fmt.Sprintf(" (status %d)", code)
}

// bot asks for what can be known once the token is good.
func (d doctor) bot(ctx context.Context, i *bot.Inspector, account bot.Account) []finding {
	var application, gateway, servers []finding
	id := account.ID // of the application too, unless the bot is from before 2016
	var all sync.WaitGroup
	all.Go(func() { gateway = d.gateway(ctx, i) })
	all.Go(func() { servers = d.servers(ctx, i) })
	a, err := asked(ctx, i.Application)
	if err != nil {
		application = append([]finding{d.trouble("application", err)}, skipped("the application comes first", "intents")...)
	} else {
		id = a.ID
		f, wrong := d.interactions(a)
		if !wrong {
			f = judgeApplication(a)
		}
		application = []finding{f, judgeIntents(a)}
	}
	registered := d.commands(ctx, i, id)
	all.Wait()
	return slices.Concat(application, gateway, registered, servers, []finding{good("invite", "%s", inviteLink(id))})
}

// inviteLink adds the bot to a server with no more than it uses.
func inviteLink(application string) string {
	bits := wanted.bit
	for _, p := range needed {
		bits |= p.bit
	}
	return fmt.Sprintf("https://discord.com/oauth2/authorize?client_id=%s&scope=bot+applications.commands&permissions=%d", application, bits)
}

// interactions looks whether Discord sends what people do to where this Lede takes it.
func (d doctor) interactions(a bot.Application) (finding, bool) {
	const check = "application"
	const page = " in the Developer Portal, page “General Information”"
	overHTTP := d.c.InteractionsAddr != ""
	switch {
	case !overHTTP && a.InteractionsEndpoint != "":
		return failure(check, "Empty “Interactions Endpoint URL”"+page+", or set LEDE_INTERACTIONS_ADDR.",
			"Discord sends the commands of %s to an address on the web, so that Lede never sees them", a.Name), true
	case overHTTP && a.PublicKey != "" && !strings.EqualFold(a.PublicKey, d.c.PublicKey):
		return failure(check, "Copy the public key"+page+" into LEDE_DISCORD_PUBLIC_KEY.",
			"its public key is not that of LEDE_DISCORD_PUBLIC_KEY, so that Lede would refuse what Discord sends"), true
	case overHTTP && a.InteractionsEndpoint == "":
		return warning(check, "With `lede run` running, enter the address that leads to LEDE_INTERACTIONS_ADDR as “Interactions Endpoint URL”"+page+".",
			"Discord sends the commands of %s by the gateway, where they are answered all the same", a.Name), true
	}
	return finding{}, false
}

// judgeApplication looks for the settings of the Developer Portal that keep a bot from working, and for an install
// button that disagrees with the invite link.
func judgeApplication(a bot.Application) finding {
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
	case install != nil && install.Permissions&administrator != 0:
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
func judgeIntents(a bot.Application) finding {
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

// gateway opens the connection for events, but begins no session: Discord counts those.
func (d doctor) gateway(ctx context.Context, i *bot.Inspector) []finding {
	const check = "gateway"
	c, err := asked(ctx, i.Connections)
	if err != nil {
		return []finding{d.trouble(check, err)}
	}
	left := fmt.Sprintf("%d of %d connections are left for the next %s", c.Remaining, c.Total, roughly(c.ResetAfter))
	switch {
	case c.Total > 0 && c.Remaining == 0:
		return []finding{failure(check, "Wait until then, and find out what connects so often: a Lede in a loop of restarts, or another program with the same token.", "%s", left)}
	case c.Total > 0 && c.Remaining < gatewayLow:
		return []finding{warning(check, "Find out what connects so often: a Lede in a loop of restarts, or another program with the same token.", "%s", left)}
	case d.c.Shards > 0 && d.c.Shards < c.Shards:
		return []finding{warning(check, "Take LEDE_SHARDS out, so that Discord's number is used.", "it opens, but Discord recommends %d shards, and LEDE_SHARDS asks for %d", c.Shards, d.c.Shards)}
	case c.Shards > 1:
		return []finding{good(check, "it opens; Discord recommends %d shards; %s", c.Shards, left)}
	case c.Total == 0:
		return []finding{good(check, "it opens")}
	}
	return []finding{good(check, "it opens; %s", left)}
}

// roughly is a length of time as one would say it.
func roughly(d time.Duration) string {
	if d < 2*time.Hour {
		return counted(int(d.Round(time.Minute).Minutes()), "minute", "minutes")
	}
	return counted(int(d.Round(time.Hour).Hours()), "hour", "hours")
}

// commands compares Discord's list with ours as `lede run` does. A difference is no failure, since that mends it.
func (d doctor) commands(ctx context.Context, i *bot.Inspector, application string) []finding {
	const check = "commands"
	diff, err := asked(ctx, func(ctx context.Context) (bot.Difference, error) { return i.Commands(ctx, application) })
	if err != nil {
		return []finding{d.trouble(check, err)}
	}
	if diff.None() {
		return []finding{good(check, "Discord has them as they are here")}
	}
	var parts []string
	for _, p := range []struct {
		names []string
		is    string
	}{{diff.Missing, "missing"}, {diff.Outdated, "not as here"}, {diff.Unknown, "not Lede's"}} {
		if len(p.names) > 0 {
			parts = append(parts, p.is+": /"+strings.Join(p.names, ", /"))
		}
	}
	return []finding{warning(check, "Start `lede run` once: it brings the list into line.", "Discord's list differs; %s", strings.Join(parts, "; "))}
}

// servers tells what the bot may do on its servers, before their channels say otherwise.
func (d doctor) servers(ctx context.Context, i *bot.Inspector) []finding {
	const check, most = "servers", 3
	guilds, err := asked(ctx, i.Guilds)
	if err != nil {
		return []finding{d.trouble(check, err)}
	}
	if len(guilds) == 0 {
		return []finding{warning(check, "Open the invite link in a browser and choose a server.", "it is on none yet")}
	}
	count := counted(len(guilds), "server", "servers")
	if len(guilds) == bot.MostGuilds {
		count = fmt.Sprintf("%d servers or more", len(guilds))
	}
	var lack, blind, all []string
	for _, g := range guilds {
		switch missing := lacking(g.Permissions); {
		case g.Permissions&administrator != 0:
			all = append(all, g.Name)
		case len(missing) > 0:
			lack = append(lack, fmt.Sprintf("on %s without %s", g.Name, names(missing)))
		case g.Permissions&wanted.bit == 0:
			blind = append(blind, g.Name)
		}
	}
	switch {
	case len(lack) > 0:
		return []finding{warning(check, "Let an admin of the server open the invite link again, or give the permissions to Lede's role.", "on %s; %s", count, some(lack, most))}
	case len(all) > 0:
		return []finding{warning(check, "Let an admin of the server take “Administrator” from Lede's role, and open the invite link again.", "on %s, with every permission on %s", count, some(all, most))}
	case len(blind) > 0:
		return []finding{warning(check, "Give it to Lede's role: when Discord's answer to a digest was lost, Lede looks whether the digest has arrived.",
			"on %s, without %s on %s", count, wanted.name, some(blind, most))}
	}
	return []finding{good(check, "on %s, with what it needs; a channel can still say otherwise", count)}
}

// lacking names what is needed and not there.
func lacking(permissions int64) []string {
	var list []string
	for _, p := range needed {
		if permissions&(p.bit|administrator) == 0 {
			list = append(list, p.name)
		}
	}
	return list
}

// names joins names as a sentence does.
func names(list []string) string {
	if len(list) < 2 {
		return strings.Join(list, "")
	}
	return strings.Join(list[:len(list)-1], ", ") + " and " + list[len(list)-1]
}

// some are the first few of a list, and how many more there are.
func some(list []string, most int) string {
	if len(list) <= most {
		return names(list)
	}
	return fmt.Sprintf("%s and %d more", strings.Join(list[:most], ", "), len(list)-most)
}
