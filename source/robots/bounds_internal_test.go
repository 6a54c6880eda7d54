package robots

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

func TestPathsAreWrittenInOneWay(t *testing.T) {
	for path, want := range map[string]string{
		"/a-z": "/a-z", "/%41%5A%61%7a%30%39": "/AZaz09", "/%2D%2e%5F%7E": "/-._~", "/%40%5b%60%7B": "/%40%5B%60%7B", "/%2f%3a": "/%2F%3A", "/%2F": "/%2F", "/é": "/%C3%A9", "/%c3%a9": "/%C3%A9", "/a b": "/a%20b", "/\x1f!": "/%1F!", "/~\x7f": "/~%7F",
		"/%": "/%", "/%4": "/%4", "/%4g": "/%4g", "/%g4": "/%g4", "/%00": "/%00", "/%F0": "/%F0", "/*$": "/*$", "": "", "/%a0": "/%A0", "/%0a": "/%0A", "/%ff": "/%FF", "/%99": "/%99",
	} {
		if got := normal(path); got != want {
			t.Errorf("%q is %q, want %q", path, got, want)
		}
	}
}

func TestWhatIsKeptOfRulesIsBounded(t *testing.T) {
	path := func(n int) string { return "/" + strings.Repeat("a", n-1) }
	for n, want := range map[int]int{longestRule: 1, longestRule + 1: 0, 0: 0} {
		var g group
		if n > 0 {
			g.add("disallow", path(n))
		} else {
			g.add("disallow", "")
		}
		if len(g.Rules.Rules) != want {
			t.Errorf("a rule of %d bytes: %d are kept", n, len(g.Rules.Rules))
		}
	}
	var many, large group
	for i := range 1000 + 1 {
		many.add("disallow", fmt.Sprint("/", i))
	}
	for range mostBytes/longestRule + 1 {
		large.add("disallow", path(longestRule))
	}
	if len(many.Rules.Rules) != 1000 || len(large.Rules.Rules) != mostBytes/longestRule {
		t.Errorf("%d rules, and %d long ones", len(many.Rules.Rules), len(large.Rules.Rules))
	}
	for value, want := range map[string]time.Duration{"5": 5 * time.Second, "0.5": 500 * time.Millisecond, "0": 0, "-1": 0, "86399": 86399 * time.Second, "86400": 0, "x": 0, "NaN": 0} {
		var g group
		if g.add("crawl-delay", value); g.Delay != want || len(g.Rules.Rules) != 0 {
			t.Errorf("a delay of %s: %s", value, g.Delay)
		}
	}
	var g group
	g.add("crawl-delay", "9")
	if g.add("crawl-delay", "3"); g.Delay != 9*time.Second {
		t.Errorf("of two delays the longer counts: %s", g.Delay)
	}
	if g.add("allow", "/a***b"); g.Rules.Rules[0] != (Rule{"/a*b", true}) {
		t.Errorf("%+v", g.Rules.Rules)
	}
}

func TestARuleIsComparedWithAPath(t *testing.T) {
	for rule, paths := range map[string]map[string]bool{
		"/a": {"/a": true, "/ab": true, "/b": false}, "/a$": {"/a": true, "/ab": false}, "/a*b": {"/ab": true, "/axb": true, "/axbc": true, "/a": false}, "/a*b$": {"/axb": true, "/axbxb": true, "/axbc": false}, "*": {"/": true}, "/*x*y": {"/1x2y": true, "/1y2x": false}, "/a*": {"/a": true}, "/a*$": {"/ab": true},
	} {
		for path, want := range paths {
			if matches(rule, path) != want {
				t.Errorf("%s is about %s: %v", rule, path, !want)
			}
		}
	}
	for name, c := range map[string]struct {
		rules []Rule
		want  bool
	}{
		"none": {nil, true}, "forbidden": {[]Rule{{"/a", false}}, false}, "the longer one allows": {[]Rule{{"/a", false}, {"/ab", true}}, true}, "the longer one forbids": {[]Rule{{"/ab", false}, {"/a", true}}, false},
		"as long ones": {[]Rule{{"/ab", false}, {"/*b", true}}, true}, "in the other order": {[]Rule{{"/*b", true}, {"/ab", false}}, true}, "about others": {[]Rule{{"/abcd", false}}, true},
	} {
		if got := (Rules{Rules: c.rules}).Allows("https://a.example/abc"); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
	all := Rules{Rules: []Rule{{"/", false}}}
	for address, want := range map[string]bool{"https://a.example": false, "https://a.example/?q": false, "https://a.example/robots.txt": true, "https://a.example/robots.txt?q": false, "%zz": false} {
		if got := all.Allows(address); got != want {
			t.Errorf("%s is allowed: %v", address, got)
		}
	}
	if (Rules{Closed: true}).Allows("https://a.example/robots.txt") || (Rules{Rules: []Rule{{"/?q", false}}}).Allows("https://a.example?q") {
		t.Error("a closed site, or one that forbids a query, is visited")
	}
	for status, want := range map[int]string{0: "closed", 199: "", 200: "read", 299: "read", 300: "", 404: "", 428: "", 429: "closed", 430: "", 499: "", 500: "closed", 503: "closed"} {
		got := ""
		switch r := Of(status, []byte("User-agent: *\nDisallow: /")); {
		case r.Closed:
			got = "closed"
		case len(r.Rules) > 0:
			got = "read"
		}
		if got != want {
			t.Errorf("%d: %q, want %q", status, got, want)
		}
	}
}

func TestWhoAFileSpeaksTo(t *testing.T) {
	for value, want := range map[string]string{"*": "*", "*bot": "*", "Lede": "lede", "lede/1.0": "lede", "LEDE bot": "lede", "ledger": "ledger", "a-z_b": "a-z_b", "": ""} {
		if got := token(value); got != want {
			t.Errorf("%q is %q, want %q", value, got, want)
		}
	}
	for file, want := range map[string]int{
		"User-agent: *\nDisallow: /a": 1, "User-agent: *\nUser-agent: *\nDisallow: /a": 1, "User-agent: lede\nUser-agent: lede\nDisallow: /a": 1, "User-agent: lede\nDisallow: /a\nDisallow: /b\nUser-agent: *\nDisallow: /c": 2, "User-agent: lede\nUser-agent: *\nDisallow: /a": 1, "User-agent: other\nDisallow: /a": 0, "User-agent: lede\nDisallow:\nUser-agent: *\nDisallow: /": 0,
		"User-agent: x\nDisallow: /a\nUser-agent: *\nDisallow: /b": 1, "\xef\xbb\xbfUseragent : *\rDissallow : /a # b": 1, "Disallow: /a": 0, "User-agent: *\nSitemap: /a\nDisallow: /b": 1, "User-agent *\nDisallow: /": 0, "User-agent: *\n\nDisallow: /a\nAllow: /b": 2,
	} {
		if got := Read([]byte(file)); len(got.Rules) != want {
			t.Errorf("%q: %+v", file, got.Rules)
		}
	}
}
