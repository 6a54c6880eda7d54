package cli

import (
	"context"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"time"

	"lede/bot"
	"lede/problem"
)

const maxHeader = 16 << 10 // bytes

// endpoint receives interactions over HTTP. Discord insists on HTTPS, which the reverse proxy terminates.
type endpoint struct {
	addr     string
	server   *http.Server
	closeFor time.Duration
}

func newEndpoint(b *bot.Bot, addr, publicKey string, t times, log *slog.Logger) (*endpoint, error) {
	h, err := b.Interactions(publicKey)
	if err != nil {
		return nil, fmt.Errorf("LEDE_DISCORD_PUBLIC_KEY: %w", err)
	}
	return &endpoint{addr: addr, closeFor: t.close, server: t.server(h, t.receive+t.answer, log)}, nil
}

// server returns an HTTP server that gives an answer the given time from when it began to receive the request. Its errors, such as too many open
// files, go to the same log as all else.
func (t times) server(h http.Handler, write time.Duration, log *slog.Logger) *http.Server {
	return &http.Server{
		Handler: h, ReadHeaderTimeout: t.receive, ReadTimeout: t.receive, WriteTimeout: write, IdleTimeout: t.idle, MaxHeaderBytes: maxHeader,
		ErrorLog: slog.NewLogLogger(log.Handler(), slog.LevelWarn),
	}
}

// open listens and serves until close.
func (e *endpoint) open() error {
	l, err := net.Listen("tcp", e.addr)
	if err != nil {
		return problem.New("cli.unserved", "setting", "LEDE_INTERACTIONS_ADDR", "addr", e.addr).Because(err)
	}
	go e.server.Serve(l) //nolint:errcheck // ends with close
	return nil
}

// close lets requests that are being received finish. It may be called twice.
func (e *endpoint) close() {
	ctx, cancel := context.WithTimeout(context.Background(), e.closeFor)
	defer cancel()
	if e.server.Shutdown(ctx) != nil {
		_ = e.server.Close() // what was late gets no answer, and Discord tells the person so
	}
}
