package kvtest

import (
	"fmt"
	"os/exec"
	"strings"
	"testing"
	"time"
)

// Redis is a server process of its own for a test, which ends with it.
type Redis struct {
	// Port is the port it listens on, at 127.0.0.1.
	Port string
	tb   testing.TB
	// cli holds the arguments with which redis-cli reaches it.
	cli, args []string
	process   *exec.Cmd
	ended     chan struct{} // closed when the process has ended
}

// StartRedis starts a Redis without persistence, and returns its URL.
func StartRedis(tb testing.TB) string {
	tb.Helper()
	return StartServer(tb).URL()
}

// StartServer starts a redis-server with further arguments, which are kept when it is restarted.
func StartServer(tb testing.TB, args ...string) *Redis {
	tb.Helper()
	dir := tb.TempDir()
	return start(tb, func(port string) (cli, all []string) {
		return []string{"-p", port}, append([]string{"--port", port, "--bind", "127.0.0.1", "--dir", dir, "--save", ""}, args...)
	})
}

// start starts a redis-server on a free port, given the arguments by which redis-cli reaches it there, and its own.
func start(tb testing.TB, on func(port string) (cli, args []string)) *Redis {
	tb.Helper()
	r := &Redis{tb: tb}
	tb.Cleanup(r.Kill)
	for range 10 {
		r.Port = FreePort(tb)
		r.cli, r.args = on(r.Port)
		// A password argument is also needed to connect.
		for i, arg := range r.args[:len(r.args)-1] {
			if arg == "--requirepass" {
				r.cli = append(r.cli, "-a", r.args[i+1])
			}
		}
		if r.starts() {
			return r
		}
	}
	tb.Fatal("no redis-server got a port of its own")
	return nil
}

// URL is the server's address as redis:// URL.
func (r *Redis) URL() string { return "redis://127.0.0.1:" + r.Port + "/0" }

// PID is the process id of the server.
func (r *Redis) PID() int { return r.process.Process.Pid }

// Start starts the server again, on the data that it left, and waits until it answers.
func (r *Redis) Start() {
	r.tb.Helper()
	if !r.starts() {
		r.tb.Fatalf("redis-server does not start again on port %s", r.Port)
	}
}

// starts starts the server and waits until it answers. It returns false if it ends instead, as when another test has taken the port; then
// that test's server may answer.
func (r *Redis) starts() bool {
	r.tb.Helper()
	binary, err := exec.LookPath("redis-server")
	if err != nil {
		r.tb.Fatal("redis-server is missing: run make tools")
	}
	process, ended := exec.Command(binary, r.args...), make(chan struct{})
	if err := process.Start(); err != nil {
		r.tb.Fatalf("starting redis-server: %v", err)
	}
	r.process, r.ended = process, ended
	go func() {
		_ = process.Wait()
		close(ended)
	}()
	for !strings.Contains(r.Do("info", "server"), fmt.Sprintf("process_id:%d\r", r.PID())) {
		select {
		case <-ended:
			return false
		case <-time.After(10 * time.Millisecond):
		}
	}
	r.Until("PONG", "ping") // it may be loading
	return true
}

// Kill ends the server as kill -9 does.
func (r *Redis) Kill() {
	if r.process != nil {
		_ = r.process.Process.Kill()
		<-r.ended
		r.process = nil
	}
}

// Do runs a command with redis-cli and returns its output, errors included.
func (r *Redis) Do(args ...string) string {
	out, err := exec.Command("redis-cli", append(append([]string{"--no-auth-warning"}, r.cli...), args...)...).CombinedOutput()
	if err != nil && len(out) == 0 {
		return err.Error()
	}
	return strings.TrimSpace(string(out))
}

// Until repeats a command until its output contains something.
func (r *Redis) Until(want string, args ...string) {
	r.tb.Helper()
	got := ""
	for deadline := time.Now().Add(20 * time.Second); time.Now().Before(deadline); time.Sleep(20 * time.Millisecond) {
		if got = r.Do(args...); strings.Contains(got, want) {
			return
		}
	}
	r.tb.Fatalf("redis-server on port %s answers %q with %s, want %q in it", r.Port, args, got, want)
}
