package rediskv_test

import (
	"context"
	"errors"
	"net"
	"strings"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"lede/languages"
	"lede/store"
	"lede/store/kvtest"
	"lede/store/rediskv"
)

// said returns the words of an error for an operator.
func said(err error) string { return languages.Language{}.Line(err) }

const secret = "pa55-w0rd"

// Ensure no error tells the password, whatever is wrong with the URL.
func TestPasswordIsNotTold(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	for _, url := range []string{
		"", "nonsense", "http://user:" + secret + "@host", "redis://user:" + secret + "#@host:6379", "redis://user:" + secret + "@host:99x",
		"redis://user:%zz" + secret + "@host", "redis://:" + secret + "@127.0.0.1:1/0", "redis://:" + secret + "@127.0.0.1:1/zero",
		"redis://:" + secret + "@127.0.0.1:1/0?unknown=" + secret, "rediss://u:" + secret + "@127.0.0.1:1", "redis:" + secret,
		"redis://:" + secret + "@127.0.0.1:1,127.0.0.1:2/0", "redis-sentinel://:" + secret + "@127.0.0.1:1/0x" + secret + "/x", "redis-sentinel://:" + secret + "@127.0.0.1:1",
		"redis-sentinel://127.0.0.1:1,127.0.0.1:2/m/0?sentinel_password=" + secret, "redis-cluster://u:" + secret + "@127.0.0.1:1,127.0.0.1:2", "redis-cluster://:" + secret + "@127.0.0.1:1/3",
		"redis-cluster://:" + secret + "@,", "redis-other://:" + secret + "@h", "redis://:" + secret + "@h?replicas=" + secret, "redis://:" + secret + "@h?replicas=17", "redis://:a@" + secret + "@h",
		"rediss://:" + secret + "@127.0.0.1:1?cacert=/nowhere", "redis://:" + secret + "/x@h", "redis://:" + secret + "@h:1:2",
	} {
		kv, err := rediskv.Open(ctx, url, rediskv.Options{})
		if err == nil {
			_ = kv.Close()
			t.Errorf("%s was opened", url)
			continue
		}
		if strings.Contains(err.Error()+said(err), secret) {
			t.Errorf("%s: the error tells the password: %v", url, err)
		}
		if strings.Contains(said(err), "\n") {
			t.Errorf("%s: more than a sentence: %v", url, err)
		}
	}
}

func TestNobodyListens(t *testing.T) {
	t.Parallel()
	_, err := rediskv.Open(t.Context(), "redis://127.0.0.1:1/0", rediskv.Options{})
	if !errors.Is(err, store.ErrUnavailable) || !strings.Contains(said(err), "127.0.0.1:1") {
		t.Errorf("got %v, want ErrUnavailable with the address", err)
	}
}

// deaf listens, takes whatever comes and never answers.
func deaf(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			t.Cleanup(func() { _ = conn.Close() })
		}
	}()
	return l.Addr().String()
}

// Ensure a Redis that hangs holds a caller no longer than its context, nor longer than people can wait.
func TestHung(t *testing.T) {
	address := "redis://" + deaf(t)
	ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer cancel()
	begun := time.Now()
	if _, err := rediskv.Open(ctx, address, rediskv.Options{}); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got %v, want the context's error", err)
	}
	if took := time.Since(begun); took > 10*time.Second {
		t.Errorf("a context of 100 ms took %v", took)
	}
	begun = time.Now()
	if _, err := rediskv.Open(t.Context(), address, rediskv.Options{Times: rediskv.Times{Call: 300 * time.Millisecond}}); !errors.Is(err, store.ErrUnavailable) {
		t.Errorf("got %v, want ErrUnavailable", err)
	}
	if took := time.Since(begun); took < 300*time.Millisecond || took > 10*time.Second {
		t.Errorf("without a deadline it took %v", took)
	}
}

// Ensure a Redis that stops answering is an outage, and one that answers again is none.
func TestOutage(t *testing.T) {
	t.Parallel()
	url := kvtest.StartRedis(t)
	kv := mustOpen(t, url, "")
	admin := redis.NewClient(&redis.Options{Addr: strings.TrimSuffix(strings.TrimPrefix(url, "redis://"), "/0")})
	defer func() { _ = admin.Close() }()
	put := func(patience time.Duration) error {
		ctx, cancel := context.WithTimeout(t.Context(), patience)
		defer cancel()
		return kv.Update(ctx, "o", func(tx store.Tx) error {
			if _, err := tx.Get("k", "x"); err != nil && !errors.Is(err, store.ErrNotFound) {
				return err
			}
			return tx.Put("k", "x", []byte("v"))
		})
	}
	if err := put(30 * time.Second); err != nil {
		t.Fatal(err)
	}
	if err := admin.Do(t.Context(), "client", "pause", "4000", "all").Err(); err != nil {
		t.Fatal(err)
	}
	if err := put(time.Second); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("while Redis pauses: %v, want the context's error", err)
	}
	time.Sleep(4 * time.Second)
	if err := put(30 * time.Second); err != nil {
		t.Errorf("after the pause: %v", err)
	}
	// Connections cut by the server are noticed before anything is sent on them.
	if err := admin.Do(t.Context(), "client", "kill", "type", "normal", "skipme", "yes").Err(); err != nil {
		t.Fatal(err)
	}
	time.Sleep(50 * time.Millisecond)
	if err := put(30 * time.Second); err != nil {
		t.Errorf("after the connections were cut: %v", err)
	}
	// A replica that may not write is an outage as well.
	if err := admin.Do(t.Context(), "replicaof", "127.0.0.1", "1").Err(); err != nil {
		t.Fatal(err)
	}
	if err := put(time.Second); !errors.Is(err, store.ErrUnavailable) {
		t.Errorf("on a replica: %v, want ErrUnavailable", err)
	}
}

// Ensure a Redis that holds something else, or something newer, is refused.
func TestLayout(t *testing.T) {
	t.Parallel()
	url := kvtest.StartRedis(t)
	admin := redis.NewClient(&redis.Options{Addr: strings.TrimSuffix(strings.TrimPrefix(url, "redis://"), "/0")})
	defer func() { _ = admin.Close() }()
	for found, want := range map[string]string{"99": "newer", "soup": "not Lede's", "": "not Lede's", "0": "not Lede's"} {
		if err := admin.Set(t.Context(), "lede:layout", found, 0).Err(); err != nil {
			t.Fatal(err)
		}
		if _, err := rediskv.Open(t.Context(), url, rediskv.Options{}); err == nil || !strings.Contains(said(err), want) {
			t.Errorf("layout %q: got %v, want %q in it", found, err, want)
		}
	}
}

// Ensure what others wrote among our keys spoils nothing but itself.
func TestForeignValues(t *testing.T) {
	t.Parallel()
	url := kvtest.StartRedis(t)
	kv := mustOpen(t, url, "")
	admin := redis.NewClient(&redis.Options{Addr: strings.TrimSuffix(strings.TrimPrefix(url, "redis://"), "/0")})
	defer func() { _ = admin.Close() }()
	now, err := kv.Now(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if err := kv.Update(t.Context(), "a", func(tx store.Tx) error { return tx.Schedule("x", now.Add(-time.Second)) }); err != nil {
		t.Fatal(err)
	}
	due, err := admin.Keys(t.Context(), "lede:due:*").Result()
	if err != nil || len(due) != 1 {
		t.Fatalf("due sets %q, %v", due, err)
	}
	tag := strings.TrimPrefix(due[0], "lede:due:")
	for _, err := range []error{
		admin.ZAdd(t.Context(), due[0], redis.Z{Score: 1, Member: "no zero byte"}, redis.Z{Score: 2.5, Member: "\xff\x00\xff"}).Err(),
		admin.Do(t.Context(), "zadd", due[0], "-inf", "o\x00inf").Err(),
		admin.Set(t.Context(), "lede:item:"+tag+":a\x00x", "a string", 0).Err(),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	claims, err := kv.Claim(t.Context(), 10, time.Minute)
	if err != nil || len(claims) != 1 || claims[0].ID != "x" || claims[0].Attempt != 1 {
		t.Errorf("claimed %v (%v), want x", claims, err)
	}
	if err := kv.Update(t.Context(), "a", func(tx store.Tx) error { return tx.Settle(claims[0], time.Time{}) }); err != nil {
		t.Errorf("settling: %v", err)
	}
}

// TestAPasswordThatIsSetMeanwhileIsAnOutage: what was asked is not refused, and is asked again.
func TestAPasswordThatIsSetMeanwhileIsAnOutage(t *testing.T) {
	t.Parallel()
	server := kvtest.StartServer(t)
	kv := mustOpen(t, server.URL(), "")
	server.Do("config", "set", "requirepass", "new")
	server.Do("-a", "new", "client", "kill", "type", "normal")
	err := kv.Update(t.Context(), "o", func(tx store.Tx) error { return tx.Put("k", "a", []byte("v")) })
	for range 5 { // a connection that was just cut tells of that first
		if err == nil || strings.Contains(err.Error(), "NOAUTH") {
			break
		}
		_, err = kv.Get(t.Context(), "o", "k", "a")
	}
	if !errors.Is(err, store.ErrUnavailable) || !strings.Contains(err.Error(), "NOAUTH") {
		t.Errorf("got %v", err)
	}
	server.Do("-a", "new", "config", "set", "requirepass", "")
	if err := kv.Update(t.Context(), "o", func(tx store.Tx) error { return tx.Put("k", "a", []byte("v")) }); err != nil {
		t.Errorf("once there is none: %v", err)
	}
}
