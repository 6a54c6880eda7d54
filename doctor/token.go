package doctor

import (
	"context"
	"strings"

	"lede/bot"
)

// token asks whose it is.
func (x examination) token(ctx context.Context, i *bot.Inspector) (bot.Account, Finding) {
	if f, sure := x.tokenUnset(); sure {
		return bot.Account{}, f
	}
	account, err := asked(ctx, x.Within, i.Account)
	if err != nil {
		return account, x.trouble("token", err)
	}
	return account, good("token", "it is that of %s", account.Name)
}

// tokenUnset finds a token missing for which no question is needed.
func (x examination) tokenUnset() (Finding, bool) {
	switch {
	case x.mistaken("LEDE_DISCORD_TOKEN"):
		return skipped("the setting LEDE_DISCORD_TOKEN comes first", "token")[0], true
	case !x.c.DiscordToken.IsSet():
		return failure("token", "Copy it from the Developer Portal, page “Bot”, into LEDE_DISCORD_TOKEN, or into a file that LEDE_DISCORD_TOKEN_FILE names.", "there is none"), true
	}
	return Finding{}, false
}

// tokenByForm judges the token without Discord, as far as its form leaves no doubt.
func (x examination) tokenByForm() (Finding, bool) {
	if f, sure := x.tokenUnset(); sure {
		return f, true
	}
	if what := mistakenFor(x.c.DiscordToken.Reveal()); what != "" {
		return badToken(what), true
	}
	return Finding{}, false
}

// badToken never repeats the value, which may be the secret of something else.
func badToken(what string) Finding {
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
