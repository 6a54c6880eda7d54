package cli

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// TestTheMetricsAnswerNoNameOfTheInternets: a page in a browser on this machine may make its own name lead to the port.
func TestTheMetricsAnswerNoNameOfTheInternets(t *testing.T) {
	t.Parallel()
	ok := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusOK) })
	for _, c := range []struct {
		addr, host string
		want       int
	}{
		{"127.0.0.1:8788", "127.0.0.1:8788", 200}, {"127.0.0.1:8788", "localhost:8788", 200}, {"127.0.0.1:8788", "[::1]:8788", 200},
		{"0.0.0.0:8788", "10.0.0.7:8788", 200}, {"0.0.0.0:8788", "lede:8788", 200}, {"lede.example.org:8788", "Lede.Example.org:8788", 200},
		{"127.0.0.1:8788", "rebound.example.org:8788", 421}, {"127.0.0.1:8788", "rebound.example.org", 421}, {"0.0.0.0:8788", "a.b:1", 421},
	} {
		r := httptest.NewRequest("GET", metricsPath, nil)
		r.Host = c.host
		w := httptest.NewRecorder()
		calledByName(c.addr, ok).ServeHTTP(w, r)
		if w.Code != c.want {
			t.Errorf("at %s, asked as %s: %d, want %d", c.addr, c.host, w.Code, c.want)
		}
	}
}

func TestWhichHostsAreThisMachineAlone(t *testing.T) {
	t.Parallel()
	for host, alone := range map[string]bool{
		"localhost": true, "127.0.0.1": true, "127.9.9.9": true, "::1": true,
		"0.0.0.0": false, "": false, "::": false, "192.168.7.2": false, "lede.example.org": false,
	} {
		if loopback(host) != alone {
			t.Errorf("%q: %v", host, !alone)
		}
	}
}

// TestAPlaygroundThatIsOpenSaysSo: whoever reaches it can use it.
func TestAPlaygroundThatIsOpenSaysSo(t *testing.T) {
	t.Parallel()
	r := openRoom(t, bolt)
	articles, err := quietWorld().playArticles(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	for addr, open := range map[string]bool{"127.0.0.1:8787": false, "localhost:8787": false, "0.0.0.0:8787": true, ":8787": true} {
		var out, errs output
		world{stdout: &out, stderr: &errs}.welcome(t.Context(), r.news, addr, "http://"+addr, articles)
		if warned := strings.Contains(errs.String(), "everybody who can reach "+addr); warned != open {
			t.Errorf("at %s: %q", addr, errs.String())
		}
	}
}
