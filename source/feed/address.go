package feed

import (
	"strings"
	"unicode"

	"lede/pattern"
)

// Address completes an address that a person typed or another reader wrote: with a scheme, and without spaces and surrounding
// characters. A fediverse name (@name@host) becomes the address of its profile.
func Address(typed string) string {
	s := Tidy(typed)
	if name, host, ok := strings.Cut(strings.TrimPrefix(s, "@"), "@"); ok && handle().MatchString(s) {
		return "https://" + host + "/@" + name
	}
	if end := strings.IndexAny(s+"/", "/?#"); hostOnly().MatchString(s[:end]) {
		return "https://" + s
	}
	return s
}

// Tidy removes what addresses pick up when they are copied.
func Tidy(s string) string {
	around := func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(`<>"'`, r) }
	s = strings.TrimFunc(strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || r == '\u200b' || r == '\ufeff' {
			return -1 // where a line was broken
		}
		return r
	}, s), around)
	for rest, is := cutScheme(s, "feed:"); is; rest, is = cutScheme(s, "feed:") {
		if s = strings.TrimFunc(rest, around); strings.HasPrefix(s, "//") {
			s = "https:" + s
		}
	}
	return strings.ReplaceAll(s, " ", "%20")
}

var (
	handle = pattern.Of(`^@[\w.-]{1,64}@[\w-]+(?:\.[\w-]+)+$`)
	// hostOnly matches a host without a scheme before it.
	hostOnly = pattern.Of(`^(?:[\pL\pN_-]+\.)+(?:\pL\pL+|xn--[a-z0-9-]+)\.?(?::\d{1,5})?$`)
)

// cutScheme removes a scheme in any case.
func cutScheme(s, scheme string) (rest string, is bool) {
	if len(s) >= len(scheme) && strings.EqualFold(s[:len(scheme)], scheme) {
		return s[len(scheme):], true
	}
	return s, false
}
