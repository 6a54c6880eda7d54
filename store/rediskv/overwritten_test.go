package rediskv_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"lede/problem"
	"lede/store"
	"lede/store/kvtest"
	"lede/store/rediskv"
)

// Two owners in two partitions.
const (
	one, other = "guild:1", "guild:2"
	ofOne      = "{p45}" // its partition
)

// openScheduled opens a Redis in which something is due for both owners.
func openScheduled(t *testing.T) (*kvtest.Redis, *rediskv.KV) {
	t.Helper()
	server := kvtest.StartServer(t)
	kv := mustOpen(t, server.URL(), "")
	for _, owner := range []string{one, other} {
		if err := kv.Update(t.Context(), owner, func(tx store.Tx) error {
			return errors.Join(tx.Put("digests", "d", []byte("x")), tx.Schedule("d", time.UnixMilli(1)))
		}); err != nil {
			t.Fatal(err)
		}
	}
	_, _, err := kv.NextDue(t.Context()) // so that the next look notes no servers first
	if err := errors.Join(err, kv.Check(t.Context())); err != nil {
		t.Fatal(err)
	}
	return server, kv
}

// names fails unless an error names a key that another program has overwritten.
func names(t *testing.T, doing string, err error, key string) {
	t.Helper()
	if err == nil || !strings.Contains(err.Error(), "another program has overwritten the key \""+key+"\"; ") {
		t.Errorf("%s: %v, which does not name %s", doing, err, key)
	}
	if p, is := errors.AsType[*problem.Problem](err); is {
		t.Errorf("%s: people would be told %v", doing, p)
	}
}

func TestAKeyThatWasOverwrittenIsNamed(t *testing.T) {
	t.Parallel()
	server, kv := openScheduled(t)
	key := "lede:state:" + ofOne + ":" + one + ":digests"
	server.Do("del", key)
	server.Do("rpush", key, "a", "b")
	put := func(tx store.Tx) error { return tx.Put("digests", "d", []byte("y")) }
	for name, do := range map[string]func(ctx context.Context) error{
		"Get":  func(ctx context.Context) error { _, err := kv.Get(ctx, one, "digests", "d"); return err },
		"List": func(ctx context.Context) error { _, err := kv.List(ctx, one, "digests"); return err },
		"Gather": func(ctx context.Context) error {
			_, err := kv.Gather(ctx, one, []store.Spot{{Kind: "settings"}, {Kind: "digests", Key: "d"}})
			return err
		},
		"an edit that writes": func(ctx context.Context) error { return kv.Update(ctx, one, put) },
		"an edit that reads": func(ctx context.Context) error {
			return kv.Update(ctx, one, func(tx store.Tx) error { _, err := tx.List("digests"); return err })
		},
		"Snapshot": func(ctx context.Context) error { return kv.Snapshot(ctx, func(store.State) error { return nil }) },
		"Walk": func(ctx context.Context) error {
			return kv.Walk(ctx, "", func(string, string, []store.Entry) error { return nil })
		},
	} {
		names(t, name, do(t.Context()), key)
	}
	if err := kv.Update(t.Context(), other, put); err != nil {
		t.Errorf("another owner: %v", err)
	}

	due := "lede:due:" + ofOne
	server.Do("set", due, "x")
	names(t, "WalkDue", kv.WalkDue(t.Context(), func(string, string) error { return nil }), due)
	server.Do("del", key)
	names(t, "Snapshot of what is due", kv.Snapshot(t.Context(), func(store.State) error { return nil }), due)
	server.Do("del", due)
	mark := "lede:server:" + ofOne
	server.Do("set", mark, "x")
	names(t, "Doubt", kv.Doubt(t.Context()), mark)
}

// TestAnOverwrittenIndexHoldsUpNobody: it is deleted and named once, what is due for others is found, and the loss is noticed, so that what is due
// is worked out anew.
func TestAnOverwrittenIndexHoldsUpNobody(t *testing.T) {
	t.Parallel()
	for _, key := range []string{"lede:due:" + ofOne, "lede:server:" + ofOne} {
		t.Run(key, func(t *testing.T) {
			t.Parallel()
			server, kv := openScheduled(t)
			server.Do("del", key)
			server.Do("rpush", key, "a", "b")
			claims, err := kv.Claim(t.Context(), 10, time.Minute)
			if len(claims) == 0 { // others may be found at once
				names(t, "Claim", err, key)
			}
			again, err := kv.Claim(t.Context(), 10, time.Minute)
			if claims = append(claims, again...); err != nil || len(claims) != 1 || claims[0].Owner != other {
				t.Errorf("then %v is claimed: %v", claims, err)
			}
			if err := kv.Check(t.Context()); !errors.Is(err, store.ErrForgot) {
				t.Errorf("the loss is not noticed: %v", err)
			}
			scheduleNow(t, kv, "anew")
		})
	}
}

// TestAnOverwrittenMarkIsDeleted by a check, although nothing is due.
func TestAnOverwrittenMarkIsDeleted(t *testing.T) {
	t.Parallel()
	server, kv := openScheduled(t)
	key := "lede:server:" + ofOne
	server.Do("set", key, "x")
	names(t, "Check", kv.Check(t.Context()), key)
	if err := kv.Check(t.Context()); !errors.Is(err, store.ErrForgot) {
		t.Errorf("the loss is not noticed: %v", err)
	}
	if err := kv.Check(t.Context()); err != nil {
		t.Errorf("it is told twice: %v", err)
	}
}

// TestACountThatIsNoneHoldsUpNoEdit for longer than until the next check.
func TestACountThatIsNoneHoldsUpNoEdit(t *testing.T) {
	t.Parallel()
	for _, count := range []string{"x", "9223372036854775807", "99999999999999999999"} {
		server, kv := openScheduled(t)
		server.Do("hset", "lede:server:"+ofOne, "edits", count)
		if err := kv.Check(t.Context()); !errors.Is(err, store.ErrForgot) {
			t.Errorf("%s: the loss is not noticed: %v", count, err)
		}
		if err := kv.Update(t.Context(), one, func(tx store.Tx) error { return tx.Put("digests", "d", []byte("y")) }); err != nil {
			t.Errorf("%s: %v", count, err)
		}
	}
}

// TestAnEditThatMeetsAnOverwrittenKeyChangesNothing, although a script that fails stops halfway.
func TestAnEditThatMeetsAnOverwrittenKeyChangesNothing(t *testing.T) {
	t.Parallel()
	server, kv := openScheduled(t)
	server.Do("set", "lede:state:"+ofOne+":"+one+":ledger", "x")
	for name, change := range map[string]func(store.Tx) error{
		"a value put":     func(tx store.Tx) error { return tx.Put("ledger", "l", []byte("x")) },
		"a value deleted": func(tx store.Tx) error { return tx.Delete("ledger", "l") },
	} {
		err := kv.Update(t.Context(), one, func(tx store.Tx) error {
			return errors.Join(tx.Put("digests", "d", []byte("half")), tx.Unschedule("d"), change(tx))
		})
		names(t, name, err, "lede:state:"+ofOne+":"+one+":ledger")
	}
	value, err := kv.Get(t.Context(), one, "digests", "d")
	if err != nil || string(value) != "x" {
		t.Errorf("half of an edit was made: %q, %v", value, err)
	}
	if claims, err := kv.Claim(t.Context(), 10, time.Minute); err != nil || len(claims) != 2 {
		t.Errorf("%d items are due: %v", len(claims), err)
	}
}

// TestNonsenseInABudgetIsNone: posts would wait for it for ever.
func TestNonsenseInABudgetIsNone(t *testing.T) {
	t.Parallel()
	server := kvtest.StartServer(t)
	kv := mustOpen(t, server.URL(), "")
	for _, value := range []string{"x", "nan", "-nan", "inf", "-inf", "1e308", "-1e308"} {
		server.Do("set", "lede:budget:posts", value)
		waited := time.Duration(0)
		for {
			wait, err := kv.Take(t.Context(), "posts", 5*time.Millisecond, 2)
			if err != nil || wait > 10*time.Millisecond {
				t.Errorf("%s: %v to wait, %v", value, wait, err)
			}
			if wait == 0 || err != nil || waited > time.Second {
				break
			}
			waited += wait
			time.Sleep(wait)
		}
	}
	server.Do("del", "lede:budget:posts")
	server.Do("rpush", "lede:budget:posts", "x")
	if wait, err := kv.Take(t.Context(), "posts", time.Second, 2); err != nil || wait != 0 {
		t.Errorf("a list: %v to wait, %v", wait, err)
	}
}

// TestNonsenseOfAnItemDelaysNothing: what no Lede has written is no slot and no number of attempts, and its item can be settled.
func TestNonsenseOfAnItemDelaysNothing(t *testing.T) {
	t.Parallel()
	for _, value := range []string{"x", "nan", "inf", "-1", "1e308", "99999999999999999999", ""} {
		for _, field := range []string{"due", "attempt"} {
			server, kv := openScheduled(t)
			wrote := server.Do("eval", `local item = {due = '1', attempt = '1', token = 't'}; item[ARGV[1]] = ARGV[2]
for k, v in pairs(item) do redis.call('HSET', KEYS[1] .. '\0d', k, v) end; return 'done'`, "1", "lede:item:"+ofOne+":"+one, field, value)
			if wrote != "done" {
				t.Fatal(wrote)
			}
			claims, err := kv.Claim(t.Context(), 10, time.Minute)
			if err != nil || len(claims) != 2 {
				t.Errorf("%s %q: %d items are claimed: %v", field, value, len(claims), err)
			}
			for _, c := range claims {
				text, bad := c.Due.MarshalText()
				err := kv.Update(t.Context(), c.Owner, func(tx store.Tx) error { return tx.Settle(c, time.Time{}) })
				if c.Attempt < 1 || bad != nil || err != nil {
					t.Errorf("%s %q: %+v, due %s: %v", field, value, c, text, err)
				}
			}
		}
	}
}
