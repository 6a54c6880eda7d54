package bot

import (
	"context"
	"crypto/tls"
	"fmt"
	"net"
	"net/http"
	"net/url"
)

// watch decides how the next connection is dialled: so that its frames can be seen, or through a proxy, which speaks
// first and hides them.
func (g *gateway) watch() error {
	address := *g.address.Load()
	u, err := url.Parse(address)
	if err != nil {
		return fmt.Errorf("reading the gateway's address: %w", err)
	}
	u.Scheme = map[string]string{"wss": "https", "ws": "http"}[u.Scheme] // as the library asks for the proxy
	d := g.session.Dialer
	d.NetDialContext, d.NetDialTLSContext = g.dialWatched, g.dialTLS
	if d.Proxy == nil {
		return nil
	}
	if proxy, err := d.Proxy(&http.Request{URL: u}); err != nil || proxy != nil {
		d.NetDialContext, d.NetDialTLSContext = g.dialPlain, nil
	}
	return nil
}

func (g *gateway) dialPlain(ctx context.Context, network, addr string) (net.Conn, error) {
	return g.dial(ctx, network, addr)
}

func (g *gateway) dialWatched(ctx context.Context, network, addr string) (net.Conn, error) {
	line, err := g.dial(ctx, network, addr)
	if err != nil {
		return nil, err
	}
	return &frames{Conn: line, line: line, doubts: &g.doubts}, nil
}

// dialTLS shakes hands as the library would.
func (g *gateway) dialTLS(ctx context.Context, network, addr string) (net.Conn, error) {
	line, err := g.dial(ctx, network, addr)
	if err != nil {
		return nil, err
	}
	c := g.session.Dialer.TLSClientConfig.Clone()
	if c == nil {
		c = &tls.Config{MinVersion: tls.VersionTLS12}
	}
	if c.ServerName == "" {
		host, _, err := net.SplitHostPort(addr)
		if err != nil {
			_ = line.Close()
			return nil, fmt.Errorf("reading the gateway's address: %w", err)
		}
		c.ServerName = host
	}
	conn := tls.Client(line, c)
	if err := conn.HandshakeContext(ctx); err != nil {
		_ = line.Close()
		return nil, fmt.Errorf("greeting the gateway: %w", err)
	}
	return &frames{Conn: conn, line: line, doubts: &g.doubts}, nil
}

// dial connects to the gateway and keeps the connection, so that it can be cut when discordgo waits on it.
func (g *gateway) dial(ctx context.Context, network, addr string) (*idleConn, error) {
	raw, err := (&net.Dialer{Timeout: openFor / 2}).DialContext(ctx, network, addr)
	if err != nil {
		return nil, err
	}
	conn := &idleConn{Conn: raw, idle: g.idle}
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.retired {
		_ = raw.Close()
		return nil, net.ErrClosed
	}
	g.conn = conn
	return conn, nil
}

// sever cuts the line. For good, it also prevents a new one.
func (g *gateway) sever(forGood bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.retired = g.retired || forGood
	if g.conn != nil {
		_ = g.conn.Close()
	}
}
