package service

import (
	"context"
	"encoding/hex"
	"io"
	"log/slog"
	"net"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"lede/bot"
	"lede/store/kvtest"
)

// TestASlowClientIsSentAway: neither an endless request nor endless headers hold a connection for long.
func TestASlowClientIsSentAway(t *testing.T) {
	t.Parallel()
	b, err := bot.New(bot.Options{Token: "x"})
	if err != nil {
		t.Fatal(err)
	}
	health, interactions := kvtest.FreeAddr(t), kvtest.FreeAddr(t)
	short := RealTimes()
	short.Receive, short.Answer = 3*time.Second, time.Minute
	stop, err := short.ServeHealth(health, well{}, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(stop)
	e, err := newEndpoint(b, interactions, strings.Repeat("ab", 32), short, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	if err := e.open(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(e.close)
	signed := "X-Signature-Ed25519: " + hex.EncodeToString(make([]byte, 64)) + "\r\nX-Signature-Timestamp: NOW\r\n"
	for name, c := range map[string]struct{ addr, sends, want string }{
		"health, half a header":        {health, "GET /healthz HTTP/1.1\r\nHost: x\r\nX", ""},
		"interactions, half a header":  {interactions, "POST / HTTP/1.1\r\nHost: x\r\nX", ""},
		"interactions, half a body":    {interactions, "POST / HTTP/1.1\r\nHost: x\r\n" + signed + "Content-Length: 100\r\n\r\n{", "400"},
		"health, a very long header":   {health, "GET /healthz HTTP/1.1\r\nHost: x\r\nX: " + strings.Repeat("y", 64<<10), "431"},
		"interactions, a long header":  {interactions, "POST / HTTP/1.1\r\nHost: x\r\nX: " + strings.Repeat("y", 64<<10), "431"},
		"interactions, not signed":     {interactions, "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100000000\r\n\r\n{", "401"},
		"interactions, much too large": {interactions, "POST / HTTP/1.1\r\nHost: x\r\n" + signed + "Content-Length: 100000000\r\n\r\n{", "413"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			conn, err := net.Dial("tcp", c.addr)
			if err != nil {
				t.Fatal(err)
			}
			defer conn.Close()
			// Only now: a case may wait longer for its turn than a timestamp counts as fresh.
			sends := strings.Replace(c.sends, "NOW", strconv.FormatInt(time.Now().Unix(), 10), 1)
			_, _ = io.WriteString(conn, sends) // may be cut off before it has all been sent
			_ = conn.SetReadDeadline(time.Now().Add(time.Minute))
			got, err := io.ReadAll(conn)
			if err, ok := err.(net.Error); ok && err.Timeout() {
				t.Fatal("the connection is still open after a minute")
			}
			if c.want != "" && !strings.HasPrefix(string(got), "HTTP/1.1 "+c.want+" ") {
				t.Errorf("answered with %.60q, want %s", got, c.want)
			}
		})
	}
	if res, err := http.Get("http://" + health + HealthPath); err != nil || res.StatusCode != http.StatusOK {
		t.Errorf("others are answered with %v, %v", res, err)
	}
}

// well is a bot that is well and has counted nothing.
type well struct{}

func (well) Healthy(context.Context) error { return nil }
func (well) Ready(context.Context) error   { return nil }
func (well) Count(context.Context) Counted { return Counted{} }
