package doctor

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"syscall"
	"time"

	"lede/bot"
)

// trouble tells what an error in asking Discord means. Only one of them is about the token.
func (x examination) trouble(check string, err error) Finding {
	t := bot.Diagnose(err)
	where, mend := "Discord", "Look for a proxy or a sign-in page between this machine and Discord."
	if x.c.DiscordAPI != "" {
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
		f := badToken(mistakenFor(x.c.DiscordToken.Reveal()))
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
		if t.Status == 403 && x.c.DiscordAPI == "" {
			mend = "After many refused requests Discord shuts an address out for an hour: end the program that makes them. Otherwise look for a proxy in between."
		}
		return failure(check, mend, "what answers is not Discord%s", statusNote(t.Status))
	case bot.Refused:
		return failure(check, mend, "%v", t.Err)
	}
	if check == "gateway" { // Discord itself has answered before
		where, mend = "the gateway", "Let WebSocket connections out to gateway.discord.gg, port 443."
	}
	return unreachable(check, where, mend, x.Within, t.Err)
}

func statusNote(code int) string {
	if code == 0 {
		return " (its answer cannot be read)"
	}
	return fmt.Sprintf(" (status %d)", code)
}

// unreachable tells why no answer came, as far as it can be known, and what to look at. fallback is what helps
// when it cannot.
func unreachable(check, where, fallback string, within time.Duration, err error) Finding {
	var dns *net.DNSError
	var distrust *tls.CertificateVerificationError
	var network net.Error
	switch {
	case errors.As(err, &dns):
		return failure(check, "See to this machine's network and DNS.", "%s cannot be reached: the name %s is not found", where, dns.Name)
	case errors.As(err, &distrust):
		return failure(check, "Correct this machine's clock, install its certificates (on Debian the package ca-certificates), or see to the proxy that answers instead.",
			"%s cannot be reached: the certificate is not trusted (%v)", where, distrust.Err)
	case errors.Is(err, syscall.ECONNREFUSED):
		return failure(check, fallback, "%s cannot be reached: nothing listens there (%v)", where, err)
	case errors.Is(err, context.DeadlineExceeded), errors.As(err, &network) && network.Timeout():
		return failure(check, "See to this machine's network, and whether a firewall lets connections to port 443 out.", "%s cannot be reached: no answer within %s", where, within)
	case errors.Is(err, syscall.ENETUNREACH), errors.Is(err, syscall.EHOSTUNREACH):
		return failure(check, "See to this machine's network.", "%s cannot be reached: there is no way to it", where)
	}
	return failure(check, fallback, "%s cannot be reached: %v", where, err)
}
