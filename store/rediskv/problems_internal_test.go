package rediskv

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"lede/problem"
	"lede/store"
	"lede/store/kvtest"
)

// late is an error of a connection that took too long, or not.
type late bool

func (l late) Error() string   { return "late" }
func (l late) Timeout() bool   { return bool(l) }
func (l late) Temporary() bool { return false }

var _ net.Error = late(true)

func codeOf(err error) string {
	var p *problem.Problem
	if !errors.As(err, &p) {
		return ""
	}
	return p.Code
}

func TestWhatRedisSaysIsAProblemWithItsFix(t *testing.T) {
	away := fmt.Errorf("%w: gone", store.ErrUnavailable)
	for _, c := range []struct {
		err  error
		want string
	}{
		{reply("NOAUTH Authentication required."), "redis.login"}, {reply("WRONGPASS invalid"), "redis.login"}, {reply("AUTH failed: x"), "redis.login"}, {reply("NOPERM no"), "redis.permission"}, {reply("ERR x can't run this command y"), "redis.permission"},
		{reply("ERR ACL failure in script: User u has no permissions to run the 'time' command script: 104ae65, on @user_script:1."), "redis.permission"}, {reply("READONLY You can't"), "redis.replica"}, {reply("MISCONF x"), "redis.disk"}, {reply("OOM command"), "redis.memory"},
		{reply("LOADING Redis is loading"), "redis.busy"}, {reply("BUSY Redis is busy"), "redis.busy"}, {fmt.Errorf("opening: %w", reply("ERR max number of clients reached")), "redis.max-clients"}, {reply("DENIED x"), "redis.protected"}, {errors.New("redis: can't parse x"), "redis.no-redis"},
		{&tls.CertificateVerificationError{Err: x509.CertificateInvalidError{Reason: x509.Expired}}, "redis.expired"}, {&tls.CertificateVerificationError{Err: x509.CertificateInvalidError{Reason: x509.NameMismatch}}, "redis.certificate"}, {errors.New("remote error: tls: bad certificate"), "redis.client-certificate"}, {errors.New("remote error: tls: unknown certificate authority"), "redis.client-certificate"},
		{reply("NOREPLICAS x"), "redis.few-replicas"}, {reply("ERR DB index is out of range"), "redis.no-database"}, {reply("ERR invalid DB index"), "redis.no-database"}, {reply("ERR This instance has cluster support disabled"), "redis.no-cluster"}, {reply("MOVED 1 h:1"), "redis.is-cluster"}, {reply("CLUSTERDOWN x"), "redis.is-cluster"},
		{errors.New("unknown command 'sentinel'"), "redis.no-sentinel"}, {errors.New("unknown command `sentinel`"), "redis.no-sentinel"}, {errors.New("all sentinels: redis: nil"), "redis.unknown-master"}, {errors.New("all sentinels"), "redis.refused"}, {errors.New("redis: nil"), "redis.refused"}, {x509.UnknownAuthorityError{}, "redis.certificate"}, {errors.New("x509: bad"), "redis.certificate"},
		{fmt.Errorf("%w: %w", store.ErrUnavailable, &net.OpError{Op: "read", Err: os.ErrDeadlineExceeded}), "redis.slow"}, {fmt.Errorf("%w: %w", store.ErrUnavailable, &net.OpError{Op: "dial", Err: os.ErrDeadlineExceeded}), "redis.unreachable"},
		{away, "redis.unreachable"}, {context.DeadlineExceeded, "redis.unreachable"}, {reply("ERR what"), "redis.refused"}, {problem.New("redis.foreign"), "redis.foreign"}, {nil, ""},
	} {
		if got := codeOf((&KV{}).told(c.err)); got != c.want {
			t.Errorf("%v: %q, want %q", c.err, got, c.want)
		}
	}
	cluster := &KV{cluster: true}
	for text, want := range map[string]string{"MOVED 1 h:1": "redis.refused", "CLUSTERDOWN x": "redis.cluster-down"} {
		if got := codeOf(cluster.told(reply(text))); got != want {
			t.Errorf("a cluster that says %s: %q, want %q", text, got, want)
		}
	}
}

func TestErrorsAreThoseOfTheContract(t *testing.T) {
	for text, want := range map[string]bool{
		"LOADING x": true, "READONLY x": true, "MOVED x": true, "ASK x": true, "MASTERDOWN x": true, "CLUSTERDOWN x": true, "TRYAGAIN x": true, "BUSY x": true, "OOM x": true, "MISCONF x": true, "NOREPLICAS x": true, "UNBLOCKED x": true, "NOAUTH x": true, "WRONGPASS x": true, "ERR max number of clients reached": true, "DENIED x": true, "ERR x": false, "WRONGTYPE x": false, "NOSCRIPT x": false,
	} {
		if got := isUnavailable(reply(text)); got != want {
			t.Errorf("%s: unavailable %v", text, got)
		}
	}
	if !isUnavailable(errors.New("no reply")) || isTimeout(late(false)) || !isTimeout(late(true)) || isTimeout(errors.New("late")) {
		t.Error("what is no reply, and what is late, is not told")
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	soon, done := context.WithTimeout(t.Context(), time.Hour)
	defer done()
	for name, c := range map[string]struct {
		ctx  context.Context
		err  error
		want error
	}{
		"closed": {t.Context(), redis.ErrClosed, store.ErrClosed}, "called off": {ended, errors.New("x"), context.Canceled}, "full": {t.Context(), reply("OOM x"), store.ErrFull}, "a full disk": {t.Context(), reply("MISCONF x"), store.ErrFull}, "away": {t.Context(), errors.New("x"), store.ErrUnavailable}, "late, with time left": {soon, late(true), store.ErrUnavailable}, "several": {t.Context(), errors.Join(errors.New("a"), errors.New("b")), store.ErrUnavailable},
		"full, in a script of Redis 6":                {t.Context(), reply("ERR Error running script (call to f_e4fd): @user_script:31: @user_script: 31: -OOM command not allowed when used memory > 'maxmemory'."), store.ErrFull},
		"without replicas, in a script of Redis 6":    {t.Context(), reply("ERR Error running script (call to f_e4fd): @user_script:31: @user_script: 31: -NOREPLICAS Not enough good replicas to write."), store.ErrRefused},
		"without a right, in a script of Redis 6":     {t.Context(), reply("ERR Error running script (call to f_e4fd): @user_script:2: @user_script: 2: -NOPERM this user has no permissions to run the 'time' command"), store.ErrUnavailable},
		"without a right, in a script of later Redis": {t.Context(), reply("ERR ACL failure in script: User u has no permissions to run the 'time' command"), store.ErrUnavailable},
	} {
		if got := sorted(c.ctx, c.err); !errors.Is(got, c.want) {
			t.Errorf("%s: %v", name, got)
		}
	}
	for _, denied := range []string{"NOPERM User x has no permissions to run the 'hset' command", "ERR The user executing the script can't run this command or subcommand script: x"} {
		if got := sorted(t.Context(), reply(denied)); !errors.Is(got, store.ErrUnavailable) || errors.Is(got, store.ErrRefused) {
			t.Errorf("%s: %v", denied, got)
		}
	}
	for _, state := range []string{"READONLY x", "LOADING x", "NOREPLICAS x", "BUSY x", "OOM x"} {
		if got := sorted(t.Context(), reply(state)); !errors.Is(got, store.ErrRefused) {
			t.Errorf("%s: %v", state, got)
		}
	}
	for _, lost := range []error{errors.New("x"), io.EOF, late(true), errors.Join(reply("READONLY x"), io.EOF)} {
		if got := sorted(soon, lost); errors.Is(got, store.ErrRefused) {
			t.Errorf("%v is taken for a refusal", lost)
		}
	}
	if got := sorted(t.Context(), reply("OOM x")).Error(); got != "OOM x" {
		t.Errorf("Redis's words became %q", got)
	}
	if got := sorted(t.Context(), reply("ERR x")); got != reply("ERR x") {
		t.Errorf("a refusal became %v", got)
	}
	if got := sorted(t.Context(), errors.Join(errors.New("a"), errors.New("b"))).Error(); strings.Contains(got, "\n") {
		t.Errorf("%q has two lines", got)
	}
	kv := &KV{where: "here"}
	if kv.explain(t.Context(), "reading", nil) != nil || kv.explain(t.Context(), "reading", redis.ErrClosed) != store.ErrClosed {
		t.Error("nothing is explained as something")
	}
	if got := kv.explain(t.Context(), "reading from", reply("ERR x")).Error(); got != "reading from Redis at here: ERR x" {
		t.Error(got)
	}
	here, err := parse(strings.Replace(kvtest.StartRedis(t), "redis://", "rediss://", 1)) // which speaks no TLS
	if err != nil {
		t.Fatal(err)
	}
	if got := kv.mistaken(t.Context(), here, store.ErrUnavailable); codeOf(got) != "redis.no-tls" {
		t.Errorf("where TLS is not spoken: %v", got)
	}
	if got := kv.mistaken(t.Context(), address{}, store.ErrUnavailable); got != store.ErrUnavailable {
		t.Errorf("without hosts: %v", got)
	}
	for name, c := range map[string]struct {
		ctx context.Context
		err error
	}{"a reply": {t.Context(), fmt.Errorf("%w: %w", store.ErrUnavailable, reply("LOADING"))}, "another error": {t.Context(), errors.New("x")}, "called off": {ended, store.ErrUnavailable}} {
		if got := kv.mistaken(c.ctx, here, c.err); got != c.err {
			t.Errorf("%s: %v", name, got)
		}
	}
}
