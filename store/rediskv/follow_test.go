//go:build unix

package rediskv_test

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"lede/store"
	"lede/store/kvtest"
	"lede/store/rediskv"
)

const guild = "guild:1"

// awaited is a store that says when it is followed.
type awaited struct {
	*rediskv.KV
	once     sync.Once
	followed chan struct{}
}

func (a *awaited) Follow(ctx context.Context, changed func(string, []string), follows func(bool)) {
	a.KV.Follow(ctx, changed, func(yes bool) {
		follows(yes)
		a.once.Do(func() { close(a.followed) })
	})
}

// cached is a cache on Redis, which it follows until the test ends.
func cached(t *testing.T, kv *rediskv.KV, o store.CacheOptions) *store.Cache {
	t.Helper()
	a := &awaited{KV: kv, followed: make(chan struct{})}
	c := store.NewCache(a, o)
	ctx, cancel := context.WithCancel(context.WithoutCancel(t.Context()))
	var running sync.WaitGroup
	running.Go(func() { c.Run(ctx) })
	t.Cleanup(func() {
		cancel()
		running.Wait()
	})
	<-a.followed
	return c
}

func put(kv store.KV, value string) error {
	return kv.Update(context.Background(), guild, func(tx store.Tx) error { return tx.Put("notes", "a", []byte(value)) })
}

func got(kv store.KV) string {
	v, err := kv.Get(context.Background(), guild, "notes", "a")
	if err != nil {
		return err.Error()
	}
	return string(v)
}

// eventually waits until a question is answered as wanted, and returns how long that took.
func eventually(t *testing.T, want string, ask func() string) time.Duration {
	t.Helper()
	begun, last := time.Now(), ""
	for time.Since(begun) < 30*time.Second {
		if last = ask(); last == want {
			return time.Since(begun)
		}
		time.Sleep(time.Millisecond)
	}
	t.Fatalf("after 30 s: %s, want %s", last, want)
	return 0
}

// Ensure a cache on Redis obeys the laws.
func TestCachedRedis(t *testing.T) {
	t.Parallel()
	url := kvtest.StartRedis(t)
	kvtest.Run(t, kvtest.Backend{OwnClock: true, Open: func(t *testing.T, _ func() time.Time) store.KV {
		return cached(t, mustOpen(t, url, rand.Text()+":"), store.CacheOptions{ReadPatience: time.Minute, UpdatePatience: time.Minute})
	}})
}

// told records what a follower hears.
type told struct {
	mu    sync.Mutex
	heard []string
}

func (x *told) add(s string) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.heard = append(x.heard, s)
}

func (x *told) all() string {
	x.mu.Lock()
	defer x.mu.Unlock()
	return strings.Join(x.heard, ", ")
}

// listen follows a store until the test ends.
func listen(t *testing.T, kv *rediskv.KV) *told {
	t.Helper()
	x := &told{}
	ctx, cancel := context.WithCancel(context.WithoutCancel(t.Context()))
	var following sync.WaitGroup
	following.Go(func() {
		kv.Follow(ctx, func(owner string, kinds []string) { x.add(fmt.Sprintf("%q %q", owner, kinds)) },
			func(yes bool) { x.add(fmt.Sprint(yes)) })
	})
	t.Cleanup(func() {
		cancel()
		following.Wait()
	})
	eventually(t, "true", x.all)
	return x
}

func TestEveryChangeIsAnnounced(t *testing.T) {
	t.Parallel()
	url := kvtest.StartRedis(t)
	kv := mustOpen(t, url, "")
	x := listen(t, mustOpen(t, url, ""))
	stranger := listen(t, mustOpen(t, url, "other:"))
	oops := errors.New("oops")
	for _, c := range []struct {
		edit func(store.Tx) error
		want error
	}{
		{edit: func(tx store.Tx) error {
			return errors.Join(tx.Put("b:%", "x", nil), tx.Put("a", "x", nil), tx.Put("a", "y", nil))
		}},
		{edit: func(tx store.Tx) error { return tx.Delete("a", "x") }},
		{edit: func(tx store.Tx) error { return tx.Schedule("x", time.Now()) }}, // changes no value
		{edit: func(tx store.Tx) error { return nil }},
		{edit: func(tx store.Tx) error { return errors.Join(tx.Put("a", "x", nil), oops) }, want: oops},
	} {
		if err := kv.Update(t.Context(), "guild:é", c.edit); !errors.Is(err, c.want) {
			t.Fatal(err)
		}
	}
	if err := kv.Update(t.Context(), "last", func(tx store.Tx) error { return tx.Put("a", "x", nil) }); err != nil {
		t.Fatal(err)
	}
	eventually(t, `true, "guild:é" ["b:%" "a"], "guild:é" ["a"], "last" ["a"]`, x.all)
	if s := stranger.all(); s != "true" {
		t.Errorf("with another prefix: %s", s)
	}
}

// Ensure a user without the channel is told so at the start, not at the first change.
func TestAUserWithoutTheChannel(t *testing.T) {
	t.Parallel()
	url := kvtest.StartRedis(t)
	host := strings.TrimPrefix(url, "redis://")
	admin := redis.NewClient(&redis.Options{Addr: strings.TrimSuffix(host, "/0")})
	defer func() { _ = admin.Close() }()
	if err := admin.Do(t.Context(), "acl", "setuser", "lede", "on", ">"+secret, "~lede:*", "resetchannels", "+@all").Err(); err != nil {
		t.Fatal(err)
	}
	_, err := rediskv.Open(t.Context(), "redis://lede:"+secret+"@"+host, rediskv.Options{})
	if err == nil || !strings.Contains(said(err), "&lede:*") || strings.Contains(said(err), "\n") {
		t.Errorf("got %v, want what to allow", err)
	}
	if err := admin.Do(t.Context(), "acl", "setuser", "lede", "&lede:*").Err(); err != nil {
		t.Fatal(err)
	}
	kv := mustOpen(t, "redis://lede:"+secret+"@"+host, "")
	x := listen(t, kv)
	if err := put(kv, "one"); err != nil {
		t.Fatal(err)
	}
	eventually(t, `true, "guild:1" ["notes"]`, x.all)
}

// alert makes a store notice within half a second what takes two by default.
var alert = rediskv.Times{Call: 600 * time.Millisecond, Ping: 150 * time.Millisecond, Silence: 500 * time.Millisecond, Resubscribe: 100 * time.Millisecond}

// Ensure a loss is told, however it comes, and the subscription made anew.
func TestALossIsTold(t *testing.T) {
	server := kvtest.StartOutage(t)
	kv := openWith(t, server.URL, rediskv.Options{Times: alert})
	x := listen(t, kv)
	admin := redis.NewClient(&redis.Options{Addr: strings.TrimSuffix(strings.TrimPrefix(server.URL, "redis://"), "/0")})
	defer func() { _ = admin.Close() }()
	back := func() string {
		s := x.all()
		return s[strings.LastIndex(s, " ")+1:]
	}
	losses := func() int { return strings.Count(x.all(), "false") }
	// What is told may be over before it is looked for, and a machine that stands still loses a subscription, too.
	lost := func(how string, lose func()) (took time.Duration) {
		t.Helper()
		before := losses()
		lose()
		took = eventually(t, "true", func() string { return fmt.Sprint(losses() > before) })
		t.Logf("%s: told after %v", how, took)
		return took
	}
	lost("cut", func() {
		if err := admin.Do(t.Context(), "client", "kill", "type", "pubsub").Err(); err != nil {
			t.Fatal(err)
		}
	})
	t.Logf("back after %v", eventually(t, "true", back))

	if took := lost("frozen", server.Freeze); took > 20*alert.Silence { // a busy machine may be late
		t.Errorf("a subscription that is silent was noticed after %v", took)
	}
	server.Thaw()
	t.Logf("back after %v", eventually(t, "true", back))

	lost("killed", server.Kill)
	server.Start()
	t.Logf("back after %v", eventually(t, "true", back))
	if err := kv.Close(); err != nil {
		t.Fatal(err)
	}
	eventually(t, "false", back)
}

func TestAChangeOfOneProcessIsSeenByAnother(t *testing.T) {
	url := kvtest.StartRedis(t)
	a := cached(t, mustOpen(t, url, ""), store.CacheOptions{})
	b := cached(t, mustOpen(t, url, ""), store.CacheOptions{})
	var longest time.Duration
	for i := range 200 {
		want := fmt.Sprint(i)
		_ = got(b)
		if err := put(a, want); err != nil {
			t.Fatal(err)
		}
		if v := got(a); v != want {
			t.Fatalf("one's own change: got %s, want %s", v, want)
		}
		longest = max(longest, eventually(t, want, func() string { return got(b) }))
	}
	t.Logf("the other's change was seen after at most %v", longest)
	if longest > 10*time.Second { // a reading that was not announced would be believed for longer
		t.Errorf("a change was seen after %v", longest)
	}
}

// Ensure what a cache answers, and how soon, while Redis hangs, is killed and comes back.
func TestCachedOutage(t *testing.T) {
	server := kvtest.StartOutage(t)
	times := alert
	times.Call = time.Minute // so that only the cache's own patience ends a wait
	c := cached(t, openWith(t, server.URL, rediskv.Options{Times: times}), store.CacheOptions{
		ReadPatience: 200 * time.Millisecond, UpdatePatience: 500 * time.Millisecond, Rest: 300 * time.Millisecond,
	})
	if err := put(c, "one"); err != nil {
		t.Fatal(err)
	}
	known := func() {
		t.Helper()
		time.Sleep(100 * time.Millisecond) // one's own change is announced too, and what was read before is forgotten
		eventually(t, "one", func() string { return got(c) })
	}
	known()
	during := func(what string, span time.Duration) {
		t.Helper()
		var slowest, slowestChange time.Duration
		for until := time.Now().Add(span); time.Now().Before(until); time.Sleep(time.Millisecond) {
			begun := time.Now()
			if v := got(c); v != "one" {
				t.Fatalf("%s: got %s", what, v)
			}
			slowest = max(slowest, time.Since(begun))
			begun = time.Now()
			if err := put(c, "two"); !errors.Is(err, store.ErrUnavailable) && !errors.Is(err, store.ErrUncertain) {
				t.Fatalf("%s: %v", what, err)
			}
			slowestChange = max(slowestChange, time.Since(begun))
		}
		t.Logf("%s: the slowest read took %v, the slowest change was refused after %v", what, slowest, slowestChange)
		if max(slowest, slowestChange) > 10*time.Second {
			t.Errorf("%s: somebody had to wait", what)
		}
	}
	server.Freeze()
	during("frozen", 1500*time.Millisecond)
	server.Thaw()
	// A change that was reported as uncertain may be there or not.
	t.Logf("thawed: a change is made after %v", eventually(t, "<nil>", func() string { return fmt.Sprint(put(c, "one")) }))
	known()
	server.Kill()
	during("killed", 500*time.Millisecond)
	server.Start()
	t.Logf("restarted: a change is made after %v", eventually(t, "<nil>", func() string { return fmt.Sprint(put(c, "three")) }))
	if v := got(c); v != "three" {
		t.Errorf("afterwards: got %s", v)
	}
}
