package source

import (
	"net/http"
	"net/url"
	"strings"
)

// login is the name and password from an address. They are sent only to the host that they were given for, and not unencrypted
// if they were given for an encrypted address.
type login struct {
	user *url.Userinfo
	of   *url.URL
}

// loginOf splits the name and password off an address.
func loginOf(address string) (without string, l *login) {
	u, err := url.Parse(address)
	if err != nil || u.User == nil {
		return address, nil
	}
	l = &login{user: u.User, of: u}
	u.User = nil
	return u.String(), l
}

func (l *login) add(req *http.Request) {
	if l != nil && l.sentTo(req.URL) {
		password, _ := l.user.Password()
		req.SetBasicAuth(l.user.Username(), password)
	}
}

func (l *login) sentTo(u *url.URL) bool {
	same := l.of.Scheme == u.Scheme && portOf(l.of) == portOf(u)
	safer := portOf(l.of) == "80" && u.Scheme == "https" && portOf(u) == "443"
	return (same || safer) && strings.EqualFold(l.of.Hostname(), u.Hostname())
}

// into returns an address with the name and password in it, if they would be sent there.
func (l *login) into(address string) string {
	u, err := url.Parse(address)
	if l == nil || err != nil || !l.sentTo(u) {
		return address
	}
	u.User = l.user
	return u.String()
}
