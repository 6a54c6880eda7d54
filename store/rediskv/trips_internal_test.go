package rediskv

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"lede/problem"
	"lede/store"
	"lede/store/kvtest"
)

// trips has one round trip fail, counted from 1, and may rewrite what the others brought. What go-redis asks of a new connection
// does not count.
type trips struct {
	broken, made int
	rewrite      func(redis.Cmder)
}

func (*trips) DialHook(next redis.DialHook) redis.DialHook { return next }

func (t *trips) ProcessHook(next redis.ProcessHook) redis.ProcessHook {
	return func(ctx context.Context, cmd redis.Cmder) error {
		return t.trip([]redis.Cmder{cmd}, func() error { return next(ctx, cmd) })
	}
}

func (t *trips) ProcessPipelineHook(next redis.ProcessPipelineHook) redis.ProcessPipelineHook {
	return func(ctx context.Context, list []redis.Cmder) error {
		return t.trip(list, func() error { return next(ctx, list) })
	}
}

func (t *trips) trip(list []redis.Cmder, make func() error) error {
	if slices.Contains([]string{"hello", "client"}, list[0].Name()) {
		return make()
	}
	if t.made++; t.made == t.broken {
		for _, c := range list {
			c.SetErr(io.EOF)
		}
		return io.EOF
	}
	err := make()
	for _, c := range list {
		if t.rewrite != nil {
			t.rewrite(c)
		}
	}
	return err
}

// travelling opens a store whose round trips a test can break.
func travelling(t *testing.T) (*KV, *kvtest.Redis, *trips) {
	t.Helper()
	server := kvtest.StartServer(t)
	kv, err := Open(t.Context(), server.URL(), Options{Times: Times{Call: 30 * time.Second}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = kv.Close() })
	away := &trips{}
	kv.redis.(*redis.Client).AddHook(away)
	return kv, server, away
}

// TestARoundTripThatFailsIsAnError of every call, whichever of its round trips it is.
func TestARoundTripThatFailsIsAnError(t *testing.T) {
	t.Parallel()
	kv, server, away := travelling(t)
	put := func(tx store.Tx) error { return tx.Put("k", "y", []byte("v")) }
	schedule := func(ctx context.Context) error {
		return kv.Update(ctx, "o", func(tx store.Tx) error {
			return errors.Join(tx.Schedule("1", time.UnixMilli(5)), tx.Put("k", "y", []byte("v")))
		})
	}
	walked := func(string, string, []store.Entry) error { return nil }
	for name, call := range map[string]func(context.Context) error{
		"Get":     func(ctx context.Context) error { _, err := kv.Get(ctx, "o", "k", "y"); return err },
		"List":    func(ctx context.Context) error { _, err := kv.List(ctx, "o", "k"); return err },
		"Gather":  func(ctx context.Context) error { _, err := kv.Gather(ctx, "o", []store.Spot{{Kind: "k"}}); return err },
		"Update":  func(ctx context.Context) error { return kv.Update(ctx, "o", put) },
		"NextDue": func(ctx context.Context) error { _, _, err := kv.NextDue(ctx); return err },
		"Claim":   func(ctx context.Context) error { _, err := kv.Claim(ctx, 1, time.Millisecond); return err },
		"Take":    func(ctx context.Context) error { _, err := kv.Take(ctx, "b", time.Hour, 9); return err },
		"Now":     func(ctx context.Context) error { _, err := kv.Now(ctx); return err },
		"Doubt":   kv.Doubt,
		"Check":   kv.Check,
		"Check after a loss": func(ctx context.Context) error {
			server.Do("del", "lede:layout")
			if err := kv.Check(ctx); !errors.Is(err, store.ErrForgot) {
				return err
			}
			return nil
		},
		"Snapshot":   func(ctx context.Context) error { return kv.Snapshot(ctx, func(store.State) error { return nil }) },
		"Walk":       func(ctx context.Context) error { return kv.Walk(ctx, "", walked) },
		"CheckWhole": kv.CheckWhole,
		"WalkDue":    func(ctx context.Context) error { return kv.WalkDue(ctx, func(_, _ string) error { return nil }) },
		"Inspect":    func(ctx context.Context) error { _, err := kv.Inspect(ctx); return err },
		"Get in an edit": func(ctx context.Context) error {
			return kv.Update(ctx, "o", func(tx store.Tx) error { _, err := tx.Get("k", "y"); return err })
		},
		"List in an edit": func(ctx context.Context) error {
			return kv.Update(ctx, "o", func(tx store.Tx) error { _, err := tx.List("k"); return err })
		},
		"Item in an edit": func(ctx context.Context) error {
			return kv.Update(ctx, "o", func(tx store.Tx) error { return tx.Settle(store.Claim{Owner: "o", ID: "2", Token: "t"}, time.Time{}) })
		},
		"meeting new servers": func(ctx context.Context) error { kv.noted.Store(-1); _, err := kv.Claim(ctx, 1, time.Hour); return err },
		"opening": func(ctx context.Context) error {
			_, err := kv.checkLayout(ctx)
			return errors.Join(err, kv.checkInfo(ctx), kv.noteServers(ctx, false), kv.checkChannel(ctx))
		},
	} {
		away.broken = 0
		if err := schedule(t.Context()); err != nil {
			t.Fatal(err)
		}
		for trip := 1; ; trip++ {
			away.broken, away.made = trip, 0
			err := call(t.Context())
			if away.made < trip {
				if trip == 1 {
					t.Errorf("%s makes no round trip", name)
				}
				break // trip was never made
			}
			// The setting that says how often the server writes to disk is not needed.
			optional := name == "Inspect" && trip == away.made && trip > 3
			if (err == nil) != optional {
				t.Errorf("%s, when round trip %d fails: %v", name, trip, err)
			}
		}
	}
}

// TestWhatWasClaimedBeforeAnErrorIsKept, since nobody else could work on it until its lease ends.
func TestWhatWasClaimedBeforeAnErrorIsKept(t *testing.T) {
	t.Parallel()
	kv, _, away := travelling(t)
	two := []string{"a", "b"}
	if partition(two[0]) == partition(two[1]) {
		t.Fatal("the owners are to lie in two partitions")
	}
	for i, n := range []int{5, 1} {
		if err := kv.Update(t.Context(), two[i], func(tx store.Tx) (err error) {
			for id := range n {
				err = errors.Join(err, tx.Schedule(fmt.Sprint(id), time.UnixMilli(5)))
			}
			return err
		}); err != nil {
			t.Fatal(err)
		}
	}
	if err := errors.Join(claimScript.Load(t.Context(), kv.redis).Err(), headsScript.Load(t.Context(), kv.redis).Err(), kv.meetServers(t.Context())); err != nil {
		t.Fatal(err)
	}
	// The heads, two of each partition, and what is missing of the first.
	away.broken, away.made = 3, 0
	claims, err := kv.Claim(t.Context(), 4, time.Hour)
	if err != nil || len(claims) != 3 || away.made != 3 {
		t.Fatalf("claimed %d in %d round trips (%v), want 3 in 3", len(claims), away.made, err)
	}
	for _, c := range claims {
		if it, ok := kv.held.item(c.Owner, c.ID); !ok || it.Token != c.Token {
			t.Errorf("%+v is not held", c)
		}
	}
	away.broken, away.made = 0, 0
	if claims, err = kv.Claim(t.Context(), 4, time.Hour); err != nil || len(claims) != 3 {
		t.Errorf("then %d (%v), want the other 3", len(claims), err)
	}
	// Neither partition fills its share again, so nothing more is asked.
	if away.made != 2 && away.made != 3 {
		t.Errorf("%d round trips", away.made)
	}
}

// TestEvictionIsALossWhereAnyKeyMayBeTaken, and a count that began anew is none.
func TestEvictionIsALossWhereAnyKeyMayBeTaken(t *testing.T) {
	t.Parallel()
	kv, _, away := travelling(t)
	var info string
	away.rewrite = func(c redis.Cmder) {
		if s, ok := c.(*redis.StringCmd); ok && c.Name() == "info" {
			s.SetVal(info)
		}
	}
	says := func(run, policy string, evicted int) string {
		return fmt.Sprintf("run_id:%s\r\nmaxmemory_policy:%s\r\nevicted_keys:%d\r\n", run, policy, evicted)
	}
	for _, step := range []struct{ what, info, want string }{
		{"the first count", says("a", "allkeys-lru", 3), ""},
		{"no more", says("a", "allkeys-lru", 3), ""},
		{"one more", says("a", "allkeys-lru", 4), "1"},
		{"told once", says("a", "allkeys-lru", 4), ""},
		{"another server", says("b", "allkeys-lru", 9), ""},
		{"fewer", says("b", "allkeys-lru", 8), ""},
		{"only what expires, since some moment before", says("b", "volatile-lru", 20), "12"},
		{"only what expires", says("b", "volatile-lru", 30), ""},
		{"all again", says("b", "allkeys-lfu", 30), ""},
		{"all, and one more", says("b", "allkeys-lfu", 31), "1"},
	} {
		info = step.info
		err := kv.Check(t.Context())
		var p *problem.Problem
		got := ""
		if errors.As(err, &p) && errors.Is(err, store.ErrForgot) {
			got = fmt.Sprint(p.Args["n"])
		}
		if got != step.want || (err == nil) != (step.want == "") {
			t.Errorf("%s: %v, want %q evicted", step.what, err, step.want)
		}
	}
}

// TestWhatAServerSaysOfItself is read field by field.
func TestWhatAServerSaysOfItself(t *testing.T) {
	t.Parallel()
	kv, _, away := travelling(t)
	for info, want := range map[string]Node{
		"": {}, "role:slave\r\nconnected_slaves:2": {Replica: true, Replicas: 2}, "role:master\naof_enabled:0": {}, "aof_enabled:1": {AppendOnly: true},
		"aof_last_write_status:err": {Failing: true}, "rdb_last_bgsave_status:err": {Failing: true}, "aof_last_write_status:ok\nrdb_last_bgsave_status:ok": {},
		" redis_version:8.2 \r\nmaxmemory:12\r\nmaxmemory_policy:a:b\r\n# Section\r\nword": {Version: "8.2", MaxMemory: 12, Policy: "a:b"},
	} {
		away.rewrite = func(c redis.Cmder) {
			if s, ok := c.(*redis.StringCmd); ok && c.Name() == "info" {
				s.SetVal(info)
			}
			if s, ok := c.(*redis.TimeCmd); ok {
				s.SetVal(s.Val().Add(-time.Hour))
			}
		}
		n, err := inspect(t.Context(), kv.redis.(*redis.Client))
		if off := (n.Ahead - time.Hour).Abs(); err != nil || n.Took <= 0 || off > n.Took/2+time.Millisecond {
			t.Errorf("a clock an hour behind: %v after %v (%v)", n.Ahead, n.Took, err)
		}
		if n.Address == "" || n.Fsync != "everysec" {
			t.Errorf("%q: %+v", info, n)
		}
		n.Address, n.Ahead, n.Took, n.Fsync = "", 0, 0, ""
		if n != want {
			t.Errorf("%q: %+v, want %+v", info, n, want)
		}
	}
}

// TestAWalkEndsWhereItsCallerEndsIt, and passes over what is not ours.
func TestAWalkEndsWhereItsCallerEndsIt(t *testing.T) {
	t.Parallel()
	kv, server, _ := travelling(t)
	for _, owner := range []string{"a", "b"} {
		if err := kv.Update(t.Context(), owner, func(tx store.Tx) error {
			return errors.Join(tx.Put("k", "y", []byte("v")), tx.Put("k*", "y", []byte("v")), tx.Schedule("1", time.UnixMilli(5)))
		}); err != nil {
			t.Fatal(err)
		}
	}
	server.Do("zadd", kv.dueKey(partition("a")), "1", "not ours")
	server.Do("hset", "lede:state:foreign", "a", "b")
	if err := kv.CheckWhole(t.Context()); err == nil || !strings.Contains(err.Error(), "lede:state:foreign") {
		t.Errorf("a key that is not ours: %v", err)
	}
	server.Do("del", "lede:state:foreign")
	if err := kv.CheckWhole(t.Context()); err != nil {
		t.Error(err)
	}
	enough := errors.New("enough")
	for name, walk := range map[string]func(visit func(owner string) error) error{
		"Walk": func(visit func(string) error) error {
			return kv.Walk(t.Context(), "", func(owner, kind string, list []store.Entry) error {
				if len(list) != 1 {
					t.Errorf("%s: %d", kind, len(list))
				}
				return visit(owner + " " + kind)
			})
		},
		"Walk of a kind": func(visit func(string) error) error {
			return kv.Walk(t.Context(), "k*", func(owner, kind string, _ []store.Entry) error { return visit(owner + " " + kind) })
		},
		"WalkDue": func(visit func(string) error) error {
			return kv.WalkDue(t.Context(), func(owner, id string) error { return visit(owner + " " + id) })
		},
		"Snapshot": func(visit func(string) error) error {
			return kv.Snapshot(t.Context(), func(s store.State) error { return visit(s.Owner + fmt.Sprint(" ", len(s.Values), len(s.Due))) })
		},
	} {
		var seen []string
		if err := walk(func(what string) error { seen = append(seen, what); return nil }); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		slices.Sort(seen)
		want := map[string]string{"Walk": "a k,a k*,b k,b k*", "Walk of a kind": "a k*,b k*", "WalkDue": "a 1,b 1", "Snapshot": "a 2 1,b 2 1"}[name]
		if got := strings.Join(seen, ","); got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
		visits := 0
		if err := walk(func(string) error { visits++; return enough }); !errors.Is(err, enough) || visits != 1 {
			t.Errorf("%s, ended: %d visits, %v", name, visits, err)
		}
	}
	// An owner that was erased while the snapshot was taken is left out.
	p := partition("gone")
	if err := kv.snapshotPartition(t.Context(), p, map[string]bool{"gone": true}, []string{"k"}, func(s store.State) error {
		if s.Owner == "gone" {
			t.Errorf("an owner of whom nothing is left: %+v", s)
		}
		return nil
	}); err != nil {
		t.Error(err)
	}
}

// TestWhoGaveUpIsNotServed: a command that was still waiting is not sent.
func TestWhoGaveUpIsNotServed(t *testing.T) {
	node, seen := redis.NewClient(&redis.Options{Addr: "localhost:1"}), &sent{}
	defer node.Close()
	node.AddHook(seen)
	kv := &KV{redis: node}
	to := pipelineKey{node, true}
	l := kv.pipelines.get(to)
	l.busy = true // another caller leads
	ctx, cancel := context.WithCancel(t.Context())
	left := make(chan error, 1)
	go func() { left <- kv.send(ctx, "o", true, redis.NewCmd(ctx, "set")) }()
	for waiting := 0; waiting == 0; time.Sleep(100 * time.Microsecond) {
		l.mu.Lock()
		waiting = len(l.waiting)
		l.mu.Unlock()
	}
	cancel()
	if err := <-left; !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	kv.deliver(l.next(), to)
	if len(seen.names) != 0 {
		t.Errorf("%v is sent for a caller that left", seen.names)
	}
}

// moving is a cluster of one node whose partitions move for a number of round trips, and a store that waits so long for that.
func moving(t *testing.T, times int, patience time.Duration) (*KV, *int) {
	tries := new(int)
	cluster := redis.NewClusterClient(&redis.ClusterOptions{
		ClusterSlots: func(context.Context) ([]redis.ClusterSlot, error) {
			return []redis.ClusterSlot{{Start: 0, End: 16383, Nodes: []redis.ClusterNode{{Addr: "localhost:1"}}}}, nil
		},
		NewClient: func(o *redis.Options) *redis.Client {
			c := redis.NewClient(o)
			c.AddHook(answering(func(cmd redis.Cmder) error {
				if *tries++; *tries <= times {
					return reply("TRYAGAIN x")
				}
				if n, ok := cmd.(*redis.IntCmd); ok {
					n.SetVal(1)
				}
				return nil
			}))
			return c
		},
	})
	t.Cleanup(func() { _ = cluster.Close() })
	return &KV{redis: cluster, cluster: true, times: Times{Call: patience, Conflict: time.Millisecond}}, tries
}

// answering is a hook that answers commands in place of Redis.
type answering func(redis.Cmder) error

func (answering) DialHook(next redis.DialHook) redis.DialHook { return next }

func (a answering) ProcessHook(redis.ProcessHook) redis.ProcessHook {
	return func(_ context.Context, cmd redis.Cmder) error {
		err := a(cmd)
		cmd.SetErr(err)
		return err
	}
}

func (a answering) ProcessPipelineHook(redis.ProcessPipelineHook) redis.ProcessPipelineHook {
	return func(_ context.Context, list []redis.Cmder) (first error) {
		for _, cmd := range list {
			err := a(cmd)
			if cmd.SetErr(err); first == nil {
				first = err
			}
		}
		return first
	}
}

// TestAnEditWaitsForAMoveOnlySoLong as any call does.
func TestAnEditWaitsForAMoveOnlySoLong(t *testing.T) {
	put := func(tx store.Tx) error { return tx.Put("k", "y", []byte("v")) }
	kv, tries := moving(t, 3, time.Minute)
	if err := kv.Update(t.Context(), "o", put); err != nil || *tries != 4 {
		t.Errorf("after a move of three tries: %d, %v", *tries, err)
	}
	kv, _ = moving(t, 1<<30, 30*time.Millisecond)
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	if err := kv.Update(ctx, "o", put); !errors.Is(err, store.ErrUnavailable) || ctx.Err() != nil {
		t.Errorf("a move without end: %v", err)
	}
}

// TestAClaimCountsWithItsReplicas: all of them, and only when they can be asked.
func TestAClaimCountsWithItsReplicas(t *testing.T) {
	for name, c := range map[string]struct {
		acknowledged int64
		err          error
		want         string
	}{"all": {2, nil, ""}, "more": {3, nil, ""}, "too few": {1, nil, "1 of 2 replicas"}, "none can be asked": {0, io.EOF, "EOF"}} {
		node := redis.NewClient(&redis.Options{Addr: "localhost:1"})
		node.AddHook(answering(func(cmd redis.Cmder) error {
			if n, ok := cmd.(*redis.IntCmd); ok && cmd.Name() == "wait" {
				n.SetVal(c.acknowledged)
				return c.err
			}
			return nil
		}))
		kv := &KV{redis: node, replicas: 2}
		replies, err := kv.claimOn(t.Context(), []head{{partition: 1}}, []call{newCall(0, 0)})
		if got := fmt.Sprint(err); c.want == "" && err != nil || !strings.Contains(got, c.want) {
			t.Errorf("%s: %v, want %q", name, err, c.want)
		}
		if len(replies) != 1 || (replies[0].Err() == nil) != (c.want == "") {
			t.Errorf("%s: the claims %v", name, replies)
		}
		_ = node.Close()
	}
}

func TestAnAnnouncementNamesEachKindOnce(t *testing.T) {
	for want, writes := range map[string][]store.Write{
		"": {{ID: "1"}, {ID: "2", Item: &store.Item{}}}, "o\x00k": {{Kind: "k", Key: "a"}, {ID: "1"}, {Kind: "k", Key: "b", Value: []byte("v")}}, "o\x00k\x00l": {{Kind: "k", Key: "a"}, {Kind: "l", Key: "a"}, {Kind: "k", Key: "c"}},
	} {
		if got := announcement("o", writes); got != want {
			t.Errorf("%+v: %q, want %q", writes, got, want)
		}
	}
}

// TestARefusedTransactionSaysWhy: the reply to EXEC does not.
func TestARefusedTransactionSaysWhy(t *testing.T) {
	aborted, denied := reply("EXECABORT x"), reply("NOPERM x")
	commands := func(list ...error) (all []redis.Cmder) {
		for _, err := range list {
			c := redis.NewCmd(t.Context(), "x")
			c.SetErr(err)
			all = append(all, c)
		}
		return all
	}
	for name, c := range map[string]struct {
		commands []redis.Cmder
		err      error
		want     error
	}{
		"refused": {commands(nil, aborted, denied), aborted, denied}, "not said": {commands(nil, aborted), aborted, aborted}, "another error": {commands(denied), io.EOF, io.EOF}, "none": {commands(nil), nil, nil},
	} {
		if got := reason(c.commands, c.err); !errors.Is(got, c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}

func TestARowThatIsNotOursIsNoClaim(t *testing.T) {
	right := []any{"o\x00id", "5", "1", "t", "0", "0", "7"}
	if _, ok := decodeClaim(right); !ok {
		t.Error("a right row is refused")
	}
	with := func(i int, v any) []any { row := slices.Clone(right); row[i] = v; return row }
	for _, row := range []any{nil, "row", right[:6], append(slices.Clone(right), "8"), with(0, "o"), with(1, "x"), with(2, "0"), with(6, "x"), with(3, 5)} {
		if c, ok := decodeClaim(row); ok {
			t.Errorf("%v is read as %+v", row, c)
		}
	}
}

// ending is a context whose deadline has come without its having ended, as its timer may be late.
type ending struct{ context.Context }

func (ending) Deadline() (time.Time, bool) { return time.Now(), true }

// TestATimeoutAtTheDeadlineIsTheDeadlines, and no other error is.
func TestATimeoutAtTheDeadlineIsTheDeadlines(t *testing.T) {
	for name, c := range map[string]struct {
		ctx  context.Context
		err  error
		want bool
	}{
		"a timeout": {ending{t.Context()}, late(true), true}, "another error": {ending{t.Context()}, late(false), false}, "a refusal": {ending{t.Context()}, reply("ERR x"), false}, "a timeout without a deadline": {t.Context(), late(true), false},
	} {
		if got := sorted(c.ctx, c.err); errors.Is(got, context.DeadlineExceeded) != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

// TestAPortThatSpeaksAnotherWayIsNamed only where the URL says otherwise.
func TestAPortThatSpeaksAnotherWayIsNamed(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	go func() {
		for conn, err := l.Accept(); err == nil; conn, err = l.Accept() {
			_, _ = io.WriteString(conn, "-LOADING x\r\n")
			_ = conn.Close()
		}
	}()
	away := fmt.Errorf("%w: gone", store.ErrUnavailable)
	for name, c := range map[string]struct {
		tls  *tls.Config
		err  error
		want string
	}{
		"TLS where there is none": {&tls.Config{}, away, "redis.no-tls"}, "none where there is none": {nil, away, ""}, "it answered": {&tls.Config{}, fmt.Errorf("%w: %w", store.ErrUnavailable, reply("LOADING x")), ""}, "another error": {&tls.Config{}, io.EOF, ""}, "too late": {&tls.Config{}, context.DeadlineExceeded, "redis.no-tls"},
	} {
		a := address{options: redis.UniversalOptions{Addrs: []string{l.Addr().String()}, TLSConfig: c.tls}}
		if got := codeOf((&KV{}).mistaken(t.Context(), a, c.err)); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}
