package internet

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"log"
	"net"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"
)

// Internet is a number of sites. All methods may be called while it serves.
type Internet struct {
	now         func() time.Time
	authority   *authority
	plain, safe net.Listener
	servers     []*http.Server
	lines       lines

	mu    sync.Mutex
	sites map[string]*Site

	judge judge
}

// patience is how long a request may hang before the connection is closed.
const patience = 2 * time.Minute

// Open serves on two free loopback ports. Everything that depends on time uses now, except how long an answer
// takes.
func Open(now func() time.Time) (*Internet, error) {
	authority, err := newAuthority()
	if err != nil {
		return nil, err
	}
	in := &Internet{now: now, authority: authority, sites: map[string]*Site{}, lines: lines{open: map[string]bool{}}}
	in.judge.start()
	if in.plain, err = net.Listen("tcp", "127.0.0.1:0"); err != nil {
		return nil, err
	}
	if in.safe, err = net.Listen("tcp", "127.0.0.1:0"); err != nil {
		return nil, errors.Join(err, in.plain.Close())
	}
	secure := tls.NewListener(in.safe, &tls.Config{
		GetCertificate: authority.certificate, MinVersion: tls.VersionTLS12, NextProtos: []string{"http/1.1"},
	})
	for _, l := range []net.Listener{in.plain, secure} {
		s := &http.Server{
			Handler: in, ReadHeaderTimeout: 10 * time.Second, ReadTimeout: 10 * time.Second, WriteTimeout: patience, IdleTimeout: time.Minute,
			MaxHeaderBytes: 64 << 10, ErrorLog: log.New(io.Discard, "", 0), ConnState: in.lines.note,
		}
		in.servers = append(in.servers, s)
		go func() { _ = s.Serve(l) }() // until Close
	}
	return in, nil
}

// Close stops it, and aborts the requests in progress.
func (in *Internet) Close() error {
	var failed []error
	for _, s := range in.servers {
		failed = append(failed, s.Close())
	}
	return errors.Join(failed...)
}

// Site returns the site of a host, and creates it if needed.
func (in *Internet) Site(host string) *Site {
	in.mu.Lock()
	defer in.mu.Unlock()
	host = strings.ToLower(host)
	s := in.sites[host]
	if s == nil {
		s = &Site{in: in, Host: host, things: map[string]thing{}}
		in.sites[host] = s
	}
	return s
}

func (in *Internet) site(host string) (*Site, bool) {
	in.mu.Lock()
	defer in.mu.Unlock()
	s, ok := in.sites[strings.ToLower(strings.TrimSuffix(host, "."))]
	return s, ok
}

// Local returns where a connection to host:port really goes; ok is false if the host is none of these sites.
func (in *Internet) Local(address string) (to string, ok bool) {
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		return "", false
	}
	if _, ok = in.site(host); !ok {
		return "", false
	}
	return in.listener(port).Addr().String(), true
}

func (in *Internet) listener(port string) net.Listener {
	if port == "443" {
		return in.safe
	}
	return in.plain
}

// Addresses returns the targets of all plain and all encrypted connections, for a process that cannot use this Internet directly.
func (in *Internet) Addresses() (plain, encrypted string) {
	return in.plain.Addr().String(), in.safe.Addr().String()
}

// Roots returns the certificates that a client must trust.
func (in *Internet) Roots() *x509.CertPool { return in.authority.pool }

// Client returns a client that reaches only these sites, and follows no redirects. It is for tests of the sites themselves.
func (in *Internet) Client() *http.Client {
	return &http.Client{
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		Transport: &http.Transport{
			TLSClientConfig:    &tls.Config{RootCAs: in.Roots(), MinVersion: tls.VersionTLS12},
			DisableCompression: true, DisableKeepAlives: true,
			DialContext: func(ctx context.Context, network, address string) (net.Conn, error) {
				to, ok := in.Local(address)
				if !ok {
					return nil, &net.DNSError{Err: "no such host", Name: address, IsNotFound: true}
				}
				return new(net.Dialer).DialContext(ctx, network, to)
			},
		},
	}
}

// Hosts returns the names of all sites.
func (in *Internet) Hosts() (hosts []string) {
	in.mu.Lock()
	defer in.mu.Unlock()
	for host := range in.sites {
		hosts = append(hosts, host)
	}
	slices.Sort(hosts)
	return hosts
}
