//go:build unix

package faults

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"sync"
	"syscall"
	"testing"
	"time"
)

// drained is how long a process may take to stop when asked to.
const drained = 15 * time.Second

// process is `lede run`, restarted whenever it ends, as an operator's supervisor would.
type process struct {
	t     *testing.T
	bin   string
	env   []string
	log   *os.File
	began time.Time
	quit  chan struct{} // closed by retire: it is not to be restarted
	once  sync.Once

	mu      sync.Mutex
	current *child
	starts  int
	wrong   []string
	keepers sync.WaitGroup
}

// child is one life of a process.
type child struct {
	cmd   *exec.Cmd
	ended chan struct{}
	err   error // valid when ended is closed
}

func startProcess(t *testing.T, bin string, env ...string) *process {
	t.Helper()
	log, err := os.Create(filepath.Join(t.TempDir(), "log"))
	if err != nil {
		t.Fatal(err)
	}
	p := &process{t: t, bin: bin, env: append(env, "HOME="+t.TempDir()), log: log, began: time.Now(), quit: make(chan struct{})}
	t.Cleanup(func() {
		_ = p.retire().cmd.Process.Kill()
		p.keepers.Wait()
		_ = log.Close()
	})
	p.next()
	return p
}

// next starts another life and makes it the current one.
func (p *process) next() {
	p.mu.Lock()
	defer p.mu.Unlock()
	select {
	case <-p.quit:
		return
	default:
	}
	c := &child{cmd: exec.Command(p.bin, "run", "testdata/harbour.txt"), ended: make(chan struct{})}
	c.cmd.Env, c.cmd.Stderr, c.cmd.Stdout = p.env, p.log, p.log
	if err := c.cmd.Start(); err != nil {
		p.wrong = append(p.wrong, "a process cannot be started: "+err.Error())
		return
	}
	p.current = c
	p.starts++
	p.keepers.Go(func() {
		c.err = c.cmd.Wait()
		close(c.ended)
		p.mu.Lock()
		left := p.current == c
		p.mu.Unlock()
		if !left {
			return // another has already taken over
		}
		select {
		case <-p.quit:
		case <-time.After(200 * time.Millisecond):
			p.next()
		}
	})
}

func (p *process) now() *child {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.current
}

// kill is kill -9; the next life begins soon.
func (p *process) kill() { _ = p.now().cmd.Process.Kill() }

// interrupted kills the process, and does something before its next life begins.
func (p *process) interrupted(do func()) {
	p.mu.Lock()
	defer p.mu.Unlock()
	_ = p.current.cmd.Process.Kill()
	<-p.current.ended
	do()
}

// stop pauses the process for a while, whatever it is doing.
func (p *process) stop(d time.Duration) {
	c := p.now()
	_ = c.cmd.Process.Signal(syscall.SIGSTOP)
	time.Sleep(d)
	_ = c.cmd.Process.Signal(syscall.SIGCONT)
}

// deploy starts a new life and asks the old one to stop, at the same time.
func (p *process) deploy() {
	old := p.now()
	p.next()
	p.end(old)
}

// end asks a life to stop, and reports it if it does not stop cleanly.
func (p *process) end(c *child) {
	_ = c.cmd.Process.Signal(syscall.SIGTERM)
	select {
	case <-c.ended:
	case <-time.After(drained):
		_ = c.cmd.Process.Kill()
		p.note("a process did not end within " + drained.String() + " after SIGTERM")
		return
	}
	var exit *exec.ExitError
	if errors.As(c.err, &exit) && exit.ExitCode() > 1 { // 1 is an ordinary failure, such as a store that is away
		p.note("a process ended with " + strconv.Itoa(exit.ExitCode()) + " after SIGTERM")
	}
}

// retire prevents a restart of the process, and returns its last life.
func (p *process) retire() *child {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.once.Do(func() { close(p.quit) })
	return p.current
}

// finish ends the process for good; it may have ended already.
func (p *process) finish() {
	p.end(p.retire())
	p.keepers.Wait()
}

func (p *process) note(s string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.wrong = append(p.wrong, s)
}

// lastWords is the end of the process's log.
func (p *process) lastWords() string {
	const enough = 2000
	b, err := os.ReadFile(p.log.Name())
	if err != nil {
		return err.Error()
	}
	return string(b[max(0, len(b)-enough):])
}

// firstStamp is when the process began by its own clock.
func (p *process) firstStamp() time.Time {
	b, _ := os.ReadFile(p.log.Name()) // no log has no stamp
	_, rest, _ := bytes.Cut(b, []byte("time="))
	stamp, _, _ := bytes.Cut(rest, []byte(" "))
	at, _ := time.Parse(time.RFC3339Nano, string(stamp))
	return at
}

// faultsOf lists what went wrong with the process itself.
func (p *process) faultsOf() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	out := p.wrong
	b, err := os.ReadFile(p.log.Name())
	if err != nil {
		return append(out, "a log cannot be read: "+err.Error())
	}
	for _, sign := range []string{"DATA RACE", "panic:", "panicked", "fatal error:"} {
		if bytes.Contains(b, []byte(sign)) {
			out = append(out, "the log of a process has: "+sign)
		}
	}
	return out
}
