package doctor

import (
	"context"
	"crypto/tls"
	"errors"
	"net"
	"syscall"
	"time"

	"lede/bot/rest"
	"lede/languages"
	"lede/problem"
)

// What to check when Discord cannot be asked; the cause is what was found.
var (
	mendWay     = problem.New("doctor.mend-way")
	mendAPI     = problem.New("doctor.mend-api")
	mendShut    = problem.New("doctor.mend-shut")
	mendGateway = problem.New("doctor.mend-gateway")
)

// trouble explains an error in asking Discord. Only one of them is about the token.
func (x examination) trouble(check string, err error) Finding {
	t := rest.Diagnose(err)
	where, mend := "Discord", mendWay
	if x.c.DiscordAPI != "" {
		where, mend = "LEDE_DISCORD_API", mendAPI
	}
	switch t.Cause {
	case rest.BadToken:
		if t.Status == 0 { // it was not even sent
			return failure("token", problem.New("doctor.token-characters"))
		}
		return badToken(check, mistakenFor(x.c.DiscordToken.Reveal()))
	case rest.Limited, rest.Faulty:
		return warning(check, passing(check, where, t))
	case rest.Foreign:
		if t.Status == 403 && x.c.DiscordAPI == "" {
			mend = mendShut
		}
		return failure(check, mend.Because(foreign(t.Status)))
	case rest.Refused:
		return failure(check, mend.Because(t.Err))
	}
	if check == "gateway" { // Discord itself has answered before
		where, mend = languages.Language{}.Text("finding.gateway"), mendGateway
	}
	return failure(check, unreachable(where, mend, x.Within, t.Err))
}

// passing is trouble that resolves itself.
func passing(check, where string, t rest.Trouble) *problem.Problem {
	aboutToken := check == "token"
	wait := languages.Language{}.Text("finding.minute")
	if t.After > 0 {
		wait = t.After.Round(time.Second).String()
	}
	switch {
	case t.Cause == rest.Limited && aboutToken:
		return problem.New("doctor.limited-token", "where", where, "wait", wait)
	case t.Cause == rest.Limited:
		return problem.New("doctor.limited", "where", where, "wait", wait)
	case aboutToken:
		return problem.New("doctor.faulty-token", "where", where, "status", t.Status)
	}
	return problem.New("doctor.faulty", "where", where, "status", t.Status)
}

func foreign(status int) *problem.Problem {
	if status == 0 {
		return problem.New("doctor.foreign")
	}
	return problem.New("doctor.foreign-status", "status", status)
}

// unreachable explains why no answer came, as far as it can be known, and what to check: mend is the hint when it cannot.
func unreachable(where string, mend *problem.Problem, within time.Duration, err error) *problem.Problem {
	var dns *net.DNSError
	var distrust *tls.CertificateVerificationError
	var network net.Error
	switch {
	case errors.As(err, &dns):
		return problem.New("doctor.no-name", "where", where, "name", dns.Name)
	case errors.As(err, &distrust):
		return problem.New("doctor.no-trust", "where", where).Because(distrust.Err)
	case errors.Is(err, syscall.ECONNREFUSED):
		return mend.Because(problem.New("doctor.no-listener", "where", where).Because(err))
	case errors.Is(err, context.DeadlineExceeded), errors.As(err, &network) && network.Timeout():
		return problem.New("doctor.no-answer", "where", where, "within", within)
	case errors.Is(err, syscall.ENETUNREACH), errors.Is(err, syscall.EHOSTUNREACH):
		return problem.New("doctor.no-way", "where", where)
	}
	return mend.Because(problem.New("doctor.unreachable", "where", where).Because(err))
}
