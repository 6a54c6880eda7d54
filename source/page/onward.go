package page

import (
	"bytes"
	"net/url"
	"strconv"
	"strings"

	"golang.org/x/net/html"

	"lede/briefing"
	"lede/pattern"
)

// refresh matches a meta refresh element anywhere: one within <noscript> is for readers like this one.
var refresh = pattern.Of(`(?is)<meta\b[^>]{0,200}\bhttp-equiv\s*=\s*["']?refresh\b[^>]*>`)

// delayed matches the content of one: the delay in seconds, and the target.
var delayed = pattern.Of(`(?is)^\s*(\d{0,4})(?:\.\d*)?\s*[;,]\s*(?:url\s*=\s*)?["']?\s*(\S+?)["']?\s*$`)

// longestWait is the longest delay, in seconds, of a page that only redirects.
const longestWait = 15

// LeadsOn returns the address that a page at base does nothing but redirect to, by meta refresh; nil for none. An article that
// would redirect after a while, or redirects readers without JavaScript, is read instead. To find out which it is takes as much
// memory as to read it, within the Room of o.
func LeadsOn(data []byte, contentType string, base *url.URL, o briefing.Options) *url.URL {
	to := leadsTo(data, base)
	if to == nil {
		return nil
	}
	if text, _, _ := Read(data, contentType, briefing.Options{Room: o.Room, Stop: o.Stop}); len(text) > shortUnderName {
		return nil
	}
	return to
}

const longestHead = 64 << 10 // bytes of a page in which it may say that it leads elsewhere

// leadsTo returns where a page at base redirects by meta refresh, nil for nowhere or itself.
func leadsTo(data []byte, base *url.URL) *url.URL {
	tag := refresh().Find(data[:min(len(data), longestHead)])
	if tag == nil {
		return nil
	}
	z := html.NewTokenizer(bytes.NewReader(tag))
	z.Next()
	for _, a := range z.Token().Attr {
		m := delayed().FindStringSubmatch(a.Val)
		if !strings.EqualFold(a.Key, "content") || m == nil {
			continue
		}
		wait, _ := strconv.Atoi(m[1])
		to, err := base.Parse(m[2])
		if err != nil || wait > longestWait || to.String() == base.String() {
			return nil
		}
		return to
	}
	return nil
}
