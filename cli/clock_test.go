package cli

import (
	"context"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"lede/store/kvtest"
)

// TestAWrongClockIsUnwell: a Discord whose dates are three hours behind shows that digests come three hours too early.
func TestAWrongClockIsUnwell(t *testing.T) {
	t.Parallel()
	discord := startDiscord(t)
	to, err := url.Parse(discord.URL())
	if err != nil {
		t.Fatal(err)
	}
	proxy := httptest.NewServer(&httputil.ReverseProxy{
		Rewrite: func(r *httputil.ProxyRequest) { r.SetURL(to) },
		ModifyResponse: func(r *http.Response) error {
			r.Header.Set("Date", time.Now().Add(-3*time.Hour).UTC().Format(http.TimeFormat))
			return nil
		},
	})
	defer proxy.Close()
	env := []string{
		"LEDE_DISCORD_TOKEN=" + discord.Token(), "LEDE_DISCORD_API=" + proxy.URL + "/api", "LEDE_HEALTH_ADDR=" + kvtest.FreeAddr(t),
		"LEDE_STORE=" + filepath.Join(t.TempDir(), "lede.db"),
	}
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan int, 1)
	var log output
	go func() { ended <- Run(ctx, []string{"run"}, env, strings.NewReader(""), &output{}, &log) }()
	eventually(t, "the health check to say so", func() bool {
		var said output
		return Run(ctx, []string{"health"}, env, strings.NewReader(""), &said, &said) != exitFine && strings.Contains(said.String(), "ahead of Discord's")
	})
	eventually(t, "the log to say so", func() bool { return strings.Contains(log.String(), "digests come at the wrong time") })
	stop()
	received(t, "its end", ended)
}
