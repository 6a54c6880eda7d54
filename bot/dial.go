package bot

import (
	"bufio"
	"context"
	"crypto/tls"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
)

// watch decides how the next connection is dialled. Its frames have to be seen, so we speak to a proxy ourselves;
// except to one of SOCKS, for which discordgo's library hides them.
func (g *gateway) watch() error {
	address := *g.address.Load()
	u, err := url.Parse(address)
	if err != nil {
		return fmt.Errorf("reading the gateway's address: %w", err)
	}
	u.Scheme = map[string]string{"wss": "https", "ws": "http"}[u.Scheme] // as the library asks for the proxy
	d := g.session.Dialer
	d.NetDialContext, d.NetDialTLSContext, d.Proxy = g.dialWatched, g.dialTLS, nil
	g.proxy = nil
	if g.proxies == nil {
		return nil
	}
	proxy, err := g.proxies(&http.Request{URL: u})
	switch {
	case err != nil:
		return errors.New("reading the address of the proxy: HTTPS_PROXY or HTTP_PROXY holds none") // the error has its password
	case proxy != nil && proxy.Scheme == "http":
		g.proxy = proxy
	case proxy != nil:
		d.NetDialContext, d.NetDialTLSContext, d.Proxy = g.dialPlain, nil, g.proxies
	}
	return nil
}

func (g *gateway) dialPlain(ctx context.Context, network, addr string) (net.Conn, error) {
	return g.dial(ctx, network, addr)
}

func (g *gateway) dialWatched(ctx context.Context, network, addr string) (net.Conn, error) {
	line, err := g.reach(ctx, network, addr)
	if err != nil {
		return nil, err
	}
	return g.watched(line, line), nil
}

func (g *gateway) watched(conn net.Conn, line *idleConn) net.Conn {
	return &frames{Conn: conn, line: line, counts: g.counts, packets: packets{doubts: &g.doubts, void: &g.void}}
}

// dialTLS shakes hands as the library would.
func (g *gateway) dialTLS(ctx context.Context, network, addr string) (net.Conn, error) {
	line, err := g.reach(ctx, network, addr)
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
	return g.watched(conn, line), nil
}

// reach connects to the gateway, through the proxy if there is one.
func (g *gateway) reach(ctx context.Context, network, addr string) (*idleConn, error) {
	if g.proxy == nil {
		return g.dial(ctx, network, addr)
	}
	at := g.proxy.Host
	if g.proxy.Port() == "" {
		at = net.JoinHostPort(g.proxy.Hostname(), "80")
	}
	line, err := g.dial(ctx, network, at)
	if err != nil {
		return nil, fmt.Errorf("reaching the proxy: %w", err)
	}
	if err := through(ctx, line, g.proxy, addr); err != nil {
		_ = line.Close()
		return nil, fmt.Errorf("asking the proxy for the gateway: %w", err)
	}
	return line, nil
}

// through asks a proxy to connect a line with an address. The proxy says nothing more afterwards, so nothing is lost
// with the reader.
func through(ctx context.Context, line net.Conn, proxy *url.URL, addr string) error {
	req := &http.Request{Method: http.MethodConnect, URL: &url.URL{Opaque: addr}, Host: addr, Header: http.Header{}}
	if proxy.User != nil {
		password, _ := proxy.User.Password()
		credentials := base64.StdEncoding.EncodeToString([]byte(proxy.User.Username() + ":" + password))
		req.Header.Set("Proxy-Authorization", "Basic "+credentials)
	}
	stop := context.AfterFunc(ctx, func() { _ = line.Close() })
	defer stop()
	if err := req.Write(line); err != nil {
		return err
	}
	resp, err := http.ReadResponse(bufio.NewReader(io.LimitReader(line, maxUpgrade)), req)
	if err != nil {
		return err
	}
	if resp.StatusCode != http.StatusOK {
		return fmt.Errorf("it answered %d", resp.StatusCode)
	}
	return nil
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
