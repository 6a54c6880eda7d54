package rediskv

import (
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"lede/problem"
	"lede/store"
	"lede/store/kvtest"
)

// reply is what Redis answers.
type reply string

func (r reply) Error() string { return string(r) }
func (r reply) RedisError()   {}

// late is an error of a connection that took too long, or not.
type late bool

func (l late) Error() string   { return "late" }
func (l late) Timeout() bool   { return bool(l) }
func (l late) Temporary() bool { return false }

var _ net.Error = late(true)

func codeOf(err error) string {
	var p *problem.Problem
	if !errors.As(err, &p) {
		return ""
	}
	return p.Code
}

func TestWhatRedisSaysIsAProblemWithItsFix(t *testing.T) {
	away := fmt.Errorf("%w: gone", store.ErrUnavailable)
	for _, c := range []struct {
		err  error
		want string
	}{
		{reply("NOAUTH Authentication required."), "redis.login"}, {reply("WRONGPASS invalid"), "redis.login"}, {reply("AUTH failed: x"), "redis.login"}, {reply("NOPERM no"), "redis.permission"}, {reply("ERR x can't run this command y"), "redis.permission"}, {reply("READONLY You can't"), "redis.replica"}, {reply("MISCONF x"), "redis.disk"}, {reply("OOM command"), "redis.memory"},
		{reply("NOREPLICAS x"), "redis.few-replicas"}, {reply("ERR DB index is out of range"), "redis.no-database"}, {reply("ERR invalid DB index"), "redis.no-database"}, {reply("ERR This instance has cluster support disabled"), "redis.no-cluster"}, {reply("MOVED 1 h:1"), "redis.is-cluster"}, {reply("CLUSTERDOWN x"), "redis.is-cluster"},
		{errors.New("unknown command 'sentinel'"), "redis.no-sentinel"}, {errors.New("unknown command `sentinel`"), "redis.no-sentinel"}, {errors.New("all sentinels: redis: nil"), "redis.unknown-master"}, {errors.New("all sentinels"), "redis.refused"}, {errors.New("redis: nil"), "redis.refused"}, {x509.UnknownAuthorityError{}, "redis.certificate"}, {errors.New("x509: bad"), "redis.certificate"},
		{fmt.Errorf("%w: %w", store.ErrUnavailable, &net.OpError{Op: "read", Err: os.ErrDeadlineExceeded}), "redis.slow"}, {fmt.Errorf("%w: %w", store.ErrUnavailable, &net.OpError{Op: "dial", Err: os.ErrDeadlineExceeded}), "redis.unreachable"},
		{away, "redis.unreachable"}, {context.DeadlineExceeded, "redis.unreachable"}, {reply("ERR what"), "redis.refused"}, {problem.New("redis.foreign"), "redis.foreign"}, {nil, ""},
	} {
		if got := codeOf((&KV{}).told(c.err)); got != c.want {
			t.Errorf("%v: %q, want %q", c.err, got, c.want)
		}
	}
	cluster := &KV{cluster: true}
	for text, want := range map[string]string{"MOVED 1 h:1": "redis.refused", "CLUSTERDOWN x": "redis.cluster-down"} {
		if got := codeOf(cluster.told(reply(text))); got != want {
			t.Errorf("a cluster that says %s: %q, want %q", text, got, want)
		}
	}
}

func TestErrorsAreThoseOfTheContract(t *testing.T) {
	for text, want := range map[string]bool{
		"LOADING x": true, "READONLY x": true, "MOVED x": true, "ASK x": true, "MASTERDOWN x": true, "CLUSTERDOWN x": true, "TRYAGAIN x": true, "BUSY x": true, "OOM x": true, "MISCONF x": true, "NOREPLICAS x": true, "UNBLOCKED x": true, "NOAUTH x": true, "WRONGPASS x": true, "ERR max number of clients reached": true, "ERR x": false, "WRONGTYPE x": false, "NOSCRIPT x": false,
	} {
		if got := isUnavailable(reply(text)); got != want {
			t.Errorf("%s: unavailable %v", text, got)
		}
	}
	if !isUnavailable(errors.New("no reply")) || isTimeout(late(false)) || !isTimeout(late(true)) || isTimeout(errors.New("late")) {
		t.Error("what is no reply, and what is late, is not told")
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	soon, done := context.WithTimeout(t.Context(), time.Hour)
	defer done()
	for name, c := range map[string]struct {
		ctx  context.Context
		err  error
		want error
	}{
		"closed": {t.Context(), redis.ErrClosed, store.ErrClosed}, "called off": {ended, errors.New("x"), context.Canceled}, "full": {t.Context(), reply("OOM x"), store.ErrFull}, "a full disk": {t.Context(), reply("MISCONF x"), store.ErrFull}, "away": {t.Context(), errors.New("x"), store.ErrUnavailable}, "late, with time left": {soon, late(true), store.ErrUnavailable}, "several": {t.Context(), errors.Join(errors.New("a"), errors.New("b")), store.ErrUnavailable},
	} {
		if got := sorted(c.ctx, c.err); !errors.Is(got, c.want) {
			t.Errorf("%s: %v", name, got)
		}
	}
	for _, denied := range []string{"NOPERM User x has no permissions to run the 'hset' command", "ERR The user executing the script can't run this command or subcommand script: x"} {
		if got := sorted(t.Context(), reply(denied)); !errors.Is(got, store.ErrUnavailable) || errors.Is(got, store.ErrRefused) {
			t.Errorf("%s: %v", denied, got)
		}
	}
	for _, state := range []string{"READONLY x", "LOADING x", "NOREPLICAS x", "BUSY x", "OOM x"} {
		if got := sorted(t.Context(), reply(state)); !errors.Is(got, store.ErrRefused) {
			t.Errorf("%s: %v", state, got)
		}
	}
	for _, lost := range []error{errors.New("x"), io.EOF, late(true), errors.Join(reply("READONLY x"), io.EOF)} {
		if got := sorted(soon, lost); errors.Is(got, store.ErrRefused) {
			t.Errorf("%v is taken for a refusal", lost)
		}
	}
	if got := sorted(t.Context(), reply("ERR x")); got != reply("ERR x") {
		t.Errorf("a refusal became %v", got)
	}
	if got := sorted(t.Context(), errors.Join(errors.New("a"), errors.New("b"))).Error(); strings.Contains(got, "\n") {
		t.Errorf("%q has two lines", got)
	}
	kv := &KV{where: "here"}
	if kv.explain(t.Context(), "reading", nil) != nil || kv.explain(t.Context(), "reading", redis.ErrClosed) != store.ErrClosed {
		t.Error("nothing is explained as something")
	}
	if got := kv.explain(t.Context(), "reading from", reply("ERR x")).Error(); got != "reading from Redis at here: ERR x" {
		t.Error(got)
	}
	here, err := parse(strings.Replace(kvtest.StartRedis(t), "redis://", "rediss://", 1)) // which speaks no TLS
	if err != nil {
		t.Fatal(err)
	}
	if got := kv.mistaken(t.Context(), here, store.ErrUnavailable); codeOf(got) != "redis.no-tls" {
		t.Errorf("where TLS is not spoken: %v", got)
	}
	if got := kv.mistaken(t.Context(), address{}, store.ErrUnavailable); got != store.ErrUnavailable {
		t.Errorf("without hosts: %v", got)
	}
	for name, c := range map[string]struct {
		ctx context.Context
		err error
	}{"a reply": {t.Context(), fmt.Errorf("%w: %w", store.ErrUnavailable, reply("LOADING"))}, "another error": {t.Context(), errors.New("x")}, "called off": {ended, store.ErrUnavailable}} {
		if got := kv.mistaken(c.ctx, here, c.err); got != c.err {
			t.Errorf("%s: %v", name, got)
		}
	}
}

func TestAURLThatCannotBeMeantIsRefused(t *testing.T) {
	pem := filepath.Join(t.TempDir(), "pem")
	if err := os.WriteFile(pem, []byte("none"), 0o600); err != nil {
		t.Fatal(err)
	}
	for url, want := range map[string]string{
		"": "redis.url", "h": "redis.url", "http://h": "redis.url", "redis-x://h": "redis.url", "redis://": "redis.url", "redis://h#x": "redis.url", "redis://h,": "redis.url", "redis://a b": "redis.url", "redis://u@v@h/x": "redis.path", "redis://a,b": "redis.several-hosts", "redis-sentinel://a": "redis.no-master", "redis-sentinel://a/": "redis.no-master",
		"redis://h/x": "redis.path", "redis://h/1/2": "redis.path", "redis://h/-1": "redis.path", "redis://h/65536": "redis.path", "redis-cluster://h/1": "redis.path", "redis-sentinel://h/m/x": "redis.path",
		"redis://h?replicas=-1": "redis.replicas", "redis://h?replicas=17": "redis.replicas", "redis://h?replicas=x": "redis.replicas", "redis://h?replicas=": "redis.replicas", "redis://h?replicas=1&replicas=2": "redis.parameter", "redis://h?x=1": "redis.parameter", "redis://h?cacert=x": "redis.parameter", "redis://h?sentinel_user=x": "redis.parameter",
		"rediss://h?cacert=/nowhere": "redis.cacert-unreadable", "rediss://h?cacert=" + pem: "redis.cacert-empty", "rediss://h?cert=/nowhere": "redis.cert", "rediss://h?key=/nowhere": "redis.cert",
		"redis://h?replicas=16": "", "redis://h?replicas=0": "", "redis://h/65535": "", "redis://h/": "", "redis-cluster://a/0": "", "redis-sentinel://a/m/": "", "rediss://h": "",
	} {
		if _, err := parse(url); codeOf(err) != want {
			t.Errorf("%s: %v, want %q", url, err, want)
		}
	}
}

func TestPackedLengthsAreRead(t *testing.T) {
	for packed, want := range map[string]string{
		"\x90": "0 1", "\x9f": "15 1", "\xdc\x01\x02": "258 3", "\xdd\x00\x01\x00\x00": "65536 5", "\xdc\x01": "", "\xdd\x00\x01\x00": "", "\xa0": "", "": "", "\xd9\x05": "", "\x00\x05": "", "\xc0\x00\x00\x00\x01": "",
	} {
		got := ""
		if n, begin, ok := packedLength([]byte(packed), 0, arrayMarks); ok {
			got = fmt.Sprint(n, " ", begin)
		}
		if got != want {
			t.Errorf("the list %q: %q, want %q", packed, got, want)
		}
	}
	for packed, want := range map[string]string{
		"\xa1a": "1 2", "\xa0": "1 1", "\xbf" + strings.Repeat("a", 31): "1 32", "\xd9\x01a": "2 3", "\xda\x00\x01a": "3 4", "\xdb\x00\x00\x00\x01a": "5 6", "\xa2a": "", "\xd9\x02a": "", "\xd9": "", "\xda\x00": "", "\x90": "", "\xc0a": "",
	} {
		got := ""
		if begin, end, ok := packedString([]byte(packed), 0); ok {
			got = fmt.Sprint(begin, " ", end)
		}
		if got != want {
			t.Errorf("the text %q: %q, want %q", packed, got, want)
		}
	}
	for packed, want := range map[string]string{
		"\x90": "[]", "\x91\x90": "[[]]", "\x92\x92\xa1a\xa1b\x90": "[[{a [98]}] []]", "\x92\x90": "error", "\x91\x91\xa1a": "error", "\xdd\xff\xff\xff\xff": "error", "": "error",
	} {
		lists, err := unpackHashes(packed, []byte(packed))
		got := fmt.Sprint(lists)
		if err != nil {
			got = "error"
		}
		if got != want {
			t.Errorf("the hashes %q: %s, want %s", packed, got, want)
		}
	}
	for packed, want := range map[string]string{"\x90": "", "\x92\xa1a\xa1b": "a=b ", "\x94\xa1b\xa1x\xa1a\xa1y": "a=y b=x ", "\x91\xa1a": "error", "\x92\xa1a": "error", "\x92": "error", "\xdc\xff\xff": "error", "": "error"} {
		list, err := unpackHash(packed, []byte(packed))
		got := ""
		for _, e := range list {
			got += e.Key + "=" + string(e.Value) + " "
		}
		if err != nil {
			got = "error"
		}
		if got != want {
			t.Errorf("%q: %q, want %q", packed, got, want)
		}
	}
	const packed = "\x94\xa1a\xa1x\xa1b\xa1y"
	if v, err := listed(packed, "b"); err != nil || string(v) != "y" {
		t.Errorf("%q, %v", v, err)
	}
	if _, err := listed(packed, "c"); !errors.Is(err, store.ErrNotFound) {
		t.Error(err)
	}
	if _, err := listed("\x92", "a"); err == nil {
		t.Error("a hash that was cut is read")
	}
}

func TestKeysAreReadAsTheyWereMade(t *testing.T) {
	kv := &KV{prefix: "lede:"}
	for _, owner := range []string{"a", "a:b", "}:", "{x}", ":"} {
		for _, kind := range []string{"k", "k:l", "%", "%3A", ":"} {
			gotOwner, gotKind, ok := kv.decodeStateKey(kv.stateKey(owner, kind))
			if !ok || gotOwner != owner || gotKind != kind {
				t.Errorf("%q of %q is read as %q of %q", kind, owner, gotKind, gotOwner)
			}
		}
	}
	right := kv.stateKey("a", "k")
	for _, key := range []string{"", "lede:", "lede:state:", strings.TrimPrefix(right, "lede:"), "other:" + strings.TrimPrefix(right, "lede:"), right + ":k", strings.Replace(right, "{p", "{q", 1), strings.TrimSuffix(right, ":k"), strings.TrimSuffix(right, "k"), "lede:state:{p99}:a:k", strings.Replace(right, ":a:", "::", 1)} {
		if owner, kind, ok := kv.decodeStateKey(key); ok {
			t.Errorf("%q is read as %q of %q", key, kind, owner)
		}
	}
	for p, want := range map[int]string{0: "{p00}", 9: "{p09}", 10: "{p10}", 63: "{p63}"} {
		if got := tag(p); got != want {
			t.Errorf("%d: %s", p, got)
		}
	}
	for row, want := range map[[3]string]bool{{"5", "1", "t"}: true, {"-5", "2", ""}: true, {"", "1", "t"}: false, {"5", "0", "t"}: false, {"5", "", "t"}: false, {"5.5", "1", "t"}: false} {
		if it, ok := decodeItem(row[0], row[1], row[2]); ok != want || ok && it.Visible != 0 {
			t.Errorf("%q: %+v, %v", row, it, ok)
		}
	}
	for s, want := range map[string]bool{"a\x00b": true, "a": false, "\x00b": false, "a\x00": false, "a\x00b\x00c": false} {
		if _, _, ok := decodeMember(s); ok != want {
			t.Errorf("%q is of ours: %v", s, ok)
		}
	}
}

func TestWhatIsHeldIsForgottenInTime(t *testing.T) {
	var h held
	at := time.UnixMilli(5000)
	h.note("o", "k", "y", []byte("v"))
	if _, ok := h.value("o", "k", "y"); ok {
		t.Error("a value is remembered of an owner of whom nothing is claimed")
	}
	h.add([]store.Claim{{Owner: "o", ID: "1", Due: at, Token: "t", Attempt: 2}, {Owner: "o", ID: "2", Due: at, Token: "u", Attempt: 1}})
	if it, ok := h.item("o", "1"); !ok || it != (store.Item{Due: 5000, Token: "t", Attempt: 2}) {
		t.Errorf("%+v, %v", it, ok)
	}
	for n, want := range map[int]bool{maxNoted: true, maxNoted + 1: false} {
		h.note("o", "k", fmt.Sprint(n), make([]byte, n))
		if _, ok := h.value("o", "k", fmt.Sprint(n)); ok != want {
			t.Errorf("a value of %d bytes is remembered: %v", n, ok)
		}
	}
	h.note("o", "k", "y", []byte("v"))
	value, _ := h.value("o", "k", "y")
	value[0] = 'x'
	if again, _ := h.value("o", "k", "y"); string(again) != "v" {
		t.Error("what is handed out is what is kept")
	}
	h.wrote("other", nil)
	h.wrote("o", []store.Write{{Kind: "k", Key: "y", Value: []byte("w")}, {ID: "1"}})
	_, value1 := h.value("o", "k", "y")
	_, item1 := h.item("o", "1")
	if _, item2 := h.item("o", "2"); value1 || item1 || !item2 {
		t.Errorf("after a write: the value %v, its item %v, the other %v", value1, item1, item2)
	}
	if h.wrote("o", []store.Write{{ID: "2"}}); len(h.of) != 0 {
		t.Errorf("%v is held of an owner without a claim", h.of)
	}
	h.add([]store.Claim{{Owner: "o", ID: "1"}})
	if h.drop("o"); len(h.of) != 0 {
		t.Errorf("%v is held after it proved wrong", h.of)
	}
	for i := range maxHeld + 1 {
		h.add([]store.Claim{{Owner: fmt.Sprint(i), ID: "1"}})
	}
	if len(h.of) != maxHeld+1 {
		t.Errorf("%d owners are held", len(h.of))
	}
	if h.add([]store.Claim{{Owner: "new", ID: "1"}}); len(h.of) != 1 {
		t.Errorf("%d owners are held when something is wrong", len(h.of))
	}
}

func TestAnEditIsSentWithWhatItSaw(t *testing.T) {
	kv := &KV{prefix: "lede:"}
	o := &owned{kv: kv, owner: "a"}
	o.saw("one", "f", []byte("v"), true)
	o.saw("two", "g", nil, false)
	o.saw("whole", "", []byte("w"), true)
	if !slices.Equal(o.keys, []string{"whole", "one", "two"}) || o.was[0] != "" || o.was[2] != "f" || o.was[4] != "g" || o.was[5] != "" || len(o.was[1].(string)) != 40 || o.was[1] == o.was[3] {
		t.Errorf("%v, %v", o.keys, o.was)
	}
	commands := func(writes ...store.Write) string {
		c := kv.changes(&owned{kv: kv, owner: "a"}, writes)
		var list []string
		args := c.all[3+c.keys:]
		for _, arg := range args[3:] {
			if s, ok := arg.(string); ok && slices.Contains([]string{"zadd", "zrem", "hset", "hdel", "del", "hincrby"}, s) {
				list = append(list, s)
			}
		}
		if args[0] != 0 || c.keys != len(list) || c.all[2] != c.keys || slices.Contains(c.all[2:], nil) {
			t.Errorf("%v", c.all)
		}
		return strings.Join(list, " ")
	}
	for want, writes := range map[string][]store.Write{
		"zadd hincrby hset": {{Kind: "k", Key: "y", Value: []byte("v")}}, "hdel": {{Kind: "k", Key: "y"}}, "zadd hincrby zadd del": {{ID: "1", Item: &store.Item{Due: 5, Visible: 5}}}, "zadd hincrby zadd hset": {{ID: "1", Item: &store.Item{Due: 5, Visible: 9, Attempt: 1}}}, "zrem del": {{ID: "1"}}, "zadd hincrby hdel hset": {{Kind: "k", Key: "x"}, {Kind: "k", Key: "y", Value: []byte{}}},
	} {
		if got := commands(writes...); got != want {
			t.Errorf("%+v: %s, want %s", writes, got, want)
		}
	}
	for name, c := range map[string]struct {
		now, before mark
		want        bool
	}{
		"the same": {mark{"m", 5}, mark{"m", 5}, false}, "more edits": {mark{"m", 6}, mark{"m", 5}, false}, "fewer": {mark{"m", 4}, mark{"m", 5}, true}, "another mark": {mark{"n", 6}, mark{"m", 5}, true}, "no mark": {mark{"", 5}, mark{"m", 5}, true}, "the first mark": {mark{"m", 0}, mark{"", 0}, false}, "a mark, and fewer edits": {mark{"m", 0}, mark{"", 1}, true},
	} {
		if got := c.now.lacks(c.before); got != c.want {
			t.Errorf("%s: something is missing %v", name, got)
		}
	}
	c := newCall(1, 0)
	c.key("k")
	c.arg("a", 1)
	if got := c.command("evalsha", "s"); fmt.Sprint(got) != "[evalsha s 1 k a 1]" {
		t.Error(got)
	}
}

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
