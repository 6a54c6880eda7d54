package rediskv_test

import (
	"context"
	"errors"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"lede/languages"
	"lede/store"
	"lede/store/kvtest"
	"lede/store/rediskv"
)

// leastRights returns the parts of the ACL line in docs/operating.md, except without.
func leastRights(t *testing.T, without string) (line string, rules []string) {
	t.Helper()
	b, err := os.ReadFile("../../docs/operating.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, found := strings.Cut(string(b), "\nuser lede ")
	line, _, _ = strings.Cut(rest, "\n")
	if !found || !strings.Contains(line, " >PASSWORD ") {
		t.Fatalf("docs/operating.md has no line for an ACL file: %q", line)
	}
	for _, rule := range strings.Fields(line) {
		if rule != without {
			rules = append(rules, rule)
		}
	}
	return line, rules
}

// errExercise is the error of an exercise with a wrong result, as where a right is missing.
var errExercise = errors.New("not as it should be")

// exercise does with a store all that Lede does.
func exercise(ctx context.Context, url string) error {
	kv, err := rediskv.Open(ctx, url, rediskv.Options{Times: rediskv.Times{Ping: 5 * time.Millisecond}})
	if err != nil {
		return err
	}
	defer kv.Close()
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	heard := make(chan string, 8)
	follows := make(chan bool, 8)
	go kv.Follow(ctx, func(owner string, _ []string) { heard <- owner }, func(yes bool) { follows <- yes })
	if yes, err := within(ctx, follows); err != nil || !yes {
		return errors.Join(errExercise, err)
	}
	now, err := kv.Now(ctx)
	if err != nil {
		return err
	}
	if err := kv.Update(ctx, "guild:1", func(tx store.Tx) error {
		if _, err := tx.Get("k", "a"); err != nil && !errors.Is(err, store.ErrNotFound) {
			return err
		}
		if _, err := tx.List("other"); err != nil {
			return err
		}
		return errors.Join(tx.Put("k", "a", []byte("1")), tx.Delete("k", "b"), tx.Schedule("x", now), tx.Schedule("y", now), tx.Unschedule("y"))
	}); err != nil {
		return err
	}
	if owner, err := within(ctx, heard); err != nil || owner != "guild:1" {
		return errors.Join(errExercise, err)
	}
	if v, err := kv.Get(ctx, "guild:1", "k", "a"); err != nil || string(v) != "1" {
		return errors.Join(errExercise, err)
	}
	if list, err := kv.List(ctx, "guild:1", "k"); err != nil || len(list) != 1 {
		return errors.Join(errExercise, err)
	}
	claims, err := kv.Claim(ctx, 10, time.Minute)
	if err != nil || len(claims) != 1 {
		return errors.Join(errExercise, err)
	}
	if err := kv.Update(ctx, "guild:1", func(tx store.Tx) error { return tx.Retry(claims[0], now) }); err != nil {
		return err
	}
	if claims, err = kv.Claim(ctx, 10, time.Minute); err != nil || len(claims) != 1 || claims[0].Attempt != 2 {
		return errors.Join(errExercise, err)
	}
	fresh, err := rediskv.Open(ctx, url, rediskv.Options{}) // which has not seen the claim, and reads it
	if err != nil {
		return err
	}
	defer fresh.Close()
	if err := fresh.Update(ctx, "guild:1", func(tx store.Tx) error { return tx.Settle(claims[0], time.Time{}) }); err != nil {
		return err
	}
	if _, err := kv.Take(ctx, "posts", time.Second, 2); err != nil {
		return err
	}
	time.Sleep(500 * time.Millisecond) // until the subscription was asked whether it is alive
	if len(follows) > 0 {
		return errExercise
	}
	if err := errors.Join(kv.Check(ctx), kv.Doubt(ctx)); err != nil {
		return err
	}
	walked := 0
	count := func(string, string, []store.Entry) error { walked++; return nil }
	if err := errors.Join(kv.Walk(ctx, "", count), kv.WalkDue(ctx, func(string, string) error { return nil })); err != nil || walked != 1 {
		return errors.Join(errExercise, err)
	}
	if err := kv.Update(ctx, "guild:1", func(tx store.Tx) error { return tx.Schedule("x", now) }); err != nil {
		return err
	}
	if err := kv.Snapshot(ctx, func(s store.State) error { walked += len(s.Due); return nil }); err != nil || walked != 2 {
		return errors.Join(errExercise, err)
	}
	return inspected(ctx, kv)
}

// within returns the next value of a channel, or the error of the context that ended before.
func within[T any](ctx context.Context, said chan T) (x T, err error) {
	select {
	case x = <-said:
		return x, nil
	case <-ctx.Done():
		return x, ctx.Err()
	}
}

func inspected(ctx context.Context, kv *rediskv.KV) error {
	nodes, err := kv.Inspect(ctx)
	if err == nil && len(nodes) != 1 {
		err = errExercise
	}
	return err
}

// TestTheLineOfTheDocumentationIsTheLeastThatWillDo: word for word, and with any one right less something fails.
func TestTheLineOfTheDocumentationIsTheLeastThatWillDo(t *testing.T) {
	t.Parallel()
	server := kvtest.StartServer(t)
	try := func(without string) error {
		line, rules := leastRights(t, without)
		server.Do("flushall")
		args := []string{"acl", "setuser"}
		for i, rule := range append([]string{"lede"}, rules...) {
			if i == 0 || rule != "lede" {
				args = append(args, strings.Replace(rule, ">PASSWORD", ">pa55", 1))
			}
		}
		server.Do("acl", "deluser", "lede")
		if said := server.Do(args...); said != "OK" {
			t.Fatalf("%s\n%s", line, said)
		}
		ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
		defer cancel()
		return exercise(ctx, strings.Replace(server.URL(), "redis://", "redis://lede:pa55@", 1))
	}
	if err := try(""); err != nil {
		t.Fatalf("with the line as it stands: %v", err)
	}
	_, rules := leastRights(t, "")
	for _, rule := range rules {
		if strings.HasPrefix(rule, "+") || strings.HasPrefix(rule, "~") || strings.HasPrefix(rule, "&") {
			if err := try(rule); err == nil {
				t.Errorf("without %s nothing fails", rule)
			}
		}
	}
}

// TestAMissingRightIsToldWithTheLineToAdd: before anything is posted, and not when it is needed for the first time.
func TestAMissingRightIsToldWithTheLineToAdd(t *testing.T) {
	t.Parallel()
	server := kvtest.StartServer(t)
	refused := func(code, line string, rules ...string) {
		t.Helper()
		server.Do("acl", "deluser", "u")
		server.Do(append([]string{"acl", "setuser", "u", "on", ">pa55"}, rules...)...)
		kv, err := rediskv.Open(t.Context(), strings.Replace(server.URL(), "redis://", "redis://u:pa55@", 1), rediskv.Options{})
		if err == nil {
			_ = kv.Close()
			t.Errorf("%v: it opens", rules)
			return
		}
		if said := (languages.Language{}).Line(err); !strings.Contains(err.Error(), code) || !strings.Contains(said, line) {
			t.Errorf("%v: %v\n%s", rules, err, said)
		}
	}
	_, rules := leastRights(t, "")
	for _, rule := range rules {
		if command, found := strings.CutPrefix(rule, "+"); found && command != "subscribe" {
			refused("redis.rights", "may not run "+strings.ToUpper(command)+": allow it with `ACL SETUSER u "+rule+"`", "~lede:*", "&lede:*", "+@all", "-"+command)
		}
	}
	refused("redis.rights", "may not run HDEL, ZREM: allow it with `ACL SETUSER u +hdel +zrem`", "~lede:*", "&lede:*", "+@all", "-zrem", "-hdel")
	refused("redis.no-subscribing", "`ACL SETUSER u +subscribe &lede:*`", "~lede:*", "&lede:*", "+@all", "-subscribe")
	refused("redis.no-publishing", "`ACL SETUSER u +publish &lede:*`", "~lede:*", "+@all")
	refused("redis.permission", "lede:", "~other:*", "&lede:*", "+@all")
	kinds := []string{"~lede:layout", "~lede:state:*", "~lede:due:*", "~lede:item:*", "~lede:server:*", "~lede:budget:*"}
	for i, kind := range kinds {
		if kind != "~lede:layout" {
			refused("redis.permission", "lede:", append(slices.Delete(slices.Clone(kinds), i, i+1), "&lede:*", "+@all")...)
		}
	}
	if keys := server.Do("keys", "*rights*"); keys != "" {
		t.Errorf("asking about rights left %s", keys)
	}
}

// TestWithoutInfoEverythingIsInDoubt: as after a failover to a server where Lede's user may not ask for it.
func TestWithoutInfoEverythingIsInDoubt(t *testing.T) {
	t.Parallel()
	server := kvtest.StartServer(t)
	server.Do("acl", "setuser", "u", "on", ">pa55", "~lede:*", "&lede:*", "+@all")
	kv := mustOpen(t, strings.Replace(server.URL(), "redis://", "redis://u:pa55@", 1), "")
	scheduleNow(t, kv, "settled")
	wantDoubt(t, kv, "settled", false)
	server.Do("acl", "setuser", "u", "-info")
	for range 2 {
		scheduleNow(t, kv, "unknown")
		wantDoubt(t, kv, "unknown", true)
	}
	server.Do("acl", "setuser", "u", "+info")
	scheduleNow(t, kv, "known")
	wantDoubt(t, kv, "known", false)
}
