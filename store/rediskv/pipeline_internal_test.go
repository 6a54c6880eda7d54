package rediskv

import (
	"context"
	"strings"
	"testing"

	"github.com/redis/go-redis/v9"
)

// sent records the commands that would be sent, each by its name, and sends none.
type sent struct{ names []string }

func (*sent) DialHook(next redis.DialHook) redis.DialHook { return next }

func (*sent) ProcessHook(next redis.ProcessHook) redis.ProcessHook { return next }

func (s *sent) ProcessPipelineHook(redis.ProcessPipelineHook) redis.ProcessPipelineHook {
	return func(_ context.Context, list []redis.Cmder) error {
		for _, c := range list {
			s.names = append(s.names, c.Name())
		}
		return nil
	}
}

// TestReplicasAreWaitedForBehindWhatWasWritten, and behind nothing else.
func TestReplicasAreWaitedForBehindWhatWasWritten(t *testing.T) {
	for name, c := range map[string]struct {
		writes   bool
		replicas int
		givenUp  bool
		want     string
	}{
		"a change": {true, 1, false, "set wait"}, "without replicas": {true, 0, false, "set"}, "a read": {false, 1, false, "set"}, "what its caller gave up": {true, 1, true, ""},
	} {
		node, seen := redis.NewClient(&redis.Options{Addr: "localhost:1"}), &sent{}
		node.AddHook(seen)
		kv := &KV{redis: node, replicas: c.replicas}
		e := &queued{ctx: t.Context(), cmd: redis.NewCmd(t.Context(), "set"), done: make(chan struct{})}
		e.taken.Store(c.givenUp)
		kv.deliver([]*queued{e}, pipelineKey{node, c.writes})
		if got := strings.Join(seen.names, " "); got != c.want {
			t.Errorf("%s: %q is sent, want %q", name, got, c.want)
		}
		if err := node.Close(); err != nil {
			t.Error(err)
		}
	}
}
