package rediskv

import (
	"context"
	"errors"
	"fmt"

	"github.com/redis/go-redis/v9"

	"lede/store"
)

// node returns the server that holds a partition.
func (kv *KV) node(ctx context.Context, partition int) (*redis.Client, error) {
	if cluster, ok := kv.redis.(*redis.ClusterClient); ok {
		return cluster.MasterForKey(ctx, kv.dueKey(partition))
	}
	client, ok := kv.redis.(*redis.Client)
	if !ok {
		return nil, fmt.Errorf("no way to one server with %T", kv.redis) // go-redis makes no other client from our options
	}
	return client, nil
}

// elsewhere reports whether an error says that a partition has moved to another node of the cluster, and has the nodes looked
// up again.
func (kv *KV) elsewhere(ctx context.Context, err error) bool {
	cluster, ok := kv.redis.(*redis.ClusterClient)
	if !ok || !errors.Is(err, store.ErrUnavailable) {
		return false
	}
	cluster.ReloadState(ctx)
	return redis.HasErrorPrefix(err, "MOVED") || redis.HasErrorPrefix(err, "ASK") || redis.HasErrorPrefix(err, "TRYAGAIN")
}

// claimOn runs the claims of partitions. If too few replicas acknowledge the claims of a server, those claims get an error: a
// replica that does not know them might take over.
func (kv *KV) claimOn(ctx context.Context, heads []head, calls []call) ([]*redis.Cmd, error) {
	if kv.replicas == 0 {
		return runAll(ctx, kv.redis, claimScript, calls)
	}
	nodes := map[*redis.Client][]int{}
	for i, h := range heads {
		node, err := kv.node(ctx, h.partition)
		if err != nil {
			return nil, err
		}
		nodes[node] = append(nodes[node], i)
	}
	replies := make([]*redis.Cmd, len(calls))
	var failed error
	for node, indexes := range nodes {
		some := make([]call, len(indexes))
		for i, at := range indexes {
			some[i] = calls[at]
		}
		answers, err := kv.claimOnNode(ctx, node, some)
		for i, at := range indexes {
			if replies[at] = answers[i]; err != nil {
				replies[at].SetErr(err)
			}
		}
		if failed == nil {
			failed = err
		}
	}
	return replies, failed
}

// claimOnNode claims on one server and waits for its replicas, on the same connection, as WAIT demands.
func (kv *KV) claimOnNode(ctx context.Context, node *redis.Client, calls []call) ([]*redis.Cmd, error) {
	conn := node.Conn()
	defer func() { _ = conn.Close() }()
	replies, err := runAll(ctx, conn, claimScript, calls)
	if err != nil {
		kv.elsewhere(ctx, kv.explain(ctx, "claiming from", err))
		return replies, err
	}
	n, err := conn.Wait(ctx, kv.replicas, kv.times.Replicas).Result()
	if err == nil && int(n) < kv.replicas {
		err = fmt.Errorf("%d of %d replicas acknowledged a claim within %v; it comes back with its lease", n, kv.replicas, kv.times.Replicas)
	}
	return replies, err
}
