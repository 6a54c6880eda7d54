package rediskv

import (
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
	says := func(words string) bool { return strings.Contains(err.Error(), words) }
	switch {
	case redis.IsAuthError(err), redis.HasErrorPrefix(err, "AUTH failed"):
		return problem.New("redis.login").Because(err)
	case isDenied(err):
		return problem.New("redis.permission", "prefix", kv.prefix).Because(err)
	case redis.IsReadOnlyError(err):
		return problem.New("redis.replica").Because(err)
	case redis.HasErrorPrefix(err, "MISCONF"):
		return problem.New("redis.disk").Because(err)
	case redis.IsOOMError(err):
		return problem.New("redis.memory").Because(err)
	case redis.HasErrorPrefix(err, "NOREPLICAS"):
		return problem.New("redis.few-replicas").Because(err)
	case says("DB index is out of range"), says("invalid DB index"):
		return problem.New("redis.no-database").Because(err)
	}
	return kv.toldOfKind(err, says)
}

// toldOfKind returns the problem that Redis is of another kind than the URL says, or cannot be reached.
func (kv *KV) toldOfKind(err error, says func(string) bool) error {
	var distrust *tls.CertificateVerificationError
	var authority x509.UnknownAuthorityError
	var op *net.OpError
	switch {
	case says("cluster support disabled"):
		return problem.New("redis.no-cluster").Because(err)
	case !kv.cluster && (redis.HasErrorPrefix(err, "MOVED") || redis.HasErrorPrefix(err, "CLUSTERDOWN")):
		return problem.New("redis.is-cluster").Because(err)
	case redis.HasErrorPrefix(err, "CLUSTERDOWN"):
		return problem.New("redis.cluster-down").Because(err)
	case says("unknown command 'sentinel'"), says("unknown command `sentinel`"):
		return problem.New("redis.no-sentinel").Because(err)
	case says("sentinels") && says("redis: nil"):
		return problem.New("redis.unknown-master").Because(err)
	case errors.As(err, &distrust), errors.As(err, &authority), says("x509: "):
		return problem.New("redis.certificate").Because(err)
	case errors.As(err, &op) && op.Op == "read" && op.Timeout(): // it took the connection
		return problem.New("redis.slow").Because(err)
	case errors.Is(err, store.ErrUnavailable), errors.Is(err, context.DeadlineExceeded):
		return problem.New("redis.unreachable").Because(err)
	}
	return problem.New("redis.refused").Because(err)
}

// mistaken checks, after Redis could not be reached, whether its port speaks TLS when the URL says it does not, or the other
// way round. Neither end says so.
func (kv *KV) mistaken(ctx context.Context, a address, err error) error {
	away := errors.Is(err, store.ErrUnavailable) || errors.Is(err, context.DeadlineExceeded)
	if !away || isReply(err) || ctx.Err() != nil {
		return err
	}
	for _, host := range a.options.Addrs {
		switch {
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
	name, _, _ := net.SplitHostPort(host) // it was parsed from a URL
	t := tls.Client(conn, &tls.Config{ServerName: name, MinVersion: tls.VersionTLS12})
	defer func() { _ = t.Close() }()
	var distrust *tls.CertificateVerificationError
	err = t.HandshakeContext(ctx)
	return err == nil || errors.As(err, &distrust)
}
