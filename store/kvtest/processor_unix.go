//go:build unix

package kvtest

import (
	"syscall"
	"testing"
	"time"
)

// ProcessorTime returns the CPU time of this process: unlike the clock, it leaves out other processes.
func ProcessorTime(t testing.TB) time.Duration {
	t.Helper()
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		t.Fatal(err)
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}
