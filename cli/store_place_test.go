package cli

import (
	"errors"
	"testing"

	"lede/config"
	"lede/problem"
)

// TestAStoreInRedisIsNamedWithItsPrefix, also one that is only named on the command line.
func TestAStoreInRedisIsNamedWithItsPrefix(t *testing.T) {
	with := config.Config{Store: "lede.db", RedisURL: config.NewSecret("redis://a/0"), RedisPrefix: "theirs:"}
	without := config.Config{Store: "lede.db", RedisPrefix: "theirs:"}
	for _, s := range []struct {
		c    config.Config
		name string
		want storePlace
	}{
		{with, "file", storePlace{path: "lede.db"}}, {with, "redis", storePlace{url: "redis://a/0", prefix: "theirs:"}},
		{without, "file", storePlace{path: "lede.db"}}, {without, "rediss://b/1", storePlace{url: "rediss://b/1", prefix: "theirs:"}},
		{with, "other.db", storePlace{path: "other.db"}},
	} {
		if got, err := namedPlace(s.c, s.name); got != s.want || err != nil {
			t.Errorf("%s is %+v (%v), want %+v", s.name, got, err, s.want)
		}
	}
	if _, err := namedPlace(without, "redis"); !errors.Is(err, problem.New("cli.no-redis")) {
		t.Errorf("no Redis is set: %v", err)
	}
	if got := placeOf(without); got != (storePlace{path: "lede.db"}) {
		t.Errorf("the store is %+v", got)
	}
}
