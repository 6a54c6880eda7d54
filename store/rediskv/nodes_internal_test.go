package rediskv

import (
	"fmt"
	"testing"

	"github.com/redis/go-redis/v9"

	"lede/store"
)

// TestWhatMovedWithinAClusterIsTriedAgain, and nothing else.
func TestWhatMovedWithinAClusterIsTriedAgain(t *testing.T) {
	cluster := redis.NewClusterClient(&redis.ClusterOptions{Addrs: []string{"localhost:1"}})
	defer cluster.Close()
	for text, want := range map[string]bool{"MOVED 1 h:1": true, "ASK 1 h:1": true, "TRYAGAIN x": true, "LOADING x": false} {
		err := fmt.Errorf("%w: %w", store.ErrUnavailable, reply(text))
		for name, c := range map[string]struct {
			kv   *KV
			err  error
			want bool
		}{"away": {&KV{redis: cluster}, err, want}, "refused": {&KV{redis: cluster}, reply(text), false}, "no cluster": {&KV{redis: redis.NewClient(&redis.Options{Addr: "localhost:1"})}, err, false}} {
			if got := c.kv.elsewhere(t.Context(), c.err); got != c.want {
				t.Errorf("%s, %s: %v", text, name, got)
			}
		}
	}
}
