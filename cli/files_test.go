//go:build unix

package cli

import (
	"bytes"
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"strings"
	"testing"
)

// TestFewFilesAreWarnedOf: a process that may open few files is told so when it starts, in one line that says what to do.
func TestFewFilesAreWarnedOf(t *testing.T) {
	const inside = "LEDE_TEST_FILES"
	var log bytes.Buffer
	if os.Getenv(inside) != "" {
		warnOfFiles(slog.New(slog.NewTextHandler(&log, nil)))
		fmt.Print(log.String())
		return
	}
	t.Parallel()
	for limit, warned := range map[string]bool{"64": true, "1023": true, "1024": false} {
		cmd := exec.Command("sh", "-c", "ulimit -n "+limit+`; exec "$0" "$@"`, os.Args[0], "-test.run=^"+t.Name()+"$")
		cmd.Env = append(os.Environ(), inside+"=1")
		out, err := cmd.CombinedOutput()
		said := strings.Contains(string(out), "few files may be open") && strings.Contains(string(out), "limit="+limit) && strings.Contains(string(out), "ulimit -n")
		if err != nil || said != warned {
			t.Errorf("with %s: %v, %s", limit, err, out)
		}
	}
}
