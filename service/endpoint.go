package service

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

// endpoint receives interactions over HTTP. Discord insists on HTTPS, which the reverse proxy terminates.
type endpoint struct {
	addr     string
	server   *http.Server
	closeFor time.Duration
}

func newEndpoint(b *bot.Bot, addr, publicKey string, t Times, log *slog.Logger) (*endpoint, error) {
	h, err := b.Interactions(publicKey)
	if err != nil {
		return nil, fmt.Errorf("LEDE_DISCORD_PUBLIC_KEY: %w", err)
	}
	return &endpoint{addr: addr, closeFor: t.Close, server: t.Server(h, t.Receive+t.Answer, log)}, nil
}

// open starts to listen, and serves in the background until close.
func (e *endpoint) open() error {
	l, err := net.Listen("tcp", e.addr)
	if err != nil {
		return problem.New("service.unserved", "setting", "LEDE_INTERACTIONS_ADDR", "addr", e.addr).Because(err)
	}
	go e.server.Serve(l) //nolint:errcheck // ends with close
	return nil
}

// close stops accepting requests and waits, for closeFor at most, until those being received are answered. It may be called more than once.
func (e *endpoint) close() {
	ctx, cancel := context.WithTimeout(context.Background(), e.closeFor)
	defer cancel()
	if e.server.Shutdown(ctx) != nil {
		_ = e.server.Close() // what was late gets no answer, and Discord tells the person so
	}
}
