package doctor

import (
	"context"

	"lede/bot/inspect"
	"lede/commands/command"
	"lede/languages"
	"lede/problem"
)

// servers reports what the bot may do on its servers, before channel overwrites.
func (x examination) servers(ctx context.Context, i *inspect.Inspector) []Finding {
	const check, most = "servers", 3
	guilds, err := asked(ctx, x.Within, i.Guilds)
	if err != nil {
		return []Finding{x.trouble(check, err)}
	}
	if len(guilds) == 0 {
		return []Finding{warning(check, problem.New("doctor.servers-none"))}
	}
	l := languages.Language{}
	count := l.Text("finding.servers", "n", len(guilds))
	if len(guilds) == inspect.MostGuilds {
		count = l.Text("finding.servers-or-more", "servers", len(guilds))
	}
	var lack, less, all []string
	for _, g := range guilds {
		switch needed := lacking(g.Permissions); {
		case g.Permissions&command.Administrator != 0:
			all = append(all, g.Name)
		case len(needed) > 0:
			lack = append(lack, l.Text("finding.server-without", "server", g.Name, "permissions", needed))
		case len(missing(g.Permissions)) > 0:
			less = append(less, g.Name)
		}
	}
	switch {
	case len(lack) > 0:
		return []Finding{warning(check, problem.New("doctor.servers-without", "servers", count, "lacking", some(l, lack, most)))}
	case len(all) > 0:
		return []Finding{warning(check, problem.New("doctor.servers-administrator", "servers", count, "where", some(l, all, most)))}
	case len(less) > 0:
		return []Finding{warning(check, problem.New("doctor.servers-without-history", "servers", count, "permissions", missing(0), "where", some(l, less, most)))}
	}
	return []Finding{good(check, problem.New("doctor.servers", "servers", count))}
}

// lacking names the permissions without which Lede cannot post and which are not granted.
func lacking(given int64) []string {
	return ungranted(given, func(p command.Permission) bool { return p.Needed })
}

// missing names the permissions that Lede can do without, with some loss, and which are not granted.
func missing(given int64) []string {
	return ungranted(given, func(p command.Permission) bool { return !p.Needed })
}

// ungranted names the permissions of one kind that are not granted.
func ungranted(given int64, ofKind func(command.Permission) bool) []string {
	var list []string
	for _, p := range command.Permissions() {
		if ofKind(p) && !p.Given(given) {
			list = append(list, p.Name)
		}
	}
	return list
}
