package gateway

import (
	"bufio"
	"context"
	"crypto/tls"
	"encoding/base64"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"lede/bot/rest"
	"lede/problem"

	"golang.org/x/net/proxy"
)

// dialThrough sets up how the connection is dialled. Its frames have to be visible, so we speak to a proxy ourselves:
// discordgo's websocket library would hide them behind its own connection.
func (c *connection) dialThrough(within time.Duration) error {
	u, err := url.Parse(c.target)
	if err != nil {
		return fmt.Errorf("reading the gateway's address: %w", err)
	}
	u.Scheme = map[string]string{"wss": "https", "ws": "http"}[u.Scheme] // as the library asks for the proxy
	d := c.Dialer
	d.NetDialContext, d.NetDialTLSContext, d.Proxy = c.dialPlain, c.dialTLS, nil
	d.HandshakeTimeout = within / 2
	if c.proxies == nil {
		return nil
	}
	at, err := c.proxies(&http.Request{URL: u})
	switch {
	case err != nil:
		return problem.New("gateway.proxy-unreadable") // the cause contains the proxy's password
	case at != nil && !slices.Contains(proxySchemes, at.Scheme):
		return problem.New("gateway.proxy-scheme", "scheme", rest.Clip(at.Scheme, maxScheme), "known", strings.Join(proxySchemes, ", "))
	}
	c.proxy = at
	return nil
}

const maxScheme = 20 // characters shown of an unknown scheme

// proxySchemes are the schemes of the proxies that the gateway can be reached through.
var proxySchemes = []string{"http", "https", "socks5", "socks5h"}

func (c *connection) dialPlain(ctx context.Context, network, addr string) (net.Conn, error) {
	conn, line, err := c.reach(ctx, network, addr)
	if err != nil {
		return nil, err
	}
	return c.filtered(conn, line), nil
}

// filtered puts the frame layer on a connection.
func (c *connection) filtered(conn net.Conn, line *idleConn) net.Conn {
	return &frames{
		Conn: conn, line: line, counts: &c.shard.gateway.counts, ended: c.end, leaves: &c.leaves,
		packets: packets{greeted: &c.greeted, void: &c.void, keep: c.hide},
	}
}

// dialTLS does the TLS handshake as the library would.
func (c *connection) dialTLS(ctx context.Context, network, addr string) (net.Conn, error) {
	raw, line, err := c.reach(ctx, network, addr)
	if err != nil {
		return nil, err
	}
	conn, err := c.handshake(ctx, raw, addr)
	if err != nil {
		_ = line.Close()
		return nil, fmt.Errorf("greeting the gateway: %w", err)
	}
	return c.filtered(conn, line), nil
}

func (c *connection) handshake(ctx context.Context, raw net.Conn, addr string) (*tls.Conn, error) {
	config := c.Dialer.TLSClientConfig.Clone()
	if config == nil {
		config = &tls.Config{MinVersion: tls.VersionTLS12}
	}
	if config.ServerName == "" {
		host, _, err := net.SplitHostPort(addr)
		if err != nil {
			return nil, fmt.Errorf("reading its address: %w", err)
		}
		config.ServerName = host
	}
	conn := tls.Client(raw, config)
	return conn, conn.HandshakeContext(ctx)
}

// reach connects to the gateway, through the proxy if there is one. line is the connection to cut.
func (c *connection) reach(ctx context.Context, network, addr string) (conn net.Conn, line *idleConn, err error) {
	if c.proxy == nil {
		line, err = c.dial(ctx, network, addr)
		return line, line, err
	}
	at := c.proxy.Host
	if c.proxy.Port() == "" {
		at = net.JoinHostPort(c.proxy.Hostname(), map[string]string{"http": "80", "https": "443"}[c.proxy.Scheme])
		if strings.HasPrefix(c.proxy.Scheme, "socks") {
			at = net.JoinHostPort(c.proxy.Hostname(), "1080")
		}
	}
	if line, err = c.dial(ctx, network, at); err != nil {
		return nil, nil, fmt.Errorf("reaching the proxy: %w", err)
	}
	if conn, err = c.ask(ctx, line, at, addr); err != nil {
		_ = line.Close()
		return nil, nil, fmt.Errorf("asking the proxy for the gateway: %w", err)
	}
	return conn, line, nil
}

// ask has the proxy at the other end of a line connect it to an address.
func (c *connection) ask(ctx context.Context, line net.Conn, at, addr string) (net.Conn, error) {
	switch c.proxy.Scheme {
	case "https":
		conn, err := c.handshake(ctx, line, at)
		if err != nil {
			return nil, err
		}
		return conn, through(ctx, conn, c.proxy, addr)
	case "socks5", "socks5h":
		var auth *proxy.Auth
		if u := c.proxy.User; u != nil {
			password, _ := u.Password()
			auth = &proxy.Auth{User: u.Username(), Password: password}
		}
		d, err := proxy.SOCKS5("tcp", at, auth, lineOnly{line})
		if err != nil {
			return nil, err
		}
		return d.(proxy.ContextDialer).DialContext(ctx, "tcp", addr)
	}
	return line, through(ctx, line, c.proxy, addr)
}

// lineOnly is a dialer that returns an already open line.
type lineOnly struct{ net.Conn }

// Dial returns the line.
func (l lineOnly) Dial(string, string) (net.Conn, error) { return l.Conn, nil }

// through asks a proxy to connect a line to an address. The proxy sends nothing else before the other end speaks, so nothing is
// lost with the reader.
func through(ctx context.Context, line net.Conn, at *url.URL, addr string) error {
	req := &http.Request{Method: http.MethodConnect, URL: &url.URL{Opaque: addr}, Host: addr, Header: http.Header{}}
	if at.User != nil {
		password, _ := at.User.Password()
		credentials := base64.StdEncoding.EncodeToString([]byte(at.User.Username() + ":" + password))
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

// dial connects to an address.
func (c *connection) dial(ctx context.Context, network, addr string) (*idleConn, error) {
	t := c.shard.gateway.timing
	raw, err := (&net.Dialer{Timeout: t.Open / 2}).DialContext(ctx, network, addr)
	if err != nil {
		return nil, err
	}
	line := &idleConn{Conn: raw, write: t.Write}
	line.idle.Store(int64(t.Idle))
	return line, c.keep(line)
}
