//go:build !unix

package kvtest

import (
	"testing"
	"time"
)

// ProcessorTime skips the test: this system is not asked for the CPU time of a process.
func ProcessorTime(t testing.TB) time.Duration {
	t.Helper()
	t.Skip("the CPU time of this process is not known")
	return 0
}
