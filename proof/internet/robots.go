package internet

import (
	"net/http"
	"strings"
	"time"
)

// rules are those of a robots.txt, as RFC 9309 reads them for everybody.
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

// forAll are the rules of the groups for "*".
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

// allows says whether a path may be asked for: the longest rule that fits decides, and allow where two are as long.
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

// fits matches a rule with * and a $ at its end.
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

// holdPage holds a request for a page to robots.txt, unless a person asks, or a redirect of the site's led there.
func (j *judge) holdPage(q *query, r *rules) {
	switch {
	case q.Person || q.Hop:
	case r == nil, q.At.Sub(r.read) > robotsAge+slack:
		j.breach(q, Unread, "robots.txt")
	case !r.allows(q.Path):
		j.breach(q, Disallowed, "robots.txt")
	}
}
