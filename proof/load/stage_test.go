//go:build linux

package load

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"lede/desk"
	"lede/proof/discord"
	"lede/proof/program"
	"lede/store/kvtest"
	"lede/store/rediskv"
)

// stage is a number of processes of the program on one Discord and one Redis.
type stage struct {
	discord   *discord.Discord
	redis     *kvtest.Redis
	desk      *desk.Desk
	processes []*exec.Cmd
	logs      []string
}

// shards is the number of shards, which four processes can share evenly.
const shards = 4

// open starts processes for a number of servers, and waits until every shard is connected.
func open(t *testing.T, processes, servers int) *stage {
	t.Helper()
	s := &stage{
		discord: discord.New(t, discord.Options{Guilds: discord.Guilds(servers, 1), Shards: shards, Concurrency: shards}),
		redis:   kvtest.StartServer(t, "--appendonly", "yes"),
	}
	s.discord.Lax() // other tests check requests against the contract, and it would cost more than everything else here
	kv, err := rediskv.Open(t.Context(), s.redis.URL(), rediskv.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = kv.Close() })
	s.desk = desk.New(desk.Options{Store: kv})
	trust := s.discord.Trust(t)
	for range processes {
		p := exec.Command(program.Path(t), "run", "testdata/ferry.txt")
		p.Env = []string{
			"LEDE_DISCORD_TOKEN=token", "LEDE_DISCORD_API=" + s.discord.API(), trust, "LEDE_REDIS_URL=" + s.redis.URL(),
			"LEDE_HEALTH_ADDR=off", "LEDE_COOLDOWN=0", "LEDE_LOG_LEVEL=warn", "HOME=" + t.TempDir(),
		}
		log, err := os.Create(filepath.Join(t.TempDir(), "log"))
		if err != nil {
			t.Fatal(err)
		}
		p.Stdout, p.Stderr = log, log
		if err := p.Start(); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() {
			_ = p.Process.Kill()
			_ = p.Wait()
			_ = log.Close()
		})
		s.processes, s.logs = append(s.processes, p), append(s.logs, log.Name())
	}
	s.settle(t)
	return s
}

// settle waits until every shard is connected, and none has moved for a while.
func (s *stage) settle(t *testing.T) {
	t.Helper()
	const still = 3 * time.Second
	moves := func() int { return len(s.discord.Identified()) + s.discord.Resumed() }
	last, since := moves(), time.Now()
	for until := time.Now().Add(2 * time.Minute); len(s.discord.Connected(0)) < shards || time.Since(since) < still; time.Sleep(50 * time.Millisecond) {
		if n := moves(); n != last {
			last, since = n, time.Now()
		}
		if time.Now().After(until) {
			words, _ := os.ReadFile(s.logs[0])
			t.Fatalf("%d of %d shards are connected after two minutes:\n%s", len(s.discord.Connected(0)), shards, words)
		}
	}
}

// digests makes one fall due in each of the first n servers, spread evenly over a time from an instant on.
func (s *stage) digests(ctx context.Context, n int, from time.Time, over time.Duration) (map[string]time.Time, error) {
	due := map[string]time.Time{}
	again := time.Now().UTC().Add(12*time.Hour).Format("15:04") + " every day UTC"
	for i, g := range s.discord.Guilds()[:n] {
		at := from.Add(over / time.Duration(n) * time.Duration(i)).Truncate(time.Millisecond)
		_, err := s.desk.AddDigest(ctx, g.ID, desk.Digest{Channel: g.Channels[0], Timetable: again, By: "1", Set: time.Now(), Next: at}, "UTC")
		if err != nil {
			return nil, err
		}
		due[g.Channels[0]] = at
	}
	return due, nil
}

// used is how much processor time each has used so far.
type used struct {
	at                     time.Time
	generator, redis, bots time.Duration
}

func (s *stage) used(t *testing.T) used {
	t.Helper()
	u := used{at: time.Now(), generator: processor(t, os.Getpid()), redis: processor(t, s.redis.PID())}
	for _, p := range s.processes {
		u.bots += processor(t, p.Process.Pid)
	}
	return u
}

// since is the use since an earlier moment, as a share of one processor.
func (u used) since(before used) string {
	over := u.at.Sub(before.at)
	part := func(d time.Duration) float64 { return 100 * d.Seconds() / over.Seconds() }
	return fmt.Sprintf("generator %3.0f %%, Redis %3.0f %%, bots %3.0f %%", part(u.generator-before.generator), part(u.redis-before.redis), part(u.bots-before.bots))
}

// processor is the processor time that a process has used.
func processor(t *testing.T, pid int) time.Duration {
	t.Helper()
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(stat), ") ") // the name before it may contain spaces
	fields := strings.Fields(rest)
	const user, system, tick = 11, 12, 10 * time.Millisecond
	var sum time.Duration
	for _, f := range []string{fields[user], fields[system]} {
		n, err := strconv.ParseInt(f, 10, 64)
		if err != nil {
			t.Fatal(err)
		}
		sum += time.Duration(n) * tick
	}
	return sum
}

// memory is what the bots use at this moment, in bytes.
func (s *stage) memory(t *testing.T) (sum int64) {
	t.Helper()
	for _, p := range s.processes {
		sum += resident(t, p.Process.Pid)
	}
	return sum
}

// resident is the resident memory of a process, in bytes.
func resident(t *testing.T, pid int) int64 {
	t.Helper()
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(status), "VmRSS:")
	n, err := strconv.ParseInt(strings.Fields(rest)[0], 10, 64)
	if err != nil {
		t.Fatal(err)
	}
	return n << 10
}
