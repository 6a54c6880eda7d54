package rediskv

import (
	"context"
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	"github.com/redis/go-redis/v9"
)

// pipeline sends commands to a server in groups: those that arrive while one group is on its way share the next round trip,
// which is most of what a command costs our process. A lone command does not wait.
type pipeline struct {
	mu      sync.Mutex
	waiting []*queued
	busy    bool
}

// pipelines holds two pipelines per server, so that reads wait neither for writes nor for another server.
type pipelines struct {
	mu sync.Mutex
	of map[pipelineKey]*pipeline
}

type pipelineKey struct {
	node   *redis.Client
	writes bool
}

func (l *pipelines) get(k pipelineKey) *pipeline {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.of == nil {
		l.of = map[pipelineKey]*pipeline{}
	}
	if l.of[k] == nil {
		l.of[k] = &pipeline{}
	}
	return l.of[k]
}

// queued is a command on its way. It is not sent if its caller gave it up before it was taken.
type queued struct {
	ctx   context.Context
	cmd   redis.Cmder
	taken atomic.Bool
	done  chan struct{}
}

// send runs a command on the server that holds an owner. If the context ends first, the caller must no longer read the command.
func (kv *KV) send(ctx context.Context, owner string, writes bool, cmd redis.Cmder) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	node, err := kv.node(ctx, partition(owner))
	if err != nil {
		return err
	}
	to := pipelineKey{node, writes}
	l, e := kv.pipelines.get(to), &queued{ctx: ctx, cmd: cmd, done: make(chan struct{})}
	if l.join(e) {
		kv.lead(l, to)
	}
	select {
	case <-e.done:
		return kv.named(ctx, cmd.Err(), keysOf(cmd)...)
	case <-ctx.Done():
		e.taken.Store(true)
		return ctx.Err()
	}
}

// join queues a command. It returns true for the first of an idle pipeline, whose caller has to lead.
func (l *pipeline) join(e *queued) (first bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.waiting = append(l.waiting, e)
	first, l.busy = !l.busy, true
	return first
}

// next returns the waiting commands. If there are none, the pipeline is idle.
func (l *pipeline) next() []*queued {
	l.mu.Lock()
	defer l.mu.Unlock()
	group := l.waiting
	l.waiting = nil
	l.busy = len(group) > 0
	return group
}

// lead sends a lone command on its caller's own goroutine, which saves two context switches. Commands that arrive later are
// sent by another goroutine.
func (kv *KV) lead(l *pipeline, to pipelineKey) {
	runtime.Gosched() // lets goroutines that are about to send something join
	group := l.next()
	if len(group) > 1 {
		go kv.drive(l, group, to)
		return
	}
	kv.deliver(group, to)
	if group = l.next(); len(group) > 0 {
		go kv.drive(l, group, to)
	}
}

// drive sends groups until nothing is waiting.
func (kv *KV) drive(l *pipeline, group []*queued, to pipelineKey) {
	for ; len(group) > 0; group = l.next() {
		kv.deliver(group, to)
		runtime.Gosched()
	}
}

// deliver sends a group in one round trip. It ends at the latest deadline among its callers; those with an earlier one leave by
// themselves.
func (kv *KV) deliver(group []*queued, to pipelineKey) {
	ctx, cancel := lastOf(group)
	defer cancel()
	var client redis.UniversalClient = to.node
	if !to.writes {
		client = kv.redis // follows what has moved: a read may be made twice
	}
	_, _ = client.Pipelined(ctx, func(p redis.Pipeliner) error {
		for _, e := range group {
			if e.taken.CompareAndSwap(false, true) {
				_ = p.Process(ctx, e.cmd)
			}
		}
		if to.writes && kv.replicas > 0 && p.Len() > 0 {
			// A change that the replicas are slow to acknowledge is no error: it is made, and a caller who was told otherwise
			// would make it twice.
			_ = p.Process(ctx, redis.NewIntCmd(ctx, "wait", kv.replicas, kv.times.Replicas.Milliseconds()))
		}
		return nil
	})
	for _, e := range group {
		close(e.done)
	}
}

// lastOf returns a context with the latest deadline of a group, or none if one of them has none: then the client's own timeout
// ends the call.
func lastOf(group []*queued) (context.Context, context.CancelFunc) {
	var last time.Time
	for _, e := range group {
		deadline, limited := e.ctx.Deadline()
		if !limited {
			return context.Background(), func() {}
		}
		if deadline.After(last) {
			last = deadline
		}
	}
	return context.WithDeadline(context.Background(), last)
}
