// Package program builds Lede for the tests that run it as a separate process, once for all of them.
//
// It refuses to build what is already in the build cache.
package program

import (
	"errors"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"testing"
)

// flags are the Dockerfile's, so that the tests compile Lede once, and run what people run.
var flags = []string{"-trimpath", "-ldflags=-s -w"}

// known holds the paths by flags: asking Go takes a third of a second.
var known sync.Map

// Path returns the program's path in the build cache, built as for release, plus extra flags of `go build`, such as -race.
func Path(t testing.TB, more ...string) string {
	t.Helper()
	key := strings.Join(more, " ")
	if path, ok := known.Load(key); ok {
		return path.(string)
	}
	for range 2 { // the first `go run` links to a temporary file, and the cache has it from then on
		path, err := built(more)
		if err != nil {
			t.Fatalf("building the program: %v", err)
		}
		if _, err := os.Stat(path); err == nil {
			known.Store(key, path)
			return path
		}
	}
	t.Fatal("the build cache does not keep the program")
	return ""
}

// built makes `go run` pass the program to echo, which prints its path.
func built(more []string) (string, error) {
	cmd := exec.Command("go", slices.Concat([]string{"run"}, flags, more, []string{"-exec", "echo", "lede"})...)
	if !slices.Contains(more, "-race") { // which needs cgo
		cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	}
	out, err := cmd.Output()
	var failed *exec.ExitError
	if errors.As(err, &failed) {
		return "", errors.New(string(failed.Stderr))
	}
	return strings.TrimSpace(string(out)), err
}
