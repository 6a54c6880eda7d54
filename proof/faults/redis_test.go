//go:build unix

package faults

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"lede/store/kvtest"
)

// instance is one redis-server.
type instance struct {
	t    *testing.T
	port string
	dir  string
	cmd  *exec.Cmd
}

func newInstance(t *testing.T) *instance {
	t.Helper()
	r := &instance{t: t, port: kvtest.FreePort(t), dir: t.TempDir()}
	t.Cleanup(r.kill)
	r.start()
	return r
}

func (r *instance) address() string { return "127.0.0.1:" + r.port }

func (r *instance) log() string { return filepath.Join(r.dir, "log") }

// start starts the server on its existing data, and waits until it answers.
func (r *instance) start(more ...string) {
	r.cmd = exec.Command("redis-server", append([]string{"--bind", "127.0.0.1", "--port", r.port, "--dir", r.dir, "--save", "", "--appendonly", "yes",
		"--appendfsync", "everysec", "--repl-diskless-sync-delay", "0", "--loglevel", "warning"}, more...)...)
	// no pipe: a forked child of a killed server would keep it open, and the test would wait for it
	log, err := os.OpenFile(r.log(), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		r.t.Errorf("writing the log of redis-server: %v", err)
		return
	}
	defer func() { _ = log.Close() }()
	r.cmd.Stdout = log
	if err := r.cmd.Start(); err != nil {
		r.t.Errorf("starting redis-server: %v", err)
		return
	}
	for deadline := time.Now().Add(time.Minute); r.do("ping") != nil; time.Sleep(10 * time.Millisecond) {
		if time.Now().After(deadline) {
			r.t.Errorf("redis-server does not answer on %s: see %s", r.port, r.log())
			return
		}
	}
}

// kill is kill -9.
func (r *instance) kill() {
	_ = r.cmd.Process.Kill()
	_ = r.cmd.Wait()
}

func (r *instance) do(args ...any) error {
	_, err := r.ask(args...)
	return err
}

func (r *instance) ask(args ...any) (string, error) {
	c := redis.NewClient(&redis.Options{Addr: r.address(), MaxRetries: -1})
	defer func() { _ = c.Close() }()
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	answer, err := c.Do(ctx, args...).Result()
	return fmt.Sprint(answer), err
}

// database is the Redis that all processes share, its standby, and the lines to it.
type database struct {
	t       *testing.T
	main    *instance
	standby *instance
	link    *proxy   // from the standby to the main server
	front   []*proxy // one for each process
}

func newDatabase(t *testing.T, processes int, standby bool) *database {
	t.Helper()
	d := &database{t: t, main: newInstance(t)}
	for range processes {
		d.front = append(d.front, newProxy(t, d.main.address()))
	}
	if standby {
		d.follow()
	}
	return d
}

// follow starts a standby of the main server.
func (d *database) follow() {
	d.standby = newInstance(d.t)
	d.link = newProxy(d.t, d.main.address())
	host, port, _ := net.SplitHostPort(d.link.address())
	if err := d.standby.do("replicaof", host, port); err != nil {
		d.t.Errorf("following: %v", err)
	}
}

// inStep waits until the standby has everything that the main server has now. A standby that calls itself connected may not:
// writes made during the first copy follow up to a second later.
func (d *database) inStep() bool {
	mark := rand.Text()
	if d.main.do("set", "faults:mark", mark) != nil {
		return false
	}
	for range 200 {
		if found, err := d.standby.ask("get", "faults:mark"); err == nil && found == mark {
			return true
		}
		time.Sleep(25 * time.Millisecond)
	}
	return false
}

// restart kills the main server and restarts it after a while, with what is on its disk.
func (d *database) restart(down time.Duration) {
	d.main.kill()
	time.Sleep(down)
	d.main.start()
}

// failOver lets the standby fall behind, kills the main server and replaces it with the standby after a while, so that
// acknowledged writes are lost. If apart is the number of a process, that one keeps using the old server until it is killed,
// while all others use the new one.
func (d *database) failOver(behind, down time.Duration, apart int) {
	if !d.inStep() {
		d.t.Error("the standby does not follow the main Redis")
		return
	}
	old := d.main
	d.link.set(held)
	time.Sleep(behind)
	if apart < 0 {
		old.kill()
		time.Sleep(down)
	}
	d.link.set(cut)
	if err := d.standby.do("replicaof", "no", "one"); err != nil {
		d.t.Errorf("promoting the standby: %v", err)
	}
	d.main = d.standby
	for i, f := range d.front {
		if i != apart {
			f.lead(d.main.address())
		}
	}
	if apart >= 0 {
		time.Sleep(down)
		old.kill()
		d.front[apart].lead(d.main.address())
	}
	d.follow()
}

// rewind kills the server and brings back an older copy of its data. The first time there is none, and one is made.
func (r *instance) rewind() error {
	r.kill()
	defer r.start()
	data, older := filepath.Join(r.dir, "appendonlydir"), filepath.Join(r.dir, "older")
	if _, err := os.Stat(older); err != nil {
		return os.CopyFS(older, os.DirFS(data))
	}
	return errors.Join(os.RemoveAll(data), os.CopyFS(data, os.DirFS(older)))
}
