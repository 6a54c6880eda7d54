package soak

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"testing"
	"time"

	"lede/delivery"
	"lede/store"
	"lede/store/boltkv"
	"lede/store/rediskv"
)

// orders are the instructions for a process of a soak, in its environment.
type orders struct {
	Redis, File      string // one of them
	Plain, Encrypted string // where all sites are
	Posts            string // where messages are posted
	Clock            int64  // at the start, in milliseconds
}

const ordersIn = "LEDE_SOAK_ORDERS"

func TestMain(m *testing.M) {
	given := os.Getenv(ordersIn)
	if given == "" {
		os.Exit(m.Run())
	}
	var o orders
	err := json.Unmarshal([]byte(given), &o)
	if err == nil {
		err = o.obey(os.Stdin, os.Stdout)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// obey does everything that is due whenever it is told the time, and answers with when something is due next and how much
// memory it has.
func (o orders) obey(in io.Reader, out io.Writer) error {
	clock := &jumping{}
	clock.at.Store(o.Clock)
	kv, err := o.open(clock)
	if err != nil {
		return err
	}
	defer kv.Close()
	room := newNewsroom(outside{
		kv: kv, now: clock.now, local: o.local, post: o.post, lease: 45 * time.Second, grace: 2 * time.Hour,
		log: slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelWarn})),
	})
	lines, counted := bufio.NewScanner(in), 0
	for {
		at, due, err := kv.NextDue(context.Background())
		if err != nil {
			return err
		}
		next := at.UnixMilli()
		if !due {
			next = 0
		}
		var mem runtime.MemStats
		if day := clock.now().YearDay(); day != counted { // once a day
			counted = day
			runtime.GC()
			runtime.ReadMemStats(&mem)
		}
		if _, err := fmt.Fprintln(out, next, mem.HeapAlloc); err != nil {
			return err
		}
		if !lines.Scan() {
			return lines.Err()
		}
		var ms int64
		if _, err := fmt.Sscan(lines.Text(), &ms); err != nil {
			return err
		}
		clock.at.Store(ms)
		if _, err := room.scheduler.Tick(context.Background()); err != nil {
			return err
		}
	}
}

func (o orders) open(clock *jumping) (store.KV, error) {
	if o.File != "" {
		return boltkv.Open(o.File, clock.now)
	}
	return rediskv.Open(context.Background(), o.Redis, rediskv.Options{})
}

func (o orders) local(address string) (string, bool) {
	host, port, err := net.SplitHostPort(address)
	if err != nil || !strings.HasSuffix(host, ".example") {
		return "", false
	}
	if port == "443" {
		return o.Encrypted, true
	}
	return o.Plain, true
}

// post hands a message to the test.
func (o orders) post(p delivery.Post) (r delivery.Result) {
	r.Outcome = delivery.Ambiguous
	body, err := json.Marshal(p)
	if err != nil {
		return r
	}
	resp, err := http.Post(o.Posts, "application/json", bytes.NewReader(body))
	if err != nil {
		return r
	}
	defer resp.Body.Close()
	if err := json.NewDecoder(resp.Body).Decode(&r); err != nil {
		r.Outcome = delivery.Ambiguous
	}
	return r
}

// take accepts the messages that processes post.
func (c *channels) take(w http.ResponseWriter, r *http.Request) {
	var p delivery.Post
	if err := json.NewDecoder(r.Body).Decode(&p); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	_ = json.NewEncoder(w).Encode(c.post(p)) // the process may have been killed
}

// process is one that obeys.
type process struct {
	t     *testing.T
	given orders
	log   *os.File

	cmd  *exec.Cmd
	in   io.WriteCloser
	out  *bufio.Reader
	next time.Time // when something is due next, by its last answer; zero for never
	heap uint64    // by its last answer; 0 if it did not say
}

func startProcess(t *testing.T, o orders) *process {
	t.Helper()
	log, err := os.CreateTemp(t.TempDir(), "log")
	if err != nil {
		t.Fatal(err)
	}
	p := &process{t: t, given: o, log: log}
	t.Cleanup(func() {
		p.kill()
		_ = log.Close()
	})
	p.start(o.Clock)
	return p
}

func (p *process) start(ms int64) {
	p.given.Clock = ms
	given, err := json.Marshal(p.given)
	if err != nil {
		p.t.Fatal(err)
	}
	p.cmd = exec.Command(os.Args[0])
	p.cmd.Env, p.cmd.Stderr = append(os.Environ(), ordersIn+"="+string(given)), p.log
	if p.in, err = p.cmd.StdinPipe(); err != nil {
		p.t.Fatal(err)
	}
	out, err := p.cmd.StdoutPipe()
	if err != nil {
		p.t.Fatal(err)
	}
	p.out = bufio.NewReader(out)
	if err := p.cmd.Start(); err != nil {
		p.t.Fatal(err)
	}
	p.answer()
}

// tell tells the time, and answer waits until everything that was due has been done.
func (p *process) tell(now time.Time) { fmt.Fprintln(p.in, now.UnixMilli()) }

func (p *process) answer() {
	var ms int64
	line, err := p.out.ReadString('\n')
	if err == nil {
		_, err = fmt.Sscan(line, &ms, &p.heap)
	}
	if err != nil {
		p.t.Fatalf("a process does not answer: %v\n%s", err, p.lastWords())
	}
	p.next = time.Time{}
	if ms != 0 {
		p.next = time.UnixMilli(ms).UTC()
	}
}

// kill is kill -9.
func (p *process) kill() {
	_ = p.cmd.Process.Kill()
	_ = p.cmd.Wait() // says that it was killed
}

func (p *process) lastWords() string {
	b, err := os.ReadFile(p.log.Name())
	if err != nil {
		return err.Error()
	}
	return string(b[max(0, len(b)-2000):])
}
