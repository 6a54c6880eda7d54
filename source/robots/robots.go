// Package robots reads robots.txt (RFC 9309): what a site wants left alone by scheduled programs.
//
// It is pure, and its results are small enough to be stored. It refuses to judge what a person requests by hand: that is a
// person's visit.
package robots

import (
	"bytes"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Agent is the name by which a site may address Lede, in any case.
const Agent = "lede"

// Limits on what is kept of one file. RFC 9309 asks for 500 KB to be read; no news site has so much for one crawler.
const (
	mostRules   = 1000
	longestRule = 1024 // bytes
	mostBytes   = 64 << 10
)

// Rules holds what a site wants of Lede. The zero value allows everything.
type Rules struct {
	Rules []Rule `json:"rules,omitempty"`
	// Closed says that the site could not say what it wants: until it can, nothing is allowed.
	Closed bool `json:"closed,omitempty"`
	// Delay is how long to wait between two requests; 0 when the site does not say.
	Delay time.Duration `json:"delay,omitempty"`
}

// Rule applies to the paths with this beginning. * stands for anything, and $ at the end for the end.
type Rule struct {
	Path  string `json:"path"`
	Allow bool   `json:"allow,omitempty"`
}

// Of returns what an answer to the request for robots.txt means. If there is none (any 4xx), everything is allowed; if the site
// is failing or busy (5xx, 429), nothing is. status 0 means that the site did not answer.
func Of(status int, body []byte) Rules {
	switch {
	case status >= 200 && status < 300:
		return Read(body)
	case status == 429, status >= 500, status == 0:
		return Rules{Closed: true}
	}
	return Rules{}
}

// Read parses a file. It never fails: invalid lines are skipped.
func Read(data []byte) Rules {
	var ours, all group
	named := false                               // whether the file addresses Lede by name
	forUs, forAll, inRules := false, false, true // whom the lines are for, however often each is named
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	for line := range bytes.FieldsFuncSeq(data, func(r rune) bool { return r == '\n' || r == '\r' }) {
		key, value, ok := keyed(string(line))
		if !ok {
			continue
		}
		if key == "user-agent" {
			if inRules {
				forUs, forAll, inRules = false, false, false
			}
			switch token(value) {
			case "*":
				forAll = true
			case Agent:
				forUs, named = true, true
			}
			continue
		}
		inRules = true
		if forUs {
			ours.add(key, value)
		}
		if forAll {
			all.add(key, value)
		}
	}
	if named {
		return ours.Rules
	}
	return all.Rules
}

// keyed splits a line. Common misspellings of the names are accepted.
func keyed(line string) (key, value string, ok bool) {
	line, _, _ = strings.Cut(line, "#")
	key, value, ok = strings.Cut(line, ":")
	key = strings.ToLower(strings.TrimSpace(key))
	switch key {
	case "useragent", "user agent":
		key = "user-agent"
	case "dissallow", "dissalow", "disalow", "diasllow", "disallaw":
		key = "disallow"
	}
	return key, strings.TrimSpace(value), ok && slices.Contains([]string{"user-agent", "allow", "disallow", "crawl-delay"}, key)
}

// token returns the name in a user-agent line, without a version.
func token(value string) string {
	if strings.HasPrefix(value, "*") {
		return "*"
	}
	value = strings.ToLower(value)
	if end := strings.IndexFunc(value, func(r rune) bool { return !strings.ContainsRune("abcdefghijklmnopqrstuvwxyz-_", r) }); end >= 0 {
		value = value[:end]
	}
	return value
}

// group is what a file says to one crawler.
type group struct {
	Rules
	bytes int
}

func (g *group) add(key, value string) {
	if key == "crawl-delay" {
		if n, _ := strconv.ParseFloat(value, 64); n < 24*60*60 { // what is no number is nothing
			g.Delay = max(g.Delay, time.Duration(n*float64(time.Second)))
		}
		return
	}
	path := normal(value)
	for strings.Contains(path, "**") {
		path = strings.ReplaceAll(path, "**", "*")
	}
	full := len(g.Rules.Rules) == mostRules || g.bytes+len(path) > mostBytes
	if path == "" || len(path) > longestRule || full {
		return
	}
	g.bytes += len(path)
	g.Rules.Rules = append(g.Rules.Rules, Rule{Path: path, Allow: key == "allow"})
}

// Allows reports whether the page at an address may be fetched: the longest matching rule counts, and among equally long ones
// the one that allows.
func (r Rules) Allows(address string) bool {
	u, err := url.Parse(address)
	if err != nil || r.Closed {
		return false
	}
	path := u.EscapedPath()
	if path == "" {
		path = "/"
	}
	if u.RawQuery != "" {
		path += "?" + u.RawQuery
	}
	path = normal(path)
	allowed, longest := true, -1
	for _, rule := range r.Rules {
		if longer := len(rule.Path) > longest; !longer && (len(rule.Path) < longest || !rule.Allow) || !matches(rule.Path, path) {
			continue
		}
		allowed, longest = rule.Allow, len(rule.Path)
	}
	return allowed || path == "/robots.txt"
}

// matches compares in one pass: each piece between two * is matched where it first occurs.
func matches(rule, path string) bool {
	rule, whole := strings.CutSuffix(rule, "$")
	pieces := strings.Split(rule, "*")
	if !strings.HasPrefix(path, pieces[0]) {
		return false
	}
	rest := path[len(pieces[0]):]
	last := len(pieces) - 1
	if last == 0 {
		return !whole || rest == ""
	}
	for _, piece := range pieces[1:last] {
		i := strings.Index(rest, piece)
		if i < 0 {
			return false
		}
		rest = rest[i+len(piece):]
	}
	if whole {
		return strings.HasSuffix(rest, pieces[last])
	}
	return strings.Contains(rest, pieces[last])
}

const hexDigits = "0123456789ABCDEF"

// normal normalizes a path: what need not be escaped is not, everything else that is not ASCII is, in capitals.
func normal(path string) string {
	var b strings.Builder
	for i := 0; i < len(path); i++ {
		c := path[i]
		escaped := c == '%' && i+2 < len(path) && strings.IndexByte(hexDigits+"abcdef", path[i+1]) >= 0 && strings.IndexByte(hexDigits+"abcdef", path[i+2]) >= 0
		switch {
		case escaped:
			n, _ := strconv.ParseUint(path[i+1:i+3], 16, 8)
			writeByte(&b, byte(n), !unreserved(byte(n)))
			i += 2
		default:
			writeByte(&b, c, c <= ' ' || c >= 0x7f)
		}
	}
	return b.String()
}

func writeByte(b *strings.Builder, c byte, escape bool) {
	if !escape {
		b.WriteByte(c)
		return
	}
	b.WriteByte('%')
	b.WriteByte(hexDigits[c>>4])
	b.WriteByte(hexDigits[c&15])
}

func unreserved(c byte) bool {
	letter := c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
	return letter || c >= '0' && c <= '9' || strings.IndexByte("-._~", c) >= 0
}
