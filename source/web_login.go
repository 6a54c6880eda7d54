package source

import (
	"net/http"
	"net/url"
	"strings"
)

// login is the name and password of an address. They are sent to the host that they were given for and to no other, and not
// unencrypted where they were given for an encrypted address.
type login struct {
	user *url.Userinfo
	of   *url.URL
}

// loginOf takes the name and password out of an address.
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
	if l == nil || !strings.EqualFold(l.of.Hostname(), req.URL.Hostname()) {
		return
	}
	same := l.of.Scheme == req.URL.Scheme && portOf(l.of) == portOf(req.URL)
	safer := portOf(l.of) == "80" && req.URL.Scheme == "https" && portOf(req.URL) == "443"
	if same || safer {
		password, _ := l.user.Password()
		req.SetBasicAuth(l.user.Username(), password)
	}
}
