//go:build !unix

package kvtest

import (
	"testing"
	"time"
)

// ProcessorTime skips the test: this system is not asked for the CPU time of a process.
func ProcessorTime(t testing.TB) time.Duration {
	t.Helper()
	t.Skip("SKIPPED: the CPU time of a process is read on Unix only")
	return 0
}
