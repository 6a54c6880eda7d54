package robots_test

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"
	"time"

	"lede/source/robots"
	"lede/store/kvtest"
)

func TestTheLongestRuleCounts(t *testing.T) {
	for _, c := range []struct{ name, file, may, mayNot string }{
		{"no file", "", "/ /a", ""},
		{"everything", "User-agent: *\nDisallow: /", "/robots.txt", "/ /a ?q"},
		{"nothing", "User-agent: *\nDisallow:", "/ /a", ""},
		{"by name", "User-agent: *\nDisallow: /\n\nUser-agent: LEDE/1.0\nDisallow: /private", "/ /news", "/private /private/x /privateer"},
		{"by another's name", "User-agent: Leder\nUser-agent: lede-bot\nDisallow: /", "/ /a", ""},
		{"two names over one group", "User-agent: other\nUser-agent: lede\nDisallow: /a\nUser-agent: *\nDisallow: /", "/b", "/a"},
		{"groups of one name belong together", "User-agent: lede\nDisallow: /a\nUser-agent: x\nDisallow: /\nUser-agent: lede\nDisallow: /b", "/c", "/a /b"},
		{"a name without rules", "User-agent: lede\n\nUser-agent: *\nDisallow: /", "/robots.txt", "/a"},
		{"longest", "User-agent: *\nDisallow: /news\nAllow: /news/open\nDisallow: /news/open/not", "/news/open /news/open/a", "/news /news/a /news/open/not"},
		{"equally long", "User-agent: *\nDisallow: /news\nAllow: /news", "/news", ""},
		{"equally long, turned", "User-agent: *\nAllow: /news\nDisallow: /news", "/news", ""},
		{"wildcards", "User-agent: *\nDisallow: /*.pdf$\nDisallow: /a*/b*c\nDisallow: /**print", "/x.pdf?y /a/bx /c", "/x.pdf /d/x.pdf /ax/bc /a1/2/b3c4 /print /x/print"},
		{"an end", "User-agent: *\nDisallow: /$", "/a", "/"},
		{"an end that comes twice", "User-agent: *\nDisallow: /a*a$", "/a /ab", "/aa /aba /abab/a"},
		{"a query", "User-agent: *\nDisallow: /*?s=", "/?p=1", "/?s=1 /a?s="},
		{"escapes", "User-agent: *\nDisallow: /caf%c3%a9\nDisallow: /%7Ejoe\nDisallow: /grün\nDisallow: /a%2fb", "/cafe /a/b", "/café /caf%C3%A9 /~joe /%7ejoe /gr%C3%BCn /a%2Fb"},
		{"endings and comments", "# us\r\nuser-agent : * # all\rDISALLOW:/a#b\r\n\r\nDissallow: /c", "/b", "/a /ab /c"},
		{"a byte order mark", "\xef\xbb\xbfUser-agent: *\nDisallow: /a", "/b", "/a"},
		{"lines of others", "Sitemap: https://example.org/x\nUser-agent: *\nSitemap: y\nDisallow: /a\nHost: z", "/b", "/a"},
		{"rules before any name", "Disallow: /", "/a", ""},
		{"a page instead", "<!doctype html><html><body>User-agent: *<br>Disallow: /", "/a", ""},
	} {
		r := robots.Of(200, []byte(c.file))
		for path := range strings.FieldsSeq(c.may) {
			if !r.Allows("https://example.org" + path) {
				t.Errorf("%s: %s is not allowed by %v", c.name, path, r)
			}
		}
		for path := range strings.FieldsSeq(c.mayNot) {
			if r.Allows("https://example.org" + path) {
				t.Errorf("%s: %s is allowed by %v", c.name, path, r)
			}
		}
	}
}

func TestWhatNoFileMeans(t *testing.T) {
	for status, want := range map[int]bool{404: true, 401: true, 403: true, 410: true, 301: true, 429: false, 500: false, 503: false, 0: false} {
		if got := robots.Of(status, []byte("User-agent: *\nDisallow: /")).Allows("https://example.org/a"); got != want {
			t.Errorf("%d allows: %v", status, got)
		}
	}
	if (robots.Rules{}).Allows("https://%zz") {
		t.Error("what is no address is allowed")
	}
}

func TestADelayIsTold(t *testing.T) {
	for file, want := range map[string]time.Duration{
		"User-agent: *\nCrawl-delay: 2.5": 2500 * time.Millisecond, "User-agent: *\nCrawl-delay: soon": 0, "User-agent: *\nCrawl-delay: -1": 0,
		"User-agent: *\nCrawl-delay: 1e300": 0, "User-agent: x\nCrawl-delay: 9": 0, "User-agent: *\nCrawl-delay: 10\nUser-agent: lede\nDisallow: /a": 0,
	} {
		if got := robots.Read([]byte(file)).Delay; got != want {
			t.Errorf("%q: %v", file, got)
		}
	}
}

func TestRulesAreKeptSmall(t *testing.T) {
	var b strings.Builder
	b.WriteString("User-agent: *\nDisallow: /" + strings.Repeat("x", 2000) + "\n")
	for range 5000 {
		b.WriteString("Disallow: /" + strings.Repeat("a*", 40) + "b\n")
	}
	r := robots.Read([]byte(b.String()))
	kept := 0
	for _, rule := range r.Rules {
		kept += len(rule.Path)
	}
	if kept > 64<<10 || len(r.Rules) < 500 || len(r.Rules[0].Path) > 1024 {
		t.Errorf("%d bytes of %d rules", kept, len(r.Rules))
	}
	if r = robots.Read([]byte("User-agent: *\n" + strings.Repeat("Disallow: /a\n", 5000))); len(r.Rules) != 1000 {
		t.Errorf("%d rules", len(r.Rules))
	}
	r = robots.Read([]byte(b.String()))
	began := kvtest.ProcessorTime(t)
	if !r.Allows("https://example.org/" + strings.Repeat("a", 2000)) {
		t.Error("it is not allowed")
	}
	if took := kvtest.ProcessorTime(t) - began; took > 10*time.Second { // what grows with each star would take far longer
		t.Errorf("it took %v", took)
	}
}

func FuzzRobots(f *testing.F) {
	f.Add([]byte("User-agent: *\nDisallow: /*a$\nAllow: /%c3%a9\nCrawl-delay: 1"), "https://example.org/é?b#c")
	f.Add([]byte("\xef\xbb\xbfuser-agent:lede/2\rdisallow:*"), "/%zz%4")
	f.Fuzz(func(t *testing.T, file []byte, address string) {
		r := robots.Of(200, file)
		allowed := r.Allows(address)
		kept, err := json.Marshal(r)
		var again robots.Rules
		if err != nil || json.Unmarshal(kept, &again) != nil || !reflect.DeepEqual(r, again) {
			t.Fatalf("%v is kept as %s, %v", r, kept, err)
		}
		if again.Allows(address) != allowed {
			t.Error("it is allowed now and not before, or the reverse")
		}
	})
}
