package markup

import (
	"fmt"
	"net/netip"
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"

	"lede/pattern"
)

// Linkable reports whether an address is that of a web page, and has no name, password or key in it.
func Linkable(u *url.URL) bool {
	isPage := (u.Scheme == "https" || u.Scheme == "http") && u.Host != ""
	return isPage && u.User == nil && !hasKey(u)
}

// keys matches the names of parameters that admit anybody who has the address.
var keys = pattern.Of(`(?i)^(?:(?:access|auth|api|session|private|subscriber|user|feed|x)[-_]?)?(?:token|key|secret|password|passwd|pwd|sig|signature|auth|jwt)$`)

// hasKey reports whether a parameter has such a name: behind the address, wherever sites part parameters, or behind its mark for a place.
func hasKey(u *url.URL) bool {
	parted := func(r rune) bool { return r == '&' || r == ';' }
	for pair := range strings.FieldsFuncSeq(u.RawQuery+"&"+u.EscapedFragment(), parted) {
		name, _, _ := strings.Cut(pair, "=")
		if plain, err := url.QueryUnescape(name); err == nil {
			name = plain
		}
		if keys().MatchString(name) {
			return true
		}
	}
	return false
}

// Picturable reports whether Discord may be told to show the picture at an address: an encrypted one of a host with a public name. It
// fetches it, and refuses a whole message for one that it takes for no address.
func Picturable(u *url.URL) bool {
	_, notIP := netip.ParseAddr(u.Hostname())
	usual := u.Port() == "" || u.Port() == "443"
	named := notIP != nil && strings.Contains(strings.Trim(u.Hostname(), "."), ".")
	return u.Scheme == "https" && u.User == nil && usual && named
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

// Alone writes an address between angle brackets, where Discord shows it as it is. What could end it there, and what nobody could see, is
// percent-encoded, which means the same to its site.
func Alone(address string) string {
	var b strings.Builder
	b.WriteByte('<')
	for len(address) > 0 {
		r, size := utf8.DecodeRuneInString(address)
		letter := r > unicode.MaxASCII && unicode.In(r, unicode.L, unicode.M, unicode.N) && !unseen(r)
		if letter || r > ' ' && r < unicode.MaxASCII && !strings.ContainsRune(`<>\`, r) {
			b.WriteString(address[:size])
		} else {
			for _, c := range []byte(address[:size]) {
				fmt.Fprintf(&b, "%%%02X", c)
			}
		}
		address = address[size:]
	}
	b.WriteByte('>')
	return b.String()
}

// hostLike matches what a reader may take for the name of a site. Between Latin letters, browsers take other dots for its dots too.
var hostLike = pattern.Of(`(?i)(?:[\p{L}\p{N}-]+\.)+\p{L}{2,}|(?:[\p{Latin}\p{N}-]+[.．。｡․])+\p{Latin}{2,}`)

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
