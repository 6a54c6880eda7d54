package bot_test

import (
	"bytes"
	"os"
	"os/exec"
	"strings"
	"testing"
)

// apartEnv is set in the environment of a process that runApart or runApartUntilDeath started.
const apartEnv = "LEDE_TEST_APART"

// runApart is t.Run in a separate process. It is for unmodified discordgo: its sessions keep reconnecting after they are closed
// and read shared state without a lock, so they would disturb every later test. Data races in it are not looked for, and
// whatever it leaves behind ends with the process.
func runApart(t *testing.T, name string, body func(*testing.T)) {
	t.Helper()
	apart(t, name, body, func(t *testing.T, out string, err error) {
		if err != nil || !strings.Contains(out, "--- PASS: "+t.Name()) {
			t.Errorf("the process of its own ended with %v:\n%s", err, out)
		}
	})
}

// runApartUntilDeath is runApart for a subtest that must crash its process with these last words.
func runApartUntilDeath(t *testing.T, name, words string, body func(*testing.T)) {
	t.Helper()
	apart(t, name, body, func(t *testing.T, out string, err error) {
		if err == nil || !strings.Contains(out, words) {
			t.Errorf("%v: the process lives, and the defect is gone\n%s", err, out)
		}
	})
}

func apart(t *testing.T, name string, body func(*testing.T), check func(t *testing.T, out string, err error)) {
	t.Helper()
	if os.Getenv(apartEnv) != "" {
		t.Run(name, body)
		return
	}
	exact := "^" + t.Name() + "$/^" + strings.ReplaceAll(name, " ", "_") + "$"
	cmd := exec.CommandContext(t.Context(), os.Args[0], "-test.run", exact, "-test.v", "-test.count=1", "-test.timeout=2m")
	// skip the second that the race detector waits at exit
	cmd.Env = append(os.Environ(), apartEnv+"=1", "GORACE=report_bugs=0 atexit_sleep_ms=0")
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	started := cmd.Start()
	// a parallel subtest starts only when the rest of its test has ended
	t.Run(name, func(t *testing.T) {
		t.Parallel()
		if started != nil {
			t.Fatal(started)
		}
		err := cmd.Wait()
		check(t, out.String(), err)
	})
}
