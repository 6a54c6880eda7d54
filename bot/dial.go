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
	"slices"
	"strings"
	"time"

	"golang.org/x/net/proxy"
)

// watch decides how the next connection is dialled. Its frames have to be seen, so we speak to a proxy ourselves:
// discordgo's library would hide them behind its own.
func (g *gateway) watch(within time.Duration) error {
	address := *g.target.Load()
	u, err := url.Parse(address)
	if err != nil {
		return fmt.Errorf("reading the gateway's address: %w", err)
	}
	u.Scheme = map[string]string{"wss": "https", "ws": "http"}[u.Scheme] // as the library asks for the proxy
	d := g.session.Dialer
	d.NetDialContext, d.NetDialTLSContext, d.Proxy = g.dialWatched, g.dialTLS, nil
	d.HandshakeTimeout = within / 2
	g.proxy = nil
	if g.proxies == nil {
		return nil
	}
	at, err := g.proxies(&http.Request{URL: u})
	switch {
	case err != nil:
		return errors.New("reading the address of the proxy: HTTPS_PROXY or HTTP_PROXY holds none") // the error has its password
	case at != nil && !slices.Contains(proxySchemes, at.Scheme):
		return fmt.Errorf("reading the address of the proxy: %q is none of %s: change HTTPS_PROXY or HTTP_PROXY", clip(at.Scheme, maxScheme), strings.Join(proxySchemes, ", "))
	}
	g.proxy = at
	return nil
}

const maxScheme = 20 // characters that are repeated of one that is not known

// proxySchemes are the kinds of proxy through which the gateway can be reached.
var proxySchemes = []string{"http", "https", "socks5", "socks5h"}

func (g *gateway) dialWatched(ctx context.Context, network, addr string) (net.Conn, error) {
	conn, line, err := g.reach(ctx, network, addr)
	if err != nil {
		return nil, err
	}
	return g.watched(conn, line), nil
}

func (g *gateway) watched(conn net.Conn, line *idleConn) net.Conn {
	return &frames{Conn: conn, line: line, counts: g.counts, packets: packets{doubts: &g.doubts, void: &g.void}}
}

// dialTLS shakes hands as the library would.
func (g *gateway) dialTLS(ctx context.Context, network, addr string) (net.Conn, error) {
	raw, line, err := g.reach(ctx, network, addr)
	if err != nil {
		return nil, err
	}
	conn, err := g.greet(ctx, raw, addr)
	if err != nil {
		_ = line.Close()
		return nil, fmt.Errorf("greeting the gateway: %w", err)
	}
	return g.watched(conn, line), nil
}

func (g *gateway) greet(ctx context.Context, raw net.Conn, addr string) (*tls.Conn, error) {
	c := g.session.Dialer.TLSClientConfig.Clone()
	if c == nil {
		c = &tls.Config{MinVersion: tls.VersionTLS12}
	}
	if c.ServerName == "" {
		host, _, err := net.SplitHostPort(addr)
		if err != nil {
			return nil, fmt.Errorf("reading its address: %w", err)
		}
		c.ServerName = host
	}
	conn := tls.Client(raw, c)
	return conn, conn.HandshakeContext(ctx)
}

// reach connects to the gateway, through the proxy if there is one. line is what can be cut.
func (g *gateway) reach(ctx context.Context, network, addr string) (conn net.Conn, line *idleConn, err error) {
	if g.proxy == nil {
		line, err = g.dial(ctx, network, addr)
		return line, line, err
	}
	at := g.proxy.Host
	if g.proxy.Port() == "" {
		at = net.JoinHostPort(g.proxy.Hostname(), map[string]string{"http": "80", "https": "443"}[g.proxy.Scheme])
		if strings.HasPrefix(g.proxy.Scheme, "socks") {
			at = net.JoinHostPort(g.proxy.Hostname(), "1080")
		}
	}
	if line, err = g.dial(ctx, network, at); err != nil {
		return nil, nil, fmt.Errorf("reaching the proxy: %w", err)
	}
	if conn, err = g.ask(ctx, line, at, addr); err != nil {
		_ = line.Close()
		return nil, nil, fmt.Errorf("asking the proxy for the gateway: %w", err)
	}
	return conn, line, nil
}

// ask has the proxy at the other end of a line connect it with an address.
func (g *gateway) ask(ctx context.Context, line net.Conn, at, addr string) (net.Conn, error) {
	switch g.proxy.Scheme {
	case "https":
		conn, err := g.greet(ctx, line, at)
		if err != nil {
			return nil, err
		}
		return conn, through(ctx, conn, g.proxy, addr)
	case "socks5", "socks5h":
		var auth *proxy.Auth
		if u := g.proxy.User; u != nil {
			password, _ := u.Password()
			auth = &proxy.Auth{User: u.Username(), Password: password}
		}
		d, err := proxy.SOCKS5("tcp", at, auth, lineOnly{line})
		if err != nil {
			return nil, err
		}
		return d.(proxy.ContextDialer).DialContext(ctx, "tcp", addr)
	}
	return line, through(ctx, line, g.proxy, addr)
}

// lineOnly is a dialer of a line that is there already.
type lineOnly struct{ net.Conn }

// Dial returns the line.
func (l lineOnly) Dial(string, string) (net.Conn, error) { return l.Conn, nil }

// through asks a proxy to connect a line with an address. The proxy says nothing more afterwards, so nothing is lost
// with the reader.
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
