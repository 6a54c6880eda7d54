package rediskv

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/redis/go-redis/v9"

	"lede/problem"
	"lede/store"
)

// Every edit that changes values publishes the owner and the kinds in its transaction, on the channel lede:changed, separated
// by zero bytes.

var errSilent = errors.New("the subscription is silent")

func (kv *KV) changesChannel() string { return kv.prefix + "changed" }

// announcement returns the message about an edit's changes; it is empty when the edit changes no value.
func announcement(owner string, writes []store.Write) string {
	var kinds []string
	for _, w := range writes {
		if w.ID == "" && !slices.Contains(kinds, w.Kind) {
			kinds = append(kinds, w.Kind)
		}
	}
	if len(kinds) == 0 {
		return ""
	}
	return owner + "\x00" + strings.Join(kinds, "\x00")
}

// checkChannel checks when opening that changes can be announced and received, rather than when one is made.
func (kv *KV) checkChannel(ctx context.Context) error {
	err := kv.redis.Publish(ctx, kv.changesChannel(), "").Err()
	if redis.HasErrorPrefix(err, "NOPERM") {
		return problem.New("redis.no-publishing", "where", kv.where, "user", kv.user, "channel", kv.changesChannel(), "prefix", kv.prefix).Because(err)
	}
	if err != nil {
		return kv.explain(ctx, "opening", err)
	}
	sub := kv.redis.Subscribe(ctx, kv.changesChannel())
	defer func() { _ = sub.Close() }()
	_, err = sub.Receive(ctx)
	if isUnknown(err) {
		return kv.lacks("subscribe")
	}
	if redis.HasErrorPrefix(err, "NOPERM") {
		return problem.New("redis.no-subscribing", "where", kv.where, "user", kv.user, "channel", kv.changesChannel(), "prefix", kv.prefix).Because(err)
	}
	return kv.explain(ctx, "opening", err)
}

// Follow implements store.Announcer.
func (kv *KV) Follow(ctx context.Context, changed func(owner string, kinds []string), follows func(bool)) {
	for {
		err := kv.followOnce(ctx, changed, follows)
		if errors.Is(err, redis.ErrClosed) {
			return
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(kv.times.Resubscribe):
		}
	}
}

// followOnce follows until the subscription is lost. go-redis would renew a lost one by itself, but without saying that
// something may have been missed meanwhile.
func (kv *KV) followOnce(ctx context.Context, changed func(owner string, kinds []string), follows func(bool)) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	sub := kv.redis.Subscribe(ctx, kv.changesChannel())
	defer func() { _ = sub.Close() }()
	defer follows(false) // before closing, which may take a while

	heard, failed := make(chan any), make(chan error, 1)
	go receive(ctx, sub, heard, failed)
	go ping(ctx, sub, kv.times.Ping)
	silence := time.NewTimer(kv.times.Silence)
	defer silence.Stop()
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case err := <-failed:
			return err
		case <-silence.C:
			return errSilent
		case m := <-heard:
			silence.Reset(kv.times.Silence)
			switch m := m.(type) {
			case *redis.Subscription:
				follows(true)
			case *redis.Message:
				if owner, kinds, ok := strings.Cut(m.Payload, "\x00"); ok { // otherwise a process is opening the store
					changed(owner, strings.Split(kinds, "\x00"))
				}
			}
		}
	}
}

// receive passes on messages until something fails, for example because the subscription was closed.
func receive(ctx context.Context, sub *redis.PubSub, heard chan<- any, failed chan<- error) {
	for {
		m, err := sub.Receive(ctx)
		if err != nil {
			failed <- err
			return
		}
		select {
		case heard <- m:
		case <-ctx.Done():
			return
		}
	}
}

func ping(ctx context.Context, sub *redis.PubSub, every time.Duration) {
	again := time.NewTicker(every)
	defer again.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-again.C:
			_ = sub.Ping(ctx) // receive gets the error
		}
	}
}
