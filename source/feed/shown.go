package feed

import (
	"net/url"
	"strings"

	"lede/pattern"
)

// hidden replaces a secret in an address.
const hidden = "…"

var (
	// secretName matches a parameter that tends to hold what only its owner should know.
	secretName = pattern.Of(`(?i)tok|key|auth|secret|pass|pwd|sig|sess|^sid$|code|hash|cred|jwt|private|login|user|uid|mail|access|^h$|^s$|^t$`)
	// secretValue matches a value that nobody would type.
	secretValue = pattern.Of(`^[A-Za-z0-9_+/=.~-]{20,}$`)
	// secretBefore matches a part of a path that is followed by a secret.
	secretBefore = pattern.Of(`(?i)^(?:private|token|secret|auth|key|u|user-?feeds?)$`)
	digits       = pattern.Of(`\d`)
	letters      = pattern.Of(`[A-Za-z]`)
)

// publicNames lists parameters that look like secrets but are not.
const publicNames = " channel_id playlist_id "

// Shown returns an address fit for people and logs: without user, password, and the values of what looks like a secret.
func Shown(address string) string {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil || u.Opaque != "" || u.Host == "" {
		before, _, _ := strings.Cut(address, "?")
		before, _, _ = strings.Cut(before, "#")
		if at := strings.LastIndexByte(before, '@'); at >= 0 {
			before = before[at+1:]
		}
		return before
	}
	shown := u.Host + shownPath(u.EscapedPath())
	if u.Scheme != "" {
		shown = u.Scheme + "://" + shown
	}
	if u.RawQuery != "" {
		shown += "?" + shownQuery(u.RawQuery)
	}
	return shown
}

func shownPath(path string) string {
	parts := strings.Split(path, "/")
	for i, p := range parts {
		name, _, _ := strings.Cut(p, ".")
		announced := i > 0 && secretBefore().MatchString(parts[i-1]) && len(name) >= 12
		if announced || len(name) >= 32 && random(name) {
			parts[i] = hidden + p[len(name):]
		}
	}
	return strings.Join(parts, "/")
}

func shownQuery(query string) string {
	var b strings.Builder
	for query != "" {
		end := strings.IndexAny(query, "&;")
		if end < 0 {
			end = len(query)
		}
		b.WriteString(shownParameter(query[:end]))
		b.WriteString(query[end:min(end+1, len(query))])
		query = query[min(end+1, len(query)):]
	}
	return b.String()
}

func shownParameter(p string) string {
	name, value, has := strings.Cut(p, "=")
	switch {
	case !has && random(name):
		return hidden
	case value == "" || strings.Contains(publicNames, " "+strings.ToLower(name)+" "):
		return p
	}
	someone := strings.Contains(value, "@") || strings.Contains(strings.ToLower(value), "%40")
	if someone || secretName().MatchString(name) || random(value) {
		return name + "=" + hidden
	}
	return p
}

// random reports whether a machine made up a text: long, of letters and digits, and not words with hyphens.
func random(s string) bool {
	return secretValue().MatchString(s) && digits().MatchString(s) && letters().MatchString(s) && strings.Count(s, "-") <= len(s)/7
}
