package config

import (
	"net/netip"
	"strings"
	"testing"
)

func TestWhichValuesAreTaken(t *testing.T) {
	contact := func(n int) string { return "https://a.example/" + strings.Repeat("b", n-len("https://a.example/")) }
	var text string
	var texts []string
	var networks []netip.Prefix
	for name, c := range map[string]struct {
		set            func(v string) bool
		taken, refused []string
	}{
		"a prefix":                {func(v string) bool { return setPrefix(&text, v) == nil }, []string{"a", "a:", "A-_.:9:", strings.Repeat("a", maxPrefix), strings.Repeat("a", maxPrefix) + ":"}, []string{"", ":", "a b", "a*", "é", "a{", strings.Repeat("a", maxPrefix+1)}},
		"a contact":               {func(v string) bool { return setContact(&text, v) == nil }, []string{"ann@a.example", "https://a.example", "http://a.example/b", "https://a.example/~ann", contact(maxContact)}, []string{"ann", "Ann <ann@a.example>", "ftp://a.example", "https://", "https://a.example/(b)", "https://a.example/\x7f", "https://a.example/é", "https://a.example/ b", contact(maxContact + 1)}},
		"addresses":               {func(v string) bool { return setAddresses(&texts, v) == nil }, []string{"https://a.example", "https://a.example, http://b.example", "https://a.example/of/https://b.example?c=1;d"}, []string{"a.example", "https://", "ftp://a.example", "https://a.example,%zz", "https://a.example/f;https://b.example", "https://a.example/f http://b.example", "https://a.example|https://b.example", "https://a.example/f\nhttps://b.example"}},
		"hosts":                   {func(v string) bool { return setHosts(&texts, v) == nil }, []string{"a.example", "A.example, b.example", ".a.example", "bücher.example", "xn--bcher-kva.example", "a_b.example", "10.1.2.3", "::1"}, []string{"-1", "%zz", "a.example:80", "[::1", "a\x1b[31m", "a\nb", "\u202ea", strings.Repeat("a", 254), "a.example/b", "me@a.example", "a.example?", "a.example#", "https://a.example"}},
		"networks":                {func(v string) bool { networks = nil; return setNetworks(&networks, v) == nil }, []string{"10.0.0.0/8", "127.0.0.1", "::1, 10.0.0.0/8"}, []string{"a", "10.0.0.0/33", "10.0.0.0/8,a", "127.0.0.1/x"}},
		"a redis":                 {func(v string) bool { return checkRedisURL(v) == nil }, []string{"redis://h", "rediss://u:p@h:1/0", "redis-sentinel://a,b:1/m", "redis://h?replicas=1@2"}, []string{"http://h", "redis:h", "redis://", "redis://u:p/w@h", "redis://u:p#w@h", "redis://u:%zz@h", "redis://a,,b", "redis://h/#x"}},
		"a switch":                {func(v string) bool { var on bool; return setSwitch(&on, v) == nil && on == (v == "on") }, []string{"on", "off"}, []string{"yes", "ON", ""}},
		"an address to listen at": {func(v string) bool { return setAddr(&text, v) == nil && (text == "") == (v == "off") }, []string{":80", "127.0.0.1:8080", "off"}, []string{"80", "h:", "h", "http://", "h:65536", "h:-1", "h:http"}},
	} {
		for _, v := range c.taken {
			if !c.set(v) {
				t.Errorf("%s: %q is refused", name, v)
			}
		}
		for _, v := range c.refused {
			if c.set(v) {
				t.Errorf("%s: %q is taken", name, v)
			}
		}
	}
	if setNetworks(&networks, "10.1.2.3/8") != nil || networks[len(networks)-1].String() != "10.0.0.0/8" {
		t.Errorf("%v", networks)
	}
	if setPrefix(&text, "a") != nil || text != "a:" {
		t.Errorf("the prefix %q", text)
	}
}
