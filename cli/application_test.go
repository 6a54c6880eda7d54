package cli

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"lede/desk"
	"lede/playground"
	"lede/store/boltkv"
	"lede/store/kvtest"
)

// runs runs `lede run` on a Discord until it says that it is well, or ends by itself; status is -1 when it is well.
func runs(t *testing.T, discord *playground.Server, settings ...string) (status int, said string) {
	t.Helper()
	health := kvtest.FreeAddr(t)
	env := append([]string{"LEDE_DISCORD_TOKEN=" + discord.Token(), "LEDE_DISCORD_API=" + discord.URL() + "/api", "LEDE_HEALTH_ADDR=" + health}, settings...)
	var out, errs output
	ctx, cancel := context.WithCancelCause(t.Context())
	defer cancel(nil)
	ended := make(chan int, 1)
	go func() { ended <- Run(ctx, []string{"run"}, env, strings.NewReader(""), &out, &errs) }()
	for until := time.After(time.Minute); ; {
		select {
		case <-until:
			t.Fatalf("in a minute it is neither well nor over: %s", errs.String())
		case status := <-ended:
			return status, errs.String()
		case <-time.After(20 * time.Millisecond):
		}
		if Run(ctx, []string{"health"}, env, strings.NewReader(""), &out, &output{}) == exitFine {
			cancel(errors.New("the test is over"))
			if status := received(t, "its end", ended); status != exitFine {
				t.Errorf("it ends with status %d: %s", status, errs.String())
			}
			has(t, errs.String(), "msg=\"stopping: ", `why="the test is over"`, "msg=\"stopped: ", "took=")
			return -1, errs.String()
		}
	}
}

// startDiscord starts a playground.
func startDiscord(t *testing.T) *playground.Server {
	t.Helper()
	s := playground.New(playground.Options{Log: slog.New(slog.DiscardHandler), Waits: patience})
	if err := s.Start("127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

// TestOneStoreIsOfOneBot: another bot's token is refused before anything is connected, unless it has names of its own.
func TestOneStoreIsOfOneBot(t *testing.T) {
	t.Parallel()
	ours, theirs := startDiscord(t), startDiscord(t)
	theirs.Fault(func(r *http.Request) (int, string, http.Header, bool) {
		return http.StatusOK, `{"id":"77"}`, http.Header{"Content-Type": {"application/json"}}, strings.HasSuffix(r.URL.Path, "/applications/@me")
	})
	redis := kvtest.StartRedis(t)
	for name, store := range map[string]string{"file": "LEDE_STORE=" + filepath.Join(t.TempDir(), "lede.db"), "redis": "LEDE_REDIS_URL=" + redis} {
		for again := range 2 { // a restart changes nothing
			status, said := runs(t, ours, store)
			if status != -1 {
				t.Fatalf("%s: our own bot ends with %d: %s", name, status, said)
			}
			if isNew := strings.Contains(said, "no bot has used this store so far"); isNew != (again == 0) {
				t.Errorf("%s: at start %d it says that the store is new: %v", name, again, isNew)
			}
		}
		status, said := runs(t, theirs, store)
		has(t, said, "another bot", ours.ApplicationID(), "77", "LEDE_REDIS_PREFIX")
		if status != exitFailed || len(theirs.Identifications()) > 0 {
			t.Errorf("%s: another bot ends with %d, and began %d sessions", name, status, len(theirs.Identifications()))
		}
	}
	if status, said := runs(t, theirs, "LEDE_REDIS_URL="+redis, "LEDE_REDIS_PREFIX=theirs"); status != -1 {
		t.Errorf("with a prefix of its own it ends with %d: %s", status, said)
	}
}

// TestTheGatewayTellsWhoseBotItIs where Discord's REST does not, as behind a proxy that knows few addresses.
func TestTheGatewayTellsWhoseBotItIs(t *testing.T) {
	t.Parallel()
	discord, path := startDiscord(t), filepath.Join(t.TempDir(), "lede.db")
	discord.Fault(func(r *http.Request) (int, string, http.Header, bool) {
		return http.StatusNotFound, "not here", nil, strings.HasSuffix(r.URL.Path, "/applications/@me")
	})
	kv, err := boltkv.Open(path, nil)
	if err == nil {
		err = desk.New(desk.Options{Store: kv}).Belongs(t.Context(), "77")
	}
	if err := errors.Join(err, kv.Close()); err != nil {
		t.Fatal(err)
	}
	if status, said := runs(t, discord, "LEDE_STORE="+path); status != exitFailed || !strings.Contains(said, "another bot") {
		t.Errorf("status %d: %s", status, said)
	}
	if status, said := runs(t, discord, "LEDE_STORE="+path+"2"); status != -1 {
		t.Errorf("a new store: status %d: %s", status, said)
	}
}

// TestAProcessWithoutAShardLearnsWhoseBotItIs although an odd answer came first, and no READY comes: another process has the only shard.
func TestAProcessWithoutAShardLearnsWhoseBotItIs(t *testing.T) {
	t.Parallel()
	redis, discord := "LEDE_REDIS_URL="+kvtest.StartRedis(t), startDiscord(t)
	for name, odd := range map[string]struct {
		status int
		body   string
	}{"a page": {http.StatusForbidden, "<html>Access denied</html>"}, "nothing": {http.StatusOK, "{}"}, "not found": {http.StatusNotFound, ""}, "no number": {http.StatusOK, `{"id":"proxy"}`}} {
		var asked atomic.Int64 // by the second process
		over, end := context.WithCancel(t.Context())
		ended := make(chan int, 1)
		health := kvtest.FreeAddr(t)
		env := []string{"LEDE_DISCORD_TOKEN=" + discord.Token(), "LEDE_DISCORD_API=" + discord.URL() + "/api", "LEDE_HEALTH_ADDR=" + health, redis}
		go func() { ended <- Run(over, []string{"run"}, env, strings.NewReader(""), &output{}, &output{}) }()
		eventually(t, "the first process is well", func() bool {
			return Run(t.Context(), []string{"health"}, env, strings.NewReader(""), &output{}, &output{}) == exitFine
		})
		discord.Fault(func(r *http.Request) (int, string, http.Header, bool) {
			return odd.status, odd.body, nil, strings.HasSuffix(r.URL.Path, "/applications/@me") && asked.Add(1) == 1
		})
		if status, said := runs(t, discord, redis); status != -1 || asked.Load() < 2 || strings.Contains(said, "msg=connected") {
			t.Errorf("%s: status %d, asked %d times: %s", name, status, asked.Load(), said)
		}
		end()
		received(t, "its end", ended)
	}
}

// TestRunWarnsOfARedisThatLosesThings once, in the doctor's words.
func TestRunWarnsOfARedisThatLosesThings(t *testing.T) {
	t.Parallel()
	server := kvtest.StartServer(t, "--maxmemory-policy", "allkeys-lru", "--maxmemory", "100mb")
	status, said := runs(t, startDiscord(t), "LEDE_REDIS_URL="+server.URL())
	for _, want := range []string{"check=persistence", "appendonly yes", "check=eviction", "noeviction"} {
		if status != -1 || strings.Count(said, "the store is not set as it should be") != 2 || !strings.Contains(said, want) {
			t.Errorf("status %d, want %s:\n%s", status, want, said)
		}
	}
}
