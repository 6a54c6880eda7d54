package source

import (
	"errors"
	"fmt"
	"net/netip"
	"testing"

	"lede/problem"
)

// code returns the code of an error's problem; "" for none.
func code(err error) string {
	var p *problem.Problem
	if !errors.As(err, &p) {
		return ""
	}
	return p.Code
}

// TestWhichConnectionsAreMade: to the public Internet on the ports of the web, and to what is allowed on any.
func TestWhichConnectionsAreMade(t *testing.T) {
	w := &Web{Allow: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}}
	for address, want := range map[string]string{
		"93.184.216.34:80": "", "93.184.216.34:443": "", "93.184.216.34:79": "page.port", "93.184.216.34:81": "page.port",
		"93.184.216.34:442": "page.port", "93.184.216.34:444": "page.port", "10.0.0.1:80": "page.private", "10.0.0.1:22": "page.private", "168.63.129.16:80": "page.private", "168.63.129.17:80": "",
		"127.0.0.1:22": "", "[::ffff:127.0.0.1]:22": "", "[::1]:80": "page.private", "[2606:4700::1111%eth0]:80": "page.private", "example.org:80": "page.private",
	} {
		if got := code(w.control("tcp", address, nil)); got != want {
			t.Errorf("%s: %q, want %q", address, got, want)
		}
	}
	if public(netip.Addr{}) {
		t.Error("no address is a public one")
	}
}

func TestNamesOfInternalNetworksAreNotTold(t *testing.T) {
	for address, want := range map[string]string{"https://intranet/": "page.no-site", "https://10.0.0.1/": "page.private", "https://[::1]/": "page.private", "%zz": "page.no-site"} {
		if got := code(webError(address, fmt.Errorf("dialling: %w", errPrivate))); got != want {
			t.Errorf("%s: %s, want %s", address, got, want)
		}
	}
	told := siteError("b", 404)
	if got := webError("a", told); got != told {
		t.Errorf("what was told is told anew: %v", got)
	}
}
