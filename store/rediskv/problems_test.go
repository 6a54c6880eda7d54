package rediskv_test

import (
	"bufio"
	"io"
	"net"
	"strings"
	"testing"
	"time"

	"lede/languages"
	"lede/store/kvtest"
	"lede/store/rediskv"
)

// TestWhatIsWrongWithRedisIsToldWithItsFix by what servers really answer, and whole.
func TestWhatIsWrongWithRedisIsToldWithItsFix(t *testing.T) {
	t.Parallel()
	plain := kvtest.StartServer(t)
	member := kvtest.StartServer(t, "--cluster-enabled", "yes")
	alone := kvtest.StartServer(t, "--cluster-enabled", "yes")
	alone.Do("cluster", "addslotsrange", "0", "16383")
	alone.Until("cluster_state:ok", "cluster", "info")
	needy := kvtest.StartServer(t, "--min-replicas-to-write", "1")
	secure, cert, _ := kvtest.StartTLS(t)
	replica := kvtest.StartReplica(t, plain, "--replica-read-only", "no")
	crowded := kvtest.StartServer(t, "--maxclients", "1")
	stay(t, crowded)
	secured := serving(t, "-DENIED Redis is running in protected mode because protected mode is enabled and no password is set.\r\n")
	web := serving(t, "HTTP/1.1 400 Bad Request\r\n\r\n")
	plain.Do("acl", "setuser", "u", "on", ">p", "~theirs:*", "&lede:*", "+@all")
	at := "://127.0.0.1:" + plain.Port
	secureAt := "://127.0.0.1:" + secure.Port
	for url, want := range map[string]string{
		"redis" + at + "/99":                               "another number of the database",
		"redis-cluster" + at:                               "a single server and no cluster",
		"redis-sentinel" + at + "/mymaster":                "the addresses of the sentinels",
		"rediss" + at:                                      "redis in place of rediss",
		"redis" + strings.Replace(at, "://", "://u:p@", 1): "the rights that stand in docs/operating.md, for the keys that begin with lede:",
		"redis://127.0.0.1:" + member.Port:                 "redis-cluster://",
		"redis://127.0.0.1:" + alone.Port:                  "redis-cluster://",
		"redis-cluster://127.0.0.1:" + member.Port:         "`redis-cli cluster info`: the cluster",
		"redis://127.0.0.1:" + needy.Port:                  "min-replicas-to-write",
		"redis" + secureAt:                                 "rediss in place of redis",
		"rediss" + secureAt:                                "?cacert=",
		"rediss" + secureAt + "?cacert=" + cert:            "?cert= and &key=",
		"redis://127.0.0.1:" + replica.Port:                "the address of the primary",
		"redis://127.0.0.1:" + crowded.Port:                "maxclients",
		"redis://" + secured:                               "`requirepass`",
		"redis://" + web:                                   "another program than Redis",
	} {
		t.Run(url, func(t *testing.T) {
			t.Parallel()
			kv, err := rediskv.Open(t.Context(), url, rediskv.Options{Times: rediskv.Times{Call: 5 * time.Second}})
			if err == nil {
				_ = kv.Close()
				t.Fatal("it opens")
			}
			if _, fix, _ := (languages.Language{}).Explain(err, nil); !strings.Contains(fix, want) || !strings.HasSuffix(fix, ".") {
				t.Errorf("%v\n%s\nwant %s", err, fix, want)
			}
		})
	}
}

// stay takes one of a server's connections, for as long as the test runs.
func stay(t *testing.T, server *kvtest.Redis) {
	t.Helper()
	for { // redis-cli may still hold it
		conn, err := net.Dial("tcp", "127.0.0.1:"+server.Port)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = conn.Close() })
		_, _ = io.WriteString(conn, "PING\r\n")
		if line, _ := bufio.NewReader(conn).ReadString('\n'); strings.HasPrefix(line, "+PONG") {
			return
		}
	}
}

// serving is the address of a server that says something to everybody, and hangs up.
func serving(t *testing.T, text string) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	go func() {
		for conn, err := l.Accept(); err == nil; conn, err = l.Accept() {
			_, _ = io.WriteString(conn, text)
			_ = conn.Close()
		}
	}()
	return l.Addr().String()
}

// TestARedisWithoutACommandIsToldWithAllThatLack: by rename-command, or behind a proxy.
func TestARedisWithoutACommandIsToldWithAllThatLack(t *testing.T) {
	t.Parallel()
	for want, lacks := range map[string][]string{
		"does not have HINCRBY, ZREM, EVAL: ": {"ZREM", "EVAL", "HINCRBY"}, "does not have EXEC: ": {"EXEC"}, "does not have SUBSCRIBE: ": {"SUBSCRIBE"},
	} {
		var args []string
		for _, command := range lacks {
			args = append(args, "--rename-command", command, "")
		}
		kv, err := rediskv.Open(t.Context(), kvtest.StartServer(t, args...).URL(), rediskv.Options{})
		if err == nil {
			_ = kv.Close()
		}
		if said := (languages.Language{}).Line(err); err == nil || !strings.Contains(said, want) {
			t.Errorf("without %s: %v\n%s\nwant %s", lacks, err, said, want)
		}
	}
}
