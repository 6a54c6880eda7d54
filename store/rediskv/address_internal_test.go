package rediskv

import (
	"os"
	"path/filepath"
	"testing"
)

func TestAURLThatCannotBeMeantIsRefused(t *testing.T) {
	pem := filepath.Join(t.TempDir(), "pem")
	if err := os.WriteFile(pem, []byte("none"), 0o600); err != nil {
		t.Fatal(err)
	}
	for url, want := range map[string]string{
		"": "redis.url", "h": "redis.url", "http://h": "redis.url", "redis-x://h": "redis.url", "redis://": "redis.url", "redis://h#x": "redis.url", "redis://h,": "redis.url", "redis://a b": "redis.url", "redis://u@v@h/x": "redis.path", "redis://a,b": "redis.several-hosts", "redis-sentinel://a": "redis.no-master", "redis-sentinel://a/": "redis.no-master",
		"redis://h/x": "redis.path", "redis://h/1/2": "redis.path", "redis://h/-1": "redis.path", "redis://h/65536": "redis.path", "redis-cluster://h/1": "redis.path", "redis-sentinel://h/m/x": "redis.path",
		"redis://h?replicas=-1": "redis.replicas", "redis://h?replicas=17": "redis.replicas", "redis://h?replicas=x": "redis.replicas", "redis://h?replicas=": "redis.replicas", "redis://h?replicas=1&replicas=2": "redis.parameter", "redis://h?x=1": "redis.parameter", "redis://h?cacert=x": "redis.parameter", "redis://h?sentinel_user=x": "redis.parameter",
		"rediss://h?cacert=/nowhere": "redis.cacert-unreadable", "rediss://h?cacert=" + pem: "redis.cacert-empty", "rediss://h?cert=/nowhere": "redis.cert", "rediss://h?key=/nowhere": "redis.cert",
		"redis://h?replicas=16": "", "redis://h?replicas=0": "", "redis://h/65535": "", "redis://h/": "", "redis-cluster://a/0": "", "redis-sentinel://a/m/": "", "rediss://h": "",
	} {
		if _, err := parse(url); codeOf(err) != want {
			t.Errorf("%s: %v, want %q", url, err, want)
		}
	}
}
