package soak

import (
	"encoding/binary"
	"fmt"
	"math/rand/v2"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"lede/proof/internet"
	"lede/store/kvtest"
)

const (
	// step is the least by which the clock moves.
	step = 20 * time.Second
	// killed is the number of steps between two kills, on average.
	killed = 150
)

// whole is the size asked for: LEDE_SOAK=whole, or numbers of feeds, servers and days, as in LEDE_SOAK=200,40,10.
func whole(t *testing.T) size {
	t.Helper()
	s := size{feeds: 1000, servers: 200, days: 30, perServer: 5}
	switch asked := os.Getenv("LEDE_SOAK"); asked {
	case "":
		t.Skip("make soak runs this")
	case "whole":
	default:
		if _, err := fmt.Sscanf(asked, "%d,%d,%d", &s.feeds, &s.servers, &s.days); err != nil {
			t.Fatalf("LEDE_SOAK=%s: want whole, or feeds,servers,days", asked)
		}
	}
	return s
}

// TestSoakOnRedis: three processes share a Redis that uses our clock.
func TestSoakOnRedis(t *testing.T) {
	r := newRun(t, whole(t))
	r.given.Redis = r.redis()
	r.soak(3)
}

// TestSoakOnTheFile: one process works on the embedded store.
func TestSoakOnTheFile(t *testing.T) {
	r := newRun(t, whole(t))
	r.given.File = filepath.Join(t.TempDir(), "lede.db")
	r.soak(1)
}

// TestAFewHoursOfKills is a sample of both: one process on the file, killed again and again.
func TestAFewHoursOfKills(t *testing.T) {
	t.Parallel()
	r := newRun(t, size{feeds: 12, servers: 3, days: 1, perServer: 4})
	r.given.File = filepath.Join(t.TempDir(), "lede.db")
	r.often = 15
	r.soak(1)
}

// run is one soak with processes.
type run struct {
	t     *testing.T
	plan  *plan
	clock *jumping
	told  *channels
	given orders
	shown *os.File // Redis's clock; nil if there is no Redis
	often int      // steps between two kills, on average
}

func newRun(t *testing.T, s size) *run {
	t.Helper()
	r := &run{t: t, clock: &jumping{}, often: killed}
	r.clock.to(began)
	in, err := internet.Open(r.clock.now)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = in.Close() })
	in.Keep(1000)
	r.plan, r.told = newPlan(in, s), newChannels(r.clock.now)
	posts := httptest.NewServer(http.HandlerFunc(r.told.take))
	t.Cleanup(posts.Close)
	r.given.Plain, r.given.Encrypted = in.Addresses()
	r.given.Posts, r.given.Clock = posts.URL, began.UnixMilli()
	return r
}

// redis starts a redis-server with the run's clock, and returns its address.
func (r *run) redis() string {
	t, dir := r.t, r.t.TempDir()
	library := filepath.Join(dir, "clock.so")
	if out, err := exec.Command("cc", "-shared", "-fPIC", "-O2", "-o", library, "testdata/clock.c").CombinedOutput(); err != nil {
		t.Fatalf("redis-server needs a clock that can be moved, which needs a C compiler: %v\n%s", err, out)
	}
	var err error
	if r.shown, err = os.Create(filepath.Join(dir, "clock")); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = r.shown.Close() })
	r.show(began)
	port := kvtest.FreePort(t)
	// jemalloc's background thread waits by the clock of the day, so under ours it would wait no time at all and take a core
	server := exec.Command("redis-server", "--bind", "127.0.0.1", "--port", port, "--dir", dir, "--save", "", "--appendonly", "no",
		"--loglevel", "warning", "--jemalloc-bg-thread", "no")
	server.Env = append(os.Environ(), "LD_PRELOAD="+library, "SOAK_CLOCK="+r.shown.Name())
	if err := server.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = server.Process.Kill()
		_ = server.Wait()
	})
	for deadline := time.Now().Add(20 * time.Second); ; time.Sleep(20 * time.Millisecond) {
		c, err := net.Dial("tcp", "127.0.0.1:"+port)
		if err == nil {
			_ = c.Close()
			return "redis://127.0.0.1:" + port
		}
		if time.Now().After(deadline) {
			t.Fatal(err)
		}
	}
}

// show moves all clocks.
func (r *run) show(at time.Time) {
	r.clock.to(at)
	if r.shown != nil {
		b := binary.NativeEndian.AppendUint64(nil, uint64(at.UnixMilli()))
		if _, err := r.shown.WriteAt(b, 0); err != nil {
			r.t.Fatal(err)
		}
	}
}

// subscribe fills the store before any process runs.
func (r *run) subscribe() {
	kv, err := r.given.open(r.clock)
	if err != nil {
		r.t.Fatal(err)
	}
	room := newNewsroom(outside{kv: kv, now: r.clock.now, local: r.given.local, post: r.told.post})
	if err := r.plan.subscribe(r.t.Context(), room.desk); err != nil {
		r.t.Fatal(err)
	}
	if err := kv.Close(); err != nil {
		r.t.Fatal(err)
	}
}

// soak runs the processes until the last day is over, and judges.
func (r *run) soak(processes int) {
	t := r.t
	r.subscribe()
	var running []*process
	for range processes {
		running = append(running, startProcess(t, r.given))
	}
	end := began.Add(time.Duration(r.plan.days) * 24 * time.Hour)
	chance, kills := rand.New(rand.NewPCG(1, 2)), 0
	heaps := map[int]uint64{} // by day, of the process that is not killed
	started, day := time.Now(), 0
	for r.clock.now().Before(end) {
		now := r.clock.now().Add(step)
		if next := running[0].next; next.After(now) {
			now = next
		}
		r.show(now)
		for _, p := range running {
			p.tell(now)
		}
		victim := running[len(running)-1]
		dies := chance.IntN(r.often) == 0
		if dies {
			time.Sleep(time.Duration(chance.IntN(6000)) * time.Microsecond)
			victim.kill()
		} else {
			victim.answer()
		}
		for _, p := range running[:len(running)-1] {
			p.answer()
		}
		if dies {
			if err := r.plan.net.Killed(now.Add(-time.Second)); err != nil {
				t.Fatal(err)
			}
			kills++
			victim.start(now.UnixMilli())
		}
		if h := running[0].heap; h > 0 {
			heaps[int(now.Sub(began).Hours()/24)] = h
		}
		if d := int(now.Sub(began).Hours() / 24); d != day {
			t.Logf("day %d is over after %v; %d kB of heap", d, time.Since(started).Round(time.Second), heaps[day]>>10)
			day = d
		}
	}
	t.Logf("%d kills in %v", kills, time.Since(started).Round(time.Second))
	r.plan.report(t, r.told, end)
	// with few feeds, bounded memories take some days to fill
	if middle, last := heaps[r.plan.days/2], heaps[r.plan.days-1]; processes > 1 && r.plan.days > 7 && float64(last) > 1.1*float64(middle) {
		t.Errorf("memory of the last day: %s, of the one in the middle: %s", strconv.FormatUint(last, 10), strconv.FormatUint(middle, 10))
	}
	for _, p := range running {
		if words := p.lastWords(); words != "" {
			t.Logf("a process logged:\n%s", words)
		}
	}
}
