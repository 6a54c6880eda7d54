package rediskv

import (
	"bufio"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"net"
	"strings"
	"time"

	"github.com/redis/go-redis/v9"

	"lede/problem"
	"lede/store"
)

// told turns an error into what an operator is told when Redis cannot be opened or inspected: a problem for each thing that can
// be fixed. Redis shows most of them by the first words of its reply.
func (kv *KV) told(err error) error {
	var already *problem.Problem
	if err == nil || errors.As(err, &already) {
		return err
	}
	starts := func(words string) bool { return redis.HasErrorPrefix(err, words) }
	says := func(words string) bool { return strings.Contains(err.Error(), words) }
	for _, kind := range []struct {
		problem *problem.Problem
		is      bool
	}{
		{problem.New("redis.login"), redis.IsAuthError(err) || starts("AUTH failed")},
		{problem.New("redis.permission", "prefix", kv.prefix), isDenied(err)},
		{problem.New("redis.replica"), redis.IsReadOnlyError(err)},
		{problem.New("redis.disk"), starts("MISCONF")},
		{problem.New("redis.memory"), redis.IsOOMError(err)},
		{problem.New("redis.few-replicas"), starts("NOREPLICAS")},
		{problem.New("redis.busy"), starts("LOADING") || starts("BUSY")},
		{problem.New("redis.no-database"), says("DB index is out of range") || says("invalid DB index")},
		{problem.New("redis.max-clients"), starts(fullHouse)},
		{problem.New("redis.protected", "where", kv.where), starts("DENIED")},
		{problem.New("redis.no-cluster"), says("cluster support disabled")},
		{problem.New("redis.is-cluster"), !kv.cluster && (starts("MOVED") || starts("CLUSTERDOWN"))},
		{problem.New("redis.cluster-down"), starts("CLUSTERDOWN")},
		{problem.New("redis.no-sentinel"), says("unknown command 'sentinel'") || says("unknown command `sentinel`")},
		{problem.New("redis.unknown-master"), says("sentinels") && says("redis: nil")},
		{problem.New("redis.no-redis"), says("can't parse")},
		{problem.New("redis.expired"), isExpired(err)},
		{problem.New("redis.certificate"), isDistrust(err)},
		{problem.New("redis.client-certificate"), says("tls: certificate required") || says("tls: bad certificate") || says("tls: unknown certificate")},
		{problem.New("redis.slow"), isSilence(err)},
		{problem.New("redis.unreachable"), errors.Is(err, store.ErrUnavailable) || errors.Is(err, context.DeadlineExceeded)},
	} {
		if kind.is {
			return kind.problem.Because(err)
		}
	}
	return problem.New("redis.refused").Because(err)
}

// isExpired reports whether a certificate is out of date, or not yet valid.
func isExpired(err error) bool {
	var invalid x509.CertificateInvalidError
	return errors.As(err, &invalid) && invalid.Reason == x509.Expired
}

// isDistrust reports whether a certificate is not trusted.
func isDistrust(err error) bool {
	var distrust *tls.CertificateVerificationError
	var authority x509.UnknownAuthorityError
	return errors.As(err, &distrust) || errors.As(err, &authority) || strings.Contains(err.Error(), "x509: ")
}

// isSilence reports whether a server took the connection and then said nothing.
func isSilence(err error) bool {
	var op *net.OpError
	return errors.As(err, &op) && op.Op == "read" && op.Timeout()
}

// mistaken asks, after Redis could not be reached, why not: whether it takes no connections, which go-redis may miss, or speaks TLS when
// the URL says it does not, or the other way round. Neither end says that.
func (kv *KV) mistaken(ctx context.Context, a address, err error) error {
	away := errors.Is(err, store.ErrUnavailable) || errors.Is(err, context.DeadlineExceeded)
	if !away || isReply(err) || ctx.Err() != nil {
		return err
	}
	for _, host := range a.options.Addrs {
		why := refusal(ctx, host, a.options.TLSConfig)
		switch {
		case why != nil:
			return kv.explain(ctx, "opening", why)
		case a.options.TLSConfig != nil && speaksPlainly(ctx, host):
			return problem.New("redis.no-tls", "where", host).Because(err)
		case a.options.TLSConfig == nil && speaksTLS(ctx, host):
			return problem.New("redis.is-tls", "where", host).Because(err)
		}
	}
	return err
}

// probing bounds how long a port is probed.
const probing = time.Second

// dial connects to a host briefly.
func dial(ctx context.Context, host string) (net.Conn, error) {
	conn, err := (&net.Dialer{Timeout: probing}).DialContext(ctx, "tcp", host)
	if err == nil {
		err = conn.SetDeadline(time.Now().Add(probing))
	}
	return conn, err
}

// reply is an error reply that go-redis has not read.
type reply string

func (r reply) Error() string { return string(r) }
func (r reply) RedisError()   {}

// refusal returns what Redis says to a connection before it is asked anything, and then closes: that it takes no more, or none from
// another machine, or none without a certificate.
func refusal(ctx context.Context, host string, secure *tls.Config) error {
	conn, err := dial(ctx, host)
	if err != nil {
		return nil
	}
	if secure != nil {
		conn = overTLS(conn, host, secure)
	}
	defer func() { _ = conn.Close() }()
	line, err := bufio.NewReader(conn).ReadString('\n')
	if err != nil && strings.Contains(err.Error(), "remote error: tls: ") {
		return err
	}
	if said, is := strings.CutPrefix(strings.TrimSpace(line), "-"); err == nil && is {
		return reply(said)
	}
	return nil
}

// overTLS speaks TLS with a host.
func overTLS(conn net.Conn, host string, config *tls.Config) *tls.Conn {
	config = config.Clone()
	config.ServerName, _, _ = net.SplitHostPort(host) // it was parsed from a URL
	return tls.Client(conn, config)
}

// speaksPlainly reports whether a Redis without TLS answers, even if only to refuse.
func speaksPlainly(ctx context.Context, host string) bool {
	conn, err := dial(ctx, host)
	if err != nil {
		return false
	}
	defer func() { _ = conn.Close() }()
	first := make([]byte, 1)
	if _, err := io.WriteString(conn, "PING\r\n"); err != nil {
		return false
	}
	_, err = io.ReadFull(conn, first)
	return err == nil && strings.ContainsAny(string(first), "+-")
}

// speaksTLS reports whether a server presents a certificate, valid or not.
func speaksTLS(ctx context.Context, host string) bool {
	conn, err := dial(ctx, host)
	if err != nil {
		return false
	}
	t := overTLS(conn, host, &tls.Config{MinVersion: tls.VersionTLS12})
	defer func() { _ = t.Close() }()
	var distrust *tls.CertificateVerificationError
	err = t.HandshakeContext(ctx)
	return err == nil || errors.As(err, &distrust)
}
