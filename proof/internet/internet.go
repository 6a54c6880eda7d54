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

// patience is for how long a request may hang before the connection is closed.
const patience = 2 * time.Minute

// Open serves on two free ports of the loopback. Everything that depends on time goes by now, except how long an answer
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

// Close ends it, and whatever request is under way.
func (in *Internet) Close() error {
	var failed []error
	for _, s := range in.servers {
		failed = append(failed, s.Close())
	}
	return errors.Join(failed...)
}

// Site is the site of a host, which there is from then on.
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

// Local is where a connection to host:port really goes; ok is false where the host is none of these sites.
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

// Addresses are those that all plain and all encrypted connections go to, for a process that is given no Internet.
func (in *Internet) Addresses() (plain, encrypted string) {
	return in.plain.Addr().String(), in.safe.Addr().String()
}

// Roots are what a client has to trust.
func (in *Internet) Roots() *x509.CertPool { return in.authority.pool }

// Client reaches these sites and no others, and follows no redirects. It is for tests of the sites themselves.
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

// Hosts are the names of all sites.
func (in *Internet) Hosts() (hosts []string) {
	in.mu.Lock()
	defer in.mu.Unlock()
	for host := range in.sites {
		hosts = append(hosts, host)
	}
	slices.Sort(hosts)
	return hosts
}
