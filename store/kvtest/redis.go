package kvtest

import (
	"net"
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
}

// StartRedis starts a Redis without persistence, and returns its URL.
func StartRedis(tb testing.TB) string {
	tb.Helper()
	return StartServer(tb).URL()
}

// StartServer starts a redis-server with further arguments, which are kept when it is restarted.
func StartServer(tb testing.TB, args ...string) *Redis {
	tb.Helper()
	port := freePort(tb)
	return start(tb, port, []string{"-p", port}, append([]string{"--port", port, "--bind", "127.0.0.1", "--dir", tb.TempDir(), "--save", ""}, args...))
}

// start starts a redis-server that redis-cli reaches with some arguments.
func start(tb testing.TB, port string, cli, args []string) *Redis {
	tb.Helper()
	r := &Redis{Port: port, tb: tb, cli: cli, args: args}
	// A password argument is also needed to connect.
	for i, arg := range args[:len(args)-1] {
		if arg == "--requirepass" {
			r.cli = append(r.cli, "-a", args[i+1])
		}
	}
	tb.Cleanup(r.Kill)
	r.Start()
	return r
}

// URL is the server's address as redis:// URL.
func (r *Redis) URL() string { return "redis://127.0.0.1:" + r.Port + "/0" }

// PID is the process id of the server.
func (r *Redis) PID() int { return r.process.Process.Pid }

// Start starts the server, on the data that it left, and waits until it answers.
func (r *Redis) Start() {
	r.tb.Helper()
	binary, err := exec.LookPath("redis-server")
	if err != nil {
		r.tb.Fatal("redis-server is missing: run make tools")
	}
	r.process = exec.Command(binary, r.args...)
	if err := r.process.Start(); err != nil {
		r.tb.Fatalf("starting redis-server: %v", err)
	}
	r.Until("PONG", "ping")
}

// Kill ends the server as kill -9 does.
func (r *Redis) Kill() {
	if r.process != nil {
		_ = r.process.Process.Kill()
		_ = r.process.Wait()
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

func freePort(tb testing.TB) string {
	tb.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		tb.Fatalf("finding a free port: %v", err)
	}
	defer func() { _ = l.Close() }()
	_, port, err := net.SplitHostPort(l.Addr().String())
	if err != nil {
		tb.Fatalf("finding a free port: %v", err)
	}
	return port
}
