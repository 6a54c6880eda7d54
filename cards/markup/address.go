package markup

import (
	"fmt"
	"net/url"
	"strings"

	"lede/pattern"
)

// Linkable reports whether an address is that of a web page, and has no name, password or key in it.
func Linkable(u *url.URL) bool {
	isPage := (u.Scheme == "https" || u.Scheme == "http") && u.Host != ""
	return isPage && u.User == nil && !hasKey(u)
}

// keys matches the names of parameters that admit anybody who has the address.
var keys = pattern.Of(`(?i)^(?:(?:access|auth|api|session|private|subscriber|user|feed|x)[-_]?)?(?:token|key|secret|password|passwd|pwd|sig|signature|auth|jwt)$`)

func hasKey(u *url.URL) bool {
	for name := range u.Query() {
		if keys().MatchString(name) {
			return true
		}
	}
	return false
}

// InLink writes an address so that nothing in it ends the link.
func InLink(address string) string {
	var b strings.Builder
	for _, c := range []byte(address) {
		if c <= ' ' || c >= 0x7f || strings.IndexByte("()<>\"\\^`{|}*_~", c) >= 0 {
			fmt.Fprintf(&b, "%%%02X", c)
		} else {
			b.WriteByte(c)
		}
	}
	return b.String()
}

// hostLike matches what a reader may take for the name of a site.
var hostLike = pattern.Of(`(?i)(?:[\p{L}\p{N}-]+\.)+\p{L}{2,}`)

// Pretends reports whether a title names a site other than the one its link leads to.
func Pretends(title, host string) bool {
	title = strings.Map(func(r rune) rune {
		if vanishes(r) {
			return -1
		}
		return r
	}, title)
	for _, name := range hostLike().FindAllString(title, -1) {
		if name = strings.ToLower(name); name != host && !strings.HasSuffix(host, "."+name) {
			return true
		}
	}
	return false
}
