package doctor

import (
	"context"
	"slices"
	"strings"
	"sync"
	"time"

	"lede/bot"
	"lede/bot/definitions"
	"lede/bot/inspect"
	"lede/bot/rest"
	"lede/commands"
	"lede/desk"
	"lede/languages"
	"lede/problem"
	"lede/store"
)

// discord makes every check that asks Discord. The requests are sequential where one answer decides
// whether the next can be made: a refused token is tried only once, since Discord counts refused requests.
func (x examination) discord(ctx context.Context) []Finding {
	afterReach := []string{"clock", "token", "application", "intents", "gateway", "commands", "servers", "invite"}
	if x.mistaken("LEDE_DISCORD_API") {
		return skipped(problem.New("doctor.setting-first", "setting", "LEDE_DISCORD_API"), append([]string{"discord"}, afterReach...)...)
	}
	i := inspect.New(bot.Options{
		Token: x.c.DiscordToken.Reveal(), API: x.c.DiscordAPI, Version: x.Version,
		Commands: commands.All(desk.New(desk.Options{Store: store.NewMemory(nil)})),
	})
	defer i.Close()
	reached, err := asked(ctx, x.Within, i.Reach)
	list := []Finding{good("discord", problem.New("doctor.discord", "took", reached.Took.Round(time.Millisecond)))}
	if err != nil {
		list[0] = x.trouble("discord", err)
	}
	if reached.Dated {
		list = append(list, judgeClock("clock", "Discord", reached.Ahead, time.Second, reached.Took))
	} else {
		list = append(list, skipped(problem.New("doctor.no-time"), "clock")...)
	}
	if err != nil {
		if f, sure := x.tokenByForm(); sure {
			return append(append(list, f), skipped(problem.New("doctor.token-first"), afterReach[2:]...)...)
		}
		return append(list, skipped(problem.New("doctor.discord-first"), afterReach[1:]...)...)
	}
	account, f := x.token(ctx, i)
	if list = append(list, f); f.Status != OK {
		return append(list, skipped(problem.New("doctor.token-first"), afterReach[2:]...)...)
	}
	return append(list, x.bot(ctx, i, account)...)
}

// asked asks one question, and waits no longer than within for the answer. After a rate limit it asks once more, if
// time allows; the second request begins with the wait.
func asked[T any](ctx context.Context, within time.Duration, question func(context.Context) (T, error)) (T, error) {
	ctx, cancel := context.WithTimeout(ctx, within)
	defer cancel()
	answer, err := question(ctx)
	if t := rest.Diagnose(err); t.Cause == rest.Limited && t.After > 0 {
		return question(ctx)
	}
	return answer, err
}

// bot makes the checks that need a valid token.
func (x examination) bot(ctx context.Context, i *inspect.Inspector, account inspect.Account) []Finding {
	var application, gateway, servers []Finding
	id := account.ID // of the application too, unless the bot dates from before 2016
	var all sync.WaitGroup
	all.Go(func() { gateway = x.gateway(ctx, i) })
	all.Go(func() { servers = x.servers(ctx, i) })
	a, err := asked(ctx, x.Within, i.Application)
	if err != nil {
		application = append([]Finding{x.trouble("application", err)}, skipped(problem.New("doctor.application-first"), "intents")...)
	} else {
		id = a.ID
		f := x.judgeApplication(ctx, a)
		application = []Finding{f, judgeIntents(a)}
	}
	registered := x.commands(ctx, i, id)
	all.Wait()
	return slices.Concat(application, gateway, registered, servers, []Finding{good("invite", problem.New("doctor.invite", "link", inviteLink(id)))})
}

// commands compares Discord's list with ours as `lede run` does. A difference is no failure, since `lede run` fixes it.
func (x examination) commands(ctx context.Context, i *inspect.Inspector, application string) []Finding {
	const check = "commands"
	diff, err := asked(ctx, x.Within, func(ctx context.Context) (definitions.Difference, error) { return i.Commands(ctx, application) })
	if err != nil {
		return []Finding{x.trouble(check, err)}
	}
	if diff.None() {
		return []Finding{good(check, problem.New("doctor.commands"))}
	}
	var parts []string
	for _, p := range []struct {
		names []string
		key   string
	}{{diff.Missing, "finding.commands-missing"}, {diff.Outdated, "finding.commands-outdated"}, {diff.Unknown, "finding.commands-unknown"}} {
		if len(p.names) > 0 {
			parts = append(parts, languages.Language{}.Text(p.key, "commands", strings.Join(p.names, ", ")))
		}
	}
	return []Finding{warning(check, problem.New("doctor.commands-differ", "parts", strings.Join(parts, "; ")))}
}
