package source

import (
	"net"
	"net/netip"
	"net/url"
	"strings"

	"golang.org/x/net/idna"
	"golang.org/x/net/publicsuffix"
)

// Site returns the owner of an address: its registrable domain, such as bbc.co.uk for feeds.bbc.co.uk. Sites limit requests by
// that, not by host. Without one (an IP address, localhost, a name without a dot) it is host and port, since there each port is
// a site of its own; "" for what is not an address.
func Site(address string) string {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil || u.Hostname() == "" {
		return ""
	}
	host := Host(u.Hostname())
	if _, err := netip.ParseAddr(host); err == nil || !strings.Contains(host, ".") || strings.HasSuffix(host, ".localhost") {
		return net.JoinHostPort(host, portOf(u))
	}
	if domain, err := publicsuffix.EffectiveTLDPlusOne(host); err == nil {
		return domain
	}
	return host // a public suffix itself
}

// Host returns a host name in the form used in requests: in lower-case ASCII, however it is written, since “ｂbc.co.uk” is
// bbc.co.uk.
func Host(name string) string {
	name = strings.ToLower(strings.TrimRight(name, "."))
	if ascii, err := idna.Lookup.ToASCII(name); err == nil {
		name = strings.TrimRight(ascii, ".")
	}
	return name
}

// portOf returns the port of an address.
func portOf(u *url.URL) string {
	switch {
	case u.Port() != "":
		return u.Port()
	case u.Scheme == "https":
		return "443"
	}
	return "80"
}
