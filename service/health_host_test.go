package service

import (
	"net/http"
	"net/http/httptest"
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
