package source

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

func TestWhereALoginIsSent(t *testing.T) {
	for _, c := range []struct {
		of, to string
		want   bool
	}{
		{"http://a.example/", "http://a.example/b", true}, {"http://a.example/", "https://a.example/b", true}, {"https://a.example/", "http://a.example/", false}, {"https://a.example/", "https://A.example:443/", true},
		{"http://a.example:8080/", "https://a.example/", false}, {"http://a.example/", "https://a.example:8443/", false}, {"http://a.example:8080/", "http://a.example/", false}, {"http://a.example/", "http://b.example/", false}, {"http://a.example/", "https://b.example/", false},
	} {
		of, _ := url.Parse(c.of)
		to, _ := url.Parse(c.to)
		l := &login{of: of, user: url.UserPassword("ana", "secret")}
		if got := l.sentTo(to); got != c.want {
			t.Errorf("one of %s is sent to %s: %v", c.of, c.to, got)
		}
		if got := strings.Contains(l.into(c.to), "ana:secret@"); got != c.want {
			t.Errorf("one of %s is written into %s: %v", c.of, c.to, got)
		}
		req, _ := http.NewRequest(http.MethodGet, c.to, nil)
		l.add(req)
		if _, _, got := req.BasicAuth(); got != c.want {
			t.Errorf("one of %s is in a request to %s: %v", c.of, c.to, got)
		}
	}
	var none *login
	req, _ := http.NewRequest(http.MethodGet, "https://a.example/", nil)
	if none.add(req); none.into("https://a.example/") != "https://a.example/" || len(req.Header) != 0 {
		t.Error("who has no login sends one")
	}
	if l := (&login{of: &url.URL{}, user: url.User("ana")}); l.into("%zz") != "%zz" {
		t.Error("what is no address has a login")
	}
}

func TestAPasswordIsSentToItsOriginOnly(t *testing.T) {
	for given, others := range map[string]map[string]bool{
		"https://me:pw@a.example/f": {
			"https://a.example/g": true, "https://A.Example:443/": true, "http://a.example/f": false, "https://a.example:8443/": false, "https://b.example/f": false, "https://sub.a.example/": false,
		},
		"http://me:pw@a.example/f":     {"http://a.example/": true, "https://a.example/": true, "http://a.example:8080/": false, "https://a.example:8443/": false, "http://a.example:443/": false},
		"http://me:pw@a.example:8080/": {"http://a.example:8080/": true, "https://a.example/": false, "https://a.example:8080/": false, "http://a.example/": false},
	} {
		without, l := loginOf(given)
		if strings.Contains(without, "pw") || l == nil {
			t.Fatalf("%s still holds its password: %s", given, without)
		}
		for address, want := range others {
			req, err := http.NewRequest(http.MethodGet, address, nil)
			if err != nil {
				t.Fatal(err)
			}
			if l.add(req); (req.Header.Get("Authorization") != "") != want {
				t.Errorf("of %s the password is sent to %s: %v", given, address, !want)
			}
			if (l.into(address) != address) != want {
				t.Errorf("of %s the password is put into %s: %v", given, address, !want)
			}
		}
	}
	if without, l := loginOf("https://a.example/"); l != nil || without != "https://a.example/" || l.into("https://a.example/") != "https://a.example/" {
		t.Error("an address without a password has one")
	}
	if without, l := loginOf("%zz"); l != nil || without != "%zz" {
		t.Error("what is no address has a password")
	}
}
