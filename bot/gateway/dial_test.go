package gateway

import (
	"bufio"
	"crypto/tls"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"lede/bot/rest"
	"lede/problem"
)

// relay copies between two connections until one of them ends.
func relay(a, b net.Conn) {
	go func() { _, _ = io.Copy(a, b); _ = a.Close() }()
	_, _ = io.Copy(b, a)
	_ = b.Close()
}

// socks is a proxy as RFC 1928 and 1929 describe it. It requires a name and a password.
func socks(t *testing.T, conn net.Conn) {
	r := bufio.NewReader(conn)
	read := func(n int) []byte {
		b := make([]byte, n)
		_, _ = io.ReadFull(r, b)
		return b
	}
	read(int(read(2)[1]))
	_, _ = conn.Write([]byte{5, 2})
	name := string(read(int(read(2)[1])))
	password := string(read(int(read(1)[0])))
	if name != "robin" || password != "s3cret" {
		_, _ = conn.Write([]byte{1, 1})
		_ = conn.Close()
		return
	}
	_, _ = conn.Write([]byte{1, 0})
	var host string
	switch read(4)[3] {
	case 1:
		host = net.IP(read(4)).String()
	case 3:
		host = string(read(int(read(1)[0])))
	}
	port := binary.BigEndian.Uint16(read(2))
	far, err := net.Dial("tcp", net.JoinHostPort(host, fmt.Sprint(port)))
	if err != nil {
		t.Error(err)
		return
	}
	_, _ = conn.Write([]byte{5, 0, 0, 1, 0, 0, 0, 0, 0, 0})
	relay(conn, far)
}

// connect is a proxy of HTTP's.
func connect(t *testing.T, conn net.Conn) {
	req, err := http.ReadRequest(bufio.NewReader(conn))
	if err != nil {
		return
	}
	if req.Header.Get("Proxy-Authorization") != "Basic cm9iaW46czNjcmV0" {
		_, _ = io.WriteString(conn, "HTTP/1.1 407 No\r\nContent-Length: 0\r\n\r\n")
		_ = conn.Close()
		return
	}
	far, err := net.Dial("tcp", req.Host)
	if err != nil {
		t.Error(err)
		return
	}
	_, _ = io.WriteString(conn, "HTTP/1.1 200 OK\r\n\r\n")
	relay(conn, far)
}

// listening serves a proxy and returns its address.
func listening(t *testing.T, c *tls.Config, serve func(*testing.T, net.Conn)) string {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	if c != nil {
		l = tls.NewListener(l, c)
	}
	t.Cleanup(func() { _ = l.Close() })
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			go serve(t, conn)
		}
	}()
	return l.Addr().String()
}

func TestWhatComesThroughAProxyIsFilteredToo(t *testing.T) {
	open, private := httptest.NewServer(http.HandlerFunc(doubt)), httptest.NewTLSServer(http.HandlerFunc(doubt))
	defer open.Close()
	defer private.Close()
	private.Config.ErrorLog = slog.NewLogLogger(slog.DiscardHandler, slog.LevelError)
	trust := private.Client().Transport.(*http.Transport).TLSClientConfig
	through := func(t *testing.T, proxy, address string) error {
		t.Helper()
		at, err := url.Parse(proxy)
		if err != nil {
			t.Fatal(err)
		}
		c, err := New(Options{REST: rest.New(rest.Options{Token: "t"})}).newShard(0, 1).newConnection(address)
		if err != nil {
			t.Fatal(err)
		}
		c.proxies = func(*http.Request) (*url.URL, error) { return at, nil }
		if err := c.dialThrough(c.shard.gateway.timing.Open); err != nil {
			return err
		}
		c.Dialer.TLSClientConfig = trust.Clone()
		ws, _, err := c.Dialer.Dial(address, nil)
		if err != nil {
			return err
		}
		defer func() { _ = ws.Close() }()
		if _, m, err := ws.ReadMessage(); err != nil || !strings.Contains(string(m), `"op":10`) {
			t.Errorf("read %s, %v", m, err)
		}
		if _, _, err := ws.ReadMessage(); !errors.Is(err, errDoubted) {
			t.Errorf("the doubt was handed on: %v", err)
		}
		return nil
	}
	proxies := map[string]string{
		"socks5": listening(t, nil, socks), "http": listening(t, nil, connect),
		"https": listening(t, &tls.Config{Certificates: private.TLS.Certificates}, connect),
	}
	proxies["socks5h"] = proxies["socks5"]
	for _, scheme := range proxySchemes {
		for _, server := range []*httptest.Server{open, private} {
			t.Run(scheme+" to "+server.URL[:5], func(t *testing.T) {
				address := strings.Replace(server.URL, "http", "ws", 1) + "/"
				if err := through(t, scheme+"://robin:s3cret@"+proxies[scheme], address); err != nil {
					t.Error(err)
				}
				err := through(t, scheme+"://robin:wr0ng@"+proxies[scheme], address)
				if err == nil || strings.Contains(err.Error(), "wr0ng") {
					t.Errorf("with a wrong password: %v", err)
				}
			})
		}
	}
	err := through(t, "ftp://robin:s3cret@127.0.0.1:1", "ws://127.0.0.1:1/")
	if !errors.Is(err, problem.New("gateway.proxy-scheme")) || !strings.Contains(err.Error(), `"ftp"`) || strings.Contains(err.Error(), "s3cret") {
		t.Errorf("a proxy of an unknown kind: %v", err)
	}
}

// TestARefusedConnectionSaysWhy: the error has the HTTP status, which discordgo hides.
func TestARefusedConnectionSaysWhy(t *testing.T) {
	t.Parallel()
	for status, want := range map[int]string{http.StatusForbidden: "403 Forbidden", http.StatusTooManyRequests: "429 Too Many Requests", http.StatusOK: "200 OK"} {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(status) }))
		defer server.Close()
		c, err := New(Options{REST: rest.New(rest.Options{Token: "t"})}).newShard(0, 1).newConnection(strings.Replace(server.URL, "http", "ws", 1) + "/")
		if err == nil {
			err = c.dialThrough(c.shard.gateway.timing.Open)
		}
		if err != nil {
			t.Fatal(err)
		}
		if err := c.because(c.open(t.Context(), c.shard.gateway.timing.Open)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%d: %v", status, err)
		}
	}
}
