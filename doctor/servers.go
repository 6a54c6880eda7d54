package doctor

import (
	"context"
	"fmt"

	"lede/bot"
	"lede/commands"
)

// servers tells what the bot may do on its servers, before their channels say otherwise.
func (x examination) servers(ctx context.Context, i *bot.Inspector) []Finding {
	const check, most = "servers", 3
	guilds, err := asked(ctx, x.Within, i.Guilds)
	if err != nil {
		return []Finding{x.trouble(check, err)}
	}
	if len(guilds) == 0 {
		return []Finding{warning(check, "Open the invite link in a browser and choose a server.", "it is on none yet")}
	}
	count := counted(len(guilds), "server", "servers")
	if len(guilds) == bot.MostGuilds {
		count = fmt.Sprintf("%d servers or more", len(guilds))
	}
	var lack, less, all []string
	for _, g := range guilds {
		switch missing := lacking(g.Permissions); {
		case g.Permissions&commands.Administrator != 0:
			all = append(all, g.Name)
		case len(missing) > 0:
			lack = append(lack, fmt.Sprintf("on %s without %s", g.Name, names(missing)))
		case len(without(g.Permissions, false)) > 0:
			less = append(less, g.Name)
		}
	}
	switch {
	case len(lack) > 0:
		return []Finding{warning(check, "Let an admin of the server open the invite link again, or give the permissions to Lede's role.", "on %s; %s", count, some(lack, most))}
	case len(all) > 0:
		return []Finding{warning(check, "Let an admin of the server take “Administrator” from Lede's role, and open the invite link again.", "on %s, with every permission on %s", count, some(all, most))}
	case len(less) > 0:
		return []Finding{warning(check, "Give it to Lede's role: when Discord's answer to a digest was lost, Lede looks whether the digest has arrived.",
			"on %s, without %s on %s", count, names(without(0, false)), some(less, most))}
	}
	return []Finding{good(check, "on %s, with what it needs; a channel can still say otherwise", count)}
}

// lacking names the permissions without which Lede cannot post, as far as they are not given.
func lacking(given int64) []string { return without(given, true) }

// without names the permissions that are needed, or those that are not but help, as far as they are not given.
func without(given int64, needed bool) []string {
	var list []string
	for _, p := range commands.Permissions() {
		if p.Needed == needed && !p.Given(given) {
			list = append(list, p.Name)
		}
	}
	return list
}
