package rest

import (
	"net/http"
	"strings"
	"testing"
	"time"
)

func TestErrorsKeepSecrets(t *testing.T) {
	for _, api := range []string{"http://127.0.0.1:1", "http://bad host", "gopher://x"} {
		c := New(Options{Token: "secret-token", API: api})
		_, err := c.Do(t.Context(), "POST", "/interactions/1/secret-too/callback", nil, nil)
		if err == nil || strings.Contains(err.Error(), "secret") {
			t.Errorf("%s: %v", api, err)
		}
	}
}

func TestSeconds(t *testing.T) {
	for s, want := range map[float64]time.Duration{0: 0, -1: 0, 0.25: 250 * time.Millisecond, 1e300: 24 * time.Hour} {
		if got := Seconds(s); got != want {
			t.Errorf("Seconds(%g) = %v, want %v", s, got, want)
		}
	}
}

func TestPaceForgets(t *testing.T) {
	var p RateLimits
	h := func(after string) http.Header {
		return http.Header{"X-Ratelimit-Remaining": {"0"}, "X-Ratelimit-Reset-After": {after}}
	}
	p.Learn("a", h("0.01"), nil)
	p.Learn("z", h("nonsense"), nil)
	time.Sleep(15 * time.Millisecond)
	p.Learn("b", h("30"), nil)
	if p.Wait("a") != 0 || p.Wait("b") < 20*time.Second || len(p.full) != 1 {
		t.Errorf("a %v, b %v, %d remembered", p.Wait("a"), p.Wait("b"), len(p.full))
	}
	p.Learn("b", nil, &Refusal{Status: 429, After: time.Minute, Global: true})
	if p.Wait("c") < 50*time.Second {
		t.Errorf("c %v after a limit for all", p.Wait("c"))
	}
}

func TestOfManyProcessesEachMayBeRefusedOnce(t *testing.T) {
	b := &Breaker{Now: time.Now}
	b.Share(100_000)
	if n := b.part(RefusalLimit); n != 1 {
		t.Errorf("of many processes each may be refused %d times", n)
	}
}
