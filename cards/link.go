package cards

import (
	"net/url"
	"strings"
)

// maxCustomID is Discord's limit on a custom id, in characters.
const maxCustomID = 100

// Link is a command to be run: what a button, a select or a form stands for. Its text form is the custom id of the component, so that
// nothing needs to be remembered between drawing a button and its being pressed, even after a restart.
type Link struct {
	Command string
	Sub     string
	Options map[string]string
}

// String returns the custom id, such as "who?article=9f2ab4&person=Ada+Lovelace".
func (l Link) String() string {
	s := l.Command
	if l.Sub != "" {
		s += "/" + l.Sub
	}
	if len(l.Options) > 0 {
		q := url.Values{}
		for k, v := range l.Options {
			q.Set(k, v)
		}
		s += "?" + q.Encode()
	}
	return s
}

// Fits reports whether Discord accepts the link as a custom id.
func (l Link) Fits() bool { return len(l.String()) <= maxCustomID }

// ParseLink parses a custom id. ok is false for one that Lede did not write.
func ParseLink(customID string) (l Link, ok bool) {
	path, query, _ := strings.Cut(customID, "?")
	l.Command, l.Sub, _ = strings.Cut(path, "/")
	values, err := url.ParseQuery(query)
	if l.Command == "" || err != nil || len(customID) > maxCustomID {
		return Link{}, false
	}
	l.Options = make(map[string]string, len(values))
	for k := range values {
		l.Options[k] = values.Get(k)
	}
	return l, true
}
