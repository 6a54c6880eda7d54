package doctor

import (
	"context"
	"strings"

	"lede/bot/inspect"
	"lede/problem"
)

// token asks Discord whose token it is.
func (x examination) token(ctx context.Context, i *inspect.Inspector) (inspect.Account, Finding) {
	if f, sure := x.tokenUnset(); sure {
		return inspect.Account{}, f
	}
	account, err := asked(ctx, x.Within, i.Account)
	if err != nil {
		return account, x.trouble("token", err)
	}
	return account, good("token", problem.New("doctor.token", "name", account.Name))
}

// tokenUnset finds that the token is missing, for which Discord need not be asked.
func (x examination) tokenUnset() (Finding, bool) {
	switch {
	case x.mistaken("LEDE_DISCORD_TOKEN"):
		return skipped(problem.New("doctor.setting-first", "setting", "LEDE_DISCORD_TOKEN"), "token")[0], true
	case !x.c.DiscordToken.IsSet():
		return failure("token", problem.New("doctor.token-none")), true
	}
	return Finding{}, false
}

// tokenByForm judges the token without asking Discord, as far as its form is conclusive.
func (x examination) tokenByForm() (Finding, bool) {
	if f, sure := x.tokenUnset(); sure {
		return f, true
	}
	if what := mistakenFor(x.c.DiscordToken.Reveal()); what != nil {
		return badToken("token", what), true
	}
	return Finding{}, false
}

// badToken never repeats the value, which may be another secret.
func badToken(check string, what *problem.Problem) Finding {
	if what == nil {
		return failure(check, problem.New("doctor.token-refused"))
	}
	return failure(check, problem.New("doctor.token-mistaken").Because(what))
}

// mistakenFor names the field of the Developer Portal that a wrong token was copied from; nil when the value may be
// a token.
func mistakenFor(value string) *problem.Problem {
	value = strings.TrimSpace(value)
	only := func(letters string) bool { return strings.Trim(strings.ToLower(value), letters) == "" }
	n := len(value)
	switch {
	case strings.HasPrefix(value, "LEDE_"), strings.HasPrefix(value, "DISCORD_"):
		return problem.New("doctor.is-line")
	case strings.ContainsAny(value, "\"'"): // as `docker run --env-file` hands them on
		return problem.New("doctor.is-quoted")
	case n >= 15 && n <= 21 && only("0123456789"):
		return problem.New("doctor.is-application")
	case n == 64 && only("0123456789abcdef"):
		return problem.New("doctor.is-public-key")
	case n == 32 && only("0123456789abcdefghijklmnopqrstuvwxyz-_"):
		return problem.New("doctor.is-secret")
	case strings.HasPrefix(value, "http://"), strings.HasPrefix(value, "https://"):
		return problem.New("doctor.is-address")
	}
	return nil
}
