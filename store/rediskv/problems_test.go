package rediskv_test

import (
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
	needy := kvtest.StartServer(t, "--min-replicas-to-write", "1")
	secure, _, _ := kvtest.StartTLS(t)
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
		"redis-cluster://127.0.0.1:" + member.Port:         "`redis-cli cluster info`: the cluster",
		"redis://127.0.0.1:" + needy.Port:                  "min-replicas-to-write",
		"redis" + secureAt:                                 "rediss in place of redis",
		"rediss" + secureAt:                                "?cacert=",
	} {
		kv, err := rediskv.Open(t.Context(), url, rediskv.Options{Times: rediskv.Times{Call: 5 * time.Second}})
		if err == nil {
			_ = kv.Close()
			t.Errorf("%s opens", url)
			continue
		}
		if _, fix, _ := (languages.Language{}).Explain(err, nil); !strings.Contains(fix, want) || !strings.HasSuffix(fix, ".") {
			t.Errorf("%s: %v\n%s\nwant %s", url, err, fix, want)
		}
	}
}
