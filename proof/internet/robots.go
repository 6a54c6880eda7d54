package internet

import (
	"net/http"
	"strings"
	"time"
)

// rules are the rules of a robots.txt that apply to every reader, according to RFC 9309.
type rules struct {
	read time.Time
	all  []rule
}

type rule struct {
	allow bool
	path  string
}

func readRules(now time.Time, a *Answer) *rules {
	r := &rules{read: now}
	switch {
	case a.Status >= http.StatusInternalServerError: // unreachable: everything is forbidden
		r.all = []rule{{false, "/"}}
	case a.Status == http.StatusOK:
		r.all = forAll(string(a.Body))
	}
	return r
}

// forAll returns the rules of the groups for "*".
func forAll(text string) (all []rule) {
	ours, naming := false, false
	for line := range strings.Lines(text) {
		line, _, _ = strings.Cut(line, "#")
		key, value, ok := strings.Cut(line, ":")
		if !ok {
			continue
		}
		key, value = strings.ToLower(strings.TrimSpace(key)), strings.TrimSpace(value)
		switch key {
		case "user-agent":
			ours = naming && ours || value == "*"
			naming = true
		case "allow", "disallow":
			naming = false
			if ours && value != "" {
				all = append(all, rule{key == "allow", value})
			}
		}
	}
	return all
}

// allows reports whether a path may be requested: the longest matching rule decides, and allow wins a tie.
func (r *rules) allows(path string) bool {
	best, allowed := -1, true
	for _, one := range r.all {
		longer := len(one.path) > best || len(one.path) == best && one.allow
		if longer && fits(one.path, path) {
			best, allowed = len(one.path), one.allow
		}
	}
	return allowed
}

// fits reports whether a path matches a pattern with * and a final $.
func fits(pattern, path string) bool {
	pattern, whole := strings.CutSuffix(pattern, "$")
	parts := strings.Split(pattern, "*")
	rest, ok := strings.CutPrefix(path, parts[0])
	if !ok {
		return false
	}
	for i, part := range parts[1:] {
		if whole && i == len(parts)-2 {
			return strings.HasSuffix(rest, part)
		}
		at := strings.Index(rest, part)
		if at < 0 {
			return false
		}
		rest = rest[at+len(part):]
	}
	return !whole || rest == "" || len(parts) > 1
}

// holdPage checks a request for a page against robots.txt, unless a person asks, or a redirect of the site led there.
func (j *judge) holdPage(q *query, r *rules) {
	switch {
	case q.Person || q.Hop:
	case r == nil, q.At.Sub(r.read) > robotsAge+slack:
		j.breach(q, Unread, "robots.txt")
	case !r.allows(q.Path):
		j.breach(q, Disallowed, "robots.txt")
	}
}
