package cli

import (
	"context"
	"crypto/tls"
	"errors"
	"net"
	"syscall"
)

// unreachable tells why no answer came, as far as it can be known, and what to look at. fallback is what helps
// when it cannot.
func unreachable(check, where, fallback string, err error) finding {
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
		return failure(check, "See to this machine's network, and whether a firewall lets connections to port 443 out.", "%s cannot be reached: no answer within %s", where, checkFor)
	case errors.Is(err, syscall.ENETUNREACH), errors.Is(err, syscall.EHOSTUNREACH):
		return failure(check, "See to this machine's network.", "%s cannot be reached: there is no way to it", where)
	}
	return failure(check, fallback, "%s cannot be reached: %v", where, err)
}
