//go:build unix

package boltkv_test

import (
	"os/signal"
	"syscall"
)

const limits = true

// limit keeps files of this process from growing beyond this many bytes.
func limit(n uint64) error {
	signal.Ignore(syscall.SIGXFSZ)
	var now syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_FSIZE, &now); err != nil {
		return err
	}
	now.Cur = min(n, now.Max)
	return syscall.Setrlimit(syscall.RLIMIT_FSIZE, &now)
}
